#include "lmsection/store/checklist.hpp"

#include "query.hpp"

#include <fmt/format.h>

namespace lmsection::store {

namespace {

std::string spelled(const std::vector<GroupKind>& audience) {
    std::string text;
    for (const GroupKind kind : audience) {
        text += (text.empty() ? "" : " ") + std::string{word(kind)};
    }
    return text;
}

constexpr std::string_view item_columns =
    "slug, month, title, audience, optional, section, tells, group_id";

/// `further`: the values of the columns after `item_columns`.
template <class... Values>
void write_item(Writer& database, Write how, std::string_view columns, const SectionItem& entry,
                const Values&... further) {
    const ChecklistItem& item = entry.item;
    write(database, how, "checklist_items", columns, item.id, unsigned{item.month}, item.title,
          spelled(item.audience), item.optional, item.section, item.tells, entry.group, further...);
}

}    // namespace

Outcome<std::vector<GroupKind>> parse_audience(std::string_view text) {
    std::vector<GroupKind> audience;
    while (!text.empty()) {
        const auto end = std::min(text.find(' '), text.size());
        const auto kind = parse_group_kind(text.substr(0, end));
        if (!kind.ok()) {
            return kind.fault();
        }
        audience.push_back(kind.value());
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return audience;
}

void insert_item(Writer& database, std::int64_t id, const SectionItem& entry) {
    const std::int64_t position = number_from(
        database, "SELECT ifnull(max(position), 0) + 1 FROM checklist_items");
    write_item(database, Write::insert, fmt::format("{}, id, position", item_columns), entry, id,
               position);
}

void update_item(Writer& database, const SectionItem& entry) {
    write_item(database, Write::update, item_columns, entry);
}

void delete_item(Writer& database, const Slug& item) {
    Update{database, "DELETE FROM checklist_items WHERE slug = ?1", item}.run();
}

bool has_marks(const Reader& database, const Slug& item) {
    return Query{database,
                 "SELECT 1 FROM checklist_marks m JOIN checklist_items i "
                 "ON i.id = m.item_id WHERE i.slug = ?1 LIMIT 1",
                 item}
        .step();
}

std::vector<SectionItem> all_items(const Reader& database) {
    Query query{database,
                fmt::format("SELECT {} FROM checklist_items ORDER BY (month + 5) % 12, position",
                            item_columns)};
    return query.all([](const Query& row) {
        ChecklistItem item{row.parsed(0, Slug::parse),
                           date::month{static_cast<unsigned>(row.number_between(1, 12, 1))},
                           row.string(2),
                           row.parsed(3, parse_audience),
                           row.flag(4),
                           row.string(5),
                           row.string(6)};
        return SectionItem{std::move(item), row.optional_id<GroupId>(7)};
    });
}

void save_mark(Writer& database, std::int64_t id, const ChecklistMark& mark) {
    delete_mark(database, mark.item, mark.year, mark.group);
    Update{database,
           "INSERT INTO checklist_marks (id, item_id, program_year, group_id, status, on_date, "
           "by_whom, note) "
           "SELECT ?1, id, ?3, ?4, ?5, ?6, ?7, ?8 FROM checklist_items WHERE slug = ?2",
           id,
           mark.item,
           mark.year,
           mark.group,
           mark.status,
           mark.on,
           mark.by,
           mark.note}
        .run();
}

bool delete_mark(Writer& database, const Slug& item, ProgramYear year,
                 std::optional<GroupId> group) {
    return Update{database,
                  "DELETE FROM checklist_marks WHERE program_year = ?2 AND group_id IS ?3 "
                  "AND item_id = (SELECT id FROM checklist_items WHERE slug = ?1)",
                  item, year, group}
               .run() > 0;
}

std::vector<ChecklistMark> marks_of(const Reader& database, ProgramYear year) {
    Query query{database,
                "SELECT i.slug, m.group_id, m.status, m.on_date, m.by_whom, m.note "
                "FROM checklist_marks m JOIN checklist_items i ON i.id = m.item_id "
                "WHERE m.program_year = ?1",
                year};
    return query.all([&](const Query& row) {
        return ChecklistMark{row.parsed(0, Slug::parse),
                             year,
                             row.optional_id<GroupId>(1),
                             row.text(2) == word(ItemStatus::done) ? ItemStatus::done
                                                                   : ItemStatus::skipped,
                             row.date(3),
                             row.string(4),
                             row.string(5)};
    });
}

}    // namespace lmsection::store
