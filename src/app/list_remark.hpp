#pragma once

#include <string>
#include <vector>

namespace lmsection::app {

// How the remarks on the rows of a list are collected into sentences.

/// "a, b and 3 more"
[[nodiscard]] std::string some_of(const std::vector<std::string>& items);
/// The rows, or how many if that is too many to name.
[[nodiscard]] std::string rows_named(const std::vector<std::string>& rows);

}    // namespace lmsection::app
