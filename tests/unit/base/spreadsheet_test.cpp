#include "lmsection/base/error.hpp"
#include "lmsection/base/spreadsheet.hpp"

#include "catch.hpp"
#include "stored_zip.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

using namespace lmsection;
using namespace lmsection::test;
using Catch::Matchers::StartsWith;

namespace {

/// A sheet as text: a line for each row, with its number and the cells between bars.
std::string shown(const Sheet& sheet) {
    std::string text;
    for (const SheetRow& row : sheet.rows) {
        text += fmt::format("{}{}:", row.number, row.hidden ? " hidden" : "");
        for (const SheetCell& cell : row.cells) {
            text += " " + cell.text + " |";
        }
        text.replace(text.size() - 2, 2, "\n");
    }
    return text;
}

std::string shown(const std::string& bytes) {
    const auto read = read_spreadsheet(bytes, "list");
    REQUIRE(read.sheets.size() == 1);
    return shown(read.sheets.front());
}

/// The line of the error that a file causes.
std::string refusal(const std::string& bytes) {
    try {
        static_cast<void>(read_spreadsheet(bytes, "list"));
    } catch (const RefusedError& error) {
        REQUIRE(error.faults().size() == 1);
        return error.faults().front().text();
    }
    return "";
}

const SheetCell& cell(const Spreadsheet& spreadsheet, std::size_t row, std::size_t column) {
    return spreadsheet.sheets.at(0).rows.at(row).cells.at(column);
}

std::string utf16(std::string_view ascii, bool is_little) {
    std::string bytes;
    for (const char c : ascii) {
        bytes += is_little ? std::string{c, '\0'} : std::string{'\0', c};
    }
    return bytes;
}

const std::string relationships_start =
    "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>";
const std::string relationship_type =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

/// What a workbook of one sheet consists of; what a test does not need is left as it is.
struct Workbook {
    std::string sheet;    ///< what is in its element `worksheet`
    std::string styles = "<numFmts><numFmt numFmtId='164' formatCode='yyyy\\-mm\\-dd'/>"
                         "<numFmt numFmtId='165' formatCode='[$-409]m/d/yy h:mm AM/PM;@'/>"
                         "<numFmt numFmtId='166' formatCode='[h]:mm'/>"
                         "<numFmt numFmtId='167' formatCode='0.00 \"days\"'/>"
                         "<numFmt numFmtId='168' formatCode='[Red]#,##0\\d'/>"
                         "<numFmt numFmtId='169' formatCode='mmmm yyyy;@'/>"
                         "<numFmt numFmtId='170' formatCode='mm/yy'/>"
                         "<numFmt numFmtId='171' formatCode='yyyy'/></numFmts>"
                         "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='22'/>"
                         "<xf numFmtId='164'/><xf numFmtId='165'/><xf numFmtId='166'/>"
                         "<xf numFmtId='167'/><xf numFmtId='168'/><xf numFmtId='20'/>"
                         "<xf numFmtId='17'/><xf numFmtId='169'/><xf numFmtId='170'/>"
                         "<xf numFmtId='171'/></cellXfs>";
    std::string strings = {};    ///< what is in `sst`
    std::string properties = {};
};

std::vector<ZipPart> parts_of(const Workbook& workbook) {
    return {
        {"_rels/.rels", relationships_start + fmt::format("<Relationship Id='rId1' Type='{}"
                                                          "officeDocument' Target='xl/workbook.xml'"
                                                          "/></Relationships>",
                                                          relationship_type)},
        {"xl/workbook.xml",
         fmt::format("<workbook xmlns:r='r'>{}<sheets><sheet name='People' sheetId='1' r:id='rId1'"
                     "/></sheets></workbook>",
                     workbook.properties)},
        {"xl/_rels/workbook.xml.rels",
         relationships_start +
             fmt::format("<Relationship Id='rId1' Type='{0}worksheet' Target='worksheets/s.xml'/>"
                         "<Relationship Id='rId2' Type='{0}styles' Target='/xl/styles.xml'/>"
                         "<Relationship Id='rId3' Type='{0}sharedStrings' Target='./strings.xml'/>"
                         "</Relationships>",
                         relationship_type)},
        {"xl/worksheets/s.xml",
         "<?xml version='1.0'?><worksheet>" + workbook.sheet + "</worksheet>"},
        {"xl/styles.xml", "<styleSheet>" + workbook.styles + "</styleSheet>"},
        {"xl/strings.xml", "<sst>" + workbook.strings + "</sst>"}};
}

std::string xlsx(const Workbook& workbook) {
    return stored_zip(parts_of(workbook));
}

std::string xlsx_of(const std::string& rows) {
    return xlsx({.sheet = "<sheetData>" + rows + "</sheetData>"});
}

/// A cell with a number in one of the workbook's formats.
std::string number(const std::string& value, int style) {
    return xlsx_of(fmt::format("<row><c s='{}'><v>{}</v></c></row>", style, value));
}

std::string content(const std::string& tables) {
    return "<office:document-content xmlns:office='o'><office:automatic-styles><style:style "
           "style:name='ta2'><style:table-properties table:display='false'/></style:style>"
           "</office:automatic-styles><office:body><office:spreadsheet>" +
           tables + "</office:spreadsheet></office:body></office:document-content>";
}

std::string ods(const std::string& tables) {
    return stored_zip({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
                       {"content.xml", content(tables)}});
}

std::string ods_of(const std::string& rows) {
    return ods("<table:table table:name='People'>" + rows + "</table:table>");
}

}    // namespace

TEST_CASE("a spreadsheet's columns are named by letters") {
    CHECK(column_letters(0) == "A");
    CHECK(column_letters(25) == "Z");
    CHECK(column_letters(26) == "AA");
    CHECK(column_letters(701) == "ZZ");
    CHECK(column_letters(702) == "AAA");
}

TEST_CASE("csv is read with any delimiter, which its content shows") {
    const std::string rows = "1: Name | Group\n2: Ana Diaz | Leadership\n";
    CHECK(shown("Name,Group\nAna Diaz,Leadership\n") == rows);
    CHECK(shown("Name;Group\nAna Diaz;Leadership\n") == rows);
    CHECK(shown("Name\tGroup\nAna Diaz\tLeadership\n") == rows);
    CHECK(read_spreadsheet("a;b\n1;2\n", "list").notes ==
          std::vector<std::string>{"separated by semicolons"});
    CHECK(read_spreadsheet("a\tb\n1\t2\n", "list").notes ==
          std::vector<std::string>{"separated by tabs"});
    CHECK(read_spreadsheet("a,b\n1,2\n", "list").notes.empty());
}

TEST_CASE("other delimiters in cells of csv do not mislead") {
    CHECK(shown("Name;Years;Group\nDiaz, Ana;1,5;A\nNg, Zoe;2,5;B\n") ==
          "1: Name | Years | Group\n2: Diaz, Ana | 1,5 | A\n3: Ng, Zoe | 2,5 | B\n");
    CHECK(shown("name,groups\nAna,one; two; three; four\nBen,one; two; three; four\n") ==
          "1: name | groups\n2: Ana | one; two; three; four\n3: Ben | one; two; three; four\n");
    CHECK(shown("Roster, as of July 2026\n\nName;Email;Group\nDiaz, Ana;ana@lib.example;A\n"
                "Ng, Zoe;zoe@lib.example;B\n") == "1: Roster, as of July 2026\n"
                                                  "3: Name | Email | Group\n"
                                                  "4: Diaz, Ana | ana@lib.example | A\n"
                                                  "5: Ng, Zoe | zoe@lib.example | B\n");
    CHECK(shown("\"Name; Title\",\"Email\"\n\"Ana; chair\",\"ana@lib.example\"\n") ==
          "1: Name; Title | Email\n2: Ana; chair | ana@lib.example\n");
}

TEST_CASE("a delimiter is found in long files and in one long line") {
    std::string lines = "Name;Note\n";
    for (int i = 0; i < 20000; ++i) {
        lines += "Diaz, Ana;a, b\n";
    }
    CHECK(read_spreadsheet(lines, "list").delimiter == ';');
    CHECK(read_spreadsheet("a;" + std::string(100000, 'x'), "list").delimiter == ';');
}

TEST_CASE("a first line of csv may declare the delimiter") {
    CHECK(shown("sep=;\r\na,b;c\r\n") == "2: a,b | c\n");
    CHECK(shown("\"sep=,\"\na,b;c\n") == "2: a | b;c\n");
    CHECK(shown("SEP=\t\na,b\tc\n") == "2: a,b | c\n");
}

TEST_CASE("csv is read with any line ends, and in the encodings that programs write") {
    const std::string rows = "1: a | b\n2: c | d\n";
    CHECK(shown("a,b\r\nc,d\r\n") == rows);
    CHECK(shown("a,b\rc,d") == rows);
    CHECK(shown("\xef\xbb\xbf"
                "a,b\nc,d\n") == rows);
    CHECK(shown("\xff\xfe" + utf16("a,b\r\nc,d\r\n", true)) == rows);
    CHECK(shown("\xfe\xff" + utf16("a,b\r\nc,d\r\n", false)) == rows);
    CHECK(shown(utf16("a\tb\r\nc\td\r\n", true)) == rows);
    CHECK(shown(utf16("a,b\r\nc,d\r\n", false)) == rows);
    CHECK(shown("\xff\xfe" + std::string("\x3d\xd8\x00\xde", 4)) == "1: \xf0\x9f\x98\x80\n");
    CHECK(read_spreadsheet("\xff\xfe" + utf16("a,b", true), "list").notes ==
          std::vector<std::string>{"read as UTF-16"});
}

TEST_CASE("csv that is not UTF-8 is read as Windows-1252, line by line") {
    const auto read = read_spreadsheet("name\nRen\xe9 \x96 Zo\xeb\n\x80 5\n", "list");
    CHECK(shown(read.sheets[0]) == "1: name\n2: René – Zoë\n3: € 5\n");
    CHECK(read.notes == std::vector<std::string>{"read as Windows-1252"});
    const auto mixed = read_spreadsheet("René\nRen\xe9\n", "list");
    CHECK(shown(mixed.sheets[0]) == "1: René\n2: René\n");
    CHECK(mixed.notes ==
          std::vector<std::string>{"one line that is not UTF-8 read as Windows-1252"});
}

TEST_CASE("csv with accents as old Macs write them is read as Mac Roman") {
    const auto read = read_spreadsheet("name\nJos\x8e Mu\x96oz\nRen\x8e"
                                       "e Fa\x8d"
                                       "ade\n",
                                       "list");
    CHECK(shown(read.sheets[0]) == "1: name\n2: José Muñoz\n3: Renée Façade\n");
    CHECK(read.notes == std::vector<std::string>{"read as Mac Roman"});
    const auto quoted = read_spreadsheet("O\x92Neil \x93Z\x94 \x8akoda Du\x9a"
                                         "an\n",
                                         "list");
    CHECK(shown(quoted.sheets[0]) == "1: O’Neil “Z” Škoda Dušan\n");
}

TEST_CASE("a date of ods that shows only its month or year is read as that") {
    const auto cell = [](const char* day, const char* text) {
        return fmt::format("<table:table-cell office:value-type='date' office:date-value='{}'>"
                           "<text:p>{}</text:p></table:table-cell>",
                           day, text);
    };
    const auto read = read_spreadsheet(
        ods_of("<table:table-row>" + cell("2027-06-01", "June 2027") + cell("2027-06-01", "06/27") +
               cell("2027-01-01", "2027") + cell("2027-06-01", "06/01/27") +
               cell("2027-06-27", "27-Jun") + cell("2027-06-01", "June 1, 2027") +
               cell("2027-06-01", "1. Juni") + "</table:table-row>"),
        "list");
    CHECK(shown(read.sheets[0]) == "1: 2027-06 | 2027-06 | 2027 | 2027-06-01 | 2027-06-27 | "
                                   "2027-06-01 | 2027-06-01\n");
}

TEST_CASE("rows of csv have the numbers of their lines, and lose empty cells at the end") {
    CHECK(shown("a,b,\n\n\"c\r\nd\",,\n,,\n e ,f\n") == "1: a | b\n3: c\nd\n6: e | f\n");
}

TEST_CASE("marks that keep spreadsheet programs from changing a cell are removed") {
    CHECK(shown("a,\"=\"\"0123\"\"\",'=1+2\n") == "1: a | 0123 | =1+2\n");
    CHECK(cell(read_spreadsheet("a,#N/A\n", "list"), 0, 1).kind == CellKind::error);
}

TEST_CASE("quotes in tabbed text that cannot enclose a cell are part of it") {
    const auto read = read_spreadsheet("name\tnote\nAna \"Annie\" Diaz\tx\n", "list");
    CHECK(shown(read.sheets[0]) == "1: name | note\n2: Ana \"Annie\" Diaz | x\n");
    CHECK(read.notes ==
          std::vector<std::string>{"separated by tabs", "quotes read as part of the text"});
}

TEST_CASE("csv that cannot be read gets one line") {
    CHECK(refusal("a,b\n\"c,d\n") ==
          "list, line 2: a quote is never closed; close it, and double the quotes inside a cell");
    CHECK(refusal("a,b\nc \"d\",e\n") == "list, line 2: a quote is not allowed here; put the "
                                         "whole cell in quotes, and double the quotes inside it");
    CHECK(refusal("") == "list is empty; choose a file with a list in it");
    CHECK(refusal(" \r\n\r\n") == "list is empty; choose a file with a list in it");
    const std::string binary = "list is neither a spreadsheet nor text; save the list as .xlsx, "
                               ".ods or .csv";
    CHECK(refusal(std::string("a\0b,c\0\0\n", 8)) == binary);
    CHECK(refusal("\x01\x02\xff\xe9,b\n") == binary);
    CHECK(refusal("\xff\xfe"
                  "abc") == binary);
    CHECK(refusal("a" + std::string(2000, ',') + "b\n") ==
          "list, line 1: has more than 1024 cells; remove the columns that are not needed");
    CHECK(refusal("a" + std::string(2000, ',') + "\n").empty());
}

TEST_CASE("files of other kinds are named for what they are") {
    const std::string compound = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
    CHECK(refusal(compound + utf16("Workbook", true)) ==
          "list is an old Excel file (.xls); save it as .xlsx or .csv");
    CHECK(refusal(compound + utf16("EncryptedPackage", true)) ==
          "list is protected by a password; save it without one");
    CHECK_THAT(refusal(compound + utf16("WordDocument", true)), StartsWith("list is a Word "));
    CHECK_THAT(refusal("%PDF-1.7\n"), StartsWith("list is a PDF; "));
    CHECK_THAT(refusal("\r\n<html><body><table>"), StartsWith("list is a web page (HTML); "));
    CHECK_THAT(refusal("<!DOCTYPE HTML PUBLIC>"), StartsWith("list is a web page (HTML); "));
    CHECK_THAT(refusal("<?xml version='1.0'?><Workbook "
                       "xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">"),
               StartsWith("list is an Excel 2003 XML file; "));
    CHECK_THAT(refusal("{\"url\": \"https://docs.google.com/open?id=1\"}"),
               StartsWith("list is only a link to a Google sheet; "));
    CHECK_THAT(refusal("PK\x03\x04 and no more"), StartsWith("list is damaged: "));
    CHECK_THAT(refusal(stored_zip({{"Index/Document.iwa", "x"}})), StartsWith("list is a Numbers"));
    CHECK_THAT(refusal(stored_zip({{"notes.txt", "x"}})),
               StartsWith("list is a zip archive without a spreadsheet; "));
    CHECK_THAT(refusal(stored_zip({{"roster.xlsx", "x"}})), StartsWith("list is a zip archive; "));
    const auto office = [](const std::string& target) {
        return stored_zip({{"_rels/.rels", "<Relationships><Relationship Id='a' "
                                           "Type='x/officeDocument' Target='" +
                                               target + "'/></Relationships>"}});
    };
    CHECK_THAT(refusal(office("word/document.xml")), StartsWith("list is a Word document"));
    CHECK_THAT(refusal(office("/ppt/presentation.xml")), StartsWith("list is a PowerPoint"));
    CHECK_THAT(refusal(office("xl/workbook.bin")), StartsWith("list is an Excel binary workbook"));
    CHECK_THAT(refusal(stored_zip({{"content.xml", "<o:document-content><o:body><o:text/></o:body>"
                                                   "</o:document-content>"}})),
               StartsWith("list is an OpenDocument file, but not a spreadsheet; "));
}

TEST_CASE("xlsx has the texts, numbers, truth values and errors of its cells") {
    const auto read = read_spreadsheet(
        xlsx({.sheet = "<sheetData><row r='2'><c r='B2' t='s'><v>0</v></c><c r='C2' t='s'><v>1</v>"
                       "</c><c t='inlineStr'><is><t>in line</t></is></c></row><row r='4'>"
                       "<c r='A4' t='str'><f>A1&amp;B1</f><v>a_x000D__x000A_b_x005F_x</v></c>"
                       "<c><v>46204</v></c><c><f>0.1+0.2</f><v>0.30000000000000004</v></c>"
                       "<c t='b'><v>1</v></c><c t='e'><v>#N/A</v></c><c r='H4' s='1'/></row>"
                       "<row><c><v>2025550123</v></c><c t='d'><v>2026-07-01T00:00:00</v></c></row>"
                       "</sheetData>",
              .strings = "<si><t>Diaz</t><rPh sb='0' eb='1'><t>hint</t></rPh></si><si><r><t>A</t>"
                         "</r><r><rPr><b/></rPr><t> </t></r><r><t><![CDATA[<n>]]>a</t></r></si>"}),
        "list");
    CHECK(read.kind == SpreadsheetKind::xlsx);
    REQUIRE(read.sheets.size() == 1);
    CHECK(read.sheets[0].name == "People");
    CHECK(shown(read.sheets[0]) == "2:  | Diaz | A <n>a | in line\n"
                                   "4: a\nb_x | 46204 | 0.3 | TRUE | #N/A\n"
                                   "5: 2025550123 | 2026-07-01\n");
    CHECK(cell(read, 0, 0).kind == CellKind::empty);
    CHECK(cell(read, 0, 1).kind == CellKind::text);
    CHECK(cell(read, 1, 1).kind == CellKind::number);
    CHECK(cell(read, 1, 1).number == 46204);
    CHECK(cell(read, 1, 3).kind == CellKind::boolean);
    CHECK(cell(read, 1, 4).kind == CellKind::error);
    CHECK(cell(read, 2, 1).date == date::year{2026} / 7 / 1);
}

TEST_CASE("numbers in xlsx are dates if their format is a date format") {
    for (const int style : {1, 3}) {
        const auto read = read_spreadsheet(number("46204", style), "list");
        CHECK(cell(read, 0, 0).kind == CellKind::date);
        CHECK(cell(read, 0, 0).text == "2026-07-01");
        CHECK(cell(read, 0, 0).date == date::year{2026} / 7 / 1);
    }
    CHECK(shown(number("46204.585671296", 2)) == "1: 2026-07-01 14:03:22\n");
    CHECK(shown(number("46204.5", 4)) == "1: 2026-07-01 12:00:00\n");
    CHECK(shown(number("46204.9999999", 4)) == "1: 2026-07-02\n");
    CHECK(shown(number("46204.9", 3)) == "1: 2026-07-01\n");
    CHECK(shown(number("1.25", 5)) == "1: 30:00\n");
    CHECK(shown(number("0.604224537", 8)) == "1: 14:30:05\n");
    CHECK(shown(number("46204.5", 8)) == "1: 2026-07-01 12:00:00\n");
    CHECK(shown(number("46204.5", 6)) == "1: 46204.5\n");
    CHECK(shown(number("46204", 7)) == "1: 46204\n");
    CHECK(shown(number("2958465", 1)) == "1: 9999-12-31\n");
    CHECK(shown(number("2958466", 1)) == "1: 2958466\n");
    CHECK(shown(number("-1", 1)) == "1: -1\n");
    CHECK(shown(number("1e300", 1)) == "1: 1e+300\n");
}

TEST_CASE("dates in xlsx that show only a month or a year are only that") {
    for (const int style : {9, 10, 11}) {
        CAPTURE(style);
        CHECK(shown(number("46539", style)) == "1: 2027-06\n");
    }
    CHECK(shown(number("46539", 12)) == "1: 2027\n");
    CHECK(cell(read_spreadsheet(number("46539", 12), "list"), 0, 0).date ==
          date::year{2027} / 6 / 1);
}

TEST_CASE("formulas without a stored value are errors, and are counted") {
    const auto read = read_spreadsheet(
        xlsx_of("<row><c><f>A1&amp;B1</f></c><c><f>1+1</f><v></v></c><c t='str'><f>\"\"</f><v></v>"
                "</c><c><f>1+1</f><v>2</v></c></row>"),
        "list");
    CHECK(shown(read.sheets[0]) == "1: #FORMULA | #FORMULA |  | 2\n");
    CHECK(cell(read, 0, 0).kind == CellKind::error);
    CHECK(read.notes ==
          std::vector<std::string>{"2 cells are formulas without a stored value; open "
                                   "the file in a spreadsheet program and save it"});
    const auto other = read_spreadsheet(
        ods_of("<table:table-row><table:table-cell table:formula='of:=1+1'/><table:table-cell "
               "table:formula='of:=2' office:value-type='float' office:value='2'/>"
               "</table:table-row>"),
        "list");
    CHECK(shown(other.sheets[0]) == "1: #FORMULA | 2\n");
    CHECK(other.notes.size() == 1);
}

TEST_CASE("the two date systems of xlsx, and the day that 1900 did not have") {
    CHECK(shown(number("1", 1)) == "1: 1900-01-01\n");
    CHECK(shown(number("59", 1)) == "1: 1900-02-28\n");
    CHECK(shown(number("60", 1)) == "1: 1900-02-29\n");
    CHECK(cell(read_spreadsheet(number("60", 1), "list"), 0, 0).kind == CellKind::text);
    CHECK(shown(number("61", 1)) == "1: 1900-03-01\n");
    Workbook workbook{.sheet = "<sheetData><row><c s='1'><v>0</v></c><c s='1'><v>44742</v></c>"
                               "</row></sheetData>"};
    workbook.properties = "<workbookPr date1904='1'/>";
    CHECK(shown(xlsx(workbook)) == "1: 1904-01-01 | 2026-07-01\n");
}

TEST_CASE("cells of xlsx that are merged vertically all have their value") {
    const std::string rows = "<row r='1'><c r='A1'><v>1</v></c><c r='B1'><v>2</v></c></row>"
                             "<row r='2'><c r='C2'><v>3</v></c></row>"
                             "<row r='3'><c r='B3'><v>4</v></c></row>"
                             "<row r='5'><c r='A5'><v>5</v></c></row>";
    CHECK(shown(xlsx({.sheet = "<sheetData>" + rows +
                               "</sheetData><mergeCells><mergeCell ref='A1:A4'/>"
                               "<mergeCell ref='B1:C1'/><mergeCell ref='A5:C1048576'/>"
                               "<mergeCell ref='nonsense'/></mergeCells>"})) ==
          "1: 1 | 2\n2: 1 |  | 3\n3: 1 | 4\n5: 5\n");
}

TEST_CASE("hidden sheets, rows and columns of xlsx are marked") {
    auto parts = parts_of({.sheet = "<cols><col min='2' max='3' hidden='1'/><col min='9' "
                                    "max='16384' hidden='true'/></cols><sheetData><row hidden='1'>"
                                    "<c><v>1</v></c><c r='C1'><v>2</v></c></row></sheetData>"});
    auto read = read_spreadsheet(stored_zip(parts), "list");
    CHECK(shown(read.sheets[0]) == "1 hidden: 1 |  | 2\n");
    CHECK(read.sheets[0].hidden_columns == std::vector<std::size_t>{2});
    CHECK_FALSE(read.sheets[0].hidden);
    for (const std::string state : {"hidden", "veryHidden"}) {
        parts[1].second = "<x:workbook xmlns:x='http://purl.oclc.org/ooxml/spreadsheetml/main'>"
                          "<x:sheets><x:sheet name='B' state='" +
                          state +
                          "' q:id='rId1'/><x:sheet name='A' q:id='rId1'/></x:sheets></x:workbook>";
        read = read_spreadsheet(stored_zip(parts), "list");
        REQUIRE(read.sheets.size() == 2);
        CHECK(read.sheets[0].name == "B");
        CHECK(read.sheets[0].hidden);
        CHECK_FALSE(read.sheets[1].hidden);
    }
}

TEST_CASE("xlsx with backslashes, no references and rows out of order is read") {
    auto parts = parts_of({.sheet = "<x:sheetData><x:row r='3'><x:c><x:v>3</x:v></x:c></x:row>"
                                    "<x:row r='1'><x:c r='b1'><x:v>1</x:v></x:c></x:row>"
                                    "</x:sheetData>"});
    parts[3].first = "XL\\Worksheets\\s.xml";
    CHECK(shown(stored_zip(parts)) == "1:  | 1\n3: 3\n");
    parts[2].second = relationships_start + ("<Relationship Id='rId1' Target='../xl/worksheets/"
                                             "s.xml' Type='http://purl.oclc.org/ooxml/"
                                             "officeDocument/relationships/worksheet'/>"
                                             "</Relationships>");
    CHECK(shown(stored_zip(parts)) == "1:  | 1\n3: 3\n");
    CHECK(shown(xlsx({.sheet = ""})).empty());
}

TEST_CASE("xlsx that is damaged, protected or hostile gets one line") {
    const std::string damaged = "; open it in a spreadsheet program and save it again";
    CHECK(refusal(xlsx_of("<row><c t='s'><v>7</v></c></row>")) ==
          "list is damaged: the text of the cell '' is missing" + damaged);
    CHECK(refusal(xlsx_of("<row>")) ==
          "list is damaged: 'xl/worksheets/s.xml' is not XML" + damaged);
    CHECK(refusal(xlsx_of("<row r='0'/>")) == "list is damaged: there is no row '0'" + damaged);
    CHECK(refusal(xlsx_of("<row><c r='XFE1'/></row>")) ==
          "list is damaged: there is no cell 'XFE1'" + damaged);
    CHECK(refusal(xlsx_of("<row r='5'><c r='XFD5'><v>1</v></c></row>")) ==
          "list has a value in column XFD, row 5, too far from the others; remove it");
    auto parts = parts_of({.sheet = ""});
    CHECK(refusal(stored_zip(parts, 1)) == "list is protected by a password; save it without one");
    parts[3].second = "<!DOCTYPE w [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><worksheet>&b;"
                      "</worksheet>";
    CHECK(refusal(stored_zip(parts)) ==
          "list is damaged: 'xl/worksheets/s.xml' declares a document type" + damaged);
    parts.erase(parts.begin() + 3);
    CHECK(refusal(stored_zip(parts)) ==
          "list is damaged: 'xl/worksheets/s.xml' is missing" + damaged);
    std::string bytes = xlsx_of("<row><c><v>1</v></c></row>");
    bytes[bytes.find("<v>1") + 3] = '2';
    CHECK(refusal(bytes) ==
          "list is damaged: 'xl/worksheets/s.xml' does not match its checksum" + damaged);
    CHECK_THAT(refusal(bytes.substr(0, bytes.size() / 2)), StartsWith("list is damaged: "));
}

TEST_CASE("the memory that a small file may use is limited") {
    const std::string split = "; remove what is not needed, or split it";
    std::string many;
    for (int i = 0; i < 600; ++i) {
        many += "<row><c r='ALL1'><v>1</v></c></row>";
    }
    CHECK(refusal(xlsx_of(many)) == "list has too many cells" + split);
    std::string cells = "<row>";
    for (int i = 0; i < 600; ++i) {
        cells += "<c t='s'><v>0</v></c>";
    }
    CHECK(refusal(xlsx({.sheet = "<sheetData>" + cells + "</row></sheetData>",
                        .strings = "<si><t>" + std::string(100000, 'x') + "</t></si>"})) ==
          "list has too much text" + split);
    std::string tags(2100000, '<');
    CHECK(refusal(xlsx({.sheet = tags})) == "list has too many cells" + split);
    CHECK(refusal(xlsx({.sheet = std::string(25U << 20U, ' ')})) ==
          "list is too large: it unpacks to more than 24 MB" + split);
    CHECK(
        refusal(ods_of("<table:table-row table:number-rows-repeated='1000000'><table:table-cell "
                       "table:number-columns-repeated='1000'><text:p>x</text:p></table:table-cell>"
                       "</table:table-row>")) == "list has too many cells" + split);
    CHECK_THAT(refusal(ods_of("<table:table-row><table:table-cell table:number-columns-repeated="
                              "'16384'><text:p>x</text:p></table:table-cell></table:table-row>")),
               StartsWith("list has a value in column AMK, row 1, "));
    std::string deep;
    for (int i = 0; i < 100; ++i) {
        deep.insert(0, "<text:span>").append("</text:span>");
    }
    CHECK_THAT(refusal(ods_of("<table:table-row><table:table-cell><text:p>" + deep +
                              "</text:p></table:table-cell></table:table-row>")),
               StartsWith("list has elements nested too deeply; "));
}

TEST_CASE("ods has the texts, numbers, dates, times, truth values and errors of its cells") {
    const auto read = read_spreadsheet(
        ods_of(
            "<table:table-row><table:table-cell office:value-type='string'><text:p>Ana<text:s "
            "text:c='2'/><text:span>D</text:span> <text:a>z</text:a></text:p><text:p>two<text:tab/>"
            "three<text:line-break/>four</text:p><office:annotation><text:p>note</text:p>"
            "</office:annotation></table:table-cell>"
            "<table:table-cell office:value-type='float' office:value='2027'><text:p>2,027</text:p>"
            "</table:table-cell>"
            "<table:table-cell office:value-type='percentage' office:value='0.5'/>"
            "<table:table-cell office:value-type='date' office:date-value='2026-07-01'/>"
            "<table:table-cell office:value-type='date' office:date-value='2026-07-01T14:03:22.5'/>"
            "<table:table-cell office:value-type='date' office:date-value='1899-12-30'/>"
            "<table:table-cell office:value-type='time' office:time-value='PT14H30M05.2S'/>"
            "<table:table-cell office:value-type='boolean' office:boolean-value='false'/>"
            "<table:table-cell office:value-type='string' calcext:value-type='error' "
            "office:string-value=''><text:p>#N/A</text:p></table:table-cell>"
            "<table:table-cell table:number-columns-repeated='16000'/></table:table-row>"),
        "list");
    CHECK(read.kind == SpreadsheetKind::ods);
    REQUIRE(read.sheets.size() == 1);
    CHECK(read.sheets[0].name == "People");
    CHECK(shown(read.sheets[0]) == "1: Ana  D z\ntwo\tthree\nfour | 2027 | 0.5 | 2026-07-01 | "
                                   "2026-07-01 14:03:22 | 1899-12-30 | 14:30:05 | FALSE | #N/A\n");
    CHECK(cell(read, 0, 1).kind == CellKind::number);
    CHECK(cell(read, 0, 3).date == date::year{2026} / 7 / 1);
    CHECK(cell(read, 0, 4).kind == CellKind::date);
    CHECK(cell(read, 0, 5).kind == CellKind::text);
    CHECK(cell(read, 0, 7).kind == CellKind::boolean);
    CHECK(cell(read, 0, 8).kind == CellKind::error);
}

TEST_CASE("repeated, merged and hidden rows and columns of ods are read") {
    const std::string x = "<table:table-cell><text:p>x</text:p></table:table-cell>";
    const auto read = read_spreadsheet(
        ods("<table:table table:name='A'><table:table-header-columns><table:table-column/>"
            "</table:table-header-columns><table:table-column table:visibility='collapse' "
            "table:number-columns-repeated='2'/>"
            "<table:table-header-rows><table:table-row table:number-rows-repeated='3'>"
            "<table:table-cell/></table:table-row></table:table-header-rows>"
            "<table:table-row table:number-rows-repeated='2'>"
            "<table:table-cell table:number-columns-repeated='2'><text:p>y</text:p>"
            "</table:table-cell></table:table-row>"
            "<table:table-row-group><table:table-row table:visibility='filter'>"
            "<table:table-cell "
            "table:number-rows-spanned='2'><text:p>z</text:p></table:table-cell>" +
            x +
            "</table:table-row></table:table-row-group><table:table-row>"
            "<table:covered-table-cell><text:p>under</text:p></table:covered-table-cell>" +
            x +
            "</table:table-row><table:table-row table:number-rows-repeated='1048560'>"
            "<table:table-cell table:number-columns-repeated='16384'/></table:table-row>"
            "</table:table><table:table table:name='B' table:style-name='ta2'/>"),
        "list");
    REQUIRE(read.sheets.size() == 2);
    CHECK(shown(read.sheets[0]) == "4: y | y\n5: y | y\n6 hidden: z | x\n7: z | x\n");
    CHECK(read.sheets[0].hidden_columns == std::vector<std::size_t>{1});
    CHECK_FALSE(read.sheets[0].hidden);
    CHECK(read.sheets[1].hidden);
}

TEST_CASE("an ods file that is protected by a password gets one line") {
    CHECK(refusal(stored_zip(
              {{"content.xml", "\x01\x02"},
               {"META-INF/manifest.xml", "<m:manifest><m:file-entry m:full-path='content.xml'>"
                                         "<m:encryption-data/></m:file-entry></m:manifest>"}})) ==
          "list is protected by a password; save it without one");
}
