#pragma once

#include "lmsection/store/database.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace lmsection::store {

/// Whether the file is marked as a section's database.
[[nodiscard]] bool is_marked_ours(const Database& database);

/// What SQLite finds wrong with the file's pages, indices and constraints (`integrity_check`);
/// empty where it is sound.
[[nodiscard]] std::vector<std::string> damage_of(const Database& database);

/// The references that lead nowhere, in words.
[[nodiscard]] std::vector<std::string> broken_references(const Database& database);

/// How the file's schema differs from the one that this program lays down at that version.
[[nodiscard]] std::vector<std::string> schema_differences(const Database& database);

/// How many of the file's pages hold nothing.
[[nodiscard]] std::int64_t free_pages(const Database& database);

}    // namespace lmsection::store
