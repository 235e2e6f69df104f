#pragma once

#include "lmsection/base/date.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection {

/// The text of a cell whose formula has no stored value.
inline constexpr std::string_view formula_without_value = "#FORMULA";

/// What a cell contains. A file in CSV has only `empty`, `text` and `error`.
enum class CellKind { empty, text, number, date, boolean, error };

struct SheetCell {
    CellKind kind = CellKind::empty;
    /// As a person would read it, in UTF-8: a date as `2026-07-01`, `2026-07-01 14:03:22` where
    /// the cell shows a time, or `2026-07` or `2026` where it shows only that; a number without a
    /// needless decimal point; `TRUE` or `FALSE`; an error as `#N/A`; a formula without a stored
    /// value as `formula_without_value`, an error. Lines in a cell are separated by "\n". Text of
    /// white space only is `empty`.
    std::string text;
    /// For a number, its value; zero for any other kind.
    double number = 0;
    /// Present for a date only; its year is from `first_year` to `last_year`. A date in any other
    /// year, or a time without a date, is `text`.
    std::optional<Date> date = {};

    bool operator==(const SheetCell&) const = default;
};

struct SheetRow {
    /// Counted from 1, as the spreadsheet program shows it; in CSV, the line on which it begins.
    int number = 0;
    bool hidden = false;
    /// From column A on; empty cells at the end are dropped, so the last one is never empty.
    std::vector<SheetCell> cells;
};

struct Sheet {
    std::string name;    ///< empty for CSV
    bool hidden = false;
    /// Indices into `cells`, in order, of hidden columns in which some row has a value.
    std::vector<std::size_t> hidden_columns = {};
    /// In order, without empty rows. Each row of cells that are merged vertically has their value
    /// if it has another one as well; of cells merged horizontally, only the first has the value.
    std::vector<SheetRow> rows = {};
};

enum class SpreadsheetKind { csv, xlsx, ods };

struct Spreadsheet {
    SpreadsheetKind kind = SpreadsheetKind::csv;
    /// In the order of the file, hidden ones too; one for CSV.
    std::vector<Sheet> sheets = {};
    /// What separates cells in CSV: a comma, a semicolon or a tab, or what a first line such as
    /// `sep=|` declares.
    char delimiter = ',';
    /// What was assumed about the file, as phrases to show on the screen, such as "read as
    /// Windows-1252" or "separated by semicolons". Empty for plain CSV in UTF-8.
    std::vector<std::string> notes = {};
};

/// Reads a spreadsheet: xlsx, ods, or CSV with commas, semicolons or tabs in UTF-8, UTF-16 or
/// Windows-1252. Its kind follows from `bytes`, not from `name`, which is for messages. Formulas
/// have their stored values. Nothing in the file is trusted: the memory that it
/// may use is limited. Throws a `RefusedError` with one line for anything else, such as a file that
/// is damaged, protected by a password, too large, or of another kind.
[[nodiscard]] Spreadsheet read_spreadsheet(std::string_view bytes, const std::string& name);

/// Whether text is what a spreadsheet program shows in place of a value: `#N/A`, `Err:502`, or
/// `formula_without_value`.
[[nodiscard]] bool is_error_value(std::string_view text);

/// The name of a column by its index, as a spreadsheet program shows it: `A` for 0, `AA` for 26.
[[nodiscard]] std::string column_letters(std::size_t index);

}    // namespace lmsection
