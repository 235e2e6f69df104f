// `appoint end` and `appoint renew`.
#include "harness.hpp"

using namespace lmsection::test;

namespace {

/// A section in whose groups a few people serve since July 1.
struct Staffed : Section {
    Staffed() {
        seat("Ana Diaz", "middle-managers", {"--role", "chair"});
        seat("Bo Long", "middle-managers");
        for (const char* name : {"P One", "P Two", "P Three", "P Four", "P Five", "P Six"}) {
            seat(name, "member-experience");
        }
    }
    void seat(const std::string& name, const std::string& group, const Words& more = {}) const {
        std::string address = name + "@lib.example";
        address.erase(address.find(' '), 1);
        Words words{"appoint", name + " <" + address + ">", group, "--year", "2026", "-q"};
        words.insert(words.end(), more.begin(), more.end());
        done(words);
    }
    Table record(const std::string& person) const { return csv({"person", "show", person}); }
};

}    // namespace

TEST_CASE("a term is ended on the day given, and the reason is kept") {
    const Staffed section;
    const Table answer = section.csv(
        {"appoint", "end", "Bo Long", "middle", "--on", "2027-01-31", "--reason", "A new job"});
    CHECK(answer.column("end") == Words{"2027-01-31"});
    CHECK(section.record("Bo Long").column("end") == Words{"2027-01-31"});
    CHECK(section.record("Bo Long").column("end_reason") == Words{"A new job"});
    CHECK(holds(section.done({"person", "show", "Bo Long", "--wide"}).out, "A new job"));
}

TEST_CASE("a term is ended today by default, and today is its last day") {
    Staffed section;
    section.done({"appoint", "end", "Bo Long", "middle"});
    CHECK(section.record("Bo Long").column("end") == Words{"2026-11-24"});
    CHECK(section.csv({"roster", "middle"}).column("name") == Words{"Ana Diaz", "Bo Long"});
    section.today("2026-11-25");
    CHECK(section.csv({"roster", "middle"}).column("name") == Words{"Ana Diaz"});
}

TEST_CASE("a term is ended on a day as people type it") {
    const Staffed section;
    CHECK(section.csv({"appoint", "end", "Bo Long", "middle", "--on", "+2w"}).column("end") ==
          Words{"2026-12-08"});
}

TEST_CASE("a term ended before it began is taken off the record, and that is said") {
    const Staffed section;
    section.done({"appoint", "Cy Marsh <cy@lib.example>", "human", "--year", "2027"});
    const Result result = section.done({"appoint", "end", "Cy Marsh", "human"});
    CHECK(holds(result.err, "2027-07-01"));
    CHECK(section.record("Cy Marsh").size() == 0);
    CHECK(section.csv({"roster", "human", "--history"}).size() == 0);
    CHECK(section.csv({"person", "list", "Cy"}).size() == 1);
}

TEST_CASE("ending a term warns of a later one in the same group") {
    const Staffed section;
    section.done({"appoint", "renew", "Bo Long", "middle"});
    const Result result = section.done({"appoint", "end", "Bo Long", "middle"});
    CHECK(holds(result.err, "2028-07-01"));
    CHECK(section.record("Bo Long").column("end") == Words{"2026-11-24", "2030-06-30"});
}

TEST_CASE("an end that leaves a committee short is warned of with §3, and refused with --strict") {
    const Staffed section;
    const Words end{"appoint", "end", "P One", "member-experience"};
    Words strict = end;
    strict.emplace_back("--strict");
    CHECK(holds(section.refuses(3, strict), "§3"));
    const Result result = section.done(end);
    CHECK(holds(result.err, "5"));
    CHECK(holds(result.err, "§3"));
    CHECK(section.record("P One").column("end") == Words{"2026-11-24"});
}

TEST_CASE("an end that leaves a group without a chair is warned of") {
    const Staffed section;
    const Result result = section.done({"appoint", "end", "Ana Diaz", "middle"});
    CHECK(holds(result.err, "chair"));
    CHECK(holds(result.err, "§4"));
}

TEST_CASE("an end that leaves nothing short is not warned of") {
    const Staffed section;
    section.done({"appoint", "P Seven <p7@lib.example>", "member-experience", "--role", "chair"});
    CHECK(section.done({"appoint", "end", "P One", "member-experience"}).err.empty());
}

TEST_CASE("who does not serve in a group has no term there to end") {
    const Staffed section;
    CHECK(holds(section.refuses(3, {"appoint", "end", "Bo Long", "member-experience"}),
                "Member Experience"));
    CHECK(holds(section.refuses(3, {"appoint", "end", "Bo Long", "middle", "--on", "2029-01-01"}),
                "2028-06-30"));
    section.refuses(3, {"appoint", "end", "Nobody", "middle"});
    section.refuses(3, {"appoint", "end", "Bo Long", "nowhere"});
}

TEST_CASE("appoint end without a name, or with a day that is none, is a wrong command line") {
    const Staffed section;
    section.refuses(2, {"appoint", "end"});
    section.refuses(2, {"appoint", "end", "Bo Long", "middle", "--on", "2027-02-29"});
}

TEST_CASE("appoint end --dry-run changes nothing") {
    const Staffed section;
    const std::string before = bytes_of(section.database());
    const Result result = section.done({"appoint", "end", "Bo Long", "middle", "--dry-run"});
    CHECK(holds(result.out, "2026-11-24"));
    CHECK(bytes_of(section.database()) == before);
}

TEST_CASE("ending a term of one of two people of one name asks for the address") {
    const SampleSection section;
    CHECK(holds(section.refuses(3, {"appoint", "end", "Jordan Avery", "human"}),
                "javery@northlake.example"));
    section.done({"appoint", "end", "javery@northlake.example", "human"});
    CHECK(section.csv({"person", "show", "jordan.avery@riverside.example"}).column("end") ==
          Words{"2026-06-30", "2027-06-30"});
    CHECK(section.csv({"person", "show", "javery@northlake.example"}).column("end") ==
          Words{"2026-11-24"});
}

TEST_CASE("a renewed term starts on the July 1 after the last one, in the same role") {
    const Staffed section;
    const Table answer = section.csv({"appoint", "renew", "Bo Long", "middle"});
    CHECK(answer.column("role") == Words{"member"});
    CHECK(answer.column("start") == Words{"2028-07-01"});
    CHECK(answer.column("end") == Words{"2030-06-30"});
    CHECK(section.record("Bo Long").size() == 2);
}

TEST_CASE("a renewal has the usual length of the role, or what --years says") {
    const Staffed section;
    CHECK(section.csv({"appoint", "renew", "Ana Diaz", "middle"}).column("end") ==
          Words{"2028-06-30"});    // who chairs an interest group: one year
    CHECK(section.csv({"appoint", "renew", "Bo Long", "middle", "--years", "1"}).column("end") ==
          Words{"2029-06-30"});
    section.refuses(3, {"appoint", "renew", "P One", "member-experience", "--years", "3"});
    section.refuses(2, {"appoint", "renew", "P One", "member-experience", "--years", "many"});
}

TEST_CASE("a chair's renewal is warned of as rotation, and refused with --strict") {
    const Section section;
    section.done({"appoint", "Ana Diaz <ana@lib.example>", "new-leaders", "--role", "chair"});
    CHECK(holds(section.refuses(3, {"appoint", "renew", "Ana Diaz", "new-leaders", "--strict"}),
                "§1"));
    CHECK(holds(section.done({"appoint", "renew", "Ana Diaz", "new-leaders"}).err, "rotat"));
}

TEST_CASE("who was renewed can be renewed again once the renewed term has begun") {
    Staffed section;
    section.done({"appoint", "renew", "Bo Long", "middle"});
    section.today("2028-07-01");
    CHECK(section.csv({"appoint", "renew", "Bo Long", "middle"}).column("start") ==
          Words{"2030-07-01"});
}

TEST_CASE("a term that ended early, or long ago, is not renewed") {
    Staffed section;
    section.done({"appoint", "end", "Bo Long", "middle", "--on", "2027-01-31"});
    CHECK(holds(section.refuses(3, {"appoint", "renew", "Bo Long", "middle"}), "2027-01-31"));
    section.today("2031-01-01");
    CHECK(holds(section.refuses(3, {"appoint", "renew", "P One", "member-experience"}),
                "2028-06-30"));
}

TEST_CASE("who never served in a group is not renewed there") {
    const Staffed section;
    section.refuses(3, {"appoint", "renew", "Bo Long", "member-experience"});
    section.refuses(3, {"appoint", "renew", "Nobody", "middle"});
    section.refuses(2, {"appoint", "renew"});
}

TEST_CASE("a renewal past the upper size is refused, and its override is kept") {
    const SampleSection section;
    section.done({"appoint", "renew", "Dashiell Kettlewick", "member-experience"});
    CHECK(section.csv({"person", "show", "Dashiell"}).column("start") ==
          Words{"2026-07-01", "2028-07-01"});
    for (int number = 1; number <= 12; ++number) {
        const std::string digits = std::to_string(number);
        const Result seated = section.run({"appoint",
                                           "N" + digits + " <n" + digits + "@lib.example>",
                                           "member-experience", "--year", "2028", "--strict"});
        CAPTURE(seated.err);
        REQUIRE(seated.status == (number < 12 ? 0 : 3));
    }
    const Words renew{"appoint", "renew", "Philippa Thornquist", "member-experience", "--strict"};
    CHECK(holds(section.refuses(3, renew), "§3"));
    Words overridden = renew;
    overridden.insert(overridden.end(), {"--override", "Hands over the survey"});
    section.done(overridden);
    CHECK(section.csv({"person", "show", "Philippa"}).column("override_reason").back() ==
          "Hands over the survey");
}

TEST_CASE("appoint renew --dry-run changes nothing") {
    const Staffed section;
    const std::string before = bytes_of(section.database());
    CHECK(holds(section.done({"appoint", "renew", "Bo Long", "middle", "-n"}).out, "2028-07-01"));
    CHECK(bytes_of(section.database()) == before);
}

TEST_CASE("end and renew are each one entry of the history") {
    const Staffed section;
    const auto before = number_in(section.database(), "SELECT count(*) FROM history");
    section.done({"appoint", "renew", "Bo Long", "middle"});
    section.done({"appoint", "end", "P One", "member-experience"});
    CHECK(number_in(section.database(), "SELECT count(*) FROM history") == before + 2);
}

TEST_CASE("a slip in the year does not take a term off the record that was served") {
    const Staffed section;
    section.done({"appoint", "Cy Marsh <cy@lib.example>", "human", "--year", "2024"});
    const std::string refused = section.refuses(3, {"appoint", "end", "Cy Marsh", "human", "--on",
                                                    "2024-01-31"});
    CHECK(holds(refused, "began on 2024-07-01"));
    CHECK(holds(refused, "undo"));
    section.done({"appoint", "end", "Cy Marsh", "human", "--on", "2024-07-01"});
    CHECK(section.record("Cy Marsh").column("end") == Words{"2024-07-01"});
}

TEST_CASE("a renewal or an end typed twice changes nothing the second time") {
    const Staffed section;
    section.done({"appoint", "renew", "Bo Long", "middle"});
    std::string before = bytes_of(section.database());
    CHECK(
        holds(section.done({"appoint", "renew", "Bo Long", "middle"}).err,
              "Bo Long is already renewed to 2030-06-30 in Middle Managers; nothing was changed"));
    CHECK(holds(section.refuses(3, {"appoint", "renew", "Bo Long", "middle", "--years", "1"}),
                "Middle Managers is already renewed to 2030-06-30, for 2 program years"));
    CHECK(bytes_of(section.database()) == before);
    const Words end{"appoint", "end",        "Ana Diaz", "middle",
                    "--on",    "2027-01-31", "--reason", "A new job"};
    section.done(end);
    before = bytes_of(section.database());
    CHECK(holds(section.done(end).err, "already ends on 2027-01-31; nothing was changed"));
    CHECK(bytes_of(section.database()) == before);
}
