#pragma once

#include "lmsection/domain/errors.hpp"
#include "lmsection/domain/program_year.hpp"

#include <string_view>

namespace lmsection {

/// Reads a day as people type it, against a given today: `2026-11-24`, `today`, `tomorrow`,
/// `yesterday`, `+30d`, `-2w`, `+1m`, `next month`, `nov`, `november 2026`, `2026-11`. A month
/// stands for its first day; a month without a year lies in the program year that `today` is in.
/// Case and surrounding blanks do not matter. The fault names the forms that are read.
[[nodiscard]] Outcome<Date> parse_typed_date(std::string_view text, Date today);

/// Reads a month as people type it: `11`, `nov`, `november 2026`, `2026-11`, `this`, `next`,
/// `next month`, `last`. A month without a year lies in the program year that `today` is in.
[[nodiscard]] Outcome<Month> parse_typed_month(std::string_view text, Date today);

/// Reads a span or a day as the last day of a window that opens today: `30d`, `+2w`, `1m`, or
/// any form of `parse_typed_date` that means no day before today.
[[nodiscard]] Outcome<Date> parse_window_end(std::string_view text, Date today);

/// Reads a length of time that is the same in every month, `7d` or `2w`, as days.
[[nodiscard]] Outcome<int> parse_days(std::string_view text);

/// Reads a program year: `2026`, `2026-27`, `this`, `next`, `last`.
[[nodiscard]] Outcome<ProgramYear> parse_program_year(std::string_view text, Date today);

}    // namespace lmsection
