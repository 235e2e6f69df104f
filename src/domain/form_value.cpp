#include "lmsection/domain/form_value.hpp"

#include "lmsection/base/name.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/domain/list_value.hpp"
#include "lmsection/domain/volunteer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <set>
#include <utility>
#include <vector>

namespace lmsection {

namespace {

bool is_digit_char(char c) {
    return c >= '0' && c <= '9';
}

bool is_small_letter(char c) {
    return c >= 'a' && c <= 'z';
}

void replace_each(std::string& text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
}

/// Folded, tidied, with plain dashes and quotes; empty if it is not UTF-8.
std::string plain_answer(std::string_view cell) {
    std::string text = folded(tidied_text(is_utf8(cell) ? cell : std::string_view{}));
    for (const std::string_view dash :
         {"\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212"}) {
        replace_each(text, dash, "-");
    }
    return text;
}

/// The words of a text: letters and digits only, apostrophes left out ("im" for "I'm").
std::vector<std::string> answer_words(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    for (const char c : std::string{text} + " ") {
        if (is_small_letter(c) || is_digit_char(c) || static_cast<unsigned char>(c) >= 0x80U) {
            word += c;
        } else if (c != '\'' && !word.empty()) {
            words.push_back(std::exchange(word, {}));
        }
    }
    return words;
}

/// The words with single spaces between and around them, so that a phrase can be looked for.
std::string spaced(std::string_view text) {
    std::string result = " ";
    for (const std::string& word : answer_words(text)) {
        result += word + " ";
    }
    return result;
}

template <std::size_t size>
bool has_any_phrase(const std::string& spaced_text,
                    const std::array<std::string_view, size>& phrases) {
    return std::any_of(phrases.begin(), phrases.end(), [&](std::string_view phrase) {
        return spaced_text.find(fmt::format(" {} ", phrase)) != std::string::npos;
    });
}

// Time stamps

/// A time of day within a text.
struct Clock {
    std::size_t begin = 0;
    std::size_t end = 0;
    int second = 0;    ///< of the day
};

std::optional<int> number_at(std::string_view text, std::size_t& at, std::size_t most) {
    const std::size_t begin = at;
    while (at < text.size() && at - begin < most && is_digit_char(text[at])) {
        ++at;
    }
    return at == begin ? std::nullopt : digits(text.substr(begin, at - begin));
}

/// The time of day that begins at `at`, with `mark` between its numbers: "9:12", "09:12:45.123".
std::optional<Clock> clock_at(std::string_view text, std::size_t at, char mark) {
    constexpr int hours = 24;
    constexpr int sixty = 60;
    Clock clock{.begin = at};
    const auto hour = number_at(text, at, 2);
    if (!hour || *hour >= hours || at >= text.size() || text[at] != mark) {
        return std::nullopt;
    }
    const std::size_t minutes_begin = ++at;
    const auto minute = number_at(text, at, 2);
    if (!minute || *minute >= sixty || at - minutes_begin != 2) {
        return std::nullopt;
    }
    int second = 0;
    if (at < text.size() && text[at] == mark) {
        const std::size_t begin = ++at;
        const auto number = number_at(text, at, 2);
        if (!number || *number > sixty || at - begin != 2) {
            return std::nullopt;
        }
        second = std::min(*number, sixty - 1);
        if (at + 1 < text.size() && (text[at] == '.' || text[at] == ',') &&
            is_digit_char(text[at + 1])) {
            while (++at < text.size() && is_digit_char(text[at])) {
            }
        }
    }
    if (at < text.size() && (is_digit_char(text[at]) || text[at] == mark)) {
        return std::nullopt;
    }
    clock.end = at;
    clock.second = (*hour * sixty + *minute) * sixty + second;
    return clock;
}

/// The first time of day in a text, with colons or, after a blank, with dots.
std::optional<Clock> find_clock(std::string_view text) {
    for (const char mark : {':', '.'}) {
        for (std::size_t at = 0; at < text.size(); ++at) {
            const bool begins = at == 0 ||
                                (!is_digit_char(text[at - 1]) && text[at - 1] != ':' &&
                                 text[at - 1] != '-' && (mark == ':' || text[at - 1] == ' '));
            if (begins && is_digit_char(text[at])) {
                const auto clock = clock_at(text, at, mark);
                const bool is_date = mark == '.' && at == 0;
                if (clock && !is_date) {
                    return clock;
                }
            }
        }
    }
    return std::nullopt;
}

/// Removes "am" or "pm" in any language from the text around a time, and applies it.
void apply_half_of_day(Clock& clock, std::string& before, std::string& after) {
    constexpr int noon = 12 * 60 * 60;
    constexpr int hour = 60 * 60;
    const auto apply = [&](bool is_pm) {
        if (clock.second / hour <= 12) {
            clock.second = clock.second % noon + (is_pm ? noon : 0);
        }
    };
    const std::string rest = tidied_text(after);
    using Half = std::pair<std::string_view, bool>;    // its word, and whether it is the second
    static constexpr std::array<Half, 8> halves{{{"a.m.", false},
                                                 {"p.m.", true},
                                                 {"a. m.", false},
                                                 {"p. m.", true},
                                                 {"am", false},
                                                 {"pm", true},
                                                 {"a", false},
                                                 {"p", true}}};
    for (const auto& [word, is_pm] : halves) {
        const bool ends = rest.size() == word.size() ||
                          (rest.size() > word.size() && !is_small_letter(rest[word.size()]));
        if (rest.starts_with(word) && ends) {
            apply(is_pm);
            after = rest.substr(word.size());
            return;
        }
    }
    static constexpr std::array<Half, 6> before_time{{{"\uc624\uc804", false},
                                                      {"\uc624\ud6c4", true},
                                                      {"\u4e0a\u5348", false},
                                                      {"\u4e0b\u5348", true},
                                                      {"\u5348\u524d", false},
                                                      {"\u5348\u5f8c", true}}};
    for (const auto& [word, is_pm] : before_time) {
        const std::string key = folded(word);
        if (const auto at = before.find(key); at != std::string::npos) {
            before.erase(at, key.size());
            apply(is_pm);
        }
    }
}

/// Whether what follows a time is a time zone: "est", "gmt-5", "+01:00", "america/new_york".
bool is_zone(std::string_view text) {
    constexpr std::size_t longest = 40;
    return text.size() <= longest &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789+-:/_ .()") ==
               std::string_view::npos;
}

std::string without_ends(const std::string& text, std::string_view ends) {
    const auto first = text.find_first_not_of(ends);
    const auto last = text.find_last_not_of(ends);
    return first == std::string::npos ? "" : text.substr(first, last - first + 1);
}

/// A date without the name of its weekday and words such as "at" around it.
std::string bare_date(std::string text) {
    static const std::set<std::string, std::less<>> fillers{"at", "on", "um", "t", "the", "of"};
    static constexpr std::array<std::string_view, 7> days{"mon", "tue", "wed", "thu",
                                                          "fri", "sat", "sun"};
    std::string bare;
    std::string word;
    for (const char c : text + " ") {
        if (c != ' ') {
            word += c;
            continue;
        }
        const std::string key = without_ends(word, ",.");
        const bool is_weekday = std::any_of(days.begin(), days.end(), [&](std::string_view day) {
            return key.starts_with(day) && std::all_of(key.begin(), key.end(), is_small_letter);
        });
        if (!word.empty() && !is_weekday && !fillers.contains(key)) {
            bare += (bare.empty() ? "" : " ") + word;
        }
        word.clear();
    }
    if (bare.ends_with('t') && bare.size() > 1 && is_digit_char(bare[bare.size() - 2])) {
        bare.pop_back();    // "2026-08-03t"
    }
    return without_ends(bare, " ,-");
}

std::optional<Date> date_of(int year, int month, int day) {
    constexpr int century = 2000;
    const int whole_year = year < 100 ? century + year : year;
    if (whole_year < first_year || whole_year > last_year || month < 0 || day < 0) {
        return std::nullopt;
    }
    const Date found = date::year{whole_year} / date::month{static_cast<unsigned>(month)} /
                       date::day{static_cast<unsigned>(day)};
    return found.ok() ? std::optional{found} : std::nullopt;
}

/// A date in three numbers: "8/3/2026", "2026. 8. 3.", "03.08.26", "3-8-2026".
std::optional<Date> numeric_day(std::string text, NumberOrder order) {
    for (const std::string_view mark : {"\u5e74", "\u6708", "\u65e5"}) {    // year, month, day
        replace_each(text, folded(mark), "-");
    }
    text = without_ends(text, " .-");
    std::vector<std::string> parts;
    std::string part;
    char mark = 0;
    for (const char c : text + "/") {
        if (is_digit_char(c)) {
            part += c;
        } else if (std::string_view{"/.- "}.find(c) == std::string_view::npos) {
            return std::nullopt;
        } else if (!part.empty()) {
            parts.push_back(std::exchange(part, {}));
            mark = mark == 0 && parts.size() == 1 ? c : mark;
        }
    }
    constexpr std::size_t year_size = 4;
    const bool sized = parts.size() == 3 &&
                       std::all_of(parts.begin(), parts.end(), [](const std::string& one) {
                           return one.size() <= year_size && one.size() != 3;
                       });
    if (!sized) {
        return std::nullopt;
    }
    std::array<int, 3> numbers{};
    std::transform(parts.begin(), parts.end(), numbers.begin(),
                   [](const std::string& one) { return digits(one).value_or(0); });
    if (parts[0].size() == year_size) {
        return parts[1].size() <= 2 && parts[2].size() <= 2
                   ? date_of(numbers[0], numbers[1], numbers[2])
                   : std::nullopt;
    }
    if (parts[0].size() > 2 || parts[1].size() > 2 || parts[2].size() == 1) {
        return std::nullopt;
    }
    if (mark == '.' || order == NumberOrder::day_first) {
        return date_of(numbers[2], numbers[1], numbers[0]);
    }
    const auto day = date_of(numbers[2], numbers[0], numbers[1]);
    return day ? day : date_of(numbers[2], numbers[1], numbers[0]);
}

/// A date with the name of a month and a year: "Aug 3, 2026", "3-Aug-26".
std::optional<Date> named_day(std::string text) {
    for (char& c : text) {
        c = c == '-' || c == '/' ? ' ' : c;
    }
    auto words = answer_words(text);
    if (words.size() != 3 || !std::any_of(text.begin(), text.end(), is_small_letter)) {
        return std::nullopt;
    }
    if (words.back().size() == 2 && digits(words.back())) {
        words.back() = "20" + words.back();
    }
    const bool has_year = words.back().size() == 4 && digits(words.back());
    const auto read = read_day(fmt::format("{} {} {}", words[0], words[1], words[2]),
                               date::year{2000} / 1 / 1, YearChoice::latest);
    return has_year && read.ok() ? std::optional{read.value().day} : std::nullopt;
}

/// "46328.58567" in Excel.
std::optional<FormTime> serial_time(std::string_view text) {
    constexpr int earliest = 20000;    // 1954
    constexpr int latest = 73050;      // 2099
    constexpr std::size_t whole_size = 5;
    constexpr double seconds = 24 * 60 * 60;
    if (text.find_first_not_of("0123456789.") != std::string_view::npos ||
        std::min(text.find('.'), text.size()) != whole_size) {
        return std::nullopt;
    }
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number < earliest ||
        number > latest) {
        return std::nullopt;
    }
    const double whole = std::floor(number);
    const int second = static_cast<int>(std::lround((number - whole) * seconds));
    return FormTime{plus_days(date::year{1899} / 12 / 30, static_cast<int>(whole)),
                    std::min(second, static_cast<int>(seconds) - 1)};
}

std::optional<FormTime> form_time(const std::string& text, NumberOrder order) {
    if (auto time = serial_time(text)) {
        return time;
    }
    std::string before = text;
    int second = 0;
    if (auto clock = find_clock(text)) {
        before = text.substr(0, clock->begin);
        std::string after = text.substr(clock->end);
        apply_half_of_day(*clock, before, after);
        second = clock->second;
        const std::string rest = tidied_text(after);
        constexpr std::size_t year_size = 4;
        const auto blank = rest.rfind(' ');
        const std::string last = rest.substr(blank == std::string::npos ? 0 : blank + 1);
        if (last.size() == year_size && digits(last)) {    // "Mon Aug 3 09:12:45 EST 2026"
            before += " " + last;
        } else if (bare_date(before).empty()) {    // "9:12 AM, 8/3/2026"
            before = rest;
        } else if (!is_zone(rest)) {
            return std::nullopt;
        }
    }
    const std::string day_text = bare_date(before);
    auto day = numeric_day(day_text, order);
    day = day ? day : named_day(day_text);
    return day ? std::optional{FormTime{*day, second}} : std::nullopt;
}

}    // namespace

Outcome<FormTime> read_form_time(std::string_view text, NumberOrder order) {
    constexpr std::size_t longest = 80;
    const std::string tidy = text.size() > longest ? "" : plain_answer(text);
    const auto time = tidy.empty() ? std::nullopt : form_time(tidy, order);
    if (time) {
        return *time;
    }
    return Fault{fmt::format("{} is not a time stamp", in_quotes(text)),
                 "write it as 2026-08-03 09:12:45, 8/3/2026 9:12:45 or 2026-08-03"};
}

bool has_form_time(std::string_view text) {
    const std::string tidy = plain_answer(text);
    return find_clock(tidy) && read_form_time(text).ok();
}

// Experience

namespace {

/// A number in a text: 2.5, "three", a year.
struct FoundNumber {
    double value = 0;
    std::size_t begin = 0;
    std::size_t end = 0;
};

double number_word(std::string_view word) {
    static constexpr std::array<std::string_view, 21> words{
        "zero",     "one",     "two",     "three",     "four",     "five",     "six",
        "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",   "thirteen",
        "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"};
    const auto found = std::find(words.begin(), words.end(), word);
    if (found != words.end()) {
        return static_cast<double>(found - words.begin());
    }
    return word == "thirty" ? 30 : word == "forty" ? 40 : -1;
}

std::vector<FoundNumber> numbers_in(const std::string& text) {
    std::vector<FoundNumber> found;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const bool after_letter = begin > 0 && is_small_letter(text[begin - 1]);
        if (is_digit_char(text[at]) && !after_letter) {
            while (at < text.size() &&
                   (is_digit_char(text[at]) ||
                    (text[at] == '.' && at + 1 < text.size() && is_digit_char(text[at + 1])))) {
                ++at;
            }
            double value = 0;
            const auto [end, error] = std::from_chars(text.data() + begin, text.data() + at, value);
            if (error == std::errc{}) {
                found.push_back({value, begin, at});
            }
        } else if (is_small_letter(text[at]) && !after_letter) {
            while (at < text.size() && is_small_letter(text[at])) {
                ++at;
            }
            if (const double value = number_word(std::string_view{text}.substr(begin, at - begin));
                value >= 0) {
                found.push_back({value, begin, at});
            }
        } else {
            ++at;
        }
    }
    return found;
}

/// What a spreadsheet has made of a range: "5-mar" for 3-5, "mar-10" for 3-10, "2026-03-05".
std::optional<int> least_of_dated_range(const std::string& text) {
    constexpr std::size_t iso_size = 10;
    constexpr std::size_t midnight_size = 9;
    const bool has_midnight = text.size() == iso_size + midnight_size &&
                              text.ends_with(" 00:00:00");
    if (const auto day = parse_iso_date(has_midnight ? text.substr(0, iso_size) : text)) {
        const auto month = static_cast<int>(static_cast<unsigned>(day->month()));
        const auto number = static_cast<int>(static_cast<unsigned>(day->day()));
        return std::min(month, number);
    }
    const auto dash = text.find('-');
    if (dash == std::string::npos || text.find(' ') != std::string::npos) {
        return std::nullopt;
    }
    const std::string first = text.substr(0, dash);
    const std::string last = text.substr(dash + 1);
    const std::string& number = digits(first) ? first : last;
    const std::string& word = digits(first) ? last : first;
    const auto month = word.size() == 3 && is_small_letter(word.front()) ? month_without_year(word)
                                                                         : std::nullopt;
    const auto value = number.size() <= 2 ? digits(number) : std::nullopt;
    return month && value
               ? std::optional{std::min(static_cast<int>(static_cast<unsigned>(*month)), *value)}
               : std::nullopt;
}

/// Whether the text between two numbers makes a range of them.
bool joins_range(std::string_view between) {
    const std::string text = tidied_text(between);
    return text == "-" || text == "--" || text == "to" || text == "and" || text == "or" ||
           text == "until" || text == "years to" || text == "years -" || text == "~" ||
           text == "yrs -" || text == "through";
}

std::optional<int> as_years(double value) {
    return value <= most_experience ? std::optional{static_cast<int>(std::floor(value))}
                                    : std::nullopt;
}

bool says_no_experience(const std::string& spaced_text) {
    static const std::set<std::string, std::less<>> whole{" none ",          " no ",
                                                          " no experience ", " none yet ",
                                                          " not yet ",       " just starting ",
                                                          " just started ",  " just beginning ",
                                                          " student ",       " i am a student ",
                                                          " brand new ",     " im new ",
                                                          " i am new ",      " new ",
                                                          " new graduate ",  " no experience yet "};
    return whole.contains(spaced_text);
}

std::optional<int> least_years(std::string text, int year) {
    for (const std::string_view half : {" 1/2", "1\u20442", " and a half"}) {
        replace_each(text, half, ".5");    // folding makes the first two of one character
    }
    const std::string words = spaced(text);
    static constexpr std::array<std::string_view, 9> below{"less than", "under",    "fewer than",
                                                           "up to",     "below",    "not quite",
                                                           "within",    "almost a", "no more than"};
    const bool is_below = text.starts_with('<') || has_any_phrase(words, below);
    const auto numbers = numbers_in(text);
    if (says_no_experience(words) || is_below) {
        return numbers.size() <= 1 ? std::optional{0} : std::nullopt;
    }
    constexpr double earliest_year = 1940;
    constexpr double months = 12;
    const bool in_months = words.find(" month") != std::string::npos &&
                           words.find(" year") == std::string::npos &&
                           words.find(" yr") == std::string::npos;
    const auto value = [&](double number) -> std::optional<int> {
        if (number >= earliest_year && number <= year && number == std::floor(number)) {
            return as_years(year - number);
        }
        return as_years(in_months ? number / months : number);
    };
    if (numbers.size() == 1) {
        return value(numbers.front().value);
    }
    if (numbers.size() == 2) {
        const FoundNumber& first = numbers.front();
        const FoundNumber& last = numbers.back();
        if (first.value <= last.value &&
            joins_range(std::string_view{text}.substr(first.end, last.begin - first.end))) {
            return value(first.value);
        }
    }
    std::vector<double> of_years;    // followed by "years"
    for (const FoundNumber& number : numbers) {
        const std::string rest = tidied_text(std::string_view{text}.substr(number.end));
        if (rest.starts_with("year") || rest.starts_with("yr") || rest.starts_with("+ year")) {
            of_years.push_back(number.value);
        }
    }
    return of_years.size() == 1 ? as_years(of_years.front()) : std::nullopt;
}

}    // namespace

FormExperience read_experience(std::string_view text, int year) {
    const std::string plain = plain_answer(text);
    FormExperience read;
    if (plain.empty() || plain.find('@') != std::string::npos) {
        return read;
    }
    if (const auto least = least_of_dated_range(plain)) {
        read.years = least;
        read.was_made_date = true;
        return read;
    }
    read.years = least_years(plain, year);
    read.is_number = read.years && plain == fmt::format("{}", *read.years);
    return read;
}

// Yes and no

std::optional<bool> read_yes_or_no(std::string_view text) {
    static const std::set<std::string, std::less<>> yes{
        "yes",  "y",  "yeah",    "yep",        "yup",        "true",      "ya", "1",    "si",
        "oui",  "ja", "correct", "absolutely", "definitely", "certainly", "x",  "sure", "indeed",
        "yess", "ok", "agree",   "checked",    "selected",   "tak",       "sim"};
    static const std::set<std::string, std::less<>> no{
        "no", "n", "nope", "false", "nah", "0", "non", "nein", "negative", "nee", "nie", "nao"};
    static constexpr std::array<std::string_view, 14> not_new{"not new",
                                                              "returning",
                                                              "have served",
                                                              "ive served",
                                                              "served before",
                                                              "existing member",
                                                              "current member",
                                                              "already a member",
                                                              "already served",
                                                              "not my first",
                                                              "longtime",
                                                              "long time",
                                                              "have been a member",
                                                              "ive been a member"};
    static constexpr std::array<std::string_view, 8> is_new{"new",          "first time",
                                                            "first year",   "newcomer",
                                                            "never served", "newbie",
                                                            "just joined",  "havent served"};
    const std::string plain = plain_answer(text);
    const auto words = answer_words(plain);
    if (words.empty() || plain == "\u2713" || plain == "\u2714") {
        return words.empty() ? std::nullopt : std::optional{true};
    }
    if (yes.contains(words.front())) {
        // "Yes and no" is neither.
        return words.size() > 1 && no.contains(words.back()) ? std::nullopt : std::optional{true};
    }
    if (no.contains(words.front()) && !(words.size() > 1 && words[1] == "idea")) {
        return false;
    }
    const std::string all = spaced(plain);
    if (has_any_phrase(all, not_new)) {
        return false;
    }
    return has_any_phrase(all, is_new) ? std::optional{true} : std::nullopt;
}

// Words for other answers

std::string usual_library_type(std::string_view text) {
    struct KnownType {
        std::string_view word;
        std::string_view type;
    };
    static constexpr std::array<KnownType, 16> known{{{"academic", "academic"},
                                                      {"university", "academic"},
                                                      {"college", "academic"},
                                                      {"public", "public"},
                                                      {"school", "school"},
                                                      {"k12", "school"},
                                                      {"special", "special"},
                                                      {"corporate", "corporate"},
                                                      {"law", "law"},
                                                      {"medical", "medical"},
                                                      {"state", "state"},
                                                      {"government", "government"},
                                                      {"museum", "museum"},
                                                      {"tribal", "tribal"},
                                                      {"research", "research"},
                                                      {"consortium", "consortium"}}};
    static const std::set<std::string, std::less<>> fillers{
        "library", "libraries", "or", "and", "a", "the", "system", "k", "12", "in", "librarian"};
    const std::string tidy = tidied_text(text);
    std::set<std::string_view> types;
    for (const std::string& word : answer_words(plain_answer(text))) {
        const auto type = std::find_if(known.begin(), known.end(),
                                       [&](const KnownType& one) { return one.word == word; });
        if (type != known.end()) {
            types.insert(type->type);
        } else if (!fillers.contains(word)) {
            return tidy;
        }
    }
    return types.size() == 1 ? std::string{*types.begin()} : tidy;
}

bool says_any_group(std::string_view text) {
    static const std::set<std::string, std::less<>> whole{" any ",
                                                          " all ",
                                                          " none ",
                                                          " either ",
                                                          " both ",
                                                          " open ",
                                                          " unsure ",
                                                          " anything ",
                                                          " all of them ",
                                                          " all of the above ",
                                                          " any of them ",
                                                          " any of the above ",
                                                          " none of the above ",
                                                          " n a ",
                                                          " na ",
                                                          " no ",
                                                          " not applicable ",
                                                          " tbd ",
                                                          " dont know ",
                                                          " i dont know ",
                                                          " other ",
                                                          " no choice ",
                                                          " any or all ",
                                                          " whichever ",
                                                          " everything ",
                                                          " not applicable ",
                                                          " nothing in particular "};
    static constexpr std::array<std::string_view, 33> phrases{"any group",
                                                              "any committee",
                                                              "any of these",
                                                              "any of those",
                                                              "any team",
                                                              "any one",
                                                              "anywhere",
                                                              "wherever",
                                                              "where needed",
                                                              "where i am needed",
                                                              "where im needed",
                                                              "most needed",
                                                              "as needed",
                                                              "no preference",
                                                              "no preferences",
                                                              "no pref",
                                                              "no specific preference",
                                                              "no particular preference",
                                                              "no strong preference",
                                                              "not sure",
                                                              "undecided",
                                                              "flexible",
                                                              "whatever",
                                                              "doesnt matter",
                                                              "does not matter",
                                                              "open to any",
                                                              "open to all",
                                                              "open to anything",
                                                              "any opportunity",
                                                              "happy with any",
                                                              "dont mind",
                                                              "do not mind",
                                                              "any interest group"};
    const std::string all = spaced(plain_answer(text));
    return says_nothing(text) || whole.contains(all) || has_any_phrase(all, phrases);
}

bool says_anonymous(std::string_view text) {
    static const std::set<std::string, std::less<>> whole{" anonymous ",
                                                          " anonymous user ",
                                                          " anonym ",
                                                          " anonyme ",
                                                          " anonimo ",
                                                          " private ",
                                                          " prefer not to say ",
                                                          " guest ",
                                                          " withheld ",
                                                          " n a ",
                                                          " anonymous respondent ",
                                                          " not given ",
                                                          " hidden "};
    return says_nothing(text) || whole.contains(spaced(plain_answer(text)));
}

bool is_mark(std::string_view text) {
    static const std::set<std::string, std::less<>> marks{
        "x", "xx",  "1",          "yes",    "y",      "true",   "checked", "selected", "on",
        "v", "ok",  "interested", "\u2713", "\u2714", "\u2611", "\u2612",  "\u00d7",   "*",
        "t", "1.0", "\u2705",     "\u2717", "yes!",   "chosen", "+"};
    return marks.contains(plain_answer(text));
}

bool is_unmarked(std::string_view text) {
    static const std::set<std::string, std::less<>> marks{"0",
                                                          "no",
                                                          "n",
                                                          "false",
                                                          "unchecked",
                                                          "not selected",
                                                          "not interested",
                                                          "off",
                                                          "\u2610",
                                                          "f",
                                                          "0.0",
                                                          "not chosen",
                                                          "no interest",
                                                          "not at all",
                                                          "not at all interested",
                                                          "not at this time",
                                                          "uninterested",
                                                          "no, thanks",
                                                          "not for me",
                                                          "no thank you"};
    return marks.contains(plain_answer(text)) || (says_nothing(text) && !is_mark(text));
}

std::optional<int> rank_in(std::string_view text) {
    struct RankWord {
        std::string_view text;
        int rank;
    };
    static constexpr std::array<RankWord, 33> known{{{"first", 1},
                                                     {"second", 2},
                                                     {"third", 3},
                                                     {"fourth", 4},
                                                     {"fifth", 5},
                                                     {"sixth", 6},
                                                     {"seventh", 7},
                                                     {"eighth", 8},
                                                     {"ninth", 9},
                                                     {"tenth", 10},
                                                     {"primary", 1},
                                                     {"secondary", 2},
                                                     {"tertiary", 3},
                                                     {"top", 1},
                                                     {"very interested", 1},
                                                     {"most interested", 1},
                                                     {"highly interested", 1},
                                                     {"extremely interested", 1},
                                                     {"high interest", 1},
                                                     {"high", 1},
                                                     {"interested", 2},
                                                     {"moderately interested", 2},
                                                     {"medium interest", 2},
                                                     {"medium", 2},
                                                     {"somewhat interested", 3},
                                                     {"slightly interested", 3},
                                                     {"low interest", 3},
                                                     {"low", 3},
                                                     {"one", 1},
                                                     {"two", 2},
                                                     {"three", 3},
                                                     {"moderate", 2},
                                                     {"best", 1}}};
    static const std::set<std::string, std::less<>> fillers{
        "choice", "preference", "rank",  "pick",      "option",    "priority", "my",
        "group",  "interest",   "no",    "number",    "selection", "favorite", "highest",
        "lowest", "most",       "least", "preferred", "committee"};
    const std::string plain = plain_answer(text);
    std::string left;
    std::optional<int> rank;
    for (std::string word : answer_words(plain)) {
        for (const std::string_view ending : {"st", "nd", "rd", "th"}) {
            if (word.size() > 2 && word.ends_with(ending) && is_digit_char(word.front())) {
                word.resize(word.size() - 2);
            }
        }
        const auto number = word.size() <= 2 ? digits(word) : std::nullopt;
        if (number && *number > 0 && !rank) {
            rank = number;
        } else if (!fillers.contains(word)) {
            left += (left.empty() ? "" : " ") + word;
        }
    }
    for (const RankWord& one : known) {
        if (left == one.text || (left.empty() && spaced(plain) == fmt::format(" {} ", one.text))) {
            return rank ? rank : std::optional{one.rank};
        }
    }
    return left.empty() ? rank : std::nullopt;
}

// Names

std::string without_pronouns(const std::string& name) {
    static const std::set<std::string, std::less<>> pronouns{
        "she",  "her", "hers", "he",  "him", "his", "they", "them", "theirs",
        "ella", "el",  "elle", "ze",  "hir", "zir", "xe",   "xem",  "pronouns",
        "any",  "all", "il",   "iel", "sie", "er",  "ey"};
    std::string result = name;
    for (auto open = result.find_first_of("(["); open != std::string::npos;
         open = result.find_first_of("([", open + 1)) {
        const auto close = result.find_first_of(")]", open);
        const auto words = answer_words(
            plain_answer(result.substr(open + 1, std::min(close, result.size()) - open - 1)));
        const bool all = !words.empty() &&
                         std::all_of(words.begin(), words.end(), [&](const std::string& word) {
                             return pronouns.contains(word);
                         });
        if (all) {
            result.erase(open, close == std::string::npos ? close : close - open + 1);
            --open;
        }
    }
    const auto last = result.find_last_of(" -,");
    if (last != std::string::npos && result.find('/', last) != std::string::npos) {
        const auto words = answer_words(plain_answer(result.substr(last + 1)));
        if (words.size() > 1 && pronouns.contains(words.front()) &&
            pronouns.contains(words.back())) {    // "Ana Diaz, she/her"
            result.resize(last);
        }
    }
    return without_ends(tidied_text(result), " ,-");
}

bool says_left(std::string_view comment) {
    static constexpr std::array<std::string_view, 8> words{"resigned", "stepped down",
                                                           "withdrew", "withdrawn",
                                                           "former",   "past member",
                                                           "deceased", "left"};
    const std::string text = folded(comment);
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return has_whole_words(text, word); });
}

namespace {

/// Where the comment in parentheses or brackets begins that ends a name; npos if there is none.
std::size_t start_of_bracket(std::string_view name) {
    int depth = 0;
    for (std::size_t i = name.size(); i-- > 0;) {
        depth += name[i] == ')' || name[i] == ']' ? 1 : name[i] == '(' || name[i] == '[' ? -1 : 0;
        if (depth == 0) {
            return i > 0 && i + 1 < name.size() && name[i - 1] == ' ' ? i : std::string_view::npos;
        }
    }
    return std::string_view::npos;
}

}    // namespace

CommentedName without_comment(const std::string& name) {
    constexpr std::size_t longest = 1000;    // longer ones are refused
    if (name.size() > longest) {
        return {name, {}};
    }
    constexpr std::string_view ends = " ,-";
    CommentedName found{tidied_text(name), {}};
    if (std::string bare = without_pronouns(name); bare != without_ends(found.name, ends)) {
        found.name = std::move(bare);
    }
    const auto cut = [&](std::size_t from, const std::string& comment) {
        found.comment = comment + (found.comment.empty() ? "" : ", ") + found.comment;
        found.name.resize(found.name.find_last_not_of(ends, from - 1) + 1);
    };
    for (auto open = start_of_bracket(found.name); open != std::string::npos;
         open = start_of_bracket(found.name)) {
        cut(open, tidied_text(found.name.substr(open + 1, found.name.size() - open - 2)));
    }
    for (const std::string_view dash : {" - ", " \u2013 ", " \u2014 "}) {
        const auto at = found.name.find(dash);
        if (at == std::string::npos || at == 0) {
            continue;
        }
        const std::string rest = found.name.substr(at + dash.size());
        if (is_small_letter(rest.empty() ? ' ' : rest.front()) || says_left(rest) ||
            folded(rest).starts_with("on ")) {
            cut(at, rest);
        }
    }
    const auto comma = found.name.rfind(',');
    if (comma != std::string::npos && comma > 0 && says_left(found.name.substr(comma + 1))) {
        cut(comma, tidied_text(found.name.substr(comma + 1)));
    }
    if (found.name.empty()) {
        return {name, {}};
    }
    return found;
}

std::string with_usual_capitals(const std::string& name) {
    static const std::set<std::string, std::less<>> particles{
        "de", "la", "las", "los", "del", "da",  "das",  "do",  "dos",
        "di", "du", "van", "von", "der", "den", "ter",  "ten", "le",
        "y",  "e",  "al",  "el",  "bin", "ibn", "bint", "zu",  "af"};
    if (lower_case(name) != name || name.find(' ') == std::string::npos) {
        return name;
    }
    std::string result;
    std::string word;
    for (const char c : name + " ") {
        if (c != ' ') {
            word += c;
            continue;
        }
        bool begins = result.empty() || !particles.contains(word);
        for (std::string_view rest = word; !rest.empty();) {
            const std::string_view letter = first_character(rest);
            result += begins ? upper_case(letter) : std::string{letter};
            begins = letter == "-" || letter == "'" || letter == "\u2019" || letter == ".";
            rest.remove_prefix(letter.size());
        }
        result += ' ';
        word.clear();
    }
    result.pop_back();
    return result;
}

}    // namespace lmsection
