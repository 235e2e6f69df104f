#include "lmsection/store/database.hpp"
#include "lmsection/store/transaction.hpp"

#include "harness.hpp"
#include "lmsection/base/error.hpp"
#include "lmsection/store/person.hpp"

#include <sqlite3.h>

#include <filesystem>

using namespace lmsection;
using namespace lmsection::test;
using lmsection::store::Access;
using lmsection::store::Change;
using lmsection::store::Database;

namespace fs = std::filesystem;

namespace {

const store::ChangeInfo info{"tester", "lmsection test", "2026-11-24T12:00:00Z"};

/// That a file is refused as a failure of the store, for reading and writing, and is left alone.
void refused(const Section& section, const std::string& reason) {
    const std::string before = bytes_of(section.database());
    for (const Access access : {Access::reading, Access::writing}) {
        CHECK_THROWS_AS(Database::open(section.database(), access), StoreError);
    }
    CHECK(holds(section.fails(4, {"roster"}), reason));
    CHECK(holds(section.fails(4, {"appoint", "A B <a@lib.example>", "middle"}), reason));
    CHECK(bytes_of(section.database()) == before);
}

Person somebody(std::int64_t id, const std::string& address) {
    return {PersonId{id}, "Ana Diaz", or_refused(EmailAddress::parse(address)), "", ""};
}

}    // namespace

TEST_CASE("a file that is not a database is refused and not changed") {
    const Section section;
    write_file(section.database(), std::string(4096, 'x'));
    refused(section, section.database());
}

TEST_CASE("an empty file is refused and not changed") {
    const Section section;
    write_file(section.database(), "");
    refused(section, section.database());
}

TEST_CASE("another program's database is refused and not changed") {
    const Section section;
    fs::remove(section.database());
    run_sql(section.database(), "CREATE TABLE t (x); INSERT INTO t VALUES (1)");
    refused(section, "not a section's database");
}

TEST_CASE("a database of a newer program is refused and not changed") {
    const Section section;
    run_sql(section.database(), "PRAGMA user_version = 9999");
    refused(section, "newer");
}

TEST_CASE("a database with an impossible version is refused and not changed") {
    for (const char* version : {"0", "-5"}) {
        const Section section;
        run_sql(section.database(), std::string{"PRAGMA user_version = "} + version);
        refused(section, "not a section's database");
    }
}

TEST_CASE("an empty database with our application id is not filled in") {
    const Section section;
    fs::remove(section.database());
    run_sql(section.database(), "PRAGMA application_id = 1819112291");
    refused(section, "not a section's database");
}

TEST_CASE("a missing database or a folder is refused with status 4") {
    const Section section;
    fs::remove(section.database());
    CHECK_THROWS_AS(Database::open(section.database(), Access::reading), StoreError);
    CHECK(holds(section.fails(4, {"roster"}), "lmsection init"));
    CHECK_FALSE(fs::exists(section.database()));
    fs::create_directory(section.database());
    CHECK_THROWS_AS(Database::open(section.database(), Access::reading), StoreError);
    CHECK(holds(section.fails(4, {"roster"}), "folder"));
}

TEST_CASE("a truncated database fails with status 4 and one line") {
    const SampleSection section;
    const std::string whole = bytes_of(section.database());
    write_file(section.database(), whole.substr(0, whole.size() / 2));
    const Result result = section.run({"roster", "-f", "csv"});
    CHECK(result.status == 4);
    CHECK(count_lines(result.err) == 1);
}

TEST_CASE("a value that the schema forbids is reported as damage with status 4") {
    const SampleSection section;
    run_sql(section.database(), "PRAGMA ignore_check_constraints = ON; "
                                "UPDATE appointments SET role = 'The King'");
    CHECK(holds(section.run({"roster", "-f", "csv"}).err, "King"));
    CHECK(section.run({"roster", "-f", "csv"}).status == 4);
}

TEST_CASE("every reader reports a number that the schema forbids as damage") {
    const Section section;
    section.done({"appoint", "Ana Diaz <ana@lib.example>", "middle-managers", "-q"});
    section.done({"volunteer", "add", "Ben Okafor <ben@lib.example>", "--choice", "middle-managers",
                  "--experience", "7", "-q"});
    section.done({"program", "add", "Maps", "--venue", "webinar", "--speaker", "Cai Wu", "-q"});
    struct Damage {
        std::string sql;
        std::string number;
        Words reader;
    };
    for (const Damage& damage : {
             Damage{"appointments SET years = 0", "0", {"roster"}},
             Damage{"appointments SET years = 77", "77", {"appoint", "renew", "ana", "middle"}},
             Damage{"checklist_items SET month = 13", "13", {"checklist"}},
             Damage{"programs SET program_year = 2147483647",
                    "2147483647",
                    {"program", "list", "--all"}},
             Damage{"speakers SET stipend = -1", "-1", {"program", "list"}},
             Damage{"volunteers SET experience = 100", "100", {"volunteer", "list"}},
         }) {
        const std::string sound = bytes_of(section.database());
        run_sql(section.database(), "PRAGMA ignore_check_constraints = ON; UPDATE " + damage.sql);
        INFO(damage.sql);
        CHECK(holds(section.fails(4, damage.reader), damage.number + " is not between"));
        write_file(section.database(), sound);
    }
}

TEST_CASE("a change that is not committed leaves nothing, not even in the history") {
    const Section section;
    const std::string before = bytes_of(section.database());
    {
        Database database = Database::open(section.database(), Access::writing);
        Change change{database, info, 1};
        store::insert_person(change.writer(), somebody(5, "ana@lib.example"));
        CHECK(store::person_by_id(database, PersonId{5}).has_value());
    }
    CHECK(bytes_of(section.database()) == before);
}

TEST_CASE("a committed change is recorded in one history entry") {
    const Section section;
    const auto entries = number_in(section.database(), "SELECT count(*) FROM history");
    {
        Database database = Database::open(section.database(), Access::writing);
        Change change{database, info, 1};
        store::insert_person(change.writer(), somebody(5, "ana@lib.example"));
        change.commit();
    }
    CHECK(number_in(section.database(), "SELECT count(*) FROM people WHERE id = 5") == 1);
    CHECK(number_in(section.database(), "SELECT count(*) FROM history") == entries + 1);
    const auto entry = ask_database(section.database(), "SELECT at, actor, command, "
                                                        "length(changes) > 0 FROM history "
                                                        "ORDER BY id DESC LIMIT 1");
    CHECK(entry == std::vector<Words>{{info.at, info.actor, info.command, "1"}});
}

TEST_CASE("an entry comes after those before it, even when the clock went backwards") {
    const Section section;
    const auto newest = number_in(section.database(), "SELECT max(id) FROM history");
    {
        Database database = Database::open(section.database(), Access::writing);
        Change change{database, info, 1};
        store::insert_person(change.writer(), somebody(5, "ana@lib.example"));
        change.commit();
    }
    CHECK(number_in(section.database(), "SELECT max(id) FROM history") == newest + 1);
}

TEST_CASE("a change that changes nothing leaves no entry in the history") {
    const Section section;
    const auto entries = number_in(section.database(), "SELECT count(*) FROM history");
    {
        Database database = Database::open(section.database(), Access::writing);
        Change change{database, info, 1};
        change.commit();
    }
    CHECK(number_in(section.database(), "SELECT count(*) FROM history") == entries);
}

TEST_CASE("an address that is already taken is a store error and is not saved") {
    const Section section;
    Database database = Database::open(section.database(), Access::writing);
    Change change{database, info, 1};
    store::insert_person(change.writer(), somebody(5, "ana@lib.example"));
    CHECK_THROWS_AS(store::insert_person(change.writer(), somebody(6, "ANA@lib.example")),
                    StoreError);
}

TEST_CASE("a database opened for reading cannot be written to") {
    const Section section;
    Database database = Database::open(section.database(), Access::reading);
    CHECK_THROWS_AS((Change{database, info, 1}), StoreError);
}

TEST_CASE("a new database gets its name only when it is published") {
    const TemporaryFolder folder;
    const std::string file = folder / "new.db";
    {
        Database abandoned = Database::create(file);
        CHECK_FALSE(fs::exists(file));
    }
    CHECK(fs::is_empty(folder.path()));
    {
        Database made = Database::create(file);
        made.publish();
    }
    CHECK(mode_of(file) == 0600);
    CHECK_THROWS_AS(Database::create(file), RefusedError);
}

TEST_CASE("a file created under the name in the meantime is not replaced") {
    const TemporaryFolder folder;
    const std::string file = folder / "new.db";
    Database made = Database::create(file);
    write_file(file, "somebody else's");
    CHECK_THROWS_AS(made.publish(), RefusedError);
    CHECK(bytes_of(file) == "somebody else's");
}

TEST_CASE("a writer waits for another, and gives up with one line and status 4") {
    const Section section;
    sqlite3* other = nullptr;
    REQUIRE(sqlite3_open(section.database().c_str(), &other) == SQLITE_OK);
    REQUIRE(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) == SQLITE_OK);
    const std::string error = section.fails(4,
                                            {"appoint", "A B <a@lib.example>", "middle-managers"});
    CHECK(count_lines(error) == 1);
    CHECK(section.run({"roster"}).status == 0);    // a reader is not kept out
    sqlite3_exec(other, "ROLLBACK", nullptr, nullptr, nullptr);
    sqlite3_close(other);
    section.done({"appoint", "A B <a@lib.example>", "middle-managers"});
}

TEST_CASE("a writer that read a file before it was restored is refused and changes nothing") {
    const SampleSection section;
    const std::string copy = section.folder() / "copy.db";
    section.done({"backup", copy});
    for (const Words& command :
         {Words{"restore", copy}, Words{"doctor", "--rewrite"},
          Words{"person", "forget", "ana.diaz@riverside.example", "--end-terms", "--yes"}}) {
        Database database = Database::open(section.database(), Access::writing);
        section.done(command);
        const std::string before = bytes_of(section.database());
        CHECK_THROWS_AS((Change{database, info, 1}), StoreError);
        CHECK(bytes_of(section.database()) == before);
    }
    Database database = Database::open(section.database(), Access::writing);
    section.done({"person", "add", "New One <new@lib.example>"});    // an ordinary writer
    Change change{database, info, 1};
    store::insert_person(change.writer(), somebody(5, "five@lib.example"));
    change.commit();
}

TEST_CASE("a file opened untouched stays the same, whatever is written") {
    const Section section;
    const std::string before = bytes_of(section.database());
    {
        Database database = Database::open_untouched(section.database(), Access::writing);
        Change change{database, info, 1};
        store::insert_person(change.writer(), somebody(5, "ana@lib.example"));
        change.commit();
        CHECK(store::person_by_id(database, PersonId{5}).has_value());
    }
    CHECK(bytes_of(section.database()) == before);
    Database database = Database::open_untouched(section.database(), Access::reading);
    CHECK_THROWS_AS((Change{database, info, 1}), StoreError);
}
