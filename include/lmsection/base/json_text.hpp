#pragma once

#include <string>
#include <string_view>

namespace lmsection {

/// Text as JSON has it, in quotes. What would steer a terminal (control and bidirectional
/// characters) is escaped; bytes that are not UTF-8 become U+FFFD.
[[nodiscard]] std::string json_text(std::string_view text);
/// Adds that to `json`.
void append_json_text(std::string& json, std::string_view text);

}    // namespace lmsection
