#pragma once

#include <filesystem>

namespace lmsection::store {

/// What to do if the name of a file is taken.
enum class Existing { refuse, replace };

/// Creates an empty file with a new name beside `file`, readable only by its owner. Throws a
/// `StoreError` if that fails.
[[nodiscard]] std::filesystem::path create_beside(const std::filesystem::path& file);

/// Deletes an unfinished file, and its journal if SQLite could not. Ignores errors, since it runs
/// while handling another one.
void remove_draft(const std::filesystem::path& draft) noexcept;

/// Renames a finished file atomically and durably. Throws a `RefusedError` if the name is taken and
/// may not be replaced, a `StoreError` if renaming fails.
void rename_into_place(const std::filesystem::path& draft, const std::filesystem::path& name,
                       Existing existing);

/// Gives `to` the owner of `from`, so that files created by root stay usable by their owner. Has an
/// effect only for root. The mode stays.
void share_owner(const std::filesystem::path& from, const std::filesystem::path& to) noexcept;
void share_mode(const std::filesystem::path& from, const std::filesystem::path& to) noexcept;

/// Adds a hard link with the given name, or renames the file if the file system has no hard links.
void link_as(const std::filesystem::path& file, const std::filesystem::path& name);

/// The first free name among `wanted`, `wanted-2` and so on.
[[nodiscard]] std::filesystem::path free_name(const std::filesystem::path& wanted);

/// Syncs the folder of a file that was just renamed, if the file system supports that. Throws a
/// `StoreError` if the disk fails: the name might not survive a power failure.
void sync_name(const std::filesystem::path& file);

/// Whether two paths refer to the same file, through links or other names; for files that do not
/// exist yet, whether they would.
[[nodiscard]] bool is_same_file(const std::filesystem::path& one,
                                const std::filesystem::path& other);

/// Whether a path refers to a database, or to one of SQLite's files beside it (`-journal`, `-wal`,
/// `-shm`), under any name.
[[nodiscard]] bool is_database_or_side_file(const std::filesystem::path& file,
                                            const std::filesystem::path& database);

}    // namespace lmsection::store
