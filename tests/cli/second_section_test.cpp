// Another section's handbook: nothing in the program may lean on the built-in one's numbers.
#include "harness.hpp"

#include <algorithm>
#include <fstream>

using namespace lmsection::test;

namespace {

const std::string& handbook_file() {
    static const std::string file = source_file("tests/data/second_handbook.toml");
    return file;
}

struct MapsSection : Section {
    MapsSection() : Section(Unmade{}) { done({"init", "--handbook", handbook_file()}); }

    Table appoint(const std::string& name, const std::string& group, Words more = {}) const {
        Words arguments{"appoint", name + " <" + std::string(1, name.back()) + "@maps.example>",
                        group};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return csv(arguments);
    }
};

/// A text whose lines were broken to fit, in one line.
std::string on_one_line(const std::string& text) {
    std::string line;
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\n';
        if (!blank || (!line.empty() && line.back() != ' ')) {
            line += blank ? ' ' : c;
        }
    }
    return line;
}

}    // namespace

TEST_CASE("another section has its own groups, in the order of rosters") {
    const MapsSection maps;
    CHECK(maps.csv({"group", "list"}).column("slug") ==
          Words{"steering-team", "map-care", "outreach-teaching", "digital-atlases", "globes",
                "glossary-task-force"});
}

TEST_CASE("help speaks of another section's venues, terms, roles and events") {
    const MapsSection maps;
    const auto help = [&](const Words& command) { return on_one_line(maps.done(command).out); };
    const std::string appoint = help({"appoint", "--help"});
    CHECK(holds(appoint, "1, 2 or 3"));
    CHECK(holds(appoint, "1; 3 for members of the Steering Team; 2 for leaders of the "
                         "Steering Team; 3 for members of Standing Committees"));
    CHECK(holds(appoint, "3 for leaders of Circles"));
    CHECK(holds(help({"volunteer", "assign", "-h"}), "A current member of the Steering Team"));
    CHECK(
        holds(help({"meeting", "add", "-h"}), "a meeting of the group with the section's chairs"));
    CHECK(holds(help({"program", "add", "-h"}), "Type of session: none in this handbook"));
    for (const Words& command :
         {Words{"--help"}, Words{"appoint", "-h"}, Words{"volunteer", "-h"}, Words{"meeting", "-h"},
          Words{"meeting", "add", "-h"}, Words{"event", "-h"}, Words{"event", "list", "-h"},
          Words{"volunteer", "assign", "-h"}, Words{"program", "add", "-h"}}) {
        const std::string text = help(command);
        CAPTURE(command, text);
        CHECK_FALSE(holds(text, "Leadership Team"));
        CHECK_FALSE(holds(text, "ALA Annual"));
        CHECK_FALSE(holds(text, "Core Forum"));
        CHECK_FALSE(holds(text, "breakout"));
    }
    CHECK(holds(help({"program", "add", "-h"}), "map-fair, webinar or other"));
    CHECK(holds(help({"program", "add", "-h"}), "--venue map-fair"));
    CHECK(holds(help({"help", "event", "set"}), "map-fair or circle-week"));
    CHECK_FALSE(holds(help({"program", "list", "-h"}), "ala-annual"));
    CHECK_FALSE(holds(help({"program", "carry", "-h"}), "core-forum"));

    // The database of the command line counts, before and after the command.
    const NoSection nowhere;
    CHECK(holds(nowhere.done({"program", "add", "-h"}).out, "ala-annual"));
    CHECK(holds(nowhere.done({"--db", maps.database(), "program", "add", "-h"}).out, "map-fair"));
    CHECK(holds(nowhere.done({"program", "add", "--db", maps.database(), "-h"}).out, "map-fair"));
    // Help is there whatever the database is like.
    const std::string broken = nowhere.file("broken.db", "no database");
    CHECK(holds(nowhere.done({"program", "add", "--db", broken, "-h"}).out, "ala-annual"));
    CHECK(holds(nowhere.done({"program", "add", "--db", "missing.db", "-h"}).out, "ala-annual"));
}

TEST_CASE("a volunteer's steps name another section's own leadership team and roles") {
    const MapsSection maps;
    maps.done({"volunteer", "add", "Vi Ode <v@x.example>", "--choice", "globes"});
    maps.done({"person", "add", "Al Ash <a@x.example>"});
    const std::string stranger = maps.refuses(3, {"volunteer", "assign", "v@x.example",
                                                  "a@x.example"});
    CHECK(holds(stranger, "does not serve on the Steering Team on 2026-11-24 (§2)"));
    CHECK(holds(stranger, "'lmsection appoint PERSON steering-team'"));
    maps.appoint("Person A", "steering-team");
    maps.done({"volunteer", "assign", "v@x.example", "Person A"});
    const std::string empty = maps.refuses(3, {"volunteer", "alert", "v@x.example"});
    CHECK(holds(empty, "'lmsection appoint PERSON globes --role co-chair'"));
    maps.appoint("Person B", "globes", {"--role", "co-chair", "--override", "first leader"});
    const std::string letter = maps.done({"volunteer", "alert", "v@x.example", "-f", "md"}).out;
    CHECK(holds(letter, "The Steering Team records your answer"));
    CHECK_FALSE(holds(letter, "Leadership"));
}

TEST_CASE("another section's terms have the length that its handbook says") {
    const MapsSection maps;
    CHECK(maps.appoint("Person A", "map-care").rows[0] ==
          Words{"map-care", "Map Care", "committee", "member", "Person A", "A@maps.example", "",
                "2026-11-24", "2029-06-30", "3"});
    CHECK(maps.appoint("Person B", "map-care", {"--role", "chair"}).at(0, "end") == "2027-06-30");
    CHECK(maps.appoint("Person C", "globes").at(0, "end") == "2027-06-30");
    CHECK(maps.appoint("Person D", "globes", {"--role", "co-chair"}).at(0, "end") == "2029-06-30");
    const std::string error = maps.refuses(3, {"appoint", "X <x@maps.example>", "globes", "--years",
                                               "4"});
    CHECK(holds(error, "§1"));
}

TEST_CASE("a plan gives another section's terms the lengths that its handbook allows") {
    const MapsSection maps;
    for (const char* name : {"Person A", "Person B", "Person C", "Person D"}) {
        maps.done(
            {"volunteer", "add",
             std::string{name} + " <" + std::string(1, std::string{name}.back()) + "@maps.example>",
             "--choice", "map-care"});
    }
    Words years = maps.csv({"plan"}).where("part", "Proposed").column("years");
    std::ranges::sort(years);
    CHECK(years == Words{"1", "2", "3", "3"});    // the chair's usual term has 1
}

TEST_CASE("another section's committees hold as many as its handbook says") {
    const MapsSection maps;
    for (const char* name : {"Person A", "Person B", "Person C", "Person D", "Person E"}) {
        CHECK(maps.appoint(name, "outreach-teaching").size() == 1);
    }
    const std::string error = maps.refuses(3, {"appoint", "Person F <f@maps.example>",
                                               "outreach-teaching"});
    CHECK(holds(error, "the maximum is 5"));
    CHECK(holds(error, "§3"));
}

TEST_CASE("another section is led by the roles that its handbook knows") {
    const MapsSection maps;
    CHECK(maps.appoint("Person A", "steering", {"--role", "chair"}).size() == 1);
    CHECK(maps.appoint("Person B", "steering", {"--role", "vice-chair"}).size() == 1);
    CHECK(maps.appoint("Person C", "steering", {"--role", "vice-chair"}).size() == 1);
    maps.refuses(3, {"appoint", "Person D <d@maps.example>", "steering", "--role", "vice-chair"});
    maps.refuses(3, {"appoint", "Person D <d@maps.example>", "globes", "--role", "chair"});
    maps.refuses(3, {"appoint", "Person D <d@maps.example>", "map-care", "--role", "co-chair"});
}

TEST_CASE("what is a must in another section's handbook is refused there") {
    const MapsSection maps;
    CHECK(maps.appoint("Person A", "globes", {"--year", "2025"}).size() == 1);
    const Words stranger{"appoint", "Person B <b@maps.example>", "globes", "--role", "co-chair"};
    CHECK(holds(maps.refuses(3, stranger), "§4"));
    CHECK(maps.csv({"appoint", "Person A", "globes", "--role", "co-chair"}).size() == 1);
}

TEST_CASE("what another section's handbook does not ask for is not warned of") {
    const MapsSection maps;
    maps.appoint("Person A", "map-care", {"--role", "chair", "--year", "2025"});
    const Result again = maps.done({"appoint", "Person A", "map-care", "--role", "chair"});
    CHECK(again.err.empty());    // no rule of rotation there
}

TEST_CASE("another section's vacancies are counted by its own numbers") {
    const MapsSection maps;
    const Table vacant = maps.csv({"roster", "--vacancies"});
    const auto seats = [&](const std::string& group) {
        return vacant.where("group_slug", group).column("role");
    };
    CHECK(seats("steering-team") == Words{"chair", "vice-chair", "vice-chair"});
    CHECK(seats("map-care") == Words{"chair", "member", "member"});
    CHECK(seats("globes") == Words{"co-chair", "co-chair", "member", "member"});
    CHECK(seats("glossary-task-force") == Words{"chair"});
    CHECK(vacant.size() == 3 + 2 * 3 + 2 * 4 + 1);
}

TEST_CASE("another section's checklist is its own, July first") {
    const MapsSection maps;
    const Table year = maps.csv({"checklist", "--year"});
    CHECK(year.column("item") == Words{"choose-map", "complete-october-report", "propose-map-fair",
                                       "dust-globes", "complete-april-report", "thank-members"});
    CHECK(year.column("month") ==
          Words{"2026-07", "2026-10", "2026-11", "2027-02", "2027-04", "2027-06"});
    CHECK(year.column("optional") == Words{"false", "false", "false", "true", "false", "false"});
}

TEST_CASE("another section's reports are due on its own days, from its own groups") {
    MapsSection maps;
    maps.today("2026-10-15");
    const Table reports = maps.csv({"report-due", "--all"});
    CHECK(reports.column("group_slug") == Words{"map-care", "outreach-teaching",
                                                "glossary-task-force", "map-care",
                                                "outreach-teaching"});
    CHECK(reports.column("due") ==
          Words{"2026-10-15", "2026-10-15", "2026-10-15", "2027-04-30", "2027-04-30"});
    CHECK(reports.column("status") == Words{"due", "due", "due", "upcoming", "upcoming"});
    CHECK(reports.at(0, "days_left") == "0");
    maps.today("2026-10-16");
    CHECK(maps.csv({"report-due", "--all"}).at(0, "status") == "overdue");
}

TEST_CASE("another section's checklist tells how many of its own reports are in") {
    const MapsSection maps;
    maps.done({"report-due", "submit", "glossary", "2026-10"});
    CHECK(holds(maps.done({"checklist", "--month", "oct"}).out, "1 of 3 in"));
}

TEST_CASE("a handbook's text is kept whole: what comes out is what went in") {
    const MapsSection maps;
    CHECK(maps.done({"handbook", "--export"}).out == bytes_of(handbook_file()));
}
