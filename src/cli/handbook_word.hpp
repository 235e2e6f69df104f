#pragma once

#include "lmsection/domain/handbook.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::cli {

// Help texts refer to the venues, events, roles and terms of a section's own handbook by marks such
// as `{venues}`, which these functions replace.

/// The term lengths that the rules allow in any kind of group, in program years.
[[nodiscard]] std::vector<int> term_lengths(const Handbook& handbook);

/// A help text with its marks replaced. `handbook` is called only if there are any.
[[nodiscard]] std::string with_handbook_words(std::string_view text,
                                              const std::function<const Handbook&()>& handbook);

}    // namespace lmsection::cli
