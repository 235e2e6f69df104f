// How people and their records are named on the command line: by id, and in the forms of mail.
#include "harness.hpp"

using namespace lmsection::test;

namespace {

const std::string group = "management-best-practices";

/// Two people named Sam Lee without an address, and one with.
struct ThreeSams : Section {
    ThreeSams() {
        done({"person", "add", "Sam Lee", "--institution", "First"});
        done({"person", "add", "Sam Lee", "--institution", "Second", "-q"});
        done({"person", "add", "Sam Lee <sam@lib.example>", "--institution", "Third", "-q"});
    }
    [[nodiscard]] std::string id_of(const std::string& institution) const {
        return csv({"person", "list"}).only("institution", institution).at(0, "id");
    }
    [[nodiscard]] std::string institution_of(const std::string& id) const {
        return csv({"person", "list"}).only("id", id).at(0, "institution");
    }
};

std::string recorded(const std::string& typed) {
    const Section section;
    section.done({"person", "add", typed, "-q"});
    const Table people = section.csv({"person", "list"});
    return people.at(0, "name") + "|" + people.at(0, "email");
}

}    // namespace

TEST_CASE("each of three people of one name can be named, by id where nothing else does") {
    const ThreeSams section;
    const std::string second = section.id_of("Second");
    CHECK(section.csv({"person", "edit", second, "--note", "That one"}).at(0, "institution") ==
          "Second");
    const Table seat = section.csv({"appoint", second, group});
    CHECK(seat.at(0, "institution") == "Second");
    CHECK(section.csv({"person", "show", second}).size() == 1);
    section.done({"appoint", "end", second, group, "--on", "2027-01-31"});
    section.done({"person", "merge", section.id_of("Third"), section.id_of("First")});
    CHECK(section.csv({"person", "list"}).size() == 2);
    section.done({"person", "forget", second, "--end-terms", "--yes"});
    CHECK(section.csv({"person", "list", "sam lee"}).column("institution") == Words{"Third"});
}

TEST_CASE("an ambiguous name is answered with the ids that tell the candidates apart") {
    const ThreeSams section;
    const std::string said = section.refuses(3, {"person", "show", "sam lee"});
    CHECK(holds(said, "Sam Lee (id " + section.id_of("First") + ")"));
    CHECK(holds(said, "Sam Lee (id " + section.id_of("Second") + ")"));
    CHECK(holds(said, "Sam Lee <sam@lib.example>"));
    CHECK_FALSE(holds(said, "(id " + section.id_of("Third") + ")"));
    CHECK(holds(said, "give the email or the id of"));
    section.refuses(3, {"appoint", "Sam Lee", group});
}

TEST_CASE("a number that is nobody's id is looked for among the names") {
    const Section section;
    CHECK(
        holds(section.refuses(3, {"person", "show", "12345"}), "no one on record matches '12345'"));
}

TEST_CASE("a program's speaker is named by id, email or name") {
    const ThreeSams section;
    section.done({"program", "add", "Budgets", "--venue", "webinar", "--speaker",
                  section.id_of("First"), "--speaker", section.id_of("Second"), "--speaker",
                  "sam@lib.example"});
    const std::string said = section.refuses(3, {"program", "speaker", "remove", "budgets",
                                                 "Sam Lee"});
    CHECK(holds(said, "(id " + section.id_of("First") + ")"));
    section.done({"program", "speaker", "remove", "budgets", section.id_of("First")});
    section.done({"program", "speaker", "remove", "budgets", "Sam Lee <sam@lib.example>"});
    CHECK(section.csv({"program", "list"}).at(0, "speakers") == "Sam Lee");
    section.done({"program", "speaker", "remove", "budgets", "sam"});
    CHECK(section.csv({"program", "list"}).at(0, "speakers").empty());
}

TEST_CASE("the earlier of two forms of one person is named by its id") {
    const Section section;
    section.done({"volunteer", "add", "Ana Diaz <ana@lib.example>", "--choice", group, "--on",
                  "2026-10-01"});
    section.done({"volunteer", "accept", "ana@lib.example", "--skip", "A test"});
    section.done({"volunteer", "add", "ana@lib.example", "--choice", "middle-managers", "--on",
                  "2026-11-01"});
    const Table forms = section.csv({"volunteer", "list"});
    const std::string earlier = forms.only("submitted_on", "2026-10-01").at(0, "id");

    const Result shown = section.done({"volunteer", "show", "ana@lib.example"});
    CHECK(holds(shown.err, earlier + " of 2026-10-01"));
    CHECK(section.csv({"volunteer", "show", earlier}).at(0, "submitted_on") == "2026-10-01");

    const Result withdrawn = section.done({"volunteer", "withdraw", earlier, "-f", "csv"});
    CHECK(withdrawn.err.empty());
    const Table left = section.csv({"volunteer", "list", "--waiting"});
    CHECK(left.column("submitted_on") == Words{"2026-11-01"});
    CHECK(section.done({"volunteer", "show", "ana@lib.example"}).err.empty());
}

TEST_CASE("a term is named by its id, without person and group") {
    const Section section;
    section.done(
        {"appoint", "Ana Diaz <ana@lib.example>", group, "--start", "2026-07-01", "--years", "1"});
    section.done({"appoint", "ana@lib.example", group, "--year", "2027", "--years", "1"});
    const Table terms = section.csv({"person", "show", "ana@lib.example"});
    REQUIRE(terms.size() == 2);
    CHECK(section.csv({"appoint", "renew", terms.at(1, "id")}).at(0, "name") == "Ana Diaz");
    const Table ended = section.csv({"appoint", "end", terms.at(1, "id"), "--on", "2027-12-31"});
    CHECK(ended.at(0, "start") == "2027-07-01");
    CHECK(ended.at(0, "end") == "2027-12-31");
    CHECK(holds(section.refuses(3, {"appoint", "end", "12345"}), "no term has id '12345'"));
}

TEST_CASE("the next step names a person of a common name by id") {
    const ThreeSams section;
    const std::string first = section.id_of("First");
    section.done({"volunteer", "add", first, "--choice", group});
    CHECK(holds(section.refuses(3, {"volunteer", "accept", first}),
                "lmsection volunteer assign " + first + " REVIEWER"));
}

TEST_CASE("a person is typed in any form that mail programs write") {
    const std::string ann = "Ann Lee|al@lib.example";
    for (const std::string typed :
         {"Ann Lee <al@lib.example>", "\"Ann Lee\" <al@lib.example>",
          "\"Lee, Ann\" <al@lib.example>", "Lee, Ann <al@lib.example>",
          "'Ann Lee' <al@lib.example>", "al@lib.example (Ann Lee)",
          "Ann Lee (City Library) <al@lib.example>", "Ann Lee <al@lib.example>,",
          "Ann Lee <al@lib.example> (work)", "=?UTF-8?Q?Ann_Lee?= <al@lib.example>",
          "=?utf-8?b?QW5uIExlZQ==?= <al@lib.example>",
          "=?utf-8?q?Lee=2C?= =?utf-8?q?_Ann?= <al@lib.example>", "Ann Lee <mailto:al@lib.example>",
          "\u201cLee, Ann\u201d <al@lib.example>"}) {
        INFO(typed);
        CHECK(recorded(typed) == ann);
    }
    CHECK(recorded("\"Ann \\\"Annie\\\" Lee\" <al@lib.example>") ==
          "Ann \"Annie\" Lee|al@lib.example");
    CHECK(recorded("=?ISO-8859-1?Q?Andr=E9?= Pirard <ap@lib.example>") ==
          "Andr\u00e9 Pirard|ap@lib.example");
    CHECK(recorded("Lee, Ann") == "Ann Lee|");
    CHECK(recorded("\"Lee, Ann\"") == "Ann Lee|");
    CHECK(recorded("Robert \"Bob\" Ellery, Jr. <b@lib.example>") ==
          "Robert \"Bob\" Ellery, Jr.|b@lib.example");
    CHECK(recorded("Ann Lee, PhD <al@lib.example>") == "Ann Lee, PhD|al@lib.example");
}

TEST_CASE("a name that is turned around is said so") {
    const Section section;
    const Result added = section.done({"person", "add", "\"Lee, Ann\" <al@lib.example>"});
    CHECK(holds(added.err, "'Lee, Ann' is recorded as Ann Lee"));
    const Result seat = section.done({"appoint", "Okafor, Ben <ben@lib.example>", group});
    CHECK(holds(seat.err, "'Okafor, Ben' is recorded as Ben Okafor"));
    CHECK(section.done({"appoint", "end", "Okafor, Ben", group}).err.find("recorded") ==
          std::string::npos);
    const Result edited = section.done({"person", "edit", "al@lib.example", "--name", "Li, Ann"});
    CHECK(holds(edited.err, "'Li, Ann' is recorded as Ann Li"));
    CHECK(section.csv({"person", "list", "Ann Li"}).size() == 1);
}

TEST_CASE("what roster prints for mail is read back as a person") {
    for (const std::string name :
         {"Ana D\u00edaz", "Lee \"Bud\" O'Hara", "\u0141ukasz Wi\u015bnioch",
          "Mary Anne Featherstonehaugh-Cholmondeley-Marjoribanks-Wriothesley of Upper Slaughter",
          "Dr. J. Roe", "An =?UTF-8 Fan"}) {
        const Section section;
        section.done({"person", "add", "Nobody Yet <x@lib.example>"});
        section.done({"person", "edit", "x@lib.example", "--name", name});
        section.done({"appoint", "x@lib.example", group});
        std::string line = section.done({"roster", "--format", "emails"}).out;
        line.erase(line.find_last_not_of("\r\n") + 1);
        INFO(line);
        CHECK(section.csv({"person", "show", line}).size() == 1);
        CHECK(section.csv({"appoint", line, "middle-managers"}).at(0, "name") == name);
        CHECK(recorded(line) == name + "|x@lib.example");
    }
}

TEST_CASE("a form of mail that cannot be read is refused with the reason") {
    const Section section;
    CHECK(holds(section.refuses(2, {"person", "add", "=?UTF-8?B?%%%?= <a@lib.example>"}),
                "cannot be decoded; type the name itself"));
    CHECK(holds(section.refuses(2, {"person", "add", "=?koi8-r?Q?abc?= <a@lib.example>"}),
                "cannot be decoded"));
    CHECK(holds(section.refuses(2, {"person", "add", "A A <a@lib.example>, B B <b@lib.example>"}),
                "names more than one person; name one at a time"));
    section.refuses(2, {"person", "add", "\"Lee, Ann <al@lib.example>"});
}

TEST_CASE("the cells of a file take the forms of mail too") {
    const Section section;
    const std::string file = section.file("a.csv",
                                          "name,email,group\n\"Lee, Ann\",al@lib.example," + group +
                                              "\n,Ben Okafor <ben@lib.example>," + group +
                                              "\nCara Moss <cara@lib.example>,," + group + "\n");
    const Result done = section.done({"appoint", "--from", file});
    CHECK(holds(done.err, "'Lee, Ann' is recorded as Ann Lee"));
    CHECK(section.csv({"roster"}).column("name") == Words{"Ann Lee", "Ben Okafor", "Cara Moss"});
    CHECK(section.csv({"roster"}).column("email") ==
          Words{"al@lib.example", "ben@lib.example", "cara@lib.example"});
}

TEST_CASE("forms of mail are taken as an address, and reversed names as a part") {
    const Section section;
    section.done({"person", "add", "Ana Diaz <ana@lib.example>"});
    CHECK(section.csv({"person", "edit", "ana", "--email", "Ana <ana2@lib.example>"})
              .at(0, "email") == "ana2@lib.example");
    CHECK(section.csv({"person", "edit", "ana", "--email", "mailto:ana3@lib.example"})
              .at(0, "email") == "ana3@lib.example");
    CHECK(section.csv({"person", "list", "Diaz, Ana"}).size() == 1);
    section.refuses(2, {"person", "edit", "ana", "--email", "Ana"});
}

TEST_CASE("several speakers in one argument, or a part of a name, do not go unseen") {
    const Section section;
    section.done({"person", "add", "Ana Diaz <ana@lib.example>"});
    CHECK(holds(section.refuses(2, {"program", "add", "X", "--venue", "webinar", "--speaker",
                                    "Ann Lee; Ben Lee"}),
                "names more than one speaker"));
    const Result added = section.done(
        {"program", "add", "X", "--venue", "webinar", "--speaker", "Diaz"});
    CHECK(holds(added.err, "if Ana Diaz <ana@lib.example> is meant"));
    section.refuses(2, {"program", "speaker", "add", "X", "Ann Lee; Ben Lee"});
}
