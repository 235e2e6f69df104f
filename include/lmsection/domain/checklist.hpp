#pragma once

#include "lmsection/base/text.hpp"
#include "lmsection/domain/handbook.hpp"
#include "lmsection/domain/program_year.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection {

/// The status of a checklist item in a program year.
enum class ItemStatus { open, done, skipped };
[[nodiscard]] constexpr std::string_view word(ItemStatus status) {
    return word_at(status, {"open", "done", "skipped"});
}

/// Records that an item was done or skipped in a program year, for the whole section or for one
/// group.
struct ChecklistMark {
    Slug item;
    ProgramYear year;
    std::optional<GroupId> group;
    ItemStatus status = ItemStatus::done;
    Date on{};
    std::string by;
    std::string note;
};

/// An item of a section's checklist: from the handbook, or added by the section.
struct SectionItem {
    ChecklistItem item;
    std::optional<GroupId> group;    ///< the only group it is for, if any
};

/// A checklist item in a month, with its mark.
struct DatedItem {    // NOLINT(*-member-init): a Month has no default
    SectionItem entry;
    Month month;
    std::optional<ChecklistMark> mark;    ///< the requested group's, else the section's

    [[nodiscard]] ItemStatus status() const { return mark ? mark->status : ItemStatus::open; }
};

/// Which part of a checklist to list.
struct ChecklistQuery {
    std::vector<Month> months;
    std::optional<Group> group;    ///< only items for this group or its kind, with its marks
    bool open_only = false;
};

/// The items of the requested months in checklist order, each with its mark for that program year.
/// A group's own mark takes precedence over the section's.
[[nodiscard]] std::vector<DatedItem> items_of(const ChecklistQuery& query,
                                              std::span<const SectionItem> checklist,
                                              std::span<const ChecklistMark> marks);

/// What the database can say about a checklist item, as `ChecklistItem::tells` names it.
struct ItemProgress {
    enum class Kind {
        reports,      ///< how many reports of the item's month are in
        leaders,      ///< how many groups have their leaders for the next July 1
        meetings,     ///< how many groups met in the item's month
        proposals,    ///< how many of the proposals that the rules ask for were submitted
    };
    Kind kind = Kind::reports;
    std::string venue{};    ///< of `proposals`: its id
};
/// Reads "reports", "leaders", "meetings" or "proposals:VENUE"; nothing where it is none of them.
[[nodiscard]] std::optional<ItemProgress> parse_item_progress(std::string_view tells);

/// The twelve months of a program year, July first.
[[nodiscard]] std::vector<Month> months_of(ProgramYear year);

}    // namespace lmsection
