#pragma once

#include "lmsection/app/appointment.hpp"
#include "lmsection/domain/turnover.hpp"
#include "lmsection/store/volunteer.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::app {

/// The parts of a plan, in the order in which it shows them.
enum class PlanPart { rolls_off, falls_short, proposed, unmet, waiting, ahead };
/// The heading of a part: "Rolls off".
[[nodiscard]] std::string_view heading(PlanPart part);

/// A line of a plan.
struct PlanLine {
    PlanPart part = PlanPart::rolls_off;
    std::optional<Group> group = {};
    std::optional<Role> role = {};
    std::string name = {};    ///< empty: a need, not a person
    std::optional<EmailAddress> email = {};
    std::optional<int> choice = {};    ///< 1: the volunteer's first choice
    std::optional<int> waiting_days = {};
    std::string why = {};
    std::string section = {};         ///< of the handbook
    std::optional<int> years = {};    ///< of the proposed term
    std::string answer = {};          ///< of someone whose term ends: "yes", "not asked"
    std::optional<int> seats = {};    ///< that a need is about, or terms that end in a later year
    std::optional<Date> on = {};      ///< the July 1 that it is about
};

/// A proposed seat with everything needed to appoint its person.
struct PlannedSeat {
    Person person;
    Group group;
    Role role = Role::member;
    int years = 1;
    /// The form of a volunteer.
    std::optional<store::ListedVolunteer> form = {};
    bool replaces = false;    ///< whether it replaces a term that runs on
};

/// What to plan.
struct PlanOrder {
    ProgramYear year;
    std::set<PersonId> without = {};    ///< people who are given no seat
    std::set<GroupId> keep = {};        ///< groups in which everyone who may serve on does
    int years_ahead = 1;                ///< how many Julys to show
};

/// The turnover of the July 1 on which `year` begins.
struct TurnoverPlan {
    ProgramYear year;
    std::vector<PlanLine> lines = {};
    std::vector<PlannedSeat> seats = {};
    std::vector<std::string> warnings = {};    ///< groups whose terms all end together
};

/// Plans the turnover: who rolls off, what falls short, and the slate that `propose_slate` finds,
/// with reasons. A waiting volunteer may be proposed for every group on their form that has not
/// declined them or, once a chair has accepted them, only for that group. Someone whose term ends
/// may be proposed for their own seat unless they said no or a must forbids it; a role such as
/// `chair-elect` takes the chair's seat first. Throws a `RefusedError` if the year has begun.
[[nodiscard]] TurnoverPlan plan_turnover(const Session& session, const PlanOrder& order);

/// The result of applying a plan or a slate.
struct AppliedPlan {
    TurnoverPlan plan;    ///< what was applied
    AppointResult result;
    std::vector<std::string> changes = {};    ///< how a slate differs from the plan, in sentences
};
/// Appoints everyone whom the plan proposes, or no one, in one change and under the same rules as
/// `appoint` and `volunteer appoint`; reports every refusal. `skip_reason`: if not empty, allows
/// volunteers who skipped steps of the handbook's path (§2).
[[nodiscard]] AppliedPlan apply_turnover(WritingSession& session, const PlanOrder& order,
                                         const std::string& skip_reason,
                                         const OverridePolicy& policy);

/// Appoints one planned seat within a running change.
[[nodiscard]] AppointResult appoint_planned(WritingSession& session, const PlannedSeat& seat,
                                            ProgramYear year, const std::string& skip_reason,
                                            const OverridePolicy& policy);

}    // namespace lmsection::app
