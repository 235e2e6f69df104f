#pragma once

#include <date/date.h>

#include <optional>
#include <string>
#include <string_view>

namespace lmsection {

/// A calendar day. Below the command line it is always valid (`ok()` is true).
using Date = date::year_month_day;
/// A month of a year.
using Month = date::year_month;

/// The first and last year that a date may have; far beyond any section's records.
inline constexpr int first_year = 1900;
inline constexpr int last_year = 2999;

/// `2026-11-24`.
[[nodiscard]] std::string iso(Date day);
/// `2026-11`.
[[nodiscard]] std::string iso(Month month);
/// `November 24, 2026`, as in messages.
[[nodiscard]] std::string written(Date day);
/// `November 2026`.
[[nodiscard]] std::string written(Month month);
/// `Tuesday, November 24, 2026`, as in letters.
[[nodiscard]] std::string written_with_weekday(Date day);
/// Parses `2026-11-24`; nothing for any other form, a day that does not exist, or a year outside
/// `first_year` to `last_year`.
[[nodiscard]] std::optional<Date> parse_iso_date(std::string_view text);
/// Parses `2026-11`; nothing for any other form.
[[nodiscard]] std::optional<Month> parse_iso_month(std::string_view text);

/// The day `count` days after (before, when negative) `day`.
[[nodiscard]] inline Date plus_days(Date day, int count) {
    return Date{date::sys_days{day} + date::days{count}};
}
/// Days from `from` to `to`; negative when `to` comes first.
[[nodiscard]] inline int days_between(Date from, Date to) {
    return (date::sys_days{to} - date::sys_days{from}).count();
}
[[nodiscard]] inline Date last_day_of(Month month) {
    return Date{month / date::last};
}
[[nodiscard]] inline Month month_of(Date day) {
    return day.year() / day.month();
}
/// "November".
[[nodiscard]] std::string_view month_name(date::month month);

/// The number that `text` consists of, digits only; nothing for anything else.
[[nodiscard]] std::optional<int> digits(std::string_view text);
/// Parses a four-digit year from `first_year` to `last_year`.
[[nodiscard]] std::optional<int> year_number(std::string_view text);

}    // namespace lmsection
