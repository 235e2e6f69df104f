#include "lmsection/domain/list_value.hpp"

#include "lmsection/base/mailbox.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/domain/person.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace lmsection {

namespace {

constexpr std::string_view blanks = " \t\n\r";

/// `text` without brackets and dots around it.
std::string_view unwrapped(std::string_view text) {
    return trimmed(text, " ()[]<>{}*.:;_\"'");
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    replace_each(text, from, to);
    return text;
}

/// `text` without what is in parentheses.
std::string without_parentheses(std::string text) {
    for (auto open = text.find('('); open != std::string::npos; open = text.find('(')) {
        const auto close = text.find(')', open);
        text.erase(open, close == std::string::npos ? close : close - open + 1);
    }
    return tidied_text(text);
}

}    // namespace

std::string plain_cell(std::string_view cell) {
    std::string text = folded(tidied_text(only_utf8(cell)));
    for (const std::string_view dash :
         {"\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212"}) {
        replace_each(text, dash, "-");
    }
    return text;
}

bool says_nothing(std::string_view cell) {
    constexpr std::string_view words =
        "|n/a|na|none|-|--|---|tbd|tba|unknown|nil|null|no|no email|none on file|not on file|?|x|"
        "no email on file|not available|not applicable";
    const std::string text = plain_cell(cell);
    return is_one_of(text, words) || is_one_of(unwrapped(text), words);
}

bool says_vacant(std::string_view cell) {
    constexpr std::string_view words =
        "vacant|vacancy|tbd|tba|open|open seat|open position|vacant seat|vacant position|unfilled|"
        "to be filled|to be appointed|to be determined|to be announced|empty|needed|none|n/a|"
        "open slot|position vacant|currently vacant|recruiting|to be recruited|to be confirmed|tbc|"
        "x|xx|xxx";
    const std::string plain = plain_cell(cell);
    const std::string_view marked = unwrapped(plain);
    const std::string_view text = trimmed(marked, " -?");
    return is_one_of(text, words) || (text.empty() && !marked.empty()) ||
           is_one_of(text.substr(0, 7), "vacant |vacant,|vacant-|vacant(") ||
           text.starts_with("vacancy ");
}

bool says_no_end(std::string_view cell) {
    constexpr std::string_view words =
        "ongoing|on going|on-going|standing|no end|no end date|open|open ended|open-ended|"
        "indefinite|indefinitely|permanent|current|present|no term|no limit|continuing|"
        "until further notice|never|continuous|ex officio|ex-officio|no expiration|"
        "does not expire";
    return is_one_of(unwrapped(plain_cell(cell)), words);
}

// Names

namespace {

/// Whether a word has `least` or more capitals, and no other letters.
bool is_in_capitals(std::string_view word, std::size_t least) {
    std::size_t capitals = 0;
    for (const char32_t c : code_points(word)) {
        const std::string letter = utf8_of(c);
        if (!is_alphanumeric(c) || is_digit(letter.front())) {
            continue;
        }
        if (lower_case(letter) == letter) {
            return false;
        }
        ++capitals;
    }
    return capitals >= least;
}

/// "O'Hara-McDonald" for "O'HARA-MCDONALD".
std::string with_one_capital(std::string_view word) {
    std::string result;
    bool first = true;
    while (!word.empty()) {
        const std::string_view letter = take_character(word);
        result += first ? std::string{letter} : lower_case(letter);
        first = is_one_of(letter, "-|'|\u2019|/") || (result == "Mc" && word.size() > 2);
    }
    return result;
}

bool keeps_capitals(std::string_view word) {
    return is_name_suffix(word) || word.find('.') != std::string_view::npos;
}

}    // namespace

std::string without_capitals(std::string_view name) {
    constexpr std::size_t long_word = 4;
    const auto words = split(name, " ");
    const bool all = std::ranges::all_of(words, [](const std::string& word) {
        return keeps_capitals(word) || is_in_capitals(word, 0);
    });
    const bool any = std::ranges::any_of(words, [](const std::string& word) {
        constexpr std::size_t more_than_initials = 3;
        return !keeps_capitals(word) && is_in_capitals(word, more_than_initials);
    });
    std::string result;
    for (const std::string& word : words) {
        const bool change = !keeps_capitals(word) &&
                            is_in_capitals(word, all && any ? 2 : long_word);
        result += (result.empty() ? "" : " ") + (change ? with_one_capital(word) : word);
    }
    return result;
}

bool looks_like_person(std::string_view cell) {
    constexpr std::size_t longest = 60;
    constexpr std::size_t most_words = 5;
    const auto words = split(cell, " ");
    if (cell.size() > longest || words.size() < 2 || words.size() > most_words ||
        cell.find_first_of("@:;/0123456789!?\"#&=") != std::string_view::npos) {
        return false;
    }
    const auto capitals = std::ranges::count_if(words, [](const std::string& word) {
        return lower_case(first_character(word)) != first_character(word);
    });
    return capitals >= 2 && static_cast<std::size_t>(capitals) + 1 >= words.size();
}

// Addresses

namespace {

/// The parts of a cell with several addresses, each with the name before it, if any.
std::vector<std::string> address_parts(std::string_view cell) {
    std::vector<std::string> parts;
    for (const std::string& part : split(cell, ";\n\r|")) {
        const auto commas = split(part, ",");
        const bool each = std::ranges::all_of(commas, [](const std::string& one) {
            return one.find('@') != std::string::npos;
        });
        for (const std::string& one : each ? commas : std::vector{part}) {
            parts.emplace_back(trimmed(one, blanks));
        }
    }
    std::erase(parts, "");
    return parts;
}

/// The words of a part that have an `@`, if the part is several addresses with blanks, slashes or
/// "or" between them and nothing else.
std::vector<std::string> plain_addresses(const std::string& part) {
    std::vector<std::string> found;
    for (const std::string& word : split(part, " \t/")) {
        if (word.find('@') != std::string::npos) {
            found.emplace_back(trimmed(word, ",<>()[]"));
        } else if (!is_one_of(folded(word), "or|and|&")) {
            return {};
        }
    }
    return found;
}

std::optional<Fault> add_addresses(const std::string& part, std::vector<EmailAddress>& found) {
    const auto add = [&](const EmailAddress& email) {
        if (std::ranges::count(found, email) == 0) {
            found.push_back(email);
        }
    };
    const auto several = plain_addresses(part);
    if (several.size() > 1) {
        for (const std::string& text : several) {
            const auto email = EmailAddress::parse(text);
            if (!email.ok()) {
                return email.fault();
            }
            add(email.value());
        }
        return std::nullopt;
    }
    const auto person = parse_typed_person(part);
    if (person.ok() && person.value().email) {
        add(*person.value().email);
        return std::nullopt;
    }
    const auto email = EmailAddress::parse(part);
    return email.ok() ? person.fault() : email.fault();
}

}    // namespace

Outcome<std::vector<EmailAddress>> read_addresses(std::string_view cell) {
    std::vector<EmailAddress> found;
    if (says_nothing(cell)) {
        return found;
    }
    for (const std::string& part : address_parts(cell)) {
        if (says_nothing(part)) {
            continue;
        }
        if (const auto fault = add_addresses(part, found)) {
            return *fault;
        }
    }
    return found;
}

bool has_address(std::string_view cell) {
    const auto at = cell.find('@');
    return at != std::string_view::npos && at > 0 && cell.find('.', at) != std::string_view::npos;
}

// Terms

namespace {

/// `text` without words that say nothing about the days of a term before its first other word, and
/// without "term" with its ordinal anywhere after it.
std::string without_fillers(const std::string& text) {
    constexpr std::string_view at_start =
        "term|terms|through|thru|until|till|ends|expires|ending|expiring|exp|end|1st|2nd|3rd|first|"
        "second|third|final|serves|serving|from|since|starting|starts|start|begins|beginning|of|"
        "renewed|renewal|to|exp.|ends:|term:|-|thru.|thru:|through:|until:";
    constexpr std::string_view anywhere = "term|1st|2nd|3rd|first|second|third|final";
    std::string result;
    for (const std::string& word : split(text, " ")) {
        if (result.empty() ? is_one_of(trimmed(word, ",;"), at_start) : is_one_of(word, anywhere)) {
            continue;
        }
        result += (result.empty() ? "" : " ") + word;
    }
    return std::string{trimmed(result, " ,;")};
}

/// The number of years in "2 years", "two-year term", "1 yr"; nothing for other text.
std::optional<int> years_in(const std::string& text) {
    static constexpr std::array<std::string_view, 9> numbers{
        "one|1", "two|2", "three|3", "four|4", "five|5", "six|6", "seven|7", "eight|8", "nine|9"};
    const auto words = split(text, " -");
    if (words.size() != 2 || !(words[1].starts_with("year") || words[1].starts_with("yr"))) {
        return std::nullopt;
    }
    const auto* const found = std::ranges::find_if(numbers, [&](std::string_view number) {
        return is_one_of(words[0], number);
    });
    return found == numbers.end() ? std::nullopt
                                  : std::optional{static_cast<int>(found - numbers.begin()) + 1};
}

/// A year of four digits, or of two with or without an apostrophe: "2027", "27", "'27".
std::optional<int> written_year(std::string_view text) {
    constexpr int century = 2000;
    while (text.starts_with('\'')) {
        text.remove_prefix(1);
    }
    if (!all_digits(text) || (text.size() != 4 && text.size() != 2)) {
        return std::nullopt;
    }
    const int number = digits(text).value_or(0);
    if (text.size() == 2) {
        return century + number;
    }
    return number >= first_year && number <= last_year ? std::optional{number} : std::nullopt;
}

Date first_of_year(int year) {
    return ProgramYear{year}.first_day();
}

Date last_of_year(int year) {
    return ProgramYear{year - 1}.last_day();
}

/// "2025-2027", "2026-28", "2026/27", "'25-'27", "25-27", "2025 to 2027".
std::optional<ListedTerm> year_range(const std::string& text) {
    std::string joined = replaced(replaced(text, " to ", "-"), " - ", "-");
    joined = replaced(replaced(joined, " through ", "-"), " thru ", "-");
    const auto at = joined.find_first_of("-/");
    if (at == std::string::npos) {
        return std::nullopt;
    }
    const std::string_view first = std::string_view{joined}.substr(0, at);
    const std::string_view last = std::string_view{joined}.substr(at + 1);
    const auto from = written_year(first);
    const auto to = written_year(last);
    constexpr int century = 2000;
    constexpr int no_month = 13;    // "06-30" is a day, "25-27" is not
    const bool short_first = first.size() == 2;
    if (!from || !to || *to <= *from || *to - *from > Term::longest ||
        (short_first && (joined[at] == '/' || *from - century < no_month))) {
        return std::nullopt;
    }
    return ListedTerm{.start = first_of_year(*from), .end = last_of_year(*to)};
}

/// `text` without a time of day after a date, or a day of the week before it.
std::string without_time(std::string text) {
    if (const auto t = text.find('t'); t == 10 && text.size() > 11 && is_digit(text[11])) {
        text.resize(t);
    }
    const auto blank = text.find(' ');
    if (blank != std::string::npos && text.find(':', blank) != std::string::npos &&
        is_digit(text[blank + 1])) {
        text.resize(blank);
    }
    const auto words = split(text, " ");
    const bool has_weekday = words.size() > 2 &&
                             is_one_of(words.front().substr(0, 3), "mon|tue|wed|thu|fri|sat|sun");
    return has_weekday ? std::string{trimmed(text.substr(words.front().size()), " ,.")} : text;
}

/// The month that a word names, from three letters on.
std::optional<date::month> named_month(std::string_view word) {
    const std::string_view text = trimmed(word, " .,");
    return text.size() >= 3 && is_letter(text.front()) ? month_without_year(text) : std::nullopt;
}

Date edge_of(Month month, TermEdge edge) {
    return edge == TermEdge::end ? last_day_of(month) : Date{month / 1};
}

/// "June 2027", "Jun-27", "jun '27", "2027-06", "6/2027".
std::optional<Month> month_and_year(const std::string& text) {
    if (const auto month = parse_iso_month(text)) {
        return month;
    }
    const auto at = text.find_first_of(" -/,.");
    if (at == std::string::npos) {
        return std::nullopt;
    }
    const std::string_view first = std::string_view{text}.substr(0, at);
    const std::string_view last = trimmed(std::string_view{text}.substr(at + 1), " ,-./");
    const auto year = written_year(last);
    if (!year || (last.size() == 2 && text[at] != '-')) {    // "June 27" is a day
        return std::nullopt;
    }
    if (const auto month = named_month(first)) {
        return date::year{*year} / *month;
    }
    const Month month = date::year{*year} / digits(first).value_or(0);
    const bool numeric = first.size() <= 2 && last.size() == 4 &&
                         (text[at] == '/' || text[at] == '-');
    return numeric && month.ok() ? std::optional{month} : std::nullopt;
}

/// A date in numbers with slashes where it had dashes: "6/30/2027" for "6-30-2027".
std::string with_slashes(const std::string& text) {
    const auto parts = split(text, "-");
    const bool date = parts.size() == 3 && parts[0].size() <= 2 && parts[1].size() <= 2 &&
                      std::ranges::all_of(parts, all_digits);
    return date ? replaced(text, "-", "/") : text;
}

/// Forms that `read_day` knows, from those that lists have: "30-Jun-27", "June 30 '27".
std::string usual_form(const std::string& text) {
    std::string form = with_slashes(text);
    if (std::ranges::none_of(form, is_letter)) {    // it has no month
        return form;
    }
    form = replaced(replaced(replaced(form, "-", " "), "/", " "), "'", "");
    auto words = split(form, " ,");
    if (words.size() == 3 && words.back().size() == 2 && all_digits(words.back()) &&
        (named_month(words[0]) || named_month(words[1]))) {
        words.back() = "20" + words.back();
        form = words[0] + " " + words[1] + " " + words[2];
    }
    return form;
}

/// "6/27" as an end is rather June 2027 than June 27, unless it is the last day of a month.
std::optional<Month> slashed_month(const std::string& text, Date today, NumberOrder order) {
    const auto parts = split(text, "/");
    if (parts.size() != 2 || order == NumberOrder::day_first || parts[1].size() != 2 ||
        !all_digits(parts[0]) || !all_digits(parts[1]) || parts[0].size() > 2) {
        return std::nullopt;
    }
    constexpr int century = 2000;
    constexpr int most_away = 6;
    const int number = digits(parts[1]).value_or(0);
    const Month month = date::year{century + number} / digits(parts[0]).value_or(0);
    const int away = int{month.year()} - int{today.year()};
    const bool is_last_day = month.ok() && last_day_of(today.year() / month.month()) ==
                                               today.year() / month.month() / number;
    return month.ok() && !is_last_day && std::abs(away) <= most_away ? std::optional{month}
                                                                     : std::nullopt;
}

ListedTerm at_edge(TermEdge edge, Date day, bool chosen) {
    return edge == TermEdge::end ? ListedTerm{.end = day, .chosen = chosen}
                                 : ListedTerm{.start = day, .chosen = chosen};
}

/// A day, a month or a year.
std::optional<ListedTerm> one_day(const std::string& text, Date today, TermEdge edge,
                                  NumberOrder order) {
    if (const auto year = text.size() == 4 ? written_year(text) : std::nullopt) {
        return at_edge(edge, edge == TermEdge::end ? last_of_year(*year) : first_of_year(*year),
                       false);
    }
    if (const auto day = serial_day(text)) {
        return at_edge(edge, *day, false);
    }
    if (const auto month = month_and_year(text)) {
        return at_edge(edge, edge_of(*month, edge), false);
    }
    if (const auto month = slashed_month(text, today, order)) {
        return at_edge(edge, edge_of(*month, edge), true);
    }
    if (std::ranges::none_of(text, is_digit)) {
        return std::nullopt;    // "monday" is no day of a roster
    }
    const auto read = read_day(usual_form(without_time(text)), today, YearChoice::next, order);
    return read.ok() ? std::optional{at_edge(edge, read.value().day, read.value().chosen)}
                     : std::nullopt;
}

/// Two days with a dash or "to" between them.
std::optional<ListedTerm> day_range(const std::string& text, Date today, NumberOrder order) {
    for (const std::string_view between : {" - ", " to ", " through ", " thru ", " until ", "-"}) {
        for (auto at = text.find(between); at != std::string::npos;
             at = text.find(between, at + 1)) {
            const std::string from{trimmed(text.substr(0, at), blanks)};
            const std::string to{trimmed(text.substr(at + between.size()), blanks)};
            const bool bare = between == "-" && (all_digits(from) || all_digits(to));
            if (bare || from.empty()) {
                continue;
            }
            auto term = one_day(from, today, TermEdge::start, order);
            if (term && says_no_end(to)) {
                term->no_end = true;
                return term;
            }
            const auto end = to.empty() ? std::nullopt : one_day(to, today, TermEdge::end, order);
            if (term && end && *term->start <= *end->end) {
                term->end = end->end;
                term->chosen = term->chosen || end->chosen;
                return term;
            }
        }
    }
    return std::nullopt;
}

/// "ALA Annual 2027": terms end after the conference, on June 30.
std::optional<ListedTerm> annual_conference(const std::string& text) {
    const auto words = split(text, " ");
    const bool annual = std::ranges::count(words, "annual") > 0;
    const auto year = annual ? written_year(words.back()) : std::nullopt;
    return year ? std::optional{ListedTerm{.end = last_of_year(*year), .chosen = true}}
                : std::nullopt;
}

/// The dates with slashes in a cell, dashes counted as slashes.
std::vector<std::string> slashed_dates(std::string_view cell) {
    std::vector<std::string> dates;
    const bool is_iso = cell.size() > 4 && cell[4] == '-';
    if (cell.find('/') == std::string_view::npos && is_iso) {
        return dates;    // the usual case in long files
    }
    for (const std::string& word : split(plain_cell(cell), " ,;()")) {
        for (const std::string& part : split(with_slashes(word), "-")) {
            if (part.find('/') != std::string::npos) {
                dates.push_back(part);
            }
        }
    }
    return dates;
}

/// "since 2024", "2024 -": a start, without an end.
std::optional<ListedTerm> open_range(const std::string& text, Date today, NumberOrder order) {
    std::string from;
    for (const std::string_view word : {"since ", "from ", "starting ", "started ", "joined ",
                                        "began ", "appointed ", "beginning "}) {
        if (text.starts_with(word)) {
            from = trimmed(std::string_view{text}.substr(word.size()), blanks);
        }
    }
    if (text.ends_with('-')) {
        from = trimmed(text, " -");
    }
    auto term = from.empty() ? std::nullopt : one_day(from, today, TermEdge::start, order);
    if (term) {
        term->no_end = true;
    }
    return term;
}

}    // namespace

Outcome<ListedTerm> read_term(std::string_view cell, Date today, TermEdge edge, NumberOrder order) {
    if (says_nothing(cell)) {
        return ListedTerm{};
    }
    if (says_no_end(cell)) {
        return ListedTerm{.no_end = true};
    }
    const std::string whole = without_parentheses(plain_cell(cell));
    const std::string text = without_fillers(whole);
    if (text.empty()) {    // "1st (2025-27)"
        const auto begin = cell.rfind('(');
        const auto inside = begin == std::string_view::npos
                                ? std::string_view{}
                                : cell.substr(begin + 1, cell.find(')', begin) - begin - 1);
        const auto read = read_term(inside, today, edge, order);
        return read.ok() ? read : Outcome<ListedTerm>{ListedTerm{}};
    }
    if (edge == TermEdge::end) {
        if (const auto open = open_range(whole, today, order)) {
            return *open;
        }
    }
    if (says_no_end(text)) {
        return ListedTerm{.no_end = true};
    }
    if (const auto years = years_in(text)) {
        return ListedTerm{.years = years};
    }
    if (const auto range = year_range(text)) {
        return *range;
    }
    if (const auto day = one_day(text, today, edge, order)) {
        return *day;
    }
    if (const auto range = day_range(text, today, order)) {
        return *range;
    }
    if (const auto annual = annual_conference(text)) {
        return *annual;
    }
    const auto read = read_day(cell, today, YearChoice::next, order);
    return read.ok() ? Outcome<ListedTerm>{at_edge(edge, read.value().day, true)}
                     : Outcome<ListedTerm>{
                           Fault{read.fault().what,
                                 "write it as 2027-06-30, 6/30/2027, June 30, 2027 or June 2027"}};
}

bool has_day_first(std::string_view cell) {
    return std::ranges::any_of(slashed_dates(cell), is_day_first);
}

bool has_month_first(std::string_view cell) {
    return std::ranges::any_of(slashed_dates(cell), [](const std::string& date) {
        const auto parts = split(date, "/");
        constexpr int most_months = 12;
        return parts.size() == 3 && digits(parts[0]).value_or(0) <= most_months &&
               digits(parts[1]).value_or(0) > most_months;
    });
}

bool has_either_order(std::string_view cell) {
    return std::ranges::any_of(slashed_dates(cell), has_two_orders);
}

std::optional<Date> serial_day(std::string_view text) {
    constexpr int earliest = 20000;    // 1954
    constexpr int latest = 73050;      // 2099
    const std::string_view whole = text.substr(0, text.find('.'));
    const std::string_view part = text.substr(std::min(whole.size() + 1, text.size()));
    const bool is_number = whole.size() == 5 && all_digits(whole) &&
                           (part.empty() || all_digits(part));
    const int number = is_number ? parse_number<int>(whole).value_or(0) : 0;
    return number >= earliest && number <= latest
               ? std::optional{plus_days(date::year{1899} / 12 / 30, number)}
               : std::nullopt;
}

}    // namespace lmsection
