#include "lmsection/domain/form_choice.hpp"

#include "handbooks.hpp"
#include "helpers.hpp"

#include <algorithm>
#include <array>

using namespace lmsection;
using namespace lmsection::test;

namespace {

std::vector<Group> known_groups() {
    std::vector<Group> groups;
    for (const GroupFacts& facts : built_in().groups) {
        groups.push_back(group(facts.kind, facts.name));
        groups.back().slug = facts.slug;
    }
    groups.push_back(group(GroupKind::committee, "Equity, Diversity, and Inclusion"));
    groups.back().slug = Slug::parse("edi").value();
    groups.push_back(group(GroupKind::committee, "Equity"));
    groups.back().slug = Slug::parse("equity-fund").value();
    return groups;
}

/// The groups that an answer chooses, by slug; in brackets how many parts are unknown.
std::string chosen(std::string_view answer) {
    static const std::vector<Group> groups = known_groups();
    static const FormChoiceReader reader{groups, built_in().section_name};
    const FormChoices read = reader.read(answer);
    std::string slugs;
    for (const std::size_t i : read.groups) {
        slugs += (slugs.empty() ? "" : " ") + groups[i].slug.text();
    }
    slugs += read.any ? (slugs.empty() ? "any" : " any") : "";
    return read.unknown.empty() ? slugs : slugs + "[" + std::to_string(read.unknown.size()) + "]";
}

}    // namespace

TEST_CASE("an answer chooses any number of groups, whatever separates them") {
    const std::string two = "middle-managers dialogue-with-directors";
    for (const char* answer :
         {"Middle Managers, Dialogue with Directors", "Middle Managers;Dialogue with Directors;",
          "Middle Managers\nDialogue with Directors", "Middle Managers | Dialogue with Directors",
          "1. Middle Managers 2nd choice; 2. Dialogue with Directors",
          "Middle Managers and Dialogue with Directors", "middle managers & dialogue w/ directors",
          "\u2022 Middle Managers\n\u2022 Dialogue with Directors\n",
          "Middle Managers IG, Dialogue with Directors Interest Group",
          "Middle Managers (monthly, online), Dialogue with Directors (quarterly)",
          "Middle Managers - support, ideas, and events, Dialogue with Directors",
          "I would love to join Middle Managers, or Dialogue with Directors"}) {
        INFO(answer);
        CHECK(chosen(answer) == two);
    }
    CHECK(chosen("HRD, MBP, NLM") ==
          "human-resources-development management-best-practices new-leaders-and-managers");
    CHECK(chosen("New Leaders and Managers and Middle Managers") ==
          "new-leaders-and-managers middle-managers");
    CHECK(chosen("Middle Managers, Middle Managers") == "middle-managers");
    CHECK(chosen("").empty());
}

TEST_CASE("a name with commas is found before an answer is split") {
    CHECK(chosen("Equity, Diversity, and Inclusion") == "edi");
    CHECK(chosen("Equity") == "equity-fund");
    CHECK(chosen("Middle Managers, Equity, Diversity, and Inclusion, Library Consulting") ==
          "middle-managers edi library-consulting");
    CHECK(chosen("Equity, Diversity, and Inclusion Committee; Equity") == "edi equity-fund");
}

TEST_CASE("any group is none, and unknown groups are counted") {
    CHECK(chosen("Any / wherever needed") == "any");
    CHECK(chosen("No preference") == "any");
    CHECK(chosen("Middle Managers, or wherever needed") == "middle-managers any");
    CHECK(chosen("Budget Committee") == "[1]");
    CHECK(chosen("Budget Committee, Middle Managers, Web Team") == "middle-managers[2]");
    CHECK(chosen("\xff").empty());
}

TEST_CASE("every list of groups is read back, with every separator") {
    const auto groups = known_groups();
    const FormChoiceReader reader{groups, built_in().section_name};
    for (const char* separator : {", ", ",", "; ", ";", "\n", " | ", "\r\n"}) {
        for (std::size_t first = 0; first < groups.size(); ++first) {
            std::string answer;
            std::vector<std::size_t> expected;
            for (std::size_t i = 0; i < groups.size(); i += 1 + first % 3) {
                const std::size_t at = (first + i) % groups.size();
                if (std::find(expected.begin(), expected.end(), at) == expected.end()) {
                    answer += (answer.empty() ? "" : separator) + groups[at].name;
                    expected.push_back(at);
                }
            }
            INFO(answer);
            const FormChoices read = reader.read(answer);
            CHECK(read.groups == expected);
            CHECK(read.unknown.empty());
        }
    }
}
