#include "format/sheet_name.hpp"

#include "lmsection/base/text.hpp"

#include <fmt/format.h>

namespace lmsection::cli {

namespace {

constexpr std::size_t longest = 31;

/// The beginning of `text` with at most `units` in UTF-16; characters are not split.
std::string_view head_of(std::string_view text, std::size_t units) {
    std::size_t end = 0;
    std::size_t used = 0;
    while (end < text.size()) {
        const std::size_t bytes = first_character(text.substr(end)).size();
        used += bytes == 4 ? 2 : 1;
        if (used > units) {
            break;
        }
        end += bytes;
    }
    return text.substr(0, end);
}

std::string without_forbidden(std::string_view text) {
    constexpr std::string_view forbidden = R"([]:*?/\)";
    std::string result = harmless(text);
    for (char& c : result) {
        c = forbidden.find(c) == std::string_view::npos ? c : '-';
    }
    return result;
}

/// Without spaces and apostrophes at either end.
std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" '");
    const auto last = text.find_last_not_of(" '");
    return first == std::string_view::npos ? "" : text.substr(first, last - first + 1);
}

}    // namespace

std::string SheetNames::name_for(std::string_view wanted) {
    const std::string legal = without_forbidden(wanted);
    std::string name{trimmed(head_of(trimmed(legal), longest))};
    if (name.empty() || lower_case(name) == "history") {    // reserved by Excel
        name = "Sheet";
    }
    const std::string base = name;
    for (int number = 2; !used_.insert(lower_case(name)).second; ++number) {
        const std::string suffix = fmt::format(" ({})", number);
        name = std::string{trimmed(head_of(base, longest - suffix.size()))} + suffix;
    }
    return name;
}

}    // namespace lmsection::cli
