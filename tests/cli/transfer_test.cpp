// What `export` writes and `import` reads: everything, losslessly, as text.
#include "harness.hpp"

#include <algorithm>
#include <filesystem>
#include <random>
#include <set>

using namespace lmsection::test;

namespace fs = std::filesystem;

namespace {

std::string exported(const Section& section) {
    return section.done({"export"}).out;
}

/// What is exported of a database that was made of `text`.
std::string through_import(const Section& section, const std::string& text) {
    const std::string copy = section.folder() / "through.db";
    fs::remove(copy);
    section.done({"--db", copy, "import", "-"}, text);
    CHECK(mode_of(copy) == 0600);
    CHECK(ask_database(copy, "PRAGMA integrity_check") == std::vector<Words>{{"ok"}});
    CHECK(ask_database(copy, "PRAGMA foreign_key_check").empty());
    return section.done({"--db", copy, "export"}).out;
}

/// The lines, as one text again.
std::string joined(const Words& lines) {
    std::string text;
    for (const std::string& line : lines) {
        text += line + "\n";
    }
    return text;
}

/// The number of the first line that holds `part`, counted from 1; fails the test without one.
std::size_t line_with(const Words& lines, const std::string& part) {
    const auto found = std::find_if(lines.begin(), lines.end(),
                                    [&](const std::string& line) { return holds(line, part); });
    REQUIRE(found != lines.end());
    return static_cast<std::size_t>(found - lines.begin()) + 1;
}

std::string replaced(std::string text, const std::string& part, const std::string& by) {
    const auto at = text.find(part);
    REQUIRE(at != std::string::npos);
    return text.replace(at, part.size(), by);
}

/// The schema's version as an export of the section tells it.
std::string schema_said(const Section& section) {
    return "\"schema\":" + std::to_string(number_in(section.database(), "PRAGMA user_version"));
}

/// A section with somebody of every kind, and a history in which something was undone.
struct LivedInSection : SampleSection {
    LivedInSection() {
        done({"volunteer", "add", "Vera Volk <vera@lib.example>", "--choice", "middle-managers"});
        done({"program", "add", "Leading Small Teams", "--venue", "webinar", "--speaker",
              "Ana Diaz", "--stipend", "150"});
        done({"meeting", "add", "middle-managers", "--on", "2026-10-01"});
        done({"checklist", "add", "Thank the volunteers", "--month", "may"});
        done({"undo"});
        done({"redo"});
        done({"group", "retire", "library-consulting", "--on", "2027-07-01", "--end-terms"});
    }
};

/// Refuses to import, with one line of fault, which is given back without the program's name.
std::string refused(const Section& section, const std::string& text) {
    const std::string copy = section.folder() / "refused.db";
    const std::string error = section.fails(3, {"--db", copy, "import", "-"}, text);
    CHECK_FALSE(fs::exists(copy));
    return error;
}

}    // namespace

TEST_CASE("an export is imported to a database that exports the same bytes, history and all") {
    const LivedInSection section;
    const std::string text = exported(section);
    CHECK(count_lines(text) > 100);
    CHECK(through_import(section, text) == text);
}

TEST_CASE("an imported section answers as the first one, and what was done is undone in it") {
    const LivedInSection section;
    const std::string copy = section.folder() / "copy.db";
    section.done({"--db", copy, "import", "-"}, exported(section));
    for (const Words& question : {Words{"roster", "--history"}, Words{"person", "list"},
                                  Words{"log"}, Words{"program", "list"}, Words{"check"}}) {
        Words there = question;
        there.insert(there.end(), {"--db", copy});
        CHECK(section.csv(there).rows == section.csv(question).rows);
    }
    section.done({"undo"});
    section.done({"--db", copy, "undo"});
    CHECK(section.csv({"roster", "--db", copy}).rows == section.csv({"roster"}).rows);
}

TEST_CASE("the export's lines are JSON: a header, then records in the order of tables and ids") {
    const LivedInSection section;
    const Words lines = lines_of(exported(section));
    const auto header = nlohmann::json::parse(lines.front());
    CHECK(header ==
          nlohmann::json{{"format", "lmsection-export"},
                         {"version", 1},
                         {"schema", number_in(section.database(), "PRAGMA user_version")}});
    std::string table;
    std::set<std::string> seen;
    std::int64_t last = 0;
    CHECK(lines.back() == R"({"end":"lmsection-export"})");
    for (std::size_t i = 1; i + 1 < lines.size(); ++i) {
        const auto record = nlohmann::json::parse(lines[i]);
        if (record["table"] != table) {
            table = record["table"];
            last = 0;
            CHECK(seen.insert(table).second);
        }
        if (record.contains("id")) {
            const auto id = std::stoll(record["id"].get<std::string>());
            CHECK(id > last);
            last = id;
        }
        CHECK(number_in(section.database(),
                        "SELECT count(*) FROM pragma_table_info('" + table + "')") ==
              static_cast<std::int64_t>(record.size()) - 1);
    }
    CHECK(table == "history");
    for (const Words& row :
         ask_database(section.database(), "SELECT name FROM sqlite_schema WHERE type = 'table'")) {
        const auto records = number_in(section.database(), "SELECT count(*) FROM " + row.front());
        const auto found = std::count_if(lines.begin(), lines.end(), [&](const std::string& line) {
            return line.starts_with("{\"table\":\"" + row.front() + "\"");
        });
        CAPTURE(row.front());
        CHECK(found == records);
    }
}

TEST_CASE("one changed record is one changed line of the export") {
    const SampleSection section;
    Words before = lines_of(section.done({"export", "--without-history"}).out);
    section.done({"person", "edit", "ana.diaz@riverside.example", "--note", "back in May"});
    const Words after = lines_of(section.done({"export", "--without-history"}).out);
    REQUIRE(before.size() == after.size());
    std::size_t differing = 0;
    for (std::size_t i = 0; i < after.size(); ++i) {
        differing += before[i] == after[i] ? 0U : 1U;
    }
    CHECK(differing == 1);
}

TEST_CASE("without the history nothing of it is exported, and the rest is imported") {
    const LivedInSection section;
    const std::string text = section.done({"export", "--without-history"}).out;
    CHECK_FALSE(holds(text, "\"table\":\"history\""));
    CHECK(through_import(section, text) == text);
    const std::string copy = section.folder() / "through.db";
    CHECK(section.csv({"--db", copy, "log"}).rows.empty());
    CHECK(holds(section.fails(3, {"--db", copy, "undo"}), "lmsection: "));
}

TEST_CASE("hostile text comes through export and import byte by byte, and steers no terminal") {
    const LivedInSection section;
    section.done({"person", "edit", "ana.diaz@riverside.example", "--note",
                  "=1+1 \" \\ \xf0\x9f\xa6\x86 </script> {\"hex\":\"00\"} \xc3\xa9"});
    run_sql(section.database(), "UPDATE people SET note = 'a' || char(0) || char(27) || '[2J' "
                                "|| char(8238) || char(133) || char(10) || 'z' "
                                "WHERE id = (SELECT max(id) FROM people)");
    run_sql(section.database(), "UPDATE history SET command = CAST(x'6cff00fe' AS TEXT) "
                                "WHERE id = (SELECT max(id) FROM history)");
    const std::string text = exported(section);
    CHECK_FALSE(holds(text, "\xe2\x80\xae"));
    CHECK_FALSE(holds(text, "\x1b"));
    CHECK(holds(text, R"(\u202e)"));
    CHECK(holds(text, R"({"hex":"6cff00fe"})"));
    CHECK(through_import(section, text) == text);
    CHECK(
        ask_database(section.folder() / "through.db",
                     "SELECT hex(note) FROM people ORDER BY id DESC LIMIT 1") ==
        ask_database(section.database(), "SELECT hex(note) FROM people ORDER BY id DESC LIMIT 1"));
}

TEST_CASE("made-up content of all kinds comes through export and import byte by byte") {
    std::mt19937 random{20261124};
    const Words letters{"a",
                        "Z",
                        " ",
                        "\xc3\xa9",
                        "\xe4\xb8\xad",
                        "\xf0\x9f\x98\x80",
                        "\"",
                        "\\",
                        "\t",
                        "\xe2\x80\xa8",
                        "'",
                        "\xcc\x81",
                        "\x7f"};
    for (int round = 0; round < 3; ++round) {
        const SampleSection section;
        std::string sql;
        for (int i = 1; i <= 40; ++i) {
            std::string note;
            for (std::size_t n = random() % 60; n > 0; --n) {
                const std::string& letter = letters[random() % letters.size()];
                note += letter == "'" ? "''" : letter;
            }
            const std::string id = std::to_string(random());
            sql += "INSERT OR IGNORE INTO people VALUES (" + id + ", 'Ana Diaz', 'ana diaz', " +
                   (random() % 2 == 0 ? "NULL, NULL"
                                      : "'p" + id + "@lib.example', 'p" + id + "@lib.example'") +
                   ", '', '" + note + "');";
        }
        run_sql(section.database(), sql);
        const std::string text = exported(section);
        CHECK(through_import(section, text) == text);
    }
}

TEST_CASE("an export has one form, and with -o it is a file that its owner alone can read") {
    SampleSection section;
    section.umask(0);
    const std::string file = section.folder() / "section.jsonl";
    section.done({"export", "-o", file});
    CHECK(mode_of(file) == 0600);
    CHECK(bytes_of(file) == exported(section));
    CHECK(section.done({"export", "-f", "jsonl"}).out == bytes_of(file));
    section.fails(2, {"export", "-f", "csv"});
}

TEST_CASE("import touches no file that is there, and with dry run makes none") {
    const SampleSection section;
    const std::string text = exported(section);
    CHECK(holds(section.refuses(3, {"import", "-"}, text), "already exists"));
    const std::string copy = section.folder() / "copy.db";
    const Result tried = section.done({"--db", copy, "import", "-", "--dry-run"}, text);
    CHECK(holds(tried.err, "Would create"));
    CHECK_FALSE(fs::exists(copy));
    CHECK(std::distance(fs::directory_iterator(section.folder().path()), {}) == 1);
    section.fails(4, {"--db", copy, "import", section.folder() / "nothing.jsonl"});
    section.fails(4, {"--db", section.folder() / "no/copy.db", "import", "-"}, text);
    section.fails(2, {"--db", copy, "import"});
}

TEST_CASE("what is no export, or one of a newer program, is refused with its line") {
    const SampleSection section;
    const std::string text = exported(section);
    CHECK(holds(refused(section, ""), "is empty"));
    CHECK(holds(refused(section, "name,email\n"), "line 1: is not the first line"));
    CHECK(holds(refused(section, "[1]\n"), "line 1: is not the first line"));
    CHECK(holds(refused(section, replaced(text, "\"version\":1", "\"version\":2")), "newer"));
    const std::string schema = schema_said(section);
    CHECK(holds(refused(section, replaced(text, schema, "\"schema\":999")), "newer"));
    CHECK(holds(refused(section, replaced(text, schema, "\"schema\":0")), "line 1: "));
    CHECK(holds(refused(section, replaced(text, schema, schema + ",\"x\":1")), "line 1"));
    const Words lines = lines_of(text);
    CHECK(holds(refused(section, lines.front() + "\n" + lines.back() + "\n"), "no handbook"));
    CHECK(holds(refused(section, joined({lines.begin(), lines.end() - 1})), "is incomplete"));
    CHECK(holds(refused(section, text.substr(0, text.size() / 2)), "is incomplete"));
}

TEST_CASE("every bad line of an import is reported by its number, and nothing is made") {
    const LivedInSection section;
    const Words lines = lines_of(exported(section));
    const std::size_t person = line_with(lines, "ana.diaz@riverside.example");
    struct Case {
        std::string part;
        std::string by;
        std::string told;
    };
    for (const auto& [part, by, told] : std::vector<Case>{
             {"{\"table\"", "[\"table\"", "not a JSON object"},
             {"\"people\"", "\"persons\"", "there is no table 'persons'"},
             {"\"table\":\"people\",", "", "does not name a table"},
             {"\"note\":", "\"notes\":", "note is missing"},
             {"\"note\":", "\"note\":\"\",\"note\":", "has 'note' twice"},
             {"\"note\":\"\"", "\"note\":7", "note is not text"},
             {"\"note\":\"\"", "\"note\":null", "lacks people.note"},
             {"\"note\":\"\"", "\"note\":{\"hex\":\"0\"}", "note is not text"},
             {"\"note\":\"\"", "\"note\":[[[1]]]", "nested values"},
             {"\"id\":\"", "\"id\":\"x", "id is not a number"},
             {"\"id\":\"", "\"id\":null,\"x\":\"", "id is null"},
             {"\"id\":\"", "\"id\":\"99999999999999999999", "id is not a number"},
             {"\"name\":\"Ana D\xc3\xad", "\"name\":\"\",\"x\":\"", "has no column 'x'"},
             {"\"institution\":\"", "\"institution\":\"" + std::string(2001, 'x'),
              "breaks the rule"},
             {"\"name_key\":\"ana diaz\"", "\"name_key\":\"eve\"", "name_key is 'eve'"},
             {"ana.diaz@riverside.example\",\"email_key\"", "ana diaz\",\"email_key\"", "address"},
         }) {
        Words bad = lines;
        bad[person - 1] = replaced(bad[person - 1], part, by);
        CAPTURE(told);
        const std::string error = refused(section, joined(bad));
        CHECK(holds(error, "standard input, line " + std::to_string(person) + ": "));
        CHECK(holds(error, told));
    }
    Words twice{lines.begin(), lines.end() - 1};
    twice.push_back(lines[person - 1]);
    twice.push_back("nonsense");
    twice.push_back(lines.back());
    twice.push_back(lines[person - 1]);
    const Words errors = lines_of(refused(section, joined(twice)));
    REQUIRE(errors.size() == 3);
    CHECK(holds(errors[0], "line " + std::to_string(lines.size()) + ": "));
    CHECK(holds(errors[0], "is duplicated"));
    CHECK(holds(errors[1], "line " + std::to_string(lines.size() + 1) + ": "));
    CHECK(holds(errors[2], "line " + std::to_string(lines.size() + 3) + ": comes after"));
}

TEST_CASE("a record that names what is not there is refused, whatever the order of lines") {
    const LivedInSection section;
    Words lines = lines_of(exported(section));
    const std::size_t person = line_with(lines, "ana.diaz@riverside.example");
    const auto id = nlohmann::json::parse(lines[person - 1])["id"].get<std::string>();
    Words without = lines;
    without.erase(without.begin() + static_cast<std::ptrdiff_t>(person) - 1);
    const std::size_t term = line_with(without, "\"person_id\":\"" + id + "\"");
    const std::string error = refused(section, joined(without));
    CHECK(holds(error, "line " + std::to_string(term) + ": the term "));
    CHECK(holds(error, "person_id refers to the person " + id + ", which does not exist"));

    Words turned(lines.rbegin() + 1, lines.rend() - 1);    // the records, the last first
    turned.insert(turned.begin(), lines.front());
    turned.push_back(lines.back());
    CHECK(through_import(section, joined(turned)) == joined(lines));
}

TEST_CASE("an entry of the history that is damaged is not imported") {
    const LivedInSection section;
    const Words lines = lines_of(exported(section));
    const std::size_t entry = line_with(lines, "\"table\":\"history\"");
    Words bad = lines;
    bad[entry - 1] = replaced(bad[entry - 1], "{\"hex\":\"", "{\"hex\":\"54ff");
    CHECK(holds(refused(section, joined(bad)),
                "line " + std::to_string(entry) + ": the history entry "));
    CHECK(holds(refused(section, joined(bad)), "changes is damaged"));
}

TEST_CASE("an export of an older schema is imported and brought up to date") {
    const Section section;
    const Words lines = lines_of(exported(section));
    Words old{replaced(lines.front(), schema_said(section), "\"schema\":1")};
    for (std::size_t i = 1; i < lines.size(); ++i) {
        auto line = lines[i];
        for (const char* newer : {",\"merged_into\":null", ",\"undoes\":null"}) {
            if (const auto at = line.find(newer); at != std::string::npos) {
                line.erase(at, std::string_view{newer}.size());
            }
        }
        old.push_back(line);
    }
    CHECK(through_import(section, joined(old)) == joined(lines));
    const std::string copy = section.folder() / "through.db";
    CHECK(ask_database(copy, "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name") ==
          ask_database(section.database(),
                       "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name"));
}

TEST_CASE("an import reads the lines that other programs write of the same JSON") {
    const LivedInSection section;
    Words lines = lines_of(exported(section));
    for (const std::string end :
         {R"({"end": "lmsection-export"})", R"({ "end" :"lmsection-export" } )"}) {
        lines.back() = end;
        Words spaced = lines;
        for (std::string& line : spaced) {
            line += " ";
        }
        CHECK(through_import(section, joined(spaced)) == exported(section));
    }
    for (const std::string end : {R"({"end":"other"})", R"({"end":"lmsection-export","x":1})"}) {
        lines.back() = end;
        CHECK(holds(refused(section, joined(lines)), "does not name a table"));
    }
}

TEST_CASE("an import lists a hundred faults, and reads no further") {
    const SampleSection section;
    Words lines = lines_of(exported(section));
    const std::string end = lines.back();
    lines.pop_back();
    for (int i = 0; i < 200000; ++i) {
        lines.push_back(R"({"table":"people"})");
    }
    lines.push_back(end);
    Words errors = lines_of(refused(section, joined(lines)));
    CHECK(errors.size() == 101);
    CHECK(holds(errors.back(), "may have more errors than these 100"));

    std::string wide = R"({"table":"people")";
    for (int i = 0; i < 200000; ++i) {
        wide += ",\"x" + std::to_string(i) + "\":1";
    }
    lines.resize(lines.size() - 200000);
    lines.back() = wide + "}";
    errors = lines_of(refused(section, joined(lines)));
    CHECK(errors.size() < 101);
    CHECK(holds(errors.front(), "more than 64 values"));

    // Records that can be read, and all of which are bad.
    lines.pop_back();
    for (int i = 1; i <= 5000; ++i) {
        lines.push_back(R"({"table":"volunteer_choices","volunteer_id":")" + std::to_string(i) +
                        R"(","place":1,"group_id":"7"})");
    }
    lines.push_back(end);
    errors = lines_of(refused(section, joined(lines)));
    CHECK(errors.size() == 101);
}

TEST_CASE("an import refuses what no other command could read") {
    const Section section;
    section.done({"appoint", "Ana Diaz <ana@maps.example>", "middle-managers"});
    section.done(
        {"report-due", "submit", "middle-managers", "2026-12", "--link", "https://maps.example/r"});
    section.done({"group", "merge", "library-consulting", "dialogue-with-directors"});
    const std::string text = section.done({"export", "--without-history"}).out;
    const auto with = [&](const std::string& from, const std::string& to) {
        return refused(section, replaced(text, from, to));
    };
    CHECK(holds(with("\"end_on\":\"2028-06-30\"", "\"end_on\":\"3001-06-30\""), "end_on"));
    CHECK(holds(with("\"submitted_on\":\"2026", "\"submitted_on\":\"9999"), "submitted_on"));
    CHECK(holds(with("https://maps.example/r", "javascript:alert(1)"), "javascript"));
    CHECK(holds(with("\"retired_on\":\"2026-11-24\"", "\"retired_on\":\"9999-01-01\""),
                "retired_on"));
    CHECK(holds(with("\"retired_on\":\"2026-11-24\"", "\"retired_on\":null"), "not retired"));
    CHECK(holds(with("\"slug\":\"plan-annual-goals\"", "\"slug\":\"x y\""), "slug"));
}
