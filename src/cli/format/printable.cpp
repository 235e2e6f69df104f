#include "format/printable.hpp"

#include "lmsection/base/text.hpp"

#include <algorithm>

namespace lmsection::cli {

namespace {

constexpr std::string_view allowed = "\t\r\n";

/// A part that contains no allowed control characters. Bidirectional characters, which names may
/// contain, are kept: these formats are read by programs.
std::string without_controls(std::string_view part) {
    return !is_utf8(part) || has_control(part) ? harmless(part) : std::string{part};
}

}    // namespace

bool may_have_controls(std::string_view text) {
    constexpr unsigned char first_printable = 0x20;
    constexpr unsigned char erase = 0x7f;
    constexpr unsigned char leads_high_controls = 0xc2;
    return std::any_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < first_printable && allowed.find(c) == std::string_view::npos) ||
               byte == erase || byte == leads_high_controls;
    });
}

std::string printable(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        const auto end = std::min(text.find_first_of(allowed), text.size());
        result += without_controls(text.substr(0, end));
        text.remove_prefix(end);
        const auto next = std::min(text.find_first_not_of(allowed), text.size());
        result += text.substr(0, next);
        text.remove_prefix(next);
    }
    return result;
}

}    // namespace lmsection::cli
