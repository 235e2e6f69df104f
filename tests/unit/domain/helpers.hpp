#pragma once

#include "lmsection/domain/checklist.hpp"
#include "lmsection/domain/report.hpp"
#include "lmsection/domain/service.hpp"

#include "catch.hpp"

#include <string>
#include <string_view>
#include <vector>

// How values look in a failed test's message.
namespace Catch {
template <>
struct StringMaker<lmsection::ProgramYear> {
    static std::string convert(lmsection::ProgramYear year);
};
template <>
struct StringMaker<lmsection::Role> {
    static std::string convert(lmsection::Role role);
};
template <>
struct StringMaker<lmsection::GroupKind> {
    static std::string convert(lmsection::GroupKind kind);
};
template <>
struct StringMaker<lmsection::ReportStatus> {
    static std::string convert(lmsection::ReportStatus status);
};
template <>
struct StringMaker<lmsection::ItemStatus> {
    static std::string convert(lmsection::ItemStatus status);
};
template <>
struct StringMaker<lmsection::Slug> {
    static std::string convert(const lmsection::Slug& slug);
};
}    // namespace Catch

namespace lmsection::test {

/// `"2026-11-24"_day`; read without the code under test.
[[nodiscard]] Date operator""_day(const char* text, std::size_t size);
/// `"2026-11"_month`.
[[nodiscard]] Month operator""_month(const char* text, std::size_t size);

/// Every day of `from` to `to`, both included.
[[nodiscard]] std::vector<Date> days(Date from, Date to);

/// The slug that `text` is.
[[nodiscard]] Slug slug(std::string_view text);
/// A group of a kind, with the slug of its name.
[[nodiscard]] Group group(GroupKind kind, const std::string& name, std::int64_t id = 1);

/// A group's appointments, put together a line each. People are told apart by name.
class Record {
public:
    Record& serves(const std::string& name, Role role, Date start, Date end);
    [[nodiscard]] const std::vector<Service>& all() const { return all_; }
    /// The key of a person; the same name is the same person, in every record.
    [[nodiscard]] static PersonId person(const std::string& name);

private:
    std::vector<Service> all_;
};

/// A record of `count` members "Member 1", "Member 2" and so on, all from `start` to `end`.
[[nodiscard]] Record members(int count, Date start, Date end);

/// Whether `text` holds `part`.
[[nodiscard]] bool holds(std::string_view text, std::string_view part);

/// A fault as the contract in error.hpp wants it: one line of UTF-8, nothing in it that a
/// terminal would obey.
[[nodiscard]] bool is_one_clean_line(const Fault& fault);

/// What nobody should type, and a file may hold.
[[nodiscard]] const std::vector<std::string>& nasty_texts();

}    // namespace lmsection::test
