// The July turnover of the sample section, as a volunteer sees it in May.
#include "harness.hpp"

#include <algorithm>
#include <set>

using namespace lmsection::test;

namespace {

const Words skipping{"--skip", "agreed with the chairs by mail"};

/// The sample section on 2027-05-01, with everybody who sent the form.
struct SectionInMay : SampleSection {
    SectionInMay() {
        today("2027-05-01");
        done({"volunteer", "import", source_file("data/sample/volunteers.csv")});
    }
    [[nodiscard]] Words apply(Words more = {}) const {
        Words words{"plan", "--apply"};
        words.insert(words.end(), skipping.begin(), skipping.end());
        words.insert(words.end(), more.begin(), more.end());
        return words;
    }
};

std::multiset<std::string> people_with_roles(const Table& table) {
    std::multiset<std::string> all;
    for (std::size_t i = 0; i < table.size(); ++i) {
        all.insert(table.at(i, "group_slug") + " " + table.at(i, "role") + " " +
                   table.at(i, "name"));
    }
    return all;
}

/// "middle-managers Ana Diaz" for "middle-managers member Ana Diaz"
std::string without_role(const std::string& seat) {
    const auto group = seat.find(' ');
    return seat.substr(0, group) + seat.substr(seat.find(' ', group + 1));
}

}    // namespace

TEST_CASE("plan: its columns are those of the contract") {
    const SectionInMay section;
    CHECK(section.csv({"plan"}).columns == Words{"part", "group_slug", "group", "role", "name",
                                                 "email", "choice", "waiting_days", "why",
                                                 "section", "years", "answer", "seats", "start"});
}

TEST_CASE("plan: those whose term ends and who have no other roll off or are proposed again") {
    const SectionInMay section;
    auto ending = people_with_roles(section.csv({"roster", "--ending", "2026"}));
    // These two were appointed to lead from July 1 when the year was still young.
    REQUIRE(ending.erase("leadership-team member Jürgen Müller-Hartwald") == 1);
    REQUIRE(ending.erase("consortium-management member Mirabel Tanglewood") == 1);
    const Table plan = section.csv({"plan"});
    std::set<std::string> expected;
    for (const std::string& seat : ending) {
        expected.insert(without_role(seat));
    }
    std::set<std::string> found;
    for (std::size_t i = 0; i < plan.size(); ++i) {
        if (!plan.at(i, "answer").empty()) {
            CHECK(found.insert(plan.at(i, "group_slug") + " " + plan.at(i, "name")).second);
        }
    }
    CHECK(found == expected);
    CHECK(plan.where("part", "Rolls off").size() > 5);
}

TEST_CASE("plan: the sample's faults and vacancies are seen") {
    const SectionInMay section;
    const Table short_of = section.csv({"plan"}).where("part", "Falls short");
    const Table vacant = short_of.where("group_slug", "library-leaders-and-managers");
    CHECK(vacant.column("role") == Words{"chair", "member"});
    CHECK(vacant.at(1, "why") == "0 on 2027-07-01, at least 2 needed");
    CHECK(short_of.where("group_slug", "leadership-team").size() == 0);
}

TEST_CASE("plan: chairs come from the members and rotate, and volunteers get their choices") {
    const SectionInMay section;
    const Table proposed = section.csv({"plan"}).where("part", "Proposed");
    const Table chairs =
        proposed.where("group_slug", "member-experience").where("role", "co-chair");
    CHECK(chairs.column("name") == Words{"Percival Oakhaven"});
    CHECK(holds(chairs.at(0, "why"), "who did not chair in the previous term"));
    const Table middle = proposed.where("group_slug", "middle-managers");
    CHECK(middle.where("role", "chair").column("name") == Words{"Fitzgerald Moonaghan"});
    CHECK(holds(middle.where("role", "chair").at(0, "why"), "serves on: not asked yet"));
    CHECK(middle.where("role", "member").column("name") == Words{"Aoife MacGillivrán"});
    // A group that nobody is left in is led by somebody who chose it.
    const Table empty = proposed.where("group_slug", "library-leaders-and-managers");
    CHECK(empty.where("role", "chair").size() == 1);
    CHECK(empty.where("role", "chair").column("choice") != Words{""});
    const Words volunteers = proposed.where("answer", "").where("choice", "1").column("name");
    CHECK(std::set<std::string>(volunteers.begin(), volunteers.end()).size() == volunteers.size());
}

TEST_CASE("plan: nothing is written without --apply, nor with --dry-run") {
    const SectionInMay section;
    const std::string before = bytes_of(section.database());
    section.done({"plan"});
    section.done(section.apply({"--dry-run"}));
    CHECK(bytes_of(section.database()) == before);
}

TEST_CASE("plan: --apply makes the roster of July 1 what was proposed") {
    SectionInMay section;
    const auto before = people_with_roles(section.csv({"roster", "--on", "2027-07-01"}));
    const auto proposed = people_with_roles(section.csv({"plan"}).where("part", "Proposed"));
    REQUIRE(proposed.size() > 10);
    const Result result = section.done(section.apply());
    CHECK(holds(result.err, std::to_string(proposed.size()) + " appointed."));
    section.today("2027-07-01");
    const auto after = people_with_roles(section.csv({"roster"}));
    CHECK(std::includes(after.begin(), after.end(), proposed.begin(), proposed.end()));
    // Whoever was there stays, but for members who became chairs.
    for (const std::string& seat : before) {
        const auto at = seat.find(" member ");
        const bool became_chair = at != std::string::npos &&
                                  std::any_of(proposed.begin(), proposed.end(),
                                              [&](const std::string& other) {
                                                  return other.starts_with(seat.substr(0, at)) &&
                                                         !holds(other, " member ") &&
                                                         other.ends_with(seat.substr(at + 8));
                                              });
        CAPTURE(seat);
        CHECK((after.contains(seat) || became_chair));
    }
    CHECK(section.csv({"volunteer", "list", "--waiting"}).size() == 0);
}

TEST_CASE("plan: applied once, it has nothing left to propose") {
    const SectionInMay section;
    section.done(section.apply());
    const Table plan = section.csv({"plan"});
    CHECK(plan.where("part", "Proposed").size() == 0);
    CHECK(plan.where("part", "Falls short").size() == 0);
}

TEST_CASE("plan: a step of the volunteers' path is skipped only by saying so") {
    const SectionInMay section;
    const std::string errors = section.refuses(3, {"plan", "--apply"});
    CHECK(holds(errors, "Aoife MacGillivrán is submitted"));
    CHECK(holds(errors, "--skip"));
    CHECK(count_lines(errors) > 10);
}

TEST_CASE("plan: who was declined by a group is not proposed for it") {
    const SectionInMay section;
    section.done({"volunteer", "decline", "aoife.macg@countylibrary.example", "--group",
                  "middle-managers", "--reason", "full", "--skip", "at the meeting"});
    const Table plan = section.csv({"plan"});
    CHECK(plan.where("part", "Proposed").where("name", "Aoife MacGillivrán").size() == 0);
}

TEST_CASE("plan: whom a chair accepted is proposed for that group alone") {
    const SectionInMay section;
    section.done({"volunteer", "accept", "mtsaowen@lib.example", "--group", "member-experience",
                  "--skip", "at the meeting"});
    const Table seat =
        section.csv({"plan"}).where("part", "Proposed").only("name", "Mei-Ling Tsaowen");
    CHECK(seat.at(0, "group_slug") == "member-experience");
    CHECK(seat.at(0, "choice") == "2");
}

TEST_CASE("plan: people read headings, and a new section has needs alone") {
    const SectionInMay section;
    const std::string text = section.done({"plan"}).out;
    for (const char* heading : {"Rolls off: ", "Falls short: ", "Proposed: "}) {
        CHECK(holds(text, heading));
    }
    CHECK(holds(text, "The turnover of July 1, 2027\n"));
    CHECK(holds(text, "\n  Consortium Management\n    Aurelio Santacroix (chair): term ends on "
                      "2027-06-30; someone else is"));
    CHECK(holds(text, "\n  Middle Managers: chair (1 seat, no one appointed)"));
    CHECK(holds(text, "\n    Hollis Trevannion as member for "));
    CHECK(section.done({"plan", "--wide"}).out.find("Rolls off\n") != std::string::npos);
    const Section empty;
    const Table plan = empty.csv({"plan"});
    CHECK(plan.where("part", "Proposed").size() == 0);
    CHECK(plan.where("part", "Falls short").size() > 0);
    CHECK(plan.where("part", "Still unmet").size() == plan.where("part", "Falls short").size());
}

TEST_CASE("plan: bad input is refused in one line") {
    const SectionInMay section;
    section.refuses(2, {"plan", "someday"});
    section.refuses(3, {"plan", "2026"});
    section.refuses(2, {"plan", "--skip", "why"});
    section.refuses(2, {"plan", "--apply", "--skip", ""});
}

TEST_CASE("plan: an unmet need tells whether people or room are lacking") {
    const SectionInMay sample;
    run_sql(sample.database(), "UPDATE appointments SET reply = 'no', reply_on = '2027-04-01'");
    const Table unmet = sample.csv({"plan"}).where("part", "Still unmet");
    CHECK(unmet.only("group_slug", "management-best-practices").at(0, "why") ==
          "2: those who could are proposed elsewhere");
    Section section;
    section.today("2027-05-01");
    std::string file = "name,email,group,start\n";
    for (int i = 0; i < 12; ++i) {
        const std::string number = std::to_string(i);
        file += "Later " + number + ",p" + number + "@lib.example,member-experience,2027-09-01\n";
    }
    section.done({"appoint", "--from", "-"}, file);
    section.done(
        {"volunteer", "add", "Vic Stone <vic@lib.example>", "--choice", "member-experience"});
    const Table needs = section.csv({"plan"}).where("part", "Still unmet");
    CHECK(needs.where("group_slug", "member-experience").only("role", "member").at(0, "why") ==
          "5: people who join later leave no room");
}

TEST_CASE("plan: who leads from a later day is thought of, so that the slate can be applied") {
    Section section;
    section.today("2027-05-01");
    for (const std::string name : {"Ana", "Ben", "Cy", "Dee"}) {
        section.done({"appoint", name + " Test <" + name + "@lib.example>", "leadership-team",
                      "--start", "2026-07-01"});
    }
    section.done({"appoint", "Xi Later <xi@lib.example>", "leadership-team", "--role", "co-chair",
                  "--start", "2027-10-01"});
    const Table proposed = section.csv({"plan"}).where("part", "Proposed");
    CHECK(proposed.where("role", "co-chair").size() == 1);
    section.done({"plan", "--apply"});
    CHECK(section.csv({"roster", "leadership-team", "--on", "2027-10-01", "--role", "co-chair"})
              .size() == 2);
}
