#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace lmsection {

/// What is wrong and what to do about it, printed as one line: `what; remedy`.
struct Fault {
    std::string what;
    std::string remedy;

    /// The line that the user sees.
    [[nodiscard]] std::string text() const { return remedy.empty() ? what : what + "; " + remedy; }
    bool operator==(const Fault&) const = default;
};

/// Either a value or a fault. Used where one caller reports the fault for an argument and another
/// for a line of a file.
template <class T>
class Outcome {
public:
    Outcome(T value) : content_(std::move(value)) {}        // NOLINT(google-explicit-constructor)
    Outcome(Fault fault) : content_(std::move(fault)) {}    // NOLINT(google-explicit-constructor)

    [[nodiscard]] bool ok() const { return std::holds_alternative<T>(content_); }
    /// The value; requires `ok()`.
    [[nodiscard]] const T& value() const { return std::get<T>(content_); }
    /// The fault; requires `!ok()`.
    [[nodiscard]] const Fault& fault() const { return std::get<Fault>(content_); }

private:
    std::variant<T, Fault> content_;
};

/// Base of the three errors that end a command. Has one fault or, for a file, one for each bad
/// line.
class Error : public std::runtime_error {
public:
    explicit Error(Fault fault);
    explicit Error(std::vector<Fault> faults);
    [[nodiscard]] const std::vector<Fault>& faults() const { return faults_; }

private:
    std::vector<Fault> faults_;
};

/// The command line is wrong (exit status 2).
class UsageError : public Error {
public:
    using Error::Error;
    UsageError(std::string what, std::string remedy)
        : Error(Fault{std::move(what), std::move(remedy)}) {}
};

/// The command is refused: by a rule, or because a name is unknown or ambiguous (exit status 3).
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

/// Returns the value or throws the fault as a `UsageError`: for options and arguments.
template <class T>
const T& or_usage(const Outcome<T>& outcome) {
    if (!outcome.ok()) {
        throw UsageError(outcome.fault());
    }
    return outcome.value();
}

/// Returns the value or throws the fault as a `RefusedError`: for records and names.
template <class T>
const T& or_refused(const Outcome<T>& outcome) {
    if (!outcome.ok()) {
        throw RefusedError(outcome.fault());
    }
    return outcome.value();
}

/// Throws the faults as a `RefusedError`, if there are any.
void require_none(std::vector<Fault> faults);
void require_none(const std::optional<Fault>& fault);

/// Returns the value, or nothing after adding the fault to `faults`: for cells of a file, all of
/// whose faults are reported.
template <class T>
std::optional<T> value_or_fault(const Outcome<T>& outcome, std::vector<Fault>& faults) {
    if (outcome.ok()) {
        return outcome.value();
    }
    faults.push_back(outcome.fault());
    return std::nullopt;
}

}    // namespace lmsection
