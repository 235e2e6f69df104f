#include "helpers.hpp"

#include "handbooks.hpp"

using namespace lmsection;
using namespace lmsection::test;

namespace {

Rule rule(std::optional<int> at_least, std::optional<int> at_most) {
    return {.id = slug("a-rule"),
            .section = "3",
            .measure = measure::size,
            .strength = Strength::must,
            .kinds = {GroupKind::committee},
            .should_for = {},
            .venue = "",
            .types = {},
            .at_least = at_least,
            .at_most = at_most,
            .day = std::nullopt,
            .says = "A sentence."};
}

}    // namespace

TEST_CASE("every measure is read back from its word, and no other word is one") {
    CHECK(all_measures().size() == 17);
    for (const MeasureInfo& info : all_measures()) {
        CHECK_FALSE(info.measure.word().empty());
        CHECK(parse_measure(info.measure.word()) == info.measure);
        CHECK(&info_of(info.measure) == &info);
        CHECK(info.check != nullptr);
    }
    CHECK_THROWS_AS(info_of(Measure{"sizes"}), std::logic_error);
    for (const char* text : {"", "sizes", "Size", "term years", "term_years", "none"}) {
        INFO(text);
        CHECK_FALSE(parse_measure(text));
    }
}

TEST_CASE("a bound includes both ends") {
    for (int count = 0; count <= 20; ++count) {
        INFO(count);
        CHECK(rule(6, 12).holds(count) == (6 <= count && count <= 12));
        CHECK(rule(6, std::nullopt).holds(count) == (count >= 6));
        CHECK(rule(std::nullopt, 12).holds(count) == (count <= 12));
        CHECK(rule(std::nullopt, std::nullopt).holds(count));
    }
}

TEST_CASE("a bound is described in words") {
    CHECK(rule(4, 8).bound() == "4 to 8");
    CHECK(rule(6, std::nullopt).bound() == "at least 6");
    CHECK(rule(std::nullopt, 12).bound() == "at most 12");
    CHECK(rule(150, 150).bound() == "exactly 150");
    CHECK(rule(std::nullopt, std::nullopt).bound() == "A sentence.");
}

TEST_CASE("a rule applies only to the kinds it names") {
    for (const GroupKind kind : all_group_kinds) {
        CHECK(rule(1, 2).binds(kind) == (kind == GroupKind::committee));
    }
}

TEST_CASE("the rules of a measure are those for the kind, in handbook order") {
    const auto ids = [](Measure measure, GroupKind kind) {
        std::vector<std::string> found;
        for (const Rule* found_rule : built_in().rules_for(measure, kind)) {
            found.push_back(found_rule->id.text());
        }
        return found;
    };
    using Ids = std::vector<std::string>;
    CHECK(ids(measure::size, GroupKind::committee) == Ids{"committee-least", "committee-most"});
    CHECK(ids(measure::size, GroupKind::working_group).empty());
    CHECK(ids(measure::meetings, GroupKind::leadership_team) == Ids{"leadership-team-meetings"});
    CHECK(ids(measure::term_years, GroupKind::interest_group) == Ids{"term-length"});
    // What binds the section as a whole binds no kind.
    CHECK(ids(measure::programs, GroupKind::committee).empty());
}

TEST_CASE("a handbook knows its groups by slug and its kinds by kind") {
    for (const GroupFacts& facts : built_in().groups) {
        REQUIRE(built_in().group(facts.slug) != nullptr);
        CHECK(built_in().group(facts.slug)->name == facts.name);
    }
    CHECK(built_in().group(slug("globes")) == nullptr);
    CHECK(second().group(slug("globes")) != nullptr);
    for (const GroupKind kind : all_group_kinds) {
        CHECK(built_in().of_kind(kind).kind == kind);
    }
    CHECK_THROWS_AS(Handbook{}.of_kind(GroupKind::committee), std::logic_error);
}

TEST_CASE("each strength has a word") {
    CHECK(word(Strength::must) == "must");
    CHECK(word(Strength::should) == "should");
}
