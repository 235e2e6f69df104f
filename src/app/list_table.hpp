#pragma once

#include "lmsection/base/error.hpp"
#include "lmsection/base/spreadsheet.hpp"
#include "lmsection/domain/column_guess.hpp"
#include "lmsection/store/list_map.hpp"

#include <cstddef>
#include <functional>
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

/// How the columns of a table are read, to keep for tables with the same headers.
[[nodiscard]] store::ListMap mapping_of(const ListTable& table, std::span<const ListField> fields,
                                        const std::string& name);

/// Throws a `UsageError` if the name of a mapping to keep is too long.
void require_map_name(const std::string& name);

/// Where a row is, for messages: "FILE, line 3" or "FILE, sheet 'HRD', row 3".
[[nodiscard]] std::string place_of(const std::string& file, const ListTable& table, int row);

}    // namespace lmsection::app
