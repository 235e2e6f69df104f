// Roles are data of the handbook: who leads, who counts, and what people call them.
#include "harness.hpp"

#include <algorithm>

using namespace lmsection::test;

namespace {

const std::string liaison = "Lou Park <lou@core.example>";

std::string second_handbook() {
    return bytes_of(source_file("tests/data/second_handbook.toml"));
}

constexpr std::string_view own_roles = R"(
[[roles]]
id = "advisor"
title = "Advisor"
words = ["counsel"]
counts = false

[[roles]]
id = "treasurer"
title = "Treasurer"

[[roles]]
id = "member"
title = "Member"

[[roles]]
id = "vice-president"
title = "Vice President"
words = ["VP"]
leads = true
deputy = true

[[roles]]
id = "president"
title = "President"
words = ["head"]
leads = true
)";

/// The second handbook with roles of its own, led by a president.
std::string handbook_with_roles() {
    std::string text = second_handbook();
    const auto replace_all = [&](const std::string& from, const std::string& to) {
        for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
            text.replace(at, from.size(), to);
            at += to.size();
        }
    };
    replace_all("vice-chair = ", "vice-president = ");
    replace_all("co-chair = ", "president = ");
    replace_all("{ chair = ", "{ president = ");
    return text + std::string{own_roles};
}

struct SectionWithRoles : Section {
    SectionWithRoles() : Section(Unmade{}) {
        done({"init", "--handbook", file("roles.toml", handbook_with_roles())});
    }
};

std::string people_of(const Section& section, const std::string& group, const std::string& column) {
    return section.csv({"group", "list"}).where("slug", group).at(0, column);
}

/// What `handbook --check` says about the second handbook with roles.
std::string faults(const Section& section, const std::string& roles) {
    return section.fails(3, {"handbook", "--check", "-"}, second_handbook() + roles);
}

std::string role(const std::string& id, const std::string& more = "") {
    return "\n[[roles]]\nid = \"" + id + "\"\ntitle = \"" + id + "\"\n" + more + "\n";
}

}    // namespace

TEST_CASE("a liaison is listed last and does not count toward the size of the group") {
    const SampleSection section;
    const std::string group = "management-best-practices";
    const std::string before = people_of(section, group, "people");
    CHECK(people_of(section, group, "others") == "0");
    const Table answer = section.csv({"appoint", liaison, group, "--role", "Staff Liaison"});
    CHECK(answer.at(0, "role") == "staff-liaison");
    CHECK(people_of(section, group, "people") == before);
    CHECK(people_of(section, group, "others") == "1");
    for (const Words& more : {Words{}, Words{"--history"}}) {
        Words words{"roster", group};
        words.insert(words.end(), more.begin(), more.end());
        const Table roster = section.csv(words);
        CHECK(roster.column("name").back() == "Lou Park");
    }
    CHECK(section.csv({"roster", group, "--role", "staff liaison"}).column("name") ==
          Words{"Lou Park"});
    const Words leaders = section.csv({"roster", group, "--leads"}).column("name");
    CHECK(std::count(leaders.begin(), leaders.end(), "Lou Park") == 0);
    CHECK(holds(section.done({"group", "show", group}).out, "1 (not counted)"));
    CHECK(section.csv({"person", "show", "Lou Park"}).at(0, "role") == "staff-liaison");
}

TEST_CASE("no rule on size or terms refuses a liaison") {
    const SampleSection section;
    const std::string group = "leadership-team";
    for (int i = 0; i < 9; ++i) {
        section.done({"appoint",
                      "Person " + std::string(1, static_cast<char>('A' + i)) + " <p" +
                          std::to_string(i) + "@lib.example>",
                      group, "--override", "a full team"});
    }
    CHECK(section
              .done({"appoint", liaison, group, "--role", "board liaison", "--years", "5",
                     "--strict"})
              .err.empty());
    section.refuses(3, {"appoint", "New One <new@lib.example>", group});
}

TEST_CASE("having been a liaison does not count as membership, or fill a vacant seat") {
    const Section section;
    const std::string group = "member-experience";
    section.done({"appoint", "Ana Diaz <ana@lib.example>", group, "--start", "2024-07-01", "--end",
                  "2026-06-30"});
    section.done({"appoint", liaison, group, "--role", "staff-liaison", "--start", "2024-07-01",
                  "--end", "2026-06-30"});
    CHECK(section.done({"appoint", "ana", group, "--role", "co-chair"}).err.empty());
    const std::string said = section.refuses(3, {"appoint", "lou", group, "--role", "co-chair"});
    CHECK(holds(said, "has not served in"));
    const Words vacant = section.csv({"roster", group, "--vacancies"}).column("role");
    section.done({"appoint", "Rep One <rep@lib.example>", group, "--role", "representative"});
    CHECK(section.csv({"roster", group, "--vacancies"}).column("role") == vacant);
    section.done({"appoint", "Sec One <sec@lib.example>", group, "--role", "secretary"});
    CHECK(section.csv({"roster", group, "--vacancies"}).size() == vacant.size() - 1);
}

TEST_CASE("a file has roles as people write them") {
    const Section section;
    const std::string file = section.file(
        "list.csv", "name,email,group,role\n"
                    "Ana Diaz,ana@lib.example,middle-managers,Convener\n"
                    "Ben Okafor,ben@lib.example,middle-managers,Member (1st term)\n"
                    "Cy Young,cy@lib.example,member-experience,Immediate Past Chair\n"
                    "Di Ngo,di@lib.example,member-experience,ex officio\n"
                    "Ed Lee,ed@lib.example,member-experience,chair elect\n");
    CHECK(section.csv({"appoint", "--from", file}).column("role") ==
          Words{"chair", "member", "past-chair", "ex-officio", "chair-elect"});
    CHECK(section.csv({"roster", "member-experience"}).column("role") ==
          Words{"chair-elect", "past-chair", "ex-officio"});
}

TEST_CASE("an unknown role is status 2, with the nearest words") {
    const SampleSection section;
    CHECK(holds(section.refuses(2, {"roster", "--role", "secretery"}), "secretary"));
    CHECK(holds(section.refuses(2, {"appoint", "ana", "middle", "--role", "liaison"}),
                "staff-liaison"));
    section.refuses(2, {"roster", "--role", "president"});
    const NoSection none;
    none.fails(2, {"roster", "--role", "boss"});
}

TEST_CASE("another handbook has the roles that it lists, and no others") {
    const SectionWithRoles section;
    const auto appoint = [&](const std::string& name, const std::string& as) {
        return section
            .csv({"appoint", name + " <" + std::string(1, name.back()) + "@maps.example>",
                  "steering-team", "--role", as, "--override", "new"})
            .at(0, "role");
    };
    CHECK(appoint("Person A", "counsel") == "advisor");
    CHECK(appoint("Person B", "member") == "member");
    CHECK(appoint("Person C", "Treasurer") == "treasurer");
    CHECK(appoint("Person D", "VP") == "vice-president");
    CHECK(appoint("Person E", "head") == "president");
    for (const Words& words : {Words{"roster"}, Words{"roster", "--history"}}) {
        CHECK(section.csv(words).column("role") ==
              Words{"vice-president", "president", "treasurer", "member", "advisor"});
    }
    CHECK(section.csv({"roster", "--leads"}).column("role") ==
          Words{"vice-president", "president"});
    CHECK(people_of(section, "steering-team", "people") == "4");
    CHECK(people_of(section, "steering-team", "others") == "1");
    CHECK(section.csv({"roster", "map-care", "--vacancies"}).at(0, "role") == "president");
    CHECK(holds(section.refuses(2, {"roster", "--role", "chair"}), "president"));
    CHECK(holds(section.done({"appoint", "--help"}).out, "treasurer"));
    CHECK_FALSE(holds(section.done({"appoint", "--help"}).out, "co-chair"));
    CHECK(holds(section.done({"roster", "--help"}).out, "vice-president or president"));
    CHECK(section.csv({"handbook"}).where("part", "role").where("topic", "advisor").at(0, "text") ==
          "does not count toward the size of a group");
    section.done({"doctor"});
    section.done({"check"});
    section.done({"digest"});
    section.done({"plan"});
    section.done({"page"});
    section.done({"calendar"});
    section.done({"handover", "steering-team"});
    const std::string exported = section.done({"export"}).out;
    const std::string again = section.folder() / "again.db";
    section.done({"import", "-", "--db", again}, exported);
    CHECK(section.done({"export", "--db", again}).out == exported);
}

TEST_CASE("a section cannot adopt a handbook without a role that is on record") {
    const SectionWithRoles section;
    section.done({"appoint", "Person A <a@maps.example>", "map-care", "--role", "treasurer"});
    std::string revised = handbook_with_roles();
    const std::string treasurer = "\n[[roles]]\nid = \"treasurer\"\ntitle = \"Treasurer\"\n";
    REQUIRE(holds(revised, treasurer));
    revised.replace(revised.find(treasurer), treasurer.size(), "");
    const std::string file = section.file("revised.toml", revised);
    CHECK(holds(section.refuses(3, {"handbook", "adopt", file}), "id = \"treasurer\""));
    section.done({"undo"});
    const Table lines = section.csv({"handbook", "adopt", file});
    CHECK(lines.where("what", "treasurer").at(0, "change") == "dropped");
    section.refuses(2, {"roster", "--role", "treasurer"});
    section.done({"undo"});
    section.done({"appoint", "Person A <a@maps.example>", "map-care", "--role", "treasurer"});
}

TEST_CASE("roles that do not fit together are faults of the handbook") {
    const Section section;
    const std::string member = role("member");
    const std::string chairs = role("chair", "leads = true") + role("co-chair", "leads = true") +
                               role("vice-chair", "leads = true\ndeputy = true");
    section.done({"handbook", "--check", "-"}, second_handbook() + member + chairs);
    CHECK(holds(faults(section, chairs), "'roles' lacks 'member'"));
    CHECK(holds(faults(section, member), "lacks a role with leads = true"));
    CHECK(holds(faults(section, member + chairs + role("guest", "words = [\"Chairs\"]")),
                "'Chairs' means 'chair' and 'guest'"));
    CHECK(holds(faults(section, member + chairs + role("chair", "leads = true")), "chair"));
    CHECK(holds(faults(section, chairs + role("member", "leads = true")), "must neither lead"));
    CHECK(holds(faults(section, chairs + role("member", "counts = false")), "must neither lead"));
    CHECK(holds(faults(section, member + chairs + role("guest", "deputy = true")),
                "requires leads = true"));
    CHECK(holds(faults(section, member + chairs + role("guest", "leads = true\ncounts = false")),
                "must be true for a role that leads"));
    CHECK(holds(faults(section, member + role("chair", "leads = true")),
                "is a list of tables such as"));
    CHECK(holds(faults(section, member + chairs + role("The Boss")), "'id'"));
    CHECK(holds(faults(section, member + chairs + role("guest", "rank = 1")), "unknown key"));
}

TEST_CASE("the built-in roles are those that the documentation lists") {
    const Section section;
    const std::string docs = bytes_of(source_file("docs/handbook-file.md"));
    const auto begin = docs.find("[[roles]]\nid");
    REQUIRE(begin != std::string::npos);
    const std::string roles = docs.substr(begin, docs.find("```", begin) - begin);
    const std::string built_in = section.done({"handbook", "--export"}).out;
    const std::string file = section.file("listed.toml", built_in + "\n" + roles);
    const Table lines = section.csv({"handbook", "adopt", file});
    CHECK(lines.where("part", "role").size() == 0);
}
