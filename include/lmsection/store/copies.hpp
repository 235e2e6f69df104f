#pragma once

#include "lmsection/domain/progress.hpp"
#include "lmsection/store/database.hpp"

#include <filesystem>
#include <optional>

namespace lmsection::store {

/// Copies the database as it is at one moment, while others may write. The copy is held against its
/// own check sums of structure (`integrity_check`), readable by its owner alone, and bears its name
/// only once it is whole and on the disk. A `RefusedError` where something bears that name, unless
/// it may be replaced, and for the database itself. `progress`: copying is the first half of the
/// steps, looking at the copy the second, in one go.
void copy_to(const Database& database, const std::filesystem::path& target, bool may_replace,
             const Progress& progress = nobody_watches);

/// What to do where something bears the name of a copy that is to be made.
inline constexpr std::string_view remedy_for_taken_copy =
    "replace it with --force, or name another file for the copy";

/// Puts a copy of a database in the place of `file`. What is there, even if it is damaged, stays
/// beside it under the name that is given back; nothing where nothing was there. A `StoreError`
/// where another program holds it.
std::optional<std::filesystem::path> put_in_place(const Database& database,
                                                  const std::filesystem::path& file);

}    // namespace lmsection::store
