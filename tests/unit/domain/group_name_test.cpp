#include "helpers.hpp"

#include "handbooks.hpp"
#include "lmsection/domain/group_name.hpp"

using namespace lmsection;
using namespace lmsection::test;

namespace {

/// The handbook's group that `typed` means, by slug; empty where there is none.
std::string meant(std::string_view typed) {
    std::vector<Nameable> things;
    for (const GroupFacts& facts : built_in().groups) {
        Group known = group(facts.kind, facts.name);
        known.slug = facts.slug;
        things.push_back(nameable(known));
    }
    const auto found = resolve_name("group", typed, things);
    return found.ok() ? things[found.value()].shown : "";
}

/// The handbook's groups that a cell or a heading of a list names, by slug, with blanks between
/// them.
std::string listed(std::string_view typed, bool is_heading = false) {
    std::vector<Group> groups;
    for (const GroupFacts& facts : built_in().groups) {
        groups.push_back(group(facts.kind, facts.name));
        groups.back().slug = facts.slug;
    }
    std::string slugs;
    for (const std::size_t i : is_heading
                                   ? groups_in_heading(typed, groups, built_in().section_name)
                                   : groups_by_usual_name(typed, groups, built_in().section_name)) {
        slugs += (slugs.empty() ? "" : " ") + groups[i].slug.text();
    }
    return slugs;
}

}    // namespace

TEST_CASE("a list names groups by abbreviations, initials and words for their kind") {
    for (const auto& [typed, slug] : std::vector<std::pair<const char*, const char*>>{
             {"Human Resources Dev.", "human-resources-development"},
             {"HR Development Committee", "human-resources-development"},
             {"HR Dev Cmte", "human-resources-development"},
             {"Human Resources Development Com", "human-resources-development"},
             {"Mgmt Best Practices", "management-best-practices"},
             {"Mgt. Best Practices Comm.", "management-best-practices"},
             {"New Leaders & Mgrs", "new-leaders-and-managers"},
             {"Middle Managers IG", "middle-managers"},
             {"Middle Mgrs Interest Grp", "middle-managers"},
             {"L&M Competencies WG", "leadership-management-competencies-working-group"},
             {"L&M Leadership Team", "leadership-team"},
             {"Leadership", "leadership-team"},
             {"Core Member Experience", "member-experience"},
             {"Committee on Member Experience", "member-experience"},
             {"Consortia Management IG", "consortium-management"},
             {"Tech Services Managers", "technical-services-managers-in-academic-libraries"},
             {"Dialog w/ Directors", "dialogue-with-directors"}}) {
        CAPTURE(typed);
        CHECK(listed(typed) == slug);
    }
    CHECK(listed("Member Experience IG").empty());
    CHECK(listed("Webinars").empty());
    CHECK(listed("Library") == "library-consulting library-leaders-and-managers");
}

TEST_CASE("a heading names a group only if it can mean nothing else") {
    CHECK(listed("MEMBER EXPERIENCE COMMITTEE (6)", true) == "member-experience");
    CHECK(listed("Member Experience Committee Roster 2026-27", true) == "member-experience");
    CHECK(listed("HRD", true) == "human-resources-development");
    CHECK(listed("Leadership", true) == "leadership-team");
    CHECK(listed("Middle Managers", true) == "middle-managers");
    for (const char* text : {"Members", "Leaders", "Library", "Sheet1", "Roster", "2026-27",
                             "Core L&M Section Roster", "Human", "Chairs", ""}) {
        CAPTURE(text);
        CHECK(listed(text, true).empty());
    }
}

TEST_CASE("the section's own name is no group, though a group's name begins with it") {
    for (const char* text :
         {"Core Leadership & Management Section Roster 2026-27", "L&M", "Core L&M",
          "Leadership & Management", "Leadership and Management Section", "Core L&M Members"}) {
        CAPTURE(text);
        CHECK(listed(text, true).empty());
        CHECK(listed(text).empty());
    }
    CHECK(listed("Leadership & Management WG") ==
          "leadership-management-competencies-working-group");
    CHECK(listed("Leadership & Management Competencies", true) ==
          "leadership-management-competencies-working-group");
}

TEST_CASE("a heading may have other words after a dash, a colon or a bracket") {
    CHECK(listed("Management Best Practices \u2013 meets 2nd Tuesday", true) ==
          "management-best-practices");
    CHECK(listed("[HRD]", true) == "human-resources-development");
    CHECK(listed("Middle Managers IG: quarterly", true) == "middle-managers");
    CHECK(listed("Core L&M - Member Experience", true) == "member-experience");
    CHECK(listed("Membership (9)", true).empty());
    CHECK(listed("Member Experience - Middle Managers", true) ==
          "member-experience middle-managers");
}

TEST_CASE("a group is named with or without the word for its kind") {
    CHECK(meant("Member Experience Committee") == "member-experience");
    CHECK(meant("middle managers interest group") == "middle-managers");
    CHECK(meant("Leadership & Management Competencies") ==
          "leadership-management-competencies-working-group");
    CHECK(meant("Leadership Team") == "leadership-team");
    CHECK(meant("Member Experience Interest Group").empty());
}

TEST_CASE("a group is named by its initials, with or without the word for its kind") {
    CHECK(meant("MBP") == "management-best-practices");
    CHECK(meant("hrd") == "human-resources-development");
    CHECK(meant("LT") == "leadership-team");
    CHECK(meant("NLAM") == "new-leaders-and-managers");
    CHECK(meant("NLM") == "new-leaders-and-managers");
    CHECK(meant("mmig") == "middle-managers");
    CHECK(meant("LMC") == "leadership-management-competencies-working-group");
    CHECK(meant("lmcwg") == "leadership-management-competencies-working-group");
    CHECK(meant("xyz").empty());
}
