// What a change of a group's record newly breaks.
#include "helpers.hpp"

#include "handbooks.hpp"
#include "lmsection/domain/record_change.hpp"

#include <algorithm>
#include <optional>
#include <random>

using namespace lmsection;
using namespace lmsection::test;

namespace {

const Group committee = group(GroupKind::committee, "Member Experience");
const Group team = group(GroupKind::leadership_team, "Leadership Team");
const Group interest_group = group(GroupKind::interest_group, "Middle Managers");

const Date start = "2026-07-01"_day;
const Date end = "2027-06-30"_day;

/// What a change from one record of `in` to another newly breaks.
std::vector<Breach> breaches(const Group& in, const Record& before, const Record& after) {
    return new_breaches({in, before.all()}, {in, after.all()}, built_in());
}

/// The rules that are broken, each once; "-" where the record itself forbids it.
std::vector<std::string> rules(const std::vector<Breach>& found) {
    std::vector<std::string> ids;
    for (const Breach& breach : found) {
        ids.push_back(breach.finding.rule.empty() ? "-" : breach.finding.rule);
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
}

using Rules = std::vector<std::string>;

}    // namespace

TEST_CASE("an unchanged record breaks nothing new, however wrong it is") {
    Record record = members(15, start, end);
    record.serves("Member 1", Role::chair, start, end);
    record.serves("Member 2", Role::chair, start, end);
    CHECK(breaches(team, record, record).empty());
    Group retired = team;
    retired.retired_on = start;
    CHECK(new_breaches({retired, record.all()}, {retired, record.all()}, built_in()).empty());
}

TEST_CASE("overlapping terms of a person are a breach only if they did not overlap before") {
    Record apart;
    apart.serves("Ana Diaz", Role::member, start, "2026-12-31"_day);
    apart.serves("Ana Diaz", Role::member, "2027-01-01"_day, end);
    Record touching;
    touching.serves("Ana Diaz", Role::member, start, "2027-01-01"_day);
    touching.serves("Ana Diaz", Role::member, "2027-01-01"_day, end);
    CHECK(rules(breaches(interest_group, apart, touching)) == Rules{"-"});
    CHECK(breaches(interest_group, touching, apart).empty());
    CHECK_FALSE(breaches(interest_group, apart, touching).front().finding.may_override);
}

TEST_CASE("a term that reaches the day on which its group was retired is a breach") {
    Record before;
    before.serves("Ana Diaz", Role::member, start, "2026-12-31"_day);
    Record after;
    after.serves("Ana Diaz", Role::member, start, end);
    for (const auto& [day, broken] :
         {std::pair{"2027-06-30"_day, true}, std::pair{"2027-07-01"_day, false}}) {
        Group retired = interest_group;
        retired.retired_on = day;
        const auto found = new_breaches({retired, before.all()}, {retired, after.all()},
                                        built_in());
        CHECK(found.empty() == !broken);
        // The group's end is what changed.
        CHECK(new_breaches({interest_group, after.all()}, {retired, after.all()}, built_in())
                  .empty() == !broken);
    }
}

TEST_CASE("a size over the limit is a breach on days on which it grows") {
    const Record eight = members(8, start, end);
    const Record nine = members(9, start, end);
    const Record ten = members(10, start, end);
    CHECK(rules(breaches(team, eight, nine)) == Rules{"leadership-team-most"});
    CHECK(rules(breaches(team, nine, ten)) == Rules{"leadership-team-most"});
    CHECK(breaches(team, ten, nine).empty());
    CHECK(breaches(team, nine, nine).empty());
    Record later = members(8, start, end);
    later.serves("Nina Ruiz", Role::member, "2027-07-01"_day, "2028-06-30"_day);
    CHECK(breaches(team, eight, later).empty());
}

TEST_CASE("what a term's override reason covers is not a breach, but other rules still count") {
    const auto with_reason = [](Record record, std::size_t place) {
        auto terms = record.all();
        terms[place].appointment.override_reason = "agreed";
        return terms;
    };
    const Record eight = members(8, start, end);
    const Record nine = members(9, start, end);
    const GroupRecord before{team, eight.all()};
    CHECK(new_breaches(before, {team, with_reason(nine, 8)}, built_in()).empty());
    CHECK(rules(new_breaches(before, {team, with_reason(nine, 0)}, built_in())) ==
          Rules{"leadership-team-most"});
    CHECK(rules(new_breaches(before, {team, with_reason(members(10, start, end), 8)},
                             built_in())) == Rules{"leadership-team-most"});
}

TEST_CASE("leaders who fit no pattern are a breach if someone new leads") {
    Record one;
    one.serves("Ana Diaz", Role::chair, start, end);
    Record two = one;
    two.serves("Ben Okafor", Role::chair, start, end);
    CHECK_FALSE(breaches(team, one, two).empty());
    CHECK(breaches(team, two, one).empty());
    Record pair;
    pair.serves("Ana Diaz", Role::chair, start, end);
    pair.serves("Ben Okafor", Role::vice_chair, start, end);
    CHECK(breaches(team, one, pair).empty());
}

TEST_CASE("terms of one group fit on every day, or the conflict is found") {
    const auto together = [](const Record& record) {
        return rules(group_breaches({committee, {}, record.all(), {}, built_in()}));
    };
    Record twelve = members(11, "2026-07-01"_day, "2028-06-30"_day);
    twelve.serves("Bo Li", Role::chair, "2026-07-01"_day, "2027-06-30"_day);
    CHECK(together(twelve).empty());
    Record later = twelve;
    later.serves("Cy Ray", Role::member, "2027-01-01"_day, "2028-06-30"_day);
    CHECK(together(later) == Rules{"committee-most"});
    Record next_year = twelve;
    next_year.serves("Cy Ray", Role::member, "2027-07-01"_day, "2028-06-30"_day);
    CHECK(together(next_year).empty());
    next_year.serves("Di Roe", Role::member, "2028-06-30"_day, "2028-06-30"_day);
    CHECK(together(next_year) == Rules{"committee-most"});
    Record two_chairs = twelve;
    two_chairs.serves("Cy Ray", Role::chair, "2027-06-30"_day, "2027-12-31"_day);
    CHECK(together(two_chairs) == Rules{"chair-roles", "committee-most"});
}

TEST_CASE("a co-chair whose membership is gone is a breach, though that term did not change") {
    Record before;
    before.serves("Cy Young", Role::member, "2024-07-01"_day, "2026-06-30"_day);
    before.serves("Ana Diaz", Role::co_chair, start, end);
    before.serves("Ana Diaz", Role::member, "2025-07-01"_day, "2026-06-30"_day);
    Record after;
    after.serves("Cy Young", Role::member, "2024-07-01"_day, "2026-06-30"_day);
    after.serves("Ana Diaz", Role::co_chair, start, end);
    const auto found = breaches(committee, before, after);
    REQUIRE(rules(found) == Rules{"chair-from-members"});
    CHECK(found.front().term == AppointmentId{2});
    CHECK(breaches(committee, after, before).empty());
}

TEST_CASE(
    "breaches in common are those of the same rule, and of the same term where it is of one") {
    Record before;
    before.serves("Ana Diaz", Role::chair, start, end);
    Record after = before;
    after.serves("Ben Okafor", Role::chair, start, end);
    auto found = breaches(team, before, after);
    const auto all = found;
    // From Ben alone the same leaders come about by Ana's return.
    Record other;
    other.serves("Nobody", Role::member, start, start);
    other.serves("Ben Okafor", Role::chair, start, end);
    keep_common(found, breaches(team, other, after));
    CHECK(rules(found) == rules(all));
    keep_common(found, {});
    CHECK(found.empty());
}

TEST_CASE("the sizes agree with counting day by day") {
    std::mt19937 random{20261124};    // NOLINT(cert-msc32-c,cert-msc51-cpp)
    std::uniform_int_distribution<int> within{0, 40};
    const auto some_record = [&] {
        Record record;
        for (int person = 0; person < 14; ++person) {
            const Date first = plus_days(start, within(random));
            record.serves("Member " + std::to_string(person), Role::member, first,
                          plus_days(first, within(random)));
        }
        return record;
    };
    for (int round = 0; round < 300; ++round) {
        const Record before = some_record();
        const Record after = some_record();
        int most = 0;
        for (const Date day : days(start, plus_days(start, 90))) {
            const int size = size_on(after.all(), day);
            most = size > 8 && size > size_on(before.all(), day) ? std::max(most, size) : most;
        }
        const auto found = breaches(team, before, after);
        const auto size = std::find_if(found.begin(), found.end(), [](const Breach& breach) {
            return breach.finding.rule == "leadership-team-most";
        });
        CHECK((size != found.end()) == (most > 0));
        if (size != found.end()) {
            CHECK(
                holds(size->finding.fault.what, "would have " + std::to_string(most) + " people"));
        }
    }
}

TEST_CASE("groups merged into each other in a circle are found, chains are not") {
    std::vector<Group> groups;
    for (std::int64_t id = 1; id <= 4; ++id) {
        groups.push_back(group(GroupKind::interest_group, "Group " + std::to_string(id), id));
        groups.back().merged_into = GroupId{id + 1};
    }
    CHECK(merged_in_a_circle(groups) == nullptr);
    groups.back().merged_into = GroupId{2};
    REQUIRE(merged_in_a_circle(groups) != nullptr);
    CHECK(merged_in_a_circle(groups)->id == GroupId{2});
    groups.back().merged_into = GroupId{4};
    CHECK(merged_in_a_circle(groups)->id == GroupId{4});
}
