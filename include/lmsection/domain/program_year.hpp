#pragma once

#include <date/date.h>

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "lmsection/base/date.hpp"

namespace lmsection {

/// A section's year of service: July 1 to June 30 (§1). Named by the calendar year in which it
/// starts: program year 2026 runs 2026-07-01 to 2027-06-30.
class ProgramYear {
public:
    /// `starting`: the calendar year in which it starts.
    explicit constexpr ProgramYear(int starting) : starting_(starting) {}
    /// The program year that contains `day`.
    [[nodiscard]] static ProgramYear containing(Date day);
    [[nodiscard]] static ProgramYear containing(Month month);
    /// Parses `2026` or `2026-27`; nothing for anything else.
    [[nodiscard]] static std::optional<ProgramYear> parse(std::string_view text);

    [[nodiscard]] int starting() const { return starting_; }
    [[nodiscard]] Date first_day() const { return month(date::July) / 1; }
    [[nodiscard]] Date last_day() const { return last_day_of(month(date::June)); }
    [[nodiscard]] bool contains(Date day) const { return containing(day) == *this; }
    /// This month in this program year: July to December of its first calendar year, January to
    /// June of its second.
    [[nodiscard]] Month month(date::month month) const;
    /// `2026-27`.
    [[nodiscard]] std::string label() const;

    [[nodiscard]] ProgramYear plus(int years) const { return ProgramYear{starting_ + years}; }
    auto operator<=>(const ProgramYear&) const = default;

private:
    int starting_;
};

/// A term of service: from its first day to June 30 of its last program year (§1). A term that
/// fills a vacancy mid-year starts later and ends on the same June 30.
class Term {
public:
    /// The longest term that can be stored, in program years; the handbook's limit is a rule.
    static constexpr int longest = 9;

    /// `start`: the first day; `years`: the number of program years, counting the one that contains
    /// `start`, 1 to `longest`.
    Term(Date start, int years);
    /// A term that ends early: `end` is between `start` and the June 30 on which it would end.
    Term(Date start, int years, Date end);

    [[nodiscard]] Date start() const { return start_; }
    [[nodiscard]] int years() const { return years_; }
    [[nodiscard]] Date last_day() const { return end_; }
    [[nodiscard]] ProgramYear first_program_year() const { return ProgramYear::containing(start_); }

private:
    Date start_;
    int years_;
    Date end_;
};

/// The number of program years that include a day from `start` to `end`.
[[nodiscard]] int program_years_between(Date start, Date end);

/// The first Monday of `month`: the start of its first full week, Monday to Friday (§4).
[[nodiscard]] Date first_full_week_monday(Month month);

}    // namespace lmsection
