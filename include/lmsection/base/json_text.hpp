#pragma once

#include <string>
#include <string_view>

namespace lmsection {

/// The text as a JSON string, with quotes. Control and bidirectional characters, which could affect
/// a terminal, are escaped; bytes that are not UTF-8 become U+FFFD.
[[nodiscard]] std::string json_text(std::string_view text);
/// Appends the same to `json`.
void append_json_text(std::string& json, std::string_view text);

}    // namespace lmsection
