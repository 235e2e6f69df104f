#include "helpers.hpp"

#include "handbooks.hpp"

#include <random>

using namespace lmsection;
using namespace lmsection::test;

namespace {

Appointment from_to(Date start, Date end) {
    Appointment held;
    held.start = start;
    held.end = end;
    return held;
}

using Roles = std::vector<Role>;

/// The vacant seats of a group of a kind in which `record` serves, in the built-in handbook.
Roles vacant(GroupKind kind, const Record& record) {
    return vacant_seats(kind, record.all(), "2026-11-24"_day, built_in());
}

/// A record of these roles, all serving from 2026-07-01 to 2028-06-30.
Record of(const Roles& roles) {
    Record record;
    int number = 0;
    for (const Role role : roles) {
        record.serves("Person " + std::to_string(++number), role, "2026-07-01"_day,
                      "2028-06-30"_day);
    }
    return record;
}

Roles repeated(Role role, std::size_t count) {
    return Roles(count, role);
}

Roles joined(Roles first, const Roles& second) {
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

/// A record of random terms within two months, short ones, so that many overlap or touch.
Record random_record(std::mt19937& random) {
    Record record;
    const auto count = static_cast<int>(random() % 12);
    for (int i = 0; i < count; ++i) {
        const Date start = plus_days("2026-07-01"_day, static_cast<int>(random() % 60));
        const Date end = plus_days(start, static_cast<int>(random() % 20));
        record.serves("Person " + std::to_string(i), Role::member, start, end);
    }
    return record;
}

/// The peak as one finds it by hand: day by day.
Peak peak_day_by_day(const Record& record, Date from, Date to) {
    Peak peak{from, -1};
    for (const Date day : days(from, to)) {
        int size = 0;
        for (const Service& service : record.all()) {
            size += service.appointment.start <= day && day <= service.appointment.end ? 1 : 0;
        }
        if (size > peak.size) {
            peak = {day, size};
        }
    }
    return peak;
}

/// Whether `day` lies in one of `spans`.
bool within(const std::vector<Span>& spans, Date day) {
    return std::any_of(spans.begin(), spans.end(),
                       [&](const Span& span) { return span.from <= day && day <= span.to; });
}

/// Whether `spans` are in order, none of them empty, and no day lies in two.
bool in_order(const std::vector<Span>& spans) {
    for (std::size_t i = 0; i < spans.size(); ++i) {
        if (spans[i].to < spans[i].from || (i > 0 && spans[i].from <= spans[i - 1].to)) {
            return false;
        }
    }
    return true;
}

/// Whether `person` serves on `day` by `record`, term by term.
bool serves(const Record& record, PersonId person, Date day) {
    const auto all = record.all();
    return std::any_of(all.begin(), all.end(), [&](const Service& service) {
        const Appointment& held = service.appointment;
        return held.person == person && held.start <= day && day <= held.end;
    });
}

}    // namespace

TEST_CASE("an appointment covers its first day, its last day and every day between") {
    const Appointment held = from_to("2026-07-01"_day, "2027-06-30"_day);
    int covered = 0;
    for (const Date day : days("2026-06-01"_day, "2027-07-31"_day)) {
        const bool in_program_year = ProgramYear{2026}.contains(day);
        REQUIRE(serves_on(held, day) == in_program_year);
        covered += serves_on(held, day) ? 1 : 0;
    }
    CHECK(covered == 365);
}

TEST_CASE("an appointment serves between two days when it covers one of them or any between") {
    const Appointment held = from_to("2026-07-05"_day, "2026-07-10"_day);
    const auto all = days("2026-07-01"_day, "2026-07-14"_day);
    for (const Date from : all) {
        for (const Date to : all) {
            if (to < from) {
                continue;
            }
            bool any = false;
            for (const Date day : days(from, to)) {
                any = any || serves_on(held, day);
            }
            REQUIRE(serves_between(held, from, to) == any);
        }
    }
}

TEST_CASE("the size of a group on a day counts those who serve on it") {
    Record record;
    record.serves("Ana", Role::chair, "2026-07-01"_day, "2027-06-30"_day)
        .serves("Bo", Role::member, "2026-10-01"_day, "2028-06-30"_day)
        .serves("Cy", Role::member, "2025-07-01"_day, "2026-09-30"_day);
    CHECK(size_on(record.all(), "2025-06-30"_day) == 0);
    CHECK(size_on(record.all(), "2026-06-30"_day) == 1);
    CHECK(size_on(record.all(), "2026-09-30"_day) == 2);
    CHECK(size_on(record.all(), "2026-10-01"_day) == 2);
    CHECK(size_on(record.all(), "2027-07-01"_day) == 1);
    CHECK(size_on({}, "2026-09-30"_day) == 0);
}

TEST_CASE("the peak of a group is what counting day by day finds, and its earliest day") {
    std::mt19937 random{20260701};
    for (int round = 0; round < 1000; ++round) {
        const Record record = random_record(random);
        const Date from = plus_days("2026-06-25"_day, static_cast<int>(random() % 60));
        const Date to = plus_days(from, static_cast<int>(random() % 40));
        const Peak wanted = peak_day_by_day(record, from, to);
        const Peak found = peak_between(record.all(), from, to);
        CAPTURE(round, iso(from), iso(to));
        REQUIRE(found.size == wanted.size);
        REQUIRE(found.day == wanted.day);
    }
}

TEST_CASE("a person is free exactly on the days on which counting finds no term of theirs") {
    std::mt19937 random{20270630};
    for (int round = 0; round < 1000; ++round) {
        Record record;
        const auto count = static_cast<int>(random() % 8);
        for (int i = 0; i < count; ++i) {
            const Date start = plus_days("2026-07-01"_day, static_cast<int>(random() % 60));
            const Date end = plus_days(start, static_cast<int>(random() % 20));
            record.serves(random() % 2 == 0 ? "Ana" : "Bo", Role::member, start, end);
        }
        const Date from = plus_days("2026-06-25"_day, static_cast<int>(random() % 60));
        const Date to = plus_days(from, static_cast<int>(random() % 40));
        const PersonId ana = Record::person("Ana");
        const auto free = free_spans(record.all(), ana, {from, to});
        CAPTURE(round, iso(from), iso(to));
        REQUIRE(in_order(free));
        for (const Date day : days(plus_days(from, -1), plus_days(to, 1))) {
            CAPTURE(iso(day));
            const bool asked = from <= day && day <= to;
            REQUIRE(within(free, day) == (asked && !serves(record, ana, day)));
        }
    }
}

TEST_CASE("the leaders on a day are counted by role, without members or other days") {
    Record record;
    record.serves("Ana", Role::co_chair, "2026-07-01"_day, "2027-06-30"_day)
        .serves("Bo", Role::co_chair, "2026-07-01"_day, "2026-09-30"_day)
        .serves("Cy", Role::member, "2026-07-01"_day, "2027-06-30"_day)
        .serves("Di", Role::vice_chair, "2027-01-01"_day, "2027-06-30"_day);
    CHECK(leaders_on(record.all(), "2026-07-01"_day) == ChairPattern{{Role::co_chair, 2}});
    CHECK(leaders_on(record.all(), "2026-10-01"_day) == ChairPattern{{Role::co_chair, 1}});
    CHECK(leaders_on(record.all(), "2027-01-01"_day) ==
          ChairPattern{{Role::co_chair, 1}, {Role::vice_chair, 1}});
    CHECK(leaders_on(record.all(), "2026-06-30"_day).empty());
}

TEST_CASE("a term is followed only by a later one of the same person") {
    Record record;
    record.serves("Ana", Role::member, "2025-07-01"_day, "2027-06-30"_day)
        .serves("Bo", Role::member, "2025-07-01"_day, "2027-06-30"_day)
        .serves("Bo", Role::chair, "2028-07-01"_day, "2029-06-30"_day)
        .serves("Cy", Role::member, "2027-07-01"_day, "2029-06-30"_day);
    std::vector<bool> followed;
    for (const Service& service : record.all()) {
        followed.push_back(is_followed(service.appointment, record.all()));
    }
    CHECK(followed == std::vector<bool>{false, true, false, false});
}

TEST_CASE("chairs and co-chairs both count as chairing") {
    for (const Role role : built_in_roles()) {
        CHECK(chairs(role) == (role == Role::chair || role == Role::co_chair));
    }
}

TEST_CASE("a role that does not count is ignored in size, membership and vacancies") {
    const Role liaison = built_in_role("staff-liaison");
    Record record;
    record.serves("Ana", built_in_role("secretary"), "2026-07-01"_day, "2027-06-30"_day)
        .serves("Bo", liaison, "2024-07-01"_day, "2027-06-30"_day)
        .serves("Cy", built_in_role("ex-officio"), "2026-10-01"_day, "2027-06-30"_day);
    CHECK(size_on(record.all(), "2026-11-24"_day) == 1);
    CHECK(others_on(record.all(), "2026-11-24"_day) == 2);
    CHECK(others_on(record.all(), "2026-09-30"_day) == 1);
    CHECK(peak_between(record.all(), "2026-07-01"_day, "2027-06-30"_day).size == 1);
    CHECK_FALSE(has_served_before(record.all(), Record::person("Bo"), "2026-11-24"_day));
    CHECK(has_membership(record.all(), Record::person("Bo"), "2026-07-01"_day));
    CHECK_FALSE(has_membership(record.all(), Record::person("Ana"), "2026-07-01"_day));
    CHECK_FALSE(anybody_served_before(record.all(), "2026-07-01"_day));
    CHECK(anybody_served_before(record.all(), "2026-07-02"_day));
    const Roles left = vacant(GroupKind::committee, record);
    CHECK(left.size() == 5);
    CHECK(leaders_on(record.all(), "2026-11-24"_day).empty());
}

TEST_CASE("serving before a day is distinguished from starting on it") {
    Record record;
    record.serves("Ana", Role::member, "2024-07-01"_day, "2026-06-30"_day)
        .serves("Bo", Role::member, "2026-07-01"_day, "2028-06-30"_day);
    const auto before = [&](const char* name, Date day) {
        return has_served_before(record.all(), Record::person(name), day);
    };
    CHECK(before("Ana", "2026-07-01"_day));
    CHECK_FALSE(before("Bo", "2026-07-01"_day));
    CHECK(before("Bo", "2026-07-02"_day));
    CHECK_FALSE(before("Cy", "2026-07-01"_day));
    const auto membership = [&](const char* name, Date day) {
        return has_membership(record.all(), Record::person(name), day);
    };
    CHECK(membership("Cy", "2024-07-01"_day));
    CHECK_FALSE(membership("Cy", "2024-06-30"_day));
    CHECK_FALSE(membership("Ana", "2024-07-01"_day));
    CHECK_FALSE(anybody_served_before(record.all(), "2024-07-01"_day));
    CHECK(anybody_served_before(record.all(), "2024-07-02"_day));
}

TEST_CASE("chairing in this program year or the one before counts as the previous term") {
    Record record;
    record.serves("Ana", Role::co_chair, "2024-07-01"_day, "2026-06-30"_day)
        .serves("Bo", Role::vice_chair, "2024-07-01"_day, "2026-06-30"_day)
        .serves("Cy", Role::chair, "2026-07-01"_day, "2026-10-31"_day);
    const auto chaired = [&](const char* name, Date start) {
        return chaired_the_term_before(record.all(), Record::person(name), start);
    };
    CHECK(chaired("Ana", "2026-07-01"_day));
    CHECK(chaired("Ana", "2027-06-30"_day));
    CHECK_FALSE(chaired("Ana", "2027-07-01"_day));
    CHECK_FALSE(chaired("Ana", "2026-06-30"_day));
    CHECK_FALSE(chaired("Bo", "2026-07-01"_day));
    CHECK(chaired("Cy", "2026-11-01"_day));
    CHECK_FALSE(chaired("Cy", "2026-10-31"_day));
    CHECK_FALSE(chaired("Di", "2026-07-01"_day));
}

TEST_CASE("leading seats follow the pattern that a group fits") {
    const auto seats = [](GroupKind kind, const ChairPattern& leaders) {
        return vacant_leaders(built_in().of_kind(kind), leaders);
    };
    CHECK(seats(GroupKind::committee, {}) == Roles{Role::chair});
    CHECK(seats(GroupKind::committee, {{Role::co_chair, 1}}) == Roles{Role::co_chair});
    CHECK(seats(GroupKind::leadership_team, {{Role::vice_chair, 1}}) == Roles{Role::chair});
    CHECK(seats(GroupKind::interest_group, {}) == Roles{Role::chair});
    CHECK(seats(GroupKind::interest_group, {{Role::co_chair, 1}}).empty());
    // What fits no pattern has no seat to fill.
    CHECK(seats(GroupKind::committee, {{Role::chair, 2}}).empty());
    CHECK(seats(GroupKind::committee, {{Role::chair, 1}, {Role::co_chair, 1}}).empty());
}

TEST_CASE("leaders fit when one pattern has room for all of them") {
    // Every mix of up to four of each leading role, against the sentence of the handbook (§1, §2,
    // §4): `a` chairs, `b` co-chairs, `c` vice-chairs.
    for (int a = 0; a <= 4; ++a) {
        for (int b = 0; b <= 4; ++b) {
            for (int c = 0; c <= 4; ++c) {
                ChairPattern leaders;
                for (const auto& [role, count] :
                     {std::pair{Role::chair, a}, {Role::co_chair, b}, {Role::vice_chair, c}}) {
                    if (count > 0) {
                        leaders[role] = count;
                    }
                }
                const auto fit = [&](GroupKind kind) {
                    return fits(leaders, built_in().of_kind(kind).chair_patterns);
                };
                CAPTURE(a, b, c);
                const bool chair_alone = a <= 1 && b == 0 && c == 0;
                REQUIRE(fit(GroupKind::committee) == (chair_alone || (a == 0 && b <= 2 && c == 0)));
                REQUIRE(fit(GroupKind::working_group));
                REQUIRE(fit(GroupKind::interest_group));
                REQUIRE(fit(GroupKind::leadership_team) ==
                        ((a <= 1 && b == 0 && c <= 1) || (a == 0 && b <= 2 && c == 0)));
            }
        }
    }
    CHECK(fits({{Role::chair, 1}}, {}));
    CHECK(vacant_leaders(built_in().of_kind(GroupKind::working_group), {}).empty());
}

TEST_CASE("an empty Leadership Team needs two co-chairs and members up to four") {
    CHECK(vacant(GroupKind::leadership_team, {}) ==
          Roles{Role::co_chair, Role::co_chair, Role::member, Role::member});
}

TEST_CASE("a Leadership Team that follows one pattern needs the rest of that pattern") {
    CHECK(vacant(GroupKind::leadership_team, of({Role::chair})) ==
          Roles{Role::vice_chair, Role::member, Role::member});
    CHECK(vacant(GroupKind::leadership_team, of({Role::vice_chair})) ==
          Roles{Role::chair, Role::member, Role::member});
    CHECK(vacant(GroupKind::leadership_team, of({Role::co_chair})) ==
          Roles{Role::co_chair, Role::member, Role::member});
    CHECK(vacant(GroupKind::leadership_team,
                 of({Role::chair, Role::vice_chair, Role::member, Role::member}))
              .empty());
    // A fourth person in all, though no vice-chair yet: the seat that leads is still free.
    CHECK(vacant(GroupKind::leadership_team, of({Role::chair, Role::member, Role::member,
                                                 Role::member})) == Roles{Role::vice_chair});
}

TEST_CASE("a committee needs a chair, or its second co-chair, and members up to six in all") {
    for (std::size_t count = 0; count <= 12; ++count) {
        const Roles members_there = repeated(Role::member, count);
        CAPTURE(count);
        CHECK(vacant(GroupKind::committee, of(members_there)) ==
              joined({Role::chair}, repeated(Role::member, count < 5 ? 5 - count : 0)));
        CHECK(vacant(GroupKind::committee, of(joined({Role::chair}, members_there))) ==
              repeated(Role::member, count < 5 ? 5 - count : 0));
        CHECK(vacant(GroupKind::committee, of(joined({Role::co_chair}, members_there))) ==
              joined({Role::co_chair}, repeated(Role::member, count < 4 ? 4 - count : 0)));
        CHECK(vacant(GroupKind::committee,
                     of(joined({Role::co_chair, Role::co_chair}, members_there))) ==
              repeated(Role::member, count < 4 ? 4 - count : 0));
    }
}

TEST_CASE("an interest group needs a chair and one more person, and none once two lead it") {
    CHECK(vacant(GroupKind::interest_group, {}) == Roles{Role::chair, Role::member});
    CHECK(vacant(GroupKind::interest_group, of({Role::chair})).size() == 1);
    CHECK(vacant(GroupKind::interest_group, of({Role::co_chair})).size() == 1);
    CHECK(vacant(GroupKind::interest_group, of({Role::chair, Role::member})).empty());
    CHECK(vacant(GroupKind::interest_group, of({Role::co_chair, Role::co_chair})).empty());
    CHECK(vacant(GroupKind::interest_group, of({Role::member, Role::member})) ==
          Roles{Role::chair});
}

TEST_CASE(
    "a working group wants nobody in particular: the handbook sets it no leaders and no size") {
    CHECK(vacant(GroupKind::working_group, {}).empty());
    CHECK(vacant(GroupKind::working_group, of({Role::co_chair})).empty());
}

TEST_CASE("seats fall vacant on the day after a term and not before") {
    Record record;
    record.serves("Ana", Role::chair, "2025-07-01"_day, "2027-06-30"_day);
    const auto seats = [&](Date day) {
        return vacant_seats(GroupKind::interest_group, record.all(), day, built_in());
    };
    CHECK(seats("2025-06-30"_day) == Roles{Role::chair, Role::member});
    CHECK(seats("2025-07-01"_day) == Roles{Role::member});
    CHECK(seats("2027-06-30"_day) == Roles{Role::member});
    CHECK(seats("2027-07-01"_day) == Roles{Role::chair, Role::member});
}

TEST_CASE("another handbook has other seats") {
    const auto seats = [](GroupKind kind, const Record& record) {
        return vacant_seats(kind, record.all(), "2026-11-24"_day, second());
    };
    CHECK(seats(GroupKind::leadership_team, {}) ==
          Roles{Role::chair, Role::vice_chair, Role::vice_chair});
    CHECK(seats(GroupKind::committee, {}) == Roles{Role::chair, Role::member, Role::member});
    CHECK(seats(GroupKind::committee, of({Role::chair, Role::member, Role::member})).empty());
    CHECK(seats(GroupKind::interest_group, {}) ==
          Roles{Role::co_chair, Role::co_chair, Role::member, Role::member});
    CHECK(seats(GroupKind::working_group, {}) == Roles{Role::chair});
}

TEST_CASE("a leave is on its days within the term only") {
    Appointment term = from_to("2026-07-01"_day, "2027-06-30"_day);
    term.leaves = {{LeaveId{1}, "2026-09-01"_day, "2026-09-30"_day},
                   {LeaveId{2}, "2027-06-01"_day, "2027-07-31"_day}};
    CHECK(leave_on(term, "2026-08-31"_day) == nullptr);
    CHECK(leave_on(term, "2026-09-01"_day) == term.leaves.data());
    CHECK(leave_on(term, "2026-09-30"_day) == term.leaves.data());
    CHECK(leave_on(term, "2026-10-01"_day) == nullptr);
    CHECK(leave_on(term, "2027-06-30"_day) == &term.leaves[1]);
    CHECK(leave_on(term, "2027-07-01"_day) == nullptr);
}

TEST_CASE("someone is present between two days if any of them is not on leave") {
    Appointment term = from_to("2026-07-01"_day, "2027-06-30"_day);
    CHECK(is_present_between(term, "2026-07-01"_day, "2027-06-30"_day));
    CHECK_FALSE(is_present_between(term, "2027-07-01"_day, "2027-07-02"_day));
    term.leaves = {{LeaveId{1}, "2026-07-01"_day, "2026-12-31"_day},
                   {LeaveId{2}, "2027-01-01"_day, "2027-06-29"_day}};
    CHECK_FALSE(is_present_between(term, "2026-07-01"_day, "2027-06-29"_day));
    CHECK(is_present_between(term, "2026-07-01"_day, "2027-06-30"_day));
    term.leaves.back().end = "2027-06-30"_day;
    CHECK_FALSE(is_present_between(term, "2026-07-01"_day, "2030-06-30"_day));
}

TEST_CASE("a group is led by a leader who is not on leave, or by someone acting") {
    Service chair{from_to("2026-07-01"_day, "2027-06-30"_day), "Ana Diaz"};
    chair.appointment.role = Role::chair;
    const Date day = "2026-09-15"_day;
    CHECK(is_led_on(std::vector{chair}, day));
    chair.appointment.leaves = {{LeaveId{1}, "2026-09-01"_day, "2026-09-30"_day}};
    CHECK_FALSE(is_led_on(std::vector{chair}, day));
    CHECK(is_led_on(std::vector{chair}, "2026-10-01"_day));
    chair.appointment.leaves.front().acting = PersonId{7};
    CHECK(is_led_on(std::vector{chair}, day));
    CHECK_FALSE(is_led_on(std::vector{chair}, "2027-07-01"_day));
}
