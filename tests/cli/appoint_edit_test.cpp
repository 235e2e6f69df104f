// `appoint edit`, and `appoint end` with another day: a recorded term is corrected.
#include "harness.hpp"

#include <filesystem>

using namespace lmsection::test;

namespace {

/// Ana chaired Middle Managers in 2025-26 and is a member in 2026-27; Bo is a member until 2028.
struct Recorded : Section {
    Recorded() {
        done({"appoint", "Ana Diaz <ana@lib.example>", "middle-managers", "--role", "chair",
              "--start", "2025-07-01", "--years", "1", "-q"});
        done({"appoint", "ana@lib.example", "middle-managers", "--start", "2026-07-01", "--years",
              "1", "-q"});
        done({"appoint", "Bo Long <bo@lib.example>", "middle-managers", "--start", "2026-07-01",
              "--years", "2", "--note", "likes data", "-q"});
    }
    Words edit(const std::string& person, const Words& more) const {
        Words words{"appoint", "edit", person, "middle-managers", "--reason", "typing error"};
        words.insert(words.end(), more.begin(), more.end());
        return words;
    }
    Table terms(const std::string& person) const { return csv({"person", "show", person}); }
};

}    // namespace

TEST_CASE("a term is corrected, and the history has what was before and the reason") {
    const Recorded section;
    const Result result = section.done(
        section.edit("Bo Long", {"--start", "2026-08-01", "--role", "chair", "--note", ""}));
    CHECK(holds(result.err, "Changed role from 'member' to 'chair'."));
    CHECK(holds(result.err, "Changed start from '2026-07-01' to '2026-08-01'."));
    const Table terms = section.terms("Bo Long");
    CHECK(terms.column("role") == Words{"chair"});
    CHECK(terms.column("start") == Words{"2026-08-01"});
    CHECK(terms.column("end") == Words{"2028-06-30"});
    CHECK(terms.column("years") == Words{"2"});
    CHECK(terms.column("note") == Words{""});
    const std::string entry = section.csv({"log"}).at(0, "id");
    const std::string shown = section.done({"log", "show", entry}).out;
    CHECK(holds(shown, "2026-07-01"));
    CHECK(holds(shown, "likes data"));
    CHECK(holds(section.csv({"log"}).at(0, "command"), "typing error"));
    section.done({"undo"});
    CHECK(section.terms("Bo Long").column("note") == Words{"likes data"});
    CHECK(section.terms("Bo Long").column("role") == Words{"member"});
    section.done({"redo"});
    CHECK(section.terms("Bo Long").column("role") == Words{"chair"});
}

TEST_CASE("a term that has ended is corrected, and which of several is asked") {
    const Recorded section;
    const std::string err = section.refuses(3, section.edit("Ana Diaz", {"--end", "2026-05-31"}));
    CHECK(holds(err, "chair from 2025-07-01 to 2026-06-30"));
    CHECK(holds(err, "member from 2026-07-01 to 2027-06-30"));
    CHECK(holds(err, "--term"));
    CHECK(holds(section.refuses(3, section.edit("Ana Diaz",
                                                {"--term", "2020-01-01", "--end", "2026-05-31"})),
                "has no term in Middle Managers on 2020-01-01"));
    section.done(section.edit("Ana Diaz", {"--term", "2025-09-01", "--end", "2026-05-31"}));
    CHECK(section.terms("Ana Diaz").column("end") == Words{"2026-05-31", "2027-06-30"});
}

TEST_CASE("the length of a term follows its days, or its days the length") {
    const Recorded section;
    section.done(section.edit("Bo Long", {"--years", "1"}));
    CHECK(section.terms("Bo Long").column("end") == Words{"2027-06-30"});
    section.done(section.edit("Bo Long", {"--end", "2028-06-30"}));
    CHECK(section.terms("Bo Long").column("years") == Words{"2"});
    // A term that ended early keeps the length that it was appointed for.
    section.done({"appoint", "end", "Bo Long", "--on", "2026-12-31", "--reason", "moved"});
    section.done(section.edit("Bo Long", {"--start", "2026-08-01"}));
    CHECK(section.terms("Bo Long").column("years") == Words{"2"});
    CHECK(section.terms("Bo Long").column("end_reason") == Words{"moved"});
    section.done(section.edit("Bo Long", {"--end", "2028-06-30"}));
    CHECK(section.terms("Bo Long").column("end_reason") == Words{""});
}

TEST_CASE("an edit is checked against the rules: a must refuses, --override lets it through") {
    const Recorded section;
    const Words long_term = section.edit("Bo Long", {"--years", "3"});
    CHECK(holds(section.refuses(3, long_term), "§1, term-length"));
    Words overridden = long_term;
    overridden.insert(overridden.end(), {"--override", "agreed"});
    section.done(overridden);
    CHECK(section.terms("Bo Long").column("override_reason") == Words{"agreed"});
    CHECK(holds(section.refuses(3, section.edit("Ana Diaz",
                                                {"--term", "2026-09-01", "--start", "2026-06-01"})),
                "twice at the same time"));
    CHECK(holds(section.refuses(3, section.edit("Ana Diaz",
                                                {"--term", "2026-09-01", "--end", "2026-06-01"})),
                "before the first day"));
}

TEST_CASE("an edit that changes nothing says so, and one without a reason or change is refused") {
    const Recorded section;
    const std::string before = bytes_of(section.database());
    CHECK(holds(section.done(section.edit("Bo Long", {"--role", "member"})).err,
                "nothing was changed"));
    section.done(section.edit("Bo Long", {"--role", "chair", "--dry-run"}));
    CHECK(bytes_of(section.database()) == before);
    section.refuses(2, section.edit("Bo Long", {}));
    CHECK(holds(section.refuses(2, {"appoint", "edit", "Bo Long", "--role", "chair"}), "--reason"));
    section.refuses(3, {"appoint", "edit", "Bo Long", "human", "--role", "chair", "--reason", "x"});
}

TEST_CASE("appoint end given again with another day corrects it, earlier and later") {
    Recorded section;
    const auto end = [&](const std::string& day) {
        return section.done({"appoint", "end", "Bo Long", "middle", "--on", day, "--reason", "x"});
    };
    end("2026-12-31");
    end("2026-12-15");
    CHECK(section.terms("Bo Long").column("end") == Words{"2026-12-15"});
    section.today("2027-02-01");
    CHECK(holds(end("2027-01-31").err, "the term had ended on 2026-12-15"));
    CHECK(section.terms("Bo Long").column("end") == Words{"2027-01-31"});
    CHECK(section.terms("Bo Long").column("end_reason") == Words{"x"});
    CHECK(section.terms("Bo Long").column("years") == Words{"2"});
    CHECK(holds(section.refuses(3, {"appoint", "end", "Bo Long", "middle"}), "2027-01-31"));
    CHECK(holds(section.refuses(3, {"appoint", "end", "Bo Long", "middle", "--on", "2030-01-31"}),
                "appoint edit"));
}

TEST_CASE("an end moved later does not remove the term that follows") {
    Recorded section;
    section.done({"appoint", "end", "Bo Long", "middle", "--on", "2026-12-31"});
    section.done({"appoint", "Bo Long", "middle", "--start", "2027-07-01", "--years", "1"});
    section.done({"appoint", "end", "Bo Long", "middle", "--on", "2027-01-31"});
    CHECK(section.terms("Bo Long").column("end") == Words{"2027-01-31", "2028-06-30"});
}

TEST_CASE("a row that moves a term to come by both days says what to type") {
    Recorded section;
    section.today("2026-06-01");
    const std::string file = section.file(
        "list.csv", "name,email,group,role,start,end\n"
                    "Bo Long,bo@lib.example,middle-managers,member,2027-07-01,2029-06-30\n");
    const std::string err = section.refuses(3, {"appoint", "--from", file});
    CHECK(holds(err, "lmsection appoint edit bo@lib.example middle-managers --term 2026-07-01 "
                     "--start 2027-07-01 --end 2029-06-30 --reason"));
    section.done({"appoint", "edit", "bo@lib.example", "middle-managers", "--term", "2026-07-01",
                  "--start", "2027-07-01", "--end", "2029-06-30", "--reason", "the list says so"});
    CHECK(holds(section.done({"appoint", "--from", file}).err, "1 already on record"));
}

TEST_CASE("what two copies changed in one term is merged by field, and days are decided together") {
    const Recorded section;
    const std::string other = section.folder() / "other.db";
    std::filesystem::copy_file(section.database(), other);
    const auto there = [&](Words words) {
        words.insert(words.end(), {"--db", other});
        section.done(words);
    };
    section.done(section.edit("Bo Long", {"--role", "chair"}));
    there(section.edit("Bo Long", {"--note", "joined late"}));
    section.done({"merge", other});
    CHECK(section.terms("Bo Long").column("role") == Words{"chair"});
    CHECK(section.terms("Bo Long").column("note") == Words{"joined late"});

    section.done(section.edit("Bo Long", {"--years", "1"}));
    there(section.edit("Bo Long", {"--start", "2026-08-01", "--end", "2027-12-31"}));
    CHECK(section.run({"merge", other}).status == 3);
    section.done({"merge", other, "--theirs"});
    const Table terms = section.terms("Bo Long");
    CHECK(terms.column("start") == Words{"2026-08-01"});
    CHECK(terms.column("end") == Words{"2027-12-31"});
    CHECK(terms.column("years") == Words{"2"});
}
