#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace lmsection::app {

/// A line of a TOML file that breaks its outline, and how.
struct OutlineFault {
    std::size_t line;
    std::string reason;
};

/// Looks over a TOML file before toml++ reads it: keys and table names are plain words, brackets
/// are few. The first line where they are not; nothing for a sound file. What stands in quotes or
/// comments is not looked at.
[[nodiscard]] std::optional<OutlineFault> toml_outline_fault(std::string_view text);

}    // namespace lmsection::app
