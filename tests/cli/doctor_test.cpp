// `doctor`, and what becomes of files that were damaged or made by an enemy.
#include "harness.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <filesystem>
#include <random>

using namespace lmsection::test;

namespace fs = std::filesystem;

namespace {

/// The rows that doctor gives, which must end with that status.
Table examined(const Section& section, int status, const Words& more = {}) {
    Words arguments{"doctor", "-f", "csv"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Result result = section.run(arguments);
    CAPTURE(result.out, result.err);
    CHECK(result.status == status);
    return read_csv(result.out);
}

std::string verdict_on(const Table& table, const std::string& check) {
    return table.only("check", check).at(0, "verdict");
}

std::string found_by(const Table& table, const std::string& check) {
    return table.only("check", check).at(0, "found");
}

}    // namespace

TEST_CASE("doctor finds nothing wrong with a section, and changes nothing") {
    const SampleSection section;
    fs::permissions(section.database(), fs::perms::owner_read | fs::perms::owner_write);
    fs::permissions(section.folder().path(), fs::perms::owner_all);
    const std::string before = bytes_of(section.database());
    const Table table = examined(section, 0, {"--exit-code"});
    CHECK(table.columns == Words{"check", "verdict", "found", "remedy"});
    CHECK(table.column("check") == Words{"pages", "identity", "schema", "references", "records",
                                         "handbook", "erased", "crash", "permissions", "folder",
                                         "sharing"});
    CHECK(table.where("verdict", "ok").size() == table.size());
    CHECK(bytes_of(section.database()) == before);
    section.fails(4, {"--db", section.folder() / "none.db", "doctor"});
}

TEST_CASE("doctor warns of files that others can read or replace, and of shared folders") {
    const SampleSection section;
    fs::permissions(section.database(), fs::perms{0644});
    fs::permissions(section.folder().path(), fs::perms{0777});
    const Table table = examined(section, 1, {"--exit-code"});
    CHECK(verdict_on(table, "permissions") == "warning");
    CHECK(verdict_on(table, "folder") == "warning");
    CHECK(holds(table.only("check", "permissions").at(0, "remedy"), "chmod 600"));
    CHECK(examined(section, 0).size() == table.size());

    for (const char* name : {"Dropbox", "OneDrive - Library", "Nextcloud", "Google Drive",
                             "iCloud Drive", "Syncthing"}) {
        const fs::path folder = fs::path{section.folder() / name} / "deep";
        fs::create_directories(folder);
        fs::copy_file(section.database(), folder / "s.db");
        CAPTURE(name);
        CHECK(verdict_on(examined(section, 0, {"--db", folder / "s.db"}), "sharing") == "warning");
    }
    fs::create_directory(section.folder() / ".stfolder");
    CHECK(holds(found_by(examined(section, 0), "sharing"), "Syncthing"));
}

TEST_CASE("doctor tells of records that break what the schema promises") {
    const SampleSection section;
    const std::string whole = bytes_of(section.database());
    struct Case {
        std::string sql;
        std::string check;
        std::string told;
    };
    for (const auto& [sql, check, told] : std::vector<Case>{
             {"PRAGMA foreign_keys = OFF; DELETE FROM groups WHERE id = (SELECT group_id FROM "
              "appointments LIMIT 1)",
              "references", "groups"},
             {"UPDATE people SET name_key = 'x' WHERE email LIKE 'ana.diaz%'", "records",
              "ana diaz"},
             {"UPDATE appointments SET sort_key = 'x'", "records", "sort_key"},
             {"UPDATE groups SET slug = 'No Slug' WHERE id = (SELECT min(id) FROM groups)",
              "records", "group 'No Slug'"},
             {"UPDATE history SET changes = x'5401'", "records", "history"},
             {"PRAGMA ignore_check_constraints = ON; UPDATE appointments SET years = 77", "pages",
              "CHECK"},
             {"DROP INDEX people_by_name", "schema", "people_by_name"},
             {"CREATE TABLE mine (x)", "schema", "mine"},
             {"UPDATE handbook SET toml = 'a = ['", "handbook", ""},
             {"PRAGMA application_id = 7", "identity", "not a section's"},
             {"PRAGMA user_version = 99", "identity", "99"},
         }) {
        write_file(section.database(), whole);
        run_sql(section.database(), sql);
        CAPTURE(sql);
        const Table table = examined(section, 4);
        CHECK(verdict_on(table, check) == "fault");
        CHECK(holds(found_by(table, check), told));
        CHECK_FALSE(table.only("check", check).at(0, "remedy").empty());
    }
}

TEST_CASE("a name that the file has lost is damage to each command that would print it") {
    const SampleSection section;
    run_sql(section.database(), "PRAGMA foreign_keys = OFF; DELETE FROM people WHERE id IN "
                                "(SELECT person_id FROM appointments)");
    for (const Words& command :
         {Words{"roster", "-f", "csv"}, Words{"group", "list"},
          Words{"digest", "--today", "2027-06-01"}, Words{"calendar", "--year", "-f", "json"}}) {
        CAPTURE(command);
        const Result result = section.run(command);
        CHECK(result.status == 4);
        CHECK(result.out.empty());
        CHECK(holds(result.err, "which does not exist"));
    }
}

TEST_CASE("doctor looks at files that are no database without failing at it") {
    const SampleSection section;
    const std::string whole = bytes_of(section.database());
    for (const std::string& bytes :
         {std::string(5000, 'x'), whole.substr(0, 100), whole.substr(0, 5000), std::string{}}) {
        write_file(section.database(), bytes);
        const Table table = examined(section, 4);
        CHECK(table.where("verdict", "fault").size() >= 1);
        CHECK(table.where("check", "sharing").size() == 1);
    }
}

TEST_CASE("no damage anywhere in a file makes a command fail otherwise than with its status") {
    const SampleSection section;
    const std::string whole = bytes_of(section.database());
    std::mt19937 random{20261125};
    for (int round = 0; round < 60; ++round) {
        std::string bytes = whole;
        for (std::size_t n = 1 + random() % 20; n > 0; --n) {
            const std::size_t start = round % 2 == 0 ? 0 : random() % whole.size();
            const std::size_t span = round % 2 == 0 ? 4096 : whole.size() - start;
            bytes[start + random() % span] = static_cast<char>(random() % 256);
        }
        write_file(section.database(), bytes);
        for (const Words& command :
             {Words{"doctor"}, Words{"roster"}, Words{"export"}, Words{"log"},
              Words{"appoint", "New One <new@lib.example>", "middle-managers"}}) {
            const Result result = section.run(command);
            CAPTURE(round, command, result.status, result.err);
            const bool known = result.status == 0 || result.status == 3 || result.status == 4;
            CHECK(known);
            CHECK_FALSE(holds(result.err, "internal error"));
        }
    }
}

TEST_CASE("a database with triggers, views or virtual tables is refused and left as it is") {
    const SampleSection section;
    const std::string whole = bytes_of(section.database());
    for (const char* sql :
         {"CREATE TRIGGER evil AFTER INSERT ON people BEGIN DELETE FROM appointments; END",
          "CREATE VIEW evil AS SELECT name FROM people",
          "CREATE VIRTUAL TABLE evil USING fts5(x)"}) {
        write_file(section.database(), whole);
        run_sql(section.database(), sql);
        CHECK(holds(section.refuses(4, {"roster"}), "evil"));
        section.refuses(4, {"person", "add", "New One <new@lib.example>"});
        section.refuses(4, {"backup", section.folder() / "copy.db"});
        CHECK(holds(found_by(examined(section, 4), "schema"), "evil"));
    }
}

TEST_CASE("a crash leaves what doctor tells of: a journal, an unfinished file") {
    const SampleSection section;
    const std::string whole = bytes_of(section.database());
    // A journal of a transaction that was cut off, as SQLite itself writes it.
    const std::string copy = section.folder() / "crashed.db";
    {
        sqlite3* database = nullptr;
        REQUIRE(sqlite3_open(section.database().c_str(), &database) == SQLITE_OK);
        REQUIRE(sqlite3_exec(database,
                             "PRAGMA cache_size = 1; BEGIN; UPDATE people SET note = 'half'; "
                             "UPDATE history SET actor = 'half'",
                             nullptr, nullptr, nullptr) == SQLITE_OK);
        fs::copy_file(section.database(), copy);
        fs::copy_file(section.database() + "-journal", copy + "-journal");
        sqlite3_exec(database, "ROLLBACK", nullptr, nullptr, nullptr);
        sqlite3_close(database);
    }
    REQUIRE(fs::file_size(copy + "-journal") > 0);
    fs::permissions(copy, fs::perms::owner_read | fs::perms::owner_write);
    const Table table = examined(section, 0, {"--db", copy});
    CHECK(verdict_on(table, "crash") == "warning");
    CHECK(verdict_on(table, "pages") == "ok");
    CHECK_FALSE(fs::exists(copy + "-journal"));
    CHECK(number_in(copy, "SELECT count(*) FROM people WHERE note = 'half'") == 0);
    CHECK(verdict_on(examined(section, 0, {"--db", copy}), "crash") == "ok");

    write_file(section.database() + ".new-abc123", "half");
    CHECK(verdict_on(examined(section, 0), "left-overs") == "warning");
}

TEST_CASE(
    "a journal of a command that was interrupted before it changed anything is in nobody's way") {
    const SampleSection section;
    const std::string whole = bytes_of(section.database());
    for (const std::string& journal : {std::string{}, std::string(4616, '\0')}) {
        write_file(section.database() + "-journal", journal);
        const Table table = examined(section, 0);
        CHECK(verdict_on(table, "crash") == "warning");
        CHECK(holds(found_by(table, "crash"), "interrupted before it changed anything"));
        CHECK(bytes_of(section.database()) == whole);
        section.done({"person", "add", fmt::format("New One <new{}@lib.example>", journal.size())});
        CHECK(verdict_on(examined(section, 0), "crash") == "ok");
        write_file(section.database(), whole);
    }
}

TEST_CASE("a forget that was cut off before its end is told of, and finished by doctor") {
    const SampleSection section;
    section.done({"person", "forget", "ana.diaz@riverside.example", "--end-terms", "--yes"});
    CHECK(number_in(section.database(), "SELECT count(*) FROM history WHERE command = "
                                        "'lmsection person forget'") == 1);
    CHECK(verdict_on(examined(section, 0), "erased") == "ok");
    run_sql(section.database(), "UPDATE history SET command = 'lmsection person forget "
                                "(unfinished)' WHERE command = 'lmsection person forget'");
    CHECK(verdict_on(examined(section, 0), "erased") == "warning");
    CHECK(verdict_on(examined(section, 0, {"--rewrite", "--dry-run"}), "erased") == "warning");
    CHECK(verdict_on(examined(section, 0, {"--rewrite"}), "erased") == "ok");
    CHECK(number_in(section.database(), "SELECT count(*) FROM history WHERE command = "
                                        "'lmsection person forget'") == 1);
}
