#pragma once

#include "lmsection/base/error.hpp"
#include "lmsection/domain/group.hpp"
#include "lmsection/domain/id.hpp"
#include "lmsection/store/database.hpp"
#include "lmsection/store/transaction.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::store {

/// The number of rows of a table that an entry added, changed and removed.
struct TableChanges {
    std::string table;
    int added = 0;
    int changed = 0;
    int removed = 0;
};

/// Whether an entry is in effect. An erased entry (because a person was forgotten) can neither be
/// read nor undone.
enum class EntryState { done, undone, erased };
[[nodiscard]] std::string_view word(EntryState state);

/// The recorded changes of one command.
struct Entry {
    std::int64_t id = 0;
    ChangeInfo info;
    std::vector<TableChanges> changes;
    EntryState state = EntryState::done;
};

/// A record of a table.
struct Record {
    std::string table;
    std::int64_t id = 0;
};

/// Which entries to list; a missing field matches all.
struct EntryFilter {
    std::optional<std::int64_t> limit;
    std::optional<std::string> actor;
    std::optional<std::string> since;    ///< UTC, as in `ChangeInfo::at`, or a day
    /// Only entries that touched each of these records or what belongs to it.
    std::vector<Record> about;
};

/// Lists entries, newest first.
void each_entry(const Reader& database, const EntryFilter& filter,
                const std::function<void(const Entry&)>& visit);
[[nodiscard]] std::optional<Entry> entry_by_id(const Reader& database, std::int64_t id);
/// The day of the oldest entry, in UTC; nothing without a history.
[[nodiscard]] std::optional<Date> first_recorded_on(const Reader& database);
/// Up to `limit` ids that end with these digits, newest first.
[[nodiscard]] std::vector<std::int64_t> entries_ending_with(const Reader& database,
                                                            std::string_view digits, int limit);

/// The ids of all entries, in no order.
[[nodiscard]] std::vector<std::int64_t> entry_ids(const Reader& database);

/// The newest entry in effect that is not an undo or redo, and that `sync` did not write by itself.
/// With `before`, the newest one older than that entry.
[[nodiscard]] std::optional<std::int64_t> last_done(const Reader& database,
                                                    std::optional<std::int64_t> before = {});
/// The newest undo in effect: what a redo reverts.
[[nodiscard]] std::optional<std::int64_t> last_undo(const Reader& database);
/// The entry in effect that undoes this one.
[[nodiscard]] std::optional<std::int64_t> undo_of(const Reader& database, std::int64_t id);

/// How often a section has changed, and when it last did.
struct Revision {
    std::int64_t number = 0;    ///< never decreases: the number of history entries plus changes
                                ///< that are not in the history
    std::string at;             ///< UTC, `2026-11-24T16:58:00Z`
};
/// The current revision, also for a file that has or had no history. Without entries, `at` is the
/// time of the newest record.
[[nodiscard]] Revision revision_of(const Reader& database);
/// Sets the first revision of a file imported without its history, based on the time: higher than
/// any earlier one of the section, unless it changed more than once a second. `now_ms`:
/// milliseconds since 1970; `now`: the same time, as in `Revision`.
void begin_revisions(Writer& database, std::int64_t now_ms, const std::string& now);
/// Raises a file's revision above `before` if necessary, with the time `now`: for a copy that
/// replaces a newer file.
void raise_revision(Writer& database, const Revision& before, const std::string& now);

enum class RowAction { added, changed, removed };
[[nodiscard]] std::string_view word(RowAction action);

/// A change to one field of one row. References are given by the name of the record they refer to.
struct FieldChange {
    std::string table;
    std::string record;    ///< the row's name for people, else its key
    RowAction action = RowAction::changed;
    std::string field;
    std::optional<std::string> before;
    std::optional<std::string> after;
};
/// Lists an entry's changes field by field, except fields that stayed absent or empty.
void each_field(const Reader& database, std::int64_t id,
                const std::function<void(const FieldChange&)>& visit);

/// The groups of which an entry changed the record or the terms; terms that the entry added or
/// changed must still exist.
[[nodiscard]] std::set<GroupId> groups_changed_by(const Reader& database, const Entry& entry);
/// Whether an entry changed anything in a table.
[[nodiscard]] bool changes_table(const Entry& entry, std::string_view table);

/// Call after `entry` was undone in the same `Change`. Temporarily restores the section to its
/// state just before that entry, calls `read`, and reverts to the current state. Returns false
/// without calling `read` if a later entry cannot be reverted, for example because it was erased.
bool as_of_the_time_before(Writer& database, const Entry& entry, const std::function<void()>& read);

/// Whether `revert` refuses an entry whatever else changes: it was erased, or created the section.
[[nodiscard]] bool is_irreversible(const Entry& entry);

/// Reverts an entry's changes, inside a `Change`. Throws a `RefusedError` if a later change depends
/// on it, if it was erased, or if it created the section. `cannot` starts the message, such as
/// "cannot undo 'lmsection appoint ...'".
void revert(Writer& database, const Entry& entry, std::string_view cannot);

}    // namespace lmsection::store
