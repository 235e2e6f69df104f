#pragma once

#include "lmsection/app/session.hpp"
#include "lmsection/domain/checklist.hpp"
#include "lmsection/domain/program_year.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::app {

/// An item in a month, with what the database knows of it ("3 of 10 in"; empty otherwise).
struct ToldItem {
    DatedItem item;
    std::string known;
};
[[nodiscard]] std::vector<ToldItem> checklist_of(const Session& session,
                                                 const ChecklistQuestion& question);

/// How to mark an item; what is not given stays as it was, or is today's day and no note.
struct MarkOrder {
    ItemStatus status = ItemStatus::done;
    std::optional<Date> on;
    std::optional<std::string> note;
};

/// What happened to an item.
struct MarkResult {
    DatedItem item;
    bool changed = true;                    ///< false: it was so already
    std::optional<ChecklistMark> before;    ///< the mark that was replaced or removed
    std::vector<std::string> warnings;
};

/// Which item, and for whom: the whole section, or one group alone.
struct ItemChoice {
    std::string_view item;    ///< the slug, the title or a unique beginning of one
    ProgramYear year;
    std::optional<Group> group;
};
/// Marks an item done or skipped; another day or note corrects a mark of the same kind. Warns of
/// reports that are missing where the item is about them, and where last year's item is nearer. A
/// `RefusedError` where the item has a mark of the other kind, or is not for that group.
[[nodiscard]] MarkResult mark_item(Session& session, const ItemChoice& choice,
                                   const MarkOrder& order);
/// Removes the mark of an item, so that it is open again. Warns of a mark of the year before
/// where there is none.
[[nodiscard]] MarkResult reopen_item(Session& session, const ItemChoice& choice);

/// What a user says of an item; what is not given stays as it is.
struct ItemFields {
    std::optional<std::string> title;
    std::optional<date::month> month;
    std::optional<std::vector<GroupKind>> audience;
    std::optional<bool> optional;
    std::optional<Group> group;         ///< for that group alone
    bool all_groups = false;            ///< no longer for one group
    std::optional<std::string> slug;    ///< only when adding; else made of the title
};
/// An item after a command, and as it was before an edit.
struct ItemChange {
    DatedItem item;
    bool changed = true;    ///< false: it was on record already
    std::optional<SectionItem> before;
};
/// Adds an item of the section's own. A `RefusedError` where its slug is another item's.
[[nodiscard]] ItemChange add_item(Session& session, const ItemFields& fields);
[[nodiscard]] ItemChange edit_item(Session& session, std::string_view item,
                                   const ItemFields& fields);

}    // namespace lmsection::app
