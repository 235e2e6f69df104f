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

}    // namespace

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
