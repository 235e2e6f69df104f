#include "lmsection/domain/section.hpp"

#include "lmsection/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace lmsection {

namespace {

constexpr std::size_t longest_name = 200;
constexpr std::size_t longest_line = 2000;

/// What is wrong with `text` as one line of text called `label`, if anything.
std::optional<Fault> line_fault(std::string_view label, std::string_view text,
                                std::size_t longest) {
    if (!is_utf8(text)) {
        return Fault{fmt::format("the {} is not UTF-8 text", label), "write it in UTF-8"};
    }
    if (has_control(text) || has_bidirectional_control(text)) {
        return Fault{fmt::format("the {} contains a line break or another control character",
                                 label),
                     "write it on one line"};
    }
    if (length_of(tidied_text(text)) > longest) {
        return Fault{fmt::format("the {} is longer than {} characters", label, longest),
                     "shorten it"};
    }
    return std::nullopt;
}

bool is_variation_selector(char32_t point) {
    return (point >= 0xfe00 && point <= 0xfe0f) || (point >= 0xe0100 && point <= 0xe01ef) ||
           (point >= 0x180b && point <= 0x180d) || point == 0x180f;
}

struct Block {
    char32_t first;
    char32_t last;
};

/// Whether letters are written joined in the script of a character, or it is an emoji: all from
/// Arabic on but Latin, Greek, punctuation, and the scripts of China, Japan and Korea.
bool is_joined(char32_t point) {
    constexpr char32_t first_arabic = 0x0600;
    constexpr std::array unjoined{Block{0x1100, 0x11ff},  Block{0x1e00, 0x218f},
                                  Block{0x2e80, 0xa4cf},  Block{0xac00, 0xd7ff},
                                  Block{0xf900, 0xfaff},  Block{0xff00, 0xffef},
                                  Block{0x20000, 0x3ffff}};
    return point >= first_arabic && std::ranges::none_of(unjoined, [&](const Block& block) {
               return block.first <= point && point <= block.last;
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
        const std::string_view character = take_character(name);
        const char32_t point = code_points(character).front();
        if (!shapes(point, before)) {
            if (auto invisible = invisible_character(character)) {
                return invisible;
            }
        }
        before = point;
    }
    return std::nullopt;
}

}    // namespace

Outcome<Reply> parse_reply(std::string_view text) {
    const std::string typed = lower_case(tidied_text(only_utf8(text)));
    const std::string_view first = std::string_view{typed}.substr(0, typed.find_first_of(",.;!"));
    for (const auto& [words, reply] : {std::pair{"yes|y", Reply::yes}, std::pair{"no|n", Reply::no},
                                       std::pair{"later|maybe|not sure|undecided", Reply::later}}) {
        if (is_one_of(first, words)) {
            return reply;
        }
    }
    return Fault{fmt::format("{} is not an answer", in_quotes(text)), "use yes, no or later"};
}

Outcome<std::string> parse_name(std::string_view text) {
    if (const auto fault = line_fault("name", text, longest_name)) {
        return *fault;
    }
    std::string name = tidied_text(text);
    if (folded(name).empty()) {    // an invisible name is not a name
        return Fault{"the name is empty", "write the full name"};
    }
    return name;
}

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

Outcome<std::string> parse_line(std::string_view label, std::string_view text) {
    if (const auto fault = line_fault(label, text, longest_line)) {
        return *fault;
    }
    return tidied_text(text);
}

Outcome<std::string> parse_link(std::string_view text) {
    const bool scheme = text.starts_with("https://") || text.starts_with("http://");
    const auto rest = text.substr(std::min(text.size(), text.find("//") + 2));
    const auto host = rest.substr(0, rest.find_first_of("/?#"));
    if (!scheme || host.empty() || text.find_first_of(" \"<>") != std::string_view::npos ||
        line_fault("link", text, longest_line)) {
        return Fault{fmt::format("{} is not a web address", in_quotes(text)),
                     "write it as https://example.org/page"};
    }
    return std::string{text};
}

}    // namespace lmsection
