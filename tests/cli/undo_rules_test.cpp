// Undo and redo keep every rule that appoint keeps.
#include "harness.hpp"

#include <filesystem>

using namespace lmsection::test;

namespace {

/// A section that knows the number of the entry that a command made.
struct LoggedSection : Section {
    /// Runs a command; the number of its entry in the history.
    std::string made(const Words& command) const {
        done(command);
        return csv({"log", "--limit", "1"}).at(0, "id");
    }
};

/// Each person's last day in a group, as "Ana Diaz 2028-06-30".
Words last_days(const Section& section, const std::string& group) {
    const Table roster = section.csv({"roster", group, "--history"});
    Words days;
    for (std::size_t row = 0; row < roster.size(); ++row) {
        days.push_back(roster.at(row, "name") + " " + roster.at(row, "end"));
    }
    return days;
}

}    // namespace

TEST_CASE("an undo that would let terms of one person overlap is refused") {
    const Section section;
    section.done({"appoint", "Ana Diaz <ana@lib.example>", "middle-managers"});
    section.done({"appoint", "end", "Ana Diaz", "middle-managers", "--on", "2026-12-31", "--reason",
                  "leave"});
    const std::string ended = section.csv({"log"}).at(0, "id");
    section.done({"appoint", "Ana Diaz", "middle-managers", "--start", "2027-02-01"});
    const std::string errors = section.refuses(3, {"undo", ended});
    CHECK(holds(errors,
                "Ana Diaz would serve in Middle Managers twice at the same time, from 2027-02-01"));
    section.done({"undo"});
    section.done({"undo", ended});
    CHECK(section.csv({"roster", "--history"}).column("end") == Words{"2028-06-30"});
}

TEST_CASE("an undo that would give an address of one person to another, too, is refused") {
    const LoggedSection section;
    section.done({"person", "add", "Ana Diaz <ana@lib.example>"});
    section.done({"person", "add", "Zoe Roy <zoe@lib.example>"});
    const std::string cleared = section.made({"person", "edit", "ana@lib.example", "--email", ""});
    section.done({"person", "edit", "zoe@lib.example", "--email", "ana@lib.example"});
    section.done({"person", "edit", "ana@lib.example", "--email", "zoe.roy@lib.example"});
    CHECK(holds(section.refuses(3, {"undo", cleared}),
                "ana@lib.example would be the main address of Ana Diaz and a further one of "
                "Zoe Roy"));
    section.done({"undo"});
    section.done({"undo"});
    section.done({"undo", cleared});
}

TEST_CASE("a redo that would put somebody beside a new chair is refused") {
    const Section section;
    section.done({"appoint", "Ana Diaz <ana@lib.example>", "leadership-team", "--role", "chair"});
    section.done({"undo"});
    section.done({"appoint", "Ben Okafor <ben@lib.example>", "leadership-team", "--role", "chair"});
    CHECK(holds(section.refuses(3, {"redo"}),
                "would have leaders on 2026-11-24 that do not go together"));
    section.done({"appoint", "end", "Ben Okafor", "leadership-team", "--on", "2026-11-24",
                  "--reason", "moves"});
    const std::string ended = section.csv({"log"}).at(0, "id");
    section.done({"appoint", "Cy Young <cy@lib.example>", "leadership-team", "--role", "chair",
                  "--start", "2026-11-25"});
    CHECK(holds(section.refuses(3, {"undo", ended}), "Cy Young (chair"));
}

TEST_CASE("an undo brings back what was let through with a reason") {
    const Section section;
    section.done({"appoint", "Ana Diaz <ana@lib.example>", "middle-managers", "--role", "chair"});
    section.done({"appoint", "Ben Okafor <ben@lib.example>", "middle-managers", "--role", "chair",
                  "--override", "agreed"});
    section.done({"undo"});
    section.done({"redo"});
    CHECK(section.csv({"roster", "--role", "chair"}).size() == 2);
}

TEST_CASE("an undo that would let a person serve on in a retired group is refused") {
    const LoggedSection section;
    section.done({"appoint", "Ana Diaz <ana@lib.example>", "middle-managers"});
    const std::string ended = section.made(
        {"appoint", "end", "ana", "middle-managers", "--on", "2026-12-31", "--reason", "moves"});
    const std::string retired = section.made(
        {"group", "retire", "middle-managers", "--on", "2027-01-15"});
    for (const Words& undo : {Words{"undo", ended}, Words{"undo", ended, "--dry-run"},
                              Words{"undo", ended, "--override", "agreed"}}) {
        const std::string refused = section.refuses(3, undo);
        CHECK(holds(refused, "Ana Diaz would serve in Middle Managers until 2028-06-30"));
        CHECK(holds(refused, "the group is retired as of 2027-01-15"));
        CHECK(count_lines(refused) == 1);
    }
    section.done({"undo", retired});
    section.done({"undo", ended});
    CHECK(last_days(section, "middle-managers") == Words{"Ana Diaz 2028-06-30"});
}

TEST_CASE("a redo that would appoint to a retired group is refused") {
    const LoggedSection section;
    section.done({"appoint", "Ana Diaz <ana@lib.example>", "middle-managers"});
    section.done({"undo"});
    section.done({"group", "retire", "middle-managers", "--on", "2026-12-01"});
    CHECK(holds(section.refuses(3, {"redo"}), "the group is retired as of 2026-12-01"));
    section.done({"group", "restore", "middle-managers"});
    section.done({"redo"});
    CHECK(section.csv({"roster", "middle-managers"}).size() == 1);
}

TEST_CASE("undoing a group's return, or redoing its retirement, is refused while people serve") {
    const LoggedSection section;
    section.done({"group", "retire", "middle-managers", "--on", "2026-11-01"});
    const std::string restored = section.made({"group", "restore", "middle-managers"});
    section.done({"appoint", "Ana Diaz <ana@lib.example>", "middle-managers"});
    CHECK(holds(section.refuses(3, {"undo", restored}), "Ana Diaz would serve"));
    section.done({"undo"});
    section.done({"undo", restored});

    const LoggedSection other;
    const std::string retired = other.made(
        {"group", "retire", "middle-managers", "--on", "2026-12-01"});
    other.done({"undo"});
    other.done({"appoint", "Ben Okafor <ben@lib.example>", "middle-managers"});
    CHECK(holds(other.refuses(3, {"redo", retired}), "appoint end"));
}

TEST_CASE("undo and redo let nobody serve on in a group that was merged into another") {
    const LoggedSection section;
    section.done({"appoint", "Ana Diaz <ana@lib.example>", "middle-managers"});
    const std::string ended = section.made(
        {"appoint", "end", "ana", "middle-managers", "--on", "2026-12-31", "--reason", "moves"});
    const std::string merged = section.made(
        {"group", "merge", "middle-managers", "library-consulting", "--on", "2027-01-15"});
    const std::string refused = section.refuses(3, {"undo", ended});
    CHECK(holds(refused, "merges into another group on 2027-01-15"));
    section.done({"undo", merged});
    section.done({"undo", ended});
    CHECK(holds(section.refuses(3, {"redo", merged}), "Ana Diaz"));
}

TEST_CASE("a redo that would merge groups into one another in a circle is refused") {
    const LoggedSection section;
    const std::string merged = section.made(
        {"group", "merge", "middle-managers", "library-consulting", "--on", "2027-01-15"});
    section.done({"undo"});
    section.done({"group", "merge", "library-consulting", "middle-managers", "--on", "2027-01-15"});
    CHECK(holds(section.refuses(3, {"redo", merged}), "merged into itself"));
    section.done({"undo"});
    section.done({"redo", merged});
}

TEST_CASE("an undo keeps to the largest size that must not be exceeded, or gives a reason") {
    const LoggedSection section;
    for (int member = 1; member <= 8; ++member) {
        const std::string number = std::to_string(member);
        section.done(
            {"appoint", "Member " + number + " <m" + number + "@lib.example>", "leadership-team"});
    }
    const std::string ended = section.made({"appoint", "end", "Member 1", "leadership-team", "--on",
                                            "2026-12-31", "--reason", "moves"});
    section.done(
        {"appoint", "Nina Ruiz <nina@lib.example>", "leadership-team", "--start", "2027-01-01"});
    const std::string refused = section.refuses(3, {"undo", ended});
    CHECK(holds(refused, "would have 9 people on 2027-01-01"));
    CHECK(holds(refused, "--override"));
    section.done({"undo", ended, "--override", "Nina is new to it"});
    const Table shown = section.csv({"person", "show", "Member 1"});
    CHECK(shown.column("override_reason") == Words{"Nina is new to it"});
    CHECK(shown.column("end") == Words{"2028-06-30"});
    section.done({"undo", section.csv({"log", "--limit", "1"}).at(0, "id")});
    CHECK(section.csv({"person", "show", "Member 1"}).column("override_reason") == Words{""});
}

TEST_CASE("an undo that makes nothing worse is not refused in a group that is over its size") {
    const LoggedSection section;
    for (int member = 1; member <= 8; ++member) {
        const std::string number = std::to_string(member);
        section.done(
            {"appoint", "Member " + number + " <m" + number + "@lib.example>", "leadership-team"});
    }
    section.done(
        {"appoint", "Nina Ruiz <nina@lib.example>", "leadership-team", "--override", "agreed"});
    const std::string ended = section.made({"appoint", "end", "Member 1", "leadership-team", "--on",
                                            "2026-12-31", "--reason", "moves"});
    section.done({"undo", ended});
    const std::string added = section.csv({"log"}).at(2, "id");
    CHECK(holds(section.csv({"log"}).only("id", added).at(0, "command"), "Nina"));
    section.done({"undo", added});
    section.done({"redo", added});
    CHECK(section.csv({"roster", "leadership-team", "--on", "2027-02-01"}).size() == 9);
}

TEST_CASE("an undo or redo that would leave a co-chair from outside the membership is refused") {
    const LoggedSection section;
    // A section whose handbook makes a must of it.
    std::string handbook = bytes_of(source_file("data/handbook.toml"));
    const std::string measure = "measure = \"chair-from-members\"";
    for (auto rule = handbook.find(measure); rule != std::string::npos;
         rule = handbook.find(measure, rule + 1)) {
        const std::string should = "strength = \"should\"";
        const auto strength = handbook.find(should, rule);
        if (strength < handbook.find("[[", rule)) {
            handbook.replace(strength, should.size(), "strength = \"must\"");
        }
    }
    std::filesystem::remove(section.database());
    section.done({"init", "--handbook", section.file("strict.toml", handbook)});
    section.done({"person", "add", "Ana Diaz <ana@lib.example>"});
    section.done({"appoint", "Cy Young <cy@lib.example>", "member-experience"});
    const std::string joined = section.made(
        {"appoint", "ana", "member-experience", "--years", "1"});
    const std::string chaired = section.made(
        {"appoint", "ana", "member-experience", "--role", "co-chair", "--start", "2027-07-01"});
    const std::string refused = section.refuses(3, {"undo", joined});
    CHECK(holds(refused, "Ana Diaz has not served in"));
    CHECK(holds(refused, "--override"));
    section.done({"undo", chaired});
    section.done({"undo", joined});
    section.refuses(3, {"redo", chaired});
    section.done({"redo", chaired, "--override", "voted"});
    CHECK(section.csv({"roster", "member-experience", "--role", "co-chair", "--on", "2027-07-02"})
              .size() == 1);
}

TEST_CASE("redo keeps the number of paid speakers that the handbook allows") {
    const LoggedSection section;
    section.done({"program", "add", "Coaching", "--venue", "webinar"});
    std::string first;
    for (const char* speaker : {"Ana Diaz", "Ben Okafor", "Cy Young"}) {
        const std::string added = section.made(
            {"program", "speaker", "add", "Coaching", speaker, "--stipend", "150"});
        first = first.empty() ? added : first;
    }
    section.done({"undo", first});
    section.done({"program", "speaker", "add", "Coaching", "Dee Park", "--stipend", "150"});
    CHECK(holds(section.refuses(3, {"redo", first}), "4 speakers would be paid"));
    section.done({"redo", first, "--override", "a sponsor pays"});
    CHECK(holds(section.done({"program", "show", "Coaching", "-f", "csv"}).out, "a sponsor pays"));
}

TEST_CASE("whatever a file of past terms recorded can be undone and done again") {
    const LoggedSection section;
    section.done({"appoint", "--from",
                  section.file("old.csv", "name,email,group,role,start,years\n"
                                          "Ana Diaz,ana@lib.example,middle-managers,chair,"
                                          "2024-07-01,1\n"
                                          "Ben Okafor,ben@lib.example,middle-managers,member,"
                                          "2024-07-01,2\n")});
    section.done({"undo"});
    section.done({"redo"});
    CHECK(last_days(section, "middle-managers") ==
          Words{"Ana Diaz 2025-06-30", "Ben Okafor 2026-06-30"});
}
