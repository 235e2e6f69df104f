#include "list_remark.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstddef>

namespace lmsection::app {

std::string some_of(const std::vector<std::string>& items) {
    constexpr std::size_t most = 5;
    std::string text;
    for (std::size_t i = 0; i < std::min(items.size(), most); ++i) {
        text += (i == 0 ? "" : ", ") + items[i];
    }
    return items.size() > most ? text + fmt::format(" and {} more", items.size() - most) : text;
}

std::string rows_named(const std::vector<std::string>& rows) {
    constexpr std::size_t few = 6;
    return rows.size() > few ? fmt::format("{} rows", rows.size())
                             : fmt::format("{}", fmt::join(rows, ", "));
}

}    // namespace lmsection::app
