#pragma once

#include <filesystem>

namespace lmsection::store {

/// What is done about a file that bears a name already.
enum class Existing { refuse, replace };

/// An empty file beside `file`, which only its owner can read, and whose name nobody had. A
/// `StoreError` where none can be made there.
[[nodiscard]] std::filesystem::path fresh_neighbour(const std::filesystem::path& file);

/// Removes an unfinished file, and its journal where SQLite could not; what is left of a failure is
/// no second one.
void remove_draft(const std::filesystem::path& draft) noexcept;

/// Gives a finished file its name, in one step that is on the disk afterwards. A `RefusedError`
/// where something bears the name and may not be replaced, a `StoreError` where it cannot be done.
void give_name(const std::filesystem::path& draft, const std::filesystem::path& name,
               Existing existing);

/// Gives a file made beside another that one's owner, so that root's commands take nothing away
/// from them; only root can. Its mode stays.
void share_owner(const std::filesystem::path& from, const std::filesystem::path& to) noexcept;
void share_mode(const std::filesystem::path& from, const std::filesystem::path& to) noexcept;

/// Lets the file bear a second name, or where the file system knows no such thing that name alone.
void keep_as(const std::filesystem::path& file, const std::filesystem::path& name);

/// The name that nothing bears yet: `wanted`, else `wanted-2` and so on.
[[nodiscard]] std::filesystem::path free_name(const std::filesystem::path& wanted);

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
