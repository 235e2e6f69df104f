#include "harness.hpp"

#include <algorithm>

using namespace lmsection::test;

namespace {

const Words columns{"rule",   "group_slug", "group",    "found",
                    "wanted", "verdict",    "strength", "section"};

/// The sample with its programs.
struct WholeSample : SampleSection {
    WholeSample() {
        done({"program", "add", "--from", source_file("data/sample/programs.csv"), "-q"});
    }
};

/// "rule group found wanted verdict" of every fault, sorted.
Words faults_of(const Section& section, Words more = {}) {
    Words command{"check", "--faults"};
    command.insert(command.end(), more.begin(), more.end());
    Words faults;
    const Table table = section.csv(command);
    for (std::size_t i = 0; i < table.size(); ++i) {
        faults.push_back(table.at(i, "rule") + " | " + table.at(i, "group_slug") + " | " +
                         table.at(i, "found") + " | " + table.at(i, "verdict"));
    }
    std::sort(faults.begin(), faults.end());
    return faults;
}

/// Records meetings of a group as the store keeps them.
void meet(const Section& section, const std::string& group, const std::string& day,
          int with_chairs) {
    const std::string sql =
        "INSERT INTO meetings (group_id, on_date, kind, with_chairs) SELECT id, '" + day +
        "', 'virtual', " + std::to_string(with_chairs) + " FROM groups WHERE slug = '" + group +
        "'";
    run_sql(section.database(), sql);
}

std::string verdict_of(const Section& section, const std::string& rule, const Words& more = {}) {
    Words command{"check"};
    command.insert(command.end(), more.begin(), more.end());
    return section.csv(command).only("rule", rule).at(0, "verdict");
}

}    // namespace

TEST_CASE("check has the columns of the contract, and a row for every rule") {
    const Section section;
    const Table all = section.csv({"check"});
    CHECK(all.columns == columns);
    const Words rules = all.column("rule");
    for (const std::string rule : {"committee-least",
                                   "committee-most",
                                   "leadership-team-least",
                                   "leadership-team-most",
                                   "interest-group-leaders",
                                   "interest-group-most",
                                   "term-length",
                                   "chair-roles",
                                   "leadership-team-leaders",
                                   "interest-group-chair",
                                   "chair-from-members",
                                   "chair-rotation",
                                   "leadership-team-meetings",
                                   "committee-meetings",
                                   "chairs-meetings",
                                   "reports-required",
                                   "ala-annual-programs",
                                   "core-forum-programs",
                                   "webinar-programs",
                                   "webinar-paid-speakers",
                                   "webinar-stipend",
                                   "other-divisions-last",
                                   "appointments-by-may"}) {
        CAPTURE(rule);
        CHECK(std::find(rules.begin(), rules.end(), rule) != rules.end());
    }
}

TEST_CASE("check on the sample names exactly the faults that were planted in it") {
    const WholeSample section;
    CHECK(
        faults_of(section) ==
        Words{"chair-from-members | management-best-practices | 1 (Corinne Abbot-Leighton) | over",
              "chair-roles | human-resources-development | 1 co-chair | short",
              "committee-least | new-leaders-and-managers | 4 | short",
              "committee-most | member-experience | 13 | over",
              "interest-group-chair | library-leaders-and-managers | nobody | short",
              "interest-group-leaders | library-leaders-and-managers | 0 | short"});
}

TEST_CASE("a fault that is mended is no longer named") {
    const WholeSample section;
    const auto count = faults_of(section).size();
    section.done(
        {"appoint", "New Chair <new.chair@lib.example>", "library-leaders", "--role", "chair"});
    section.done({"appoint", "New Second <new.second@lib.example>", "library-leaders"});
    const Words left = faults_of(section);
    CHECK(left.size() == count - 2);
    for (const std::string& fault : left) {
        CHECK_FALSE(holds(fault, "library-leaders-and-managers"));
    }
}

TEST_CASE("check names a chair from outside also where all who served before have left") {
    const Section section;
    const std::string group = "human-resources-development";
    section.done({"appoint", "Bo Chen <bo@maps.example>", group, "--start", "2024-07-01"});
    section.done({"appoint", "Ana Diaz <ana@maps.example>", group, "--role", "chair", "--start",
                  "2026-07-01"});
    const Table asked = section.csv({"check", "--group", group});
    CHECK(asked.only("rule", "chair-from-members").at(0, "found") == "1 (Ana Diaz)");
    CHECK(asked.only("rule", "chair-from-members").at(0, "verdict") == "over");
    const Table all = section.csv({"check"});
    CHECK(all.where("group_slug", group).only("rule", "chair-from-members").at(0, "verdict") ==
          "over");
    // The first of a group come from nowhere else.
    section.done({"appoint", "Cy Roy <cy@maps.example>", "member-experience", "--role", "chair"});
    CHECK(section.csv({"check", "--group", "member-experience"})
              .only("rule", "chair-from-members")
              .at(0, "verdict") == "ok");
}

TEST_CASE("check names a co-chair from outside who starts on the same day as the members") {
    const Section section;
    const std::string group = "human-resources-development";
    section.done(
        {"appoint", "Bo Chen <bo@maps.example>", group, "--year", "2026", "--start", "2026-07-01"});
    const Result result = section.done({"appoint", "Ana Diaz <ana@maps.example>", group, "--role",
                                        "co-chair", "--start", "2026-07-01"});
    CHECK(holds(result.err, "chair-from-members"));
    const Table row = section.csv({"check", "--group", group}).only("rule", "chair-from-members");
    CHECK(row.at(0, "found") == "1 (Ana Diaz)");
    CHECK(row.at(0, "verdict") == "over");
    CHECK(row.at(0, "strength") == "must");
}

TEST_CASE("a co-chair from outside a committee that has members is refused") {
    const Section section;
    const std::string group = "human-resources-development";
    section.done({"appoint", "Bo Chen <bo@maps.example>", group, "--start", "2025-07-01"});
    const Words stranger{"appoint", "Ana Diaz <ana@maps.example>", group, "--role", "co-chair"};
    const std::string error = section.refuses(3, stranger);
    CHECK(holds(error, "§1, chair-from-members"));
    CHECK(holds(error, "--override"));
    section.done({"appoint", "Bo Chen", group, "--role", "co-chair", "--replace"});
    Words overridden = stranger;
    overridden.insert(overridden.end(), {"--override", "nobody else could"});
    section.done(overridden);
}

TEST_CASE("check counts every seat that is wanted on the next July 1, by May 7") {
    SampleSection section;
    section.today("2027-05-07");
    const auto row = [&] { return section.csv({"check"}).only("rule", "appointments-by-may"); };
    const Table vacant = section.csv({"roster", "--vacancies", "--on", "2027-07-01"});
    CHECK(row().at(0, "found") == std::to_string(vacant.size()) + " seats to fill for 2027-07-01");
    CHECK(vacant.where("role", "member").size() > 0);
    CHECK(row().at(0, "wanted") == "0 by 2027-05-07");
    CHECK(row().at(0, "verdict") == "not yet");
    section.today("2027-05-08");
    CHECK(row().at(0, "verdict") == "short");
}

TEST_CASE("check --group tells of that group alone") {
    const WholeSample section;
    const Table rows = section.csv({"check", "--group", "member-experience"});
    CHECK(rows.size() > 5);
    CHECK(rows.column("group_slug") == Words(rows.size(), "member-experience"));
    CHECK(rows.only("rule", "committee-most").at(0, "found") == "13");
    CHECK(rows.only("rule", "committee-most").at(0, "wanted") == "at most 12");
}

TEST_CASE("check --exit-code ends with 1 when something is at fault and with 0 otherwise") {
    const WholeSample section;
    CHECK(section.run({"check"}).status == 0);
    CHECK(section.run({"check", "--exit-code"}).status == 1);
    CHECK(
        section.run({"check", "--faults", "--exit-code", "--group", "member-experience"}).status ==
        1);
    CHECK(section.run({"check", "--exit-code", "--group", "library-consulting"}).status == 0);
}

TEST_CASE("check counts the meetings of the year up to today, and those with the chairs") {
    Section section;
    for (const std::string day :
         {"2026-07-01", "2026-10-01", "2026-11-24", "2026-11-25", "2026-06-30"}) {
        meet(section, "leadership-team", day, day == "2026-10-01" ? 1 : 0);
    }
    const Table rows = section.csv({"check", "--group", "leadership-team"});
    CHECK(rows.only("rule", "leadership-team-meetings").at(0, "found") == "3");
    CHECK(rows.only("rule", "leadership-team-meetings").at(0, "verdict") == "not yet");
    CHECK(rows.only("rule", "chairs-meetings").at(0, "found") == "1");
    const Table last = section.csv({"check", "--group", "leadership-team", "--year", "2025"});
    CHECK(last.only("rule", "leadership-team-meetings").at(0, "found") == "1");
    CHECK(last.only("rule", "leadership-team-meetings").at(0, "verdict") == "short");
}

TEST_CASE("check holds the programs of the year against their minimums") {
    Section section;
    CHECK(verdict_of(section, "ala-annual-programs") == "short");
    CHECK(verdict_of(section, "webinar-programs") == "not yet");
    for (const std::string title : {"One", "Two"}) {
        section.done({"program", "add", title, "--venue", "ala-annual"});
        section.done({"program", "submit", title, "--on", "2026-09-15"});
    }
    CHECK(verdict_of(section, "ala-annual-programs") == "ok");
    section.today("2027-02-01");
    CHECK(verdict_of(section, "webinar-programs") == "short");
    section.done({"program", "add", "Elsewhere", "--venue", "other"});
    section.done({"program", "submit", "elsewhere"});
    CHECK(verdict_of(section, "other-divisions-last") == "over");
}

TEST_CASE("check --explain tells what a rule means and where it stands") {
    const Section section;
    const std::string text = section.done({"check", "--explain", "committee-most"}).out;
    for (const std::string part : {"at most 12", "§3", "committee", "should", "size"}) {
        CAPTURE(part);
        CHECK(holds(text, part));
    }
    section.done({"check", "--explain", "committee-mo"});
    CHECK(holds(section.refuses(3, {"check", "--explain", "comittee-most"}), "committee-most"));
    CHECK(holds(section.refuses(3, {"check", "--explain", "zzzzzzzzz"}), "lmsection check"));
}

TEST_CASE("check says what is broken, how to fix it, and what is still to do") {
    const WholeSample section;
    const std::string text = section.done({"check"}).out;
    CHECK(text.starts_with("Rules not met in 2026-27: 6\n"));
    for (const char* sentence :
         {"\n  Member Experience has 13 people. A committee generally has no more than 12\n"
          "    members, including the co-chairs (§3, committee-most).\n"
          "    To fix it: lmsection appoint end PERSON member-experience\n",
          "\n  Library Leaders and Managers has no one. ",
          "\n  Library Leaders and Managers has no one to lead it. ",
          "\n  Corinne Abbot-Leighton chairs Management Best Practices without having been a\n",
          "\nStill to do until June 30, 2027\n", " So far: Leadership Team 0.\n",
          "\n  At least 2 webinars a year are proposed to Core (§2, webinar-programs). So\n",
          " rules are met\n"}) {
        CAPTURE(sentence);
        CHECK(holds(text, sentence));
    }
    const std::string faults = section.done({"check", "--faults"}).out;
    CHECK(text.starts_with(faults));
    CHECK(section.done({"check", "--faults", "--group", "library-consulting"}).out.empty());
    CHECK(section.done({"check", "--wide"}).out.starts_with("Rule "));
    CHECK(section.done({"check", "--columns", "rule,verdict"}).out.starts_with("Rule "));
    CHECK(section.run({"check", "--exit-code"}).status == 1);
}

TEST_CASE("check says in a sentence what each kind of rule found") {
    Section section;
    section.today("2026-06-30");
    section.done({"appoint", "Ana Diaz <ana@lib.example>", "member-experience", "--role", "chair",
                  "--year", "2025", "--start", "2025-07-01"});
    section.done({"report-due", "submit", "member-experience", "2025-12"});
    section.done({"meeting", "add", "member-experience", "--on", "2025-09-01"});
    section.done({"program", "add", "Elsewhere", "--venue", "other", "--year", "2025"});
    section.done({"program", "submit", "Elsewhere", "--on", "2026-05-01"});
    section.today("2026-07-15");
    const std::string text = section.done({"check", "--year", "2025", "--faults"}).out;
    for (const char* sentence :
         {"\n  Member Experience has 1 person. ", "\n  Member Experience has met once in 2025-26. ",
          "\n  Leadership Team has not met with the chairs in 2025-26. ",
          "\n  For ALA Annual, no proposals were submitted in 2025-26. ",
          "\n  For Other ALA divisions, 1 proposal was submitted in 2025-26. ",
          " seats are to fill for July 1, 2026. "}) {
        CAPTURE(sentence);
        CAPTURE(text);
        CHECK(holds(text, sentence));
    }
}

TEST_CASE("check refuses what it cannot read") {
    const Section section;
    section.refuses(2, {"check", "--year", "never"});
    section.refuses(3, {"check", "--group", "nobody"});
    section.refuses(2, {"check", "extra"});
}

TEST_CASE("check names the sample's faults alike once its meetings are on record") {
    const WholeSample section;
    const Words before = faults_of(section);
    CHECK(before.size() == 6);
    section.done({"meeting", "add", "--from", source_file("data/sample/meetings.csv")});
    CHECK(faults_of(section) == before);
    CHECK(section.csv({"meeting", "list", "--counts"})
              .only("group_slug", "leadership-team")
              .at(0, "held") == "3");
}
