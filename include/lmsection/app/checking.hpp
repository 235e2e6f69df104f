#pragma once

#include "lmsection/app/session.hpp"
#include "lmsection/domain/rules.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace lmsection::app {

/// The section against every rule of its handbook in a program year; with `group`, that group
/// alone. A retired group is held to no rule of a year after it.
[[nodiscard]] std::vector<Checked> check(const Session& session, ProgramYear year,
                                         const std::optional<Group>& group);
/// The rule with that id, or a unique beginning of one.
[[nodiscard]] const Rule& rule_named(const Session& session, std::string_view typed);

}    // namespace lmsection::app
