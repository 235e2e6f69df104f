#pragma once

#include "lmsection/domain/checklist.hpp"
#include "lmsection/store/database.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace lmsection::store {

/// Whom an item is for, as it is stored: kinds of groups, a blank between them.
[[nodiscard]] Outcome<std::vector<GroupKind>> parse_audience(std::string_view text);

/// Adds an item at the end of its month.
void insert_item(const Database& database, std::int64_t id, const SectionItem& entry);
/// Writes again what `entry` says of the item that bears its slug.
void update_item(const Database& database, const SectionItem& entry);
/// Removes an item without marks.
void delete_item(const Database& database, const Slug& item);
/// Whether the item was marked in any year.
[[nodiscard]] bool has_marks(const Database& database, const Slug& item);
/// The section's checklist: July first, the handbook's order within a month.
[[nodiscard]] std::vector<SectionItem> all_items(const Database& database);

/// Keeps a mark; one that the item has for that year and group gives way to it.
void save_mark(const Database& database, std::int64_t id, const ChecklistMark& mark);
/// Takes a mark away; false where there was none.
bool delete_mark(const Database& database, const Slug& item, ProgramYear year,
                 std::optional<GroupId> group);
[[nodiscard]] std::vector<ChecklistMark> marks_of(const Database& database, ProgramYear year);

}    // namespace lmsection::store
