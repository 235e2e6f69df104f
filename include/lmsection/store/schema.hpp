#pragma once

#include "lmsection/store/database.hpp"

#include <functional>

namespace lmsection::store {

/// The schema version that this program creates and reads (`PRAGMA user_version`).
[[nodiscard]] int schema_version();
/// The schema version of the file.
[[nodiscard]] int version_of(const Reader& database);
/// Applies the patches that the file lacks, up to `version`, in order and in one transaction.
/// `before`: called with the file's current version while the write lock is held.
void bring_to(Database& database, int version, const std::function<void(int seen)>& before = {});

}    // namespace lmsection::store
