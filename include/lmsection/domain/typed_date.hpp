#pragma once

#include "lmsection/base/date.hpp"
#include "lmsection/base/error.hpp"
#include "lmsection/domain/program_year.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace lmsection {

/// Which year a day or month without one lies in.
enum class YearChoice {
    next,              ///< the next such day, today included: what is planned
    latest,            ///< the most recent one, today included: what was done
    nearby,            ///< the most recent one within 120 days, else the next: either of the two
    in_program_year    ///< the one in the program year of today: what is looked at
};

/// Which number of `1/2/2026` is the month.
enum class NumberOrder { month_first, day_first };

/// A day that was read from text.
struct ReadDay {
    Date day{};
    bool chosen = false;    ///< the text could also mean another day, so the user should see it
};

/// Reads a day as people type it, against a given today: `2026-11-24`, `11/24/2026`, `Nov 24`,
/// `November 24, 2026`, `24 Nov 2026`, `today`, `tomorrow`, `yesterday`, `monday`, `next monday`,
/// `+30d`, `-2w`, `+1m`, `next month`, `nov`, `november 2026`, `2026-11`. A month stands for its
/// first day. Numbers with slashes come in `order`, those with dots day first; where only the
/// other order makes a day, that one is read, except in a file's column that is day first. Case
/// and surrounding blanks do not matter. The fault names the forms that are read.
[[nodiscard]] Outcome<ReadDay> read_day(std::string_view text, Date today, YearChoice choice,
                                        NumberOrder order = NumberOrder::month_first);
/// The day that `read_day` reads.
[[nodiscard]] Outcome<Date> parse_typed_date(std::string_view text, Date today,
                                             YearChoice choice = YearChoice::in_program_year);

/// Whether `text` is a date with slashes that can only be read day first, as `13/12/2026`.
[[nodiscard]] bool is_day_first(std::string_view text);
/// Whether `text` is a date with slashes that can be read in both orders, as `1/2/2026`.
[[nodiscard]] bool has_two_orders(std::string_view text);

/// Reads a month as people type it: `11`, `nov`, `november 2026`, `2026-11`, `11/2026`, `this`,
/// `next`, `next month`, `last`. A month without a year lies in the program year of `today`.
[[nodiscard]] Outcome<Month> parse_typed_month(std::string_view text, Date today);
/// Whether such a text names a month without its year.
[[nodiscard]] std::optional<date::month> month_without_year(std::string_view text);

/// Reads a span or a day as the last day of a window that opens today: `30`, `30d`, `+2w`, `1m`,
/// or any form of `read_day` that means no day before today. A month stands for its last day.
[[nodiscard]] Outcome<ReadDay> read_window_end(std::string_view text, Date today);
/// The day that `read_window_end` reads.
[[nodiscard]] Outcome<Date> parse_window_end(std::string_view text, Date today);

/// Reads a length of time that is the same in every month, `7`, `7d` or `2w`, as days.
[[nodiscard]] Outcome<int> parse_days(std::string_view text);

/// Reads a program year: `2026`, `2026-27`, `2026-2027`, `2026/27`, `this`, `next`, `last`.
[[nodiscard]] Outcome<ProgramYear> parse_program_year(std::string_view text, Date today);

/// A warning where `day` is more than three years before or after `today`, which is most likely a
/// slip of the keyboard.
[[nodiscard]] std::optional<std::string> far_day_warning(Date day, Date today);
/// The same for a program year, by its nearest day.
[[nodiscard]] std::optional<std::string> far_year_warning(ProgramYear year, Date today);

}    // namespace lmsection
