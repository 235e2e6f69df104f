#pragma once

#include "lmsection/domain/appointment.hpp"
#include "lmsection/domain/program.hpp"
#include "lmsection/domain/service.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace lmsection {

/// A group and every term in it, as the record has them at one time.
struct GroupRecord {
    Group group;
    std::vector<Service> terms;
};

/// A rule that the record breaks.
struct Breach {
    AppointmentId term;    ///< the term that breaks it, or one of those that do
    Finding finding;
    bool of_the_group = false;    ///< about how many serve or lead, not about one term
};

/// What a change of a group's record breaks that was not broken before it: every rule that
/// appointing keeps (§1 to §4). `before` and `after`: the same group. What makes nothing worse is
/// not reported, nor is a rule that the reason on the term itself overrides.
[[nodiscard]] std::vector<Breach> new_breaches(const GroupRecord& before, const GroupRecord& after,
                                               const Handbook& handbook);

/// Keeps of `breaches`, which are of one group, those that are among `others`, too.
void keep_common(std::vector<Breach>& breaches, std::span<const Breach> others);

/// A program and its speakers, as the record has them at one time.
struct ProgramRecord {
    Program program;
    std::vector<Speaker> speakers;
    std::optional<GroupKind> kind = std::nullopt;    ///< of the group whose proposal it is
};

/// A rule on stipends that a program breaks.
struct StipendBreach {
    ProgramId program;
    Finding finding;
};

/// The rules on stipends (§2) that a change of the programs breaks and that were not broken before.
[[nodiscard]] std::vector<StipendBreach> new_stipend_breaches(std::span<const ProgramRecord> before,
                                                              std::span<const ProgramRecord> after,
                                                              const Handbook& handbook);

/// The first group that, by way of the groups it was merged into, leads back to itself; null where
/// there is none.
[[nodiscard]] const Group* merged_in_a_circle(std::span<const Group> groups);

}    // namespace lmsection
