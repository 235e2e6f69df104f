#include "lmsection/base/text.hpp"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <memory>
#include <stdexcept>
#include <utility>

namespace lmsection {

namespace {

/// The first code point of `text` and its size in bytes; a size of zero if it is not UTF-8.
std::pair<utf8proc_int32_t, std::size_t> head(std::string_view text) {
    utf8proc_int32_t point = 0;
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    const auto size = utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size()), &point);
    return size > 0 ? std::pair{point, static_cast<std::size_t>(size)}
                    : std::pair{utf8proc_int32_t{-1}, std::size_t{0}};
}

bool is_blank(utf8proc_int32_t point) {
    return point == ' ' || point == '\t' || utf8proc_category(point) == UTF8PROC_CATEGORY_ZS;
}

template <class Predicate>
bool any_point(std::string_view text, Predicate predicate) {
    while (!text.empty()) {
        const auto [point, size] = head(text);
        if (size == 0 || predicate(point)) {
            return true;
        }
        text.remove_prefix(size);
    }
    return false;
}

std::string mapped(std::string_view text, int options) {
    utf8proc_uint8_t* raw = nullptr;
    const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                   static_cast<utf8proc_ssize_t>(text.size()), &raw,
                                   static_cast<utf8proc_option_t>(options));
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owned(raw, &std::free);
    if (size < 0) {
        throw std::invalid_argument("text is not UTF-8");
    }
    return {reinterpret_cast<const char*>(raw), static_cast<std::size_t>(size)};
}

std::string composed(std::string_view text) {
    return is_plain(text) ? std::string{text} : mapped(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

/// Composed text with each code point changed.
std::string each_changed(std::string_view text, utf8proc_int32_t (*change)(utf8proc_int32_t)) {
    std::string result;
    for (const char32_t point : code_points(composed(text))) {
        result += utf8_of(static_cast<char32_t>(change(static_cast<utf8proc_int32_t>(point))));
    }
    return result;
}

/// Letters that Unicode does not decompose, although people type them without the stroke.
constexpr std::array<std::pair<std::string_view, std::string_view>, 12> plain_letters{{
    {"ł", "l"},
    {"ø", "o"},
    {"đ", "d"},
    {"ħ", "h"},
    {"æ", "ae"},
    {"œ", "oe"},
    {"ð", "d"},
    {"þ", "th"},
    {"ı", "i"},
    {"’", "'"},
    {"‘", "'"},
    {"‐", "-"},
}};

/// Whether a character could affect a terminal.
bool steers(std::string_view character) {
    return has_control(character) || has_bidirectional_control(character);
}

}    // namespace

std::string lower_ascii(std::string_view text) {
    std::string result{text};
    std::ranges::transform(result, result.begin(), [](char c) { return lower_ascii(c); });
    return result;
}

bool all_digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, is_digit);
}

std::string_view trimmed(std::string_view text, std::string_view ends) {
    const auto first = std::min(text.find_first_not_of(ends), text.size());
    return text.substr(first, text.find_last_not_of(ends) + 1 - first);
}

std::vector<std::string> split(std::string_view text, std::string_view separators) {
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find_first_of(separators, begin), text.size());
        if (end > begin) {
            parts.emplace_back(text.substr(begin, end - begin));
        }
        begin = end + 1;
    }
    return parts;
}

void replace_each(std::string& text, std::string_view from, std::string_view to) {
    std::string result;
    std::size_t begin = 0;
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, begin)) {
        result.append(text, begin, at - begin).append(to);
        begin = at + from.size();
    }
    text.replace(0, begin, result);
}

bool is_one_of(std::string_view text, std::string_view list) {
    for (;;) {
        const std::size_t bar = list.find('|');
        if (text == list.substr(0, bar)) {
            return true;
        }
        if (bar == std::string_view::npos) {
            return false;
        }
        list.remove_prefix(bar + 1);
    }
}

bool is_utf8(std::string_view text) {
    return is_plain(text) || !any_point(text, [](utf8proc_int32_t) { return false; });
}

std::string_view only_utf8(std::string_view text) {
    return is_utf8(text) ? text : std::string_view{};
}

bool has_control(std::string_view text) {
    return !is_plain(text) && any_point(text, [](utf8proc_int32_t point) {
        return point < 0x20 || (point >= 0x7f && point < 0xa0) || point == 0x2028 ||
               point == 0x2029;
    });
}

bool has_bidirectional_control(std::string_view text) {
    return !is_plain(text) && any_point(text, [](utf8proc_int32_t point) {
        return (point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069) ||
               point == 0x200e || point == 0x200f || point == 0x061c;
    });
}

std::optional<std::string> invisible_character(std::string_view text) {
    while (!text.empty()) {
        const auto [point, size] = head(text);
        const bool shown = size == 0 || (!utf8proc_get_property(point)->ignorable &&
                                         utf8proc_category(point) != UTF8PROC_CATEGORY_CF);
        if (!shown) {
            return fmt::format("U+{:04X}", point);
        }
        text.remove_prefix(std::max<std::size_t>(size, 1));
    }
    return std::nullopt;
}

bool has_blank(std::string_view text) {
    return is_plain(text) ? text.find(' ') != std::string_view::npos : any_point(text, is_blank);
}

std::string harmless(std::string_view text, std::string_view kept, std::string_view replacement) {
    if (is_plain(text)) {
        return std::string{text};
    }
    std::string result;
    while (!text.empty()) {
        const std::string_view letter = take_character(text);
        result += steers(letter) && kept.find(letter) == std::string_view::npos ? replacement
                                                                                : letter;
    }
    return result;
}

std::string in_quotes(std::string_view text) {
    constexpr int longest = 60;
    std::string shown;
    for (int letters = 0; !text.empty() && letters < longest; ++letters) {
        shown += take_character(text);
    }
    return "'" + harmless(shown) + (text.empty() ? "'" : "...'");
}

std::string lower_case(std::string_view text) {
    return is_plain(text) ? lower_ascii(text) : each_changed(text, utf8proc_tolower);
}

std::string upper_case(std::string_view text) {
    return each_changed(text, utf8proc_toupper);
}

std::string tidied_text(std::string_view text) {
    const std::string whole = composed(text);
    std::string result;
    for (std::string_view left = whole; !left.empty();) {
        const auto [point, size] = head(left);
        if (!is_blank(point)) {
            result += left.substr(0, size);
        } else if (!result.empty() && result.back() != ' ') {
            result += ' ';
        }
        left.remove_prefix(size);
    }
    if (result.ends_with(' ')) {
        result.pop_back();
    }
    return result;
}

std::string folded(std::string_view text) {
    if (std::ranges::all_of(text, is_ascii)) {
        return lower_ascii(text);
    }
    constexpr int options = UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
                            UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE;
    std::string result = mapped(is_utf8(text) ? text : harmless(text), options);
    for (const auto& [letter, plain] : plain_letters) {
        replace_each(result, letter, plain);
    }
    return result;
}

std::string_view first_character(std::string_view text) {
    return text.substr(0, std::max<std::size_t>(head(text).second, 1));
}

std::string_view take_character(std::string_view& text) {
    const std::string_view character = first_character(text);
    text.remove_prefix(character.size());
    return character;
}

std::vector<std::string> words_in(std::string_view text, std::u32string_view more) {
    std::vector<std::string> words;
    std::string word;
    for (const char32_t c : code_points(text) + U' ') {
        if (is_alphanumeric(c) || more.find(c) != std::u32string_view::npos) {
            word += utf8_of(c);
        } else if (c != U'\'' && !word.empty()) {
            words.push_back(std::exchange(word, {}));
        }
    }
    return words;
}

std::string from_windows_1252(std::string_view bytes) {
    constexpr std::array<char32_t, 32> from_0x80{
        0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
        0x2039, 0x0152, 0xfffd, 0x017d, 0xfffd, 0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
        0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0xfffd, 0x017e, 0x0178};
    std::string text;
    for (const char c : bytes) {
        const char32_t byte = static_cast<unsigned char>(c);
        text += utf8_of(byte >= 0x80 && byte < 0xa0 ? from_0x80.at(byte - 0x80) : byte);
    }
    return text;
}

std::size_t start_of_character(std::string_view text, std::size_t at) {
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xc0U) == 0x80U) {
        --at;
    }
    return at;
}

std::string utf8_of(char32_t character) {
    std::array<utf8proc_uint8_t, 4> bytes{};
    const auto size = utf8proc_encode_char(static_cast<utf8proc_int32_t>(character), bytes.data());
    return {bytes.begin(), bytes.begin() + size};
}

std::u32string code_points(std::string_view text) {
    std::u32string points;
    while (!text.empty()) {
        points += static_cast<char32_t>(head(text).first);
        take_character(text);
    }
    return points;
}

bool is_alphanumeric(char32_t character) {
    switch (utf8proc_category(static_cast<utf8proc_int32_t>(character))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO: return true;
    default: return false;
    }
}

std::size_t length_of(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U;
    }));
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
    const std::u32string from = code_points(a);
    const std::u32string to = code_points(b);
    const std::size_t width = to.size() + 2;
    const std::size_t far = from.size() + to.size();
    // Row and column 0 mean "before the start", where a swap is too expensive to be chosen.
    std::vector<std::size_t> cells((from.size() + 2) * width, far);
    const auto at = [&](std::size_t i, std::size_t j) -> std::size_t& {
        return cells[i * width + j];
    };
    for (std::size_t i = 0; i <= from.size(); ++i) {
        at(i + 1, 1) = i;
    }
    for (std::size_t j = 0; j <= to.size(); ++j) {
        at(1, j + 1) = j;
    }
    std::map<char32_t, std::size_t> last_row;
    for (std::size_t i = 1; i <= from.size(); ++i) {
        std::size_t last_column = 0;
        for (std::size_t j = 1; j <= to.size(); ++j) {
            const bool same = from[i - 1] == to[j - 1];
            const std::size_t row = last_row[to[j - 1]];
            const std::size_t swapped = at(row, last_column) + (i - row) + (j - last_column) - 1;
            at(i + 1, j + 1) = std::min(
                {at(i, j) + (same ? 0 : 1), at(i + 1, j) + 1, at(i, j + 1) + 1, swapped});
            last_column = same ? j : last_column;
        }
        last_row[from[i - 1]] = i;
    }
    return at(from.size() + 1, to.size() + 1);
}

}    // namespace lmsection
