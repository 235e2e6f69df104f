#include "lmsection/domain/checklist.hpp"

#include <algorithm>

namespace lmsection {

namespace {

bool is_for(const SectionItem& entry, const Group& group) {
    if (entry.group) {
        return *entry.group == group.id;
    }
    const auto& audience = entry.item.audience;
    return std::find(audience.begin(), audience.end(), group.kind) != audience.end();
}

std::optional<ChecklistMark> mark_of(const SectionItem& entry, ProgramYear year,
                                     const std::optional<Group>& group,
                                     std::span<const ChecklistMark> marks) {
    std::optional<ChecklistMark> of_section;
    for (const ChecklistMark& mark : marks) {
        if (mark.item != entry.item.id || mark.year != year) {
            continue;
        }
        if (group && mark.group == group->id) {
            return mark;
        }
        if (!mark.group) {
            of_section = mark;
        }
    }
    return of_section;
}

}    // namespace

std::string_view word(ItemStatus status) {
    switch (status) {
    case ItemStatus::open: return "open";
    case ItemStatus::done: return "done";
    case ItemStatus::skipped: return "skipped";
    }
    return {};
}

ItemStatus DatedItem::status() const {
    return mark ? mark->status : ItemStatus::open;
}

std::vector<DatedItem> items_of(const ChecklistQuery& query, std::span<const SectionItem> checklist,
                                std::span<const ChecklistMark> marks) {
    std::vector<DatedItem> items;
    for (const Month month : query.months) {
        const ProgramYear year = ProgramYear::containing(month);
        for (const SectionItem& entry : checklist) {
            if (entry.item.month != month.month() ||
                (query.group && !is_for(entry, *query.group))) {
                continue;
            }
            DatedItem dated{entry, month, mark_of(entry, year, query.group, marks)};
            if (!query.open_only || dated.status() == ItemStatus::open) {
                items.push_back(std::move(dated));
            }
        }
    }
    return items;
}

std::optional<ItemProgress> parse_item_progress(std::string_view tells) {
    constexpr std::string_view proposals = "proposals:";
    if (tells == "reports") {
        return ItemProgress{ItemProgress::Kind::reports};
    }
    if (tells == "leaders") {
        return ItemProgress{ItemProgress::Kind::leaders};
    }
    if (tells == "meetings") {
        return ItemProgress{ItemProgress::Kind::meetings};
    }
    if (tells.starts_with(proposals) && Slug::parse(tells.substr(proposals.size())).ok()) {
        return ItemProgress{ItemProgress::Kind::proposals,
                            std::string{tells.substr(proposals.size())}};
    }
    return std::nullopt;
}

std::vector<Month> months_of(ProgramYear year) {
    std::vector<Month> months;
    const Month first = year.month(date::July);
    for (int step = 0; step < 12; ++step) {
        months.push_back(first + date::months{step});
    }
    return months;
}

}    // namespace lmsection
