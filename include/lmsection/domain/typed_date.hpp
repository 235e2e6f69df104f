#pragma once

#include "lmsection/base/date.hpp"
#include "lmsection/base/error.hpp"
#include "lmsection/domain/program_year.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace lmsection {

/// How to choose the year of a day or month that was typed without one.
enum class YearChoice {
    next,      ///< the next such day, today included: for plans
    latest,    ///< the most recent one, today included: for what was done
    nearby,    ///< the most recent one within 120 days, else the next: for what may be either
    in_program_year    ///< the one in the current program year: for display
};

/// Which number of `1/2/2026` is the month.
enum class NumberOrder { month_first, day_first };

/// A day that was read from text.
struct ReadDay {
    Date day{};
    /// The text could mean another day, so the user should see which was chosen.
    bool chosen = false;
    bool operator==(const ReadDay&) const = default;
};

/// Parses a day as people type it, relative to `today`: `2026-11-24`, `11/24/2026`, `Nov 24`,
/// `November 24, 2026`, `24 Nov 2026`, `today`, `tomorrow`, `yesterday`, `monday`, `next monday`,
/// `+30d`, `-2w`, `+1m`, `next month`, `nov`, `november 2026`, `2026-11`. A month means its first
/// day. Numbers with slashes are read in `order`, those with dots day first; if only the other
/// order makes a day, that one is used, except with `day_first`. Case and surrounding spaces do not
/// matter. The fault lists the accepted forms.
[[nodiscard]] Outcome<ReadDay> read_day(std::string_view text, Date today, YearChoice choice,
                                        NumberOrder order = NumberOrder::month_first);
/// Like `read_day`, but returns only the day.
[[nodiscard]] Outcome<Date> parse_typed_date(std::string_view text, Date today,
                                             YearChoice choice = YearChoice::in_program_year);

/// Whether `text` is a date with slashes that can only be day first, such as `13/12/2026`.
[[nodiscard]] bool is_day_first(std::string_view text);
/// Whether `text` is a date with slashes that can be read in both orders, such as `1/2/2026`.
[[nodiscard]] bool has_two_orders(std::string_view text);

/// Parses a month as people type it: `11`, `nov`, `november 2026`, `2026-11`, `11/2026`, `this`,
/// `next`, `next month`, `last`. A month without a year is in the program year of `today`.
[[nodiscard]] Outcome<Month> parse_typed_month(std::string_view text, Date today);
/// The month, if `text` names one without a year.
[[nodiscard]] std::optional<date::month> month_without_year(std::string_view text);

/// Parses the last day of a window that starts today: a span such as `30`, `30d`, `+2w` or `1m`, or
/// any form that `read_day` accepts and that is not before today. A month means its last day.
[[nodiscard]] Outcome<ReadDay> read_window_end(std::string_view text, Date today);

/// Parses a span of days or weeks, `7`, `7d` or `2w`, and returns it in days.
[[nodiscard]] Outcome<int> parse_days(std::string_view text);

/// Parses a program year: `2026`, `2026-27`, `2026-2027`, `2026/27`, `this`, `next`, `last`.
[[nodiscard]] Outcome<ProgramYear> parse_program_year(std::string_view text, Date today);

/// A warning if `day` is more than three years before or after `today`, which is probably a typo.
[[nodiscard]] std::optional<std::string> far_day_warning(Date day, Date today);
/// The same for a program year, by the day in it nearest to `today`.
[[nodiscard]] std::optional<std::string> far_year_warning(ProgramYear year, Date today);

}    // namespace lmsection
