#include "lmsection/base/date.hpp"

#include <fmt/format.h>

#include <array>
#include <stdexcept>

namespace lmsection {

std::optional<int> digits(std::string_view text) {
    if (text.empty() || text.size() > 4) {
        return std::nullopt;
    }
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') {
            return std::nullopt;
        }
        value = 10 * value + (c - '0');
    }
    return value;
}

void append_digits(std::string& text, unsigned value, unsigned highest) {
    for (; highest > 0; highest /= 10) {
        text += static_cast<char>('0' + value / highest % 10);
    }
}

std::optional<int> year_number(std::string_view text) {
    const auto value = digits(text);
    if (text.size() != 4 || !value || *value < first_year || *value > last_year) {
        return std::nullopt;
    }
    return value;
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
    const auto month = digits(text.substr(5));
    if (!year || !month || *month < 1 || *month > 12) {
        return std::nullopt;
    }
    return date::year{*year} / *month;
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
    if (text.size() != 10 || text[7] != '-') {
        return std::nullopt;
    }
    const auto month = parse_iso_month(text.substr(0, 7));
    const auto day = digits(text.substr(8));
    if (!month || !day) {
        return std::nullopt;
    }
    const Date result = *month / *day;
    return result.ok() ? std::optional{result} : std::nullopt;
}

Date plus_days(Date day, int count) {
    return Date{date::sys_days{day} + date::days{count}};
}

int days_between(Date from, Date to) {
    return (date::sys_days{to} - date::sys_days{from}).count();
}

Date last_day_of(Month month) {
    return Date{month / date::last};
}

Month month_of(Date day) {
    return day.year() / day.month();
}

std::string_view month_name(date::month month) {
    static constexpr std::array<std::string_view, 12> names{"January", "February", "March",
                                                            "April",   "May",      "June",
                                                            "July",    "August",   "September",
                                                            "October", "November", "December"};
    return names.at(unsigned{month} - 1);
}

}    // namespace lmsection
