// `appoint --from` with rosters as sections inherit them: any layout, and again and again.
#include "harness.hpp"
#include "stored_zip.hpp"

#include <fmt/format.h>

using namespace lmsection::test;

namespace {

/// A sheet: its name and its rows of text. A cell that begins with `#` is a number.
struct SheetText {
    std::string name;
    std::vector<Words> rows;
    bool hidden = false;
};

std::string xml_text(const std::string& text) {
    std::string escaped;
    for (const char c : text) {
        escaped += c == '&' ? "&amp;" : c == '<' ? "&lt;" : std::string{c};
    }
    return escaped;
}

/// A workbook of these sheets, whose tables begin in a column, 0 for A.
std::string workbook(const std::vector<SheetText>& sheets, char first_column = 'A') {
    std::string list;
    std::string relations;
    std::vector<ZipPart> parts;
    for (std::size_t i = 1; i <= sheets.size(); ++i) {
        const SheetText& sheet = sheets[i - 1];
        list += fmt::format("<sheet name='{}' sheetId='{}' r:id='r{}'{}/>", xml_text(sheet.name), i,
                            i, sheet.hidden ? " state='hidden'" : "");
        relations += fmt::format("<Relationship Id='r{}' Type='http://schemas.openxmlformats.org/"
                                 "officeDocument/2006/relationships/worksheet' "
                                 "Target='worksheets/sheet{}.xml'/>",
                                 i, i);
        std::string data;
        for (std::size_t row = 1; row <= sheet.rows.size(); ++row) {
            data += fmt::format("<row r='{}'>", row);
            char column = first_column;
            for (const std::string& text : sheet.rows[row - 1]) {
                if (text.starts_with('#')) {
                    data += fmt::format("<c r='{}{}'><v>{}</v></c>", column, row, text.substr(1));
                } else if (!text.empty()) {
                    data += fmt::format("<c r='{}{}' t='inlineStr'><is><t>{}</t></is></c>", column,
                                        row, xml_text(text));
                }
                ++column;
            }
            data += "</row>";
        }
        parts.emplace_back(fmt::format("xl/worksheets/sheet{}.xml", i),
                           "<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/"
                           "main'><sheetData>" +
                               data + "</sheetData></worksheet>");
    }
    parts.emplace_back("xl/workbook.xml",
                       "<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'"
                       " xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/"
                       "relationships'><sheets>" +
                           list + "</sheets></workbook>");
    parts.emplace_back("xl/_rels/workbook.xml.rels",
                       "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/"
                       "relationships'>" +
                           relations + "</Relationships>");
    parts.emplace_back(
        "_rels/.rels",
        "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
        "<Relationship Id='r1' Type='http://schemas.openxmlformats.org/officeDocument/2006/"
        "relationships/officeDocument' Target='xl/workbook.xml'/></Relationships>");
    parts.emplace_back("[Content_Types].xml",
                       "<Types xmlns='http://schemas.openxmlformats.org/package/2006/"
                       "content-types'/>");
    return stored_zip(parts);
}

std::string utf16(std::string_view ascii) {
    std::string bytes = "\xff\xfe";
    for (const char c : ascii) {
        bytes += c;
        bytes += '\0';
    }
    return bytes;
}

Result appoint(const Section& section, const std::string& bytes, Words more = {}) {
    Words words{"appoint", "--from", section.file("list", bytes)};
    words.insert(words.end(), more.begin(), more.end());
    return section.done(words);
}

/// Everyone ever appointed: "slug role name email start end" a line, in the order of the roster.
Words record(const Section& section) {
    Words lines;
    const Table roster = section.csv({"roster", "--history"});
    for (std::size_t i = 0; i < roster.size(); ++i) {
        lines.push_back(fmt::format("{} {} {} <{}> {} {}", roster.at(i, "group_slug"),
                                    roster.at(i, "role"), roster.at(i, "name"),
                                    roster.at(i, "email"), roster.at(i, "start"),
                                    roster.at(i, "end")));
    }
    return lines;
}

bool has(const Words& lines, const std::string& line) {
    return std::find(lines.begin(), lines.end(), line) != lines.end();
}

const std::string hrd = "human-resources-development";

}    // namespace

TEST_CASE("an inherited roster is read with one command, from CSV and from a workbook") {
    for (const char* name : {"inherited-windows-1252.csv", "inherited.xlsx"}) {
        CAPTURE(name);
        const Section section;
        const Words from{"appoint", "--from",
                         source_file(fmt::format("tests/data/rosters/{}", name))};
        const Result result = section.done(from);
        const Words lines = record(section);
        CAPTURE(result.err);
        CHECK(lines.size() == 21);
        CHECK(has(lines,
                  "leadership-team co-chair Maria Gonzalez-Reyes <MGonzalez@CityLib.example> "
                  "2025-07-01 2027-06-30"));
        CHECK(has(lines, hrd + " chair Susan Park <spark@lib1.example> 2025-07-01 2027-06-30"));
        CHECK(
            has(lines, hrd + " member Anne Fischer <afischer@lib3.example> 2025-07-01 2027-06-30"));
        CHECK(has(lines, "member-experience co-chair Noah Stein <nstein@lib8.example> 2025-07-01 "
                         "2027-06-30"));
        CHECK(has(lines, "member-experience co-chair Ella Dubois <edubois@lib9.example> 2025-07-01 "
                         "2027-06-30"));
        CHECK(has(lines, "middle-managers chair Hank Miller <> 2026-07-01 2027-06-30"));
        CHECK(has(lines, "leadership-team chair-elect Lee Chang <lchang@coll.example> 2026-07-01 "
                         "2028-06-30"));
        CHECK(has(lines, "leadership-management-competencies-working-group chair Kofi Mensah "
                         "<kmensah@lib12.example> 2026-07-01 2028-06-30"));
        CHECK(holds(result.err, "Column 'Term Expires': end"));
        CHECK(holds(result.err, "'SUSAN PARK' is Susan Park"));
        CHECK(holds(result.err, "Skipped, vacant: "));
        CHECK(holds(result.err, "Library Consulting IG, Chair"));
        CHECK(
            holds(result.err, "No start given: assumed the July 1 one usual term before the end"));
        CHECK(holds(result.err, "21 appointed."));
        CHECK(section.csv({"person", "show", "praman@gmail.example"}).at(0, "name") ==
              "Priya Raman");
        const std::string before = bytes_of(section.database());
        CHECK(holds(section.done(from).err, "0 appointed, 21 already on record."));
        CHECK(bytes_of(section.database()) == before);
    }
}

TEST_CASE("a sheet's name is the group if no column has it") {
    const Section section;
    const std::string file = workbook(
        {{.name = "About", .rows = {{"Roster of the section"}}},
         {.name = "HR Development",
          .rows = {{"Name", "Role", "Email", "Term"},
                   {"Diaz, Ana", "Chair", "ana@lib.example", "2026-28"},
                   {"Long, Zoë", "", "zoe@lib.example", "2025-2027"}}},
         {.name = "Middle Managers IG",
          .rows = {{"Name", "Role", "Email", "Term"},
                   {"Okafor, Ben", "Co-Chair", "", "2026-28"},
                   {"(vacant)", "Co-Chair"}}},
         {.name = "Old",
          .rows = {{"Name", "Email"}, {"Gone, Al", "al@lib.example"}},
          .hidden = true}});
    const Result result = appoint(section, file);
    CAPTURE(result.err);
    CHECK(record(section) == Words{hrd + " chair Ana Diaz <ana@lib.example> 2026-07-01 2028-06-30",
                                   hrd + " member Zoë Long <zoe@lib.example> 2025-07-01 2027-06-30",
                                   "middle-managers co-chair Ben Okafor <> 2026-07-01 2028-06-30"});
    CHECK(holds(result.err, "sheet 'About'"));
    CHECK(holds(result.err, "sheet 'Old'"));
    CHECK(holds(result.err, "'Diaz, Ana' is Ana Diaz"));
    CHECK(holds(result.err, "sheet 'Middle Managers IG', row 3"));
    CHECK(holds(appoint(section, file).err, "0 appointed, 3 already on record."));
    CHECK(holds(appoint(section, file, {"--sheet", "middle managers ig"}).err,
                "0 appointed, 1 already on record."));
    CHECK(
        holds(section.refuses(3, {"appoint", "--from", section.file("list", file), "--sheet", "X"}),
              "has no sheet 'X'"));
}

TEST_CASE("semicolons, tabs and UTF-16 are read as other programs write them") {
    const std::string list = "Last name;First name;E-mail;Team;Through\n"
                             "Diaz;Ana;ana@lib.example;Human Resources Dev.;June 2028\n"
                             "King;Martin Jr.;;MBP;30.06.2027\n";
    for (const std::string& bytes : {list, utf16(list)}) {
        const Section section;
        const Result result = appoint(section, bytes);
        CAPTURE(result.err);
        CHECK(record(section) ==
              Words{hrd + " member Ana Diaz <ana@lib.example> 2026-07-01 2028-06-30",
                    "management-best-practices member Martin King Jr. <> 2025-07-01 2027-06-30"});
        CHECK(holds(result.err, "semicolons"));
    }
}

TEST_CASE("a table may begin in any column below a title, with headings and notes between rows") {
    const Section section;
    const std::string file = workbook({{.name = "Roster",
                                        .rows = {{"L&M roster 2026-27"},
                                                 {},
                                                 {"Member", "Position", "Contact", "Term ends"},
                                                 {"HUMAN RESOURCES DEVELOPMENT COMMITTEE"},
                                                 {"Ana Diaz", "Chair", "ana@lib.example", "#46568"},
                                                 {"Zoë Long", "Member", "zoe@lib.example", "2028"},
                                                 {"Middle Managers"},
                                                 {"Ben Okafor", "Convener", "n/a", "6/30/27"},
                                                 {"* serves on two groups"},
                                                 {"Total", "#3"}}}},
                                      'C');
    const Result result = appoint(section, file);
    CAPTURE(result.err);
    CHECK(record(section) == Words{hrd + " chair Ana Diaz <ana@lib.example> 2025-07-01 2027-06-30",
                                   hrd + " member Zoë Long <zoe@lib.example> 2026-07-01 2028-06-30",
                                   "middle-managers chair Ben Okafor <> 2026-07-01 2027-06-30"});
    CHECK(holds(result.err, "L&M roster 2026-27"));
    CHECK(holds(result.err, "row 9 '* serves on two groups'"));
    CHECK(holds(result.err, "row 10 'Total 3'"));
    CHECK(holds(result.err, "headings between the rows"));
}

TEST_CASE("a heading that names no group of the section makes the rows below it faults") {
    const Section section;
    const std::string said = section.refuses(3, {"appoint", "--from", "-", "-q"},
                                             "Name,Email,Position\n"
                                             "Middle Managers,,\n"
                                             "Ana Diaz,ana@lib.example,Chair\n"
                                             "Webinar Committee,,\n"
                                             "Zoe Long,zoe@lib.example,Chair\n");
    CHECK(count_lines(said) == 1);
    CHECK(holds(said, "line 5: no group is called 'Webinar Committee'"));
}

TEST_CASE("an empty group cell means the group of the row above, which is reported once") {
    const Section section;
    const Result result = appoint(section, "Committee,Name,Email\n"
                                           "Member Experience,Ana Diaz,ana@lib.example\n"
                                           ",Zoe Long,zoe@lib.example\n,Bo Ray,bo@lib.example\n");
    CHECK(section.csv({"roster", "member-experience"}).size() == 3);
    CHECK(holds(result.err, "No group given: assumed that of the row above (line 3, line 4)."));
    CHECK(holds(result.err, "No role given: assumed member (line 2, line 3, line 4)."));
}

TEST_CASE("a column with any first number above 12 is read day first throughout") {
    const Section section;
    const Result result = appoint(section, "Name,Committee,From,To\n"
                                           "Ana Diaz,Member Experience,1/7/2025,30/6/2027\n"
                                           "Zoe Long,Member Experience,1/7/2026,30/6/2028\n");
    CHECK(section.csv({"roster", "member-experience"}).column("start") ==
          Words{"2025-07-01", "2026-07-01"});
    CHECK(holds(result.err, "the column 'To' is read day first"));
    CHECK(holds(section.refuses(3, {"appoint", "--from", "-", "-q"},
                                "Name,Committee,To\n"
                                "Ana Diaz,Member Experience,30/6/2027\n"
                                "Zoe Long,Member Experience,6/30/2028\n"),
                "line 3: '6/30/2028' is no day, as other dates in this list have the day first"));
}

TEST_CASE("a column that is not known is shown and left out, and --ignore and --map decide") {
    const Section section;
    const std::string list = "Name,Committee,Shoe size,Where,Email\n"
                             "Ana Diaz,Member Experience,38,City Library,ana@lib.example\n";
    const Result result = appoint(section, list,
                                  {"--map", "institution=Where", "--ignore", "Email"});
    CHECK(holds(result.err, "Column 'Shoe size': not used\n"));
    CHECK(holds(result.err, "Column 'Where': institution, as --map says"));
    CHECK(holds(result.err, "Column 'Email': not used, as --ignore says"));
    CHECK(section.csv({"roster"}).at(0, "institution") == "City Library");
    CHECK(section.csv({"roster"}).at(0, "email").empty());
    CHECK(holds(section.refuses(2, {"appoint", "--from", section.file("list", list), "--map",
                                    "shoe=Where"}),
                "there is no field 'shoe'"));
    CHECK(holds(section.refuses(3, {"appoint", "--from", section.file("list", list), "--map",
                                    "note=Nowhere"}),
                "has no column 'Nowhere'"));
}

TEST_CASE("a mapping that was saved is found again by the same headers") {
    const Section section;
    const Words from{"appoint", "--from", "-"};
    Words mapped = from;
    mapped.insert(mapped.end(), {"--map", "institution=Of", "--ignore", "Until when", "--save-map",
                                 "Association"});
    const Result first = section.done(
        mapped, "Who,Where,Until when,Of\nAna Diaz,human,2027,City Library\n");
    CHECK(holds(first.err, "Saved how the columns are read as 'Association'."));
    const Result again = section.done(
        from, "Who,Of,Until when,Where\nZoe Long,State Library,2029,human\n");
    CHECK(holds(again.err, "Column 'Of': institution, as the saved mapping says"));
    CHECK(holds(again.err, "Column 'Until when': not used, as the saved mapping says"));
    CHECK(section.csv({"roster", hrd}).column("institution") ==
          Words{"City Library", "State Library"});
    CHECK(section.csv({"roster", hrd}).column("end") == Words{"2028-06-30", "2028-06-30"});
    CHECK(number_in(section.database(), "SELECT count(*) FROM list_maps") == 1);
    section.done({"undo"});
    section.done({"undo"});
    CHECK(number_in(section.database(), "SELECT count(*) FROM list_maps") == 0);
}

TEST_CASE("a row that cannot be read refuses the file, and --skip-bad writes it to a file") {
    const Section section;
    const std::string list = section.file("list.csv", "Name,Email,Committee,Term ends\n"
                                                      "Ana Diaz,ana@lib.example,Nowhere,2027\n"
                                                      "Zoe Long,zoe@lib.example,Member Exp.,soon\n"
                                                      "Bo Ray,see website,Member Exp.,2027\n"
                                                      "Cy Marsh,cy@lib.example,Member Exp.,2027\n");
    const std::string said = section.refuses(3, {"appoint", "--from", list, "-q"});
    CHECK(count_lines(said) == 3);
    CHECK(holds(said, "line 2: no group is called 'Nowhere'"));
    CHECK(holds(said, "line 3: 'soon' is not a day"));
    CHECK(holds(said, "line 4: 'see website'"));
    const std::string bad = section.folder() / "bad.csv";
    const Result result = section.done({"appoint", "--from", list, "--skip-bad", bad});
    CHECK(holds(result.err, "1 appointed, 3 not recorded"));
    CHECK(section.csv({"person", "list"}).column("name") == Words{"Cy Marsh"});
    const Table rows = read_csv(bytes_of(bad));
    CHECK(rows.column("name") == Words{"Ana Diaz", "Zoe Long", "Bo Ray"});
    CHECK(holds(rows.at(0, "problem"), "no group is called"));
    std::string corrected = bytes_of(bad);
    for (const auto& [wrong, right] : std::vector<std::pair<std::string, std::string>>{
             {"Nowhere", "Middle Managers"}, {"soon", "2028"}, {"see website", "bo@lib.example"}}) {
        corrected.replace(corrected.find(wrong), wrong.size(), right);
    }
    CHECK(holds(appoint(section, corrected).err, "3 appointed."));
    CHECK(section.csv({"roster"}).size() == 4);
    section.refuses(2, {"appoint", "--from", list, "--skip-bad", list});
    section.refuses(2, {"appoint", "--from", list, "--skip-bad", section.database()});
}

TEST_CASE("a corrected list changes what it corrects, and shows who is missing from it") {
    const Section section;
    const std::string header = "Name,Email,Committee,Position,Term Expires\n";
    const std::string ana = "Ana Diaz,ana@lib.example,Member Experience,Member,6/30/2027\n";
    const std::string bo = "Bo Ray,bo@lib.example,Member Experience,Member,6/30/2027\n";
    const std::string cy = "Cy Marsh,cy@lib.example,Member Experience,Chair,6/30/2027\n";
    appoint(section, header + ana + bo + cy);
    const std::string corrected = header + ana +
                                  "Bo Ray,bo@lib.example,Member Experience,Secretary,"
                                  "6/30/2028\n"
                                  "Di Ngo,di@lib.example,Member Experience,Member,"
                                  "6/30/2028\n";
    const Result result = appoint(section, corrected);
    CAPTURE(result.err);
    CHECK(holds(result.err, "1 appointed, 1 changed, 1 already on record."));
    CHECK(holds(result.err, "Changed: Bo Ray, Member Experience: role member to secretary, end "
                            "2027-06-30 to 2028-06-30."));
    CHECK(holds(result.err, "On record but not in this list"));
    CHECK(holds(result.err, "Cy Marsh (Member Experience, chair to 2027-06-30)"));
    CHECK(section.csv({"roster", "member-experience"}).size() == 4);
    CHECK(holds(appoint(section, corrected).err, "0 appointed, 3 already on record."));
    const Result ended = appoint(section, corrected, {"--end-missing"});
    CHECK(holds(ended.err, "Ended on 2026-11-24"));
    CHECK(section.csv({"roster", "member-experience", "--on", "2026-11-25"}).column("name") ==
          Words{"Bo Ray", "Ana Diaz", "Di Ngo"});
    CHECK_FALSE(holds(appoint(section, corrected, {"--end-missing"}).err, "Cy Marsh"));
    section.done({"undo"});
    CHECK(section.csv({"roster", "member-experience", "--on", "2026-11-25"}).size() == 4);
}

TEST_CASE("a person is found by any address they ever had, then by name") {
    const Section section;
    const std::string header = "Name,Email,Committee,Term Expires\n";
    appoint(section, header + "Ana Diaz,ana@old.example; ana@home.example,Member Exp.,2027\n"
                              "Hank Miller,,Member Exp.,2027\n");
    CHECK(section.csv({"person", "show", "ana@home.example"}).at(0, "name") == "Ana Diaz");
    CHECK(holds(section.done({"person", "show", "ana"}).out, "also ana@home.example\n"));
    const Result changed = appoint(section, header +
                                                "Ana Diaz,ana@new.example,Member Exp.,2027\n"
                                                "Hank Miller,hank@lib.example,Member Exp.,2027\n");
    CHECK(holds(changed.err, "Changed: Ana Diaz: email ana@old.example to ana@new.example."));
    CHECK(holds(changed.err, "Changed: Hank Miller: email hank@lib.example."));
    CHECK(section.csv({"person", "list"}).size() == 2);
    const Result old = appoint(section, header + "A. Diaz,ana@old.example,Member Exp.,2027\n");
    CHECK(holds(old.err, "'A. Diaz' is on record as Ana Diaz <ana@new.example>"));
    CHECK(section.csv({"person", "list"}).size() == 2);
    CHECK(holds(section.refuses(3, {"appoint", "--from", "-", "-q"},
                                header + "Bo Ray,ana@old.example,Member Exp.,2027\n"),
                "ana@old.example is on record as the address of Ana Diaz"));
    CHECK(holds(section.refuses(3, {"appoint", "--from", "-", "-q"},
                                header + "Ana Diaz,ana@old.example; hank@lib.example,Human,2027\n"),
                "belong to two people"));
}

TEST_CASE("people who share a name are distinguished by address, or the row is refused") {
    const Section section;
    section.done({"person", "add", "Sam Lee <sam@one.example>", "-q"});
    section.done({"person", "add", "Sam Lee <sam@two.example>", "-q"});
    const std::string header = "Name,Email,Committee\n";
    CHECK(holds(section.refuses(3, {"appoint", "--from", "-", "-q"}, header + "Sam Lee,,Human\n"),
                "matches more than one person"));
    appoint(section, header + "Sam Lee,sam@two.example,Human\n");
    CHECK(section.csv({"roster"}).column("email") == Words{"sam@two.example"});
}

TEST_CASE("what roster writes as CSV and as a workbook is read back without changes") {
    const SampleSection sample;
    for (const char* format : {"csv", "xlsx"}) {
        CAPTURE(format);
        const std::string file = sample.folder() / "roster." + format;
        sample.done({"roster", "--history", "-f", format, "-o", file});
        const std::string before = bytes_of(sample.database());
        const Result again = sample.done({"appoint", "--from", file});
        CAPTURE(again.err);
        CHECK(holds(again.err, "0 appointed, "));
        CHECK_FALSE(holds(again.err, "changed"));
        CHECK(bytes_of(sample.database()) == before);
        const Section fresh;
        fresh.done({"appoint", "--from", file, "--override", "as recorded", "-q"});
        CHECK(fresh.csv({"roster", "--history"}).rows == sample.csv({"roster", "--history"}).rows);
    }
}

TEST_CASE("a sheet that does not say its group is skipped, and refused if it is the only one") {
    const Section section;
    const SheetText people{.name = "Contacts",
                           .rows = {{"Name", "Email"}, {"Bo Ray", "bo@lib.example"}}};
    const SheetText roster{.name = "HRD", .rows = {{"Name"}, {"Ana Diaz"}}};
    const Result result = appoint(section, workbook({people, roster}));
    CHECK(holds(result.err, "Skipped because nothing says in which group these people serve: sheet "
                            "'Contacts'."));
    CHECK(section.csv({"roster", hrd}).column("name") == Words{"Ana Diaz"});
    CHECK(holds(
        section.refuses(3, {"appoint", "--from", section.file("one", workbook({people})), "-q"}),
        "nothing says in which group these people serve"));
}

TEST_CASE("near-duplicates are listed, and merging two keeps both addresses") {
    const Section section;
    section.done({"person", "add", "Jon Lee <jon@one.example>", "-q"});
    section.done({"person", "add", "John Lee <john@two.example>", "-q"});
    section.done({"person", "add", "Ana Diaz <ana@lib.example>", "-q"});
    const Table found = section.csv({"person", "duplicates"});
    REQUIRE(found.size() == 1);
    CHECK(found.at(0, "why") == "similar spelling");
    section.done({"person", "merge", found.at(0, "id"), found.at(0, "other_id")});
    CHECK(section.csv({"person", "duplicates"}).size() == 0);
    CHECK(section.csv({"person", "list", "jon@one"}).rows ==
          section.csv({"person", "list", "john@two"}).rows);
}

TEST_CASE("the same row on two sheets counts once") {
    const Section section;
    const std::vector<Words> rows{{"Name", "Email", "Committee", "Ends"},
                                  {"Ana Diaz", "ana@lib.example", "Human Resources", "2027"}};
    const Result result = appoint(
        section, workbook({{.name = "All", .rows = rows}, {.name = "Chairs", .rows = rows}}));
    CHECK(holds(result.err, "1 appointed."));
    CHECK(holds(result.err, "Counted once: 1 row"));
    CHECK(section.csv({"roster"}).size() == 1);
}

TEST_CASE("roles in the words people use are read, and others are kept as a note") {
    const Section section;
    const Result result = appoint(section, "Name,Committee,Role,Ends\n"
                                           "Ana Diaz,Member Experience,Cochair,2027\n"
                                           "\"Bo Ray, Co-Chair\",Member Experience,,2027\n"
                                           "Cy Marsh,Member Experience,Member (1st term),2027\n"
                                           "Di Ngo,Member Experience,Webmaster,2027\n");
    CAPTURE(result.err);
    CHECK(section.csv({"roster", "member-experience"}).column("role") ==
          Words{"co-chair", "co-chair", "member", "member"});
    CHECK(holds(result.err, "line 5 'Webmaster'"));
    CHECK(section.csv({"person", "show", "Di Ngo"}).column("note") ==
          Words{"Role in the list: Webmaster"});
}

TEST_CASE("a dry run of a roster shows its rows and changes nothing") {
    const Section section;
    const std::string before = bytes_of(section.database());
    const Result result = appoint(section, "Name,Committee,Ends\nAna Diaz,Human,2027\n",
                                  {"-n", "-f", "csv", "--save-map", "x", "--skip-bad",
                                   section.folder() / "bad.csv"});
    CHECK(read_csv(result.out).at(0, "end") == "2027-06-30");
    CHECK(bytes_of(section.database()) == before);
    CHECK_FALSE(std::filesystem::exists(section.folder() / "bad.csv"));
}

TEST_CASE("a name beside a column for only the last or the first name is the other part") {
    for (const char* header : {"Name,Last Name", "Names,Surnames", "Name,Family name", "First,Name",
                               "First names,Names"}) {
        CAPTURE(header);
        const Section section;
        appoint(section, fmt::format("{},Committee,Ends\nAna,Diaz,Member Experience,2027\n"
                                     "Bo,Ray,Member Experience,2027\n",
                                     header));
        CHECK(section.csv({"roster"}).column("name") == Words{"Ana Diaz", "Bo Ray"});
    }
    const Section section;
    const Result whole = appoint(section, "Name,Last Name,Committee,Ends\n"
                                          "Ana Diaz,Diaz,Member Experience,2027\n");
    CHECK(section.csv({"roster"}).column("name") == Words{"Ana Diaz"});
    CHECK(holds(whole.err, "Column 'Last Name': not used"));
    CHECK(holds(appoint(section, "Last Name,Committee,Ends\nRay,Member Experience,2027\n").err,
                "Only a part of a name given: line 2 'Ray'."));
}

TEST_CASE("the section's own name in a cell is a question, and in a title names no group") {
    const Section section;
    CHECK(holds(section.refuses(3, {"appoint", "--from", "-", "-q"},
                                "Name,Committee,Ends\nAna Diaz,Core L&M,2027\n"),
                "line 2: 'Core L&M' is the section, not a group of it"));
    CHECK(holds(section.refuses(3, {"appoint", "--from", "-", "-q"},
                                "Core Leadership & Management Section Roster 2026-27,,\n"
                                "Name,Email,Ends\nAna Diaz,ana@lib.example,2027\n"),
                "nothing says in which group these people serve"));
}

TEST_CASE("people below a line that names no group of the section are a question") {
    const Section section;
    for (const char* heading : {"PROGRAM PLANNING", "Webinars and more", "Outreach Planning"}) {
        CAPTURE(heading);
        const std::string said = section.refuses(
            3, {"appoint", "--from", "-", "-q"},
            fmt::format("Name,Email,Position\nMiddle Managers IG: quarterly,,\n"
                        "Members (2),,\nAna Diaz,ana@lib.example,Chair\n{},,\n"
                        "Zoe Long,zoe@lib.example,Chair\n",
                        heading));
        CHECK(count_lines(said) == 1);
        CHECK(holds(said, fmt::format("line 6: no group is called '{}'", heading)));
    }
}

TEST_CASE("people below a heading of past members, and who resigned, are skipped") {
    const Section section;
    const Result result = appoint(section, "Name,Email,Position\n"
                                           "Middle Managers,,\n"
                                           "Ana Diaz,ana@lib.example,Acting Chair\n"
                                           "Di Ngo,di@lib.example,\"Member, resigned\"\n"
                                           "Past members,,\n"
                                           "Zoe Long,zoe@lib.example,Member\n"
                                           "Member Experience,,\n"
                                           "Bo Ray,bo@lib.example,ALA Staff Liaison\n"
                                           "Hank Miller,,\n"
                                           "Total members,3,\n"
                                           "Prepared by,Cy Marsh,cy@lib.example\n");
    CAPTURE(result.err);
    CHECK(section.csv({"roster"}).column("name") == Words{"Hank Miller", "Bo Ray", "Ana Diaz"});
    CHECK(section.csv({"roster"}).column("role") == Words{"member", "staff-liaison", "chair"});
    CHECK(holds(result.err, "Skipped, no longer serving: line 4 'Di Ngo di@lib.example Member, "
                            "resigned', line 6 "));
    CHECK(holds(result.err, "kept as a note: line 3 'Acting Chair'"));
    CHECK(holds(result.err, "line 10 'Total members 3', line 11 'Prepared by"));
}

TEST_CASE("a term without an end is renewed until it covers today") {
    const Section section;
    const Result result = appoint(section, "Name,Committee,Start,Term ends\n"
                                           "Ana Diaz,Member Experience,2021-07-01,ongoing\n"
                                           "Bo Ray,Member Experience,2022-07-01,\n"
                                           "Cy Marsh,Member Experience,2026-07-01,TBD\n"
                                           "Di Ngo,Member Experience,,2027-28\n"
                                           "Ed Poe,Member Experience,2026-07-01,2027-06-01\n");
    CAPTURE(result.err);
    CHECK(record(section) == Words{"member-experience member Ana Diaz <> 2021-07-01 2027-06-30",
                                   "member-experience member Bo Ray <> 2022-07-01 2028-06-30",
                                   "member-experience member Cy Marsh <> 2026-07-01 2028-06-30",
                                   "member-experience member Di Ngo <> 2026-07-01 2028-06-30",
                                   "member-experience member Ed Poe <> 2026-07-01 2027-06-01"});
    CHECK(holds(result.err, "assumed renewed: line 2 Ana Diaz to 2027-06-30, line 3 Bo Ray to "
                            "2028-06-30."));
    CHECK(holds(result.err, "line 6, Ed Poe: the term ends on 2027-06-01, not on June 30"));
}

TEST_CASE("an error in a column that is used is a question") {
    const Section section;
    const std::string said = section.refuses(3, {"appoint", "--from", "-", "-q"},
                                             "Name,Committee,Role,Note\n"
                                             "#NAME?,Member Experience,,\n"
                                             "Ana Diaz,Member Experience,#REF!,\n");
    CHECK(holds(said, "line 2: the column 'Name' has the error #NAME?"));
    CHECK(holds(said, "line 3: the column 'Role' has the error #REF!"));
}

TEST_CASE("the address of another person is not used") {
    const Section section;
    const Result result = appoint(section, "Name,Committee,Ends,Supervisor's Email\n"
                                           "Ana Diaz,Member Experience,2027,boss@lib.example\n");
    CHECK(section.csv({"roster"}).column("email") == Words{""});
    CHECK(holds(result.err, "Column 'Supervisor's Email': not used"));
}

TEST_CASE("below a header that is a role, a cell may have several people") {
    const Section section;
    const Result result = appoint(
        section, "Committee,Chair,Chair Email,Co-chair,Members\n"
                 "HR Development,Ruth Adler,ruth@lib.example,,Omar Haddad; Sue Bell and Max Roe\n"
                 "Middle Managers,\"Miller, Hank\",,Jill Ott,\"Kim Ray, Lou Sands\"\n");
    CAPTURE(result.err);
    Words lines;
    for (const std::string& line : record(section)) {
        lines.push_back(line.substr(0, line.find(" 2026")));
    }
    CHECK(lines ==
          Words{hrd + " chair Ruth Adler <ruth@lib.example>", hrd + " member Max Roe <>",
                hrd + " member Omar Haddad <>", hrd + " member Sue Bell <>",
                "middle-managers chair Hank Miller <>", "middle-managers co-chair Jill Ott <>",
                "middle-managers member Kim Ray <>", "middle-managers member Lou Sands <>"});
    CHECK(holds(result.err, "Column 'Members': people with this role"));
}

TEST_CASE("a cell with far too many people is refused") {
    const Section section;
    std::string people;
    for (int i = 0; i < 20000; ++i) {
        people += "Ana Diaz;";
    }
    const std::string note(5000, 'x');
    CHECK(holds(
        section.refuses(3, {"appoint", "--from", "-", "-q"},
                        "Committee,Chair,Notes\nMember Experience," + people + "," + note + "\n"),
        "the list has too many people in one row; split the list"));
}

TEST_CASE("a list of chairs only has their role in the header") {
    const Section section;
    appoint(section, "Interest Group,Chair,Email,Term Ends\n"
                     "Middle Managers,Hank Miller,hank@lib.example,2027\n"
                     "Library Consulting,(vacant),,\n");
    CHECK(record(section) == Words{"middle-managers chair Hank Miller <hank@lib.example> "
                                   "2026-07-01 2027-06-30"});
}

TEST_CASE("a header with two roles names people, whose role is in their cells") {
    const Section section;
    appoint(section, "Committee/IG,Chair(s)/Member,Contact,Rolls off\n"
                     "Middle Managers IG,Hank Miller,hank@lib.example,2027\n"
                     "Middle Managers IG,Jill Ott (co-chair),jill@lib.example,2028\n");
    CHECK(record(section) ==
          Words{"middle-managers co-chair Jill Ott <jill@lib.example> 2027-07-01 2028-06-30",
                "middle-managers member Hank Miller <hank@lib.example> 2025-07-01 2027-06-30"});
}

TEST_CASE("a heading between the rows may be a role") {
    const Section section;
    const Result result = appoint(section, "HUMAN RESOURCES DEVELOPMENT COMMITTEE,,\n"
                                           "Name,Email,Term\nChair:,,\n"
                                           "Ruth Adler,ruth@lib.example,2025-2027\nMembers:,,\n"
                                           "Omar Haddad,omar@lib.example,2025-2027\n"
                                           "MEMBER EXPERIENCE,,\n"
                                           "Zoe Pratt,zoe@lib.example,2025-2027\nCo-Chairs,,\n"
                                           "Ivy Chen,ivy@lib.example,2025-2027\n");
    const Table roster = section.csv({"roster"});
    CHECK(roster.column("name") == Words{"Ruth Adler", "Omar Haddad", "Ivy Chen", "Zoe Pratt"});
    CHECK(roster.column("role") == Words{"chair", "member", "co-chair", "member"});
    CHECK(holds(result.err, "Roles are named by headings between the rows: 'Chair:', 'Co-Chairs', "
                            "'Members:'."));
    CHECK(holds(result.err, "No role given: assumed member (line 8)."));
}

TEST_CASE("headers that are groups have the roles of each person below them") {
    const Section section;
    const Result result = appoint(
        section, "Name,Email,Human Resources Development,Member Experience,Middle Managers\n"
                 "Ruth Adler,ruth@lib.example,Chair,,Member\n"
                 "Ivy Chen,ivy@lib.example,,Chair,\nNed Foss,ned@lib.example,X,x,no\n");
    CAPTURE(result.err);
    const Table roster = section.csv({"roster"});
    CHECK(roster.column("group_slug") ==
          Words{hrd, hrd, "member-experience", "member-experience", "middle-managers"});
    CHECK(roster.column("name") ==
          Words{"Ruth Adler", "Ned Foss", "Ivy Chen", "Ned Foss", "Ruth Adler"});
    CHECK(roster.column("role") == Words{"chair", "member", "chair", "member", "member"});
    CHECK(holds(result.err, "Column 'Middle Managers': roles in this group"));
}

TEST_CASE("headers that are groups may have the people of each group below them") {
    const Section section;
    const Result result = appoint(section, "Position,Human Resources Development,Middle Managers\n"
                                           "Chair,Ruth Adler,\"Miller, Hank\"\n"
                                           "Member,Omar Haddad; Sue Bell,-\n");
    CAPTURE(result.err);
    const Table roster = section.csv({"roster"});
    CHECK(roster.column("group_slug") == Words{hrd, hrd, hrd, "middle-managers"});
    CHECK(roster.column("name") == Words{"Ruth Adler", "Omar Haddad", "Sue Bell", "Hank Miller"});
    CHECK(roster.column("role") == Words{"chair", "member", "member", "chair"});
    CHECK(holds(result.err, "Column 'Middle Managers': people in this group"));
}

TEST_CASE("tables that stand side by side are read as several") {
    const Section section;
    const Result result = appoint(
        section, workbook({{"Sheet1",
                            {{"Human Resources Development", "", "", "", "Member Experience"},
                             {"Name", "Email", "Role", "", "Name", "Email", "Role"},
                             {"Ruth Adler", "ruth@lib.example", "Chair", "", "Ivy Chen",
                              "ivy@lib.example", "Chair"},
                             {"", "", "", "", "Zoe Pratt", "zoe@lib.example", "Member"}}}}));
    const Table roster = section.csv({"roster"});
    CHECK(roster.column("group_slug") == Words{hrd, "member-experience", "member-experience"});
    CHECK(roster.column("name") == Words{"Ruth Adler", "Ivy Chen", "Zoe Pratt"});
    CHECK(holds(result.err, "Read as 2 tables side by side: sheet 'Sheet1'."));
}

TEST_CASE("tables below each other may have their columns in another order") {
    const Section section;
    appoint(section, "Human Resources Development,,,\nName,Role,Email,Term\n"
                     "Ruth Adler,Chair,ruth@lib.example,2027\n,,,\nMember Experience,,,\n"
                     "Email,Name,Term,Role\nivy@lib.example,Ivy Chen,2027,Chair\n");
    const Table roster = section.csv({"roster"});
    CHECK(roster.column("group_slug") == Words{hrd, "member-experience"});
    CHECK(roster.column("email") == Words{"ruth@lib.example", "ivy@lib.example"});
    CHECK(roster.column("role") == Words{"chair", "chair"});
}

TEST_CASE("a name's cell may also have the address") {
    const Section section;
    appoint(section, "Committee\tMember\n"
                     "MBP\tIvy Chen <ivy@lib.example>\nMBP\t\"Foss, Ned\" <ned@lib.example>\n"
                     "MBP\tZoe Pratt zoe@lib.example\n");
    appoint(section, workbook({{"Roster",
                                {{"Committee", "Member", "Role"},
                                 {"HRD", "Ruth Adler\nruth@lib.example", "Chair"},
                                 {"HRD", "Bo Ray, bo@lib.example", "Member"}}}}));
    const Table roster = section.csv({"roster"});
    CHECK(roster.column("name") ==
          Words{"Ruth Adler", "Bo Ray", "Ivy Chen", "Ned Foss", "Zoe Pratt"});
    CHECK(roster.column("email") == Words{"ruth@lib.example", "bo@lib.example", "ivy@lib.example",
                                          "ned@lib.example", "zoe@lib.example"});
}

TEST_CASE("a cell with the word for a role names no group that begins with it") {
    const Section section;
    const std::string said = section.refuses(3, {"appoint", "--from", "-", "-q"},
                                             "Name,Email,2026-27\n"
                                             "Ivy Chen,ivy@lib.example,Member\n");
    CHECK(holds(said, "nothing says in which group these people serve"));
}

TEST_CASE("a comment after a name is left out, and who left is skipped") {
    const Section section;
    const Result strict = appoint(section, "name,group,role\n"
                                           "\"van der Berg, Jan (he/him)\",middle-managers,member\n"
                                           "Robert (Bob) Lee,middle-managers,member\n"
                                           "Ann Poe (former),middle-managers,member\n");
    CAPTURE(strict.err);
    CHECK(section.csv({"roster"}).column("name") == Words{"Jan van der Berg", "Robert (Bob) Lee"});
    CHECK(holds(strict.err, "'van der Berg, Jan (he/him)' is Jan van der Berg"));
    CHECK(holds(strict.err, "no longer serving: line 4"));
    const Result result = appoint(section, "Name,Committee,Position\n"
                                           "Jo Ann Lee (she/her),Member Experience,Member\n"
                                           "\"Patel, Uma (Library)\",Member Experience,Member\n"
                                           "Hal Poe (resigned 9/26),Member Experience,Chair\n"
                                           "\"Eve Orr, resigned\",Member Experience,Member\n"
                                           "Al Bo - on leave,Member Experience,Member\n"
                                           "Cy Ng (Chair),Member Experience,\n");
    CAPTURE(result.err);
    const Table roster = section.csv({"roster", "member-experience"});
    CHECK(roster.column("name") == Words{"Cy Ng", "Al Bo", "Jo Ann Lee", "Uma Patel"});
    CHECK(roster.at(0, "role") == "chair");
    for (const char* part :
         {"Names tidied: 'Jo Ann Lee (she/her)' is Jo Ann Lee",
          "'Patel, Uma (Library)' is Uma Patel", "'Al Bo - on leave' is Al Bo",
          "Skipped, no longer serving: line 4 'Hal Poe (resigned 9/26)", "line 5 'Eve Orr"}) {
        INFO(part);
        CHECK(holds(result.err, part));
    }
}
