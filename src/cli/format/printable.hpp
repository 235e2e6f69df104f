#pragma once

#include <string>
#include <string_view>

namespace lmsection::cli {

/// Whether text may hold control characters other than tabs and line ends.
[[nodiscard]] bool may_steer(std::string_view text);
/// Text without the control characters that steer a terminal; tabs and line ends stay. Only a file
/// that somebody tampered with holds them, so nothing of a section's own is lost.
[[nodiscard]] std::string printable(std::string_view text);

}    // namespace lmsection::cli
