#pragma once

#include "lmsection/app/session.hpp"
#include "lmsection/store/history.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace lmsection::app {

/// Finds the entry that a user names by its full number or by at least its last six digits. Throws
/// a `RefusedError` if there is none or more than one.
[[nodiscard]] store::Entry find_entry(const Session& session, std::string_view typed);

/// The shortest numbers by which `find_entry` finds entries.
class ShortNumbers {
public:
    explicit ShortNumbers(const Session& session);
    /// The last digits of the id of an entry: six, or more if another entry ends with the same.
    [[nodiscard]] std::string of(std::int64_t id) const;

private:
    std::unordered_map<std::int64_t, std::vector<std::int64_t>> by_last_digits_;
};

/// What to undo or redo, and how.
struct UndoOrder {
    std::optional<std::string> entry;    ///< as typed; default: the last one
    OverridePolicy policy;
    /// Called with the entry just before the undo or redo is written.
    std::function<void(const store::Entry&)> show;
};

struct UndoResult {
    store::Entry entry;    ///< the one that was undone or redone, as it was before
    std::vector<std::string> warnings;
};

/// Undoes an entry, by default the last one that is not undone. Throws a `RefusedError` if a later
/// entry depends on it, if that would newly break a rule that `appoint` checks (§1 to §4), or if it
/// records a letter or was erased; if it was not named, the error names an older one to undo.
UndoResult undo(WritingSession& session, const UndoOrder& order);
/// Redoes an undone entry, by default the one undone last. Throws like `undo`.
UndoResult redo(WritingSession& session, const UndoOrder& order);

}    // namespace lmsection::app
