#pragma once

#include "lmsection/app/appointment.hpp"

#include <optional>
#include <string>
#include <vector>

namespace lmsection::app {

/// Corrects a term within a running change, and checks the rules for the whole group.
/// `end_reason`: why it ended early; by default, the reason on record stays as long as it does.
[[nodiscard]] EditedTerm correct_term(WritingSession& session, const Appointed& term,
                                      const TermEdit& edit, const OverridePolicy& policy,
                                      const std::optional<std::string>& end_reason = std::nullopt);

/// What became of the leaves of a term whose days changed, one sentence each.
[[nodiscard]] std::vector<std::string> fitted_leaves(const Appointment& before,
                                                     const Appointment& now, const Person& person);

/// The last day of a term as it was appointed, which may have ended earlier.
[[nodiscard]] Date appointed_end(const Appointment& term);

}    // namespace lmsection::app
