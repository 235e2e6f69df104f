#pragma once

#include <string>
#include <string_view>

namespace lmsection::cli {

/// Whether text may contain control characters other than tabs and line ends.
[[nodiscard]] bool may_have_controls(std::string_view text);
/// Text without control characters, except tabs and line ends. Only a manipulated file contains
/// them, so no real data is lost.
[[nodiscard]] std::string printable(std::string_view text);

}    // namespace lmsection::cli
