#pragma once

#include "lmsection/app/session.hpp"
#include "lmsection/store/history.hpp"

#include <optional>
#include <string_view>

namespace lmsection::app {

/// The entry that a user names by its number or by its last digits; a `RefusedError` where there
/// is none, or more than one.
[[nodiscard]] store::Entry find_entry(const Session& session, std::string_view typed);

/// Takes an entry back, without `typed` the last one that stands. What was taken back.
store::Entry undo(Session& session, std::optional<std::string_view> typed);
/// Puts back an entry that was taken back, without `typed` the one that was taken back last.
store::Entry redo(Session& session, std::optional<std::string_view> typed);

}    // namespace lmsection::app
