#pragma once

#include "lmsection/app/session.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

namespace lmsection::app {

struct BackupOrder {
    std::filesystem::path target;    ///< a file, or a folder in which the copy gets a dated name
    bool force = false;              ///< replace an existing file
    /// How many dated copies of this section to keep in the folder, including the new one.
    std::optional<int> keep = std::nullopt;
};

struct Backup {
    std::filesystem::path file;
    std::uintmax_t bytes = 0;
    std::vector<std::filesystem::path> removed;    ///< older copies, removed because of `keep`
    /// Copies whose names have a later date than this one; `keep` does not remove them.
    std::vector<std::filesystem::path> dated_later;
};

/// Copies a snapshot of the database, while others may write. Throws a `UsageError` if `keep` is
/// set and the target is not a folder.
Backup back_up(const Circumstances& circumstances, const BackupOrder& order);

struct Restored {
    int schema = 0;                               ///< the schema version of the copy
    std::optional<std::filesystem::path> kept;    ///< where the previous database was saved
    std::optional<std::string> warning;           ///< what failed after the restore
};

/// Replaces the database with a copy. Throws a `StoreError` if the copy is not a section's
/// database, is damaged or newer than this program, or if another program is using the database. A
/// dry run only checks the copy.
Restored restore(const Circumstances& circumstances, const std::filesystem::path& copy);

}    // namespace lmsection::app
