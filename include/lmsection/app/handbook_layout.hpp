#pragma once

#include "lmsection/domain/handbook.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace lmsection::app {

/// A handbook without its notes, in the form that the build puts into the program, so that a
/// command does not have to read TOML first.
[[nodiscard]] std::string laid_out(const Handbook& handbook);
/// The handbook that `laid_out` wrote; a `StoreError` for any other text.
[[nodiscard]] Handbook from_layout(std::string_view layout);
/// The same for the notes.
[[nodiscard]] std::string laid_out(const std::vector<Note>& notes);
[[nodiscard]] std::vector<Note> notes_from_layout(std::string_view layout);

}    // namespace lmsection::app
