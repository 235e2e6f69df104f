#pragma once

#include <string>
#include <string_view>

namespace lmsection::cli {

/// A content line of vCard or iCalendar (RFC 6350, RFC 5545), ended by CRLF: folded at 75 bytes
/// between letters, each line after the first beginning with a blank. `line`: without its end.
[[nodiscard]] std::string folded_line(std::string_view line);

/// A value of type TEXT: a backslash before what would end or divide it, `\n` for the end of a
/// line.
[[nodiscard]] std::string text_value(std::string_view text);

}    // namespace lmsection::cli
