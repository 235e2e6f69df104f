#pragma once

#include "lmsection/domain/section.hpp"
#include "lmsection/store/database.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace lmsection::store {

void insert_group(const Database& database, const Group& group);
/// Writes all of a group's fields again.
void update_group(const Database& database, const Group& group);
/// Every group, retired ones too, in the order of rosters: by kind, then place, then slug.
[[nodiscard]] std::vector<Group> all_groups(const Database& database);

/// Keeps the handbook's text, one a database.
void save_handbook(const Database& database, std::string_view toml);
[[nodiscard]] std::string load_handbook(const Database& database);

}    // namespace lmsection::store
