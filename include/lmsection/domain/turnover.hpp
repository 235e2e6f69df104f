#pragma once

#include "lmsection/base/error.hpp"
#include "lmsection/domain/group.hpp"
#include "lmsection/domain/id.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace lmsection {

/// The turnover on a July 1: the best slate of waiting volunteers and of chairs from the
/// membership. Works on values only; the caller has looked up who may take which seat.

/// Vacant leading seats of one role.
struct LeadingNeed {
    Role role = Role::chair;
    int seats = 0;
};

/// A group on July 1, before anyone is proposed.
struct TurnoverGroup {
    GroupId id;
    int people =
        0;    ///< the number serving on that day: those who stay and those already appointed
    int least = 0;                       ///< the minimum size (§2, §3, §4); 0: none
    std::optional<int> room;             ///< how many may join; nothing: no limit
    std::vector<LeadingNeed> leading;    ///< each role once
};

/// A member who stays and may lead their group: not in a leading role anywhere, and not its chair
/// in the previous term (§1).
struct LeaderOption {
    PersonId person;
    GroupId group;
    Role role = Role::chair;
    int days_served = 0;    ///< in that group, until July 1
};

/// A group that a volunteer chose, and may join.
struct VolunteerChoice {
    GroupId group;
    int rank = 0;                  ///< 0: the first choice; below `most_choices`
    std::vector<Role> may_lead;    ///< the leading roles that rules allow
};

/// A waiting volunteer.
struct TurnoverVolunteer {
    PersonId person;
    int waiting_days = 0;
    std::vector<VolunteerChoice> choices;    ///< each group once, best rank first
};

/// The input of the optimization. A person is among the volunteers at most once.
struct TurnoverProblem {
    std::vector<TurnoverGroup> groups;
    std::vector<LeaderOption> leaders;
    std::vector<TurnoverVolunteer> volunteers;
};

/// A proposed seat.
struct ProposedSeat {
    PersonId person;
    GroupId group;
    Role role = Role::member;
    /// Of the volunteer's choice; nothing: the seat of a member who becomes a leader.
    std::optional<int> rank;
};

/// Seats that stay empty.
struct UnmetNeed {
    GroupId group;
    Role role = Role::member;
    int seats = 0;
};

/// The proposal, in the order of the input: seats by group, leading roles first; unmet needs by
/// group; volunteers who keep waiting.
struct Slate {
    std::vector<ProposedSeat> seats;
    std::vector<UnmetNeed> unmet;
    std::vector<PersonId> waiting;
};

/// Days of waiting or service beyond this limit (ten years) do not count.
inline constexpr int most_days_weighed = 3650;

/// The best slate: one of least cost among all that are allowed.
///
/// A slate is allowed if
///  - no one has more than one seat;
///  - a leading seat goes to one of `leaders` or, if there are none for that group and role, to a
///    volunteer whose choice allows it, who then joins the group;
///  - a member's seat goes to a volunteer who chose the group;
///  - no leading role has more people than seats, and no one joins a group that has no room.
///
/// Its cost has four parts, each of which outweighs all later ones together:
///  1. the number of leading seats that stay empty;
///  2. how far groups are below their minimum size, in people, summed over the groups;
///  3. the rank of the choice that each volunteer gets, summed; `most_choices` for a volunteer who
///     gets none, including one who leads a group as its member;
///  4. days: for each volunteer, that rank times the days waited, so that those who waited longer
///     are served better; and for each member who leads, `most_days_weighed` minus the days served,
///     so that those who served longer lead. Days count up to `most_days_weighed`.
///
/// Ties are broken in favor of the volunteers in input order: the first gets the best possible
/// seat, then the second, and so on; after them the members who lead, by id.
///
/// Fails if a section is too large for the cost to be computed exactly (12 groups and 2,000
/// volunteers use a hundredth of the range).
[[nodiscard]] Outcome<Slate> propose_slate(const TurnoverProblem& problem);

/// Why a volunteer did not get a higher-ranked group, or any group.
enum class PassedOver {
    no_room,             ///< the group is full
    needed_elsewhere,    ///< the seat they got would have stayed empty
};
/// Why a volunteer did not get `group`, which they ranked higher than what the slate gives them.
[[nodiscard]] PassedOver why_not(const TurnoverProblem& problem, const Slate& slate, GroupId group);

}    // namespace lmsection
