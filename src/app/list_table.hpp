#pragma once

#include "lmsection/app/session.hpp"
#include "lmsection/base/error.hpp"
#include "lmsection/base/spreadsheet.hpp"
#include "lmsection/domain/column_guess.hpp"
#include "lmsection/store/list_map.hpp"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::app {

// The tables of a file that people made: where each begins, and which column is which field. For
// every kind of list; the fields are the caller's.

/// A row of a table below its header.
struct ListRow {
    int number = 0;                    ///< as the spreadsheet program or an editor shows it
    std::vector<std::string> cells;    ///< one for each column; a row beyond the last one has more
};

/// A table in a sheet.
struct ListTable {
    std::string sheet;                  ///< empty for CSV
    int header_row = 0;                 ///< its number
    std::size_t first_column = 0;       ///< the index of its first column in the sheet
    std::vector<std::string> titles;    ///< the lines above it
    std::vector<ColumnReading> columns;
    std::vector<ListRow> rows;
};

/// Whether a column is read as a field. `Field`: an enumeration in the order of a list's fields.
template <class Field>
[[nodiscard]] bool is_field(const ColumnReading& column, Field field) {
    return column.field == static_cast<std::size_t>(field);
}
/// Whether one of the columns is read as one of some fields.
template <class Field>
[[nodiscard]] bool has_field(std::span<const ColumnReading> columns,
                             std::initializer_list<Field> fields) {
    return std::ranges::any_of(columns, [&](const ColumnReading& column) {
        return std::ranges::any_of(fields, [&](Field field) { return is_field(column, field); });
    });
}
template <class Field>
void set_field(ColumnReading& column, Field field) {
    column.field = static_cast<std::size_t>(field);
}

/// How many of a row's cells are not empty.
[[nodiscard]] std::size_t filled_cells(std::span<const std::string> cells);
/// How many cells a row has without the empty ones at its end.
[[nodiscard]] std::size_t cells_used(std::span<const std::string> cells);
/// The cells that are not empty, tidied, with `between` between them.
[[nodiscard]] std::string joined_text(std::span<const std::string> cells,
                                      std::string_view between = " ");

/// What the user says about a file.
struct ListChoices {
    std::vector<std::string> map = {};       ///< "FIELD=COLUMN"
    std::vector<std::string> ignore = {};    ///< headers or column letters
    std::string sheet = {};                  ///< its name; empty: all sheets
    /// Finds the index of a sheet's header row; empty: the row with the most headers.
    std::function<std::optional<std::size_t>(const Sheet& sheet)> header = {};
};

/// The tables of a file, and what the user should know about how they were found.
struct ListTables {
    std::vector<ListTable> tables;
    std::vector<std::string> notes;
};

/// Finds the tables of a spreadsheet: in each sheet that is not hidden, below the row that has the
/// most headers. Throws a `RefusedError` if there is no table, if a sheet or column that the user
/// names does not exist, or if two columns of a table are the same field; a `UsageError` if a field
/// does not exist. `name`: the file's name for messages.
[[nodiscard]] ListTables find_tables(const Spreadsheet& file, const std::string& name,
                                     std::span<const ListField> fields, const ListChoices& choices,
                                     std::span<const store::ListMap> saved);

/// One line for each column, for people: how it is read. Tables with the same columns as an earlier
/// one have no lines.
[[nodiscard]] std::vector<std::string> column_lines(std::span<const ListTable> tables,
                                                    std::span<const ListField> fields);

/// Saves how the columns of a table are read under a name, and notes it, unless the name is empty.
void save_map(WritingSession& session, const ListTable& table, std::span<const ListField> fields,
              const std::string& name, std::vector<std::string>& notes);

/// Throws a `UsageError` if the name of a mapping to keep is too long.
void require_map_name(const std::string& name);

/// Where a row is, for messages: "line 3" or "sheet 'HRD', row 3".
[[nodiscard]] std::string place_of(const ListTable& table, int row);
/// The same with the file: "FILE, line 3".
[[nodiscard]] std::string place_of(const std::string& file, const ListTable& table, int row);

}    // namespace lmsection::app
