#include "helpers.hpp"

#include "handbooks.hpp"
#include "lmsection/domain/appointment.hpp"

#include <algorithm>
#include <random>

using namespace lmsection;
using namespace lmsection::test;

namespace {

const Group committee = group(GroupKind::committee, "Member Experience");
const Group team = group(GroupKind::leadership_team, "Leadership Team");
const Group interest_group = group(GroupKind::interest_group, "Middle Managers");
const Group working_group = group(GroupKind::working_group, "Competencies");

Candidacy candidate(Role role, Date start = "2026-07-01"_day, int years = 2,
                    const std::string& name = "Ana Diaz") {
    return {Record::person(name), name, role, Term{start, years}};
}

std::vector<Finding> findings(const Candidacy& candidacy, const Group& to,
                              const Record& record = {}, const Handbook& handbook = built_in()) {
    return findings_on_appointing(candidacy, to, record.all(), handbook);
}

/// The ids of the rules found; "-" where the record itself forbids.
std::vector<std::string> rules(const std::vector<Finding>& found) {
    std::vector<std::string> ids;
    for (const Finding& finding : found) {
        ids.push_back(finding.rule.empty() ? "-" : finding.rule);
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

bool has(const std::vector<Finding>& found, const std::string& rule) {
    const auto ids = rules(found);
    return std::find(ids.begin(), ids.end(), rule) != ids.end();
}

using Ids = std::vector<std::string>;

TermRequest request(Role role) {
    TermRequest asked;
    asked.role = role;
    return asked;
}

Term chosen(const TermRequest& asked, Date today, const Handbook& handbook = built_in(),
            GroupKind kind = GroupKind::committee) {
    return choose_term(asked, handbook.of_kind(kind), today).value();
}

/// As PRODUCT.md has it, on text.
std::string start_by_text(const std::string& today) {
    return today.substr(5) >= "07-01" ? today : today.substr(0, 4) + "-07-01";
}

}    // namespace

TEST_CASE("without a year a term starts today in the first half, next July 1 in the second") {
    for (const Date today : days("2026-01-01"_day, "2027-12-31"_day)) {
        for (const Role role : built_in_roles()) {
            const Term term = chosen(request(role), today);
            REQUIRE(iso(term.start()) == start_by_text(iso(today)));
            REQUIRE(term.years() == 2);
            const int first = std::stoi(iso(term.start()).substr(0, 4));
            REQUIRE(iso(term.last_day()) == std::to_string(first + 2) + "-06-30");
        }
    }
}

TEST_CASE("on June 30 a term starts the next day, on July 1 that very day") {
    CHECK(chosen(request(Role::member), "2026-06-30"_day).start() == "2026-07-01"_day);
    CHECK(chosen(request(Role::member), "2026-07-01"_day).start() == "2026-07-01"_day);
    CHECK(chosen(request(Role::member), "2026-07-02"_day).start() == "2026-07-02"_day);
    CHECK(chosen(request(Role::member), "2026-12-31"_day).start() == "2026-12-31"_day);
    CHECK(chosen(request(Role::member), "2027-01-01"_day).start() == "2027-07-01"_day);
}

TEST_CASE("a year without a start begins on July 1, whatever today is") {
    for (const Date today : days("2026-01-01"_day, "2027-12-31"_day)) {
        TermRequest asked = request(Role::member);
        asked.year = ProgramYear{2026};
        REQUIRE(chosen(asked, today).start() == "2026-07-01"_day);
        REQUIRE(chosen(asked, today).last_day() == "2028-06-30"_day);
    }
}

TEST_CASE("a start without a year is kept, and the term ends as if it had started on July 1") {
    for (const Date start : days("2026-01-01"_day, "2027-12-31"_day)) {
        TermRequest asked = request(Role::member);
        asked.start = start;
        asked.years = 1;
        const Term term = chosen(asked, "2026-11-24"_day);
        REQUIRE(term.start() == start);
        REQUIRE(term.last_day() == ProgramYear::containing(start).last_day());
    }
}

TEST_CASE("a year and a start agree when the start lies in the year") {
    TermRequest asked = request(Role::member);
    asked.year = ProgramYear{2026};
    for (const Date start : days("2026-05-01"_day, "2027-08-31"_day)) {
        asked.start = start;
        const bool inside = "2026-07-01"_day <= start && start <= "2027-06-30"_day;
        const auto term = choose_term(asked, built_in().of_kind(GroupKind::committee),
                                      "2026-11-24"_day);
        INFO(iso(start));
        REQUIRE(term.ok() == inside);
        if (inside) {
            REQUIRE(term.value().start() == start);
        } else {
            REQUIRE(holds(term.fault().what, iso(start)));
            REQUIRE(holds(term.fault().what, "2026-27"));
            REQUIRE(holds(term.fault().remedy, "2026-07-01"));
            REQUIRE(holds(term.fault().remedy, "2027-06-30"));
        }
    }
}

TEST_CASE("a term has the default years for its kind and role") {
    // CLI.md: 2 for members, 1 for chairs of interest groups, else 2.
    for (const GroupKind kind : all_group_kinds) {
        for (const Role role : built_in_roles()) {
            const bool short_term = kind == GroupKind::interest_group && leads(role);
            INFO(word(kind) << " " << word(role));
            CHECK(chosen(request(role), "2026-07-01"_day, built_in(), kind).years() ==
                  (short_term ? 1 : 2));
        }
    }
    const auto years = [](GroupKind kind, Role role) {
        return chosen(request(role), "2026-07-01"_day, second(), kind).years();
    };
    CHECK(years(GroupKind::leadership_team, Role::member) == 3);
    CHECK(years(GroupKind::leadership_team, Role::vice_chair) == 2);
    CHECK(years(GroupKind::committee, Role::chair) == 1);
    CHECK(years(GroupKind::interest_group, Role::co_chair) == 3);
    CHECK(years(GroupKind::working_group, Role::member) == 1);
}

TEST_CASE("requested years override the default, and no term has none or ten") {
    for (int years = -1; years <= 12; ++years) {
        TermRequest asked = request(Role::member);
        asked.years = years;
        const auto term = choose_term(asked, built_in().of_kind(GroupKind::committee),
                                      "2026-07-01"_day);
        INFO(years);
        REQUIRE(term.ok() == (1 <= years && years <= Term::longest));
        if (term.ok()) {
            CHECK(term.value().years() == years);
        } else {
            CHECK(holds(term.fault().what, std::to_string(years)));
            CHECK(holds(term.fault().remedy, "program years"));
        }
    }
}

TEST_CASE("the length of a term is read as a whole number from 1 to the longest") {
    for (int years = 1; years <= Term::longest; ++years) {
        CHECK(parse_term_years(std::to_string(years)).value() == years);
    }
    for (const char* text : {"", " ", "0", "-1", "+1", "10", "2.0", "2y", "two", " 2", "2 ", "0x2",
                             "99999999999999999999"}) {
        const auto years = parse_term_years(text);
        INFO("'" << text << "'");
        REQUIRE_FALSE(years.ok());
        CHECK_FALSE(years.fault().remedy.empty());
    }
}

TEST_CASE("a term has one of the lengths that the rules for its kind of group allow") {
    Handbook handbook = second();
    const auto lengths = [&](GroupKind kind) {
        return term_lengths(handbook.of_kind(kind), handbook);
    };
    CHECK(term_lengths(built_in().of_kind(GroupKind::committee), built_in()) == std::vector{1, 2});
    CHECK(lengths(GroupKind::committee) == std::vector{1, 2, 3});
    const auto rule = std::ranges::find(handbook.rules, measure::term_years, &Rule::measure);
    REQUIRE(rule != handbook.rules.end());
    rule->at_least = 3;
    rule->at_most = 4;
    CHECK(lengths(GroupKind::committee) == std::vector{3, 4});
    handbook.rules.erase(rule);
    CHECK(lengths(GroupKind::committee) == std::vector{1, 2, 3});
    CHECK(lengths(GroupKind::working_group) == std::vector{1});
}

TEST_CASE("a chosen term ends within the allowed years") {
    for (const char* year : {"2990", "2996", "2997", "2998", "2999"}) {
        TermRequest asked = request(Role::member);
        asked.year = ProgramYear::parse(year);
        REQUIRE(asked.year);
        const auto term = choose_term(asked, built_in().of_kind(GroupKind::committee),
                                      "2026-07-01"_day);
        const bool readable = !term.ok() || parse_iso_date(iso(term.value().last_day()));
        INFO(year);
        CHECK(readable);
    }
}

TEST_CASE("a first member or a chair of a new group breaks no rule") {
    for (const Group& to : {committee, team, interest_group, working_group}) {
        INFO(to.name);
        CHECK(findings(candidate(Role::member), to).empty());
    }
    for (const Group& to : {team, interest_group, working_group}) {
        INFO(to.name);
        CHECK(findings(candidate(Role::co_chair), to).empty());
        CHECK(findings(candidate(Role::chair), to).empty());
    }
    CHECK(findings(candidate(Role::vice_chair), team).empty());
}

TEST_CASE("overlapping terms in the same group are forbidden and cannot be overridden") {
    Record record;
    record.serves("Ana Diaz", Role::member, "2026-07-01"_day, "2027-06-30"_day);
    const auto found = findings(candidate(Role::member, "2027-06-30"_day, 1), committee, record);
    REQUIRE(rules(found) == Ids{"-"});
    CHECK_FALSE(found[0].may_override);
    CHECK(found[0].strength == Strength::must);
    CHECK(found[0].section == "1");
    CHECK(holds(found[0].fault.what, "Ana Diaz"));
    CHECK(holds(found[0].fault.what, "Member Experience"));
    CHECK(holds(found[0].fault.what, "2026-07-01 to 2027-06-30"));
    CHECK(holds(found[0].fault.remedy, "2027-06-30"));
}

TEST_CASE("overlaps are exact to the day") {
    Record record;
    record.serves("Ana Diaz", Role::member, "2026-07-01"_day, "2027-06-30"_day);
    CHECK_FALSE(has(findings(candidate(Role::member, "2027-07-01"_day), committee, record), "-"));
    CHECK(has(findings(candidate(Role::member, "2026-07-01"_day), committee, record), "-"));
    CHECK_FALSE(
        has(findings(candidate(Role::member, "2025-07-01"_day, 1), committee, record), "-"));
    CHECK(has(findings(candidate(Role::member, "2025-07-01"_day, 2), committee, record), "-"));
    // Another person's term is no hindrance, nor is one that was ended early.
    CHECK(
        findings(candidate(Role::member, "2026-07-01"_day, 2, "Bo Li"), committee, record).empty());
    Record ended;
    ended.serves("Ana Diaz", Role::member, "2026-07-01"_day, "2026-10-31"_day);
    CHECK(findings(candidate(Role::member, "2026-11-01"_day), committee, ended).empty());
}

TEST_CASE("no one is appointed to a group after it retired") {
    Group retired = committee;
    retired.retired_on = "2027-01-15"_day;
    const auto found = findings(candidate(Role::member, "2026-07-01"_day, 1), retired);
    REQUIRE(rules(found) == Ids{"-"});
    CHECK_FALSE(found[0].may_override);
    CHECK(holds(found[0].fault.what, "2027-01-15"));
    CHECK(holds(found[0].fault.what, "Member Experience"));
    // A term that was over by then may still be entered, for the record.
    CHECK(findings(candidate(Role::member, "2025-07-01"_day, 1), retired).empty());
    retired.retired_on = "2026-07-01"_day;
    CHECK(findings(candidate(Role::member, "2025-07-01"_day, 1), retired).empty());
    retired.retired_on = "2026-06-30"_day;
    CHECK(rules(findings(candidate(Role::member, "2025-07-01"_day, 1), retired)) == Ids{"-"});
}

TEST_CASE("a term is as long as the handbook allows") {
    for (int years = 1; years <= Term::longest; ++years) {
        const auto found = findings(candidate(Role::member, "2026-07-01"_day, years), committee);
        const auto elsewhere = findings(candidate(Role::member, "2026-07-01"_day, years), committee,
                                        {}, second());
        CAPTURE(years);
        CHECK(has(found, "term-length") == (years > 2));
        CHECK(has(elsewhere, "term-length") == (years > 3));
    }
    const auto found = findings(candidate(Role::member, "2026-07-01"_day, 3), committee);
    REQUIRE(found.size() == 1);
    CHECK(found[0].strength == Strength::must);
    CHECK(found[0].may_override);
    CHECK(found[0].section == "1");
    CHECK(holds(found[0].fault.what, "3 program years"));
    CHECK(holds(found[0].fault.remedy, "1 to 2"));
}

TEST_CASE("a second chair breaks a should for committees and a must for the team") {
    Record record;
    record.serves("Bo Li", Role::chair, "2026-07-01"_day, "2027-06-30"_day);
    for (const Role role : {Role::chair, Role::co_chair}) {
        INFO(word(role));
        CHECK(has(findings(candidate(role), committee, record), "chair-roles"));
        CHECK(has(findings(candidate(role), team, record), "leadership-team-leaders"));
        CHECK(findings(candidate(role), interest_group, record).empty());
        CHECK(findings(candidate(role), working_group, record).empty());
    }
    CHECK(findings(candidate(Role::chair), team, record)[0].strength == Strength::must);
    CHECK(findings(candidate(Role::chair), team, record)[0].section == "2");
    record.serves("Ana Diaz", Role::member, "2024-07-01"_day, "2025-06-30"_day);
    const auto found = findings(candidate(Role::chair), committee, record);
    REQUIRE(rules(found) == Ids{"chair-roles"});
    CHECK(found[0].strength == Strength::should);
    CHECK(found[0].may_override);
    CHECK(holds(found[0].fault.what, "Bo Li"));
    CHECK(holds(found[0].fault.what, "2026-07-01"));
    CHECK(holds(found[0].fault.what, "2027-06-30"));
    CHECK_FALSE(found[0].fault.remedy.empty());
}

TEST_CASE("a chair who follows a chair is not a second chair") {
    Record record;
    record.serves("Bo Li", Role::chair, "2025-07-01"_day, "2026-06-30"_day);
    CHECK_FALSE(has(findings(candidate(Role::chair), committee, record), "chair-roles"));
    // A chair who comes later, within the term, stands in the way; one who comes after does not.
    Record later;
    later.serves("Bo Li", Role::chair, "2027-07-01"_day, "2028-06-30"_day);
    CHECK(has(findings(candidate(Role::chair), committee, later), "chair-roles"));
    CHECK_FALSE(has(findings(candidate(Role::chair, "2026-07-01"_day, 1), committee, later),
                    "chair-roles"));
}

TEST_CASE("two co-chairs lead a committee, and any number an interest group") {
    Record two;
    two.serves("Bo Li", Role::co_chair, "2026-07-01"_day, "2028-06-30"_day)
        .serves("Cy Ray", Role::co_chair, "2026-07-01"_day, "2028-06-30"_day);
    Record one;
    one.serves("Bo Li", Role::co_chair, "2026-07-01"_day, "2028-06-30"_day);
    CHECK_FALSE(has(findings(candidate(Role::co_chair), committee, one), "chair-roles"));
    CHECK(has(findings(candidate(Role::co_chair), committee, two), "chair-roles"));
    CHECK(has(findings(candidate(Role::co_chair), team, two), "leadership-team-leaders"));
    two.serves("Di Roe", Role::co_chair, "2026-07-01"_day, "2028-06-30"_day);
    CHECK(findings(candidate(Role::co_chair), working_group, two).empty());
    CHECK(rules(findings(candidate(Role::co_chair), interest_group, two)) ==
          Ids{"interest-group-most"});
}

TEST_CASE("co-chairs who follow each other are not counted together") {
    Record record;
    record.serves("Bo Li", Role::co_chair, "2026-07-01"_day, "2026-10-31"_day)
        .serves("Cy Ray", Role::co_chair, "2026-11-01"_day, "2028-06-30"_day);
    CHECK_FALSE(has(findings(candidate(Role::co_chair), committee, record), "chair-roles"));
    record.serves("Di Roe", Role::co_chair, "2028-06-30"_day, "2029-06-30"_day);
    // Three on one day, the last of the candidate's term.
    CHECK(has(findings(candidate(Role::co_chair), committee, record), "chair-roles"));
}

TEST_CASE("a committee has no vice-chair, and the Leadership Team may") {
    const auto found = findings(candidate(Role::vice_chair), committee);
    REQUIRE(rules(found) == Ids{"chair-roles"});
    CHECK(holds(found[0].fault.what, committee.name));
    CHECK(holds(found[0].fault.what, "vice-chair"));
    Record chaired;
    chaired.serves("Bo Li", Role::chair, "2026-07-01"_day, "2028-06-30"_day);
    CHECK(findings(candidate(Role::vice_chair), team, chaired).empty());
    Record co_chaired;
    co_chaired.serves("Bo Li", Role::co_chair, "2026-07-01"_day, "2028-06-30"_day);
    CHECK(has(findings(candidate(Role::vice_chair), team, co_chaired), "leadership-team-leaders"));
}

TEST_CASE("leaders fit on every day of a term, as counting day by day finds") {
    std::mt19937 random{7};
    const auto& patterns = built_in().of_kind(GroupKind::committee).chair_patterns;
    int refused = 0;
    for (int round = 0; round < 400; ++round) {
        Record record;
        for (int i = 0; i < 3; ++i) {
            const Date start = plus_days("2026-05-01"_day, static_cast<int>(random() % 400));
            record.serves("Leader " + std::to_string(i),
                          random() % 3 == 0 ? Role::chair : Role::co_chair, start,
                          plus_days(start, static_cast<int>(random() % 200)));
        }
        const Candidacy ana = candidate(
            Role::co_chair, plus_days("2026-07-01"_day, static_cast<int>(random() % 300)), 1);
        bool fit = true;
        for (const Date day : days(ana.term.start(), ana.term.last_day())) {
            ChairPattern leaders = leaders_on(record.all(), day);
            ++leaders[ana.role];
            fit = fit && fits(leaders, patterns);
        }
        CAPTURE(round);
        REQUIRE(has(findings(ana, committee, record), "chair-roles") == !fit);
        refused += fit ? 0 : 1;
    }
    // Both outcomes came up, so that the comparison means something.
    CHECK(refused > 50);
    CHECK(refused < 350);
}

TEST_CASE("a committee takes a twelfth member, and a thirteenth with a warning") {
    const Record eleven = members(11, "2026-07-01"_day, "2028-06-30"_day);
    const Record twelve = members(12, "2026-07-01"_day, "2028-06-30"_day);
    CHECK(findings(candidate(Role::member), committee, eleven).empty());
    const auto found = findings(candidate(Role::member), committee, twelve);
    REQUIRE(rules(found) == Ids{"committee-most"});
    CHECK(found[0].strength == Strength::should);
    CHECK(found[0].may_override);
    CHECK(found[0].section == "3");
    CHECK(holds(found[0].fault.what, "13 people"));
    CHECK(holds(found[0].fault.what, "the maximum is 12"));
    CHECK(holds(found[0].fault.what, "2026-07-01"));
    // Who leads is one of the twelve.
    CHECK(has(findings(candidate(Role::chair), committee, twelve), "committee-most"));
}

TEST_CASE("the Leadership Team takes eight, and an interest group is warned of a fourth") {
    CHECK_FALSE(
        has(findings(candidate(Role::member), team, members(7, "2026-07-01"_day, "2028-06-30"_day)),
            "leadership-team-most"));
    CHECK(
        has(findings(candidate(Role::member), team, members(8, "2026-07-01"_day, "2028-06-30"_day)),
            "leadership-team-most"));
    CHECK(findings(candidate(Role::member), interest_group,
                   members(2, "2026-07-01"_day, "2028-06-30"_day))
              .empty());
    const auto fourth = findings(candidate(Role::member), interest_group,
                                 members(3, "2026-07-01"_day, "2028-06-30"_day));
    REQUIRE(rules(fourth) == Ids{"interest-group-most"});
    CHECK(fourth[0].strength == Strength::should);
    CHECK(fourth[0].section == "4");
}

TEST_CASE("a working group may be of any size") {
    CHECK(findings(candidate(Role::member), working_group,
                   members(200, "2026-07-01"_day, "2028-06-30"_day))
              .empty());
}

TEST_CASE("a committee that is too large on a single day is too large") {
    Record record = members(11, "2026-07-01"_day, "2029-06-30"_day);
    record.serves("Early", Role::member, "2025-07-01"_day, "2026-09-15"_day);
    record.serves("Late", Role::member, "2026-09-15"_day, "2028-06-30"_day);
    // Early and Late are both there on September 15 only.
    const auto found = findings(candidate(Role::member, "2026-09-15"_day), committee, record);
    REQUIRE(has(found, "committee-most"));
    CHECK(holds(found[0].fault.what, "14 people on 2026-09-15"));
    Record apart = members(11, "2026-07-01"_day, "2029-06-30"_day);
    apart.serves("Early", Role::member, "2025-07-01"_day, "2026-09-15"_day);
    CHECK_FALSE(has(findings(candidate(Role::member, "2026-09-16"_day), committee, apart),
                    "committee-most"));
    CHECK(has(findings(candidate(Role::member, "2026-09-15"_day), committee, apart),
              "committee-most"));
}

TEST_CASE("a committee can become too large when someone starts later") {
    Record record = members(11, "2026-07-01"_day, "2028-06-30"_day);
    record.serves("Late", Role::member, "2028-06-30"_day, "2029-06-30"_day);
    const auto found = findings(candidate(Role::member), committee, record);
    REQUIRE(rules(found) == Ids{"committee-most"});
    CHECK(holds(found[0].fault.what, "2028-06-30"));
    CHECK(findings(candidate(Role::member, "2026-07-01"_day, 1), committee, record).empty());
}

TEST_CASE("a committee is too large exactly when counting day by day finds it so") {
    std::mt19937 random{12};
    int refused = 0;
    for (int round = 0; round < 300; ++round) {
        Record record = members(9, "2026-07-01"_day, "2028-06-30"_day);
        for (int i = 0; i < 6; ++i) {
            const Date start = plus_days("2026-04-01"_day, static_cast<int>(random() % 500));
            record.serves("Other " + std::to_string(i), Role::member, start,
                          plus_days(start, static_cast<int>(random() % 250)));
        }
        const Candidacy ana = candidate(
            Role::member, plus_days("2026-07-01"_day, static_cast<int>(random() % 300)), 1);
        int most = 0;
        for (const Date day : days(ana.term.start(), ana.term.last_day())) {
            most = std::max(most, size_on(record.all(), day) + 1);
        }
        CAPTURE(round, most);
        REQUIRE(has(findings(ana, committee, record), "committee-most") == (most > 12));
        refused += most > 12 ? 1 : 0;
    }
    CHECK(refused > 30);
    CHECK(refused < 270);
}

TEST_CASE("a committee's co-chairs come from its members") {
    Record record;
    record.serves("Bo Li", Role::member, "2025-07-01"_day, "2027-06-30"_day);
    const auto found = findings(candidate(Role::co_chair), committee, record);
    REQUIRE(rules(found) == Ids{"chair-from-members"});
    CHECK(found[0].strength == Strength::must);
    CHECK(found[0].section == "1");
    CHECK(holds(found[0].fault.what, "Ana Diaz"));
    CHECK(holds(found[0].fault.what, "Member Experience"));
    // Of a chair it is a should; nothing is asked of interest groups.
    const auto chair = findings(candidate(Role::chair), committee, record);
    REQUIRE(rules(chair) == Ids{"chair-from-members"});
    CHECK(chair[0].strength == Strength::should);
    CHECK(findings(candidate(Role::member), committee, record).empty());
    CHECK(findings(candidate(Role::co_chair), interest_group, record).empty());
}

TEST_CASE("anyone who served in the committee before may chair it") {
    Record record;
    record.serves("Ana Diaz", Role::member, "2015-07-01"_day, "2016-06-30"_day)
        .serves("Bo Li", Role::member, "2025-07-01"_day, "2027-06-30"_day);
    CHECK(findings(candidate(Role::co_chair), committee, record).empty());
    // A later term is none that was served before.
    Record later;
    later.serves("Ana Diaz", Role::member, "2029-07-01"_day, "2031-06-30"_day)
        .serves("Bo Li", Role::member, "2025-07-01"_day, "2027-06-30"_day);
    CHECK(rules(findings(candidate(Role::co_chair), committee, later)) ==
          Ids{"chair-from-members"});
}

TEST_CASE("the first co-chairs of a committee only cause a warning") {
    const Record same_day = members(5, "2026-07-01"_day, "2028-06-30"_day);
    for (const auto& found : {findings(candidate(Role::co_chair), committee),
                              findings(candidate(Role::co_chair), committee, same_day),
                              findings(candidate(Role::chair), committee, same_day)}) {
        REQUIRE(rules(found) == Ids{"chair-from-members"});
        CHECK(found[0].strength == Strength::should);
    }
    CHECK(findings(candidate(Role::chair), committee).empty());
}

TEST_CASE("no one chairs a group for two terms in a row") {
    for (const Role before : {Role::chair, Role::co_chair}) {
        for (const Role then : {Role::chair, Role::co_chair}) {
            Record record;
            record.serves("Ana Diaz", before, "2024-07-01"_day, "2026-06-30"_day);
            const auto found = findings(candidate(then), committee, record);
            INFO(word(before) << " " << word(then));
            REQUIRE(rules(found) == Ids{"chair-rotation"});
            CHECK(found[0].strength == Strength::should);
            CHECK(holds(found[0].fault.what, "Ana Diaz"));
            // The handbook asks rotation of committees only.
            for (const Group& to : {team, interest_group, working_group}) {
                CHECK(findings(candidate(then), to, record).empty());
            }
        }
    }
}

TEST_CASE("a term in between, another role or another person counts as rotation") {
    Record long_ago;
    long_ago.serves("Ana Diaz", Role::chair, "2023-07-01"_day, "2025-06-30"_day);
    CHECK(findings(candidate(Role::chair), committee, long_ago).empty());
    Record as_member;
    as_member.serves("Ana Diaz", Role::member, "2024-07-01"_day, "2026-06-30"_day);
    CHECK(findings(candidate(Role::chair), committee, as_member).empty());
    Record as_vice;
    as_vice.serves("Ana Diaz", Role::vice_chair, "2024-07-01"_day, "2026-06-30"_day);
    CHECK(findings(candidate(Role::chair), team, as_vice).empty());
    Record another;
    another.serves("Ana Diaz", Role::member, "2022-07-01"_day, "2024-06-30"_day)
        .serves("Bo Li", Role::chair, "2024-07-01"_day, "2026-06-30"_day);
    CHECK(findings(candidate(Role::chair), committee, another).empty());
    // After a term as chair, a term as member is what rotation asks for.
    Record chaired;
    chaired.serves("Ana Diaz", Role::chair, "2024-07-01"_day, "2026-06-30"_day);
    CHECK(findings(candidate(Role::member), committee, chaired).empty());
}

TEST_CASE("a term as chair just before a planned one is not rotation either") {
    Record record;
    record.serves("Ana Diaz", Role::chair, "2027-07-01"_day, "2028-06-30"_day);
    CHECK(has(findings(candidate(Role::chair, "2026-07-01"_day, 1), committee, record),
              "chair-rotation"));
}

TEST_CASE("all findings about a candidate are reported at once") {
    Record record = members(12, "2025-07-01"_day, "2028-06-30"_day);
    record.serves("Bo Li", Role::chair, "2025-07-01"_day, "2027-06-30"_day);
    record.serves("Ana Diaz", Role::co_chair, "2024-07-01"_day, "2026-06-30"_day);
    const auto found = findings(candidate(Role::chair, "2026-07-01"_day, 3), committee, record);
    CHECK(rules(found) == Ids{"chair-roles", "chair-rotation", "committee-most", "term-length"});
}

TEST_CASE("a finding says what is wrong, what to do and which section says so") {
    const Finding of_a_rule{"committee-most", "3", Strength::must, true, {"too many", "wait"}};
    CHECK(of_a_rule.text() == "too many; wait (§3, committee-most)");
    const Finding of_the_record{"", "1", Strength::must, false, {"there already", "wait"}};
    CHECK(of_the_record.text() == "there already; wait (§1)");
}

TEST_CASE("another handbook has its own bounds") {
    const auto ids = [](const Candidacy& ana, const Group& to, const Record& record) {
        return rules(findings(ana, to, record, second()));
    };
    const Date start = "2026-07-01"_day;
    const Date end = "2028-06-30"_day;
    CHECK(ids(candidate(Role::member), committee, members(4, start, end)).empty());
    CHECK(ids(candidate(Role::member), committee, members(5, start, end)) == Ids{"committee-most"});
    CHECK(ids(candidate(Role::member), team, members(5, start, end)).empty());
    CHECK(ids(candidate(Role::member), team, members(6, start, end)) == Ids{"steering-size"});
    CHECK(ids(candidate(Role::member), interest_group, members(50, start, end)).empty());
    CHECK(ids(candidate(Role::vice_chair), committee, {}).empty());
    CHECK(ids(candidate(Role::co_chair), committee, {}) == Ids{"chair-roles"});
    CHECK(ids(candidate(Role::chair), interest_group, {}) ==
          Ids{"chair-from-members", "chair-roles"});
    // No rule of rotation there; and its circles, not its committees, draw leaders from within.
    Record chaired;
    chaired.serves("Ana Diaz", Role::chair, "2024-07-01"_day, "2026-06-30"_day);
    CHECK(ids(candidate(Role::chair), committee, chaired).empty());
    Record others;
    others.serves("Bo Li", Role::member, "2024-07-01"_day, "2028-06-30"_day);
    CHECK(ids(candidate(Role::chair), committee, others).empty());
    const auto found = findings(candidate(Role::co_chair), interest_group, others, second());
    REQUIRE(rules(found) == Ids{"chair-from-members"});
    CHECK(found[0].strength == Strength::must);
    CHECK(found[0].section == "4");
}

TEST_CASE("a group that lost its leader or too many people gets a finding") {
    const auto shortage = [](const Group& of, const Record& record,
                             const Handbook& handbook = built_in()) {
        return findings_on_shortage(of, record.all(), "2026-11-24"_day, handbook);
    };
    const Date start = "2026-07-01"_day;
    const Date end = "2028-06-30"_day;
    Record led = members(5, start, end);
    led.serves("Bo Li", Role::chair, start, end);
    CHECK(shortage(committee, led).empty());
    CHECK(rules(shortage(committee, members(6, start, end))) == Ids{"chair-roles"});
    CHECK(rules(shortage(committee, members(5, start, end))) ==
          Ids{"chair-roles", "committee-least"});
    CHECK(rules(shortage(team, {})) == Ids{"leadership-team-leaders", "leadership-team-least"});
    CHECK(shortage(team, {})[1].strength == Strength::should);    // people resign all the same
    CHECK(shortage(working_group, {}).empty());
    Record alone;
    alone.serves("Bo Li", Role::chair, start, end);
    CHECK(rules(shortage(interest_group, alone)) == Ids{"interest-group-leaders"});
    CHECK(rules(shortage(committee, members(2, start, end), second())) ==
          Ids{"chair-roles", "committee-least"});
    CHECK(rules(shortage(committee, members(3, start, end), second())) == Ids{"chair-roles"});
}

TEST_CASE("a shortage names the group, the day, the size and the minimum") {
    Record record = members(3, "2026-07-01"_day, "2028-06-30"_day);
    const auto found = findings_on_shortage(committee, record.all(), "2026-11-24"_day, built_in());
    REQUIRE(found.size() == 2);
    for (const Finding& finding : found) {
        CHECK(finding.strength == Strength::should);
        CHECK(holds(finding.fault.what, "Member Experience"));
        CHECK(holds(finding.fault.what, "2026-11-24"));
        CHECK_FALSE(finding.fault.remedy.empty());
    }
    CHECK(holds(found[0].fault.what, "3 people"));
    CHECK(holds(found[0].fault.what, "at least 6"));
}

TEST_CASE("a shortage is for the requested day") {
    Record record = members(6, "2020-07-01"_day, "2030-06-30"_day);
    record.serves("Bo Li", Role::chair, "2026-07-01"_day, "2026-10-31"_day);
    const auto found = [&](Date day) {
        return findings_on_shortage(committee, record.all(), day, built_in());
    };
    CHECK_FALSE(found("2026-06-30"_day).empty());
    CHECK(found("2026-07-01"_day).empty());
    CHECK(found("2026-10-31"_day).empty());
    CHECK_FALSE(found("2026-11-01"_day).empty());
}

namespace {

Appointment held(Date start, Date end, int years) {
    Appointment appointment;
    appointment.start = start;
    appointment.end = end;
    appointment.years = years;
    return appointment;
}

}    // namespace

TEST_CASE("a renewed term follows the last one without a gap") {
    const Appointment last = held("2025-07-01"_day, "2027-06-30"_day, 2);
    for (const Date today : days("2026-01-01"_day, "2028-06-30"_day)) {
        for (int years = 1; years <= 2; ++years) {
            const auto term = renewed_term(last, years, today);
            REQUIRE(term.ok());
            REQUIRE(term.value().start() == "2027-07-01"_day);
            REQUIRE(term.value().years() == years);
        }
    }
    // A vacancy filled in mid-year ends on a June 30 as well.
    CHECK(renewed_term(held("2026-11-24"_day, "2028-06-30"_day, 2), 1, "2028-05-01"_day)
              .value()
              .start() == "2028-07-01"_day);
}

TEST_CASE("a term that ended early, or too long ago, is not renewed") {
    const auto early = renewed_term(held("2025-07-01"_day, "2026-10-31"_day, 2), 1,
                                    "2026-11-24"_day);
    REQUIRE_FALSE(early.ok());
    CHECK(holds(early.fault().what, "2026-10-31"));
    CHECK(holds(early.fault().remedy, "lmsection appoint"));
    const Appointment old = held("2024-07-01"_day, "2026-06-30"_day, 2);
    CHECK(renewed_term(old, 1, "2027-06-30"_day).ok());
    const auto late = renewed_term(old, 1, "2027-07-01"_day);
    REQUIRE_FALSE(late.ok());
    CHECK(holds(late.fault().what, "2026-06-30"));
    CHECK(holds(late.fault().remedy, "lmsection appoint"));
}

TEST_CASE("a term of two years that was ended on its first June 30 ended early") {
    CHECK_FALSE(
        renewed_term(held("2025-07-01"_day, "2026-06-30"_day, 2), 1, "2026-06-30"_day).ok());
    CHECK(renewed_term(held("2025-07-01"_day, "2026-06-30"_day, 1), 1, "2026-06-30"_day).ok());
}

TEST_CASE("no term or renewal ends after the last allowed year") {
    const Date today = "2998-01-01"_day;
    const Appointment last = held("2996-07-01"_day, "2998-06-30"_day, 2);
    CHECK(renewed_term(last, 1, today).value().last_day() == "2999-06-30"_day);
    CHECK_FALSE(renewed_term(last, 2, today).ok());
    CHECK(is_one_clean_line(renewed_term(last, 9, today).fault()));
    const TermRequest request{Role::member, 2, ProgramYear{2998}, std::nullopt};
    CHECK_FALSE(choose_term(request, built_in().of_kind(GroupKind::committee), today).ok());
}

TEST_CASE("a renewal has a number of years that a term can have") {
    const Appointment last = held("2025-07-01"_day, "2027-06-30"_day, 2);
    for (int years = -1; years <= 12; ++years) {
        const auto term = renewed_term(last, years, "2027-05-01"_day);
        INFO(years);
        CHECK(term.ok() == (1 <= years && years <= Term::longest));
    }
}
