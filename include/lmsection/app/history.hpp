#pragma once

#include "lmsection/app/session.hpp"
#include "lmsection/store/history.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::app {

/// The entry that a user names by its number in full or by at least six of its last digits; a
/// `RefusedError` where there is none, or more than one.
[[nodiscard]] store::Entry find_entry(const Session& session, std::string_view typed);

/// What to undo or redo, and how.
struct UndoOrder {
    std::optional<std::string> entry;    ///< as typed; without it the last one
    Firmness firmness;
    /// Called with the entry right before the undo or redo is written.
    std::function<void(const store::Entry&)> show;
};

struct UndoResult {
    store::Entry entry;    ///< the one that was undone or redone, as it was before
    std::vector<std::string> warnings;
};

/// Undoes an entry, without a number the last one that is not undone. Refused where a later entry
/// depends on it, or where it would newly break a rule that `appoint` keeps (§1 to §4).
UndoResult undo(Session& session, const UndoOrder& order);
/// Does an undone entry again, without a number the one undone last; refused as `undo` is.
UndoResult redo(Session& session, const UndoOrder& order);

}    // namespace lmsection::app
