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

TEST_CASE("a dry run ends with one line that says so") {
    const Section section;
    const std::string said = "Dry run: nothing was changed.\n";
    const auto messages = [&](Words command) {
        command.insert(command.end(), {"--dry-run", "--format", "csv"});
        return section.done(command).err;
    };
    CHECK(messages({"group", "edit", "consortium-management", "--slug", "consortia"}) ==
          "lmsection: warning: the handbook calls this group consortium-management; what it says "
          "about the group, such as yearly activities, no longer applies; run 'lmsection group "
          "edit consortia --slug consortium-management' to change the slug back\n"
          "Would change slug from 'consortium-management' to 'consortia'.\n" +
              said);
    CHECK(messages({"group", "retire", "library-consulting"}) == said);
    CHECK(messages({"group", "add", "Data Services", "--kind", "interest-group"}) == said);
    CHECK(messages({"person", "add", "Ana Diaz"}) == said);
}

TEST_CASE("a group that retires on a future day is not said to have been retired") {
    const Section section;
    section.done({"group", "retire", "library-consulting", "--on", "2099-07-01"});
    const std::string again = section.refuses(3, {"group", "retire", "library-consulting", "--on",
                                                  "2099-08-01"});
    CHECK(holds(again, "is retired as of 2099-07-01"));
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
    CHECK(holds(section.done({"group", "restore", "middle-managers"}).err, "nothing was changed"));
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

TEST_CASE("a group cannot be retired before terms that were served") {
    const Section section;
    section.done(
        {"appoint", "Ana Diaz <ana@lib.example>", "library-consulting", "--start", "2025-07-01"});
    const Words retire{"group", "retire", "library-consulting", "--end-terms", "--on"};
    const auto on = [&](const std::string& day) {
        Words words = retire;
        words.push_back(day);
        return words;
    };
    CHECK(holds(section.refuses(3, on("2025-07-01")), "began serving"));
    section.done(on("2025-07-02"));
    CHECK(section.csv({"roster", "library-consulting", "--history"}).column("end") ==
          Words{"2025-07-01"});
}

TEST_CASE("a retired group breaks no rule and has no vacant seat") {
    const Section section;
    const Words faults{"check", "--faults", "--group", "library-consulting"};
    CHECK(section.csv(faults).size() > 0);
    section.done({"group", "retire", "library-consulting"});
    section.done({"group", "merge", "dialogue-with-directors", "middle-managers"});
    for (const std::string group : {"library-consulting", "dialogue-with-directors"}) {
        CHECK(section.csv({"check", "--group", group}).size() == 0);
        CHECK(section.csv({"check"}).where("group_slug", group).size() == 0);
        CHECK(section.csv({"group", "list"}).only("slug", group).at(0, "vacant") == "0");
    }
    CHECK(section.csv({"group", "list"}).only("slug", "middle-managers").at(0, "vacant") == "2");
    // Last year it was still at work.
    CHECK(section.csv({"check", "--year", "2025", "--group", "library-consulting"}).size() > 0);
}

TEST_CASE("a slug that the handbook knows the group by is not changed without a warning") {
    const Section section;
    const Result edited = section.done({"group", "edit", "consortium", "--slug", "consortia"});
    CHECK(holds(edited.err, "--slug consortium-management"));
    CHECK(section.done({"group", "edit", "consortia", "--slug", "consortium-management", "--wide"})
              .err == "Changed slug from 'consortia' to 'consortium-management'.\n");
    CHECK(section.csv({"duty", "list", "--group", "consortium-management"}).size() > 0);
}
