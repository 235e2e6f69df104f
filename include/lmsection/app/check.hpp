#pragma once

#include "lmsection/app/session.hpp"
#include "lmsection/domain/program_year.hpp"
#include "lmsection/domain/rule.hpp"

#include <functional>
#include <optional>
#include <string_view>

namespace lmsection::app {

/// Checks the section, or only `group`, against every rule of its handbook in a program year, in
/// handbook order. A retired group is not checked for later years.
void check(const Session& session, ProgramYear year, const std::optional<Group>& group,
           const std::function<void(const RuleResult&)>& visit);
/// The rule with that id or unique prefix.
[[nodiscard]] const Rule& rule_named(const Session& session, std::string_view typed);

}    // namespace lmsection::app
