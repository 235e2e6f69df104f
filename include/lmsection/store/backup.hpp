#pragma once

#include "lmsection/base/progress.hpp"
#include "lmsection/store/database.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace lmsection::store {

/// Copies the database as it is at one moment, while others may write. The copy is held against its
/// own check sums of structure (`integrity_check`), readable by its owner alone, and bears its name
/// only once it is whole and on the disk. A `RefusedError` where something bears that name, unless
/// it may be replaced, and for the database itself. `progress`: copying is the first half of the
/// steps, looking at the copy the second, in one go.
void copy_to(const Database& database, const std::filesystem::path& target, bool may_replace,
             const Progress& progress = nobody_watches);

/// The first entry of a section's history, which all copies of it share. Nothing for a section that
/// has no history.
struct Origin {
    std::int64_t entry = 0;
    std::string at;
    bool operator==(const Origin&) const = default;
};
[[nodiscard]] std::optional<Origin> origin_of(const Database& database);

/// What to do where something bears the name of a copy that is to be made.
inline constexpr std::string_view remedy_for_taken_copy =
    "replace it with --force, or name another file for the copy";

/// A `RefusedError` where a copy would be written onto a database, by whatever name, or onto a file
/// that SQLite keeps beside it.
void refuse_copy_onto(const std::filesystem::path& database, const std::filesystem::path& target);

/// Refused where `put_in_place` would be because of what lies beside `file`; nothing is touched.
void refuse_place(const std::filesystem::path& file);

/// Copies a database into `file`, which stays the same file, with its owner and mode: other
/// programs wait, and one that had read it before it waited to write is refused. What was there is
/// kept beside it under the name that is returned; nothing where nothing was there. A damaged file
/// is moved aside, with its journal. Interrupted, it leaves the old content or the new. A
/// `StoreError` where another program uses the file.
std::optional<std::filesystem::path> put_in_place(const Database& database,
                                                  const std::filesystem::path& file);

/// Copies a file of which another connection of this program may hold the writer's lock; the name
/// that the copy got: `FILE.schema-N`, with a number where that is taken.
std::filesystem::path copy_before_update(const Database& database, int version);

}    // namespace lmsection::store
