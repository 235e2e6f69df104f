#include "harness.hpp"

using namespace lmsection::test;

namespace {

Words sample_column(const std::string& name) {
    const SampleSection section;
    return section.csv({"group", "list"}).column(name);
}

/// The texts that `group show` has on a topic.
Words told(const Section& section, const std::string& group, const std::string& topic) {
    return section.csv({"group", "show", group}).where("topic", topic).column("text");
}

std::size_t at(const std::string& text, const std::string& part) {
    const auto found = text.find(part);
    CAPTURE(text, part);
    REQUIRE(found != std::string::npos);
    return found;
}

}    // namespace

TEST_CASE("group list has the handbook's groups in the order of rosters") {
    CHECK(sample_column("slug") ==
          Words{"leadership-team", "human-resources-development", "management-best-practices",
                "member-experience", "new-leaders-and-managers", "consortium-management",
                "dialogue-with-directors", "library-consulting", "library-leaders-and-managers",
                "middle-managers", "technical-services-managers-in-academic-libraries",
                "leadership-management-competencies-working-group"});
}

TEST_CASE("group list counts who serves, what is wanted and which seats are vacant") {
    CHECK(sample_column("people") ==
          Words{"7", "7", "8", "13", "4", "3", "3", "3", "0", "3", "2", "5"});
    CHECK(sample_column("vacant") ==
          Words{"0", "1", "0", "0", "2", "0", "0", "0", "2", "0", "0", "0"});
    const Words wanted = sample_column("wanted");
    CHECK(wanted[0] == "4 to 8");
    CHECK(Words(wanted.begin() + 1, wanted.begin() + 5) == Words(4, "6 to 12"));
    CHECK(Words(wanted.begin() + 5, wanted.begin() + 11) == Words(6, "2 to 3"));
}

TEST_CASE("group list names who leads") {
    const Words led_by = sample_column("led_by");
    CHECK(holds(led_by[0], "Ana Díaz"));
    CHECK(holds(led_by[0], "Nguyễn Thị Lan Chi"));
    CHECK(led_by[8].empty());
    CHECK(holds(led_by[9], "Fitzgerald Moonaghan"));
}

TEST_CASE("group list without a database has the groups and counts nobody") {
    const NoSection nowhere;
    const auto groups = nowhere.json({"group", "list"});
    REQUIRE(groups.size() == 12);
    CHECK(groups[0]["wanted"] == "4 to 8");
    CHECK(groups[0]["people"].is_null());
}

TEST_CASE("group show tells the charge, the bounds and the section of each") {
    const SampleSection section;
    CHECK(told(section, "member-experience", "name") == Words{"Member Experience"});
    const Table facts = section.csv({"group", "show", "member-experience"});
    CHECK(facts.only("topic", "charge").at(0, "section") == "3");
    CHECK(holds(facts.only("topic", "charge").at(0, "text"), "outreach"));
    CHECK(holds(facts.only("topic", "people").at(0, "text"), "13"));
    CHECK(holds(facts.only("topic", "people").at(0, "text"), "6 to 12"));
    CHECK(holds(facts.only("topic", "appointed by").at(0, "text"), "Leadership Team"));
}

TEST_CASE("group show has each group's own yearly activities") {
    const Section section;
    CHECK(told(section, "consortium", "activity").size() == 5);
    CHECK(told(section, "library-consulting", "activity").size() == 2);
    CHECK(told(section, "middle", "activity").size() == 3);
    CHECK(told(section, "technical", "activity").size() == 5);
}

TEST_CASE("group show cites the section that says who leads, and none where none does") {
    const SampleSection section;
    const auto cited = [&](const std::string& group) {
        return section.csv({"group", "show", group})
            .only("topic", "led by, as allowed")
            .at(0, "section");
    };
    CHECK(cited("library-leaders") == "4");
    CHECK(cited("leadership-team") == "2");
    CHECK(cited("member-experience") == "1");
    CHECK(cited("competencies working group").empty());
}

TEST_CASE("one person is counted as 1 person") {
    const Section section;
    section.done({"appoint", "Ana Diaz <ana@lib.example>", "member-experience"});
    section.done({"appoint", "Ben Okafor <ben@lib.example>", "member-experience"});
    section.done({"appoint", "Cy Lund <cy@lib.example>", "competencies working group"});
    const Result ended = section.done({"appoint", "end", "ana", "member-experience"});
    CHECK(holds(ended.err, "Member Experience has 1 person on"));
    CHECK(holds(section.done({"group", "chart"}).out, "no chair; 1 person"));
    const std::string exported = section.done({"export"}).out;
    section.done({"appoint", "end", "ben", "member-experience", "--on", "2026-12-01"});
    CHECK(holds(section.done({"import", "-", "--db", "copy.db"}, exported).err, "3 people, "));
}

TEST_CASE("group show of an unknown or ambiguous group is refused") {
    const Section section;
    CHECK(holds(section.refuses(3, {"group", "show", "midle-managers"}), "middle-managers"));
    CHECK(holds(section.refuses(3, {"group", "show", "library"}), "library-consulting"));
    section.refuses(2, {"group", "show"});
}

TEST_CASE("the chart is a tree from the association down to the section's groups") {
    const SampleSection section;
    const std::string chart = section.done({"group", "chart"}).out;
    const auto association = at(chart, "American Library Association");
    const auto division = at(chart, "Core: Leadership, Infrastructure, Futures");
    const auto own = at(chart, "Leadership & Management Section");
    CHECK(association < division);
    CHECK(division < own);
    CHECK(own < at(chart, "Committees"));
    CHECK(at(chart, "Committees") < at(chart, "Human Resources Development"));
    CHECK(at(chart, "New Leaders and Managers") < at(chart, "Interest Groups"));
    CHECK(at(chart, "Technical Services") < at(chart, "Working Groups"));
    for (const char* sister : {"Access and Equity", "Buildings & Operations",
                               "Metadata and Collections", "Preservation", "Technology"}) {
        CHECK(holds(chart, sister));
    }
    for (const std::string& name : section.csv({"group", "list"}).column("name")) {
        CHECK(holds(chart, name));
    }
}

TEST_CASE("the chart tells who leads and how many serve, and names a group without a chair") {
    const SampleSection section;
    for (const std::string& line : lines_of(section.done({"group", "chart"}).out)) {
        if (holds(line, "Middle Managers")) {
            CHECK(holds(line, "Fitzgerald Moonaghan"));
            CHECK(holds(line, "3"));
        }
        if (holds(line, "Library Leaders and Managers")) {
            CHECK(holds(line, "no chair"));
        }
    }
}

TEST_CASE("the chart for scripts has levels, one row a unit") {
    const Section section;
    const Table chart = section.csv({"group", "chart"});
    CHECK(chart.at(0, "level") == "0");
    CHECK(chart.only("name", "Middle Managers").at(0, "level") ==
          chart.only("name", "Member Experience").at(0, "level"));
    CHECK(chart.only("name", "Technology").at(0, "level") == "2");
}
