#pragma once

#include "lmsection/app/session.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

namespace lmsection::app {

struct BackupOrder {
    std::filesystem::path target;    ///< a file, or a folder in which the copy gets a dated name
    bool force = false;              ///< replaces a file of that name
    /// How many dated copies of this section stay in the folder, with the one just made.
    std::optional<int> keep = std::nullopt;
};

struct Backup {
    std::filesystem::path file;
    std::uintmax_t bytes = 0;
    std::vector<std::filesystem::path> removed;    ///< older copies, for `keep`
    /// Copies whose names have a later date than this one; `keep` leaves them alone.
    std::vector<std::filesystem::path> dated_later;
};

/// Copies the database as it is, while others may write. A `UsageError` where copies are to be kept
/// by number, but the target is no folder.
Backup back_up(const Circumstances& circumstances, const BackupOrder& order);

struct Restored {
    int schema = 0;                               ///< the version of the copy
    std::optional<std::filesystem::path> kept;    ///< where the database is that was there
    std::optional<std::string> warning;           ///< what could not be done after the restore
};

/// Puts a copy in the database's place. A `StoreError` where the copy is not a section's database,
/// is damaged or newer than this program, or another program holds the database. With dry run the
/// copy is only looked at.
Restored restore(const Circumstances& circumstances, const std::filesystem::path& copy);

}    // namespace lmsection::app
