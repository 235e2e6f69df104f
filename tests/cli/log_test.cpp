#include "harness.hpp"
#include "lmsection/base/date.hpp"

#include <map>

using namespace lmsection::test;

namespace {

/// A section in which two people were appointed and one of them edited.
struct WorkedSection : Section {
    WorkedSection() {
        done({"appoint", "Ana Diaz <ana@lib.example>", "middle-managers", "--role", "chair"});
        done({"appoint", "Ben Okafor <ben@lib.example>", "member-experience"});
        done({"person", "edit", "ben", "--institution", "City Library"});
    }

    /// The number of the entry whose command holds `part`.
    [[nodiscard]] std::string entry(const std::string& part) const {
        const Table log = csv({"log"});
        for (std::size_t row = 0; row < log.size(); ++row) {
            if (holds(log.at(row, "command"), part)) {
                return log.at(row, "id");
            }
        }
        FAIL("no entry of " + part);
        return {};
    }

    /// All that is on record but the history.
    [[nodiscard]] std::string records() const {
        std::string all;
        for (const char* table : {"people", "appointments", "groups", "checklist_marks"}) {
            const std::string name = table;
            for (const Words& row :
                 ask_database(database(), "SELECT * FROM " + name + " ORDER BY id")) {
                for (const std::string& cell : row) {
                    all += cell + "|";
                }
                all += "\n";
            }
        }
        return all;
    }
};

}    // namespace

TEST_CASE("log --since begins the day where the user is") {
    Section section;
    section.done({"person", "add", "Lou Park <lou@maps.example>"});
    const std::string at =
        ask_database(section.database(), "SELECT max(at) FROM history").front().front();
    const std::string day = at.substr(0, 10);
    const std::size_t utc = section.csv({"log", "--since", day}).size();
    CHECK(utc == 2);
    // Where it is already tomorrow, the entries of the hours before midnight are of the day before.
    section.set("TZ", "XXX-24");
    const std::string tomorrow = lmsection::iso(
        lmsection::plus_days(*lmsection::parse_iso_date(day), 1));
    CHECK(section.csv({"log", "--since", tomorrow}).size() == 2);
    section.set("TZ", "XXX+24");
    CHECK(section.csv({"log", "--since", day}).size() == 0);
}

TEST_CASE("log has every change, newest first, with who and what rows") {
    const WorkedSection section;
    const Table log = section.csv({"log"});
    CHECK(log.columns == Words{"id", "at", "actor", "command", "changes", "state", "undoes"});
    REQUIRE(log.size() == 4);
    CHECK(holds(log.at(0, "command"), "person edit"));
    CHECK(log.at(0, "changes") == "people ~1");
    CHECK(holds(log.at(1, "changes"), "people +1"));
    CHECK(holds(log.at(1, "changes"), "appointments +1"));
    CHECK(holds(log.at(3, "command"), "init"));
    CHECK(log.column("actor") == Words(4, "tester"));
    CHECK(log.column("state") == Words(4, "done"));
}

TEST_CASE("log answers by number, actor and day") {
    const WorkedSection section;
    section.done({"person", "add", "Kim Larsen <kim@lib.example>", "--actor", "kim"});
    CHECK(section.csv({"log", "--limit", "2"}).size() == 2);
    CHECK(section.csv({"log", "--by", "kim"}).size() == 1);
    CHECK(section.csv({"log", "--by", "nobody"}).size() == 0);
    CHECK(section.csv({"log", "--since", "1990-01-01"}).size() == 5);
    CHECK(section.csv({"log", "--since", "2999-01-01"}).size() == 0);
    section.refuses(2, {"log", "--limit", "0"});
    section.refuses(2, {"log", "--since", "yesteryear"});
}

TEST_CASE("log show tells each field before and after, references by name") {
    const WorkedSection section;
    const Table edit = section.csv({"log", "show", section.entry("person edit")});
    CHECK(edit.columns == Words{"table", "record", "done", "field", "before", "after"});
    REQUIRE(edit.size() == 1);
    CHECK(edit.rows[0] ==
          Words{"people", "Ben Okafor", "changed", "institution", "", "City Library"});
    const Table appointed = section.csv({"log", "show", section.entry("Ana")});
    CHECK(appointed.only("field", "person_id").at(0, "after") == "Ana Diaz");
    CHECK(appointed.only("field", "group_id").at(0, "after") == "middle-managers");
    CHECK(appointed.only("field", "role").at(0, "done") == "added");
}

TEST_CASE("an entry is named by its number, or by its last digits where they fit only one") {
    const WorkedSection section;
    const std::string id = section.entry("person edit");
    CHECK(section.csv({"log", "show", id}).size() == 1);
    CHECK(section.csv({"log", "show", id.substr(id.size() - 9)}).size() == 1);
    section.refuses(3, {"log", "show", "1234567890123456789"});
    section.refuses(2, {"log", "show", "12a"});
    section.refuses(2, {"undo", "-5"});
    section.refuses(2, {"log", "show"});
}

TEST_CASE("undo takes back the last change, then the one before; redo puts them back") {
    const WorkedSection section;
    const std::string full = section.records();
    section.done({"undo"});
    CHECK(section.csv({"person", "show", "ben"}).size() == 1);
    CHECK_FALSE(holds(section.records(), "City Library"));
    section.done({"undo"});
    CHECK_FALSE(holds(section.records(), "Ben"));
    CHECK(section.csv({"log"}).where("state", "undone").size() == 2);
    section.done({"redo"});
    CHECK(holds(section.records(), "Ben"));
    section.done({"redo"});
    CHECK(section.records() == full);
    section.refuses(3, {"redo"});
    CHECK(section.csv({"log"}).size() == 8);
}

TEST_CASE("undo goes back to the section as it was made, and not further") {
    const WorkedSection section;
    const Section fresh;
    section.done({"undo"});
    section.done({"undo"});
    section.done({"undo"});
    CHECK(section.csv({"roster"}).size() == 0);
    CHECK(section.csv({"person", "list"}).size() == 0);
    CHECK(holds(section.refuses(3, {"undo"}), "this created the section"));
}

TEST_CASE("a few digits name no entry, though many entries end with them") {
    const WorkedSection section;
    for (int digit = 0; digit < 10; ++digit) {
        const std::string typed = std::to_string(digit);
        for (const char* command : {"undo", "redo"}) {
            CHECK(holds(section.refuses(3, {command, typed}), "there is no entry " + typed));
            section.refuses(3, {command, typed, "--dry-run"});
        }
        section.refuses(3, {"log", "show", typed});
    }
    const std::string id = section.entry("person edit");
    CHECK(holds(section.refuses(3, {"undo", id.substr(id.size() - 5)}), "at least its last 6"));
    section.refuses(3, {"undo", "0" + id});
    section.refuses(3, {"undo", "99999999999999999999999"});
    section.done({"undo", id.substr(id.size() - 6)});
}

TEST_CASE("a whole number names its entry, even where a longer number ends with it") {
    const WorkedSection section;
    const std::string id = section.entry("person edit");
    std::size_t length = 7;
    while (id[id.size() - length] == '0') {    // a number does not begin with it
        ++length;
    }
    const std::string shorter = id.substr(id.size() - length);
    run_sql(section.database(), "INSERT INTO history (id, at, actor, command, changes) VALUES (" +
                                    shorter +
                                    ", '2020-01-01T00:00:00Z', 'kim', 'lmsection old', x'')");
    CHECK(holds(section.refuses(3, {"undo", shorter}), "lmsection old"));
    CHECK(holds(section.refuses(3, {"undo", id.substr(id.size() - 6)}), "more than one entry"));
    section.done({"undo", id});
}

TEST_CASE("undo and redo show which entry they apply, who made it and when, before the result") {
    const WorkedSection section;
    const std::string id = section.entry("person edit");
    const std::string at = section.csv({"log"}).only("id", id).at(0, "at");
    const Words dry_or_not[] = {{"undo", id, "--dry-run"}, {"undo", id}, {"redo"}};
    for (const Words& command : dry_or_not) {
        Words for_scripts = command;
        for_scripts.insert(for_scripts.end(), {"-f", "csv"});
        const std::string shown = section.done(for_scripts).err;
        CHECK(shown.starts_with(command[0] == "undo" ? "Undoing " : "Redoing "));
        CHECK(holds(shown, id));
        CHECK(holds(shown, "person edit ben"));
        CHECK(holds(shown, at + " by tester"));
    }
    CHECK(section.done({"undo", "--quiet"}).err.empty());
}

TEST_CASE("log shows people sentences, local times and short numbers that undo takes") {
    WorkedSection section;
    const std::string id = section.entry("Ben");
    const std::string number = id.substr(id.size() - 6);
    run_sql(section.database(), "UPDATE history SET at = '2026-11-25T04:58:00Z' WHERE id = " + id);
    section.set("TZ", "CST6CDT");
    const std::string log = section.done({"log"}).out;
    CHECK(holds(log, "November 24, 2026\n  " + number + "  10:58 PM  tester added 1 person (Ben "));
    CHECK(holds(log, "and 1 term (Ben Okafor,\n                    member-experience).\n"));
    CHECK(holds(log, "lmsection appoint 'Ben Okafor <ben@lib.example>'"));
    section.set("TZ", "UTC");
    CHECK(holds(section.done({"log"}).out, "November 25, 2026\n  " + number + "   4:58 AM  "));
    section.done({"undo"});
    const std::string undone = section.done({"undo", number}).out;
    CHECK(undone.starts_with("Undid " + number + " of November 25, 2026, 4:58 AM, by tester: "));
    CHECK(holds(undone, "\n  It had added 1 person (Ben Okafor) and 1 term (Ben"));
    CHECK(holds(section.done({"log"}).out, "Undone since."));
    CHECK(holds(section.done({"log", "--limit", "1"}).out, "tester reversed " + number + ": "));
    CHECK(section.done({"redo", "--dry-run"}).out.starts_with("Would redo " + number));
    CHECK(section.done({"redo"}).out.starts_with("Redid " + number));
    CHECK(section.done({"undo", "--quiet"}).out.empty());
}

TEST_CASE("a short number in log has more digits if another entry ends with the same") {
    const WorkedSection section;
    const std::string id = section.entry("person edit");
    const std::string twin = std::to_string(std::stoll(id) - 1'000'000);
    run_sql(section.database(), "INSERT INTO history (id, at, actor, command, changes) VALUES (" +
                                    twin +
                                    ", '2026-11-24T00:00:00Z', 'kim', 'lmsection other', x'')");
    const std::string log = section.done({"log"}).out;
    CHECK(holds(log, "  " + id.substr(id.size() - 7) + "  "));
    CHECK(holds(log, "  " + twin.substr(twin.size() - 7) + "  "));
    CHECK_FALSE(holds(log, "  " + id.substr(id.size() - 6) + "  "));
    section.done({"undo", id.substr(id.size() - 7)});
}

TEST_CASE("undo by number takes back that entry alone") {
    const WorkedSection section;
    section.done({"undo", section.entry("Ana")});
    CHECK(section.csv({"roster"}).column("name") == Words{"Ben Okafor"});
    CHECK(holds(section.refuses(3, {"undo", section.entry("Ana")}), "already"));
    section.done({"redo", section.entry("Ana")});
    CHECK(section.csv({"roster"}).size() == 2);
    CHECK(holds(section.refuses(3, {"redo", section.entry("Ana")}), "has not been undone"));
}

TEST_CASE("an undo is an entry that can itself be undone by its number") {
    const WorkedSection section;
    section.done({"undo", section.entry("Ana")});
    const Table undo = section.csv({"log", "--limit", "1"});
    CHECK(holds(undo.at(0, "command"), "lmsection undo"));
    CHECK(undo.at(0, "undoes") == section.entry("Ana"));
    section.done({"undo", undo.at(0, "id")});
    CHECK(section.csv({"roster"}).size() == 2);
}

TEST_CASE("a roster is sorted by the names that people have after an undo or a redo") {
    const Section section;
    section.done({"appoint", "Ana Diaz <ana@lib.example>", "member-experience"});
    section.done({"person", "add", "Mei Lin <mei@lib.example>"});
    SECTION("a name was changed, and a term begun, before the change was undone") {
        section.done({"person", "edit", "mei@lib.example", "--name", "Aba Lin"});
        const std::string renamed = section.csv({"log"}).at(0, "id");
        section.done({"appoint", "mei@lib.example", "member-experience"});
        section.done({"undo", renamed});
        CHECK(section.csv({"roster", "member-experience"}).column("name") ==
              Words{"Ana Diaz", "Mei Lin"});
    }
    SECTION("a term was undone, and its person's name changed, before the term was redone") {
        section.done({"appoint", "mei@lib.example", "member-experience"});
        section.done({"undo"});
        const std::string undone = section.csv({"log"}).at(0, "id");
        section.done({"person", "edit", "mei@lib.example", "--name", "Aba Lin"});
        section.done({"undo", undone});
        CHECK(section.csv({"roster", "member-experience"}).column("name") ==
              Words{"Aba Lin", "Ana Diaz"});
    }
    section.done({"doctor"});
}

TEST_CASE("undo is refused where a later change rests on it, and names that one") {
    const WorkedSection section;
    const std::string appointed = section.entry("Ben Okafor");
    const std::string edited = section.entry("person edit");
    const std::string reason = section.refuses(3, {"undo", appointed});
    CHECK(holds(reason, "Ben Okafor"));
    CHECK(holds(reason, "lmsection undo " + edited));
    section.done({"undo", edited});
    section.done({"undo", appointed});
}

TEST_CASE("undo is refused where a later record refers to what it would remove") {
    const Section section;
    section.done({"person", "add", "Ana Diaz <ana@lib.example>"});
    const std::string added = section.csv({"log", "--limit", "1"}).at(0, "id");
    section.done({"appoint", "ana", "middle-managers"});
    const std::string appointed = section.csv({"log", "--limit", "1"}).at(0, "id");
    const std::string reason = section.refuses(3, {"undo", added});
    CHECK(holds(reason, "Ana Diaz, middle-managers"));
    CHECK(holds(reason, "lmsection undo " + appointed));
}

TEST_CASE("redo is refused where something else has taken the place") {
    const Section section;
    section.done({"report-due", "submit", "middle-managers", "2026-12"});
    section.done({"undo"});
    section.done({"report-due", "submit", "middle-managers", "2026-12"});
    CHECK(holds(section.refuses(3, {"redo"}), "another record has taken the place"));
}

TEST_CASE("an entry whose content was erased is told as such and cannot be undone") {
    const WorkedSection section;
    const std::string id = section.entry("person edit");
    run_sql(section.database(), "UPDATE history SET changes = x'' WHERE id = " + id);
    CHECK(section.csv({"log"}).only("id", id).at(0, "state") == "erased");
    CHECK(section.done({"log", "show", id, "-f", "csv"}).out ==
          "table,record,done,field,before,after\r\n");
    CHECK(holds(section.refuses(3, {"undo", id}), "erased"));
}

TEST_CASE("a damaged entry is told with status 4 and changes nothing") {
    const WorkedSection section;
    const std::string id = section.entry("person edit");
    run_sql(section.database(), "UPDATE history SET changes = x'54ff00' WHERE id = " + id);
    section.refuses(4, {"undo", id});
    CHECK(section.run({"log", "-f", "csv"}).status == 4);
}

TEST_CASE("undo and redo with --dry-run tell and change nothing") {
    const WorkedSection section;
    const std::string before = bytes_of(section.database());
    CHECK(section.csv({"undo", "--dry-run"}).at(0, "state") == "undone");
    CHECK(bytes_of(section.database()) == before);
    section.done({"undo"});
    const std::string undone = bytes_of(section.database());
    CHECK(section.csv({"redo", "--dry-run"}).at(0, "state") == "done");
    CHECK(bytes_of(section.database()) == undone);
}

TEST_CASE("changes of an older schema are taken back too") {
    const Section section;
    std::filesystem::copy_file(source_file("tests/data/schema-1.db"), section.database(),
                               std::filesystem::copy_options::overwrite_existing);
    section.done({"undo"});
    CHECK(section.csv({"roster", "globes"}).column("end") == Words{"2030-06-30"});
    for (int entry = 0; entry < 5; ++entry) {
        section.done({"undo"});
    }
    CHECK(section.csv({"person", "list"}).size() == 0);
}

TEST_CASE("undo names a record that is gone, in its refusal, as people know it") {
    const Section section;
    section.done({"meeting", "add", "middle-managers", "--on", "2026-11-20"});
    section.done({"meeting", "edit", "middle-managers", "--on", "2026-11-20", "--note", "late"});
    const std::string edited = section.csv({"log"}).at(0, "id");
    section.done({"meeting", "remove", "middle-managers", "--on", "2026-11-20"});
    const std::string refused = section.refuses(3, {"undo", edited});
    CHECK(holds(refused, "middle-managers, 2026-11-20 (in meetings) is no longer there"));
}

TEST_CASE("log show names every record, also one that is gone, as people know it") {
    const Section section;
    section.done({"program", "add", "Coaching", "--venue", "webinar", "--speaker", "Cy Young"});
    section.done({"program", "speaker", "remove", "Coaching", "Cy Young"});
    section.done({"duty", "done", "middle-managers", "connect-discussion"});
    section.done({"duty", "reopen", "middle-managers", "connect-discussion"});
    section.done({"volunteer", "add", "Vi Lee <vi@lib.example>", "--choice", "member-experience"});
    section.done({"checklist", "done", "attend-ala-annual"});
    section.done({"checklist", "reopen", "attend-ala-annual"});
    section.done({"report-due", "submit", "middle-managers", "2026-12"});
    section.done({"report-due", "retract", "middle-managers", "2026-12"});
    section.done({"appoint", "Ana Diaz <ana@lib.example>", "middle-managers"});
    section.done({"undo"});
    const Table log = section.csv({"log"});
    std::map<std::string, std::string> names;    // of a record of each table
    for (std::size_t row = 0; row < log.size(); ++row) {
        const Table shown = section.csv({"log", "show", log.at(row, "id")});
        for (std::size_t field = 0; field < shown.size(); ++field) {
            const std::string& record = shown.at(field, "record");
            CHECK(record.find_first_not_of("0123456789/") != std::string::npos);
            names.try_emplace(shown.at(field, "table"), record);
        }
    }
    CHECK(names["speakers"] == "Cy Young, Coaching");
    CHECK(names["appointments"] == "Ana Diaz, middle-managers");
    CHECK(holds(names["duty_marks"], "middle-managers, connect-discussion"));
    CHECK(holds(names["volunteer_steps"], "Vi Lee"));
    CHECK(holds(names["checklist_marks"], "attend-ala-annual"));
    CHECK(names["reports"] == "middle-managers, 2026-12");
    CHECK(names["volunteers"] == "Vi Lee");
}
