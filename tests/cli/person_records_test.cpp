// Two records of one human become one; somebody is forgotten, and the file does not remember.
#include "harness.hpp"

using namespace lmsection::test;

namespace {

const std::string wanda = "Wanda Quillfeather <wanda.quillfeather@marshbank.example>";
const Words forget_wanda{"person", "forget", "wanda.quillfeather@marshbank.example"};

Words with(Words words, const Words& more) {
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

/// A section in which somebody left traces of every kind.
struct SectionWithTraces : Section {
    SectionWithTraces() {
        done({"person", "add", "Wanda Featherstonehaugh <wfeather@oldplace.example>",
              "--institution", "Oldplace Athenaeum", "--note", "met in Tampa"});
        done({"person", "edit", "wfeather@oldplace.example", "--name", "Wanda Quillfeather",
              "--email", "wanda.quillfeather@marshbank.example", "--institution",
              "Marshbank Lyceum"});
        done({"appoint", wanda, "middle-managers", "--note", "knows Gormenghast"});
        done({"appoint", "Ben Okafor <ben@lib.example>", "middle-managers", "--role", "chair",
              "--note", "asked by WANDA QUILLFEATHER herself"});
        done({"volunteer", "add", wanda, "--choice", "member-experience", "--comment",
              "likes Xanadu"});
        done({"checklist", "done", "plan-annual-goals", "--actor", "Wanda Quillfeather"});
        done({"person", "add", "W. Quill"});
        done({"person", "merge", "wanda.quillfeather@marshbank.example", "W. Quill"});
    }
};

}    // namespace

TEST_CASE("person merge gives one record the terms and the missing fields of the other") {
    const Section section;
    section.done({"person", "add", "Ana Diaz"});
    section.done({"appoint", "Ana Diaz", "middle-managers"});
    section.done({"appoint", "A. Diaz <ana@lib.example>", "member-experience"});
    section.done({"person", "edit", "ana@lib.example", "--institution", "City Library"});
    const Table merged = section.csv({"person", "merge", "Ana Diaz", "ana@lib.example"});
    CHECK(merged.at(0, "email") == "ana@lib.example");
    CHECK(merged.at(0, "institution") == "City Library");
    CHECK(holds(merged.at(0, "note"), "also recorded as A. Diaz"));
    CHECK(section.csv({"person", "list"}).size() == 1);
    CHECK(section.csv({"person", "show", "Ana Diaz"}).size() == 2);
    CHECK(section.csv({"roster", "member-experience"}).column("name") == Words{"Ana Diaz"});
}

TEST_CASE("person merge is refused where both serve in one group at once, or are one") {
    const Section section;
    section.done({"appoint", "Ana Diaz <ana@lib.example>", "middle-managers"});
    section.done({"appoint", "A. Diaz <ad@lib.example>", "middle-managers"});
    const std::string said = section.refuses(3, {"person", "merge", "ana@lib.example",
                                                 "ad@lib.example"});
    CHECK(holds(said, "appoint end"));
    section.refuses(3, {"person", "merge", "ana@lib.example", "Ana Diaz"});
    section.refuses(3, {"person", "merge", "ana@lib.example", "Nobody Atall"});
    section.refuses(2, {"person", "merge", "ana@lib.example"});
}

TEST_CASE("person merge with --dry-run changes nothing") {
    const Section section;
    section.done({"person", "add", "Ana Diaz"});
    section.done({"person", "add", "A. Diaz"});
    const std::string before = bytes_of(section.database());
    section.done({"person", "merge", "Ana Diaz", "A. Diaz", "-n"});
    CHECK((bytes_of(section.database()) == before));
}

TEST_CASE("after person forget the file holds no trace of them") {
    const SectionWithTraces section;
    const Words traces{"uillfeather", "UILLFEATHER", "eatherstonehaugh", "marshbank",
                       "Marshbank",   "oldplace",    "Oldplace",         "Tampa",
                       "Gormenghast", "Xanadu",      "wfeather",         "W. Quill",
                       "w. quill"};
    const std::string before = bytes_of(section.database());
    for (const std::string& trace : {traces[0], traces[2], traces[7], traces[9], traces[11]}) {
        CAPTURE(trace);
        REQUIRE(holds(before, trace));
    }
    section.done(with(forget_wanda, {"--end-terms", "--yes"}));
    const std::string after = bytes_of(section.database());
    for (const std::string& trace : traces) {
        CAPTURE(trace);
        CHECK_FALSE(holds(after, trace));
    }
    CHECK(number_in(section.database(), "PRAGMA freelist_count") == 0);
    CHECK(ask_database(section.database(), "PRAGMA integrity_check")[0] == Words{"ok"});
}

TEST_CASE("person forget keeps roles, dates, counts and what others said and did") {
    const SectionWithTraces section;
    section.done(with(forget_wanda, {"--end-terms", "--yes"}));
    const Table roster = section.csv({"roster", "middle-managers", "--history"});
    REQUIRE(roster.size() == 2);
    const Table theirs = roster.only("name", "Former member");
    CHECK(theirs.at(0, "role") == "member");
    CHECK(theirs.at(0, "start") == "2026-11-24");
    CHECK(theirs.at(0, "end") == "2026-11-24");
    CHECK(theirs.at(0, "email").empty());
    CHECK(section.csv({"person", "show", "ben"}).at(0, "note") == "asked by Former member herself");
    CHECK(section.csv({"checklist", "--year", "2026"}).where("done_by", "Former member").size() ==
          1);
    CHECK(section.csv({"volunteer", "list", "--waiting"}).size() == 0);
    CHECK(number_in(section.database(), "SELECT count(*) FROM history") == 10);
    CHECK(number_in(section.database(), "SELECT count(*) FROM history WHERE changes = x''") == 2);
    CHECK(section.csv({"log", "--person", "ben"}).at(0, "command") ==
          "lmsection appoint 'Ben Okafor <ben@lib.example>' middle-managers --role chair --note "
          "'asked by Former member herself'");
}

TEST_CASE("person forget spares a namesake") {
    const Section section;
    section.done({"person", "add", "Ana Diaz <ana@lib.example>", "--note", "the elder"});
    section.done({"person", "add", "Ana Diaz <ana@city.example>"});
    section.done({"person", "forget", "ana@city.example", "--yes"});
    CHECK(section.csv({"person", "show", "ana@lib.example"}).size() == 0);
    CHECK(section.csv({"person", "list", "ana"}).at(0, "note") == "the elder");
    CHECK_FALSE(holds(bytes_of(section.database()), "ana@city.example"));
}

TEST_CASE("person forget is refused without --yes, of who still serves, and of nobody") {
    const SectionWithTraces section;
    CHECK(holds(section.refuses(3, with(forget_wanda, {"--yes"})), "--end-terms"));
    CHECK(holds(section.refuses(3, with(forget_wanda, {"--end-terms"})), "--yes"));
    section.refuses(3, {"person", "forget", "Nobody Atall", "--yes"});
    section.refuses(2, {"person", "forget"});
}

TEST_CASE("person forget with --dry-run tells what would be erased and changes nothing") {
    const SectionWithTraces section;
    const std::string before = bytes_of(section.database());
    const Table counts = section.csv(with(forget_wanda, {"--end-terms", "-n"}));
    CHECK(counts.only("what", "appointments").at(0, "records") == "1");
    CHECK(counts.only("what", "volunteer forms").at(0, "records") == "1");
    CHECK((bytes_of(section.database()) == before));
}

TEST_CASE("two records of one human that speak in one program are not merged into two speakers") {
    const Section section;
    section.done({"person", "add", "Ann Lee <ann@maps.example>"});
    section.done({"person", "add", "Ann B Lee <annb@maps.example>"});
    section.done({"program", "add", "Maps", "--venue", "webinar"});
    for (const std::string speaker : {"ann@maps.example", "annb@maps.example"}) {
        section.done({"program", "speaker", "add", "Maps", speaker, "--stipend", "150"});
    }
    const Words merge{"person", "merge", "ann@maps.example", "annb@maps.example"};
    CHECK(holds(section.refuses(3, merge), "both speak at 'Maps'"));
    section.done({"program", "speaker", "remove", "Maps", "Ann B Lee"});
    section.done(merge);
}

TEST_CASE("a person is found by every address they ever had") {
    const Section section;
    section.done({"appoint", "Ana Diaz <ana@lib.example>", "middle-managers"});
    section.done({"person", "edit", "ana", "--email", "diaz@city.example"});
    CHECK(section.csv({"person", "show", "ANA@lib.example"}).at(0, "email") == "diaz@city.example");
    const Table again = section.csv({"appoint", "Ana Diaz <ana@lib.example>", "new-leaders"});
    CHECK(again.at(0, "email") == "diaz@city.example");
    CHECK(section.csv({"person", "list"}).size() == 1);
    CHECK(holds(section.refuses(3, {"person", "add", "Bo Li <ana@lib.example>"}), "Ana Diaz"));
    section.done({"person", "edit", "ana", "--email", "ana@lib.example"});
    CHECK(section.csv({"person", "show", "diaz@city.example"}).at(0, "email") == "ana@lib.example");
    CHECK(number_in(section.database(), "SELECT count(*) FROM addresses") == 1);
    section.done({"undo"});
    section.done({"undo"});
    section.done({"undo"});
    CHECK(number_in(section.database(), "SELECT count(*) FROM addresses") == 0);
    section.done({"redo"});
    CHECK(section.csv({"person", "show", "ana@lib.example"}).at(0, "email") == "diaz@city.example");
    section.done({"doctor"});
}

TEST_CASE("merging two records of a person keeps the addresses of both") {
    const Section section;
    section.done({"person", "add", "Ana Diaz <ana@lib.example>"});
    section.done({"person", "add", "A. Diaz <adiaz@city.example>"});
    section.done({"person", "edit", "adiaz@city.example", "--email", "diaz@state.example"});
    section.done({"person", "merge", "ana@lib.example", "diaz@state.example"});
    for (const char* address : {"ana@lib.example", "adiaz@city.example", "diaz@state.example"}) {
        CHECK(section.csv({"person", "list", address}).at(0, "email") == "ana@lib.example");
    }
    section.done({"doctor"});
}
