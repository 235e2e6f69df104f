#pragma once

#include "lmsection/app/session.hpp"
#include "lmsection/domain/checklist.hpp"

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

/// What happened to an item.
struct MarkResult {
    DatedItem item;
    bool changed = true;    ///< false: it stood so already
};

/// Which item, and for whom: the whole section, or one group alone.
struct ItemChoice {
    std::string_view item;    ///< the slug, the title or a unique beginning of one
    ProgramYear year;
    std::optional<Group> group;
};
/// Marks an item done or skipped. The same mark again changes nothing; a `RefusedError` where a
/// different one stands, or the group is not among those that the item is for.
[[nodiscard]] MarkResult mark_item(Session& session, const ItemChoice& choice, ItemStatus status,
                                   Date on, const std::string& note);
/// Takes the mark of an item away, so that it is open again.
[[nodiscard]] MarkResult reopen_item(Session& session, const ItemChoice& choice);

/// What a user says of an item; what is not given stays as it is.
struct ItemFields {
    std::optional<std::string> title;
    std::optional<date::month> month;
    std::optional<std::vector<GroupKind>> audience;
    std::optional<bool> optional;
    std::optional<Group> group;         ///< for that group alone
    std::optional<std::string> slug;    ///< only when adding; else made of the title
};
/// Adds an item of the section's own. A `RefusedError` where its slug is taken.
[[nodiscard]] DatedItem add_item(Session& session, const ItemFields& fields);
[[nodiscard]] DatedItem edit_item(Session& session, std::string_view item,
                                  const ItemFields& fields);

}    // namespace lmsection::app
