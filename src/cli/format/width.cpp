#include "format/width.hpp"

#include "lmsection/base/text.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <utility>

namespace lmsection::cli {

namespace {

struct Letter {
    std::size_t bytes;
    std::size_t columns;
};

Letter head(std::string_view text) {
    if (text.front() >= ' ' && text.front() <= '~') {
        return {1, 1};
    }
    const std::string_view letter = first_character(text);
    const auto point = static_cast<utf8proc_int32_t>(code_points(letter).front());
    const int columns = point < 0 ? 1 : std::max(utf8proc_charwidth(point), 0);
    return {letter.size(), static_cast<std::size_t>(columns)};
}

/// The bytes of `text` that fit in `width` columns; at least one character.
std::size_t fitting(std::string_view text, std::size_t width) {
    std::size_t bytes = 0;
    std::size_t columns = 0;
    while (bytes < text.size()) {
        const Letter letter = head(text.substr(bytes));
        if (bytes > 0 && columns + letter.columns > width) {
            break;
        }
        columns += letter.columns;
        bytes += letter.bytes;
    }
    return bytes;
}

/// Where to break a word that is wider than a line: after the last separator of an address, or at
/// `cut`.
std::size_t break_in_word(std::string_view text, std::size_t cut) {
    const auto mark = text.substr(0, cut).find_last_of("@.-/_");
    return mark == std::string_view::npos ? cut : mark + 1;
}

}    // namespace

std::size_t width_of(std::string_view text) {
    if (is_plain(text)) {
        return text.size();
    }
    std::size_t columns = 0;
    while (!text.empty()) {
        const Letter letter = head(text);
        columns += letter.columns;
        text.remove_prefix(letter.bytes);
    }
    return columns;
}

std::size_t widest_word(std::string_view text) {
    std::size_t widest = 0;
    while (!text.empty()) {
        const auto blank = std::min(text.find(' '), text.size());
        widest = std::max(widest, width_of(text.substr(0, blank)));
        text.remove_prefix(std::min(text.size(), blank + 1));
    }
    return widest;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const auto end = std::min(text.find(separator), text.size());
        parts.push_back(text.substr(0, end));
        text.remove_prefix(std::min(text.size(), end + 1));
    }
    return parts;
}

std::string_view take_line(std::string_view& text, std::size_t width) {
    const std::size_t most = fitting(text, width);
    if (most == text.size()) {
        return std::exchange(text, {});
    }
    const auto blank = text.substr(0, most + 1).rfind(' ');
    const bool at_blank = blank != std::string_view::npos && blank > 0;
    const std::string_view line = text.substr(0, at_blank ? blank : break_in_word(text, most));
    text.remove_prefix(std::min(text.size(), line.size() + (at_blank ? 1 : 0)));
    return line;
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
    std::vector<std::string> lines;
    do {
        lines.emplace_back(take_line(text, width));
    } while (!text.empty());
    return lines;
}

}    // namespace lmsection::cli
