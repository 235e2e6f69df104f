#pragma once

#include "lmsection/domain/appointment.hpp"
#include "lmsection/domain/program.hpp"
#include "lmsection/domain/service.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace lmsection {

/// A group and all its terms at one point in time.
struct GroupRecord {
    Group group;
    std::vector<Service> terms;
    /// Terms of these people in other groups, if a rule depends on them.
    std::map<PersonId, std::vector<TermElsewhere>> elsewhere = {};
};

/// A broken rule.
struct Breach {
    AppointmentId term;    ///< the term that breaks it, or one of those that do
    Finding finding;
};

/// A change to a group's record, for the rules about a group as a whole.
struct GroupChange {
    const Group& group;
    std::span<const Service> before;
    std::span<const Service> after;      ///< a term that may break rules counts as it was before
    std::span<const Service> changed;    ///< the terms of `after` that are to blame
    const Handbook& handbook;
    bool day_is_a_choice = false;    ///< whether a remedy is to let the change begin later
};
/// The rules about a group as a whole (its size, its leaders) that a change newly breaks, in
/// handbook order.
[[nodiscard]] std::vector<Breach> group_breaches(const GroupChange& change);

/// The rules that a change to a group's record newly breaks, out of those that apply to appointing
/// (§1 to §4). `before` and `after` are the same group. Leaves out what makes nothing worse and
/// rules that the term's own override reason covers.
[[nodiscard]] std::vector<Breach> new_breaches(const GroupRecord& before, const GroupRecord& after,
                                               const Handbook& handbook);

/// Removes from `breaches`, which are all for one group, those that are not in `others`.
void keep_common(std::vector<Breach>& breaches, std::span<const Breach> others);

/// A program and its speakers at one point in time.
struct ProgramRecord {
    Program program;
    std::vector<Speaker> speakers;
    /// The kind of the group that made the proposal.
    std::optional<GroupKind> kind = std::nullopt;
};

/// A rule on stipends broken by a program.
struct StipendBreach {
    ProgramId program;
    Finding finding;
};

/// The rules on stipends (§2) that a change to the programs newly breaks.
[[nodiscard]] std::vector<StipendBreach> new_stipend_breaches(std::span<const ProgramRecord> before,
                                                              std::span<const ProgramRecord> after,
                                                              const Handbook& handbook);

/// The first group that was merged into itself through other groups; null if there is none.
[[nodiscard]] const Group* merged_in_a_circle(std::span<const Group> groups);

}    // namespace lmsection
