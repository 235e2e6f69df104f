#pragma once

#include "lmsection/base/spreadsheet.hpp"

#include <string_view>

namespace lmsection {

/// What a number format of a workbook shows of a number. Without a date or a time it shows a plain
/// number.
struct NumberFormat {
    bool has_date = false;
    bool has_time = false;
    bool has_day = true;        ///< false for a date of a month or year only, as in `mmm-yy`
    bool has_month = true;      ///< false for a year only
    bool is_elapsed = false;    ///< hours beyond 24, as in `[h]:mm`
};

/// The format with a number that Excel defines itself.
[[nodiscard]] NumberFormat built_in_format(int id);
/// The format with a code such as `yyyy-mm-dd;@`, of which the first section decides.
[[nodiscard]] NumberFormat parse_number_format(std::string_view code);

/// The day 0 of a workbook.
enum class DateSystem { from_1900, from_1904 };

/// A cell with a number in a format. Dates are days since day 0, times are fractions of a day. The
/// system from 1900 has a February 29 in that year, which did not exist; that day is text.
[[nodiscard]] SheetCell formatted_cell(double number, NumberFormat format, DateSystem system);

}    // namespace lmsection
