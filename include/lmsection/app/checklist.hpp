#pragma once

#include "lmsection/app/session.hpp"
#include "lmsection/domain/checklist.hpp"
#include "lmsection/domain/program_year.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::app {

/// A checklist item in a month, with its progress from the database ("3 of 10 in"; empty if none).
struct ListedItem {
    DatedItem item;
    std::string known;
};
[[nodiscard]] std::vector<ListedItem> checklist_of(const Session& session,
                                                   const ChecklistQuery& query);

/// How to mark an item. Missing fields keep their values; for a new mark they default to today and
/// no note.
struct MarkOrder {
    ItemStatus status = ItemStatus::done;
    std::optional<Date> on;
    std::optional<std::string> note;
};

/// The result of marking an item.
struct MarkResult {
    DatedItem item;
    bool changed = true;                    ///< false: no change was needed
    std::optional<ChecklistMark> before;    ///< the mark that was replaced or removed
    std::vector<std::string> warnings;
};

/// Which item, and for whom: the whole section or one group.
struct ItemChoice {
    std::string_view item;    ///< the slug, the title or a unique prefix
    ProgramYear year;
    std::optional<Group> group;
};
/// Marks an item done or skipped; a different day or note corrects an existing mark of the same
/// kind. Warns if the item is about reports and some are missing, or if last year's item is nearer.
/// Throws a `RefusedError` if the item has a mark of the other kind or is not for that group.
[[nodiscard]] MarkResult mark_item(WritingSession& session, const ItemChoice& choice,
                                   const MarkOrder& order);
/// Removes the mark of an item, so that it is open again. If there is none, warns about a mark in
/// the year before.
[[nodiscard]] MarkResult reopen_item(WritingSession& session, const ItemChoice& choice);

/// The fields of an item that a user sets; missing ones keep their values.
struct ItemFields {
    std::optional<std::string> title;
    std::optional<date::month> month;
    std::optional<std::vector<GroupKind>> audience;
    std::optional<bool> optional;
    std::optional<Group> group;         ///< only for that group
    bool all_groups = false;            ///< no longer only for one group
    std::optional<std::string> slug;    ///< only when adding; default: made from the title
};
/// An item after a command and, for an edit, before it.
struct ItemChange {
    DatedItem item;
    bool changed = true;    ///< false: it was already on record
    std::optional<SectionItem> before;
};
/// Adds an item to the section's checklist. Throws a `RefusedError` if its slug is taken.
[[nodiscard]] ItemChange add_item(WritingSession& session, const ItemFields& fields);
[[nodiscard]] ItemChange edit_item(WritingSession& session, std::string_view item,
                                   const ItemFields& fields);

}    // namespace lmsection::app
