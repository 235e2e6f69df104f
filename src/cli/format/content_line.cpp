#include "format/content_line.hpp"

#include "lmsection/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lmsection::cli {

namespace {

constexpr std::size_t longest_line = 75;

}    // namespace

std::string content_line(std::string_view name, std::string_view value) {
    const std::string whole = fmt::format("{}:{}", name, value);
    std::string_view line = whole;
    std::string result;
    std::size_t room = longest_line;
    while (line.size() > room) {
        const std::size_t end = std::max<std::size_t>(start_of_character(line, room), 1);
        result += fmt::format("{}\r\n ", line.substr(0, end));
        line.remove_prefix(end);
        room = longest_line - 1;
    }
    return fmt::format("{}{}\r\n", result, line);
}

std::string text_value(std::string_view text) {
    std::string result;
    for (const char c : text) {
        switch (c) {
        case '\r': break;    // some readers treat it as a line end
        case '\n': result += "\\n"; break;
        case '\\':
        case ',':
        case ';': result += std::string{'\\', c}; break;
        default: result += c;
        }
    }
    return result;
}

}    // namespace lmsection::cli
