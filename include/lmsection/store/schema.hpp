#pragma once

#include "lmsection/store/database.hpp"

namespace lmsection::store {

/// The version of the schema that this program makes and reads (`PRAGMA user_version`).
[[nodiscard]] int schema_version();
/// The version that the file is at.
[[nodiscard]] int version_of(const Database& database);
/// Applies, in order and in one transaction, the patches up to `version` that the file has not
/// seen yet.
void bring_to(const Database& database, int version);

}    // namespace lmsection::store
