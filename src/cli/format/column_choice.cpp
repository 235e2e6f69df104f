#include "format/column_choice.hpp"

#include "lmsection/base/error.hpp"
#include "lmsection/base/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <span>
#include <utility>

namespace lmsection::cli {

namespace {

std::string_view without_blanks_around(std::string_view text) {
    const auto first = std::min(text.find_first_not_of(' '), text.size());
    text.remove_prefix(first);
    return text.substr(0, text.find_last_not_of(' ') + 1);
}

std::vector<std::string_view> names_for_scripts(const ColumnList& columns) {
    std::vector<std::string_view> names;
    for (const std::size_t i : columns_for_scripts(columns)) {
        if (std::ranges::find(names, columns[i].name) == names.end()) {
            names.push_back(columns[i].name);
        }
    }
    return names;
}

std::size_t place_of(const ColumnList& columns, std::string_view name) {
    for (const std::size_t i : columns_for_scripts(columns)) {
        if (columns[i].name == name) {
            return i;
        }
    }
    throw UsageError{fmt::format("there is no column {}", in_quotes(name)),
                     fmt::format("use {}", fmt::join(names_for_scripts(columns), ", "))};
}

/// A chosen column: everyone sees it. One without a heading, as those above groups of rows are, is
/// headed by its name.
Column shown_to_everyone(Column column) {
    column.audience = Audience::everyone;
    if (column.heading.empty()) {
        column.heading = column.name;
    }
    return column;
}

class ChoosingWriter : public RowWriter {
public:
    ChoosingWriter(std::vector<std::size_t> chosen, std::unique_ptr<RowWriter> to)
        : chosen_(std::move(chosen)), to_(std::move(to)) {}

    void row(std::span<const Cell> cells) override {
        row_.clear();
        for (const std::size_t i : chosen_) {
            row_.push_back(cells[i]);
        }
        to_->row(row_);
    }
    void end() override { to_->end(); }

private:
    std::vector<std::size_t> chosen_;
    std::unique_ptr<RowWriter> to_;
    std::vector<Cell> row_;    ///< kept from row to row for its room
};

}    // namespace

std::vector<std::size_t> chosen_columns(const ColumnList& columns, std::string_view names) {
    std::vector<std::size_t> chosen;
    for (;;) {
        const auto comma = std::min(names.find(','), names.size());
        const std::string_view name = without_blanks_around(names.substr(0, comma));
        const std::size_t place = place_of(columns, name);
        if (std::ranges::find(chosen, place) != chosen.end()) {
            throw UsageError{fmt::format("--columns names {} twice", in_quotes(name)),
                             "name each column once"};
        }
        chosen.push_back(place);
        if (comma == names.size()) {
            return chosen;
        }
        names.remove_prefix(comma + 1);
    }
}

std::unique_ptr<RowWriter>
make_choosing_writer(const ColumnList& columns, const std::vector<std::size_t>& chosen,
                     const std::function<std::unique_ptr<RowWriter>(ColumnList)>& make) {
    ColumnList shown;
    for (const std::size_t i : chosen) {
        shown.push_back(shown_to_everyone(columns[i]));
    }
    return std::make_unique<ChoosingWriter>(chosen, make(std::move(shown)));
}

}    // namespace lmsection::cli
