#include "lmsection/base/formula.hpp"

#include <cstddef>

namespace lmsection {

bool begins_formula(std::string_view text) {
    while (text.starts_with('\'')) {
        text.remove_prefix(1);
    }
    return !text.empty() &&
           std::string_view{"=+-@\t\r"}.find(text.front()) != std::string_view::npos;
}

bool begins_formula_inside(std::string_view text) {
    const auto first = text.find_first_not_of(" \"'");
    if (first == std::string_view::npos) {
        return false;
    }
    const bool after_blank = text.substr(0, first).find(' ') != std::string_view::npos;
    const std::string_view starts = after_blank ? "=@" : "=+-@";
    return starts.find(text[first]) != std::string_view::npos;
}

std::string without_formula_guards(std::string cell) {
    if (cell.starts_with('\'') && begins_formula(cell)) {
        cell.erase(0, 1);
    }
    for (std::size_t at = 1; at < cell.size(); ++at) {
        const bool after_separator = std::string_view{";\t\r\n"}.find(cell[at - 1]) !=
                                     std::string_view::npos;
        if (after_separator && cell[at] == '\'' &&
            begins_formula_inside(std::string_view{cell}.substr(at))) {
            cell.erase(at, 1);
        }
    }
    return cell;
}

}    // namespace lmsection
