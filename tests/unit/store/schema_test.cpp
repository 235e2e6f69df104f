#include "lmsection/store/schema.hpp"

#include "harness.hpp"

#include <algorithm>
#include <filesystem>

using namespace lmsection::test;
using lmsection::store::Access;
using lmsection::store::Database;
using lmsection::store::schema_version;

namespace fs = std::filesystem;

namespace {

/// A copy of a database that the program made when its schema was at a version, in a section
/// with people, an ended term, an override, a report and a mark.
struct OldSection : Section {
    explicit OldSection(int version) : Section(Unmade{}) {
        fs::copy_file(source_file("tests/data/schema-" + std::to_string(version) + ".db"),
                      database());
    }
};

/// Each version that ever landed; of each a file is kept.
int old_version() {
    return GENERATE(range(1, schema_version() + 1));
}

std::vector<Words> schema_of(const std::string& file) {
    return ask_database(file, "SELECT type, name, tbl_name, sql FROM sqlite_schema "
                              "ORDER BY type, name");
}

/// All columns of all tables, which a patch may reach by another way than `CREATE TABLE`.
std::vector<Words> columns_of(const std::string& file) {
    return ask_database(file, "SELECT t.name, c.name, c.type, c.\"notnull\", c.dflt_value, c.pk "
                              "FROM sqlite_schema t, pragma_table_info(t.name) c "
                              "WHERE t.type = 'table' ORDER BY t.name, c.cid");
}

}    // namespace

TEST_CASE("a new database has the current schema version and opens without being written to") {
    const Section section;
    CHECK(number_in(section.database(), "PRAGMA user_version") == schema_version());
    const std::string before = bytes_of(section.database());
    const Database database = Database::open(section.database(), Access::writing);
    CHECK(lmsection::store::version_of(database) == schema_version());
    CHECK(bytes_of(section.database()) == before);
}

TEST_CASE("every table is strict, and the file is sound") {
    const Section section;
    const auto loose = ask_database(section.database(),
                                    "SELECT name FROM pragma_table_list WHERE type = 'table' "
                                    "AND name NOT LIKE 'sqlite%' AND NOT strict");
    CHECK(loose.empty());
    CHECK(ask_database(section.database(), "PRAGMA foreign_key_check").empty());
}

TEST_CASE("no column stores a demographic attribute of a person") {
    const Section section;
    for (const Words& column : columns_of(section.database())) {
        for (const char* attribute : {"race", "gender", "sex", "religion", "language", "disab",
                                      "ethnic", "orientation", "appearance", "birth", "age"}) {
            CAPTURE(column[0], column[1]);
            const bool whole = column[1] == attribute;
            CHECK_FALSE(whole);
            const bool part = std::string_view{attribute}.size() > 4 && holds(column[1], attribute);
            CHECK_FALSE(part);
        }
    }
}

TEST_CASE(
    "a database of an older version is brought up to date, and all that it held is still there") {
    const int version = old_version();
    const OldSection section{version};
    REQUIRE(number_in(section.database(), "PRAGMA user_version") == version);
    const auto people = ask_database(section.database(), "SELECT * FROM people ORDER BY id");
    const std::string all_terms =
        "SELECT id, person_id, group_id, role, rank, sort_key, start_on, end_on, years, note, "
        "end_reason, override_reason FROM appointments ORDER BY id";
    const auto terms = ask_database(section.database(), all_terms);
    const auto entries = ask_database(
        section.database(), "SELECT id, at, actor, command, changes FROM history ORDER BY id");
    section.done({"person", "add", "New One <new@maps.example>"});
    CHECK(number_in(section.database(), "PRAGMA user_version") == schema_version());
    CHECK(ask_database(section.database(), "SELECT * FROM people WHERE name <> 'New One' "
                                           "ORDER BY id") == people);
    CHECK(ask_database(section.database(), all_terms) == terms);
    const auto after = ask_database(
        section.database(), "SELECT id, at, actor, command, changes FROM history ORDER BY id");
    REQUIRE(after.size() == entries.size() + 1);
    CHECK(std::vector<Words>(after.begin(), after.end() - 1) == entries);
}

TEST_CASE("an older database is updated to the schema of a new one") {
    const OldSection old{old_version()};
    const Section made;
    Database::open(old.database(), Access::writing);
    CHECK(schema_of(old.database()) == schema_of(made.database()));
    CHECK(columns_of(old.database()) == columns_of(made.database()));
    CHECK(ask_database(old.database(), "PRAGMA integrity_check") == std::vector<Words>{{"ok"}});
    CHECK(ask_database(old.database(), "PRAGMA foreign_key_check").empty());
}

TEST_CASE("an updated older database gives the same answers") {
    const OldSection section{old_version()};
    const Table roster = section.csv({"roster"});
    CHECK(roster.column("name") == Words{"Zoë Brackenridge", "Ana Diaz", "Théo Long"});
    CHECK(roster.column("end") == Words{"2027-06-30", "2029-06-30", "2027-01-31"});
    const Table theo = section.csv({"person", "show", "theo"});
    CHECK(theo.column("end_reason") == Words{"new job"});
    CHECK(theo.column("override_reason") == Words{"agreed in June"});
    CHECK(section.csv({"report-due", "--all"}).where("status", "submitted").column("link") ==
          Words{"https://drive.example/r"});
    CHECK(section.csv({"checklist", "--year"}).where("status", "done").column("item") ==
          Words{"choose-map"});
}

TEST_CASE("an appointment has any role, with the rank by which older programs know it") {
    const SampleSection section;
    const Words roles{"chair", "co-chair", "vice-chair", "member", "secretary", "guest", ""};
    const std::string first = "(SELECT min(id) FROM appointments)";
    std::size_t taken = 0;
    for (std::size_t i = 0; i < roles.size(); ++i) {
        for (int rank = -1; rank <= 7; ++rank) {
            const std::string pair = "role = '" + roles[i] + "', rank = " + std::to_string(rank);
            CAPTURE(pair);
            run_sql(section.database(),
                    "UPDATE appointments SET role = 'member', rank = 3 WHERE id = " + first +
                        "; UPDATE OR IGNORE appointments SET " + pair + " WHERE id = " + first);
            const auto kept = ask_database(
                section.database(), "SELECT role, rank FROM appointments WHERE id = " + first);
            const bool is_kept = kept == std::vector<Words>{{roles[i], std::to_string(rank)}};
            const bool fits = !roles[i].empty() && rank == std::min(static_cast<int>(i), 4);
            REQUIRE(is_kept == fits);
            taken += is_kept ? 1 : 0;
        }
    }
    CHECK(taken == 6);
}

TEST_CASE("an address belongs to one person, and a mapping has its own name") {
    const SampleSection section;
    const std::string person = "(SELECT min(id) FROM people)";
    const std::string other = "(SELECT max(id) FROM people)";
    run_sql(section.database(),
            "INSERT INTO addresses VALUES (1, " + person +
                ", 'Old@lib.example', 'old@lib.example');"
                "INSERT OR IGNORE INTO addresses VALUES (2, " +
                other +
                ", 'old@LIB.example', 'old@lib.example');"
                "INSERT INTO list_maps VALUES (3, 'form', 'Name', 'name=Name');"
                "INSERT OR IGNORE INTO list_maps VALUES (4, 'form', 'Who', 'name=Who')");
    CHECK(number_in(section.database(), "SELECT count(*) FROM addresses") == 1);
    CHECK(number_in(section.database(), "SELECT count(*) FROM list_maps") == 1);
}
