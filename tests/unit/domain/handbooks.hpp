#pragma once

#include "lmsection/domain/handbook.hpp"

#include <string>

namespace lmsection::test {

/// The handbook that is built into the program.
[[nodiscard]] const Handbook& built_in();
/// tests/data/second_handbook.toml: another section, with other groups and bounds.
[[nodiscard]] const Handbook& second();
/// The text of that file.
[[nodiscard]] std::string second_text();

}    // namespace lmsection::test
