#include "lmsection/domain/form_value.hpp"

#include "lmsection/base/name.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/domain/list_value.hpp"
#include "lmsection/domain/volunteer.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <set>
#include <utility>
#include <vector>

namespace lmsection {

namespace {

bool is_small_letter(char c) {
    return c >= 'a' && c <= 'z';
}

/// The words of a text: letters and digits only, apostrophes left out ("im" for "I'm").
std::vector<std::string> answer_words(std::string_view cell) {
    std::string text = plain_cell(cell);
    std::erase(text, '\'');
    std::ranges::replace_if(
        text, [](char c) { return is_ascii(c) && !is_letter(c) && !is_digit(c); }, ' ');
    return split(text, " ");
}

/// The same with single spaces between them.
std::string joined_words(std::string_view cell) {
    return fmt::format("{}", fmt::join(answer_words(cell), " "));
}

/// Whether joined words contain one of the phrases in `list`, between which there are bars.
bool has_any_phrase(const std::string& words, std::string_view list) {
    const std::string spaced = fmt::format(" {} ", words);
    return std::ranges::any_of(split(list, "|"), [&](const std::string& phrase) {
        return spaced.find(fmt::format(" {} ", phrase)) != std::string::npos;
    });
}

// Time stamps

/// A time of day within a text.
struct Clock {
    std::size_t begin = 0;
    std::size_t end = 0;
    int second = 0;    ///< of the day
};

/// The time of day that begins at `at`, with `mark` between its numbers: "9:12", "09:12:45.123".
std::optional<Clock> clock_at(std::string_view text, std::size_t at, char mark) {
    Clock clock{.begin = at};
    const auto number = [&](std::size_t least_digits, int most) {    // -1 if there is none
        const std::size_t begin = at;
        while (at < text.size() && at - begin < 2 && is_digit(text[at])) {
            ++at;
        }
        const int value = digits(text.substr(begin, at - begin)).value_or(-1);
        return at - begin < least_digits || value > most ? -1 : value;
    };
    const auto skip_mark = [&] {
        const bool found = at < text.size() && text[at] == mark;
        at += found ? 1U : 0U;
        return found;
    };
    const int hour = number(1, 23);
    const int minute = hour >= 0 && skip_mark() ? number(2, 59) : -1;
    const bool has_second = minute >= 0 && skip_mark();
    const int second = has_second ? number(2, 60) : 0;
    if (minute < 0 || second < 0) {
        return std::nullopt;
    }
    if (has_second && at + 1 < text.size() && (text[at] == '.' || text[at] == ',') &&
        is_digit(text[at + 1])) {
        at = std::min(text.find_first_not_of("0123456789", at + 1), text.size());
    }
    if (at < text.size() && (is_digit(text[at]) || text[at] == mark)) {
        return std::nullopt;
    }
    clock.end = at;
    clock.second = (hour * 60 + minute) * 60 + std::min(second, 59);
    return clock;
}

/// The first time of day in a text, with colons or, after a blank, with dots.
std::optional<Clock> find_clock(std::string_view text) {
    for (const char mark : {':', '.'}) {
        for (std::size_t at = 0; at < text.size(); ++at) {
            const bool begins = at == 0 ||
                                (!is_digit(text[at - 1]) && text[at - 1] != ':' &&
                                 text[at - 1] != '-' && (mark == ':' || text[at - 1] == ' '));
            if (begins && is_digit(text[at])) {
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
    for (const std::string_view word : {"a.m.", "p.m.", "a. m.", "p. m.", "am", "pm", "a", "p"}) {
        const bool ends = rest.size() <= word.size() || !is_small_letter(rest[word.size()]);
        if (rest.starts_with(word) && ends) {
            apply(word.front() == 'p');
            after = rest.substr(word.size());
            return;
        }
    }
    bool is_pm = false;    // of the next word
    for (const std::string_view word : {"\uc624\uc804", "\uc624\ud6c4", "\u4e0a\u5348",
                                        "\u4e0b\u5348", "\u5348\u524d", "\u5348\u5f8c"}) {
        const std::string key = folded(word);
        if (const auto at = before.find(key); at != std::string::npos) {
            before.erase(at, key.size());
            apply(is_pm);
        }
        is_pm = !is_pm;
    }
}

/// A date without the name of its weekday and words such as "at" around it.
std::string bare_date(const std::string& text) {
    auto words = split(text, " ");
    std::erase_if(words, [](const std::string& word) {
        const std::string_view key = trimmed(word, ",.");
        const bool is_weekday = is_one_of(key.substr(0, 3), "mon|tue|wed|thu|fri|sat|sun") &&
                                std::ranges::all_of(key, is_small_letter);
        return is_weekday || is_one_of(key, "at|on|um|t|the|of");
    });
    std::string bare = fmt::format("{}", fmt::join(words, " "));
    if (bare.ends_with('t') && bare.size() > 1 && is_digit(bare[bare.size() - 2])) {
        bare.pop_back();    // "2026-08-03t"
    }
    return std::string{trimmed(bare, " ,-")};
}

std::optional<Date> date_of(int year, int month, int day) {
    const Date found = date::year{year < 100 ? 2000 + year : year} / month / day;
    return found.ok() && int{found.year()} >= first_year && int{found.year()} <= last_year
               ? std::optional{found}
               : std::nullopt;
}

/// A date in three numbers: "8/3/2026", "2026. 8. 3.", "03.08.26", "3-8-2026".
std::optional<Date> numeric_day(std::string text, NumberOrder order) {
    for (const std::string_view mark : {"\u5e74", "\u6708", "\u65e5"}) {    // year, month, day
        replace_each(text, folded(mark), "-");
    }
    text = trimmed(text, " .-");
    const auto parts = split(text, "/.- ");
    if (parts.size() != 3 || !std::ranges::all_of(parts, all_digits)) {
        return std::nullopt;
    }
    const auto has_sizes = [&](std::size_t first, std::size_t last) {
        return parts[0].size() <= first && parts[1].size() <= 2 && parts[2].size() <= last;
    };
    const int first = digits(parts[0]).value_or(0);
    const int second = digits(parts[1]).value_or(0);
    const int last = digits(parts[2]).value_or(0);
    if (parts[0].size() == 4) {
        return has_sizes(4, 2) ? date_of(first, second, last) : std::nullopt;
    }
    if (!has_sizes(2, 4) || parts[2].size() == 1 || parts[2].size() == 3) {
        return std::nullopt;
    }
    const auto month_first = date_of(last, first, second);
    const char mark = text[text.find(parts[0]) + parts[0].size()];
    const bool day_first = mark == '.' || order == NumberOrder::day_first;
    return month_first && !day_first ? month_first : date_of(last, second, first);
}

/// A date with the name of a month and a year: "Aug 3, 2026", "3-Aug-26".
std::optional<Date> named_day(std::string_view text) {
    auto words = answer_words(text);
    if (words.size() != 3 || !std::ranges::any_of(text, is_small_letter)) {
        return std::nullopt;
    }
    if (words.back().size() == 2 && digits(words.back())) {
        words.back() = "20" + words.back();
    }
    const bool has_year = words.back().size() == 4 && digits(words.back());
    const auto read = read_day(fmt::format("{}", fmt::join(words, " ")), date::year{2000} / 1 / 1,
                               YearChoice::latest);
    return has_year && read.ok() ? std::optional{read.value().day} : std::nullopt;
}

/// "46328.58567" in Excel.
std::optional<FormTime> serial_time(std::string_view text) {
    constexpr std::size_t whole_size = 5;
    constexpr int seconds = 24 * 60 * 60;
    const auto day = serial_day(text);
    if (!day) {
        return std::nullopt;
    }
    const double part = parse_number<double>(text.substr(whole_size)).value_or(0);
    return FormTime{*day, std::min(static_cast<int>(std::lround(part * seconds)), seconds - 1)};
}

std::optional<FormTime> form_time(const std::string& text, NumberOrder order) {
    // A time zone may follow: "est", "gmt-5", "+01:00", "america/new_york".
    constexpr std::size_t longest_zone = 40;
    constexpr std::string_view letters_of_zone = "abcdefghijklmnopqrstuvwxyz0123456789+-:/_ .()";
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
        const std::string last = rest.substr(rest.rfind(' ') + 1);
        if (last.size() == 4 && digits(last)) {    // "Mon Aug 3 09:12:45 EST 2026"
            before += " " + last;
        } else if (bare_date(before).empty()) {    // "9:12 AM, 8/3/2026"
            before = rest;
        } else if (rest.size() > longest_zone ||
                   rest.find_first_not_of(letters_of_zone) != std::string::npos) {
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
    const std::string tidy = text.size() > longest ? "" : plain_cell(text);
    if (const auto time = form_time(tidy, order)) {
        return *time;
    }
    return Fault{fmt::format("{} is not a time stamp", in_quotes(text)),
                 "write it as 2026-08-03 09:12:45, 8/3/2026 9:12:45 or 2026-08-03"};
}

bool has_form_time(std::string_view text) {
    return find_clock(plain_cell(text)) && read_form_time(text).ok();
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
    const auto* const found = std::ranges::find(words, word);
    return found != words.end() ? static_cast<double>(found - words.begin())
           : word == "thirty"   ? 30
           : word == "forty"    ? 40
                                : -1;
}

std::vector<FoundNumber> numbers_in(std::string_view text) {
    std::vector<FoundNumber> found;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const bool after_letter = begin > 0 && is_small_letter(text[begin - 1]);
        if (is_digit(text[at]) && !after_letter) {
            while (at < text.size() &&
                   (is_digit(text[at]) ||
                    (text[at] == '.' && at + 1 < text.size() && is_digit(text[at + 1])))) {
                ++at;
            }
            double value = 0;
            if (std::from_chars(text.data() + begin, text.data() + at, value).ec == std::errc{}) {
                found.push_back({value, begin, at});
            }
        } else if (is_small_letter(text[at]) && !after_letter) {
            while (at < text.size() && is_small_letter(text[at])) {
                ++at;
            }
            if (const double value = number_word(text.substr(begin, at - begin)); value >= 0) {
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
        return static_cast<int>(std::min(unsigned{day->month()}, unsigned{day->day()}));
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

std::optional<int> as_years(double value) {
    return value <= most_experience ? std::optional{static_cast<int>(std::floor(value))}
                                    : std::nullopt;
}

std::optional<int> least_years(std::string text, int year) {
    for (const std::string_view half : {" 1/2", "1\u20442", " and a half"}) {
        replace_each(text, half, ".5");    // folding makes the first two of one character
    }
    const std::string words = joined_words(text);
    const bool is_none = is_one_of(
        words, "none|no|no experience|none yet|not yet|just starting|just started|just beginning|"
               "student|i am a student|brand new|im new|i am new|new|new graduate|"
               "no experience yet");
    const bool is_below = text.starts_with('<') ||
                          has_any_phrase(words, "less than|under|fewer than|up to|below|not quite|"
                                                "within|almost a|no more than");
    const auto numbers = numbers_in(text);
    if (is_none || is_below) {
        return numbers.size() <= 1 ? std::optional{0} : std::nullopt;
    }
    constexpr double earliest_year = 1940;
    constexpr double months = 12;
    const auto has_beginning = [spaced = " " + words](std::string_view beginning) {
        return spaced.find(beginning) != std::string::npos;
    };
    const bool in_months = has_beginning(" month") && !has_beginning(" year") &&
                           !has_beginning(" yr");
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
        const std::string between = tidied_text(
            std::string_view{text}.substr(first.end, last.begin - first.end));
        if (first.value <= last.value &&
            is_one_of(between, "-|--|to|and|or|until|years to|years -|~|yrs -|through")) {
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
    const std::string plain = plain_cell(text);
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
    constexpr std::string_view yes =
        "yes|y|yeah|yep|yup|true|ya|1|si|oui|ja|correct|absolutely|definitely|certainly|x|sure|"
        "indeed|yess|ok|agree|checked|selected|tak|sim";
    constexpr std::string_view no = "no|n|nope|false|nah|0|non|nein|negative|nee|nie|nao";
    constexpr std::string_view not_new =
        "not new|returning|have served|ive served|served before|existing member|current member|"
        "already a member|already served|not my first|longtime|long time|have been a member|"
        "ive been a member";
    constexpr std::string_view is_new =
        "new|first time|first year|newcomer|never served|newbie|just joined|havent served";
    const auto words = answer_words(text);
    if (words.empty()) {
        return std::nullopt;
    }
    if (words.size() == 1 && is_one_of(words.front(), "\u2713|\u2714")) {
        return true;
    }
    if (is_one_of(words.front(), yes)) {
        // "Yes and no" is neither.
        return words.size() > 1 && is_one_of(words.back(), no) ? std::nullopt : std::optional{true};
    }
    if (is_one_of(words.front(), no) && !(words.size() > 1 && words[1] == "idea")) {
        return false;
    }
    const std::string all = joined_words(text);
    if (has_any_phrase(all, not_new)) {
        return false;
    }
    return has_any_phrase(all, is_new) ? std::optional{true} : std::nullopt;
}

// Words for other answers

std::string usual_library_type(std::string_view text) {
    const std::string tidy = tidied_text(text);
    std::set<std::string> types;
    for (const std::string& word : answer_words(text)) {
        if (is_one_of(word, "academic|university|college")) {
            types.insert("academic");
        } else if (is_one_of(word, "school|k12")) {
            types.insert("school");
        } else if (is_one_of(word, "public|special|corporate|law|medical|state|government|museum|"
                                   "tribal|research|consortium")) {
            types.insert(word);
        } else if (!is_one_of(word, "library|libraries|or|and|a|the|system|k|12|in|librarian")) {
            return tidy;
        }
    }
    return types.size() == 1 ? *types.begin() : tidy;
}

bool says_any_group(std::string_view text) {
    constexpr std::string_view whole =
        "any|all|none|either|both|open|unsure|anything|all of them|all of the above|any of them|"
        "any of the above|none of the above|n a|na|no|not applicable|tbd|dont know|i dont know|"
        "other|no choice|any or all|whichever|everything|nothing in particular";
    constexpr std::string_view phrases =
        "any group|any committee|any of these|any of those|any team|any one|anywhere|wherever|"
        "where needed|where i am needed|where im needed|most needed|as needed|no preference|"
        "no preferences|no pref|no specific preference|no particular preference|"
        "no strong preference|not sure|undecided|flexible|whatever|doesnt matter|does not matter|"
        "open to any|open to all|open to anything|any opportunity|happy with any|dont mind|"
        "do not mind|any interest group";
    const std::string all = joined_words(text);
    return says_nothing(text) || is_one_of(all, whole) || has_any_phrase(all, phrases);
}

bool says_anonymous(std::string_view text) {
    return says_nothing(text) ||
           is_one_of(joined_words(text),
                     "anonymous|anonymous user|anonym|anonyme|anonimo|private|prefer not to say|"
                     "guest|withheld|n a|anonymous respondent|not given|hidden");
}

bool is_mark(std::string_view text) {
    return is_one_of(plain_cell(text),
                     "x|xx|1|yes|y|true|checked|selected|on|v|ok|interested|\u2713|\u2714|\u2611|"
                     "\u2612|\u00d7|*|t|1.0|\u2705|\u2717|yes!|chosen|+");
}

bool is_unmarked(std::string_view text) {
    return is_one_of(plain_cell(text),
                     "0|no|n|false|unchecked|not selected|not interested|off|\u2610|f|0.0|"
                     "not chosen|no interest|not at all|not at all interested|not at this time|"
                     "uninterested|no, thanks|not for me|no thank you") ||
           (says_nothing(text) && !is_mark(text));
}

std::optional<int> rank_in(std::string_view text) {
    static constexpr std::array<std::string_view, 10> words_of_rank{
        "first|primary|top|very interested|most interested|highly interested|"
        "extremely interested|high interest|high|one|best",
        "second|secondary|interested|moderately interested|medium interest|medium|two|moderate",
        "third|tertiary|somewhat interested|slightly interested|low interest|low|three",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth"};
    constexpr std::string_view fillers =
        "choice|preference|rank|pick|option|priority|my|group|interest|no|number|selection|"
        "favorite|highest|lowest|most|least|preferred|committee";
    std::vector<std::string> others;
    std::optional<int> rank;
    for (std::string& word : answer_words(text)) {
        if (word.size() > 2 && is_digit(word.front()) &&
            is_one_of(word.substr(word.size() - 2), "st|nd|rd|th")) {
            word.resize(word.size() - 2);
        }
        const auto number = word.size() <= 2 ? digits(word) : std::nullopt;
        if (number && *number > 0 && !rank) {
            rank = number;
        } else if (!is_one_of(word, fillers)) {
            others.push_back(word);
        }
    }
    const std::string left = others.empty() ? joined_words(text)
                                            : fmt::format("{}", fmt::join(others, " "));
    int named = 0;
    for (const std::string_view words : words_of_rank) {
        ++named;
        if (is_one_of(left, words)) {
            return rank ? rank : std::optional{named};
        }
    }
    return others.empty() ? rank : std::nullopt;
}

// Names

std::string without_pronouns(const std::string& name) {
    constexpr std::string_view pronouns =
        "she|her|hers|he|him|his|they|them|theirs|ella|el|elle|ze|hir|zir|xe|xem|pronouns|any|all|"
        "il|iel|sie|er|ey";
    const auto is_pronoun = [&](const std::string& word) { return is_one_of(word, pronouns); };
    std::string result = name;
    for (auto open = result.find_first_of("(["); open != std::string::npos;
         open = result.find_first_of("([", open + 1)) {
        const auto close = std::min(result.find_first_of(")]", open), result.size());
        const auto words = answer_words(result.substr(open + 1, close - open - 1));
        if (!words.empty() && std::ranges::all_of(words, is_pronoun)) {
            result.erase(open, close - open + 1);
            --open;
        }
    }
    const auto last = result.find_last_of(" -,");
    if (last != std::string::npos && result.find('/', last) != std::string::npos) {
        const auto words = answer_words(result.substr(last + 1));
        if (words.size() > 1 && is_pronoun(words.front()) && is_pronoun(words.back())) {
            result.resize(last);    // "Ana Diaz, she/her"
        }
    }
    return std::string{trimmed(tidied_text(result), " ,-")};
}

bool says_left(std::string_view comment) {
    const auto words = split(
        "resigned|stepped down|withdrew|withdrawn|former|past member|deceased|left", "|");
    return std::ranges::any_of(words, [text = folded(comment)](const std::string& word) {
        return has_whole_words(text, word);
    });
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
    if (std::string bare = without_pronouns(name); bare != trimmed(found.name, ends)) {
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
    return found.name.empty() ? CommentedName{name, {}} : found;
}

std::string with_usual_capitals(const std::string& name) {
    constexpr std::string_view particles =
        "de|la|las|los|del|da|das|do|dos|di|du|van|von|der|den|ter|ten|le|y|e|al|el|bin|ibn|bint|"
        "zu|af";
    if (lower_case(name) != name || name.find(' ') == std::string::npos) {
        return name;
    }
    std::string result;
    for (const std::string& word : split(name, " ")) {
        bool begins = result.empty() || !is_one_of(word, particles);
        result += result.empty() ? "" : " ";
        for (std::string_view rest = word; !rest.empty();) {
            const std::string_view letter = take_character(rest);
            result += begins ? upper_case(letter) : std::string{letter};
            begins = is_one_of(letter, "-|'|\u2019|.");
        }
    }
    return result;
}

}    // namespace lmsection
