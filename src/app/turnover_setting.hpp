#pragma once

#include "lmsection/app/plan.hpp"
#include "lmsection/domain/service.hpp"

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace lmsection::app {

// What a plan of the turnover starts from: who serves, who may serve on or join, and what the
// groups need.

/// A group with its record and its needs on July 1.
struct Standing {
    Group group;
    std::vector<Service> record;
    TurnoverGroup need;
    const Rule* least = nullptr;    ///< the rule with the minimum size
};

/// What the rules say about someone in a seat from July 1.
struct Weighed {
    int years = 2;                       ///< the term that breaks the fewest rules
    std::vector<std::string> refused;    ///< the musts that it breaks
    std::vector<std::string> breaks;     ///< the rules that are only a should
    std::string why_not_usual;           ///< if the term does not have the usual years

    [[nodiscard]] bool barred() const { return !refused.empty(); }
    [[nodiscard]] bool breaks_none() const { return refused.empty() && breaks.empty(); }
    [[nodiscard]] std::string first() const {
        return refused.empty() ? breaks.empty() ? "" : breaks.front() : refused.front();
    }
};

/// Someone whose term in a group ends before July 1.
struct Ending {
    Service service;
    std::size_t place = 0;    ///< of the group in `standings_`
    Person person;
    std::string why_not;    ///< why they are not proposed
    Weighed own = {};
    bool is_candidate = false;
    bool may_stay = false;    ///< as a member, should another person lead
};

/// A seat of the plan that the optimization does not decide.
struct FixedSeat {
    PersonId person;
    std::size_t place = 0;
    Role role = Role::member;
    std::string why;
    bool replaces = false;
};

/// Seats that a group lacks before anyone is proposed.
struct Shortage {
    std::size_t place = 0;    ///< of the group in `standings`
    Role role = Role::member;
    int seats = 0;     ///< of members: beyond the leaders who are lacking
    int people = 0;    ///< who serve on July 1
    int least = 0;     ///< the minimum size
};

/// Everything about a July 1 that a plan needs; `problem` is ready for the solver.
class TurnoverSetting {
public:
    TurnoverSetting(const Session& session, const PlanOrder& order);

    Date july_1;
    Date last;    ///< the day before
    std::vector<Standing> standings = {};
    std::vector<Shortage> shortages = {};
    std::vector<Ending> ending = {};
    std::vector<FixedSeat> fixed = {};
    std::map<PersonId, store::ListedVolunteer> forms = {};
    /// Why each impossible choice of a volunteer was passed over.
    std::map<PersonId, std::vector<std::string>> passed_over = {};
    TurnoverProblem problem = {};

    /// The group in `standings`; null if it is not there.
    [[nodiscard]] const Standing* standing_of(GroupId group) const;
    [[nodiscard]] const Ending* ending_of(PersonId person, GroupId group) const;
    [[nodiscard]] Person person(PersonId id) const;
    /// What the rules say about someone in a seat for the usual years, or for another length
    /// if that breaks fewer of them. Rules about the group as a whole are the solver's.
    [[nodiscard]] Weighed weighed(const Standing& standing, std::span<const Service> record,
                                  PersonId person, const std::string& name, Role role) const;
    /// The other lengths that the term of a planned seat could have without breaking a rule, the
    /// nearest to the usual one first.
    [[nodiscard]] std::vector<int> other_lengths_for(const PlannedSeat& seat) const;

private:
    [[nodiscard]] std::vector<int> other_lengths(GroupKind kind, int usual) const;
    [[nodiscard]] Weighed weighed_for(const Standing& standing, std::span<const Service> record,
                                      const Candidacy& candidacy) const;

    const Session& session_;
};

}    // namespace lmsection::app
