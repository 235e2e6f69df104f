#pragma once

#include "lmsection/app/appointment.hpp"
#include "lmsection/domain/turnover.hpp"
#include "lmsection/store/volunteer.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::app {

/// The parts of a plan, in the order in which it shows them.
enum class PlanPart { rolls_off, falls_short, proposed, unmet, waiting };
/// The heading of a part: "Rolls off".
[[nodiscard]] std::string_view heading(PlanPart part);

/// A line of a plan.
struct PlanLine {
    PlanPart part = PlanPart::rolls_off;
    std::optional<Group> group;
    std::optional<Role> role;
    std::string name;    ///< empty: a need, not a person
    std::optional<EmailAddress> email;
    std::optional<int> choice;    ///< 1: the volunteer's first choice
    std::optional<int> waiting_days;
    std::string why;
    std::string section;    ///< of the handbook
};

/// A proposed seat with everything needed to appoint its person.
struct PlannedSeat {
    Person person;
    Group group;
    Role role = Role::member;
    /// Nothing: a member of the group who becomes a leader.
    std::optional<store::ListedVolunteer> form;
};

/// The turnover of the July 1 on which `year` begins.
struct TurnoverPlan {
    ProgramYear year;
    std::vector<PlanLine> lines;
    std::vector<PlannedSeat> seats;
};

/// Plans the turnover: who rolls off, what falls short, and the slate that `propose_slate` finds,
/// with reasons. A waiting volunteer may be proposed for every group on their form that has not
/// declined them or, once a chair has accepted them, only for that group. Throws a `RefusedError`
/// if `year` has begun.
[[nodiscard]] TurnoverPlan plan_turnover(const Session& session, ProgramYear year);

/// The result of applying a plan.
struct AppliedPlan {
    TurnoverPlan plan;
    AppointResult result;
};
/// Appoints everyone whom the plan proposes, or no one, in one change and under the same rules as
/// `appoint` and `volunteer appoint`; reports every refusal. `skip_reason`: if not empty, allows
/// volunteers who skipped steps of the handbook's path (§2).
[[nodiscard]] AppliedPlan apply_turnover(WritingSession& session, ProgramYear year,
                                         const std::string& skip_reason,
                                         const OverridePolicy& policy);

}    // namespace lmsection::app
