#pragma once

#include <string>
#include <string_view>

namespace lmsection::cli {

/// A content line of vCard or iCalendar (RFC 6350, RFC 5545) with its CRLF, folded at 75 bytes
/// between characters; continuation lines begin with a space. `name` includes the parameters.
[[nodiscard]] std::string content_line(std::string_view name, std::string_view value);

/// A value of type TEXT: special characters are escaped by a backslash, line ends become `\n`.
[[nodiscard]] std::string text_value(std::string_view text);

}    // namespace lmsection::cli
