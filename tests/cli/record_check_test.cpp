// One set of checks for records, whoever reads them: `doctor`, `import`, `restore` and `merge`.
#include "harness.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <string>
#include <vector>

using namespace lmsection::test;

namespace fs = std::filesystem;

namespace {

/// The sample section with two programs and a report, and a copy of its file that another program
/// writes to.
struct TwoCopies : SampleSection {
    TwoCopies() {
        done({"program", "add", "Leading Small Teams", "--venue", "webinar"});
        done({"program", "add", "Leading Large Teams", "--venue", "webinar"});
        done({"meeting", "add", "middle-managers", "--on", "2026-10-01", "--agenda",
              "https://drive.example/agenda"});
        whole = bytes_of(database());
    }
    [[nodiscard]] std::string copy() const { return folder() / "copy.db"; }
    /// Makes the copy once more, as it was, and changes it.
    void change_copy(const std::string& sql) const {
        write_file(copy(), whole);
        run_sql(copy(), "PRAGMA foreign_keys = OFF; " + sql);
    }
    [[nodiscard]] Result doctor() const { return run({"--db", copy(), "doctor", "-f", "csv"}); }
    /// What `import` says of the copy's export.
    [[nodiscard]] Result import() const {
        const std::string made = folder() / "made.db";
        fs::remove(made);
        return run({"--db", made, "import", "-"}, done({"--db", copy(), "export"}).out);
    }

    std::string whole;
};

struct BadRecord {
    std::string sql;
    std::string named;    ///< the record
    std::string reason;
};

const std::string a_person = "(SELECT id FROM people WHERE email = 'ana.diaz@riverside.example')";
const std::string small_teams = "(SELECT id FROM programs WHERE title = 'Leading Small Teams')";
const std::string large_teams = "(SELECT id FROM programs WHERE title = 'Leading Large Teams')";

std::vector<BadRecord> bad_records() {
    return {
        {"UPDATE people SET email = 'bad', email_key = 'bad' WHERE id = " + a_person, "Ana Díaz",
         "'bad' is not an email address"},
        {"UPDATE people SET name = char(8203), name_key = '' WHERE id = " + a_person, "person",
         "the name is empty"},
        {"UPDATE people SET name_key = 'x' WHERE id = " + a_person, "Ana Díaz", "name_key"},
        {"UPDATE programs SET venue = 'the-moon' WHERE id = " + small_teams, "Leading Small Teams",
         "'the-moon' is not a venue"},
        {"UPDATE programs SET carried_from = id WHERE id = " + small_teams, "Leading Small Teams",
         "carried_from leads back to it, directly"},
        {"UPDATE programs SET carried_from = (SELECT p.id FROM programs p "
         "WHERE p.id <> programs.id)",
         "Teams", "carried_from leads back to it, through others"},
        {"UPDATE groups SET retired_on = '2026-07-01', merged_into = (SELECT g.id FROM groups g "
         "WHERE g.kind = 'interest-group' AND g.id <> groups.id) WHERE id IN (SELECT id FROM "
         "groups WHERE kind = 'interest-group' ORDER BY id LIMIT 2)",
         "group", "merged_into leads back to it"},
        {"UPDATE groups SET merged_into = (SELECT min(id) FROM groups) "
         "WHERE slug = 'middle-managers'",
         "middle-managers", "merged but not retired"},
        {"UPDATE groups SET position = 1099511627776 WHERE slug = 'middle-managers'",
         "middle-managers", "position: 1099511627776 is not between"},
        {"UPDATE groups SET slug = 'No Slug' WHERE slug = 'library-consulting'", "No Slug",
         "is not a slug"},
        {"UPDATE history SET id = 9223372036854775807 WHERE id = (SELECT max(id) FROM history)",
         "history entry 9223372036854775807", "leaves no room"},
        {"UPDATE history SET id = -3 WHERE id = (SELECT max(id) FROM history)", "history entry -3",
         "leaves no room"},
        {"UPDATE history SET undoes = id WHERE id = (SELECT max(id) FROM history)", "history entry",
         "not older"},
        {"UPDATE history SET at = 'noon' WHERE id = (SELECT max(id) FROM history)", "history entry",
         "'noon' is not a time"},
        {"UPDATE history SET changes = x'5401' WHERE id = (SELECT max(id) FROM history)",
         "history entry", "changes is damaged"},
        {"INSERT INTO people (id, name, name_key) VALUES (0, 'Bo Ek', 'bo ek')", "Bo Ek",
         "leaves no room"},
        {"UPDATE meetings SET agenda = 'javascript:alert(1)'", "middle-managers, 2026-10-01",
         "'javascript:alert(1)' is not a web address"},
        {"UPDATE meetings SET minutes = 'file:///etc/passwd'", "middle-managers, 2026-10-01",
         "is not a web address"},
        {"INSERT INTO reports VALUES (7, (SELECT min(id) FROM groups), '2026-12', '2026-12-01', "
         "'data:text/html,x')",
         "2026-12", "is not a web address"},
        {"UPDATE appointments SET sort_key = 'x' WHERE person_id = " + a_person, "Ana Díaz",
         "sort_key"},
        {"INSERT INTO appointments SELECT 7, person_id, group_id, role, rank, sort_key, end_on, "
         "'2029-06-30', years, '', '', '', '', NULL FROM appointments WHERE person_id = " +
             a_person + " LIMIT 1",
         "Ana Díaz", "another of the person's terms in the group lasts until"},
        {"UPDATE meetings SET on_date = '9999-01-01'", "middle-managers", "is not a date"},
        {"UPDATE meetings SET group_id = 12345", "meeting", "group_id refers to the group 12345"},
        {"INSERT INTO duty_marks VALUES (7, (SELECT min(id) FROM groups), 'No Slug', 2026, "
         "'2026-09-01', 'x', '', 'done')",
         "No Slug", "is not a slug"},
    };
}

/// That a run ended with that status and one line that names the record and the reason.
void names(const Result& result, int status, const BadRecord& bad) {
    CAPTURE(bad.sql, result.out, result.err);
    CHECK(result.status == status);
    const std::string said = status == 4 && result.err.empty() ? result.out : result.err;
    CHECK(holds(said, bad.named));
    CHECK(holds(said, bad.reason));
}

}    // namespace

TEST_CASE("a bad record is named by doctor, import, restore and merge alike") {
    const TwoCopies section;
    for (const BadRecord& bad : bad_records()) {
        section.change_copy(bad.sql);
        names(section.doctor(), 4, bad);
        names(section.import(), 3, bad);
        names(section.run({"restore", section.copy()}), 4, bad);
        names(section.run({"merge", section.copy(), "--theirs"}), 4, bad);
        CHECK(holds(section.run({"restore", section.copy()}).err, "doctor"));
        CHECK(bytes_of(section.database()) == section.whole);
        // A bad record of our own stops a merge, too.
        names(section.run({"--db", section.copy(), "merge", section.database(), "--ours"}), 4, bad);
    }
}

TEST_CASE("a roster that is sorted by an old name is put right as doctor says") {
    const Section section;
    section.done({"appoint", "Ana Diaz <ana@lib.example>", "member-experience"});
    run_sql(section.database(), "UPDATE appointments SET sort_key = 'ana before'");
    const Result found = section.run({"doctor", "--format", "csv"});
    CHECK(found.status == 4);
    CHECK(holds(found.out, "change the person's note with 'lmsection person edit'"));
    section.done({"person", "edit", "ana@lib.example", "--note", "Speaks in June"});
    section.done({"doctor"});
}

TEST_CASE("what an earlier version recorded is a warning of doctor, and in nobody's way") {
    const TwoCopies section;
    struct Case {
        std::string sql;
        std::string told;
    };
    for (const auto& [sql, told] : std::vector<Case>{
             {"UPDATE people SET email = '.ana@x.example', email_key = '.ana@x.example' "
              "WHERE id = " +
                  a_person,
              "mail cannot be sent to '.ana@x.example'"},
             {"UPDATE people SET email = 'a' || char(8203) || '@x.example', "
              "email_key = 'a' || char(8203) || '@x.example' WHERE id = " +
                  a_person,
              "U+200B"},
             {"UPDATE people SET name = 'ana@home', name_key = 'ana@home' WHERE id = " + a_person +
                  "; UPDATE appointments SET sort_key = 'ana@home' WHERE person_id = " + a_person,
              "would be read as an address"},
             {"UPDATE people SET note = 'a' || char(27) || 'b' WHERE id = " + a_person,
              "control character"},
             {"UPDATE groups SET name = CAST(x'4cff61' AS TEXT) WHERE slug = 'middle-managers'",
              "not UTF-8"},
         }) {
        section.change_copy(sql);
        CAPTURE(sql);
        const Result doctor = section.doctor();
        CAPTURE(doctor.out);
        CHECK(doctor.status == 0);
        CHECK(holds(doctor.out, "records,warning"));
        CHECK(holds(doctor.out, told));
        CHECK(section.import().status == 0);
        for (const Words& command :
             {Words{"roster"}, Words{"person", "list"}, Words{"roster", "-f", "emails"},
              Words{"roster", "-f", "vcf"},
              Words{"appoint", "New One <new@lib.example>", "library-consulting"}}) {
            Words arguments{"--db", section.copy()};
            arguments.insert(arguments.end(), command.begin(), command.end());
            section.done(arguments);
        }
        section.change_copy(sql);
        section.done({"merge", section.copy(), "--theirs"});
        section.done({"restore", section.copy()});
        write_file(section.database(), section.whole);
    }
}

TEST_CASE("kept databases of every schema pass the checks, restore, and go through an export") {
    const Section section;
    const std::string old = section.folder() / "old.db";
    for (int version = 1; fs::exists(source_file(fmt::format("tests/data/schema-{}.db", version)));
         ++version) {
        CAPTURE(version);
        write_file(old, bytes_of(source_file(fmt::format("tests/data/schema-{}.db", version))));
        fs::permissions(old, fs::perms::owner_read | fs::perms::owner_write);
        const Result doctor = section.run({"--db", old, "doctor", "-f", "csv"});
        CHECK(doctor.status == 0);
        CHECK(holds(doctor.out, "records,ok"));
        CHECK(number_in(old, "PRAGMA user_version") == version);
        section.done({"restore", old});
        const std::string text = section.done({"export"}).out;
        const std::string made = section.folder() / "made.db";
        fs::remove(made);
        section.done({"--db", made, "import", "-"}, text);
        CHECK(section.done({"--db", made, "export"}).out == text);
    }
}

TEST_CASE("kept exports of every schema that had them are imported whole") {
    const Section section;
    // The first export was written with schema 3.
    for (int version = 3; version <= 7; ++version) {
        CAPTURE(version);
        const std::string text = bytes_of(
            source_file(fmt::format("tests/data/export-{}.jsonl", version)));
        REQUIRE(holds(text, fmt::format("\"schema\":{}}}", version)));
        const std::string made = section.folder() / fmt::format("made-{}.db", version);
        section.done({"--db", made, "import", "-"}, text);
        const std::string kept = section.folder() / fmt::format("kept-{}.db", version);
        write_file(kept, bytes_of(source_file(fmt::format("tests/data/schema-{}.db", version))));
        fs::permissions(kept, fs::perms::owner_read | fs::perms::owner_write);
        CHECK(section.done({"--db", made, "export"}).out ==
              section.done({"--db", kept, "export"}).out);
        CHECK(section.run({"--db", made, "doctor"}).status == 0);
    }
}

TEST_CASE("a command that meets a bad record ends with status 4 and names it") {
    const TwoCopies section;
    struct Case {
        std::string sql;
        Words command;
        std::string told;
    };
    for (const auto& [sql, command, told] : std::vector<Case>{
             {"UPDATE people SET email = 'bad', email_key = 'bad' WHERE id = " + a_person,
              {"person", "list"},
              "the person 'Ana Díaz': email: 'bad' is not an email address"},
             {"UPDATE programs SET venue = 'the-moon'", {"program", "list"}, "Leading Small Teams"},
             {"UPDATE programs SET carried_from = id",
              {"program", "show", "leading small teams"},
              "'Leading Small Teams' was carried from itself"},
             {"UPDATE programs SET carried_from = (SELECT p.id FROM programs p "
              "WHERE p.id <> programs.id)",
              {"program", "show", "leading small teams"},
              "through others"},
             {"UPDATE history SET id = 9223372036854775807 "
              "WHERE id = (SELECT max(id) FROM history)",
              {"person", "add", "Bo Ek <bo@lib.example>"},
              "leaves no room for new ones"},
             {"UPDATE groups SET merged_into = (SELECT min(id) FROM groups) "
              "WHERE slug = 'middle-managers'",
              {"group", "list"},
              "middle-managers"},
         }) {
        section.change_copy(sql);
        Words arguments{"--db", section.copy()};
        arguments.insert(arguments.end(), command.begin(), command.end());
        const std::string error = section.fails(4, arguments);
        CAPTURE(sql, error);
        CHECK(holds(error, told));
        CHECK(holds(error, "lmsection doctor"));
    }
}

TEST_CASE("a program that was carried over many times is shown from its first proposal on") {
    const TwoCopies section;
    section.change_copy("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
                        "WHERE i < 30000) INSERT INTO programs (id, title, venue, program_year, "
                        "group_id, status, carried_from, note) SELECT i, 'Program ' || i, "
                        "'webinar', 2026, NULL, 'carried', nullif(i - 1, 0), '' FROM n; "
                        "INSERT INTO program_steps SELECT id, id, 'draft', '2026-08-01', 'x', '' "
                        "FROM programs WHERE title LIKE 'Program %'");
    CHECK(section.doctor().status == 0);
    const Result shown = section.done(
        {"--db", section.copy(), "program", "show", "30000", "-f", "csv"});
    const Words lines = lines_of(shown.out);
    REQUIRE(lines.size() == 30001);
    CHECK(holds(lines[1], "Program 1,"));
    CHECK(holds(lines[30000], "Program 30000,"));
}

TEST_CASE("a link that is no web address is shown as text wherever it is shown") {
    const TwoCopies section;
    section.change_copy(
        "UPDATE meetings SET agenda = 'javascript:alert(1)', "
        "minutes = 'file:///etc/passwd'; "
        "INSERT OR REPLACE INTO reports VALUES (7, (SELECT id FROM groups WHERE slug = "
        "'middle-managers'), '2025-12', '2025-12-01', 'data:text/html,x')");
    for (const Words& command : {Words{"page"}, Words{"page", "--year", "2025"},
                                 Words{"handover", "middle-managers", "-f", "html"},
                                 Words{"handover", "middle-managers", "-f", "md"},
                                 Words{"meeting", "list", "middle-managers", "-f", "html"},
                                 Words{"meeting", "list", "middle-managers", "-f", "md"},
                                 Words{"report-due", "--all", "--year", "2025", "-f", "html"},
                                 Words{"calendar", "-f", "ics"}}) {
        Words arguments{"--db", section.copy()};
        arguments.insert(arguments.end(), command.begin(), command.end());
        CAPTURE(arguments);
        const std::string out = section.done(arguments).out;
        for (const std::string link : {"javascript:", "file:", "data:text"}) {
            for (const std::string before : {"href=\"", "href='", "](", "<", "URL:", "URI:"}) {
                CHECK_FALSE(holds(out, before + link));
            }
        }
    }
    const std::string page = section.done({"--db", section.copy(), "page"}).out;
    CHECK(holds(page, "agenda: javascript:alert(1)"));
}
