#pragma once

#include <date/date.h>

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace lmsection {

/// A day of the civil calendar. Valid everywhere below the command line: `ok()` holds.
using Date = date::year_month_day;
/// A month of a year.
using Month = date::year_month;

/// The years that dates may lie in, both included; wide of every section's records.
inline constexpr int first_year = 1900;
inline constexpr int last_year = 2999;

/// `2026-11-24`.
[[nodiscard]] std::string iso(Date day);
/// `2026-11`.
[[nodiscard]] std::string iso(Month month);
/// `November 24, 2026`, as messages write it.
[[nodiscard]] std::string written(Date day);
/// Reads `2026-11-24`, exactly so; nothing for another form, a day that no calendar has, or a
/// year outside `first_year` to `last_year`.
[[nodiscard]] std::optional<Date> parse_iso_date(std::string_view text);
/// Reads `2026-11`, exactly so.
[[nodiscard]] std::optional<Month> parse_iso_month(std::string_view text);

/// The day `count` days after (before, when negative) `day`.
[[nodiscard]] Date plus_days(Date day, int count);
/// Days from `from` to `to`; negative when `to` comes first.
[[nodiscard]] int days_between(Date from, Date to);
[[nodiscard]] Date last_day_of(Month month);
[[nodiscard]] Month month_of(Date day);
/// "November".
[[nodiscard]] std::string_view month_name(date::month month);

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
