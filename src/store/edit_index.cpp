#include "edit_index.hpp"

#include <algorithm>

namespace lmsection::store {

bool EditIndex::add(std::int64_t entry, std::string_view changeset, const Forms& forms,
                    EntryKind kind) {
    bool known = true;
    const bool sound = walk_changeset(changeset, [&](const RowChange& row) {
        const auto form = forms.find(row.table());
        known = form != forms.end();
        // What was removed before may have been brought back by who decided otherwise.
        if (known && !(kind == EntryKind::keeps && row.action() == RowAction::removed)) {
            add_row(entry, row, form->second, kind != EntryKind::automatic);
        }
        return known;
    });
    return sound && known;
}

void EditIndex::add_row(std::int64_t entry, const RowChange& row, const TableForm& form,
                        bool typed) {
    const bool first = !touches_.contains({row.table(), row.key()});
    RecordEdits& touch = touches_[{row.table(), row.key()}];
    touch.newest = entry;
    touch.entries.insert(entry);
    touch.is_new = first ? row.action() == RowAction::added : touch.is_new;
    touch.whole = touch.whole || row.action() != RowAction::changed;
    if (typed && row.action() != RowAction::changed) {
        touch.whole_by = entry;
    }
    for (int column = 0; column < row.columns(); ++column) {
        const bool in_key = std::ranges::count(form.key, column) > 0;
        const auto before = row.before(column);
        const bool changed = row.action() == RowAction::removed || before || row.after(column);
        if (!in_key && row.action() != RowAction::added && changed) {
            touch.columns.insert(column);
            if (typed) {
                touch.typed[column] = entry;
            }
            if (!touch.is_new && typed) {
                touch.before.emplace(column, RecordEdits::Before{entry, before});
            }
        }
    }
}

const RecordEdits* EditIndex::of(const Place& place) const {
    const auto found = touches_.find(place);
    return found == touches_.end() ? nullptr : &found->second;
}

std::vector<Place> EditIndex::together_with(const Place& place) const {
    const RecordEdits* touch = of(place);
    if (touch == nullptr) {
        return {place};
    }
    std::vector<Place> places;
    for (const auto& [other, others] : touches_) {
        if (std::ranges::any_of(others.entries,
                                [&](auto entry) { return touch->entries.contains(entry); })) {
            places.push_back(other);
        }
    }
    return places;
}

}    // namespace lmsection::store
