#pragma once

#include "lmsection/domain/handbook.hpp"

#include <string>
#include <string_view>

namespace lmsection::app {

/// A handbook in the form in which the build lays it down in the program, so that a command that
/// needs it need not read TOML first.
[[nodiscard]] std::string laid_out(const Handbook& handbook);
/// The handbook that `laid_out` wrote; a `StoreError` for any other text.
[[nodiscard]] Handbook from_layout(std::string_view layout);

}    // namespace lmsection::app
