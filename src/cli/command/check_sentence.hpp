#pragma once

#include "lmsection/domain/handbook.hpp"
#include "lmsection/domain/program_year.hpp"
#include "lmsection/domain/rule.hpp"

#include <string>

namespace lmsection::cli {

/// What a rule found about a group, or about the section, and what the handbook says: "Member
/// Experience has 13 people. A committee has no more than 12 (§3, committee-most)."
[[nodiscard]] std::string sentence_on(const RuleResult& result, const Handbook& handbook,
                                      ProgramYear year);
/// How to fix a broken rule: a command, or advice; empty if there is none to give.
[[nodiscard]] std::string remedy_of(const RuleResult& result, ProgramYear year);
/// What a rule says, with its citation.
[[nodiscard]] std::string says(const Rule& rule);

}    // namespace lmsection::cli
