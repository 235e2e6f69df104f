// The slate for July 1, held against an exhaustive search that knows nothing of networks: it walks
// through every way to seat everybody, and keeps the cheapest for each way the groups are filled.
#include "lmsection/app/group_change.hpp"
#include "lmsection/app/volunteer.hpp"
#include "lmsection/domain/turnover.hpp"

#include "lmsection/domain/volunteer.hpp"

#include "catch.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <random>
#include <set>

using namespace lmsection;

namespace {

/// The cost as turnover.hpp states it, part by part; arrays compare as words do.
using Parts = std::array<std::int64_t, 4>;
constexpr int none_given = static_cast<int>(most_choices);

const TurnoverGroup& group_in(const TurnoverProblem& problem, GroupId id) {
    return *std::find_if(problem.groups.begin(), problem.groups.end(),
                         [&](const TurnoverGroup& group) { return group.id == id; });
}

int capped(int days) {
    return std::min(days, most_days_weighed);
}

bool led_by_members(const TurnoverProblem& problem, GroupId group, Role role) {
    return std::any_of(problem.leaders.begin(), problem.leaders.end(),
                       [&](const LeaderOption& option) {
                           return option.group == group && option.role == role;
                       });
}

/// How the groups are filled: by group, who join, and who lead by role.
struct Fill {
    std::vector<int> joined;
    std::map<std::pair<GroupId, Role>, int> leading;
    auto operator<=>(const Fill&) const = default;
};

/// One thing that a person may be given.
struct Way {
    std::optional<GroupId> group;
    Role role = Role::member;
    bool joins = false;
    std::int64_t rank = 0;
    std::int64_t days = 0;
};

std::vector<Way> ways_of_volunteer(const TurnoverProblem& problem,
                                   const TurnoverVolunteer& volunteer) {
    const std::int64_t waited = capped(volunteer.waiting_days);
    std::vector<Way> ways{{std::nullopt, Role::member, false, none_given, none_given * waited}};
    for (const VolunteerChoice& choice : volunteer.choices) {
        ways.push_back({choice.group, Role::member, true, choice.rank, choice.rank * waited});
        for (const Role role : choice.may_lead) {
            if (!led_by_members(problem, choice.group, role)) {
                ways.push_back({choice.group, role, true, choice.rank, choice.rank * waited});
            }
        }
    }
    return ways;
}

/// What each person may be given, a member who may lead and is no volunteer too.
std::vector<std::vector<Way>> all_ways(const TurnoverProblem& problem) {
    std::vector<std::vector<Way>> all;
    std::map<PersonId, std::size_t> places;
    for (const TurnoverVolunteer& volunteer : problem.volunteers) {
        places[volunteer.person] = all.size();
        all.push_back(ways_of_volunteer(problem, volunteer));
    }
    for (const LeaderOption& option : problem.leaders) {
        if (!places.contains(option.person)) {
            places[option.person] = all.size();
            all.push_back({Way{}});
        }
        std::vector<Way>& ways = all[places[option.person]];
        const Way stays = ways.front();
        ways.push_back({option.group, option.role, false, stays.rank,
                        stays.days + most_days_weighed - capped(option.days_served)});
    }
    return all;
}

/// The groups as they are after somebody is given that; nothing where they have no place for it.
std::optional<Fill> filled(const TurnoverProblem& problem, Fill fill, const Way& way) {
    if (!way.group) {
        return fill;
    }
    const TurnoverGroup& group = group_in(problem, *way.group);
    int& joined = fill.joined[static_cast<std::size_t>(&group - problem.groups.data())];
    joined += way.joins ? 1 : 0;
    if (group.room && joined > std::max(*group.room, 0)) {
        return std::nullopt;
    }
    if (way.role == Role::member) {
        return fill;
    }
    for (const LeadingNeed& need : group.leading) {
        if (need.role == way.role && ++fill.leading[{group.id, way.role}] <= need.seats) {
            return fill;
        }
    }
    return std::nullopt;
}

/// The first two parts of the cost: they depend on nothing but how the groups are filled.
Parts needs_left(const TurnoverProblem& problem, const Fill& fill) {
    Parts parts{};
    for (std::size_t i = 0; i < problem.groups.size(); ++i) {
        const TurnoverGroup& group = problem.groups[i];
        for (const LeadingNeed& need : group.leading) {
            const auto led = fill.leading.find({group.id, need.role});
            parts[0] += need.seats - (led == fill.leading.end() ? 0 : led->second);
        }
        parts[1] += std::max(0, group.least - group.people - fill.joined[i]);
    }
    return parts;
}

using RankAndDays = std::pair<std::int64_t, std::int64_t>;

/// The least cost of all slates that are allowed.
Parts exhaustive(const TurnoverProblem& problem) {
    std::map<Fill, RankAndDays> best;
    best[{std::vector<int>(problem.groups.size()), {}}] = {0, 0};
    for (const std::vector<Way>& ways : all_ways(problem)) {
        std::map<Fill, RankAndDays> next;
        for (const auto& [fill, cost] : best) {
            for (const Way& way : ways) {
                const auto then = filled(problem, fill, way);
                const RankAndDays sum{cost.first + way.rank, cost.second + way.days};
                if (!then) {
                    continue;
                }
                const auto [entry, is_new] = next.try_emplace(*then, sum);
                entry->second = std::min(entry->second, sum);
            }
        }
        best = std::move(next);
    }
    std::optional<Parts> least;
    for (const auto& [fill, cost] : best) {
        Parts parts = needs_left(problem, fill);
        parts[2] = cost.first;
        parts[3] = cost.second;
        least = least ? std::min(*least, parts) : parts;
    }
    return *least;
}

/// The cost of a slate, which must be allowed.
Parts cost_of(const TurnoverProblem& problem, const Slate& slate) {
    std::map<PersonId, Way> given;
    for (const ProposedSeat& seat : slate.seats) {
        REQUIRE(given.emplace(seat.person, Way{seat.group, seat.role, seat.rank.has_value(), 0, 0})
                    .second);
    }
    Fill fill{std::vector<int>(problem.groups.size()), {}};
    Parts parts{};
    std::set<PersonId> seen;
    const auto charge = [&](PersonId person, const std::vector<Way>& ways) {
        const auto found = given.find(person);
        const Way wanted = found == given.end() ? Way{} : found->second;
        const auto way = std::find_if(ways.begin(), ways.end(), [&](const Way& other) {
            return other.group == wanted.group && other.role == wanted.role &&
                   other.joins == wanted.joins;
        });
        REQUIRE(way != ways.end());
        const auto then = filled(problem, fill, *way);
        REQUIRE(then);
        fill = *then;
        parts[2] += way->rank;
        parts[3] += way->days;
        seen.insert(person);
    };
    const auto ways = all_ways(problem);
    std::size_t at = 0;
    for (const TurnoverVolunteer& volunteer : problem.volunteers) {
        charge(volunteer.person, ways[at++]);
    }
    for (const LeaderOption& option : problem.leaders) {
        if (!seen.contains(option.person)) {
            charge(option.person, ways[at++]);
        }
    }
    REQUIRE(seen.size() >= given.size());
    const Parts needs = needs_left(problem, fill);
    parts[0] = needs[0];
    parts[1] = needs[1];
    return parts;
}

/// Sections without end, always the same ones.
class Generator {
public:
    explicit Generator(unsigned seed) : numbers_(seed) {}

    TurnoverProblem section(int most_groups, int most_volunteers) {
        TurnoverProblem problem;
        const int groups = from(1, most_groups);
        const int volunteers = from(0, most_volunteers);
        for (int i = 0; i < groups; ++i) {
            add_group(problem, GroupId{i + 1}, volunteers);
        }
        for (int i = 0; i < volunteers; ++i) {
            add_volunteer(problem, PersonId{i + 1});
        }
        return problem;
    }

    int from(int least, int most) {
        return std::uniform_int_distribution<int>{least, most}(numbers_);
    }

private:
    bool one_in(int many) { return from(1, many) == 1; }

    void add_group(TurnoverProblem& problem, GroupId id, int volunteers) {
        TurnoverGroup group;
        group.id = id;
        group.people = from(0, 5);
        group.least = one_in(4) ? 0 : group.people + from(-2, 3);
        if (!one_in(6)) {
            group.room = from(-1, 3);
        }
        if (one_in(2)) {
            group.leading.push_back({one_in(2) ? Role::chair : Role::co_chair, from(1, 2)});
        }
        if (one_in(8)) {
            group.leading.push_back({Role::vice_chair, 1});
        }
        for (const LeadingNeed& need : group.leading) {
            for (int i = from(0, 2); i > 0; --i) {
                add_leader(problem, id, need.role, volunteers);
            }
        }
        problem.groups.push_back(group);
    }

    /// Now and then somebody who volunteers as well, or who may lead another group too.
    void add_leader(TurnoverProblem& problem, GroupId group, Role role, int volunteers) {
        const PersonId person{one_in(3) ? from(1, std::max(volunteers, 1)) : from(101, 104)};
        for (const LeaderOption& option : problem.leaders) {
            if (option.person == person && option.group == group && option.role == role) {
                return;
            }
        }
        problem.leaders.push_back({person, group, role, one_in(5) ? 0 : from(1, 5000)});
    }

    void add_volunteer(TurnoverProblem& problem, PersonId person) {
        TurnoverVolunteer volunteer{person, one_in(5) ? 0 : from(1, 400), {}};
        std::vector<int> groups;
        for (std::size_t i = 1; i <= problem.groups.size(); ++i) {
            groups.push_back(static_cast<int>(i));
        }
        std::shuffle(groups.begin(), groups.end(), numbers_);
        const int choices = std::min(from(0, 4), static_cast<int>(groups.size()));
        int rank = 0;
        for (int i = 0; i < choices; ++i) {
            VolunteerChoice choice{GroupId{groups[static_cast<std::size_t>(i)]}, rank, {}};
            for (const Role role : {Role::chair, Role::co_chair, Role::vice_chair}) {
                if (!one_in(3)) {
                    choice.may_lead.push_back(role);
                }
            }
            volunteer.choices.push_back(choice);
            rank += one_in(5) ? 2 : 1;
        }
        problem.volunteers.push_back(volunteer);
    }

    std::mt19937 numbers_;
};

Slate proposed(const TurnoverProblem& problem) {
    const auto slate = propose_slate(problem);
    REQUIRE(slate.ok());
    return slate.value();
}

constexpr GroupId one{1};
constexpr GroupId other{2};

TurnoverGroup group_with(GroupId id, int people, int least, std::optional<int> room) {
    TurnoverGroup group;
    group.id = id;
    group.people = people;
    group.least = least;
    group.room = room;
    return group;
}

TurnoverVolunteer chooser(int person, int days, std::vector<GroupId> choices) {
    TurnoverVolunteer volunteer{PersonId{person}, days, {}};
    for (const GroupId group : choices) {
        volunteer.choices.push_back({group, static_cast<int>(volunteer.choices.size()), {}});
    }
    return volunteer;
}

}    // namespace

TEST_CASE("turnover: the slate of 1,000 sections costs what an exhaustive search finds") {
    Generator generator{20270701};
    int largest = 0;
    for (int i = 0; i < 1000; ++i) {
        const TurnoverProblem problem = generator.section(8, 12);
        CAPTURE(i, problem.groups.size(), problem.volunteers.size());
        const bool large = problem.groups.size() == 8 && problem.volunteers.size() == 12;
        largest += large ? 1 : 0;
        REQUIRE(cost_of(problem, proposed(problem)) == exhaustive(problem));
    }
    CHECK(largest > 0);
}

TEST_CASE("turnover: what a slate leaves unmet is what its seats leave unmet") {
    Generator generator{7};
    for (int i = 0; i < 200; ++i) {
        const TurnoverProblem problem = generator.section(8, 30);
        const Slate slate = proposed(problem);
        const Parts parts = cost_of(problem, slate);
        std::int64_t leads = 0;
        std::int64_t members = 0;
        for (const UnmetNeed& need : slate.unmet) {
            (need.role == Role::member ? members : leads) += need.seats;
        }
        CHECK(leads == parts[0]);
        CHECK(members == parts[1]);
        const auto joining = static_cast<std::size_t>(
            std::count_if(slate.seats.begin(), slate.seats.end(),
                          [](const ProposedSeat& seat) { return seat.rank.has_value(); }));
        CHECK(joining + slate.waiting.size() == problem.volunteers.size());
    }
}

TEST_CASE("turnover: a group below its minimum size outweighs any preference") {
    TurnoverProblem problem;
    problem.groups = {group_with(one, 8, 6, 4), group_with(other, 5, 6, 7)};
    problem.volunteers = {chooser(1, 300, {one, other})};
    const Slate slate = proposed(problem);
    REQUIRE(slate.seats.size() == 1);
    CHECK(slate.seats[0].group == other);
    CHECK(slate.seats[0].rank == 1);
    CHECK(why_not(problem, slate, one) == PassedOver::needed_elsewhere);
}

TEST_CASE("turnover: whoever waited longer gets a group's last place") {
    TurnoverProblem problem;
    problem.groups = {group_with(one, 11, 6, 1), group_with(other, 8, 6, 4)};
    problem.volunteers = {chooser(1, 10, {one, other}), chooser(2, 11, {one, other})};
    const Slate slate = proposed(problem);
    REQUIRE(slate.seats.size() == 2);
    CHECK(slate.seats[0].person == PersonId{2});
    CHECK(slate.seats[1].person == PersonId{1});
    CHECK(why_not(problem, slate, one) == PassedOver::no_room);
}

TEST_CASE("turnover: no wait is long enough to push two others down a choice") {
    TurnoverProblem problem;
    problem.groups = {group_with(one, 11, 0, 1), group_with(other, 11, 0, 1)};
    problem.volunteers = {chooser(1, 3650, {one, other}), chooser(2, 0, {one}),
                          chooser(3, 1, {other})};
    const Slate slate = proposed(problem);
    CHECK(cost_of(problem, slate) == exhaustive(problem));
    CHECK(slate.seats.size() == 2);
}

TEST_CASE("turnover: a member leads before any volunteer and does not count as joining") {
    TurnoverProblem problem;
    problem.groups = {group_with(one, 1, 2, 2)};
    problem.groups[0].leading = {{Role::chair, 1}};
    problem.leaders = {{PersonId{9}, one, Role::chair, 40}, {PersonId{8}, one, Role::chair, 41}};
    problem.volunteers = {chooser(1, 5, {one})};
    problem.volunteers[0].choices[0].may_lead = {Role::chair};
    const Slate slate = proposed(problem);
    REQUIRE(slate.seats.size() == 2);
    CHECK(slate.seats[0].person == PersonId{8});
    CHECK(slate.seats[0].role == Role::chair);
    CHECK_FALSE(slate.seats[0].rank);
    CHECK(slate.seats[1].role == Role::member);
    CHECK(slate.unmet.empty());
}

TEST_CASE("turnover: an empty group is led by a volunteer, who counts toward its size") {
    TurnoverProblem problem;
    problem.groups = {group_with(one, 0, 2, 3)};
    problem.groups[0].leading = {{Role::chair, 1}};
    problem.volunteers = {chooser(1, 5, {one})};
    problem.volunteers[0].choices[0].may_lead = {Role::chair};
    const Slate slate = proposed(problem);
    REQUIRE(slate.seats.size() == 1);
    CHECK(slate.seats[0].role == Role::chair);
    REQUIRE(slate.unmet.size() == 1);
    CHECK(slate.unmet[0].role == Role::member);
    CHECK(slate.unmet[0].seats == 1);
}

TEST_CASE("turnover: an empty problem has an empty slate") {
    const Slate slate = proposed({});
    CHECK(slate.seats.empty());
    CHECK(slate.unmet.empty());
    CHECK(slate.waiting.empty());
}

TEST_CASE("turnover: a section too large to compute exactly is refused") {
    TurnoverProblem problem;
    for (int i = 0; i < 2000; ++i) {
        problem.groups.push_back(group_with(GroupId{i}, 0, 2000000000, std::nullopt));
        problem.groups.back().leading = {{Role::chair, 1000000}};
    }
    problem.volunteers = {chooser(1, 1, {one})};
    CHECK_FALSE(propose_slate(problem).ok());
}

// Not a promise to hold a clock against on a busy machine: run by name, it tells how long it takes.
TEST_CASE("turnover: 12 groups and 2,000 volunteers", "[.measure]") {
    Generator generator{12};
    TurnoverProblem problem;
    for (int i = 1; i <= 12; ++i) {
        problem.groups.push_back(
            group_with(GroupId{i}, generator.from(0, 5), 6, generator.from(20, 150)));
        problem.groups.back().leading = {{Role::chair, 1}};
    }
    for (int i = 1; i <= 2000; ++i) {
        std::vector<GroupId> choices;
        for (int c = generator.from(1, 9); c > 0; --c) {
            choices.push_back(GroupId{(i * 7 + c * c) % 12 + 1});
        }
        std::sort(choices.begin(), choices.end());
        choices.erase(std::unique(choices.begin(), choices.end()), choices.end());
        problem.volunteers.push_back(chooser(i, generator.from(0, 400), choices));
    }
    const auto before = std::chrono::steady_clock::now();
    const Slate slate = proposed(problem);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() -
                                                           before;
    WARN(slate.seats.size() << " seats of " << problem.volunteers.size() << " volunteers in "
                            << took.count() << " ms");
    CHECK(!slate.seats.empty());
}

TEST_CASE("among slates of equal cost, the one that serves earlier forms best is proposed") {
    const auto group = [](int id, int room) {
        TurnoverGroup made;
        made.id = GroupId{id};
        made.room = room;
        return made;
    };
    const auto volunteer = [](int id, std::vector<int> groups) {
        TurnoverVolunteer made{PersonId{id}, 100, {}};
        for (std::size_t rank = 0; rank < groups.size(); ++rank) {
            made.choices.push_back({GroupId{groups[rank]}, static_cast<int>(rank), {}});
        }
        return made;
    };
    const auto group_of = [](const Slate& slate, int person) {
        const auto seat = std::find_if(slate.seats.begin(), slate.seats.end(),
                                       [&](const ProposedSeat& proposed) {
                                           return proposed.person == PersonId{person};
                                       });
        return seat == slate.seats.end() ? std::int64_t{0} : seat->group.value;
    };
    std::vector<TurnoverGroup> groups{group(1, 1), group(2, 1), group(3, 1), group(4, 2)};
    const std::vector<TurnoverVolunteer> volunteers{volunteer(30, {1, 2}), volunteer(20, {1, 2}),
                                                    volunteer(10, {3, 1}), volunteer(40, {3, 2})};
    std::mt19937 random{7};
    for (int turn = 0; turn < 30; ++turn) {
        std::shuffle(groups.begin(), groups.end(), random);
        for (TurnoverGroup& known : groups) {
            if (known.id == GroupId{4}) {
                known.people = turn;    // an unrelated group
            }
        }
        const Slate slate = propose_slate({groups, {}, volunteers}).value();
        CHECK(group_of(slate, 30) == 1);
        CHECK(group_of(slate, 20) == 2);
        CHECK(group_of(slate, 10) == 3);
        CHECK(slate.waiting == std::vector{PersonId{40}});
    }
}
