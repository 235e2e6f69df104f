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
    CHECK(holds(sample().refuses(3, {"roster", "managers"}), "fits more than one group"));
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
    const std::string form = section.refuses(3, {"volunteer", "import", file});
    CHECK(count_lines(form) <= 2);
}
