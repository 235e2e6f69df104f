#pragma once

#include <filesystem>

namespace lmsection::store {

/// Sees to it that the name which a file was just given is on the disk, as far as the file system
/// can do that for folders. A `StoreError` where the disk fails: the name may not outlast a power
/// cut.
void confirm_name(const std::filesystem::path& file);

/// Whether two paths lead to one file, through whatever links and other names it has; of files that
/// do not exist yet, whether they would.
[[nodiscard]] bool lead_to_one_file(const std::filesystem::path& one,
                                    const std::filesystem::path& other);

/// Whether a path leads to a database, or to a file that SQLite keeps beside it (`-journal`,
/// `-wal`,
/// `-shm`), by whatever name.
[[nodiscard]] bool is_database_or_side_file(const std::filesystem::path& file,
                                            const std::filesystem::path& database);

}    // namespace lmsection::store
