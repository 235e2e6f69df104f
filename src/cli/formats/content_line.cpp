#include "content_line.hpp"

#include <fmt/format.h>

namespace lmsection::cli {

namespace {

constexpr std::size_t longest_line = 75;

bool continues_letter(char c) {
    return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U;
}

}    // namespace

std::string folded_line(std::string_view line) {
    std::string result;
    std::size_t room = longest_line;
    while (line.size() > room) {
        std::size_t end = room;
        while (end > 1 && continues_letter(line[end])) {
            --end;
        }
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
        case '\r': break;    // some readers end a line there
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
