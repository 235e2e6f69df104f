#pragma once

#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace lmsection {

/// What is wrong and what to do about it; printed as one line, `what; remedy`.
struct Fault {
    std::string what;
    std::string remedy;

    /// The line as a user reads it.
    [[nodiscard]] std::string text() const;
    bool operator==(const Fault&) const = default;
};

/// Either a value or the fault that stands in its place. Used where a fault belongs to an
/// argument in one caller and to a line of a file in another.
template <class T>
class Outcome {
public:
    Outcome(T value) : held_(std::move(value)) {}        // NOLINT(google-explicit-constructor)
    Outcome(Fault fault) : held_(std::move(fault)) {}    // NOLINT(google-explicit-constructor)

    [[nodiscard]] bool ok() const { return std::holds_alternative<T>(held_); }
    /// The value; only when `ok()`.
    [[nodiscard]] const T& value() const { return std::get<T>(held_); }
    /// The fault; only when not `ok()`.
    [[nodiscard]] const Fault& fault() const { return std::get<Fault>(held_); }

private:
    std::variant<T, Fault> held_;
};

/// Base of the three errors that end a command. Carries one fault or, for a file, one a line.
class Error : public std::runtime_error {
public:
    explicit Error(Fault fault);
    explicit Error(std::vector<Fault> faults);
    [[nodiscard]] const std::vector<Fault>& faults() const { return faults_; }

private:
    std::vector<Fault> faults_;
};

/// The command line cannot be read (exit status 2).
class UsageError : public Error {
public:
    using Error::Error;
    UsageError(std::string what, std::string remedy)
        : Error(Fault{std::move(what), std::move(remedy)}) {}
};

/// A rule, or a thing that is unknown or ambiguous, stands against it (exit status 3).
class RefusedError : public Error {
public:
    using Error::Error;
    RefusedError(std::string what, std::string remedy)
        : Error(Fault{std::move(what), std::move(remedy)}) {}
};

/// A file, the database or the disk failed (exit status 4).
class StoreError : public Error {
public:
    using Error::Error;
    StoreError(std::string what, std::string remedy)
        : Error(Fault{std::move(what), std::move(remedy)}) {}
};

/// The value, or a `UsageError` with the outcome's fault: for options and arguments.
template <class T>
const T& or_usage(const Outcome<T>& outcome) {
    if (!outcome.ok()) {
        throw UsageError(outcome.fault());
    }
    return outcome.value();
}

/// The value, or a `RefusedError` with the outcome's fault: for records and names.
template <class T>
const T& or_refused(const Outcome<T>& outcome) {
    if (!outcome.ok()) {
        throw RefusedError(outcome.fault());
    }
    return outcome.value();
}

}    // namespace lmsection
