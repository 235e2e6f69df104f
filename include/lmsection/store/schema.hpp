#pragma once

#include "lmsection/store/database.hpp"

#include <functional>

namespace lmsection::store {

/// The version of the schema that this program makes and reads (`PRAGMA user_version`).
[[nodiscard]] int schema_version();
/// The version that the file is at.
[[nodiscard]] int version_of(const Database& database);
/// Applies, in order and in one transaction, the patches up to `version` that the file has not
/// seen yet. `before`: called with the version that the file is at, while others are kept from
/// writing to it.
void bring_to(const Database& database, int version,
              const std::function<void(int seen)>& before = {});

}    // namespace lmsection::store
