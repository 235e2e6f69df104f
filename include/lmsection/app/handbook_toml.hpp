#pragma once

#include "lmsection/domain/handbook.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace lmsection::app {

/// Reads a handbook from TOML (its form is described in docs/handbook-file.md). `name`: of the
/// file, for messages. Every fault of the file is reported, each as `name:line: reason`, in one
/// `RefusedError`.
[[nodiscard]] Handbook read_handbook(std::string_view toml, const std::string& name);

/// The text of the handbook that is built into the program.
[[nodiscard]] std::string_view built_in_handbook_text();
/// That handbook, read when the program was built, without its notes.
[[nodiscard]] Handbook built_in_handbook();
[[nodiscard]] std::vector<Note> built_in_notes();
[[nodiscard]] int built_in_edition();

}    // namespace lmsection::app
