#include "lmsection/domain/typed_date.hpp"

#include "lmsection/base/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace lmsection {

namespace {

constexpr std::string_view date_forms =
    "write a day as 2026-11-24, 11/24/2026, Nov 24, today, tomorrow, monday, +30d, +2w, next "
    "month, nov or november 2026";
constexpr std::string_view month_forms = "write a month as 11, nov, november 2026, 2026-11 or next";

/// How far back a day without a year still means the past, if it may mean either.
constexpr int nearby_days = 120;
constexpr int far_years = 3;
constexpr int most_months = 12;

/// Lower case, trimmed, with single spaces.
std::string tidied(std::string_view text) {
    return fmt::format("{}", fmt::join(split(lower_ascii(text), " \t"), " "));
}

/// The month that `word` begins, from three letters on ("nov", "sept", "november").
std::optional<date::month> month_word(std::string_view word) {
    for (unsigned number = 1; word.size() >= 3 && number <= 12; ++number) {
        if (lower_ascii(month_name(date::month{number})).starts_with(word)) {
            return date::month{number};
        }
    }
    return std::nullopt;
}

/// The number that `text` is, written in one or two digits and nothing else.
std::optional<int> short_number(std::string_view text) {
    return text.size() <= 2 ? digits(text) : std::nullopt;
}

std::optional<date::month> month_number(std::string_view text) {
    const date::month month{static_cast<unsigned>(short_number(text).value_or(0))};
    return month.ok() ? std::optional{month} : std::nullopt;
}

/// The weekday that `word` begins, from three letters on ("mon", "thurs", "friday").
std::optional<date::weekday> weekday_word(std::string_view word) {
    static constexpr std::array<std::string_view, 7> names{
        "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"};
    for (unsigned number = 0; word.size() >= 3 && number < names.size(); ++number) {
        if (names.at(number).starts_with(word)) {
            return date::weekday{number};
        }
    }
    return std::nullopt;
}

bool in_range(Date day) {
    return day.ok() && int{day.year()} >= first_year && int{day.year()} <= last_year;
}

/// `day` moved by `count` months, with its day limited to the length of the new month.
Date plus_months(Date day, int count) {
    const Month month = month_of(day) + date::months{count};
    return std::min(Date{month / day.day()}, last_day_of(month));
}

/// "30d", "2w", "1m" as (count, unit); at most four digits, so no sum can overflow.
std::optional<std::pair<int, char>> span(std::string_view text) {
    const char unit = text.empty() ? ' ' : text.back();
    const bool known_unit = unit == 'd' || unit == 'w' || unit == 'm';
    const auto count = known_unit ? digits(text.substr(0, text.size() - 1)) : std::nullopt;
    return count ? std::optional{std::pair{*count, unit}} : std::nullopt;
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

/// The last such day that is not after `today`, or the first that is not before it. February 29 is
/// found within eight years.
std::optional<Date> nearest(date::month month, date::day day, Date today, bool is_past) {
    for (int years = 0; years <= 8; ++years) {
        const Date found = (today.year() + date::years{is_past ? -years : years}) / month / day;
        if (found.ok() && (is_past ? found <= today : today <= found)) {
            return found;
        }
    }
    return std::nullopt;
}

/// A day without a year, in the year that `choice` asks for; nothing where there is none.
std::optional<ReadDay> with_year(date::month month, date::day day, Date today, YearChoice choice) {
    std::optional<Date> found;
    switch (choice) {
    case YearChoice::next: found = nearest(month, day, today, false); break;
    case YearChoice::latest: found = nearest(month, day, today, true); break;
    case YearChoice::nearby:
        found = nearest(month, day, today, true);
        if (!found || *found < plus_days(today, -nearby_days)) {
            found = nearest(month, day, today, false);
        }
        break;
    case YearChoice::in_program_year:
        found = ProgramYear::containing(today).month(month) / day;
        break;
    }
    return found && found->ok() ? std::optional{ReadDay{*found, true}} : std::nullopt;
}

/// A year of four digits, or of two in this century.
std::optional<int> typed_year(std::string_view text) {
    constexpr int century = 2000;
    const auto number = text.size() == 4 || text.size() == 2 ? digits(text) : std::nullopt;
    return number && text.size() == 2 ? century + *number : number;
}

/// Numbers between slashes or dots.
struct NumericDate {
    int first = 0;
    int second = 0;
    std::optional<int> year;
    bool short_year = false;
    char mark = '/';
};

/// The texts between the marks; nothing if one of them is empty.
std::vector<std::string> parts_between(std::string_view text, char mark) {
    auto parts = split(text, {&mark, 1});
    const auto marks = static_cast<std::size_t>(std::ranges::count(text, mark));
    return parts.size() == marks + 1 ? std::move(parts) : std::vector<std::string>{};
}

/// "11/24/2026", "11/24", "30.06.2027".
std::optional<NumericDate> numeric_date(std::string_view text) {
    const char mark = text.find_first_of("/.") < text.find('/') ? '.' : '/';
    const auto parts = parts_between(text, mark);
    if (parts.size() != 2 && parts.size() != 3) {
        return std::nullopt;
    }
    const auto first = short_number(parts[0]);
    const auto second = short_number(parts[1]);
    const auto year = parts.size() == 3 ? typed_year(parts[2]) : std::nullopt;
    if (!first || !second || (parts.size() == 3 && !year)) {
        return std::nullopt;
    }
    return NumericDate{.first = *first,
                       .second = *second,
                       .year = year,
                       .short_year = year && parts[2].size() == 2,
                       .mark = mark};
}

/// Whether either number can be the month, with another result.
bool has_two_orders(const NumericDate& read) {
    return std::max(read.first, read.second) <= most_months && read.first != read.second;
}

std::optional<ReadDay> day_of_numbers(const NumericDate& read, bool day_first, Date today,
                                      YearChoice choice) {
    const date::month month{static_cast<unsigned>(day_first ? read.second : read.first)};
    const date::day day{static_cast<unsigned>(day_first ? read.first : read.second)};
    if (!month.ok() || !day.ok()) {
        return std::nullopt;
    }
    if (!read.year) {
        return with_year(month, day, today, choice);
    }
    const Date found = date::year{*read.year} / month / day;
    return found.ok() ? std::optional{ReadDay{found, has_two_orders(read) || read.short_year}}
                      : std::nullopt;
}

/// "2026/8/3", as web forms stamp their answers.
std::optional<Date> year_first(std::string_view text) {
    const auto parts = parts_between(text, '/');
    if (parts.size() != 3 || parts[0].size() != 4) {
        return std::nullopt;
    }
    const auto year = digits(parts[0]);
    const Date found = date::year{year.value_or(0)} / short_number(parts[1]).value_or(0) /
                       short_number(parts[2]).value_or(0);
    return year && found.ok() ? std::optional{found} : std::nullopt;
}

std::optional<ReadDay> numbers(const std::string& text, Date today, YearChoice choice,
                               NumberOrder order) {
    const auto read = numeric_date(text);
    if (!read) {
        return std::nullopt;
    }
    const bool day_first = read->mark == '.' || order == NumberOrder::day_first;
    const auto day = day_of_numbers(*read, day_first, today, choice);
    // In a column that is read day first, every date is.
    return day || order == NumberOrder::day_first
               ? day
               : day_of_numbers(*read, !day_first, today, choice);
}

/// "24", "24th".
std::optional<date::day> day_word(std::string_view word) {
    if (word.size() > 2 && is_one_of(word.substr(word.size() - 2), "st|nd|rd|th")) {
        word.remove_suffix(2);
    }
    const date::day day{static_cast<unsigned>(short_number(word).value_or(0))};
    return day.ok() ? std::optional{day} : std::nullopt;
}

/// "Nov 24", "November 24, 2026", "24 Nov 2026".
std::optional<ReadDay> month_and_day(const std::string& text, Date today, YearChoice choice) {
    std::vector<std::string> words = split(text, " ,");
    if (words.size() != 2 && words.size() != 3) {
        return std::nullopt;
    }
    const auto named = [](std::string_view word) {    // "nov", "nov."
        return month_word(word.substr(0, word.size() - (word.ends_with('.') ? 1 : 0)));
    };
    if (!named(words[0])) {
        std::swap(words[0], words[1]);
    }
    const auto month = named(words[0]);
    const auto day = day_word(words[1]);
    if (!month || !day) {
        return std::nullopt;
    }
    if (words.size() == 2) {
        return with_year(*month, *day, today, choice);
    }
    const auto year = words.back().size() == 4 ? typed_year(words.back()) : std::nullopt;
    const Date found = date::year{year.value_or(0)} / *month / *day;
    return year && found.ok() ? std::optional{ReadDay{found}} : std::nullopt;
}

/// "monday", "next monday", "last monday". The next one is never today.
std::optional<ReadDay> weekday(const std::string& text, Date today, YearChoice choice) {
    const auto blank = text.find(' ');
    const std::string_view step = std::string_view{text}.substr(
        0, blank == std::string::npos ? 0 : blank);
    const auto wanted = weekday_word(std::string_view{text}.substr(blank + 1));
    if (!wanted || !is_one_of(step, "|next|last|this")) {
        return std::nullopt;
    }
    const date::sys_days now{today};
    const int ahead = (*wanted - date::weekday{now}).count();
    const bool back = step == "last" || (step.empty() && choice == YearChoice::latest);
    int days = back && ahead > 0 ? ahead - 7 : ahead;
    if (days == 0 && (step == "next" || step == "last")) {
        days = step == "next" ? 7 : -7;
    }
    return ReadDay{plus_days(today, days), true};
}

/// How many months or years "this", "next" and "last" are from now.
std::optional<int> step_word(std::string_view text) {
    return text == "this"   ? std::optional{0}
           : text == "next" ? std::optional{1}
           : text == "last" ? std::optional{-1}
                            : std::nullopt;
}

/// Month forms accepted for both days and months, except a month without its year.
std::optional<Month> dated_month(const std::string& text, Date today) {
    if (const auto month = parse_iso_month(text)) {
        return month;
    }
    constexpr std::string_view of_month = " month";
    if (text.ends_with(of_month)) {
        if (const auto step = step_word(text.substr(0, text.size() - of_month.size()))) {
            return month_of(today) + date::months{*step};
        }
    }
    const auto between = text.find_first_of(" ,/");
    if (between == std::string::npos) {
        return std::nullopt;
    }
    const std::string_view first = std::string_view{text}.substr(0, between);
    std::string_view year = std::string_view{text}.substr(between + 1);
    year.remove_prefix(text[between] == ',' && year.starts_with(' ') ? 1 : 0);
    const auto month = text[between] == '/' ? month_number(first) : month_word(first);
    return month ? parse_iso_month(fmt::format("{}-{:02}", year, unsigned{*month})) : std::nullopt;
}

/// Forms that mean the same day regardless of `choice`.
std::optional<Date> plain_day(const std::string& text, Date today) {
    if (text == "today") {
        return today;
    }
    if (text == "tomorrow") {
        return plus_days(today, 1);
    }
    if (text == "yesterday") {
        return plus_days(today, -1);
    }
    if (text.starts_with('+') || text.starts_with('-')) {
        return moved(std::string_view{text}.substr(1), today, text.front() == '+' ? 1 : -1);
    }
    const auto day = parse_iso_date(text);
    return day ? day : year_first(text);
}

std::optional<ReadDay> any_day(const std::string& text, Date today, YearChoice choice,
                               NumberOrder order) {
    if (const auto day = plain_day(text, today)) {
        return ReadDay{*day};
    }
    if (const auto day = numbers(text, today, choice, order)) {
        return day;
    }
    if (const auto day = weekday(text, today, choice)) {
        return day;
    }
    if (const auto day = month_and_day(text, today, choice)) {
        return day;
    }
    if (const auto month = dated_month(text, today)) {    // its first day
        return ReadDay{*month / 1};
    }
    const auto month = month_word(text);
    return month ? with_year(*month, date::day{1}, today, choice) : std::nullopt;
}

/// "2026-06-31" has the form of a date but is not one: say that instead of blaming the form.
std::string date_fault(std::string_view text, const std::string& tidy) {
    const bool has_form = tidy.size() == 10 && tidy[4] == '-' && tidy[7] == '-';
    const bool has_year = has_form && fmt::to_string(first_year) <= tidy.substr(0, 4) &&
                          tidy.substr(0, 4) <= fmt::to_string(last_year);
    if (has_form && !has_year && !tidy.starts_with('+')) {
        return fmt::format("{} is not between {} and {}", in_quotes(text), first_year, last_year);
    }
    const bool numeric = has_form || numeric_date(tidy).has_value();
    return numeric ? fmt::format("there is no day {} in the calendar", in_quotes(text))
                   : fmt::format("{} is not a day", in_quotes(text));
}

/// "2026-2027", "2026/27" as `ProgramYear::parse` takes it.
std::string short_year_label(std::string text) {
    constexpr std::size_t year_size = 4;
    if (text.size() > year_size && text[year_size] == '/') {
        text[year_size] = '-';
    }
    const bool full = text.size() == 2 * year_size + 1 && text[year_size] == '-' &&
                      text.compare(0, 2, text, year_size + 1, 2) == 0;
    return full ? text.erase(year_size + 1, 2) : text;
}

std::string away(int years) {
    return fmt::format("{} year{} {}", std::abs(years), std::abs(years) == 1 ? "" : "s",
                       years < 0 ? "ago" : "away");
}

bool is_far(Date day, Date today) {
    return day < plus_months(today, -far_years * 12) || plus_months(today, far_years * 12) < day;
}

}    // namespace

Outcome<ReadDay> read_day(std::string_view text, Date today, YearChoice choice, NumberOrder order) {
    const std::string tidy = tidied(text);
    if (const auto read = any_day(tidy, today, choice, order); read && in_range(read->day)) {
        return *read;
    }
    return Fault{date_fault(text, tidy), std::string{date_forms}};
}

Outcome<Date> parse_typed_date(std::string_view text, Date today, YearChoice choice) {
    const auto read = read_day(text, today, choice);
    return read.ok() ? Outcome<Date>{read.value().day} : Outcome<Date>{read.fault()};
}

namespace {

/// The date with slashes that `text` begins with; a time may follow.
std::optional<NumericDate> slashed_date(std::string_view text) {
    const std::string tidy = tidied(text);
    const auto read = numeric_date(std::string_view{tidy}.substr(0, tidy.find(' ')));
    return read && read->mark == '/' ? read : std::nullopt;
}

}    // namespace

bool is_day_first(std::string_view text) {
    const auto read = slashed_date(text);
    return read && read->first > most_months;
}

bool has_two_orders(std::string_view text) {
    const auto read = slashed_date(text);
    return read && has_two_orders(*read);
}

std::optional<date::month> month_without_year(std::string_view text) {
    const std::string tidy = tidied(text);
    const auto month = month_word(tidy);
    return month ? month : month_number(tidy);
}

Outcome<Month> parse_typed_month(std::string_view text, Date today) {
    const std::string tidy = tidied(text);
    std::optional<Month> month = dated_month(tidy, today);
    if (const auto named = month_without_year(tidy)) {
        month = ProgramYear::containing(today).month(*named);
    } else if (const auto step = step_word(tidy)) {
        month = month_of(today) + date::months{*step};
    }
    if (month && in_range(*month)) {
        return *month;
    }
    return Fault{fmt::format("{} is not a month", in_quotes(text)), std::string{month_forms}};
}

Outcome<ReadDay> read_window_end(std::string_view text, Date today) {
    const std::string tidy = tidied(text);
    std::optional<ReadDay> read;
    if (const auto days = digits(tidy)) {
        read = ReadDay{plus_days(today, *days)};
    } else if (const auto day = moved(tidy, today, 1)) {
        read = ReadDay{*day};
    } else if (const auto month = dated_month(tidy, today)) {
        read = ReadDay{last_day_of(*month)};
    } else if (const auto named = month_word(tidy)) {
        // This month is not over yet.
        const Date first = month_of(today) / 1;
        const auto start = with_year(*named, date::day{1}, first, YearChoice::next);
        read = ReadDay{last_day_of(month_of(start->day)), true};
    } else {
        read = any_day(tidy, today, YearChoice::next, NumberOrder::month_first);
    }
    if (read && in_range(read->day) && today <= read->day) {
        return *read;
    }
    return Fault{
        fmt::format("{} is not a time span or a future day", in_quotes(text)),
        "write it as 30d, 2w or 1m, or give a last day, today or later, such as 2026-12-31"};
}

Outcome<int> parse_days(std::string_view text) {
    const std::string tidy = tidied(text);
    if (const auto days = digits(tidy)) {
        return *days;
    }
    const auto parsed = span(tidy);
    if (parsed && parsed->second != 'm') {
        return parsed->first * (parsed->second == 'w' ? 7 : 1);
    }
    return Fault{fmt::format("{} is not a number of days", in_quotes(text)),
                 "write it as 7d or 2w"};
}

Outcome<ProgramYear> parse_program_year(std::string_view text, Date today) {
    const std::string tidy = short_year_label(tidied(text));
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

std::optional<std::string> far_day_warning(Date day, Date today) {
    if (!is_far(day, today)) {
        return std::nullopt;
    }
    const int years = int{day.year()} - int{today.year()};
    return fmt::format("{} is {}; check the year", written(day), away(years));
}

std::optional<std::string> far_year_warning(ProgramYear year, Date today) {
    const Date nearest = std::clamp(today, year.first_day(), year.last_day());
    if (!is_far(nearest, today)) {
        return std::nullopt;
    }
    const int years = year.starting() - ProgramYear::containing(today).starting();
    return fmt::format("program year {} is {}; check the year", year.label(), away(years));
}

}    // namespace lmsection
