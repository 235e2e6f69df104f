// Limits on how long and how often a person serves: rules that a handbook may state, and that the
// built-in one does not.
#include "handbooks.hpp"
#include "helpers.hpp"

#include "lmsection/domain/appointment.hpp"
#include "lmsection/domain/rule.hpp"

#include <algorithm>
#include <random>

using namespace lmsection;
using namespace lmsection::test;

namespace {

const Group committee = group(GroupKind::committee, "Member Experience");

Rule limit(Measure measure, std::optional<int> at_least, std::optional<int> at_most) {
    return {slug("a-limit"),
            "9",
            measure,
            Strength::must,
            {GroupKind::committee},
            {},
            "",
            {},
            at_least,
            at_most,
            std::nullopt,
            "No one serves for too long."};
}

Handbook with(const Rule& rule) {
    Handbook handbook = built_in();
    handbook.rules = {rule};
    return handbook;
}

Candidacy ana(Date start, int years = 2, Role role = Role::member) {
    return {Record::person("Ana Diaz"), "Ana Diaz", role, Term{start, years}};
}

/// What an appointment of Ana Diaz breaks; empty if nothing.
std::string broken(const Candidacy& candidacy, const Record& record, const Rule& rule) {
    const auto found = findings_on_appointing(candidacy, committee, record.all(), with(rule));
    REQUIRE(found.size() <= 1);
    if (found.empty()) {
        return "";
    }
    CHECK(found[0].rule == "a-limit");
    CHECK(found[0].strength == Strength::must);
    CHECK_FALSE(found[0].of_group);
    CHECK(is_one_clean_line(found[0].fault));
    return found[0].fault.what;
}

Record served(std::vector<std::pair<Date, Date>> terms, Role role = Role::member) {
    Record record;
    for (const auto& [start, end] : terms) {
        record.serves("Ana Diaz", role, start, end);
    }
    return record;
}

}    // namespace

TEST_CASE("limits: the built-in handbook states none") {
    for (const Rule& rule : built_in().rules) {
        CHECK(rule.measure != measure::years_in_group);
        CHECK(rule.measure != measure::years_in_role);
        CHECK(rule.measure != measure::years_away);
        CHECK(rule.measure != measure::posts);
    }
    CHECK_FALSE(looks_across(built_in()));
}

TEST_CASE("limits: years in a row in a group are counted until the end of the term") {
    const Rule four = limit(measure::years_in_group, std::nullopt, 4);
    const Record two = served({{"2025-07-01"_day, "2027-06-30"_day}});
    CHECK(broken(ana("2027-07-01"_day), two, four).empty());
    const Record three = served({{"2024-07-01"_day, "2027-06-30"_day}});
    CHECK(broken(ana("2027-07-01"_day, 1), three, four).empty());
    CHECK(broken(ana("2027-07-01"_day, 2), three, four) ==
          "Ana Diaz would serve in Member Experience for 5 years in a row, to 2029-06-30; the "
          "maximum is 4");
}

TEST_CASE("limits: a whole program year away starts the count again, part of one does not") {
    const Rule four = limit(measure::years_in_group, std::nullopt, 4);
    CHECK(broken(ana("2027-07-01"_day), served({{"2022-07-01"_day, "2026-06-30"_day}}), four)
              .empty());
    CHECK_FALSE(broken(ana("2027-07-01"_day), served({{"2023-07-01"_day, "2026-10-31"_day}}), four)
                    .empty());
}

TEST_CASE("limits: a term that joins two others counts both") {
    const Rule four = limit(measure::years_in_group, std::nullopt, 4);
    const Record around = served(
        {{"2024-07-01"_day, "2026-06-30"_day}, {"2027-07-01"_day, "2029-06-30"_day}});
    CHECK_FALSE(broken(ana("2026-07-01"_day, 1), around, four).empty());
    const Rule five = limit(measure::years_in_group, std::nullopt, 5);
    CHECK(broken(ana("2026-07-01"_day, 1), around, five).empty());
}

TEST_CASE("limits: years in a role leave other roles, and those who do not count, out") {
    const Rule two = limit(measure::years_in_role, std::nullopt, 2);
    const Record member = served({{"2025-07-01"_day, "2027-06-30"_day}});
    CHECK(broken(ana("2027-07-01"_day, 2, Role::chair), member, two).empty());
    CHECK(broken(ana("2027-07-01"_day, 1), member, two) ==
          "Ana Diaz would serve in Member Experience as member for 3 years in a row, to "
          "2028-06-30; the maximum is 2");
    const Role liaison = built_in_role("staff-liaison");
    const Record by_office = served({{"2020-07-01"_day, "2027-06-30"_day}}, liaison);
    CHECK(broken(ana("2027-07-01"_day, 2, liaison), by_office, two).empty());
}

TEST_CASE("limits: who comes back has been away long enough, or never left") {
    const Rule two = limit(measure::years_away, 2, std::nullopt);
    const Record left = served({{"2023-07-01"_day, "2025-06-30"_day}});
    CHECK(broken(ana("2026-07-01"_day), left, two) ==
          "Ana Diaz would come back to Member Experience after 1 year away; the minimum is 2");
    CHECK(broken(ana("2027-07-01"_day), left, two).empty());
    CHECK(broken(ana("2025-07-01"_day), left, two).empty());    // serves on
    CHECK(broken(ana("2026-07-01"_day), {}, two).empty());
}

TEST_CASE("limits: a program year wholly on leave does not count, and is no departure") {
    const Rule four = limit(measure::years_in_group, std::nullopt, 4);
    Record record = served({{"2023-07-01"_day, "2027-06-30"_day}});
    std::vector<Service> on_leave = record.all();
    on_leave[0].appointment.leaves = {
        {LeaveId{1}, "2025-07-01"_day, "2026-06-30"_day, std::nullopt, ""}};
    const auto found = [&](const Rule& rule) {
        return findings_on_appointing(ana("2027-07-01"_day), committee, on_leave, with(rule));
    };
    CHECK(found(four).empty());
    CHECK_FALSE(broken(ana("2027-07-01"_day), record, four).empty());
    CHECK(found(limit(measure::years_away, 2, std::nullopt)).empty());
    const YearsServed years = years_served(std::vector{on_leave[0].appointment}, std::nullopt,
                                           ProgramYear{2026});
    CHECK(years.in_all == 3);
    CHECK(years.in_row == 1);
}

TEST_CASE("limits: posts at once are counted on every day of a term, in groups of the rule") {
    const Rule two = limit(measure::posts, std::nullopt, 2);
    CHECK(looks_across(with(two)));
    Candidacy candidacy = ana("2027-07-01"_day);
    candidacy.elsewhere = {{"Budget", GroupKind::committee, "2026-07-01"_day, "2028-06-30"_day},
                           {"Middle Managers", GroupKind::interest_group, "2026-07-01"_day,
                            "2029-06-30"_day}};
    CHECK(broken(candidacy, {}, two).empty());
    candidacy.elsewhere.push_back(
        {"Awards", GroupKind::committee, "2028-07-01"_day, "2029-06-30"_day});
    CHECK(broken(candidacy, {}, two).empty());    // never three on one day
    candidacy.elsewhere.push_back(
        {"Outreach", GroupKind::committee, "2028-01-01"_day, "2028-06-30"_day});
    CHECK(broken(candidacy, {}, two) ==
          "Ana Diaz would serve in 3 groups on 2028-01-01: Member Experience, Budget, Outreach; "
          "the maximum is 2");
}

TEST_CASE("limits: years in a row are what counting them one by one finds") {
    std::mt19937 random{11};
    for (int round = 0; round < 500; ++round) {
        ServedYears years;
        std::vector<bool> served(20);
        for (int i = 0; i < 20; ++i) {
            served[static_cast<std::size_t>(i)] = random() % 3 > 0;
            if (served[static_cast<std::size_t>(i)]) {
                years.insert(ProgramYear{2010 + i});
            }
        }
        const auto last = static_cast<int>(random() % 20);
        int in_row = 0;
        for (int i = last; i >= 0 && served[static_cast<std::size_t>(i)]; --i) {
            ++in_row;
        }
        REQUIRE(in_a_row(years, ProgramYear{2010 + last}) == in_row);
    }
}

TEST_CASE("limits: check names those who serve for too long, once and by the later term") {
    const Handbook handbook = with(limit(measure::years_in_group, std::nullopt, 2));
    const Record record = served(
        {{"2024-07-01"_day, "2026-06-30"_day}, {"2026-07-01"_day, "2027-06-30"_day}});
    MeasuredSection section{ProgramYear{2026}, "2026-11-24"_day, {}, {}, nullptr};
    section.name_of = [](PersonId) { return std::string{"Ana Diaz"}; };
    MeasuredGroup measured;
    measured.group = &committee;
    measured.record = record.all();
    for (const int year : {2025, 2026}) {
        section.year = ProgramYear{year};
        SectionCheck check{section, handbook};
        check.add(measured);
        check.each([&](const RuleResult& row) {
            CHECK(row.verdict == (year == 2025 ? Verdict::ok : Verdict::over));
            CHECK(row.names.size() == (year == 2025 ? 0 : 1));
        });
    }
}
