#pragma once

#include "lmsection/base/spreadsheet.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection {

/// The most columns that a sheet may have; a value further to the right is an error.
inline constexpr std::size_t most_columns = 1024;

/// Limits the memory for a whole spreadsheet, whatever the file says. Throws a `RefusedError`
/// as soon as it is exceeded.
class SheetBudget {
public:
    enum class Limits { for_csv, for_zip };
    using enum Limits;

    /// `name` is the file's name for messages, and must outlive the object.
    SheetBudget(const std::string& name, Limits limits);

    [[nodiscard]] const std::string& name() const { return *name_; }
    /// Counts `count` cells.
    void add_cells(std::size_t count);
    /// Counts `size` bytes of text, `times` times.
    void add_text(std::size_t size, std::size_t times = 1);

private:
    const std::string* name_;
    std::size_t cells_left_;
    std::size_t text_left_;
};

/// Columns or rows from `first` to `last`, both included, counted from 0 or 1.
struct CellRange {
    std::int64_t first = 0;
    std::int64_t last = 0;
};

/// Collects the rows of one sheet.
class SheetBuilder {
public:
    SheetBuilder(Sheet& sheet, SheetBudget& budget) : sheet_(&sheet), budget_(&budget) {}

    /// Begins a row; rows may come in any order.
    void start_row(std::int64_t number, bool hidden);
    /// Sets a cell of the row that was begun last. Empty cells are ignored.
    void put(std::int64_t column, SheetCell cell);
    /// Repeats the row that was begun last, so that there are `count` of it, with the numbers that
    /// follow.
    void repeat_row(std::int64_t count);
    /// Gives the value in `column` of the first of `rows` to the others when the sheet is finished.
    void merge(CellRange rows, std::int64_t column) {
        merges_.push_back({rows, static_cast<std::size_t>(column)});
    }
    /// Marks columns as hidden.
    void hide_columns(CellRange columns) { hidden_columns_.push_back(columns); }
    /// Drops empty rows and cells, and orders what is left. Must be called once, at the end.
    void finish();

private:
    struct Merge {
        CellRange rows;
        std::size_t column;
    };
    void fill(const Merge& merge);

    Sheet* sheet_;
    SheetBudget* budget_;
    std::vector<Merge> merges_;
    std::vector<CellRange> hidden_columns_;
};

/// A cell with this text, made valid UTF-8 with "\n" between lines; empty if it is blank.
[[nodiscard]] SheetCell text_cell(std::string text);
/// A cell with a finite number.
[[nodiscard]] SheetCell number_cell(double number);
[[nodiscard]] SheetCell boolean_cell(bool value);
/// Adds the note on `count` formulas without a stored value, if there are any.
void add_formula_note(std::size_t count, std::vector<std::string>& notes);
/// Throws a `RefusedError` if a file has too many sheets.
void check_sheets(std::size_t count, const std::string& name);
[[nodiscard]] SheetCell error_cell(std::string text);
/// A cell with a day and a time in seconds after midnight, which is shown unless it is zero.
[[nodiscard]] SheetCell date_cell(Date day, int seconds);
/// A cell with a date that is written as `2026-07-01` or `2026-07-01T14:03:22`; one with the text
/// if it is not a date.
[[nodiscard]] SheetCell iso_date_cell(std::string_view text);
/// A cell with a time of day or a length of time, as `14:30` or `26:00:05`.
[[nodiscard]] SheetCell time_cell(std::int64_t seconds);

}    // namespace lmsection
