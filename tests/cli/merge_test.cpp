#include "harness.hpp"

#include <filesystem>

using namespace lmsection::test;

namespace {

namespace fs = std::filesystem;

/// A section with two people, and a copy of its file that another officer works on.
struct Copied : Section {
    Copied() {
        done({"appoint", "Ana Diaz <ana@lib.example>", "middle-managers", "--role", "chair"});
        done({"person", "add", "Ben Okafor <ben@lib.example>"});
        fs::copy_file(database(), other);
    }

    const std::string other = folder() / "other.db";

    /// What the other officer does.
    Result there(Words arguments) const {
        arguments.insert(arguments.end(), {"--db", other, "--actor", "kim"});
        return done(arguments);
    }
    Result merge(const Words& options = {}) const {
        Words arguments{"merge", other};
        arguments.insert(arguments.end(), options.begin(), options.end());
        return run(arguments);
    }
    /// What stands against a merge.
    Table disputes() const {
        const std::string before = bytes_of(database());
        const Result result = merge({"-f", "csv"});
        CHECK(result.status == 3);
        CHECK(count_lines(result.err) == 1);
        CHECK(holds(result.err, "--ours or --theirs"));
        CHECK(bytes_of(database()) == before);
        return read_csv(result.out);
    }
    [[nodiscard]] std::string field(const std::string& sql) const {
        return ask_database(database(), sql).at(0).at(0);
    }
};

}    // namespace

TEST_CASE("merge brings what the other did, as its own entries, and leaves the other alone") {
    const Copied section;
    section.there({"appoint", "Chi Sato <chi@lib.example>", "member-experience"});
    section.done({"report-due", "submit", "middle-managers", "2026-12"});
    const std::string others = bytes_of(section.other);
    const Table came = section.csv({"merge", section.other});
    CHECK(came.columns == Words{"id", "at", "actor", "command", "changes", "state", "undoes"});
    REQUIRE(came.size() == 1);
    CHECK(came.at(0, "actor") == "kim");
    CHECK(section.csv({"roster"}).column("name") == Words{"Chi Sato", "Ana Diaz"});
    CHECK(section.csv({"log"}).where("actor", "kim").size() == 1);
    CHECK(section.csv({"log"}).size() == 5);
    CHECK(bytes_of(section.other) == others);
}

TEST_CASE("merging again brings nothing new, and the other catches up without a question") {
    const Copied section;
    section.there({"person", "edit", "ben", "--institution", "City Library"});
    section.done({"person", "edit", "ben", "--note", "on leave"});
    section.done({"merge", section.other});
    const std::string merged = bytes_of(section.database());
    const Result again = section.done({"merge", section.other});
    CHECK(holds(again.err, "Nothing new"));
    CHECK(bytes_of(section.database()) == merged);
    section.done({"merge", section.database(), "--db", section.other});
    for (const char* sql :
         {"SELECT * FROM people ORDER BY id", "SELECT * FROM history ORDER BY id"}) {
        CHECK(ask_database(section.other, sql) == ask_database(section.database(), sql));
    }
}

TEST_CASE("merge keeps the former addresses that either copy knows") {
    const Copied section;
    section.done({"person", "edit", "ana", "--email", "ana@city.example"});
    section.there({"person", "edit", "ben", "--email", "ben@city.example"});
    section.there({"person", "edit", "ana", "--email", "ana@state.example"});
    const Table asked = section.disputes();
    CHECK(asked.column("field") == Words{"email"});
    REQUIRE(section.merge({"--theirs"}).status == 0);
    CHECK(ask_database(section.database(), "SELECT email FROM addresses ORDER BY email") ==
          std::vector<Words>{{"ana@lib.example"}, {"ben@lib.example"}});
    CHECK(section.csv({"person", "show", "ana@lib.example"}).at(0, "email") == "ana@state.example");
    section.done({"doctor"});
}

TEST_CASE("an address belongs to one person after a merge") {
    const std::string side = GENERATE("--ours", "--theirs");
    const Copied section;
    section.done({"person", "merge", "ana", "ben"});
    section.there({"person", "edit", "ben", "--note", "from kim"});
    REQUIRE(section.disputes().size() == 1);
    REQUIRE(section.merge({side}).status == 0);
    CHECK(number_in(section.database(), "SELECT count(*) FROM addresses") ==
          (side == "--ours" ? 1 : 0));
    CHECK(section.csv({"person", "list", "ben@lib.example"}).column("name") ==
          Words{side == "--ours" ? "Ana Diaz" : "Ben Okafor"});
}

TEST_CASE("merge keeps a liaison of either copy") {
    const Copied section;
    section.there(
        {"appoint", "Lou Park <lou@core.example>", "middle-managers", "--role", "staff liaison"});
    section.done({"appoint", "ben", "middle-managers"});
    REQUIRE(section.merge().status == 0);
    CHECK(section.csv({"roster", "middle-managers"}).column("role") ==
          Words{"chair", "member", "staff-liaison"});
}

TEST_CASE("merge joins two changes of one record where they touch other fields") {
    const Copied section;
    section.there({"person", "edit", "ben", "--institution", "City Library"});
    section.done({"person", "edit", "ben", "--note", "on leave"});
    section.done({"merge", section.other});
    CHECK(ask_database(section.database(), "SELECT institution, note FROM people "
                                           "WHERE name = 'Ben Okafor'") ==
          std::vector<Words>{{"City Library", "on leave"}});
}

TEST_CASE("merge lists a field that both changed, writes nothing, and takes a decision") {
    const Copied section;
    section.there({"person", "edit", "ben", "--institution", "State Library"});
    section.done({"person", "edit", "ben", "--institution", "City Library"});
    const Table disputes = section.disputes();
    CHECK(disputes.columns == Words{"entry", "table", "record", "field", "ours", "theirs", "base"});
    REQUIRE(disputes.size() == 1);
    CHECK(Words(disputes.rows[0].begin() + 1, disputes.rows[0].end()) ==
          Words{"people", "Ben Okafor", "institution", "City Library", "State Library", ""});
    const Result done = section.done({"merge", section.other, "--theirs"});
    CHECK(holds(done.err, "Kept theirs: "));
    CHECK(holds(done.err, "City Library"));
    CHECK(section.field("SELECT institution FROM people WHERE name = 'Ben Okafor'") ==
          "State Library");
}

TEST_CASE("what was decided in a merge is an entry that can be shown and undone") {
    const Copied section;
    section.there({"person", "edit", "ben", "--institution", "State Library"});
    section.done({"person", "edit", "ben", "--institution", "City Library"});
    section.done({"merge", section.other, "--theirs"});
    const Table newest = section.csv({"log", "--limit", "1"});
    CHECK(holds(newest.at(0, "command"), "lmsection merge"));
    CHECK(newest.at(0, "actor") == "tester");
    const Table shown = section.csv({"log", "show", newest.at(0, "id")});
    CHECK(shown.only("field", "institution").rows[0] ==
          Words{"people", "Ben Okafor", "changed", "institution", "City Library", "State Library"});
    section.done({"undo"});
    CHECK(section.field("SELECT institution FROM people WHERE name = 'Ben Okafor'") ==
          "City Library");
}

TEST_CASE("an entry that came in a merge is undone by its number, or refused with the reason") {
    const Copied section;
    section.there({"appoint", "ben", "member-experience"});
    section.there({"person", "edit", "ana", "--note", "theirs"});
    section.done({"merge", section.other});
    const Table log = section.csv({"log"});
    const std::string appointed = log.where("changes", "appointments +1").at(0, "id");
    const std::string edited = log.at(0, "id");
    section.done({"undo", appointed});
    section.done({"person", "edit", "ana", "--note", "mine"});
    CHECK(holds(section.refuses(3, {"undo", edited}), "was changed since"));
}

TEST_CASE("ours here and theirs there end in the same section") {
    const Copied section;
    section.there(
        {"appoint", "Chi Sato <chi@lib.example>", "member-experience", "--role", "chair"});
    section.there({"person", "edit", "ben", "--name", "Ben Okafor-Lund"});
    section.done({"appoint", "Chi A. Sato <chi@lib.example>", "member-experience"});
    section.done({"person", "edit", "ben", "--name", "Benjamin Okafor"});
    const std::string here = section.folder() / "here.db";
    fs::copy_file(section.database(), here);
    section.done({"merge", section.other, "--ours", "--db", here});
    section.done({"merge", section.database(), "--theirs", "--db", section.other});
    for (const std::string table : {"people", "appointments", "groups", "checklist_items"}) {
        const std::string sql = "SELECT * FROM " + table + " ORDER BY id";
        CHECK(ask_database(here, sql) == ask_database(section.other, sql));
    }
    CHECK(ask_database(here, "SELECT name FROM people ORDER BY name") ==
          std::vector<Words>{{"Ana Diaz"}, {"Benjamin Okafor"}, {"Chi A. Sato"}});
}

TEST_CASE("somebody whom both recorded is one person afterwards, with what either knew") {
    const Copied section;
    section.there({"person", "add", "Chi Sato <chi@lib.example>", "--institution", "City Library"});
    section.there({"appoint", "chi", "member-experience"});
    section.done({"person", "add", "Chi Sato <CHI@lib.example>", "--note", "met at Annual"});
    section.done({"report-due", "submit", "middle-managers", "2026-12"});
    section.there({"report-due", "submit", "middle-managers", "2026-12"});
    section.done({"merge", section.other, "--ours"});
    CHECK(ask_database(section.database(), "SELECT name, institution, note FROM people "
                                           "WHERE name LIKE 'Chi%'") ==
          std::vector<Words>{{"Chi Sato", "City Library", "met at Annual"}});
    CHECK(section.csv({"roster", "member-experience"}).column("name") == Words{"Chi Sato"});
    CHECK(number_in(section.database(), "SELECT count(*) FROM reports") == 1);
}

TEST_CASE("what one removed and the other changed is asked about") {
    const Copied section;
    section.there({"person", "edit", "ben", "--note", "theirs"});
    section.done({"person", "merge", "ana", "ben"});
    const Table disputes = section.disputes();
    CHECK(disputes.only("field", "note").at(0, "theirs") == "theirs");
    CHECK(disputes.only("field", "note").at(0, "ours") == "");
    section.done({"merge", section.other, "--theirs"});
    CHECK(number_in(section.database(), "SELECT count(*) FROM people") == 2);
}

TEST_CASE("what one removed and the other's records need is asked about") {
    const Copied section;
    section.there({"appoint", "ben", "member-experience"});
    section.done({"person", "merge", "ana", "ben"});
    const Table disputes = section.disputes();
    REQUIRE(disputes.size() == 1);
    CHECK(disputes.at(0, "table") == "people");
    CHECK(disputes.at(0, "ours") == "removed");
    CHECK(holds(disputes.at(0, "theirs"), "needed by"));
    const std::string theirs = section.folder() / "theirs.db";
    fs::copy_file(section.database(), theirs);
    section.done({"merge", section.other, "--theirs", "--db", theirs});
    CHECK(section.csv({"roster", "member-experience", "--db", theirs}).size() == 1);
    section.done({"merge", section.other, "--ours"});
    CHECK(section.csv({"roster", "member-experience"}).size() == 0);
}

TEST_CASE("two chairs that only the merge brings together are asked about, by rule") {
    const Copied section;
    section.there({"appoint", "Chi Sato <chi@lib.example>", "leadership-team", "--role", "chair"});
    section.there({"appoint", "Eva Sato <eva@lib.example>", "leadership-team"});
    for (const char* who : {"Dov Diaz <dov@lib.example>", "Fay Diaz <fay@lib.example>",
                            "Gus Diaz <gus@lib.example>"}) {
        section.done({"appoint", who, "leadership-team", "--role", "co-chair", "--override", "x"});
    }
    const Table disputes = section.disputes();
    REQUIRE(disputes.size() == 1);
    CHECK(disputes.at(0, "record") == "leadership-team");
    CHECK(holds(disputes.at(0, "ours"), "Dov Diaz (co-chair"));
    CHECK(holds(disputes.at(0, "theirs"), "Chi Sato (chair"));
    section.done({"merge", section.other, "--ours"});
    CHECK(section.csv({"roster", "leadership-team"}).column("name") ==
          Words{"Dov Diaz", "Fay Diaz", "Gus Diaz", "Eva Sato"});
}

TEST_CASE("an appointment to a group that the other retired is asked about") {
    const Copied section;
    section.there({"group", "retire", "library-consulting", "--on", "2026-12-31"});
    section.done({"appoint", "ben", "library-consulting"});
    CHECK(section.disputes().at(0, "record") == "library-consulting");
    section.done({"merge", section.other, "--ours"});
    CHECK(section.csv({"roster", "library-consulting"}).size() == 1);
    CHECK(section.field("SELECT retired_on FROM groups WHERE slug = 'library-consulting'") ==
          "NULL");
}

TEST_CASE("merge with --dry-run lists what would come and writes nothing") {
    const Copied section;
    section.there({"person", "edit", "ben", "--note", "theirs"});
    const std::string before = bytes_of(section.database());
    CHECK(section.csv({"merge", section.other, "--dry-run"}).size() == 1);
    CHECK(bytes_of(section.database()) == before);
}

TEST_CASE("a file that is no copy of the section is refused, and so is a damaged one") {
    const Copied section;
    const Section another;
    CHECK(holds(section.refuses(3, {"merge", another.database()}), "not a copy of this section"));
    section.refuses(4, {"merge", section.folder() / "missing.db"});
    section.refuses(4, {"merge", section.file("text.db", "no database")});
    section.refuses(2, {"merge"});
    section.refuses(2, {"merge", ""});
    section.refuses(2, {"merge", section.other, "--ours", "--theirs"});
    run_sql(section.other, "CREATE TRIGGER t AFTER INSERT ON people BEGIN SELECT 1; END");
    section.refuses(4, {"merge", section.other});
    run_sql(section.other, "DROP TRIGGER t");
    run_sql(section.other, "INSERT INTO history SELECT max(id) + 1, at, actor, command, "
                           "x'54ff00', NULL FROM history");
    section.refuses(4, {"merge", section.other});
    run_sql(section.other, "PRAGMA user_version = 999");
    CHECK(holds(section.refuses(4, {"merge", section.other}), "newer"));
}

TEST_CASE("an entry that is another one in each copy is refused") {
    const Copied section;
    run_sql(section.other, "UPDATE history SET changes = (SELECT changes FROM history "
                           "ORDER BY id LIMIT 1) WHERE id = (SELECT max(id) FROM history)");
    CHECK(holds(section.refuses(3, {"merge", section.other}), "is different in"));
}

TEST_CASE("a copy of an older format is merged and left as it is") {
    const Section section;
    const std::string old = section.folder() / "old.db";
    fs::copy_file(source_file("tests/data/schema-2.db"), old);
    const std::string ours = section.folder() / "ours.db";
    fs::copy_file(old, ours);
    section.done({"person", "add", "Chi Sato <chi@lib.example>", "--db", ours});
    const std::string before = bytes_of(old);
    CHECK(holds(section.done({"merge", old, "--db", ours}).err, "Nothing new"));
    CHECK(bytes_of(old) == before);
    CHECK(number_in(old, "PRAGMA user_version") == 2);
    section.done({"merge", ours, "--db", old});
    CHECK(number_in(old, "SELECT count(*) FROM people WHERE name = 'Chi Sato'") == 1);
}

TEST_CASE("who was forgotten in one copy does not come back from the other") {
    const Copied section;
    section.done({"person", "forget", "ben", "--yes"});
    section.there({"person", "edit", "ben", "--note", "theirs"});
    CHECK(holds(section.refuses(3, {"merge", section.other}), "Ben Okafor was forgotten"));
    CHECK(holds(section.refuses(3, {"merge", section.database(), "--db", section.other}),
                "Ben Okafor was forgotten"));
    section.there({"person", "forget", "ben", "--yes"});
    section.there({"person", "add", "Chi Sato <chi@lib.example>"});
    section.done({"merge", section.other});
    CHECK(section.csv({"person", "list"}).size() == 3);
}

TEST_CASE("two of one name without a common address stay two, with a warning") {
    const Copied section;
    section.there({"person", "add", "Chi Sato <chi@lib.example>"});
    section.done({"person", "add", "Chi Sato <chi@other.example>"});
    CHECK(holds(section.done({"merge", section.other}).err, "warning: each copy has added"));
    CHECK(section.csv({"person", "list", "chi"}).size() == 2);
}

TEST_CASE("log answers by person and group: what touched them or their records") {
    const Copied section;
    section.done({"appoint", "ben", "member-experience"});
    section.done({"appoint", "end", "ben", "member-experience", "--on", "2026-12-31", "--reason",
                  "new job"});
    section.done({"group", "edit", "member-experience", "--charge", "Members first"});
    CHECK(section.csv({"log", "--person", "ben"}).size() == 3);
    CHECK(section.csv({"log", "--person", "ana"}).size() == 1);
    CHECK(section.csv({"log", "--group", "member-experience"}).size() == 4);    // and init
    CHECK(section.csv({"log", "--person", "ben", "--group", "member-experience"}).size() == 2);
    CHECK(section.csv({"log", "--person", "ben", "--limit", "1"}).size() == 1);
    section.refuses(3, {"log", "--person", "nobody"});
    section.refuses(3, {"log", "--group", "nothing"});
    section.refuses(2, {"log", "--person", ""});
}

TEST_CASE("groups that the two merged into one another are asked about, and one merger stands") {
    const Copied section;
    section.done({"group", "merge", "library-consulting", "dialogue-with-directors"});
    section.there({"group", "merge", "dialogue-with-directors", "library-consulting"});
    const Table listed = section.disputes();
    REQUIRE(listed.size() == 1);
    CHECK(holds(listed.at(0, "ours"), "merged into Dialogue with Directors"));
    CHECK(holds(listed.at(0, "theirs"), "merged into Library Consulting"));
    CHECK(section.merge({"--theirs"}).status == 0);
    const Table groups = section.csv({"group", "list"});
    CHECK(groups.only("slug", "library-consulting").at(0, "retired_on") == "");
    CHECK(groups.only("slug", "dialogue-with-directors").at(0, "merged_into") ==
          "library-consulting");
    section.done({"appoint", "Chi Sato <chi@lib.example>", "library-consulting"});
    CHECK(holds(section.refuses(3, {"appoint", "Chi Sato", "dialogue"}), "library-consulting"));
}

TEST_CASE("a retirement that gives way does so with the terms that were ended with it") {
    Copied section;
    section.done({"appoint", "Ben Okafor", "library-consulting", "--year", "2027"});
    fs::copy_file(section.database(), section.other, fs::copy_options::overwrite_existing);
    section.done({"group", "retire", "library-consulting", "--on", "2027-01-01", "--end-terms"});
    section.there({"appoint", "Chi Sato <chi@lib.example>", "library-consulting", "--role", "chair",
                   "--year", "2027"});
    CHECK(holds(section.disputes().at(0, "ours"), "retired on 2027-01-01"));
    CHECK(section.merge({"--theirs"}).status == 0);
    const Table kept = section.csv({"roster", "library-consulting", "--history"});
    CHECK(kept.column("name") == Words{"Chi Sato", "Ben Okafor"});
    CHECK(kept.column("start") == Words{"2027-07-01", "2027-07-01"});
}

TEST_CASE("a merger of groups that gives way leaves nobody in both, and no form led astray") {
    const Copied section;
    section.done({"volunteer", "add", "Dee Roy <dee@lib.example>", "--choice", "middle-managers"});
    fs::copy_file(section.database(), section.other, fs::copy_options::overwrite_existing);
    section.done({"group", "merge", "middle-managers", "library-consulting"});
    section.there({"appoint", "Chi Sato <chi@lib.example>", "middle-managers"});
    CHECK(section.merge({"--theirs"}).status == 0);
    CHECK(section.csv({"roster", "library-consulting", "--history"}).size() == 0);
    CHECK(section.csv({"roster", "middle-managers"}).column("name") ==
          Words{"Ana Diaz", "Chi Sato"});
    CHECK(section.csv({"volunteer", "list"}).column("choices") == Words{"middle-managers"});
}

TEST_CASE("what both recorded is one record after the merge, which undo does not take apart") {
    const Copied section;
    section.done({"report-due", "submit", "middle-managers", "2026-12", "--on", "2026-11-20"});
    section.there({"report-due", "submit", "middle-managers", "2026-12", "--on", "2026-11-22"});
    CHECK(section.merge({"--theirs"}).status == 0);
    const std::string reason = section.refuses(3, {"undo"});
    CHECK(holds(reason, "another record has taken the place"));
    CHECK(holds(reason, "correct that record directly"));
    section.done({"report-due", "retract", "middle-managers", "2026-12"});
}
