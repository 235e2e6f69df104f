#include "workbook_input.hpp"

#include "format/delimited.hpp"
#include "lmsection/base/error.hpp"
#include "lmsection/base/spreadsheet.hpp"
#include "lmsection/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <vector>

namespace lmsection::cli {

namespace {

Cell cell_of(const SheetCell& cell) {
    if (cell.kind == CellKind::boolean) {
        return Cell{cell.text == "TRUE"};
    }
    return Cell::or_absent(std::string_view{cell.text});
}

std::vector<std::string> texts_of(const SheetRow& row) {
    std::vector<std::string> texts;
    for (const SheetCell& cell : row.cells) {
        texts.push_back(cell.text);
    }
    return texts;
}

/// Writes a row of a sheet; cells that the row lacks are empty.
void write_row(RowWriter& writer, const SheetRow& row, std::size_t columns, const Sheet& sheet,
               const std::string& name) {
    if (row.cells.size() > columns) {
        throw RefusedError{fmt::format("{}: row {} of the sheet {} has more cells than the header",
                                       name, row.number, in_quotes(sheet.name)),
                           "give each column a heading, or remove those cells"};
    }
    std::vector<Cell> cells(columns);
    std::ranges::transform(row.cells, cells.begin(), cell_of);
    writer.row(cells);
}

}    // namespace

bool is_workbook(std::string_view bytes) {
    return bytes.starts_with("PK\x03\x04");
}

std::string csv_of_workbook(std::string_view bytes, const std::string& name) {
    const Spreadsheet book = read_spreadsheet(bytes, name);
    TextSink text;
    std::vector<std::string> header;
    std::unique_ptr<RowWriter> writer;
    for (const Sheet& sheet : book.sheets) {
        if (sheet.hidden || sheet.rows.empty()) {
            continue;
        }
        int next = sheet.rows.front().number;
        if (!writer) {
            text.write(std::string(static_cast<std::size_t>(next - 1), '\n'));
            header = texts_of(sheet.rows.front());
            ColumnList columns;
            for (const std::string& heading : header) {
                columns.push_back({.name = heading, .heading = heading});
            }
            writer = make_csv(columns, text, false);
        } else if (texts_of(sheet.rows.front()) != header) {
            throw RefusedError{fmt::format("{}: the sheet {} has other columns than the first one",
                                           name, in_quotes(sheet.name)),
                               "save the sheet that you want as a file of its own"};
        } else {
            next = 0;    // rows of further sheets cannot keep their numbers
        }
        for (auto row = sheet.rows.begin() + 1; row != sheet.rows.end(); ++row) {
            if (next > 0) {
                text.write(std::string(static_cast<std::size_t>(row->number - next - 1), '\n'));
                next = row->number;
            }
            write_row(*writer, *row, header.size(), sheet, name);
        }
    }
    if (!writer) {
        throw RefusedError{fmt::format("{} has no rows", name), "check that it is the right file"};
    }
    writer->end();
    return text.take();
}

}    // namespace lmsection::cli
