#pragma once

#include <string>
#include <string_view>

namespace lmsection::cli {

/// A content line of vCard or iCalendar (RFC 6350, RFC 5545) with its CRLF, folded at 75 bytes
/// between characters; continuation lines begin with a space. `line`: without its line end.
[[nodiscard]] std::string folded_line(std::string_view line);

/// A value of type TEXT: special characters are escaped by a backslash, line ends become `\n`.
[[nodiscard]] std::string text_value(std::string_view text);

}    // namespace lmsection::cli
