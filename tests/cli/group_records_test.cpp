#include "harness.hpp"

using namespace lmsection::test;

TEST_CASE("group add records a group that every command then knows") {
    const Section section;
    const Table added = section.csv({"group", "add", "Data Services", "--kind", "interest-group",
                                     "--charge", "Numbers in libraries"});
    CHECK(added.at(0, "slug") == "data-services");
    section.done({"appoint", "Ana Diaz <ana@lib.example>", "data-services", "--role", "chair"});
    CHECK(section.csv({"roster", "data-services"}).size() == 1);
    CHECK(section.csv({"report-due", "--all"}).where("group_slug", "data-services").size() == 2);
    CHECK(holds(section.done({"group", "chart"}).out, "Data Services"));
}

TEST_CASE("group edit renames a group and leaves its slug unless one is given") {
    const Section section;
    const Table edited = section.csv({"group", "edit", "middle-managers", "--name", "Middles"});
    CHECK(edited.at(0, "slug") == "middle-managers");
    CHECK(edited.at(0, "name") == "Middles");
    section.done({"group", "edit", "middles", "--slug", "middles"});
    CHECK(section.csv({"group", "list"}).where("slug", "middles").size() == 1);
}

TEST_CASE("a retired group takes nobody and owes no report after its day, and keeps its record") {
    const Section section;
    section.done({"appoint", "Ana Diaz <ana@lib.example>", "middle-managers"});
    const Words retire{"group", "retire", "middle-managers", "--on", "2027-01-01"};
    CHECK(holds(section.refuses(3, retire), "--end-terms"));
    section.done({"group", "retire", "middle-managers", "--on", "2027-01-01", "--end-terms"});
    const Table owed = section.csv({"report-due", "--all"});
    CHECK(owed.where("group_slug", "middle-managers").column("report") == Words{"2026-12"});
    const Table record = section.csv({"roster", "middle-managers", "--history"});
    CHECK(record.at(0, "end") == "2026-12-31");
    section.refuses(3, {"appoint", "Ben Okafor <ben@lib.example>", "middle-managers", "--year",
                        "2027"});
    section.done({"group", "restore", "middle-managers"});
    CHECK(section.csv({"report-due", "--all"}).where("group_slug", "middle-managers").size() == 2);
}

TEST_CASE("group commands refuse what cannot be, and change nothing in a dry run") {
    const Section section;
    section.refuses(3, {"group", "add", "Middle Managers", "--kind", "committee"});
    section.refuses(2, {"group", "add", "Others", "--kind", "club"});
    section.refuses(2, {"group", "add", "Others"});
    section.refuses(2, {"group", "add", "Others", "--kind", "committee", "--slug", "No Slug"});
    section.refuses(2, {"group", "edit", "middle-managers"});
    section.refuses(3, {"group", "edit", "middle-managers", "--slug", "leadership-team"});
    section.refuses(3, {"group", "restore", "middle-managers"});
    section.refuses(3, {"group", "retire", "no-such-group"});
    section.refuses(2, {"group", "retire", "middle-managers", "--on", "someday"});
    const std::string before = bytes_of(section.database());
    section.done({"group", "add", "Others", "--kind", "committee", "-n"});
    section.done({"group", "retire", "middle-managers", "-n"});
    CHECK((bytes_of(section.database()) == before));
}

TEST_CASE("a group's slug names that group, whatever another is called") {
    const SampleSection section;
    section.done({"group", "add", "Middle-Managers", "--kind", "committee", "--slug", "others"});
    CHECK(section.csv({"group", "show", "middle-managers"}).where("topic", "name").at(0, "text") ==
          "Middle Managers");
    CHECK(section.csv({"group", "show", "others"}).where("topic", "name").at(0, "text") ==
          "Middle-Managers");
    CHECK(section.csv({"roster", "others", "middle-managers", "Middle Managers", "--history"})
              .where("group_slug", "middle-managers")
              .size() == section.csv({"roster", "middle-managers", "--history"}).size());
}
