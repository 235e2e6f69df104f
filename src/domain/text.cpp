#include "lmsection/domain/text.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <utility>
#include <vector>

namespace lmsection {

namespace {

/// The code point at the head of `text` and its bytes; a length of zero where it is not UTF-8.
std::pair<utf8proc_int32_t, std::size_t> head(std::string_view text) {
    utf8proc_int32_t point = 0;
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    const auto size = utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size()), &point);
    return size > 0 ? std::pair{point, static_cast<std::size_t>(size)}
                    : std::pair{utf8proc_int32_t{-1}, std::size_t{0}};
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

/// Letters that Unicode does not take apart, though people type them without the stroke.
constexpr std::array<std::pair<std::string_view, std::string_view>, 12> plain_letters{{
    {"ł", "l"}, {"ø", "o"}, {"đ", "d"}, {"ħ", "h"}, {"æ", "ae"}, {"œ", "oe"},
    {"ð", "d"}, {"þ", "th"}, {"ı", "i"}, {"’", "'"}, {"‘", "'"}, {"‐", "-"},
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
    return any_point(text, [](utf8proc_int32_t point) {
        return point < 0x20 || (point >= 0x7f && point < 0xa0) || point == 0x2028 ||
               point == 0x2029;
    });
}

bool has_bidirectional_control(std::string_view text) {
    return any_point(text, [](utf8proc_int32_t point) {
        return (point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069) ||
               point == 0x200e || point == 0x200f || point == 0x061c;
    });
}

std::string tidied_text(std::string_view text) {
    const std::string composed = mapped(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    std::string result;
    for (const char c : composed) {
        const bool blank = c == ' ' || c == '\t';
        if (!blank) {
            result += c;
        } else if (!result.empty() && result.back() != ' ') {
            result += ' ';
        }
    }
    if (!result.empty() && result.back() == ' ') {
        result.pop_back();
    }
    return result;
}

std::string folded(std::string_view text) {
    const bool ascii =
        std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (ascii) {
        std::string result{text};
        for (char& c : result) {
            c = (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
        }
        return result;
    }
    return without_strokes(mapped(text, UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
                                            UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK |
                                            UTF8PROC_IGNORE));
}

std::size_t length_of(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U;
    }));
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
    const std::size_t width = b.size() + 1;
    std::vector<std::size_t> two_back(width);
    std::vector<std::size_t> back(width);
    std::vector<std::size_t> row(width);
    for (std::size_t j = 0; j < width; ++j) {
        row[j] = j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        two_back.swap(back);
        back.swap(row);
        row[0] = i;
        for (std::size_t j = 1; j < width; ++j) {
            const std::size_t changed = back[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({changed, back[j] + 1, row[j - 1] + 1});
            const bool swapped =
                i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) {
                row[j] = std::min(row[j], two_back[j - 2] + 1);
            }
        }
    }
    return row[b.size()];
}

}    // namespace lmsection
