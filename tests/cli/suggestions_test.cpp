// How people and things are named, and what is suggested for a name that fits nothing.
#include "harness.hpp"

using namespace lmsection::test;

namespace {

const SampleSection& sample() {
    static const SampleSection section;
    return section;
}

}    // namespace

TEST_CASE("a group is named by its words, whatever joins them, by initials, or by a part") {
    for (const char* typed :
         {"leadership and management competencies",
          "Leadership & Management Competencies Working Group", "competencies", "LMC", "lmcwg"}) {
        CHECK(sample().csv({"roster", typed}).at(0, "group_slug") ==
              "leadership-management-competencies-working-group");
    }
    CHECK(sample().csv({"roster", "MBP"}).at(0, "group_slug") == "management-best-practices");
    CHECK(sample().csv({"roster", "HRD"}).at(0, "group_slug") == "human-resources-development");
    CHECK(sample().csv({"roster", "Member Experience Committee"}).at(0, "group_slug") ==
          "member-experience");
    CHECK(sample().csv({"roster", "best practices"}).at(0, "group_slug") ==
          "management-best-practices");
    CHECK(holds(sample().refuses(3, {"roster", "managers"}), "matches more than one group"));
}

TEST_CASE("a checklist item is named by words of its title, and a slip suggests the right one") {
    const Section section;
    CHECK(section.csv({"checklist", "done", "webinar ideas", "-n"}).at(0, "item") ==
          "finalize-webinar-ideas");
    CHECK(holds(section.refuses(3, {"checklist", "done", "webinar idaes"}),
                "did you mean finalize-webinar-ideas?"));
}

TEST_CASE("a name that is like no other gets no suggestion") {
    const std::string nobody = sample().refuses(3, {"person", "show", "Sam Lee"});
    CHECK_FALSE(holds(nobody, "did you mean"));
    const Section section;
    CHECK_FALSE(holds(section.refuses(2, {"versoin"}), "person"));
    CHECK_FALSE(holds(section.refuses(2, {"version"}), "did you mean person"));
    CHECK(holds(section.refuses(2, {"rooster"}), "did you mean roster?"));
}

TEST_CASE("columns of a file that are not known are named in one line") {
    const Section section;
    const std::string file = section.file(
        "form.csv", "Timestamp,name,email,group,One,Two,Three,Four,Five,Six,Seven,Eight\n"
                    ",Ana Diaz,ana@lib.example,middle-managers,,,,,,,,\n");
    const std::string refused = section.refuses(3, {"appoint", "--from", file});
    CHECK(count_lines(refused) == 1);
    CHECK(holds(refused, "line 1: there are no columns 'Timestamp', 'One', 'Two'"));
    CHECK(holds(refused, "or 'Eight'"));
    CHECK(holds(refused, "--ignore-extra"));
    const std::string list = section.file("list.csv", "name,state,choices,submitted_on,One,Two\n");
    const std::string form = section.refuses(3, {"volunteer", "import", list});
    CHECK(count_lines(form) == 1);
    CHECK(holds(form, "line 1: there are no columns 'One' or 'Two'"));
    CHECK(holds(form, "--ignore-extra"));
}

TEST_CASE("whole words of a name win over parts of longer words") {
    const Section section;
    section.done({"person", "add", "Ioana Pop <ioana@lib.example>"});
    section.done({"person", "add", "Ana Diaz <diaz@lib.example>"});
    section.done({"person", "add", "Anabel Cruz <cruz@lib.example>"});
    const auto shown = [&](const char* typed) {
        return section.csv({"appoint", typed, "middle-managers", "-n"}).column("name");
    };
    CHECK(shown("ana") == Words{"Ana Diaz"});
    CHECK(shown("anab") == Words{"Anabel Cruz"});
    CHECK(shown("oana") == Words{"Ioana Pop"});
    section.done({"person", "add", "Ana Silva <silva@lib.example>"});
    const std::string refused = section.refuses(3, {"person", "show", "ana"});
    CHECK(holds(refused, "Ana Diaz"));
    CHECK(holds(refused, "Ana Silva"));
    CHECK_FALSE(holds(refused, "Ioana"));
    CHECK_FALSE(holds(refused, "Anabel"));
}

TEST_CASE("PERSON and GROUP that were swapped are told in one line, with what to type") {
    const Section section;
    section.done({"appoint", "Ana Diaz <ana@lib.example>", "middle-managers"});
    for (const Words& command :
         {Words{"appoint"}, Words{"appoint", "end"}, Words{"appoint", "renew"}}) {
        Words typed = command;
        typed.insert(typed.end(), {"middle-managers", "ana"});
        const std::string refused = section.refuses(3, typed);
        CHECK(count_lines(refused) == 1);
        const std::string name = command.size() == 1 ? command[0] : command[0] + " " + command[1];
        CHECK(holds(refused,
                    "did you mean 'lmsection " + name + " ana@lib.example middle-managers'?"));
    }
    const std::string report = section.refuses(3, {"report-due", "submit", "2026-12",
                                                   "member-experience"});
    CHECK(holds(report, "did you mean 'member-experience 2026-12'?"));
    const std::string duty = section.refuses(3, {"duty", "done", "annual", "middle-managers"});
    CHECK(holds(duty, "did you mean 'middle-managers annual'?"));
}

TEST_CASE("a term is ended and renewed without GROUP where the person serves in only one") {
    const Section section;
    section.done({"appoint", "Ana Diaz <ana@lib.example>", "middle-managers"});
    CHECK(section.csv({"appoint", "end", "ana", "--on", "2027-03-31", "-n"}).at(0, "group_slug") ==
          "middle-managers");
    CHECK(section.csv({"appoint", "renew", "ana", "-n"}).at(0, "group_slug") == "middle-managers");
    section.done({"appoint", "ana", "member-experience"});
    const std::string refused = section.refuses(3, {"appoint", "end", "ana"});
    CHECK(holds(refused, "serves in more than one group"));
    CHECK(holds(refused, "member-experience or middle-managers"));
    section.done({"appoint", "end", "ana", "member-experience", "--reason", "moves"});
    CHECK(section.csv({"appoint", "end", "ana", "--on", "2027-03-31"}).at(0, "end") ==
          "2027-03-31");
    CHECK(holds(section.refuses(3, {"appoint", "end", "ana", "--on", "2027-06-01"}),
                "does not serve in any group"));
    section.refuses(2, {"appoint", "end"});
    section.refuses(3, {"appoint", "end", "nobody"});
}

TEST_CASE("who has no volunteer form, or no term, is no candidate where one is needed") {
    const Section section;
    section.done({"person", "add", "Rob Stone <stone@lib.example>"});
    section.done({"appoint", "Robert Hill <hill@lib.example>", "middle-managers"});
    section.done(
        {"volunteer", "add", "Robin Vale <vale@lib.example>", "--choice", "member-experience"});
    section.done({"appoint", "Roberta Moss <moss@lib.example>", "leadership-team"});
    CHECK(section.csv({"volunteer", "show", "rob"}).at(0, "name") == "Robin Vale");
    CHECK(section.csv({"volunteer", "assign", "rob", "rob"}).at(0, "reviewer") == "Roberta Moss");
    CHECK(section.csv({"appoint", "end", "rob", "middle-managers", "-n"}).at(0, "name") ==
          "Robert Hill");
    section.done(
        {"volunteer", "add", "Robyn Wade <wade@lib.example>", "--choice", "member-experience"});
    const std::string refused = section.refuses(3, {"volunteer", "show", "rob"});
    CHECK(holds(refused, "Robin Vale"));
    CHECK(holds(refused, "Robyn Wade"));
    for (const char* other : {"Stone", "Hill", "Moss"}) {
        CHECK_FALSE(holds(refused, other));
    }
}
