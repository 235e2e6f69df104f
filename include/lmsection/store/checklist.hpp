#pragma once

#include "lmsection/domain/checklist.hpp"
#include "lmsection/store/database.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace lmsection::store {

/// Parses an item's audience as stored: kinds of group separated by spaces.
[[nodiscard]] Outcome<std::vector<GroupKind>> parse_audience(std::string_view text);

/// Adds an item at the end of its month.
void insert_item(Writer& database, std::int64_t id, const SectionItem& entry);
/// Updates the item with the slug of `entry`.
void update_item(Writer& database, const SectionItem& entry);
/// Deletes an item, which must have no marks.
void delete_item(Writer& database, const Slug& item);
/// Whether the item was marked in any year.
[[nodiscard]] bool has_marks(const Reader& database, const Slug& item);
/// The section's checklist: July first, the handbook's order within a month.
[[nodiscard]] std::vector<SectionItem> all_items(const Reader& database);

/// Stores a mark, replacing the item's mark for that year and group.
void save_mark(Writer& database, std::int64_t id, const ChecklistMark& mark);
/// Deletes a mark; false if there was none.
bool delete_mark(Writer& database, const Slug& item, ProgramYear year,
                 std::optional<GroupId> group);
[[nodiscard]] std::vector<ChecklistMark> marks_of(const Reader& database, ProgramYear year);

}    // namespace lmsection::store
