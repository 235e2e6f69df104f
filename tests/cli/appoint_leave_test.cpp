// Leaves of absence: `appoint leave` and `appoint return`, and who leads in the meantime.
#include "harness.hpp"

#include <filesystem>

using namespace lmsection::test;

namespace {

/// Ana chairs Middle Managers, Bo is a member, both until 2027-06-30; Cy serves elsewhere.
struct Led : Section {
    Led() {
        seat("Ana Diaz <ana@lib.example>", "middle-managers", "chair");
        seat("Bo Long <bo@lib.example>", "middle-managers", "member");
        seat("Cy Marsh <cy@lib.example>", "member-experience", "member");
    }
    void seat(const std::string& person, const std::string& group, const std::string& role) const {
        done({"appoint", person, group, "--role", role, "--start", "2026-07-01", "--years", "1",
              "-q"});
    }
    /// Ana's leave from 2026-11-20 to 2027-01-31.
    Result leave(const Words& more = {}) const {
        Words words{"appoint", "leave",      "Ana Diaz", "middle",
                    "--start", "2026-11-20", "--end",    "2027-01-31"};
        words.insert(words.end(), more.begin(), more.end());
        return done(words);
    }
    std::vector<Words> leaves() const {
        return ask_database(database(), "SELECT start_on, end_on, p.name, reason FROM leaves "
                                        "LEFT JOIN people p ON p.id = acting_id ORDER BY start_on");
    }
    /// The verdict of `check` about the leaders of Middle Managers.
    std::string led() const {
        return csv({"check", "--group", "middle-managers"})
            .only("rule", "interest-group-chair")
            .at(0, "verdict");
    }
};

}    // namespace

TEST_CASE("a leave keeps the seat and the term, and the roster shows it to people only") {
    const Led section;
    const std::string before = section.done({"roster", "middle", "-f", "csv"}).out;
    const Result result = section.leave({"--acting", "Bo Long", "--reason", "family"});
    CHECK(holds(result.err,
                "Ana Diaz, chair of Middle Managers, is on leave from November 20, 2026 "
                "to January 31, 2027; acting: Bo Long."));
    CHECK(section.leaves() ==
          std::vector<Words>{{"2026-11-20", "2027-01-31", "Bo Long", "family"}});
    CHECK(section.done({"roster", "middle", "-f", "csv"}).out == before);
    CHECK(holds(section.done({"roster", "middle", "-f", "md"}).out,
                "on leave until 2027-01-31; acting: Bo Long"));
    CHECK(!holds(section.done({"roster", "middle", "-f", "md", "--public"}).out, "leave"));
    CHECK(
        !holds(section.done({"roster", "middle", "-f", "md", "--on", "2027-02-01"}).out, "leave"));
}

TEST_CASE("a group whose only chair is on leave is led by the one who acts") {
    const Led section;
    CHECK(section.led() == "ok");
    CHECK(holds(section.leave().err, "Middle Managers has no one to lead it on 2026-11-20"));
    CHECK(section.led() == "short");
    CHECK(holds(section.done({"check"}).out, "Middle Managers has no one to lead it now"));
    section.leave({"--acting", "Bo Long"});
    CHECK(section.led() == "ok");
    CHECK(section.csv({"group", "list"}).only("slug", "middle-managers").column("led_by") ==
          Words{"Bo Long (acting chair)"});
    CHECK(section.csv({"roster", "--vacancies", "middle"}).size() == 0);
    CHECK(section.done({"roster", "middle", "--leads", "-f", "emails"}).out ==
          "Bo Long <bo@lib.example>\n");
    CHECK(section.csv({"digest"}).where("part", "On leave").column("detail") ==
          Words{"chair, on leave until 2027-01-31; acting: Bo Long"});
    CHECK(holds(section.done({"handover", "middle"}).out,
                "Ana Diaz: on leave until 2027-01-31; acting: Bo Long."));
    CHECK(!holds(section.done({"handover", "middle", "--public"}).out, "on leave"));
    CHECK(holds(section.done({"person", "show", "Ana Diaz"}).out, "on leave until 2027-01-31"));
    // The seat is not vacant, so no one else can chair beside Ana without a warning.
    CHECK(holds(section.done({"appoint", "Cy Marsh", "middle", "--role", "chair", "-n"}).err +
                    section.done({"group", "show", "middle"}).out,
                "Bo Long (acting chair)"));
}

TEST_CASE("the message to a chair on leave goes to the one who acts") {
    const Led section;
    section.leave({"--acting", "Bo Long"});
    section.done({"volunteer", "add", "Di Park <di@lib.example>", "--choice", "middle-managers"});
    section.done({"appoint", "Eve Ray <eve@lib.example>", "leadership-team", "-q"});
    section.done({"volunteer", "assign", "di@lib.example", "Eve Ray"});
    const Result alert = section.done({"volunteer", "alert", "di@lib.example"});
    CHECK(holds(alert.out, "To: Bo Long <bo@lib.example>"));
    CHECK(!holds(alert.out, "ana@lib.example"));
}

TEST_CASE("the same leave again changes nothing, another last day changes it") {
    const Led section;
    section.leave({"--acting", "Bo Long"});
    const std::string before = bytes_of(section.database());
    CHECK(holds(section.leave().err, "nothing was changed"));
    CHECK(bytes_of(section.database()) == before);
    section.done({"appoint", "leave", "Ana Diaz", "--end", "2027-02-28"});    // the one that runs
    section.done({"appoint", "leave", "Ana Diaz", "--start", "2026-11-20", "--acting", ""});
    CHECK(section.leaves() == std::vector<Words>{{"2026-11-20", "2027-02-28", "NULL", ""}});
}

TEST_CASE("who is back ends the leave, and a leave that did not begin is removed") {
    const Led section;
    section.leave();
    section.done({"appoint", "return", "Ana Diaz", "--on", "2027-01-11"});
    CHECK(section.leaves().front()[1] == "2027-01-10");
    CHECK(holds(section.done({"appoint", "return", "Ana Diaz", "--on", "2027-01-11"}).err,
                "nothing was changed"));
    CHECK(holds(section.done({"appoint", "return", "Ana Diaz", "--on", "2026-11-20"}).err,
                "is removed"));
    CHECK(section.leaves().empty());
    CHECK(holds(section.done({"appoint", "return", "Ana Diaz"}).err, "is not on leave then"));
    section.done({"undo"});
    CHECK(section.leaves().size() == 1);
    // A leave to come is removed only by its first day.
    section.done({"appoint", "return", "Ana Diaz"});
    section.done({"appoint", "leave", "Ana Diaz", "--start", "2027-03-01", "--end", "2027-03-31"});
    CHECK(holds(section.done({"appoint", "return", "Ana Diaz", "--on", "2027-02-01"}).err,
                "--on 2027-03-01 removes it"));
    CHECK(section.leaves().size() == 2);
}

TEST_CASE("a leave outside the term, over another one, or with an impossible deputy is refused") {
    const Led section;
    section.leave();
    const auto refused = [&](const Words& more) {
        Words words{"appoint", "leave"};
        words.insert(words.end(), more.begin(), more.end());
        return section.refuses(3, words);
    };
    CHECK(holds(refused({"Bo Long", "--end", "2027-07-15"}), "is not within it"));
    CHECK(holds(refused({"Ana Diaz", "--start", "2027-01-15", "--end", "2027-02-15"}),
                "already on leave from 2026-11-20 to 2027-01-31"));
    CHECK(holds(refused({"Bo Long", "--end", "2027-01-15", "--acting", "Cy Marsh"}),
                "does not lead it"));
    CHECK(holds(refused({"Ana Diaz", "--start", "2027-03-01", "--end", "2027-03-31", "--acting",
                         "Ana Diaz"}),
                "is the one on leave"));
    CHECK(holds(section.refuses(2, {"appoint", "leave", "Bo Long"}), "--end"));
    CHECK(holds(section
                    .done({"appoint", "leave", "Ana Diaz", "--start", "2027-03-01", "--end",
                           "2027-03-31", "--acting", "Cy Marsh"})
                    .err,
                "Cy Marsh does not serve in Middle Managers then"));
}

TEST_CASE("a term that ends or moves keeps what is within it of its leaves, and says so") {
    const Led section;
    section.leave();
    CHECK(holds(section.done({"appoint", "end", "Ana Diaz", "--on", "2026-12-31"}).err,
                "is now from 2026-11-20 to 2026-12-31"));
    CHECK(holds(
        section.done({"appoint", "edit", "Ana Diaz", "--start", "2026-12-15", "--reason", "x"}).err,
        "is now from 2026-12-15 to 2026-12-31"));
    CHECK(section.leaves().front()[0] == "2026-12-15");
    section.done({"appoint", "end", "Ana Diaz", "--on", "2026-12-20"});
    section.done({"doctor"});
    section.done({"undo"});
    section.done({"undo"});
    section.done({"undo"});
    CHECK(section.leaves() == std::vector<Words>{{"2026-11-20", "2027-01-31", "NULL", ""}});
}

TEST_CASE("a term spent wholly on leave does not count for the rotation of chairs") {
    Section section;
    for (const char* name : {"Ana Diaz <ana@lib.example>", "Bo Long <bo@lib.example>"}) {
        section.done(
            {"appoint", name, "member-experience", "--start", "2025-07-01", "--years", "1", "-q"});
    }
    section.done({"appoint", "Ana Diaz", "member-experience", "--role", "chair", "--start",
                  "2026-07-01", "--years", "1", "-q"});
    const Words again{"appoint", "Ana Diaz", "member-experience", "--role", "chair",
                      "--year",  "2027",     "--years",           "1",      "-n"};
    CHECK(holds(section.done(again).err, "chair-rotation"));
    section.done({"appoint", "leave", "Ana Diaz", "member-experience", "--start", "2026-07-01",
                  "--end", "2026-12-31", "--acting", "Bo Long"});
    CHECK(holds(section.done(again).err, "chair-rotation"));
    section.done({"appoint", "leave", "Ana Diaz", "member-experience", "--start", "2027-01-01",
                  "--end", "2027-06-30", "--acting", "Bo Long"});
    CHECK(!holds(section.done(again).err, "chair-rotation"));
    // Who acted may chair next.
    const Words acted{"appoint", "Bo Long", "member-experience", "--role", "chair",
                      "--year",  "2027",    "--years",           "1",      "-n"};
    CHECK(!holds(section.done(acted).err, "chair-rotation"));
}

TEST_CASE("leaves are exported and imported, merged, and forgotten") {
    const Led section;
    const std::string other = section.folder() / "other.db";
    std::filesystem::copy_file(section.database(), other);
    section.leave({"--acting", "Bo Long", "--reason", "a private matter"});
    section.done({"appoint", "leave", "Bo Long", "middle", "--start", "2027-03-01", "--end",
                  "2027-03-31", "--db", other});
    section.done({"merge", other});
    CHECK(section.leaves().size() == 2);
    const std::string file = section.folder() / "all.jsonl";
    const std::string copy = section.folder() / "copy.db";
    section.done({"export", "--output", file});
    section.done({"import", file, "--db", copy});
    CHECK(number_in(copy, "SELECT count(*) FROM leaves") == 2);
    section.done({"doctor", "--db", copy});
    section.done({"person", "forget", "Ana Diaz", "--end-terms", "--yes"});
    CHECK(!holds(bytes_of(section.database()), "a private matter"));
    section.done({"doctor"});
}

TEST_CASE("two copies that record the same leave differently ask which is right") {
    const Led section;
    const std::string other = section.folder() / "other.db";
    std::filesystem::copy_file(section.database(), other);
    section.leave();
    section.done({"appoint", "leave", "Ana Diaz", "--start", "2026-11-20", "--end", "2027-02-15",
                  "--db", other});
    CHECK(section.run({"merge", other}).status == 3);
    section.done({"merge", other, "--theirs"});
    CHECK(section.leaves() == std::vector<Words>{{"2026-11-20", "2027-02-15", "NULL", ""}});
}

TEST_CASE("a leave goes with the term when groups or people are merged") {
    const Led section;
    section.leave({"--acting", "Bo Long"});
    section.done({"person", "add", "Bo Lang"});
    section.done({"person", "merge", "Bo Lang", "Bo Long"});
    CHECK(section.leaves().front()[2] == "Bo Lang");
    section.done({"group", "merge", "middle-managers", "library-consulting", "--on", "2026-12-01",
                  "--override", "agreed"});
    CHECK(number_in(section.database(),
                    "SELECT count(*) FROM leaves l JOIN appointments a ON a.id = l.appointment_id "
                    "WHERE l.start_on < a.start_on OR l.end_on > a.end_on") == 0);
    CHECK(section.leaves().size() == 2);
    section.done({"doctor"});
}
