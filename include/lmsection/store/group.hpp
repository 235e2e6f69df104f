#pragma once

#include "lmsection/base/slug.hpp"
#include "lmsection/domain/group.hpp"
#include "lmsection/domain/id.hpp"
#include "lmsection/store/database.hpp"

#include <optional>
#include <vector>

namespace lmsection::store {

void insert_group(Writer& database, const Group& group);
/// Updates all fields of a group.
void update_group(Writer& database, const Group& group);
/// Roster order: by kind, then position, then slug.
[[nodiscard]] bool listed_before(const Group& one, const Group& other);
/// Every group, including retired ones, in roster order.
[[nodiscard]] std::vector<Group> all_groups(const Reader& database);
/// The groups that were merged into a group, in roster order.
[[nodiscard]] std::vector<Group> groups_merged_into(const Reader& database, GroupId group);
[[nodiscard]] std::optional<Group> group_by_id(const Reader& database, GroupId id);
[[nodiscard]] std::optional<Group> group_by_slug(const Reader& database, const Slug& slug);

}    // namespace lmsection::store
