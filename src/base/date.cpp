#include "lmsection/base/date.hpp"

#include "lmsection/base/text.hpp"

#include <fmt/format.h>

#include <array>

namespace lmsection {

namespace {

/// Appends the digits of `value`; `highest` is the power of ten of the first digit.
void append_digits(std::string& text, unsigned value, unsigned highest) {
    for (; highest > 0; highest /= 10) {
        text += static_cast<char>('0' + value / highest % 10);
    }
}

}    // namespace

std::optional<int> digits(std::string_view text) {
    if (text.empty() || text.size() > 4) {
        return std::nullopt;
    }
    int value = 0;
    for (const char c : text) {
        if (!is_digit(c)) {
            return std::nullopt;
        }
        value = 10 * value + (c - '0');
    }
    return value;
}

std::optional<int> year_number(std::string_view text) {
    const auto value = text.size() == 4 ? digits(text) : std::nullopt;
    return value && *value >= first_year && *value <= last_year ? value : std::nullopt;
}

std::string iso(Date day) {
    std::string text = iso(month_of(day)) + '-';
    append_digits(text, unsigned{day.day()}, 10);
    return text;
}

std::string iso(Month month) {
    std::string text;
    append_digits(text, static_cast<unsigned>(int{month.year()}), 1000);
    text += '-';
    append_digits(text, unsigned{month.month()}, 10);
    return text;
}

std::optional<Month> parse_iso_month(std::string_view text) {
    if (text.size() != 7 || text[4] != '-') {
        return std::nullopt;
    }
    const auto year = year_number(text.substr(0, 4));
    const Month month = date::year{year.value_or(0)} / digits(text.substr(5)).value_or(0);
    return year && month.ok() ? std::optional{month} : std::nullopt;
}

std::string written(Date day) {
    return fmt::format("{} {}, {}", month_name(day.month()), unsigned{day.day()}, int{day.year()});
}

std::string written(Month month) {
    return fmt::format("{} {}", month_name(month.month()), int{month.year()});
}

std::string written_with_weekday(Date day) {
    constexpr std::array names{"Sunday",   "Monday", "Tuesday", "Wednesday",
                               "Thursday", "Friday", "Saturday"};
    return fmt::format("{}, {}", names.at(date::weekday{date::sys_days{day}}.c_encoding()),
                       written(day));
}

std::optional<Date> parse_iso_date(std::string_view text) {
    const bool has_form = text.size() == 10 && text[7] == '-';
    const auto month = has_form ? parse_iso_month(text.substr(0, 7)) : std::nullopt;
    if (!month) {
        return std::nullopt;
    }
    const Date day = *month / digits(text.substr(8)).value_or(0);
    return day.ok() ? std::optional{day} : std::nullopt;
}

std::string_view month_name(date::month month) {
    static constexpr std::array<std::string_view, 12> names{"January", "February", "March",
                                                            "April",   "May",      "June",
                                                            "July",    "August",   "September",
                                                            "October", "November", "December"};
    return names.at(unsigned{month} - 1);
}

}    // namespace lmsection
