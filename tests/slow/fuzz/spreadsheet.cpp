// Spreadsheets that someone else made. An input: a letter that says what follows. `r`: a whole
// file, such as CSV. `x`, `o`: the parts of a workbook or an OpenDocument file, with `---` on lines
// between them; the target puts them into an archive, so that the corpus is text. `X`, `O`: a line
// of places in the archive and the bytes to put there, then the same.

#include "lmsection/base/spreadsheet.hpp"
#include "choices.hpp"
#include "lmsection/base/text.hpp"
#include "properties.hpp"
#include "stored_zip.hpp"
#include "target.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace lmsection::fuzz {

namespace {

using test::ZipPart;

/// Parts of a file in the order of `defaults`, which replace those that are missing or empty.
std::vector<ZipPart> parts_of(std::string_view text, std::vector<ZipPart> defaults) {
    constexpr std::string_view border = "\n---\n";
    for (ZipPart& part : defaults) {
        const std::string_view written = text.substr(0, text.find(border));
        text.remove_prefix(std::min(written.size() + border.size(), text.size()));
        if (!written.empty()) {
            part.second = written;
        }
    }
    return defaults;
}

std::vector<ZipPart> workbook(std::string_view text) {
    return parts_of(
        text,
        {{"xl/worksheets/sheet1.xml", "<worksheet><sheetData/></worksheet>"},
         {"xl/sharedStrings.xml", "<sst><si><t>Ana</t></si><si><r><t>B</t></r></si></sst>"},
         {"xl/styles.xml", "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='d.m.yy h:mm'/>"
                           "</numFmts><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/>"
                           "<xf numFmtId='164'/><xf numFmtId='46'/></cellXfs></styleSheet>"},
         {"xl/workbook.xml", "<workbook><sheets><sheet name='A' r:id='a'/><sheet name='B' "
                             "state='hidden' r:id='a'/></sheets></workbook>"},
         {"xl/_rels/workbook.xml.rels",
          "<Relationships><Relationship Id='a' Type='/worksheet' Target='worksheets/sheet1.xml'/>"
          "<Relationship Id='b' Type='/sharedStrings' Target='sharedStrings.xml'/>"
          "<Relationship Id='c' Type='/styles' Target='/xl/styles.xml'/></Relationships>"},
         {"_rels/.rels", "<Relationships><Relationship Id='a' Type='/officeDocument' "
                         "Target='xl/workbook.xml'/></Relationships>"}});
}

std::vector<ZipPart> document(std::string_view text) {
    return parts_of(text, {{"content.xml", "<d/>"}, {"META-INF/manifest.xml", "<m/>"}});
}

/// Puts bytes at places, both as the input has them, into an archive.
std::string damaged(std::string archive, std::string_view places) {
    Choices choices{reinterpret_cast<const std::uint8_t*>(places.data()), places.size()};
    while (!choices.empty()) {
        const auto at = choices.one_of(
            static_cast<unsigned>(std::min<std::size_t>(archive.size(), 65536)));
        archive[at] = static_cast<char>(choices.byte());
    }
    return archive;
}

std::string file_of(Choices& input) {
    const unsigned kind = input.byte();
    const std::string_view places = kind == 'X' || kind == 'O' ? input.line() : "";
    const std::string_view rest = input.rest();
    switch (kind) {
    case 'x':
    case 'X': return damaged(test::stored_zip(workbook(rest)), places);
    case 'o':
    case 'O': return damaged(test::stored_zip(document(rest)), places);
    default: return std::string{rest};
    }
}

void demand_cell(const SheetCell& cell) {
    demand((cell.kind == CellKind::empty) == cell.text.empty(), "only empty cells have no text");
    demand(is_utf8(cell.text), "the text of a cell is UTF-8");
    demand(cell.text.find('\r') == std::string::npos, "lines in a cell end alike");
    demand(cell.date.has_value() == (cell.kind == CellKind::date), "a date is one, and else none");
    demand(!cell.date || cell.text.starts_with(iso(*cell.date)), "a date is shown");
    demand(!cell.date || (cell.date->ok() && int{cell.date->year()} >= first_year &&
                          int{cell.date->year()} <= last_year),
           "a date can be written");
    demand(std::isfinite(cell.number), "a number is finite");
}

void demand_sheet(const Sheet& sheet, std::size_t& cells) {
    int last = 0;
    std::size_t widest = 0;
    demand(is_utf8(sheet.name), "the name of a sheet is UTF-8");
    for (const SheetRow& row : sheet.rows) {
        demand(row.number >= last, "rows are in order");
        demand(row.number > 0, "rows are counted from 1");
        demand(!row.cells.empty() && row.cells.back().kind != CellKind::empty,
               "a row ends with a value");
        for (const SheetCell& cell : row.cells) {
            demand_cell(cell);
        }
        last = row.number;
        widest = std::max(widest, row.cells.size());
        cells += row.cells.size();
    }
    demand(sheet.hidden_columns.empty() || sheet.hidden_columns.back() < widest,
           "hidden columns have values");
}

void demand_spreadsheet(const Spreadsheet& spreadsheet) {
    std::size_t cells = 0;
    for (const Sheet& sheet : spreadsheet.sheets) {
        demand_sheet(sheet, cells);
    }
    demand(cells <= 500000 || spreadsheet.kind == SpreadsheetKind::csv, "cells are limited");
    demand(spreadsheet.kind != SpreadsheetKind::csv || spreadsheet.sheets.size() == 1,
           "CSV is one sheet");
}

}    // namespace

}    // namespace lmsection::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace lmsection;
    using namespace lmsection::fuzz;
    Choices input{data, size};
    const std::string file = file_of(input);
    runs<RefusedError>([&] { demand_spreadsheet(read_spreadsheet(file, "list")); });
    return 0;
}
