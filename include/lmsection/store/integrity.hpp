#pragma once

#include "lmsection/store/database.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace lmsection::store {

/// Whether the file is marked as a section's database.
[[nodiscard]] bool is_marked_ours(const Reader& database);

/// Problems that SQLite finds in the file's pages, indexes and constraints (`integrity_check`);
/// empty if there are none.
[[nodiscard]] std::vector<std::string> damage_of(const Reader& database);

/// Descriptions of references to records that do not exist.
[[nodiscard]] std::vector<std::string> broken_references(const Reader& database);

/// How the file's schema differs from the one that this program creates for its version.
[[nodiscard]] std::vector<std::string> schema_differences(const Reader& database);

/// The number of free pages in the file.
[[nodiscard]] std::int64_t free_pages(const Reader& database);

}    // namespace lmsection::store
