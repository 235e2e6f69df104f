#include "lmsection/domain/checklist.hpp"

#include "lmsection/base/text.hpp"

#include <algorithm>

namespace lmsection {

namespace {

bool is_for(const SectionItem& entry, const Group& group) {
    return entry.group ? *entry.group == group.id
                       : std::ranges::count(entry.item.audience, group.kind) > 0;
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
    using enum ItemProgress::Kind;
    for (const auto& [name, kind] : {std::pair{"reports", reports}, std::pair{"leaders", leaders},
                                     std::pair{"meetings", meetings}}) {
        if (tells == name) {
            return ItemProgress{kind};
        }
    }
    constexpr std::string_view of_venue = "proposals:";
    const auto venue = Slug::parse(tells.substr(std::min(of_venue.size(), tells.size())));
    return tells.starts_with(of_venue) && venue.ok()
               ? std::optional{ItemProgress{proposals, venue.value().text()}}
               : std::nullopt;
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
