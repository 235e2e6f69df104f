#include "harness.hpp"

#include <algorithm>
#include <set>

using namespace lmsection::test;

TEST_CASE("person list has everybody once, by name, with whom they serve today") {
    const SampleSection section;
    const Table people = section.csv({"person", "list"});
    const Table sample = read_csv(bytes_of(source_file("data/sample/appointments.csv")));
    const Words emails = sample.column("email");
    std::set<std::string> expected{emails.begin(), emails.end()};
    expected.insert("evangeline.stroudwater@pineprairie.example");
    const Words listed = people.column("email");
    CHECK(std::set<std::string>{listed.begin(), listed.end()} == expected);
    CHECK(people.size() == expected.size());
    CHECK(people.at(0, "name") == "Agnieszka Żółkiewna");
    CHECK(people.only("name", "Ana Díaz").at(0, "groups") == "leadership-team");
    CHECK(people.only("name", "Wendell Cragsmoor").at(0, "groups").empty());
}

TEST_CASE("person list with a part has those whose name or address holds it, accents or not") {
    const SampleSection section;
    CHECK(section.csv({"person", "list", "avery"}).size() == 2);
    CHECK(section.csv({"person", "list", "CAGLAYAN"}).column("name") == Words{"İpek Çağlayan"});
    CHECK(section.csv({"person", "list", "aalbaek"}).column("name") == Words{"Søren Aalbæk"});
    CHECK(section.csv({"person", "list", "wisnioch"}).column("name") == Words{"Łukasz Wiśnioch"});
    CHECK(section.csv({"person", "list", "はるの"}).size() == 1);
    CHECK(section.csv({"person", "list", "@ashgrove"}).size() == 2);
    CHECK(section.csv({"person", "list", "nobody at all"}).size() == 0);
}

TEST_CASE("ids are text in JSON, so that no reader rounds them") {
    const SampleSection section;
    const auto people = section.json({"person", "list"});
    std::set<std::string> ids;
    for (const auto& person : people) {
        REQUIRE(person["id"].is_string());
        ids.insert(person["id"].get<std::string>());
    }
    CHECK(ids.size() == people.size());
}

TEST_CASE("person show has every term of a person, oldest first") {
    const SampleSection section;
    const Table terms = section.csv({"person", "show", "ana diaz"});
    CHECK(terms.column("group_slug") ==
          Words{"member-experience", "leadership-team", "leadership-team"});
    CHECK(terms.column("role") == Words{"co-chair", "member", "co-chair"});
    CHECK(terms.column("start") == Words{"2023-07-01", "2024-07-01", "2026-07-01"});
    CHECK(terms.column("end") == Words{"2024-06-30", "2026-06-30", "2028-06-30"});
    CHECK(terms.column("serves") == Words{"false", "false", "true"});
    CHECK(terms.at(2, "note") == "Was a member of the team 2024-2026");
}

TEST_CASE("person show tells people the name, address, institution and groups") {
    const SampleSection section;
    const std::string shown = section.done({"person", "show", "Evangeline", "--wide"}).out;
    CHECK(holds(shown, "Evangeline Stroudwater"));
    CHECK(holds(shown, "evangeline.stroudwater@pineprairie.example"));
    CHECK(holds(shown, "Pine & Prairie Library Cooperative"));
    CHECK(holds(shown, "Member Experience"));
    CHECK(holds(shown, "Two projects at once; agreed on 2026-06-10"));
}

TEST_CASE("person show of an unknown or ambiguous name is refused with whom it may mean") {
    const SampleSection section;
    CHECK(holds(section.refuses(3, {"person", "show", "Fitzgerald Moonagan"}),
                "Fitzgerald Moonaghan"));
    CHECK(
        holds(section.refuses(3, {"person", "show", "Jordan Avery"}), "javery@northlake.example"));
    section.refuses(2, {"person", "show"});
}

TEST_CASE("person add records somebody who serves nowhere") {
    const Section section;
    const Table answer = section.csv({"person", "add", "Ana Diaz <ana@lib.example>",
                                      "--institution", "City Library", "--note", "Writes well"});
    CHECK(answer.at(0, "name") == "Ana Diaz");
    const Table people = section.csv({"person", "list"});
    REQUIRE(people.size() == 1);
    CHECK(people.at(0, "institution") == "City Library");
    CHECK(people.at(0, "note") == "Writes well");
    CHECK(people.at(0, "groups").empty());
    CHECK(section.csv({"person", "show", "Ana Diaz"}).size() == 0);
}

TEST_CASE("person add takes somebody without an address") {
    const Section section;
    section.done({"person", "add", "Sukarnila"});
    CHECK(section.json({"person", "list"})[0]["email"].is_null());
    CHECK(section.csv({"appoint", "Sukarnila", "middle"}).at(0, "email").empty());
}

TEST_CASE("person add of an address on record is refused with its owner, in any case") {
    const SampleSection section;
    CHECK(holds(section.refuses(3, {"person", "add", "X Y <ANA.DIAZ@Riverside.example>"}),
                "Ana Díaz"));
}

TEST_CASE("person add of a name on record warns of the namesake") {
    const SampleSection section;
    const Result result = section.done({"person", "add", "ana diaz <other@lib.example>"});
    CHECK(holds(result.err, "ana.diaz@riverside.example"));
    CHECK(section.csv({"person", "list", "ana diaz"}).size() == 2);
}

TEST_CASE("person edit corrects a name, and rosters follow it") {
    const SampleSection section;
    section.done({"person", "edit", "Maeve O'Brien", "--name", "Zelda O'Brien"});
    const Words names = section.csv({"roster", "leadership-team"}).column("name");
    CHECK(names.back() == "Zelda O'Brien");
    CHECK(std::count(names.begin(), names.end(), "Maeve O'Brien") == 0);
    CHECK(section.csv({"person", "show", "zelda"}).size() == 3);
}

TEST_CASE("person edit changes only what is given") {
    const SampleSection section;
    section.done({"person", "edit", "Sukarnila", "--institution", "State Library"});
    const Table person = section.csv({"person", "list", "Sukarnila"});
    CHECK(person.at(0, "institution") == "State Library");
    CHECK(person.at(0, "email") == "sukarnila@stonebridge.example");
    section.done({"person", "edit", "Sukarnila", "--email", ""});
    CHECK(section.json({"person", "list", "Sukarnila"})[0]["email"].is_null());
    CHECK(section.csv({"person", "list", "Sukarnila"}).at(0, "institution") == "State Library");
}

TEST_CASE("person edit to somebody else's address is refused, to one's own is not") {
    const SampleSection section;
    CHECK(holds(section.refuses(3, {"person", "edit", "Sukarnila", "--email",
                                    "ana.diaz@riverside.example"}),
                "Ana Díaz"));
    section.done({"person", "edit", "Sukarnila", "--email", "Sukarnila@Stonebridge.example"});
    CHECK(section.csv({"person", "list", "Sukarnila"}).at(0, "email") ==
          "Sukarnila@Stonebridge.example");
}

TEST_CASE("person edit without anything to change is a wrong command line") {
    const SampleSection section;
    section.refuses(2, {"person", "edit", "Sukarnila"});
}

TEST_CASE("an option of a person that cannot be read is a wrong command line") {
    const SampleSection section;
    section.refuses(2, {"person", "edit", "Sukarnila", "--email", "nowhere"});
    section.refuses(2, {"person", "edit", "Sukarnila", "--name", ""});
    section.refuses(2, {"person", "add", "Ana Diaz <ana@lib.example>", "--note", "two\nlines"});
}

TEST_CASE("person add and edit with --dry-run change nothing") {
    const SampleSection section;
    const std::string before = bytes_of(section.database());
    section.done({"person", "add", "Ana Diaz <ana@lib.example>", "-n"});
    section.done({"person", "edit", "Sukarnila", "--name", "Sukarni", "-n"});
    CHECK(bytes_of(section.database()) == before);
}

TEST_CASE("person alone lists people") {
    const SampleSection section;
    CHECK(section.csv({"person"}).rows == section.csv({"person", "list"}).rows);
}
