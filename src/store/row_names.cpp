#include "row_names.hpp"

#include "query.hpp"

namespace lmsection::store {

namespace {

/// How people know the rows of the tables that have a name of some kind.
const std::map<std::string, const char*, std::less<>>& names_of_rows() {
    static const std::map<std::string, const char*, std::less<>> queries{
        {"people", "SELECT name FROM people WHERE id = ?1"},
        {"groups", "SELECT slug FROM groups WHERE id = ?1"},
        {"checklist_items", "SELECT slug FROM checklist_items WHERE id = ?1"},
        {"programs", "SELECT title FROM programs WHERE id = ?1"},
        {"events", "SELECT slug FROM events WHERE id = ?1"},
        {"handbook", "SELECT 'the handbook' FROM handbook WHERE id = ?1"},
        {"appointments", "SELECT p.name || ', ' || g.slug FROM appointments a "
                         "JOIN people p ON p.id = a.person_id JOIN groups g ON g.id = a.group_id "
                         "WHERE a.id = ?1"},
        {"volunteers", "SELECT p.name FROM volunteers v JOIN people p ON p.id = v.person_id "
                       "WHERE v.id = ?1"},
        {"reports", "SELECT g.slug || ', ' || r.report FROM reports r "
                    "JOIN groups g ON g.id = r.group_id WHERE r.id = ?1"},
        {"meetings", "SELECT g.slug || ', ' || m.on_date FROM meetings m "
                     "JOIN groups g ON g.id = m.group_id WHERE m.id = ?1"},
        {"checklist_marks", "SELECT i.slug || ', ' || m.program_year FROM checklist_marks m "
                            "JOIN checklist_items i ON i.id = m.item_id WHERE m.id = ?1"},
    };
    return queries;
}

}    // namespace

std::string name_of_row(const Database& database, const std::string& table,
                        const std::string& key) {
    const auto named = names_of_rows().find(table);
    if (named != names_of_rows().end()) {
        Query query{database, named->second};
        query.bind(1, key);
        if (query.step()) {
            return query.string(0);
        }
    }
    return key;
}

TableForm form_of(const Database& database, const std::string& table) {
    TableForm form;
    Query columns{database, "SELECT name, cid, pk, type FROM pragma_table_info(?1) ORDER BY cid"};
    columns.bind(1, table);
    while (columns.step()) {
        form.columns.push_back(columns.string(0));
        form.numbers.push_back(columns.text(3) == "INTEGER");
        if (columns.number(2) > 0) {
            form.key.push_back(static_cast<int>(columns.number(1)));
        }
    }
    Query references{database, R"(SELECT "from", "table" FROM pragma_foreign_key_list(?1))"};
    references.bind(1, table);
    while (references.step()) {
        form.references.emplace(references.string(0), references.string(1));
    }
    return form;
}

}    // namespace lmsection::store
