#include "lmsection/domain/typed_date.hpp"

#include "lmsection/domain/text.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <utility>

namespace lmsection {

namespace {

constexpr std::string_view date_forms =
    "write a day as 2026-11-24, today, tomorrow, +30d, +2w, next month, nov or november 2026";
constexpr std::string_view month_forms = "write a month as 11, nov, november 2026, 2026-11 or next";

const std::string first_years = fmt::format("{}", first_year);
const std::string last_years = fmt::format("{}", last_year);

/// Lower case, no blanks around, single blanks inside.
std::string tidied(std::string_view text) {
    std::string result;
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\t';
        if (!blank) {
            result += (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
        } else if (!result.empty() && result.back() != ' ') {
            result += ' ';
        }
    }
    if (!result.empty() && result.back() == ' ') {
        result.pop_back();
    }
    return result;
}

/// The month that `word` begins, from three letters on ("nov", "sept", "november").
std::optional<date::month> month_word(std::string_view word) {
    if (word.size() < 3) {
        return std::nullopt;
    }
    for (unsigned number = 1; number <= 12; ++number) {
        const std::string name = tidied(month_name(date::month{number}));
        if (name.starts_with(word)) {
            return date::month{number};
        }
    }
    return std::nullopt;
}

bool in_range(Date day) {
    return day.ok() && int{day.year()} >= first_year && int{day.year()} <= last_year;
}

/// `month` moved by `count` months, the day held to the length of the month it lands in.
Date plus_months(Date day, int count) {
    const Month month = month_of(day) + date::months{count};
    return std::min(Date{month / day.day()}, last_day_of(month));
}

/// "30d", "2w", "1m" as (count, unit); at most four digits, so no sum can overflow.
std::optional<std::pair<int, char>> span(std::string_view text) {
    if (text.size() < 2 || text.size() > 5) {
        return std::nullopt;
    }
    const std::string_view number = text.substr(0, text.size() - 1);
    int count = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), count);
    const char unit = text.back();
    const bool known_unit = unit == 'd' || unit == 'w' || unit == 'm';
    if (error != std::errc{} || end != number.data() + number.size() || count < 0 || !known_unit) {
        return std::nullopt;
    }
    return std::pair{count, unit};
}

std::optional<Date> moved(std::string_view text, Date today, int direction) {
    const auto parsed = span(text);
    if (!parsed) {
        return std::nullopt;
    }
    const auto [count, unit] = *parsed;
    const Date day = unit == 'm' ? plus_months(today, direction * count)
                                 : plus_days(today, direction * count * (unit == 'w' ? 7 : 1));
    return in_range(day) ? std::optional{day} : std::nullopt;
}

std::optional<Month> in_range(Month month) {
    return in_range(month / 1) ? std::optional{month} : std::nullopt;
}

/// The months that both a day and a month may be typed as, whatever the year.
std::optional<Month> any_month(const std::string& text, Date today) {
    if (const auto month = parse_iso_month(text)) {
        return month;
    }
    const Month this_month = month_of(today);
    if (text == "next month") {
        return this_month + date::months{1};
    }
    if (text == "this month") {
        return this_month;
    }
    if (text == "last month") {
        return this_month - date::months{1};
    }
    const auto blank = text.find(' ');
    const auto name = month_word(std::string_view{text}.substr(0, blank));
    if (!name) {
        return std::nullopt;
    }
    if (blank == std::string::npos) {
        return ProgramYear::containing(today).month(*name);
    }
    const auto dated = parse_iso_month(
        fmt::format("{}-{:02}", std::string_view{text}.substr(blank + 1), unsigned{*name}));
    return dated;
}

std::optional<Month> spelled_month(const std::string& text, Date today) {
    const auto month = any_month(text, today);
    return month ? in_range(*month) : std::nullopt;
}

std::optional<Date> any_day(const std::string& text, Date today) {
    if (const auto day = parse_iso_date(text)) {
        return day;
    }
    if (text == "today") {
        return today;
    }
    if (text == "tomorrow") {
        return plus_days(today, 1);
    }
    if (text == "yesterday") {
        return plus_days(today, -1);
    }
    if (text.starts_with('+')) {
        return moved(std::string_view{text}.substr(1), today, 1);
    }
    if (text.starts_with('-')) {
        return moved(std::string_view{text}.substr(1), today, -1);
    }
    if (const auto month = spelled_month(text, today)) {
        return *month / 1;
    }
    return std::nullopt;
}

std::optional<Date> spelled_day(const std::string& text, Date today) {
    const auto day = any_day(text, today);
    return day && in_range(*day) ? day : std::nullopt;
}

/// How many months or years "this", "next" and "last" are from now.
std::optional<int> step_word(std::string_view text) {
    static constexpr std::array<std::pair<std::string_view, int>, 3> words{
        {{"this", 0}, {"next", 1}, {"last", -1}}};
    for (const auto& [word, step] : words) {
        if (text == word) {
            return step;
        }
    }
    return std::nullopt;
}

/// The months that only a month may be typed as: "next", "11".
std::optional<Month> short_month(const std::string& tidy, Date today) {
    if (const auto step = step_word(tidy)) {
        return in_range(month_of(today) + date::months{*step});
    }
    int number = 0;
    const auto [end, error] = std::from_chars(tidy.data(), tidy.data() + tidy.size(), number);
    if (error == std::errc{} && end == tidy.data() + tidy.size() && number >= 1 && number <= 12) {
        return in_range(
            ProgramYear::containing(today).month(date::month{static_cast<unsigned>(number)}));
    }
    return std::nullopt;
}

/// "2026-06-31" has the form of a day and is none: say that, not that the form is wrong.
std::string date_fault(std::string_view text, const std::string& tidy) {
    const bool has_form = tidy.size() == 10 && tidy[4] == '-' && tidy[7] == '-';
    const bool has_year = has_form && first_years <= tidy.substr(0, 4) &&
                          tidy.substr(0, 4) <= last_years;
    if (has_form && !has_year && !tidy.starts_with('+')) {
        return fmt::format("{} is not between {} and {}", in_quotes(text), first_year, last_year);
    }
    return has_form ? fmt::format("there is no day {} in the calendar", in_quotes(text))
                    : fmt::format("{} is not a day", in_quotes(text));
}

}    // namespace

Outcome<Date> parse_typed_date(std::string_view text, Date today) {
    const std::string tidy = tidied(text);
    if (const auto day = spelled_day(tidy, today)) {
        return *day;
    }
    return Fault{date_fault(text, tidy), std::string{date_forms}};
}

Outcome<Month> parse_typed_month(std::string_view text, Date today) {
    const std::string tidy = tidied(text);
    if (const auto month = spelled_month(tidy, today)) {
        return *month;
    }
    if (const auto month = short_month(tidy, today)) {
        return *month;
    }
    return Fault{fmt::format("{} is not a month", in_quotes(text)), std::string{month_forms}};
}

Outcome<Date> parse_window_end(std::string_view text, Date today) {
    const auto moved_day = moved(tidied(text), today, 1);
    const auto day = moved_day ? Outcome<Date>{*moved_day} : parse_typed_date(text, today);
    if (day.ok() && today <= day.value()) {
        return day.value();
    }
    return Fault{fmt::format("{} is not a time to come", in_quotes(text)),
                 "write it as 30d, 2w, 1m or as its last day, 2026-12-31, today or later"};
}

Outcome<int> parse_days(std::string_view text) {
    const auto parsed = span(tidied(text));
    if (parsed && parsed->second != 'm') {
        return parsed->first * (parsed->second == 'w' ? 7 : 1);
    }
    return Fault{fmt::format("{} is not a number of days", in_quotes(text)),
                 "write it as 7d or 2w"};
}

Outcome<ProgramYear> parse_program_year(std::string_view text, Date today) {
    const std::string tidy = tidied(text);
    if (const auto year = ProgramYear::parse(tidy)) {
        return *year;
    }
    if (const auto step = step_word(tidy)) {
        const ProgramYear year = ProgramYear::containing(today).plus(*step);
        if (first_year <= year.starting() && year.starting() <= last_year) {
            return year;
        }
    }
    return Fault{fmt::format("{} is not a program year", in_quotes(text)),
                 "write the year of its July 1, as 2026 (for 2026-27)"};
}

}    // namespace lmsection
