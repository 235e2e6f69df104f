#include "lmsection/base/text.hpp"

#include "lmsection/base/plain_text.hpp"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <memory>
#include <stdexcept>
#include <utility>
#include <vector>

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

std::string lower_ascii(std::string_view text) {
    std::string result{text};
    for (char& c : result) {
        c = (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return result;
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

/// Composed text with each code point changed.
std::string each_changed(std::string_view text, utf8proc_int32_t (*change)(utf8proc_int32_t)) {
    const std::string composed = mapped(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    std::string result;
    for (std::string_view left = composed; !left.empty();) {
        const auto [point, size] = head(left);
        result += utf8_of(static_cast<char32_t>(change(point)));
        left.remove_prefix(size);
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

std::string without_strokes(std::string text) {
    for (const auto& [letter, plain] : plain_letters) {
        for (auto at = text.find(letter); at != std::string::npos; at = text.find(letter, at)) {
            text.replace(at, letter.size(), plain);
        }
    }
    return text;
}

}    // namespace

bool is_utf8(std::string_view text) {
    if (is_plain(text)) {
        return true;
    }
    while (!text.empty()) {
        const auto size = head(text).second;
        if (size == 0) {
            return false;
        }
        text.remove_prefix(size);
    }
    return true;
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
        const std::size_t size = std::max<std::size_t>(head(text).second, 1);
        const std::string_view letter = text.substr(0, size);
        const bool steers = has_control(letter) || has_bidirectional_control(letter);
        result += steers && kept.find(letter) == std::string_view::npos ? replacement : letter;
        text.remove_prefix(size);
    }
    return result;
}

std::string in_quotes(std::string_view text) {
    constexpr std::size_t longest = 60;
    std::string shown;
    std::size_t letters = 0;
    while (!text.empty() && letters < longest) {
        const std::size_t size = std::max<std::size_t>(head(text).second, 1);
        shown += text.substr(0, size);
        text.remove_prefix(size);
        ++letters;
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
    const std::string composed = is_plain(text) ? std::string{text}
                                                : mapped(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    std::string result;
    for (std::string_view left = composed; !left.empty();) {
        const auto [point, size] = head(left);
        if (!is_blank(point)) {
            result += left.substr(0, size);
        } else if (!result.empty() && result.back() != ' ') {
            result += ' ';
        }
        left.remove_prefix(size);
    }
    if (!result.empty() && result.back() == ' ') {
        result.pop_back();
    }
    return result;
}

std::string folded(std::string_view text) {
    const bool ascii = std::all_of(text.begin(), text.end(),
                                   [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (ascii) {
        return lower_ascii(text);
    }
    constexpr int options = UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
                            UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE;
    return without_strokes(is_utf8(text) ? mapped(text, options) : mapped(harmless(text), options));
}

std::string_view first_character(std::string_view text) {
    return text.substr(0, std::max<std::size_t>(head(text).second, 1));
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
        const auto [point, size] = head(text);
        points += static_cast<char32_t>(point);
        text.remove_prefix(std::max<std::size_t>(size, 1));
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
