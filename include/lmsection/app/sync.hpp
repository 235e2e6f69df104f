#pragma once

#include "lmsection/app/session.hpp"
#include "lmsection/store/history.hpp"
#include "lmsection/store/sealed_copy.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::app {

/// How to bring a section in step with the copies in a shared folder.
struct SyncOrder {
    std::filesystem::path folder;
    std::string officer;       ///< who writes here, for people
    bool read_only = false;    ///< merge, but write nothing into the folder
    store::Alive alive = [] {};
    /// The words of a typed command that name it: "person edit".
    std::function<std::string(std::string_view command)> words_of_command;
};

/// A copy in the folder whose news were merged.
struct MergedCopy {
    std::string officer;
    std::filesystem::path file;
    std::vector<store::Entry> entries;    ///< those that ours lacked
    std::vector<std::string> warnings;
};

/// A copy that could not be merged; the others were.
struct FailedCopy {
    Fault fault;
    bool refused = false;    ///< it may not be merged; else it cannot be read
};

struct Synced {
    std::vector<MergedCopy> merged;
    std::vector<FailedCopy> failed;
    /// Officers of other machines with the same name as this one, of whom there was news.
    bool name_is_shared = false;
    int forgotten = 0;    ///< people erased here because another officer forgot them
    std::optional<std::filesystem::path> written;
    std::vector<std::filesystem::path> removed;    ///< our own older copies
    /// Copies of others that still had someone who was forgotten.
    std::vector<std::filesystem::path> removed_of_others;
    std::vector<std::int64_t> conflicts;    ///< entries of new conflicts, which no one has decided
};

/// Merges what is new in the copies of other officers, then writes a new copy of ours if the
/// content differs from the last one, and removes our own copies that all others have. Repeating it
/// is harmless, also after it was killed at any moment. Throws a `RefusedError` if the folder is
/// another section's, a `StoreError` if it cannot be read or written.
Synced sync(const Circumstances& around, const SyncOrder& order);

/// Where a copy in the folder stands, compared with this database.
enum class CopyState {
    own,              ///< this machine's
    in_step,          ///< the same content
    ahead,            ///< has something that ours lacks
    behind,           ///< lacks something that ours has
    diverged,         ///< both
    old,              ///< the same machine has a newer one
    incomplete,       ///< still on its way, damaged, or not a sealed copy
    newer_program,    ///< can only be read by a newer version
    other_section,
};
[[nodiscard]] std::string_view word(CopyState state);

struct CopyStatus {
    std::string officer;
    std::string machine;
    std::filesystem::path file;
    int number = 0;
    std::string written;    ///< UTC, by the clock of its machine
    std::uintmax_t bytes = 0;
    CopyState state = CopyState::incomplete;
    std::optional<std::int64_t> to_get;     ///< entries that ours lacks
    std::optional<std::int64_t> to_give;    ///< entries that it lacks
};

/// Every database file in the folder. Writes nothing, neither there nor here.
[[nodiscard]] std::vector<CopyStatus> sync_status(const Circumstances& around,
                                                  const std::filesystem::path& folder,
                                                  const store::Alive& alive);

/// A field that two officers changed, with what is kept until a person decides.
struct Conflict {
    std::int64_t entry = 0;
    std::string at;
    store::FieldChange field;    ///< from what was dropped to what is kept
};
[[nodiscard]] std::vector<Conflict> conflicts(const Session& session);
/// The conflict that an entry is about, if it waits for a decision; copies may have found it under
/// several numbers, and the lowest counts. Throws a `RefusedError` if there is no such conflict.
[[nodiscard]] std::optional<store::Entry> open_conflict(const Session& session,
                                                        std::string_view typed);
/// Decides an open conflict for what is kept. `undo` decides for what was dropped.
void keep(WritingSession& session, const store::Entry& conflict);

}    // namespace lmsection::app
