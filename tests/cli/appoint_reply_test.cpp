// `appoint reply`: whether those whose terms end serve on.
#include "harness.hpp"

using namespace lmsection::test;

namespace {

/// Ana chairs Middle Managers and Bo is a member, both until 2027-06-30; Bo also serves elsewhere.
struct Ending : Section {
    Ending() {
        seat("Ana Diaz <ana@lib.example>", "middle-managers", "chair");
        seat("Bo Long <bo@lib.example>", "middle-managers", "member");
        seat("Bo Long <bo@lib.example>", "member-experience", "member");
    }
    void seat(const std::string& person, const std::string& group, const std::string& role) const {
        done({"appoint", person, group, "--role", role, "--start", "2026-07-01", "--years", "1",
              "-q"});
    }
    Words replies() const { return csv({"roster", "--ending"}).column("reply"); }
};

}    // namespace

TEST_CASE("an answer is recorded with the term, and shown beside the terms that end") {
    const Ending section;
    CHECK(section.csv({"appoint", "reply", "Ana Diaz", "middle", "yes"}).column("reply") ==
          Words{"yes"});
    section.done({"appoint", "reply", "bo@lib.example", "middle", "Later"});
    CHECK(section.csv({"roster", "middle-managers", "--ending"}).column("reply") ==
          Words{"yes", "later"});
    CHECK(
        ask_database(section.database(), "SELECT reply_on FROM appointments WHERE reply = 'yes'") ==
        std::vector<Words>{{"2026-11-24"}});
    CHECK(section.csv({"roster", "middle-managers", "--ending", "--public"}).columns.back() ==
          "years");
}

TEST_CASE("the group may be left out of an answer if there is only one") {
    const Ending section;
    section.done({"appoint", "reply", "Ana Diaz", "no"});
    CHECK(section.replies() == Words{"", "no", ""});
    const std::string err = section.refuses(3, {"appoint", "reply", "Bo Long", "no"});
    CHECK(holds(err, "middle-managers"));
    CHECK(holds(err, "member-experience"));
}

TEST_CASE("an answer given again changes nothing, and another one replaces it") {
    const Ending section;
    const Words yes{"appoint", "reply", "Ana Diaz", "yes"};
    section.done(yes);
    const std::string before = bytes_of(section.database());
    CHECK(holds(section.done(yes).err, "already answered yes"));
    CHECK(bytes_of(section.database()) == before);
    section.done({"appoint", "reply", "Ana Diaz", "no", "--on", "2026-11-20"});
    CHECK(section.replies() == Words{"", "no", ""});
    CHECK(holds(section.done({"log", "show", section.csv({"log"}).at(0, "id")}).out, "yes"));
}

TEST_CASE("what is no answer, no person or no current term is refused in one line") {
    const Ending section;
    CHECK(holds(section.refuses(2, {"appoint", "reply", "Ana Diaz", "middle", "perhaps"}),
                "yes, no or later"));
    CHECK(holds(section.refuses(2, {"appoint", "reply", "Ana Diaz"}), "answer is missing"));
    section.refuses(2, {"appoint", "reply"});
    section.refuses(3, {"appoint", "reply", "Nobody", "middle", "yes"});
    CHECK(holds(section.refuses(3, {"appoint", "reply", "Ana Diaz", "human", "yes"}),
                "does not serve"));
    section.refuses(2, {"appoint", "reply", "Ana Diaz", "--from", "x.csv"});
}

TEST_CASE("answers are read from the file that roster --ending writes") {
    const Ending section;
    std::string csv = section.done({"roster", "--ending", "-f", "csv"}).out;
    csv.replace(csv.find("1,\r\n"), 2, "1,no");
    const std::string file = section.file("answers.csv", csv);
    const Words from{"appoint", "reply", "--from", file};
    const Result result = section.done(from);
    CHECK(holds(result.err, "0 yes, 1 no, 0 later; 2 without an answer."));
    CHECK(section.replies() == Words{"no", "", ""});
    CHECK(holds(section.done(from).err, "1 already on record"));
    CHECK(holds(section.done({"appoint", "--from", file}).err, "3 already on record"));
}

TEST_CASE("answers are read from columns with other headers, by name, without a group") {
    const Ending section;
    const std::string file = section.file(
        "form.csv", "First Name,Last Name,Will you serve on?\nAna,Diaz,\"Yes, gladly\"\n");
    section.done({"appoint", "reply", "--from", file});
    CHECK(section.replies() == Words{"", "yes", ""});
}

TEST_CASE("each bad answer of a file is reported, and nothing is recorded") {
    const Ending section;
    const std::string file = section.file("bad.csv", "name,group,answer\n"
                                                     "Ana Diaz,middle-managers,yes\n"
                                                     "Ana Diaz,middle-managers,perhaps\n"
                                                     "Bo Long,,yes\n"
                                                     "Nobody,middle-managers,no\n"
                                                     "Bo Long,nowhere,no\n"
                                                     "Ana Diaz,middle-managers,no\n");
    const std::string err = section.refuses(3, {"appoint", "reply", "--from", file});
    CHECK(count_lines(err) == 5);
    for (const char* line : {"line 3: 'perhaps'", "line 4: Bo Long serves in more than one",
                             "line 5: no one", "line 6: no group", "line 7: Ana Diaz answers no"}) {
        INFO(line);
        CHECK(holds(err, line));
    }
    CHECK(holds(section.refuses(3, {"appoint", "reply", "--from",
                                    section.file("none.csv", "name,group\nAna Diaz,middle\n")}),
                "--map answer=COLUMN"));
}

TEST_CASE("the digest says who of those whose terms end serves on") {
    Ending section;
    section.today("2027-05-01");
    CHECK(!holds(section.done({"digest"}).out, "Serving on"));
    section.done({"appoint", "reply", "Ana Diaz", "yes"});
    const std::string digest = section.done({"digest"}).out;
    CHECK(holds(digest, "said yes"));
    CHECK(holds(digest, "Serving on: 1 yes, 0 no, 0 later, 2 without an answer."));
    CHECK(section.csv({"digest"}).where("part", "Terms ending").column("reply") ==
          Words{"", "yes", ""});
}

TEST_CASE("an answer is undone, exported and imported, and forgotten") {
    const Ending section;
    section.done({"appoint", "reply", "Ana Diaz", "yes"});
    section.done({"undo"});
    CHECK(section.replies() == Words{"", "", ""});
    section.done({"redo"});
    CHECK(section.replies() == Words{"", "yes", ""});
    const std::string copy = section.folder() / "copy.db";
    section.done({"export", "--output", section.folder() / "all.jsonl"});
    section.done({"import", section.folder() / "all.jsonl", "--db", copy});
    CHECK(number_in(copy, "SELECT count(*) FROM appointments WHERE reply = 'yes'") == 1);
    section.done({"person", "forget", "Ana Diaz", "--end-terms", "--yes"});
    CHECK(number_in(section.database(), "SELECT count(*) FROM appointments WHERE reply <> ''") ==
          0);
}

TEST_CASE("answers name groups in the words that lists use") {
    const Ending section;
    const std::string file = section.file("answers.csv", "Name,Group,Answer\n"
                                                         "Ana Diaz,Middle Managers IG,yes\n"
                                                         "Bo Long,Member Exp.,no\n");
    section.done({"appoint", "reply", "--from", file});
    CHECK(section.replies() == Words{"no", "yes", ""});
}

TEST_CASE("the whole name of a group wins over a part of a person's name in a letter") {
    const Section section;
    section.done({"appoint", "Yan Holt", "middle-managers", "--new", "-q"});
    section.done({"appoint", "Ann Lee", "leadership-team", "--new", "-q"});
    CHECK(section.csv({"letter", "welcome", "lt"}).size() == 1);
    CHECK(holds(section.done({"letter", "welcome", "lt", "-f", "md"}).out, "Ann Lee"));
    CHECK(holds(section.done({"letter", "welcome", "holt", "-f", "md"}).out, "Yan Holt"));
}
