#pragma once

#include "lmsection/app/appointment.hpp"
#include "lmsection/domain/turnover.hpp"
#include "lmsection/store/volunteer.hpp"

#include <optional>
#include <string>
#include <vector>

namespace lmsection::app {

/// A line of a plan.
struct PlanLine {
    std::string part;    ///< "Rolls off", "Falls short", "Proposed", "Still unmet", "Left waiting"
    std::optional<Group> group;
    std::optional<Role> role;
    std::string name;    ///< empty: a need, and no person
    std::optional<EmailAddress> email;
    std::optional<int> choice;    ///< 1: the group is the volunteer's first choice
    std::optional<int> waiting_days;
    std::string why;
    std::string section;    ///< of the handbook
};

/// A seat of the slate with all that it takes to appoint to it.
struct PlannedSeat {
    Person person;
    Group group;
    Role role = Role::member;
    std::optional<store::ListedVolunteer> form;    ///< nothing: a member of the group who leads
};

/// The turnover of the July 1 on which `year` begins.
struct TurnoverPlan {
    ProgramYear year;
    std::vector<PlanLine> lines;
    std::vector<PlannedSeat> seats;
};

/// Who rolls off, what falls short, and the slate that `propose_slate` finds, with reasons. Who
/// waits for an answer may be proposed for every group of their form that has not declined them,
/// and once a chair has accepted them for that one alone. A `RefusedError` where `year` has begun.
[[nodiscard]] TurnoverPlan plan_turnover(const Session& session, ProgramYear year);

/// Appoints everybody whom the plan proposes, in one change and by the same rules as `appoint` and
/// `volunteer appoint`, or nobody; every refusal is told. `skip_reason` lets volunteers through
/// whose steps on the handbook's path (§2) were not all taken.
struct AppliedPlan {
    TurnoverPlan plan;
    AppointResult result;
};
[[nodiscard]] AppliedPlan apply_turnover(Session& session, ProgramYear year,
                                         const std::string& skip_reason, const Firmness& firmness);

}    // namespace lmsection::app
