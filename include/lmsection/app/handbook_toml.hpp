#pragma once

#include "lmsection/domain/handbook.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace lmsection::app {

/// Reads a handbook from TOML (see docs/handbook-file.md). `name`: the file's name for messages.
/// Throws one `RefusedError` with every fault in the file, each as `name:line: reason`.
[[nodiscard]] Handbook read_handbook(std::string_view toml, const std::string& name);

/// The text of the built-in handbook.
[[nodiscard]] std::string_view built_in_handbook_text();
/// The built-in handbook, parsed when the program was built, without its notes.
[[nodiscard]] Handbook built_in_handbook();
[[nodiscard]] std::vector<Note> built_in_notes();
[[nodiscard]] int built_in_edition();

}    // namespace lmsection::app
