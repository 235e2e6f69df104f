#include "list_remark.hpp"

#include "lmsection/base/list.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <span>

namespace lmsection::app {

std::string some_of(const std::vector<std::string>& items, std::size_t most) {
    const std::size_t shown = std::min(items.size(), most);
    const std::string more = items.size() > shown
                                 ? fmt::format(" and {} more", items.size() - shown)
                                 : "";
    return fmt::format("{}{}", fmt::join(std::span{items}.first(shown), ", "), more);
}

void add_sentence(std::vector<std::string>& lines, std::string_view begin, const std::string& items,
                  std::string_view end) {
    if (!items.empty()) {
        lines.push_back(fmt::format("{}{}{}", begin, items, end));
    }
}

std::string order_warning(const std::string& file, std::string_view column, NumberOrder order,
                          std::string_view example, const std::optional<Date>& day) {
    return fmt::format("{}: the column '{}' is read {} first: {} is {}", file, column,
                       order == NumberOrder::day_first ? "day" : "month", example,
                       day ? written(*day) : "no day");
}

std::string rows_named(const std::vector<std::string>& rows) {
    constexpr std::size_t few = 6;
    return rows.size() > few ? fmt::format("{} rows", rows.size())
                             : fmt::format("{}", fmt::join(rows, ", "));
}

BadRows::BadRows(const std::vector<std::string>& headers)
    : columns_(transformed(headers, [](const auto& one) {
          return Column{one, 0, false};
      })) {}

void BadRows::add(const Cells& cells, const std::vector<Fault>& faults) {
    Row row{std::vector<std::string>(columns_.size()),
            fmt::format("{}", fmt::join(transformed(faults, &Fault::text), " | "))};
    std::map<std::string, int> seen;
    for (const auto& [header, text] : cells) {
        const Column wanted{header, seen[header]++};
        Column* column = first_that(columns_, [&](const Column& one) {
            return one.header == wanted.header && one.repeat == wanted.repeat;
        });
        if (column == nullptr) {
            column = &columns_.emplace_back(wanted);
            row.cells.emplace_back();
        }
        column->is_used = true;
        row.cells[static_cast<std::size_t>(column - columns_.data())] = text;
    }
    rows_.push_back(std::move(row));
}

std::size_t BadRows::report(
    const std::function<void(const std::vector<std::vector<std::string>>& table)>& visit) const {
    std::vector<std::vector<std::string>> table(1 + rows_.size());
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (columns_[i].is_used) {
            table.front().push_back(columns_[i].header);
            for (std::size_t row = 0; row < rows_.size(); ++row) {
                const auto& cells = rows_[row].cells;
                table[row + 1].push_back(i < cells.size() ? cells[i] : "");
            }
        }
    }
    table.front().emplace_back("problem");
    for (std::size_t row = 0; row < rows_.size(); ++row) {
        table[row + 1].push_back(rows_[row].problem);
    }
    if (!rows_.empty()) {
        visit(table);
    }
    return rows_.size();
}

}    // namespace lmsection::app
