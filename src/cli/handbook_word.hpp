#pragma once

#include "lmsection/domain/handbook.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::cli {

// Help texts name what a section's own handbook calls its venues, events, roles and terms by a mark
// such as `{venues}`; these functions know the marks and what stands for them.

/// The number of program years that a term may have by the rules; from one to the longest that any
/// kind of group has usually where no rule says so.
[[nodiscard]] std::vector<int> term_lengths(const Handbook& handbook);
/// The roles that a kind of group may have by the handbook, leading ones first.
[[nodiscard]] std::vector<Role> roles_of(const Handbook& handbook);

/// A text of the help with its marks replaced. `handbook` is called only where there are any.
[[nodiscard]] std::string with_handbook_words(std::string_view text,
                                              const std::function<const Handbook&()>& handbook);

}    // namespace lmsection::cli
