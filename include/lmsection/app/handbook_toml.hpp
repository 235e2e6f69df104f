#pragma once

#include "lmsection/domain/handbook.hpp"

#include <string>
#include <string_view>

namespace lmsection::app {

/// Reads a handbook from TOML (its form is described in docs/handbook-file.md). `name`: of the
/// file, for messages. Every fault of the file is reported, each as `name:line: reason`, in one
/// `RefusedError`.
[[nodiscard]] Handbook read_handbook(std::string_view toml, const std::string& name);

/// The text of the handbook that is built into the program.
[[nodiscard]] std::string_view built_in_handbook_text();
/// That handbook, read when the program was built.
[[nodiscard]] Handbook built_in_handbook();

}    // namespace lmsection::app
