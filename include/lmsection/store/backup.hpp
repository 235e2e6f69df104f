#pragma once

#include "lmsection/base/progress.hpp"
#include "lmsection/store/database.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace lmsection::store {

/// Copies a snapshot of the database, while others may write. The copy passes `integrity_check`, is
/// readable only by its owner, and gets its name only once it is complete and on disk. Throws a
/// `RefusedError` if the name is taken and may not be replaced, or if the target is the database
/// itself. `progress`: copying is the first half of the steps; checking the copy is the second, in
/// one step.
void copy_to(const Reader& database, const std::filesystem::path& target, bool may_replace,
             const Progress& progress = ignore_progress);

/// The first entry of a section's history, which all its copies share.
struct Origin {
    std::int64_t entry = 0;
    std::string at;
    bool operator==(const Origin&) const = default;
};
[[nodiscard]] std::optional<Origin> origin_of(const Reader& database);

/// The remedy if the name for a copy is taken.
inline constexpr std::string_view remedy_for_taken_copy =
    "replace it with --force, or name another file for the copy";

/// Throws a `RefusedError` if a copy would overwrite the database, under any name, or one of
/// SQLite's files beside it.
void refuse_copy_onto(const std::filesystem::path& database, const std::filesystem::path& target);

/// Throws if `put_in_place` would refuse because of files beside `file`. Changes nothing.
void refuse_place(const std::filesystem::path& file);

/// Copies a database into `file`, which remains the same file with its owner and mode. Other
/// programs wait; one that read it before waiting to write is refused. The old content is kept
/// beside it under the returned name; nothing if there was none. A damaged file is moved aside with
/// its journal. If interrupted, leaves either the old or the new content. Throws a `StoreError` if
/// another program is using the file.
std::optional<std::filesystem::path> put_in_place(const Reader& database,
                                                  const std::filesystem::path& file);

/// Copies a file on which another connection of this process may have the write lock. Returns the
/// copy's name: `FILE.schema-N`, with a number added if that is taken.
std::filesystem::path copy_before_update(const Reader& database, int version);

}    // namespace lmsection::store
