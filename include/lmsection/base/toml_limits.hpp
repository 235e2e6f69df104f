#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace lmsection {

/// A line of a TOML file that must not reach toml++, and why.
struct TomlFault {
    std::size_t line;
    std::string reason;
};

/// Checks a TOML file before toml++ parses it: limits the nesting and rejects what makes toml++ 3.3
/// crash outside strings. Returns the first fault; nothing if the file is safe.
[[nodiscard]] std::optional<TomlFault> toml_fault(std::string_view text);

}    // namespace lmsection
