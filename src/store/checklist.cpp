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

void bind_item(Query& query, const SectionItem& entry) {
    const ChecklistItem& item = entry.item;
    query.bind(1, item.id.text()).bind(2, static_cast<std::int64_t>(unsigned{item.month}));
    query.bind(3, item.title).bind(4, spelled(item.audience));
    query.bind(5, std::int64_t{item.optional ? 1 : 0}).bind(6, item.section).bind(7, item.tells);
    query.bind(8, entry.group);
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
    Update query{database, "INSERT INTO checklist_items (slug, month, title, audience, optional, "
                           "section, tells, group_id, id, position) VALUES (?1, ?2, ?3, ?4, ?5, "
                           "?6, ?7, ?8, ?9, (SELECT ifnull(max(position), 0) + 1 "
                           "FROM checklist_items))"};
    bind_item(query, entry);
    query.bind(9, id).run();
}

void update_item(Writer& database, const SectionItem& entry) {
    Update query{database, "UPDATE checklist_items SET month = ?2, title = ?3, audience = ?4, "
                           "optional = ?5, section = ?6, tells = ?7, group_id = ?8 "
                           "WHERE slug = ?1"};
    bind_item(query, entry);
    query.run();
}

void delete_item(Writer& database, const Slug& item) {
    Update query{database, "DELETE FROM checklist_items WHERE slug = ?1"};
    query.bind(1, item.text()).run();
}

bool has_marks(const Reader& database, const Slug& item) {
    Query query{database, "SELECT 1 FROM checklist_marks m JOIN checklist_items i "
                          "ON i.id = m.item_id WHERE i.slug = ?1 LIMIT 1"};
    query.bind(1, item.text());
    return query.step();
}

std::vector<SectionItem> all_items(const Reader& database) {
    std::vector<SectionItem> items;
    Query query{database, "SELECT slug, month, title, audience, optional, section, tells, group_id "
                          "FROM checklist_items ORDER BY (month + 5) % 12, position"};
    while (query.step()) {
        ChecklistItem item{query.parsed(0, Slug::parse),
                           date::month{static_cast<unsigned>(query.number_between(1, 12, 1))},
                           query.string(2),
                           query.parsed(3, parse_audience),
                           query.number(4) != 0,
                           query.string(5),
                           query.string(6)};
        items.push_back({std::move(item), query.optional_id<GroupId>(7)});
    }
    return items;
}

void save_mark(Writer& database, std::int64_t id, const ChecklistMark& mark) {
    delete_mark(database, mark.item, mark.year, mark.group);
    Update query{database, "INSERT INTO checklist_marks (id, item_id, program_year, group_id, "
                           "status, on_date, by_whom, note) "
                           "SELECT ?1, id, ?3, ?4, ?5, ?6, ?7, ?8 FROM checklist_items "
                           "WHERE slug = ?2"};
    query.bind(1, id).bind(2, mark.item.text()).bind(3, std::int64_t{mark.year.starting()});
    query.bind(4, mark.group).bind(5, word(mark.status)).bind(6, mark.on);
    query.bind(7, mark.by).bind(8, mark.note).run();
}

bool delete_mark(Writer& database, const Slug& item, ProgramYear year,
                 std::optional<GroupId> group) {
    Update query{database, "DELETE FROM checklist_marks WHERE program_year = ?2 AND group_id IS ?3 "
                           "AND item_id = (SELECT id FROM checklist_items WHERE slug = ?1)"};
    query.bind(1, item.text()).bind(2, std::int64_t{year.starting()}).bind(3, group);
    return query.run() > 0;
}

std::vector<ChecklistMark> marks_of(const Reader& database, ProgramYear year) {
    std::vector<ChecklistMark> marks;
    Query query{database, "SELECT i.slug, m.group_id, m.status, m.on_date, m.by_whom, m.note "
                          "FROM checklist_marks m JOIN checklist_items i ON i.id = m.item_id "
                          "WHERE m.program_year = ?1"};
    query.bind(1, std::int64_t{year.starting()});
    while (query.step()) {
        marks.push_back(
            {query.parsed(0, Slug::parse), year, query.optional_id<GroupId>(1),
             query.text(2) == word(ItemStatus::done) ? ItemStatus::done : ItemStatus::skipped,
             query.date(3), query.string(4), query.string(5)});
    }
    return marks;
}

}    // namespace lmsection::store
