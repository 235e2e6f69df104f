#pragma once

#include "lmsection/base/error.hpp"
#include "lmsection/domain/group.hpp"
#include "lmsection/domain/id.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace lmsection {

/// The turnover of a July 1: which slate of waiting volunteers, and of chairs from the membership,
/// serves the section best. Values only; who is free for what has been looked up before.

/// Leading seats of one role that nobody holds.
struct LeadingNeed {
    Role role = Role::chair;
    int seats = 0;
};

/// A group as July 1 finds it, before anybody is proposed.
struct TurnoverGroup {
    GroupId id;
    int people = 0;    ///< who serve on that day: those who stay, and those appointed already
    int least = 0;     ///< the lower size (§2, §3, §4); 0: none
    std::optional<int> room;             ///< how many may join at most; nothing: as many as come
    std::vector<LeadingNeed> leading;    ///< each role once
};

/// A member who stays and may lead their group: not in a leading role anywhere, and not its chair
/// in the term before (§1).
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
    std::vector<Role> may_lead;    ///< the leading roles that no rule bars
};

/// Somebody who waits.
struct TurnoverVolunteer {
    PersonId person;
    int waiting_days = 0;
    std::vector<VolunteerChoice> choices;    ///< each group once, the best rank first
};

/// All that a proposal depends on. A person is among the volunteers once at most.
struct TurnoverQuestion {
    std::vector<TurnoverGroup> groups;
    std::vector<LeaderOption> leaders;
    std::vector<TurnoverVolunteer> volunteers;
};

/// A seat that is proposed.
struct ProposedSeat {
    PersonId person;
    GroupId group;
    Role role = Role::member;
    std::optional<int> rank;    ///< of the volunteer's choice; nothing: a member of the group leads
};

/// A need that no proposal meets.
struct UnmetNeed {
    GroupId group;
    Role role = Role::member;
    int seats = 0;
};

/// What is proposed. In the order of the question: seats by group, leading roles first; needs by
/// group; those who go on waiting by volunteer.
struct Slate {
    std::vector<ProposedSeat> seats;
    std::vector<UnmetNeed> unmet;
    std::vector<PersonId> waiting;
};

/// Days of waiting or of service beyond this many (ten years) weigh no more.
inline constexpr int most_days_weighed = 3650;

/// The best slate, that is, of all that are allowed one of least cost.
///
/// Allowed is a slate in which
///  - nobody has more than one seat;
///  - a leading seat is taken by one of `leaders`; where for that group and role there are none, by
///    a volunteer whose choice allows it, who then joins;
///  - a member's seat is taken by a volunteer who chose the group;
///  - no leading role has more people than seats, and nobody joins beyond a group's room.
///
/// Its cost has four parts, of which an earlier one outweighs all later ones together:
///  1. the leading seats that stay empty;
///  2. the people that groups lack of their lower size, summed over the groups;
///  3. over all volunteers, the rank of the choice that they are given; `most_choices` for who is
///     given none, one who leads as a member of the group included;
///  4. days: for each volunteer that same number times the days waited, so that who waited longer
///     is served better; and for each member who leads, `most_days_weighed` less the days served,
///     so that who served longer leads. Days are weighed up to `most_days_weighed`.
///
/// Of several that cost the same it is the one that serves the volunteers best in the order of the
/// question, the first as well as can be, then the second; after them those who lead, by id.
///
/// A fault where a section is too large for the cost to be reckoned exactly (12 groups and 2,000
/// volunteers use a hundredth of what there is).
[[nodiscard]] Outcome<Slate> propose_slate(const TurnoverQuestion& question);

/// Why a volunteer was not given a group that they rank higher, or any.
enum class PassedOver {
    no_room,             ///< the group takes as many as it may
    needed_elsewhere,    ///< the seat given would have stayed empty
};
/// Why `group`, which the volunteer would have liked better than what the slate gives them, was
/// not given.
[[nodiscard]] PassedOver why_not(const TurnoverQuestion& question, const Slate& slate,
                                 GroupId group);

}    // namespace lmsection
