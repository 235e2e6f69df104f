#include "number_format.hpp"

#include "lmsection/base/text.hpp"
#include "sheet_builder.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>

namespace lmsection {

namespace {

constexpr std::int64_t day_seconds = 86400;

/// The letters of a format's first section that show a part of a date or time, one for each run:
/// `y`, `m`, `d`, `h`, `s`, `a` for AM/PM, and `e` before an elapsed one. Literal text, colors and
/// languages are left out.
std::string format_letters(std::string_view code) {
    std::string letters;
    const auto add = [&](char letter) {
        if (letters.empty() || letters.back() != letter) {
            letters += letter;
        }
    };
    for (std::size_t at = 0; at < code.size() && code[at] != ';'; ++at) {
        const char c = lower_ascii(code[at]);
        if (c == '"') {
            at = std::min(code.find('"', at + 1), code.size());
        } else if (c == '\\' || c == '_' || c == '*') {
            ++at;
        } else if (c == '[') {
            const std::size_t end = std::min(code.find(']', at), code.size());
            const char inner = lower_ascii(at + 1 < end ? code[at + 1] : ']');
            const bool elapsed = (inner == 'h' || inner == 'm' || inner == 's') && end - at <= 3;
            if (elapsed) {
                letters += 'e';
                letters += inner;
            }
            at = end;
        } else if (c == 'a' && at + 1 < code.size() &&
                   (lower_ascii(code[at + 1]) == 'm' || code[at + 1] == '/')) {
            letters += 'a';
            at += code[at + 1] == '/' ? 2U : 4U;
        } else if (std::string_view{"ymdhs"}.find(c) != std::string_view::npos) {
            add(c);
        }
    }
    return letters;
}

/// The day that a workbook shows for a number of days; nothing for a day that does not exist.
std::optional<Date> day_of(std::int64_t days, DateSystem system) {
    constexpr std::int64_t leap_day_1900 = 60;
    if (system == DateSystem::from_1904) {
        return plus_days(date::year{1904} / 1 / 1, static_cast<int>(days));
    }
    if (days == 0 || days == leap_day_1900) {
        return std::nullopt;
    }
    return plus_days(date::year{1899} / 12 / (days < leap_day_1900 ? 31 : 30),
                     static_cast<int>(days));
}

}    // namespace

NumberFormat built_in_format(int id) {
    const auto within = [&](int first, int last) { return first <= id && id <= last; };
    // What 27 to 36 and 50 to 58 show depends on the language: dates and times.
    const bool depends = within(27, 36) || within(50, 58);
    return {.has_date = within(14, 17) || id == 22 || depends,
            .has_time = within(18, 22) || within(45, 47) || depends,
            .has_day = id != 17,
            .has_month = true,
            .is_elapsed = id == 46};
}

NumberFormat parse_number_format(std::string_view code) {
    const std::string letters = format_letters(code);
    NumberFormat format;
    for (std::size_t at = 0; at < letters.size(); ++at) {
        const char previous = at == 0 ? ' ' : letters[at - 1];
        const char next = at + 1 == letters.size() ? ' ' : letters[at + 1];
        switch (letters[at]) {
        case 'y':
        case 'd': format.has_date = true; break;
        case 'm':    // minutes beside hours or seconds, or else months
            if (previous == 'h' || previous == 'e' || next == 's') {
                format.has_time = true;
            } else {
                format.has_date = true;
            }
            break;
        case 'e': format.is_elapsed = true; break;
        default: format.has_time = true;
        }
    }
    const auto has = [&](char letter) { return letters.find(letter) != std::string::npos; };
    format.has_day = format.has_time || has('d') || !has('y');
    format.has_month = format.has_day || has('m');
    return format;
}

SheetCell formatted_cell(double number, NumberFormat format, DateSystem system) {
    const double end = system == DateSystem::from_1900 ? 2958466 : 2957004;    // of the year 9999
    if ((!format.has_date && !format.has_time) || number < 0 || number >= end) {
        return number_cell(number);
    }
    // Rounded to seconds, since a fraction of a day is rarely exact, but never beyond the last day.
    const std::int64_t seconds = format.has_time ? std::min(std::llround(number * day_seconds),
                                                            std::llround(end) * day_seconds - 1)
                                                 : std::llround(std::floor(number)) * day_seconds;
    const std::int64_t days = seconds / day_seconds;
    if (!format.has_date && (format.is_elapsed || days == 0)) {
        return time_cell(seconds);
    }
    if (const auto day = day_of(days, system)) {
        SheetCell cell = date_cell(*day, static_cast<int>(seconds % day_seconds));
        constexpr std::size_t year_and_month = 7;
        constexpr std::size_t year = 4;
        if (!format.has_day) {
            cell.text.resize(format.has_month ? year_and_month : year);
        }
        return cell;
    }
    if (days == 0) {
        return seconds == 0 ? number_cell(number) : time_cell(seconds);
    }
    return text_cell("1900-02-29");
}

}    // namespace lmsection
