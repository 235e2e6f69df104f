// Every measure of a rule, held against a section by hand: the bounds from both sides, and what
// time there is left.
#include "lmsection/domain/rule.hpp"

#include "handbooks.hpp"
#include "helpers.hpp"

#include <algorithm>
#include <map>
#include <tuple>

using namespace lmsection;
using namespace lmsection::test;

namespace {

constexpr int the_year = 2026;
const Date july_1 = "2026-07-01"_day;
const Date june_30 = "2027-06-30"_day;

struct Measured : MeasuredSection {
    std::vector<MeasuredGroup> groups;
};

Measured section_on(Date today) {
    return {{ProgramYear{the_year}, today, {}, {}, nullptr}, {}};
}

/// What a check of the section tells, in its order.
std::vector<RuleResult> checked(const Measured& section, const Handbook& handbook = built_in()) {
    SectionCheck check{section, handbook};
    for (const MeasuredGroup& group : section.groups) {
        check.add(group);
    }
    std::vector<RuleResult> rows;
    check.each([&](const RuleResult& row) { rows.push_back(row); });
    return rows;
}

Measured with_group(GroupKind kind, const Record& record, Date today = "2026-11-24"_day) {
    Measured section = section_on(today);
    static std::map<GroupKind, Group> groups;
    const Group& measured = groups.try_emplace(kind, group(kind, "Some Group")).first->second;
    section.groups.push_back({&measured, record.all()});
    section.name_of = [all = record.all()](PersonId person) {
        return std::find_if(all.begin(), all.end(),
                            [&](const Service& service) {
                                return service.appointment.person == person;
                            })
            ->person_name;
    };
    return section;
}

/// How the one row of a rule stands.
RuleResult row_of(const Measured& section, std::string_view rule) {
    std::vector<RuleResult> found;
    for (const RuleResult& row : checked(section)) {
        if (row.rule->id.text() == rule) {
            found.push_back(row);
        }
    }
    REQUIRE(found.size() == 1);
    return found.front();
}

std::string verdict_of(const Measured& section, std::string_view rule) {
    return std::string{word(row_of(section, rule).verdict)};
}

std::string size_verdict(GroupKind kind, int people, std::string_view rule) {
    return verdict_of(with_group(kind, members(people, july_1, june_30)), rule);
}

std::string programs_verdict(std::string_view rule, const std::string& venue, int count,
                             Date today) {
    Measured section = section_on(today);
    section.programs = {{venue, "", std::nullopt, count}};
    return verdict_of(section, rule);
}

}    // namespace

TEST_CASE("sizes are checked at both bounds") {
    CHECK(size_verdict(GroupKind::committee, 5, "committee-least") == "short");
    CHECK(size_verdict(GroupKind::committee, 6, "committee-least") == "ok");
    CHECK(size_verdict(GroupKind::committee, 12, "committee-most") == "ok");
    CHECK(size_verdict(GroupKind::committee, 13, "committee-most") == "over");
    CHECK(size_verdict(GroupKind::leadership_team, 3, "leadership-team-least") == "short");
    CHECK(size_verdict(GroupKind::leadership_team, 4, "leadership-team-least") == "ok");
    CHECK(size_verdict(GroupKind::leadership_team, 8, "leadership-team-most") == "ok");
    CHECK(size_verdict(GroupKind::leadership_team, 9, "leadership-team-most") == "over");
    CHECK(size_verdict(GroupKind::interest_group, 1, "interest-group-leaders") == "short");
    CHECK(size_verdict(GroupKind::interest_group, 2, "interest-group-leaders") == "ok");
    CHECK(size_verdict(GroupKind::interest_group, 3, "interest-group-most") == "ok");
    CHECK(size_verdict(GroupKind::interest_group, 4, "interest-group-most") == "over");
}

TEST_CASE("a rule for one kind of group does not apply to another") {
    const auto section = with_group(GroupKind::working_group, members(30, july_1, june_30));
    for (const RuleResult& row : checked(section)) {
        CHECK(row.rule->id.text() != "committee-most");
        CHECK(row.rule->id.text() != "interest-group-most");
    }
}

TEST_CASE(
    "a size counts on the day itself, in a past year on its last, in a coming one on its first") {
    const Record record = members(6, "2026-08-01"_day, "2027-05-31"_day);
    const auto found = [&](Date today) {
        return row_of(with_group(GroupKind::committee, record, today), "committee-least").found;
    };
    CHECK(found("2026-06-30"_day) == "0");
    CHECK(found("2026-07-31"_day) == "0");
    CHECK(found("2026-08-01"_day) == "6");
    CHECK(found("2027-05-31"_day) == "6");
    CHECK(found("2028-01-01"_day) == "0");
}

TEST_CASE("terms longer than two years are over, and a group without terms breaks no rule") {
    const auto verdict = [](int years) {
        auto section = with_group(GroupKind::committee, members(1, july_1, june_30));
        section.groups.front().record.front().appointment.years = years;
        return verdict_of(section, "term-length");
    };
    CHECK(verdict(1) == "ok");
    CHECK(verdict(2) == "ok");
    CHECK(verdict(3) == "over");
    const auto empty = with_group(GroupKind::committee, Record{});
    CHECK(row_of(empty, "term-length").found == "no terms");
    CHECK(verdict_of(empty, "term-length") == "ok");
}

TEST_CASE("a term of another year does not count against this one") {
    auto section = with_group(GroupKind::committee, members(1, "2023-07-01"_day, "2026-06-30"_day));
    section.groups.front().record.front().appointment.years = 3;
    CHECK(verdict_of(section, "term-length") == "ok");
}

TEST_CASE("the leading roles must match a pattern of the kind") {
    const auto verdict = [](GroupKind kind, const std::vector<Role>& roles,
                            const char* rule = "chair-roles") {
        Record record;
        int number = 0;
        for (const Role role : roles) {
            record.serves("Leader " + std::to_string(++number), role, july_1, june_30);
        }
        return verdict_of(with_group(kind, record), rule);
    };
    const auto [chair, co_chair, vice_chair] = std::tuple{Role::chair, Role::co_chair,
                                                          Role::vice_chair};
    CHECK(verdict(GroupKind::committee, {}) == "short");
    CHECK(verdict(GroupKind::committee, {chair}) == "ok");
    CHECK(verdict(GroupKind::committee, {co_chair}) == "short");
    CHECK(verdict(GroupKind::committee, {co_chair, co_chair}) == "ok");
    CHECK(verdict(GroupKind::committee, {co_chair, co_chair, co_chair}) == "over");
    CHECK(verdict(GroupKind::committee, {chair, co_chair}) == "over");
    CHECK(verdict(GroupKind::committee, {chair, vice_chair}) == "over");
    const char* team = "leadership-team-leaders";
    CHECK(verdict(GroupKind::leadership_team, {chair, vice_chair}, team) == "ok");
    CHECK(verdict(GroupKind::leadership_team, {co_chair, co_chair}, team) == "ok");
    CHECK(verdict(GroupKind::leadership_team, {co_chair}, team) == "short");
    CHECK(verdict(GroupKind::leadership_team, {chair, chair}, team) == "over");
}

TEST_CASE("an interest group has any number of chairs from one up") {
    const auto verdict = [](const std::vector<Role>& roles) {
        Record record;
        int number = 0;
        for (const Role role : roles) {
            record.serves("Leader " + std::to_string(++number), role, july_1, june_30);
        }
        return verdict_of(with_group(GroupKind::interest_group, record), "interest-group-chair");
    };
    const auto [chair, co_chair, vice_chair] = std::tuple{Role::chair, Role::co_chair,
                                                          Role::vice_chair};
    CHECK(verdict({}) == "short");
    CHECK(verdict({chair}) == "ok");
    CHECK(verdict({co_chair}) == "ok");
    CHECK(verdict({chair, chair}) == "ok");
    CHECK(verdict({co_chair, co_chair, co_chair, co_chair, co_chair}) == "ok");
}

TEST_CASE("a working group has no rule on leaders, and only committees rotate theirs") {
    for (const Rule& rule : built_in().rules) {
        if (rule.measure == measure::chair_pattern) {
            CHECK_FALSE(rule.binds(GroupKind::working_group));
        }
        if (info_of(rule.measure).looks_back == Past::of_chairs) {
            CHECK(rule.kinds == std::vector{GroupKind::committee});
        }
    }
}

TEST_CASE("the leading roles are reported with every pattern of the kind") {
    Record record;
    record.serves("Bo Li", Role::co_chair, july_1, june_30);
    const RuleResult row = row_of(with_group(GroupKind::committee, record), "chair-roles");
    CHECK(row.found == "1 co-chair");
    CHECK(row.wanted == "1 chair or 2 co-chairs");
}

TEST_CASE("a co-chair who was never a member is named, and one who was is not") {
    Record outsider = members(2, "2024-07-01"_day, june_30);
    outsider.serves("Ana Diaz", Role::co_chair, july_1, june_30);
    const auto section = with_group(GroupKind::committee, outsider);
    CHECK(verdict_of(section, "chair-from-members") == "over");
    CHECK(row_of(section, "chair-from-members").found == "1 (Ana Diaz)");

    Record insider = members(2, "2024-07-01"_day, june_30);
    insider.serves("Ana Diaz", Role::member, "2024-07-01"_day, "2026-06-30"_day);
    insider.serves("Ana Diaz", Role::co_chair, july_1, june_30);
    CHECK(verdict_of(with_group(GroupKind::committee, insider), "chair-from-members") == "ok");
}

TEST_CASE(
    "a co-chair who starts on the same day as the members is seen; of a chair it is a should") {
    Record same_day = members(6, july_1, june_30);
    same_day.serves("Ana Diaz", Role::co_chair, july_1, june_30);
    CHECK(row_of(with_group(GroupKind::committee, same_day), "chair-from-members").found ==
          "1 (Ana Diaz)");
    Record chair = members(6, "2024-07-01"_day, june_30);
    chair.serves("Ana Diaz", Role::chair, july_1, june_30);
    CHECK(row_of(with_group(GroupKind::committee, same_day), "chair-from-members").strength ==
          Strength::must);
    const RuleResult row = row_of(with_group(GroupKind::committee, chair), "chair-from-members");
    CHECK(row.verdict == Verdict::over);
    CHECK(row.strength == Strength::should);
}

TEST_CASE("whose earlier terms are looked at depends on the rules for the kind of group") {
    CHECK(past_of(GroupKind::committee, built_in()) == Past::of_chairs);
    CHECK(past_of(GroupKind::working_group, built_in()) == Past::none);
    CHECK_FALSE(looks_back(Past::none, Role::chair));
    CHECK(looks_back(Past::of_chairs, Role::chair));
    CHECK_FALSE(looks_back(Past::of_chairs, Role::member));
    CHECK(looks_back(Past::of_everyone, Role::member));
}

TEST_CASE("only the rules on membership and rotation look at earlier terms") {
    Record serving = members(1, july_1, june_30);
    serving.serves("Ana Diaz", Role::co_chair, july_1, june_30);
    Record with_the_past = serving;
    with_the_past.serves("Ana Diaz", Role::member, "2024-07-01"_day, "2025-06-30"_day);
    Record in_a_row = serving;
    in_a_row.serves("Ana Diaz", Role::co_chair, "2025-07-01"_day, "2026-06-30"_day);

    int look_back = 0;
    for (const Rule& rule : built_in().rules) {
        bool changes = false;
        for (const GroupKind kind : rule.kinds) {
            const auto verdict = [&](const Record& record) {
                return verdict_of(with_group(kind, record), rule.id.text());
            };
            changes = changes || verdict(serving) != verdict(with_the_past) ||
                      verdict(serving) != verdict(in_a_row);
        }
        CAPTURE(rule.id.text());
        CHECK((info_of(rule.measure).looks_back != Past::none) == changes);
        look_back += changes ? 1 : 0;
    }
    CHECK(look_back == 2);
}

TEST_CASE("a chair in a second consecutive term is named, one after a pause is not") {
    Record again;
    again.serves("Ana Diaz", Role::chair, "2025-07-01"_day, "2026-06-30"_day);
    again.serves("Ana Diaz", Role::chair, july_1, june_30);
    const auto section = with_group(GroupKind::committee, again);
    CHECK(verdict_of(section, "chair-rotation") == "over");
    CHECK(row_of(section, "chair-rotation").found == "1 (Ana Diaz)");

    Record pause;
    pause.serves("Ana Diaz", Role::chair, "2023-07-01"_day, "2024-06-30"_day);
    pause.serves("Ana Diaz", Role::chair, july_1, june_30);
    CHECK(verdict_of(with_group(GroupKind::committee, pause), "chair-rotation") == "ok");
}

TEST_CASE("meetings may still come until June 30, and are short after it") {
    const auto verdict = [](int meetings, Date today) {
        auto section = with_group(GroupKind::committee, members(6, july_1, june_30), today);
        section.groups.front().meetings = meetings;
        return verdict_of(section, "committee-meetings");
    };
    CHECK(verdict(3, "2026-11-24"_day) == "not yet");
    CHECK(verdict(3, june_30) == "not yet");
    CHECK(verdict(3, "2027-07-01"_day) == "short");
    CHECK(verdict(4, "2026-11-24"_day) == "ok");
    CHECK(verdict(4, "2027-07-01"_day) == "ok");
}

TEST_CASE("the Leadership Team's meetings and those with the chairs are counted separately") {
    auto section = with_group(GroupKind::leadership_team, members(4, july_1, june_30),
                              "2027-07-01"_day);
    section.groups.front().meetings = 6;
    section.groups.front().meetings_with_chairs = 1;
    CHECK(verdict_of(section, "leadership-team-meetings") == "ok");
    CHECK(verdict_of(section, "chairs-meetings") == "short");
    section.groups.front().meetings = 5;
    section.groups.front().meetings_with_chairs = 2;
    CHECK(verdict_of(section, "leadership-team-meetings") == "short");
    CHECK(verdict_of(section, "chairs-meetings") == "ok");
}

TEST_CASE("reports may still come unless one is overdue or the year is over") {
    const auto verdict = [](int reports, bool overdue, Date today) {
        auto section = with_group(GroupKind::committee, members(6, july_1, june_30), today);
        section.groups.front().reports = reports;
        section.groups.front().report_overdue = overdue;
        return verdict_of(section, "reports-required");
    };
    CHECK(verdict(0, false, "2026-12-31"_day) == "not yet");
    CHECK(verdict(0, true, "2027-01-01"_day) == "short");
    CHECK(verdict(1, false, "2027-01-01"_day) == "not yet");
    CHECK(verdict(1, true, "2027-06-01"_day) == "short");
    CHECK(verdict(2, false, "2027-06-01"_day) == "ok");
}

TEST_CASE("programs may still come until the last month of their venue ends") {
    CHECK(programs_verdict("ala-annual-programs", "ala-annual", 1, "2026-09-30"_day) == "not yet");
    CHECK(programs_verdict("ala-annual-programs", "ala-annual", 1, "2026-10-01"_day) == "short");
    CHECK(programs_verdict("ala-annual-programs", "ala-annual", 2, "2026-10-01"_day) == "ok");
    CHECK(programs_verdict("core-forum-programs", "core-forum", 0, "2027-05-31"_day) == "not yet");
    CHECK(programs_verdict("core-forum-programs", "core-forum", 0, "2027-06-01"_day) == "short");
    CHECK(programs_verdict("core-forum-programs", "core-forum", 1, "2027-06-01"_day) == "ok");
    CHECK(programs_verdict("webinar-programs", "webinar", 1, "2027-01-31"_day) == "not yet");
    CHECK(programs_verdict("webinar-programs", "webinar", 1, "2027-02-01"_day) == "short");
    CHECK(programs_verdict("webinar-programs", "webinar", 2, "2027-02-01"_day) == "ok");
}

TEST_CASE("a webinar may have three paid speakers at $150 each") {
    const auto row = [](std::string_view rule, const std::vector<PaidProgram>& paid) {
        Measured section = section_on("2026-11-24"_day);
        section.paid = paid;
        return row_of(section, rule);
    };
    const auto paid = [](const char* venue, int speakers, int lowest, int highest) {
        return PaidProgram{venue, std::nullopt, speakers, lowest, highest};
    };
    CHECK(row("webinar-paid-speakers", {paid("webinar", 3, 150, 150)}).verdict == Verdict::ok);
    CHECK(row("webinar-paid-speakers", {paid("webinar", 4, 150, 150)}).verdict == Verdict::over);
    CHECK(row("webinar-paid-speakers", {paid("webinar", 1, 150, 150), paid("webinar", 4, 150, 150)})
              .found == "4");
    CHECK(row("webinar-paid-speakers", {paid("ala-annual", 9, 150, 150)}).verdict == Verdict::ok);
    CHECK(row("webinar-stipend", {paid("webinar", 1, 150, 150)}).verdict == Verdict::ok);
    CHECK(row("webinar-stipend", {paid("webinar", 1, 150, 151)}).verdict == Verdict::over);
    CHECK(row("webinar-stipend", {paid("webinar", 2, 100, 150)}).verdict == Verdict::short_of);
    CHECK(row("webinar-stipend", {paid("webinar", 2, 100, 150)}).found == "100");
    CHECK(row("webinar-stipend", {paid("webinar", 1, 150, 150)}).wanted == "exactly 150");
    CHECK(row("webinar-stipend", {}).verdict == Verdict::ok);
}

TEST_CASE("other divisions are over until each minimum is met") {
    const auto verdict = [](int annual, int forum, int webinars, int other) {
        Measured section = section_on("2027-06-30"_day);
        section.programs = {{"ala-annual", "", std::nullopt, annual},
                            {"core-forum", "", std::nullopt, forum},
                            {"webinar", "", std::nullopt, webinars},
                            {"other", "", std::nullopt, other}};
        return verdict_of(section, "other-divisions-last");
    };
    CHECK(verdict(2, 1, 2, 5) == "ok");
    CHECK(verdict(1, 1, 2, 1) == "over");
    CHECK(verdict(2, 0, 2, 1) == "over");
    CHECK(verdict(2, 1, 1, 1) == "over");
    CHECK(verdict(0, 0, 0, 0) == "ok");
}

TEST_CASE("every seat needed on the next July 1 counts, and they are due on May 7") {
    const auto row = [](int chairs_next, int members_next, Date today) {
        Record record;
        record.serves("Ana Diaz", Role::chair, july_1, june_30);
        for (int i = 0; i < chairs_next + members_next; ++i) {
            record.serves("Next " + std::to_string(i), i < chairs_next ? Role::chair : Role::member,
                          "2027-07-01"_day, "2028-06-30"_day);
        }
        return row_of(with_group(GroupKind::committee, record, today), "appointments-by-may");
    };
    CHECK(row(0, 0, "2027-05-07"_day).verdict == Verdict::not_yet);
    CHECK(row(0, 0, "2027-05-07"_day).found == "6 seats to fill for 2027-07-01");
    CHECK(row(0, 0, "2027-05-07"_day).wanted == "0 by 2027-05-07");
    CHECK(row(0, 0, "2027-05-08"_day).verdict == Verdict::short_of);
    CHECK(row(1, 2, "2027-05-08"_day).found == "3 seats to fill for 2027-07-01");
    CHECK(row(0, 6, "2027-05-08"_day).found == "1 seat to fill for 2027-07-01");
    CHECK(row(1, 5, "2027-05-08"_day).verdict == Verdict::ok);
}

TEST_CASE("appointments are shown from the first of the month before they are due") {
    const auto& rules = built_in().rules;
    const auto rule = std::find_if(rules.begin(), rules.end(), [](const Rule& known) {
        return known.measure == measure::appointed_by;
    });
    REQUIRE(rule != rules.end());
    CHECK(appointments_due(*rule, ProgramYear{the_year}) == "2027-05-07"_day);
    CHECK(appointments_shown_from(*rule, ProgramYear{the_year}) == "2027-04-01"_day);
    Rule without_day = *rule;
    without_day.day.reset();
    CHECK(appointments_due(without_day, ProgramYear{the_year}) == "2027-05-31"_day);
}

TEST_CASE("Core Forum counts breakout sessions only") {
    const auto found = [](std::vector<ProgramCount> programs) {
        Measured section = section_on("2027-06-01"_day);
        section.programs = std::move(programs);
        return row_of(section, "core-forum-programs").found;
    };
    CHECK(found({{"core-forum", "poster", std::nullopt, 3}}) == "0");
    CHECK(found({{"core-forum", "breakout", std::nullopt, 1}}) == "1");
    CHECK(found({{"core-forum", "", std::nullopt, 1}}) == "1");
    CHECK(found({{"core-forum", "pre-conference", std::nullopt, 1}}) == "0");
}

TEST_CASE("only \"short\" and \"over\" are faults") {
    CHECK(at_fault(Verdict::short_of));
    CHECK(at_fault(Verdict::over));
    CHECK_FALSE(at_fault(Verdict::ok));
    CHECK_FALSE(at_fault(Verdict::not_yet));
}

TEST_CASE("another handbook's rules are checked with its own bounds") {
    Measured section = section_on("2026-11-24"_day);
    section.paid = {{"webinar", std::nullopt, 3, 80, 80}};
    std::vector<std::string> seen;
    for (const RuleResult& row : checked(section, second())) {
        if (row.rule->id.text() == "webinar-paid-speakers") {
            seen.push_back(std::string{word(row.verdict)} + ", " + row.wanted);
        }
    }
    CHECK(seen == std::vector<std::string>{"over, at most 2"});
}

TEST_CASE("a rule on programs that names kinds is checked for each group of those kinds") {
    Handbook handbook = built_in();
    for (Rule& rule : handbook.rules) {
        if (rule.id.text() == "webinar-programs" || rule.measure == measure::appointed_by) {
            rule.kinds = {GroupKind::committee};
        }
    }
    Measured section = with_group(GroupKind::committee, members(6, july_1, june_30));
    section.groups.push_back(section.groups.front());
    section.programs = {{"webinar", "", section.groups.front().group->id, 2},
                        {"webinar", "", std::nullopt, 7}};
    std::map<std::string, int> rows;
    for (const RuleResult& row : checked(section, handbook)) {
        rows[row.rule->id.text()] += 1;
        if (row.rule->id.text() == "webinar-programs") {
            CHECK(row.group == section.groups.front().group);
            CHECK(row.found == "2");
        }
    }
    CHECK(rows.at("committee-least") == 2);
    CHECK(rows.at("appointments-by-may") == 2);
    CHECK(rows.at("webinar-programs") == 2);
    CHECK(rows.at("ala-annual-programs") == 1);
}
