#include "lmsection/domain/visible_name.hpp"

#include "lmsection/base/plain_text.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/domain/section.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace lmsection {

namespace {

bool is_variation_selector(char32_t point) {
    return (point >= 0xfe00 && point <= 0xfe0f) || (point >= 0xe0100 && point <= 0xe01ef) ||
           (point >= 0x180b && point <= 0x180d) || point == 0x180f;
}

struct Range {
    char32_t first;
    char32_t last;
};

/// Whether letters are written joined in the script of a character, or it is an emoji: all from
/// Arabic on but Latin, Greek, punctuation, and the scripts of China, Japan and Korea.
bool is_joined(char32_t point) {
    constexpr char32_t first_arabic = 0x0600;
    constexpr std::array unjoined{Range{0x1100, 0x11ff},  Range{0x1e00, 0x218f},
                                  Range{0x2e80, 0xa4cf},  Range{0xac00, 0xd7ff},
                                  Range{0xf900, 0xfaff},  Range{0xff00, 0xffef},
                                  Range{0x20000, 0x3ffff}};
    return point >= first_arabic &&
           std::none_of(unjoined.begin(), unjoined.end(), [&](const Range& range) {
               return range.first <= point && point <= range.last;
           });
}

/// Whether an invisible character changes how the one before it is written, so that a name needs
/// it: a joiner (ZWNJ, ZWJ) where letters are joined, or a variation selector.
bool shapes(char32_t point, char32_t before) {
    constexpr char32_t non_joiner = 0x200c;
    constexpr char32_t joiner = 0x200d;
    constexpr char32_t last_ascii = 0x7f;
    return (is_variation_selector(point) && before > last_ascii) ||
           ((point == non_joiner || point == joiner) && is_joined(before));
}

/// The first invisible character that a name does not need, as "U+200B".
std::optional<std::string> needless_character(std::string_view name) {
    if (is_plain(name)) {
        return std::nullopt;
    }
    char32_t before = 0;
    while (!name.empty()) {
        const std::string_view character = first_character(name);
        const char32_t point = code_points(character).front();
        if (!shapes(point, before)) {
            if (auto invisible = invisible_character(character)) {
                return invisible;
            }
        }
        before = point;
        name.remove_prefix(character.size());
    }
    return std::nullopt;
}

}    // namespace

Outcome<std::string> parse_visible_name(std::string_view text) {
    auto name = parse_name(text);
    const auto invisible = name.ok() ? needless_character(name.value()) : std::nullopt;
    if (invisible) {
        return Fault{fmt::format("the name {} has an invisible character, {}",
                                 in_quotes(name.value()), *invisible),
                     "type the name again rather than copying it"};
    }
    return name;
}

}    // namespace lmsection
