#pragma once

#include "lmsection/store/database.hpp"

#include <filesystem>

namespace lmsection::store {

/// Copies a file of which another connection of this program may hold the writer's lock; the name
/// that the copy got: `FILE.schema-N`, with a number where that is taken.
std::filesystem::path copy_before_update(const Database& database, int version);

}    // namespace lmsection::store
