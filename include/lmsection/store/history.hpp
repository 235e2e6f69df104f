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

/// How many rows of a table an entry added, changed and removed.
struct TableChanges {
    std::string table;
    int added = 0;
    int changed = 0;
    int removed = 0;
};

/// Whether what an entry did is in effect. One that is erased (a person was forgotten) can neither
/// be read nor undone.
enum class EntryState { done, undone, erased };
[[nodiscard]] std::string_view word(EntryState state);

/// One command's writes, as the history has them.
struct Entry {
    std::int64_t id = 0;
    Deed deed;
    std::vector<TableChanges> changes;
    EntryState state = EntryState::done;
};

/// A record of a table.
struct Record {
    std::string table;
    std::int64_t id = 0;
};

/// Which entries are asked for; what is left out asks for all.
struct EntryQuestion {
    std::optional<std::int64_t> limit;
    std::optional<std::string> actor;
    std::optional<std::string> since;    ///< UTC, as in `Deed::at`, or a day
    std::vector<Record> about;    ///< only what touched all of these, or what belongs to them
};

/// The entries, newest first.
void each_entry(const Database& database, const EntryQuestion& question,
                const std::function<void(const Entry&)>& take);
[[nodiscard]] std::optional<Entry> entry_by_id(const Database& database, std::int64_t id);
/// At most `limit` ids that end with these digits, newest first.
[[nodiscard]] std::vector<std::int64_t> entries_ending_with(const Database& database,
                                                            std::string_view digits, int limit);

/// The newest entry that stands and is no undo or redo.
[[nodiscard]] std::optional<std::int64_t> last_done(const Database& database);
/// The newest undo that stands: what a redo takes back.
[[nodiscard]] std::optional<std::int64_t> last_undo(const Database& database);
/// The entry that stands and undoes this one.
[[nodiscard]] std::optional<std::int64_t> undo_of(const Database& database, std::int64_t id);

/// How often a section has changed, and when it last did.
struct Revision {
    std::int64_t number = 0;    ///< never falls: entries of the history, and what it does not show
    std::string at;             ///< UTC, `2026-11-24T16:58:00Z`
};
/// The revision of a file that has no history, or had none for a time, included. Without any entry
/// the time is that of the newest record.
[[nodiscard]] Revision revision_of(const Database& database);
/// Gives a file without a history the revision that one imported at this moment gets: above any
/// that the section had before, unless it changed more than once a second.
/// `now_ms`: milliseconds since 1970; `now`: the same, as in `Revision`.
void begin_revisions(const Database& database, std::int64_t now_ms, const std::string& now);
/// Raises a file's revision above `before`, if it is not, with the time `now`: for a copy that
/// takes the place of a newer file.
void raise_revision(const Database& database, const Revision& before, const std::string& now);

enum class RowDeed { added, changed, removed };
[[nodiscard]] std::string_view word(RowDeed deed);

/// What became of one field of one row. References are told by the name of what they refer to.
struct FieldChange {
    std::string table;
    std::string record;    ///< the row as people know it, else its key
    RowDeed deed = RowDeed::changed;
    std::string field;
    std::optional<std::string> before;
    std::optional<std::string> after;
};
/// An entry's changes, field by field; fields that stayed absent or empty are left out.
void each_field(const Database& database, std::int64_t id,
                const std::function<void(const FieldChange&)>& take);

/// The groups whose own record, or whose terms, an entry changed; terms that the entry added or
/// changed must still be there.
[[nodiscard]] std::set<GroupId> groups_changed_by(const Database& database, const Entry& entry);
/// Whether an entry changed anything in a table.
[[nodiscard]] bool changes_table(const Entry& entry, std::string_view table);

/// For use after `entry` was undone in the same `Change`: puts the section back as it was right
/// before that entry, runs `read`, and undoes all that again. False, without running `read`, where
/// a later entry cannot be taken off, as when its content was erased.
bool as_of_the_time_before(const Database& database, const Entry& entry,
                           const std::function<void()>& read);

/// Undoes what an entry changed, inside a `Change`. A `RefusedError` where a later change depends
/// on it, where its content was erased, and for the entry that made the section; `cannot` begins
/// the message, such as "cannot undo 'lmsection appoint ...'".
void take_back(const Database& database, const Entry& entry, std::string_view cannot);

}    // namespace lmsection::store
