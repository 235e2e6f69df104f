#include "sheet_builder.hpp"

#include "lmsection/base/error.hpp"
#include "lmsection/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace lmsection {

namespace {

constexpr std::int64_t last_row = 16777216;    // LibreOffice's; Excel has fewer

/// The seconds after midnight of the time in `T14:03:22.000Z`, whose fraction and zone are ignored;
/// zero without one, and nothing for any other text.
std::optional<int> seconds_of(std::string_view text) {
    if (text.empty()) {
        return 0;
    }
    const auto hours = digits(text.substr(1, 2));
    const auto minutes = text.size() >= 6 ? digits(text.substr(4, 2)) : std::nullopt;
    const auto seconds = text.size() >= 9 ? digits(text.substr(7, 2)) : std::optional{0};
    const bool separated = text.front() == 'T' && text.size() >= 6 && text[3] == ':' &&
                           (text.size() < 9 || text[6] == ':');
    if (!separated || !hours || !minutes || !seconds || *hours > 23 || *minutes > 59 ||
        *seconds > 59) {
        return std::nullopt;
    }
    return *hours * 3600 + *minutes * 60 + *seconds;
}

}    // namespace

SheetBudget::SheetBudget(const std::string& name, Limits limits)
    : name_(&name), cells_left_(limits == for_csv ? 4000000 : 500000),
      text_left_(limits == for_csv ? 256U << 20U : 24U << 20U) {}

void SheetBudget::add_cells(std::size_t count) {
    if (count > cells_left_) {
        throw RefusedError{fmt::format("{} has too many cells", *name_),
                           "remove what is not needed, or split it"};
    }
    cells_left_ -= count;
}

void SheetBudget::add_text(std::size_t size, std::size_t times) {
    if (size != 0 && times > text_left_ / size) {
        throw RefusedError{fmt::format("{} has too much text", *name_),
                           "remove what is not needed, or split it"};
    }
    text_left_ -= size * times;
}

void SheetBuilder::start_row(std::int64_t number, bool hidden) {
    auto& rows = sheet_->rows;
    if (!rows.empty() && rows.back().cells.empty()) {
        rows.pop_back();
    }
    // A row too far down may be empty, so only one with a value is refused.
    rows.push_back({static_cast<int>(std::min(number, last_row + 1)), hidden, {}});
}

void SheetBuilder::put(std::int64_t place, SheetCell cell) {
    if (cell.kind == CellKind::empty) {
        return;
    }
    SheetRow& row = sheet_->rows.back();
    const auto column = static_cast<std::size_t>(place);
    if (column >= most_columns || row.number > last_row) {
        throw RefusedError{
            fmt::format("{} has a value in column {}, row {}, too far from the others",
                        budget_->name(), column_letters(column), row.number),
            "remove it"};
    }
    budget_->add_text(cell.text.size());
    if (column >= row.cells.size()) {
        budget_->add_cells(column + 1 - row.cells.size());
        row.cells.resize(column + 1);
    }
    row.cells[column] = std::move(cell);
}

void SheetBuilder::repeat_row(std::int64_t count) {
    const SheetRow row = sheet_->rows.back();
    if (row.cells.empty() || count < 2) {
        return;
    }
    const auto copies = static_cast<std::size_t>(count - 1);
    std::size_t size = 0;
    for (const SheetCell& cell : row.cells) {
        size += cell.text.size();
    }
    if (row.number + count - 1 > last_row || copies > most_columns * most_columns) {
        throw RefusedError{fmt::format("{} has too many rows", budget_->name()),
                           "remove what is not needed, or split it"};
    }
    budget_->add_cells(row.cells.size() * copies);
    budget_->add_text(size, copies);
    for (std::int64_t i = 1; i < count; ++i) {
        sheet_->rows.push_back(row);
        sheet_->rows.back().number += static_cast<int>(i);
    }
}

void SheetBuilder::fill(const Merge& merge) {
    auto& rows = sheet_->rows;
    const auto first = std::ranges::lower_bound(rows, merge.rows.first, {}, &SheetRow::number);
    const bool has_value = first != rows.end() && first->number == merge.rows.first &&
                           merge.column < first->cells.size();
    if (!has_value) {
        return;
    }
    const SheetCell value = first->cells[merge.column];
    for (auto row = first + 1; row != rows.end() && row->number <= merge.rows.last; ++row) {
        budget_->add_cells(1);    // bounds the work, too
        budget_->add_text(value.text.size());
        if (merge.column >= row->cells.size()) {
            budget_->add_cells(merge.column + 1 - row->cells.size());
            row->cells.resize(merge.column + 1);
        }
        row->cells[merge.column] = value;
    }
}

void SheetBuilder::finish() {
    auto& rows = sheet_->rows;
    if (!rows.empty() && rows.back().cells.empty()) {
        rows.pop_back();
    }
    std::ranges::stable_sort(rows, {}, &SheetRow::number);
    for (const Merge& merge : merges_) {
        fill(merge);
    }
    std::vector<bool> used;
    for (SheetRow& row : rows) {
        while (!row.cells.empty() && row.cells.back().kind == CellKind::empty) {
            row.cells.pop_back();
        }
        used.resize(std::max(used.size(), row.cells.size()));
        for (std::size_t column = 0; column < row.cells.size(); ++column) {
            used[column] = used[column] || row.cells[column].kind != CellKind::empty;
        }
    }
    std::erase_if(rows, [](const SheetRow& row) { return row.cells.empty(); });
    for (std::size_t column = 0; column < used.size(); ++column) {
        const auto place = static_cast<std::int64_t>(column);
        const bool hidden = std::ranges::any_of(hidden_columns_, [&](const CellRange& range) {
            return range.first <= place && place <= range.last;
        });
        if (hidden && used[column]) {
            sheet_->hidden_columns.push_back(column);
        }
    }
}

SheetCell text_cell(std::string text) {
    if (!is_utf8(text)) {
        text = harmless(text, "\t\r\n");
    }
    replace_each(text, "\r\n", "\n");
    std::ranges::replace(text, '\r', '\n');
    const auto first = text.find_first_not_of(" \t\n");
    if (first == std::string::npos || (!is_ascii(text[first]) && tidied_text(text).empty())) {
        return {};
    }
    return {.kind = CellKind::text, .text = std::move(text)};
}

SheetCell number_cell(double number) {
    constexpr double exact = 1e15;
    const double shown = number == 0 ? 0 : number;    // no "-0"
    const bool whole = std::abs(shown) < exact && std::trunc(shown) == shown;
    return {.kind = CellKind::number,
            .text = whole ? fmt::format("{:.0f}", shown) : fmt::format("{:.15g}", shown),
            .number = number};
}

SheetCell boolean_cell(bool value) {
    return {.kind = CellKind::boolean, .text = value ? "TRUE" : "FALSE"};
}

void add_formula_note(std::size_t count, std::vector<std::string>& notes) {
    if (count > 0) {
        notes.push_back(fmt::format("{} cell{} without a stored value; open the file in a "
                                    "spreadsheet program and save it",
                                    count, count == 1 ? " is a formula" : "s are formulas"));
    }
}

void check_sheets(std::size_t count, const std::string& name) {
    constexpr std::size_t most = 1000;
    if (count > most) {
        throw RefusedError{fmt::format("{} has more than {} sheets", name, most), "split it"};
    }
}

SheetCell error_cell(std::string text) {
    SheetCell cell = text_cell(std::move(text));
    cell.kind = CellKind::error;
    if (cell.text.empty()) {
        cell.text = "#ERROR!";
    }
    return cell;
}

SheetCell time_cell(std::int64_t seconds) {
    std::string text = fmt::format("{:02}:{:02}", seconds / 3600, seconds / 60 % 60);
    if (seconds % 60 != 0) {
        text += fmt::format(":{:02}", seconds % 60);
    }
    return text_cell(std::move(text));
}

SheetCell date_cell(Date day, int seconds) {
    std::string text = iso(day);
    if (seconds != 0) {
        text += fmt::format(" {:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
    const bool known = int{day.year()} >= first_year && int{day.year()} <= last_year;
    return {.kind = known ? CellKind::date : CellKind::text,
            .text = std::move(text),
            .date = known ? std::optional{day} : std::nullopt};
}

SheetCell iso_date_cell(std::string_view text) {
    constexpr std::size_t day_size = 10;
    const auto day = parse_iso_date(text.substr(0, day_size));
    const auto seconds = seconds_of(text.substr(std::min(day_size, text.size())));
    return day && seconds ? date_cell(*day, *seconds) : text_cell(std::string{text});
}

}    // namespace lmsection
