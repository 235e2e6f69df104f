// What is asked for twice changes nothing the second time, says so and ends with 0; what is edited
// keeps all that is not named, and what is replaced is shown.
#include "harness.hpp"

using namespace lmsection::test;

namespace {

void changes_nothing_again(const Section& section, const Words& words) {
    CAPTURE(words);
    section.done(words);
    const std::string before = bytes_of(section.database());
    const Result again = section.done(words);
    CHECK(holds(again.err, "nothing was changed"));
    CHECK(bytes_of(section.database()) == before);
}

}    // namespace

TEST_CASE("commands about groups change nothing when they are repeated") {
    const Section section;
    changes_nothing_again(section, {"group", "add", "New Ideas", "--kind", "interest-group",
                                    "--charge", "Ideas"});
    changes_nothing_again(section, {"group", "edit", "new-ideas", "--charge", "Better ideas"});
    changes_nothing_again(section, {"group", "retire", "new-ideas", "--on", "2026-12-01"});
    section.refuses(3, {"group", "retire", "new-ideas", "--on", "2026-12-02"});
    changes_nothing_again(section, {"group", "restore", "new-ideas"});
    changes_nothing_again(section, {"group", "merge", "new-ideas", "middle-managers"});
    section.refuses(3, {"group", "add", "Middle Managers", "--kind", "committee"});
}

TEST_CASE("commands about people change nothing when they are repeated") {
    const Section section;
    changes_nothing_again(section, {"person", "add", "Ana Diaz <ana@lib.example>", "--institution",
                                    "City Library"});
    changes_nothing_again(section, {"person", "edit", "ana", "--note", "Prefers mail"});
    section.refuses(3, {"person", "add", "Ann Other <ana@lib.example>"});
    section.refuses(3, {"person", "add", "Ana Diaz <ana@lib.example>", "--institution", "Other"});
    const Result edited = section.done({"person", "edit", "ana", "--note", "Prefers calls"});
    CHECK(holds(edited.err, "Changed note from 'Prefers mail' to 'Prefers calls'."));
    CHECK(section.csv({"person", "list"}).at(0, "institution") == "City Library");
}

TEST_CASE("commands about programs change nothing when they are repeated") {
    const Section section;
    const Words add{"program",    "add",       "Leading Teams", "--venue",
                    "ala-annual", "--speaker", "Ana Diaz"};
    changes_nothing_again(section, add);
    changes_nothing_again(section, {"program", "speaker", "add", "Leading", "Bo Long"});
    changes_nothing_again(section, {"program", "edit", "Leading", "--note", "First draft"});
    changes_nothing_again(section, {"program", "submit", "Leading", "--on", "2026-09-15"});
    changes_nothing_again(section, {"program", "decline", "Leading", "--on", "2026-11-01"});
    section.refuses(3, {"program", "decline", "Leading", "--on", "2026-11-02"});
    changes_nothing_again(section, {"program", "carry", "Leading", "--to", "webinar"});
    CHECK(section.csv({"program", "list", "--all"}).size() == 2);
}

TEST_CASE("a file of programs read twice changes nothing the second time") {
    const SampleSection section;
    const Words add{"program", "add", "--from", source_file("data/sample/programs.csv")};
    section.done(add);
    const std::string before = bytes_of(section.database());
    section.done(add);
    CHECK(bytes_of(section.database()) == before);
}

TEST_CASE("commands about the checklist change nothing when they are repeated") {
    const Section section;
    changes_nothing_again(section, {"checklist", "add", "Thank everyone", "--month", "june"});
    changes_nothing_again(section, {"checklist", "edit", "thank-everyone", "--optional"});
    changes_nothing_again(section, {"checklist", "done", "recruit-members"});
    changes_nothing_again(section, {"checklist", "reopen", "recruit-members"});
    changes_nothing_again(section, {"checklist", "skip", "recruit-members", "--reason", "None"});
    const Result edited = section.done({"checklist", "edit", "thank-everyone", "--month", "may"});
    CHECK(holds(edited.err, "Changed month from 'June' to 'May'."));
}

TEST_CASE("commands about volunteers change nothing when they are repeated") {
    const Section section;
    section.done(
        {"appoint", "Ana Diaz <ana@lib.example>", "leadership-team", "--start", "2026-07-01"});
    section.done({"appoint", "Cy Marsh <cy@lib.example>", "middle", "--role", "chair"});
    changes_nothing_again(section,
                          {"volunteer", "add", "Bo Long <bo@lib.example>", "--choice", "middle"});
    changes_nothing_again(section, {"volunteer", "assign", "Bo Long", "Ana Diaz"});
    changes_nothing_again(section, {"volunteer", "alert", "Bo Long", "--sent"});
    changes_nothing_again(section, {"volunteer", "accept", "Bo Long"});
    changes_nothing_again(section, {"volunteer", "appoint", "Bo Long"});
    section.done({"volunteer", "add", "Di Ngo <di@lib.example>", "--choice", "middle"});
    changes_nothing_again(section, {"volunteer", "withdraw", "Di Ngo", "--reason", "New job"});
    section.done({"volunteer", "add", "Ed Orr <ed@lib.example>", "--choice", "middle"});
    changes_nothing_again(section, {"volunteer", "decline", "Ed Orr", "--reason", "No seat",
                                    "--skip", "A test"});
}

TEST_CASE("printing the message to a chair records nothing, --sent does, once") {
    const Section section;
    section.done(
        {"appoint", "Ana Diaz <ana@lib.example>", "leadership-team", "--start", "2026-07-01"});
    section.done({"appoint", "Cy Marsh <cy@lib.example>", "middle", "--role", "chair"});
    section.done({"volunteer", "add", "Bo Long <bo@lib.example>", "--choice", "middle"});
    section.done({"volunteer", "assign", "Bo Long", "Ana Diaz"});
    const std::string before = bytes_of(section.database());
    const Result printed = section.done({"volunteer", "alert", "Bo Long"});
    section.done({"volunteer", "alert", "Bo Long"});
    CHECK(holds(printed.out, "To: Cy Marsh"));
    CHECK(holds(printed.err, "Nothing is recorded yet"));
    CHECK(bytes_of(section.database()) == before);
    CHECK(section.csv({"volunteer", "list"}).at(0, "state") == "assigned");
    section.done({"volunteer", "alert", "Bo Long", "--sent"});
    section.done({"volunteer", "alert", "Bo Long", "--sent"});
    CHECK(section.csv({"volunteer", "list"}).at(0, "state") == "alerted");
    CHECK(section.csv({"volunteer", "show", "Bo Long"}).where("step", "alerted").size() == 1);
    section.refuses(2, {"volunteer", "alert", "Bo Long", "--sent", "--from", "ana@lib.example"});
}

TEST_CASE("a message to a chair that was sent is not said to be unrecorded") {
    const SampleSection section;
    section.done({"volunteer", "import", source_file("data/sample/volunteers.csv"), "-q"});
    section.done({"volunteer", "assign", "quentin", "wisnioch"});
    CHECK(holds(section.done({"volunteer", "alert", "quentin"}).err, "Nothing is recorded yet"));
    section.done({"volunteer", "alert", "quentin", "--sent"});
    const Result again = section.done({"volunteer", "alert", "quentin"});
    CHECK(holds(again.err, "already recorded as sent"));
    CHECK_FALSE(holds(again.err, "Nothing is recorded yet"));
}

TEST_CASE("a plan says why somebody is left waiting") {
    const Section section;
    section.done({"volunteer", "add", "Pat Quill <pat@lib.example>"});
    section.done({"volunteer", "add", "Bo Long <bo@lib.example>", "--choice", "middle"});
    section.done({"appoint", "bo@lib.example", "middle", "--role", "chair", "--years", "2"});
    const Table waiting = section.csv({"plan"}).where("part", "Left waiting");
    CHECK(waiting.only("name", "Pat Quill").at(0, "why") == "chose no group");
    CHECK(holds(waiting.only("name", "Bo Long").at(0, "why"),
                "Bo Long already serves in Middle Managers"));
}
