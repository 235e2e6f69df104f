#pragma once

#include <date/date.h>

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "lmsection/base/date.hpp"

namespace lmsection {

/// The year that a section's volunteers serve in: July 1 to June 30 (§1). Named by the calendar
/// year in which it starts: program year 2026 runs 2026-07-01 to 2027-06-30.
class ProgramYear {
public:
    /// `starting`: the calendar year of its July 1.
    explicit constexpr ProgramYear(int starting) : starting_(starting) {}
    /// The program year in which `day` lies.
    [[nodiscard]] static ProgramYear containing(Date day);
    [[nodiscard]] static ProgramYear containing(Month month);
    /// Reads `2026` or `2026-27`; nothing for anything else.
    [[nodiscard]] static std::optional<ProgramYear> parse(std::string_view text);

    [[nodiscard]] int starting() const { return starting_; }
    [[nodiscard]] Date first_day() const;
    [[nodiscard]] Date last_day() const;
    [[nodiscard]] bool contains(Date day) const;
    /// That month in this program year: July to December of its first calendar year, January to
    /// June of its second.
    [[nodiscard]] Month month(date::month month) const;
    /// `2026-27`.
    [[nodiscard]] std::string label() const;

    [[nodiscard]] ProgramYear plus(int years) const { return ProgramYear{starting_ + years}; }
    auto operator<=>(const ProgramYear&) const = default;

private:
    int starting_;
};

/// A term of service: from a first day to the June 30 that closes its last program year (§1).
/// Who fills a vacancy in mid-year starts later and ends on the same June 30.
class Term {
public:
    /// The longest that is stored, in program years; the handbook's own bound is a rule.
    static constexpr int longest = 9;

    /// `start`: the first day; `years`: program years counted from the one that `start` lies in,
    /// 1 to `longest`.
    Term(Date start, int years);
    /// A term that ends before the June 30 that it would have: `end` lies from `start` to that day.
    Term(Date start, int years, Date end);

    [[nodiscard]] Date start() const { return start_; }
    [[nodiscard]] int years() const { return years_; }
    [[nodiscard]] Date last_day() const { return end_; }
    [[nodiscard]] ProgramYear first_program_year() const;

private:
    Date start_;
    int years_;
    Date end_;
};

/// The program years that the days from `start` to `end` touch.
[[nodiscard]] int program_years_between(Date start, Date end);

/// The first week of March whose Monday is in March, Monday to Friday (§4): its Monday, for
/// Interest Group Week of that program year.
[[nodiscard]] Date first_full_week_monday(Month month);

}    // namespace lmsection
