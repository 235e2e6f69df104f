#pragma once

#include "lmsection/app/session.hpp"
#include "lmsection/domain/program_year.hpp"
#include "lmsection/domain/rule.hpp"

#include <functional>
#include <optional>
#include <string_view>

namespace lmsection::app {

/// The section against every rule of its handbook in a program year, in the handbook's order; with
/// `group`, that group alone. A retired group is held to no rule of a year after it.
void check(const Session& session, ProgramYear year, const std::optional<Group>& group,
           const std::function<void(const Checked&)>& take);
/// The rule with that id, or a unique beginning of one.
[[nodiscard]] const Rule& rule_named(const Session& session, std::string_view typed);

}    // namespace lmsection::app
