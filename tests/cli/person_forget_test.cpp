// `person forget` erases one person wherever people write names, and nothing else.
#include "harness.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>

using namespace lmsection::test;

namespace {

const std::string wanda = "Wanda Quillfeather <wanda@marshbank.example>";
const std::string wanda_address = "wanda@marshbank.example";

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

struct ForgettingSection : Section {
    /// The rows that `person forget` answers with.
    Table forget(const std::string& person) const {
        return csv({"person", "forget", person, "--end-terms", "--yes"});
    }

    void has_no_trace_of(const Words& traces) const {
        const std::string bytes = lower(bytes_of(database()));
        for (const std::string& trace : traces) {
            CAPTURE(trace);
            CHECK_FALSE(holds(bytes, lower(trace)));
        }
    }

    /// The file is without faults, and is the same after `export` and `import`.
    void is_sound() const {
        done({"doctor"});
        done({"checklist"});
        done({"roster"});
        done({"person", "list"});
        done({"log"});
        const std::string exported = done({"export"}).out;
        std::filesystem::remove(folder() / "again.db");
        done({"import", "-", "--db", folder() / "again.db"}, exported);
        CHECK(done({"export", "--db", folder() / "again.db"}).out == exported);
    }

    /// All rows of all tables but the history's.
    [[nodiscard]] std::string records() const { return done({"export", "--without-history"}).out; }
};

/// The rows of a report that say a text was left undecided.
Table undecided(const Table& report) {
    return report.where("outcome", "undecided");
}

}    // namespace

TEST_CASE("forgetting a person who is called like a word leaves the word") {
    for (const std::string name :
         {"Leadership", "Chair", "Member", "May", "committee", "2026-12", "webinar", "submitted",
          "leadership-team", "Management Best Practices", "ALA Annual", "core-forum", "done",
          "Former member", "init", "person", "forget"}) {
        CAPTURE(name);
        const ForgettingSection section;
        const Table before = section.csv({"checklist"});
        const Table groups = section.csv({"group", "list"});
        section.done({"person", "add", name});
        section.done(
            {"meeting", "add", "leadership-team", "--on", "2026-11-03", "--note", "by " + name});
        const std::string meetings = section.done({"meeting", "list", "-f", "csv"}).out;
        section.done({"person", "forget", name, "--yes"});
        CHECK(section.csv({"checklist"}).rows == before.rows);
        CHECK(section.csv({"group", "list"}).rows == groups.rows);
        CHECK(section.done({"meeting", "list", "-f", "csv"}).out == meetings);
        CHECK(section.csv({"person", "list"}).column("name") == Words{"Former member"});
        section.is_sound();
    }
}

TEST_CASE("a person with any name can be forgotten") {
    for (const std::string& name :
         {std::string{"A"}, std::string{"'"}, std::string{"%"}, std::string{"_"},
          std::string{"O'Brien; DROP TABLE people"}, std::string{"(.*)"}, std::string{"[a-z]+"},
          std::string{"\\"}, std::string{"*"}, std::string{"\"Q\""}, std::string{"middle-managers"},
          std::string{"Ł"}, std::string{"王小明"}, std::string(200, 'x')}) {
        CAPTURE(name);
        const ForgettingSection section;
        section.done({"person", "add", "Ben Okafor <ben@lib.example>"});
        section.done({"person", "add", name + " <zz@marshbank.example>"});
        section.done({"appoint", "zz@marshbank.example", "middle-managers", "--note", "Xanadu"});
        section.forget("zz@marshbank.example");
        section.has_no_trace_of({"zz@marshbank", "Xanadu"});
        CHECK(section.csv({"person", "list"}).column("name") ==
              Words{"Ben Okafor", "Former member"});
        section.is_sound();
    }
}

TEST_CASE("forgetting a person leaves others whose names contain theirs") {
    const ForgettingSection section;
    for (const std::string name : {"Ana Diaz-Lopez", "Mary Ana Diaz", "Diana Diaz"}) {
        const std::string address = lower(name.substr(0, 2)) + "na@lib.example";
        section.done({"appoint", name + " <" + address + ">", "middle-managers", "--note",
                      "asked by " + name, "--override", "needed"});
    }
    section.done({"person", "add", "Ana Diaz <na@lib.example>"});
    const Table log = section.csv({"log", "--person", "Ana Diaz-Lopez"});
    const std::string before = section.records();
    const std::string entries = "SELECT hex(changes), command FROM history ORDER BY id LIMIT 4";
    const auto history = ask_database(section.database(), entries);
    const Table report = section.forget("na@lib.example");
    CHECK((ask_database(section.database(), entries) == history));
    CHECK(undecided(report).size() == 0);
    const std::string after = section.records();
    CHECK(count_lines(after) == count_lines(before));
    CHECK(holds(after, "Ana Diaz-Lopez"));
    CHECK(holds(after, "asked by Mary Ana Diaz"));
    CHECK(holds(after, "anna@lib.example"));
    CHECK_FALSE(holds(after, "\"na@lib.example"));
    CHECK(section.csv({"log", "--person", "Ana Diaz-Lopez"}).rows == log.rows);
    section.done({"undo", log.at(0, "id")});
    section.done({"redo"});
    CHECK(section.csv({"roster", "middle-managers"}).size() == 3);
    section.is_sound();
}

TEST_CASE("forgetting one person of an import leaves the others in the history") {
    const ForgettingSection section;
    const std::string file = section.file("roster.csv",
                                          "name,email,group,role\n"
                                          "Wanda Quillfeather,wanda@marshbank.example,"
                                          "middle-managers,member\n"
                                          "Ben Okafor,ben@lib.example,middle-managers,member\n"
                                          "Chi Sato,chi@lib.example,member-experience,member\n");
    section.done({"appoint", "--from", file});
    section.done({"undo"});
    section.done({"redo"});
    section.forget(wanda_address);
    section.has_no_trace_of({"Quillfeather", "marshbank"});
    const std::string bytes = bytes_of(section.database());
    CHECK(holds(bytes, "ben@lib.example"));
    CHECK(holds(section.csv({"log"}).at(3, "command"), "roster.csv"));
    section.is_sound();

    // Nothing that undo or redo do brings the person back.
    static_cast<void>(section.run({"undo"}));
    static_cast<void>(section.run({"redo"}));
    const Table log = section.csv({"log"});
    for (std::size_t row = 0; row < log.size(); ++row) {
        static_cast<void>(section.run({"undo", log.at(row, "id")}));
        static_cast<void>(section.run({"redo", log.at(row, "id")}));
    }
    section.has_no_trace_of({"Quillfeather", "marshbank"});
    section.is_sound();
}

TEST_CASE("an import can be undone after one of its people was forgotten") {
    const ForgettingSection section;
    const std::string file = section.file("roster.csv",
                                          "name,email,group,role,years,year\n"
                                          "Wanda Quillfeather,wanda@marshbank.example,"
                                          "middle-managers,member,1,2024\n"
                                          "Ben Okafor,ben@lib.example,middle-managers,member,"
                                          "2,2026\n");
    section.done({"appoint", "--from", file});
    const std::string entry = section.csv({"log"}).at(0, "id");
    section.forget(wanda_address);
    section.done({"undo", entry});
    CHECK(section.csv({"person", "list"}).size() == 0);
    section.done({"redo", entry});
    CHECK(section.csv({"person", "list"}).column("name") == Words{"Ben Okafor", "Former member"});
    section.is_sound();
}

TEST_CASE("forgetting a person erases the name from names, slugs, charges and links") {
    const ForgettingSection section;
    section.done({"appoint", wanda, "middle-managers"});
    section.done({"group", "add", "Friends of Wanda Quillfeather", "--kind", "interest-group",
                  "--charge", "Quillfeather, Wanda began it; write to wanda@marshbank.example"});
    section.done({"group", "edit", "middle-managers", "--charge", "Led by wanda  QUILLFEATHER"});
    section.done({"checklist", "add", "Call Wanda Quillfeather's office", "--month", "may"});
    section.done({"checklist", "add", "Write to wanda@marshbank.example", "--month", "may"});
    section.done(
        {"checklist", "done", "call-wanda-quillfeathers-office", "--actor", "Wanda Quillfeather"});
    section.done({"program", "add", "An hour with Wanda Quillfeather", "--venue", "webinar"});
    section.done({"meeting", "add", "friends-of-wanda-quillfeather", "--on", "2026-11-03",
                  "--agenda", "https://x.example/?u=wanda%40marshbank.example&p=2", "--minutes",
                  "https://x.example/Wanda%20Quillfeather/a.pdf"});
    section.done({"report-due", "submit", "friends-of-wanda-quillfeather", "2026-12", "--link",
                  "https://x.example/wanda_quillfeather"});
    const Table report = section.forget(wanda_address);
    CHECK(undecided(report).size() == 0);
    CHECK(report.where("what", "text").size() >= 9);
    section.has_no_trace_of({"quillfeather", "marshbank"});
    CHECK(holds(section.done({"group", "show", "friends-of-former-member", "--wide"}).out,
                "Former member began it; write to (erased)"));
    const Table items = section.csv({"checklist", "--month", "may", "--year", "2026"});
    CHECK(items.only("item", "call-former-members-office").at(0, "title") ==
          "Call Former member's office");
    CHECK(items.only("item", "call-former-members-office").at(0, "done_by") == "Former member");
    const Table meeting = section.csv({"meeting", "list"});
    CHECK(meeting.at(0, "agenda") == "https://x.example/?u=former-member&p=2");
    CHECK(meeting.at(0, "minutes") == "https://x.example/former-member/a.pdf");
    section.is_sound();
}

TEST_CASE("two slugs with the name of a forgotten person stay two") {
    const ForgettingSection section;
    for (const std::string name : {"Wanda Quillfeather", "Zeno Marblethwaite"}) {
        section.done({"person", "add", name});
        section.done({"checklist", "add", "Call " + name, "--month", "may"});
        section.forget(name);
    }
    const Table items = section.csv({"checklist", "--month", "may"});
    CHECK(items.where("item", "call-former-member").size() == 1);
    CHECK(items.where("item", "call-former-member-2").size() == 1);
    section.is_sound();
}

TEST_CASE("forgetting a person erases the name from the handbook in the database") {
    std::string toml = bytes_of(source_file("data/handbook.toml"));
    const std::string at = "charge = \"Manages the section";
    toml.replace(toml.find(at), at.size(),
                 "charge = \"Wanda Quillfeather (wanda\\u0040marshbank.example) manages");
    toml += "\n[[groups]]\nname = \"Wanda Quillfeather Fund\"\nkind = \"interest-group\"\n"
            "section = \"4\"\ncharge = \"\"\nremark = \"\"\n"
            "link = \"https://x.example/wanda-quillfeather\"\n";
    const ForgettingSection section;
    std::filesystem::remove(section.database());
    section.done({"init", "--handbook", section.file("handbook.toml", toml)});
    section.done({"person", "add", wanda});
    section.forget(wanda_address);
    section.has_no_trace_of({"quillfeather", "marshbank", "u0040"});
    section.done({"handbook"});
    section.is_sound();
}

TEST_CASE("a name that two people have is left in texts and reported") {
    const ForgettingSection section;
    section.done({"person", "add", "Ana Diaz <ana@lib.example>", "--note", "the elder"});
    section.done({"person", "add", "ANA DÍAZ <ana@city.example>", "--note", "Xanadu"});
    section.done({"meeting", "add", "leadership-team", "--on", "2026-11-03", "--note",
                  "Diaz, Ana came; ana@city.example wrote"});
    const Table elder = section.csv({"log", "--person", "ana@lib.example"});
    const Table report = section.forget("ana@city.example");
    CHECK(section.csv({"meeting", "list"}).at(0, "note") == "Diaz, Ana came; (erased) wrote");
    const Table left = undecided(report).only("what", "text");
    CHECK(holds(left.at(0, "where"), "leadership-team"));
    CHECK(holds(left.at(0, "reason"), "another person"));
    section.has_no_trace_of({"Xanadu", "ana@city.example"});
    CHECK(section.csv({"log", "--person", "ana@lib.example"}).rows == elder.rows);
    CHECK(section.csv({"person", "list", "ana"}).at(0, "note") == "the elder");
    section.is_sound();
}

TEST_CASE("a person who was added, undone and added again is forgotten whole") {
    const ForgettingSection section;
    section.done({"appoint", wanda, "middle-managers", "--note", "Gormenghast"});
    section.done({"undo"});
    section.done({"appoint", wanda, "member-experience", "--note", "Xanadu"});
    section.forget(wanda_address);
    section.has_no_trace_of({"quillfeather", "marshbank", "Gormenghast", "Xanadu"});
    section.is_sound();
}

TEST_CASE("a merge of two records that was undone leaves the other person") {
    const ForgettingSection section;
    section.done({"appoint", "Ben Okafor <ben@lib.example>", "middle-managers", "--note", "kept"});
    section.done({"appoint", wanda, "member-experience"});
    section.done({"person", "merge", wanda_address, "ben@lib.example"});
    section.done({"undo"});
    section.forget(wanda_address);
    section.has_no_trace_of({"quillfeather", "marshbank"});
    const Table ben = section.csv({"person", "show", "ben@lib.example"});
    REQUIRE(ben.size() == 1);
    CHECK(ben.at(0, "name") == "Ben Okafor");
    CHECK(ben.at(0, "note") == "kept");
    section.is_sound();
}

TEST_CASE("an entry that is not about a forgotten person keeps its command and its changes") {
    const ForgettingSection section;
    section.done({"appoint", wanda, "middle-managers"});
    section.done({"appoint", "Ben Okafor <ben@lib.example>", "middle-managers", "--note",
                  "after wanda quillfeather"});
    section.done({"group", "edit", "member-experience", "--charge", "Members first"});
    section.forget(wanda_address);
    const Table log = section.csv({"log"});
    CHECK(log.at(1, "command") ==
          "lmsection group edit member-experience --charge 'Members first'");
    CHECK(log.at(2, "command") ==
          "lmsection appoint 'Ben Okafor <ben@lib.example>' middle-managers --note "
          "'after Former member'");
    CHECK(log.at(3, "command") == "lmsection appoint (erased)");
    CHECK(log.at(1, "state") == "done");
    section.done({"undo", log.at(1, "id")});
    section.is_sound();
}

TEST_CASE("person forget lists the copies in the folder") {
    const ForgettingSection section;
    section.done({"person", "add", wanda});
    section.done({"backup", section.folder() / "copy.db"});
    section.done({"export", "-o", section.folder() / "copy.jsonl"});
    section.file("notes.txt", "no copy");
    const Table copies = section.forget(wanda_address).where("what", "copy");
    REQUIRE(copies.size() == 2);
    CHECK(holds(copies.at(0, "where"), "copy.db"));
    CHECK(holds(copies.at(1, "where"), "copy.jsonl"));
    CHECK(copies.at(0, "outcome") == "left");
}

TEST_CASE("copies in which the same person was forgotten merge, others are refused") {
    const ForgettingSection section;
    section.done({"appoint", wanda, "middle-managers"});
    section.done({"meeting", "add", "leadership-team", "--on", "2026-11-03", "--note",
                  "thanks to Wanda Quillfeather"});
    const std::string other = section.folder() / "other.db";
    std::filesystem::copy_file(section.database(), other);
    section.forget(wanda_address);
    const Words merge{"merge", other};
    CHECK(holds(section.refuses(3, merge), "Wanda Quillfeather was forgotten"));
    CHECK(holds(section.refuses(3, {"merge", section.database(), "--db", other}),
                "Wanda Quillfeather was forgotten"));
    section.done({"person", "forget", wanda_address, "--end-terms", "--yes", "--db", other});
    section.done({"person", "add", "Chi Sato <chi@lib.example>", "--db", other});
    section.done(merge);
    CHECK(section.csv({"person", "list"}).column("name") == Words{"Chi Sato", "Former member"});
    section.has_no_trace_of({"quillfeather", "marshbank"});
    section.is_sound();
}

TEST_CASE("forgetting a person erases every address they ever had, wherever it is written") {
    const ForgettingSection section;
    section.done({"appoint", wanda, "middle-managers"});
    section.done({"person", "edit", "wanda", "--email", "quill@oldtown.example"});
    section.done({"person", "edit", "wanda", "--email", "feather@newtown.example"});
    section.done({"meeting", "add", "middle-managers", "--on", "2026-11-03", "--note",
                  "ask quill@oldtown.example"});
    section.forget("wanda");
    section.has_no_trace_of({"wanda@marshbank", "quill@oldtown", "feather@newtown"});
    section.is_sound();
}
