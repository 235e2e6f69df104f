#pragma once

#include "lmsection/base/error.hpp"
#include "lmsection/domain/group.hpp"
#include "lmsection/domain/id.hpp"

#include <map>
#include <optional>
#include <span>
#include <vector>

namespace lmsection {

/// The turnover on a July 1: the best slate of waiting volunteers, of people whose term ends and
/// who may serve on, and of chairs from the membership. Works on values only; the caller has looked
/// up who may take which seat.

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
    /// Whether any number may lead, so that those who led may go on beyond the seats needed.
    bool more_may_lead = false;
};

/// A member who stays and may lead their group: not in a leading role anywhere, and not its chair
/// in the previous term (§1).
struct LeaderOption {
    PersonId person;
    GroupId group;
    Role role = Role::chair;
    int days_served = 0;    ///< in that group, until July 1
};

/// A seat that someone whose term ends may take in the same group.
struct NextSeat {
    Role role = Role::member;
    int against = 0;    ///< how many rules that are only a should it breaks
    bool own = true;    ///< the same role as before
};

/// Someone whose term in a group ends before July 1, and who may serve on there.
struct EndingTerm {
    PersonId person;
    GroupId group;
    bool said_yes = false;               ///< asked, and willing to serve on
    int days_served = 0;                 ///< in that group, until July 1
    std::vector<NextSeat> seats = {};    ///< at least one, each with another role
};

/// A group that a volunteer chose, and may join.
struct VolunteerChoice {
    GroupId group;
    int rank = 0;                  ///< 0: the first choice
    std::vector<Role> may_lead;    ///< the leading roles that rules allow
};

/// A waiting volunteer.
struct TurnoverVolunteer {
    PersonId person;
    int waiting_days = 0;
    std::vector<VolunteerChoice> choices;    ///< each group once, best rank first
};

/// How many seats a person may be given as a volunteer and for ending terms together.
struct SeatLimit {
    PersonId person;
    int seats = 0;
};

/// The input of the optimization. A person is among the volunteers at most once, and has at most
/// one ending term in each group.
struct TurnoverProblem {
    std::vector<TurnoverGroup> groups;
    std::vector<LeaderOption> leaders = {};    ///< a person in one group only
    std::vector<TurnoverVolunteer> volunteers = {};
    std::vector<EndingTerm> ending = {};
    std::vector<SeatLimit> limits = {};
};

/// Who is proposed for a seat.
enum class SeatOf {
    volunteer,
    ending,     ///< someone whose term ends
    staying,    ///< a member who becomes a leader
};

/// A proposed seat.
struct ProposedSeat {
    PersonId person;
    GroupId group;
    Role role = Role::member;
    std::optional<int> rank;    ///< of the volunteer's choice
    SeatOf of = SeatOf::volunteer;
};

/// Seats that stay empty.
struct UnmetNeed {
    GroupId group;
    Role role = Role::member;
    int seats = 0;    ///< of members: beyond the leading seats that stay empty
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
/// What a volunteer who gets no choice counts as; lower choices count as one less.
inline constexpr int no_choice = 9;
/// The same for someone who said yes to serving on and does not, and for someone who did not say.
inline constexpr int yes_in_vain = 10;
inline constexpr int not_asked_in_vain = 1;

/// The best slate: one of least cost among all that are allowed.
///
/// A slate is allowed if
///  - each volunteer and each ending term has at most one seat, and no person more than their
///    limit;
///  - a leading seat goes to one of `leaders` or of `ending` or, if there are none for that group
///    and role, to a volunteer whose choice allows it;
///  - another seat goes to a volunteer who chose the group, or to someone whose term there ends;
///  - no leading role has more people than seats, except those who led before, in a group where
///    any number may lead; and no one joins a group that has no room, where
///    serving on is joining.
///
/// Its cost has five parts, each of which outweighs all later ones together:
///  1. the number of leading seats that stay empty;
///  2. the number of rules, each only a should, that the seats of ending terms break;
///  3. how far groups are below their minimum size, in people, summed over the groups;
///  4. the rank of the choice that each volunteer gets, and what each ending term without a seat
///     counts as, summed;
///  5. days: for each volunteer, that rank times the days waited, so that those who waited longer
///     are served better; and for each member who begins to lead, `most_days_weighed` minus the
///     days served, so that those who served longer lead. Days count up to `most_days_weighed`.
///
/// Ties are broken in favor of the volunteers in input order: the first gets the best possible
/// seat, then the second, and so on; after them the ending terms in input order; after them the
/// members who lead, by id.
///
/// Fails if a section is too large for the cost to be computed exactly (12 groups and 2,000
/// candidates use a hundredth of the range).
[[nodiscard]] Outcome<Slate> propose_slate(const TurnoverProblem& problem);

/// Why a volunteer did not get a higher-ranked group, or any group.
enum class PassedOver {
    no_room,             ///< the group is full
    needed_elsewhere,    ///< the seat they got would have stayed empty
};
/// Why a volunteer did not get `group`, which they ranked higher than what the slate gives them.
[[nodiscard]] PassedOver why_not(const TurnoverProblem& problem, const Slate& slate, GroupId group);

/// A new term whose length is to be chosen.
struct TermLength {
    int years = 2;                        ///< the usual ones
    std::vector<int> other_years = {};    ///< other lengths that it may have, best first
};
/// Chooses how many years each new term of a group has, so that fewer of its terms end together.
/// Only as many terms as needed differ from the usual; the first in `terms` differ first.
/// `running`: how many terms of the group continue, by how many years they still have.
[[nodiscard]] std::vector<int> choose_lengths(const std::map<int, int>& running,
                                              std::span<const TermLength> terms);

}    // namespace lmsection
