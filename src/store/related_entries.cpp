#include "related_entries.hpp"

#include "changeset.hpp"
#include "query.hpp"
#include "table_row.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lmsection::store {

namespace {

/// The records known so far to belong to another record.
class Belongings {
public:
    Belongings(const Reader& database, const Record& record)
        : forms_(all_forms()), places_{{record.table, std::to_string(record.id)}} {
        for (const auto& [table, form] : forms_) {
            for (const auto& [column, target] : form.references) {
                if (target == record.table) {
                    add_present(database, {table, column}, record.id);
                }
            }
        }
    }

    /// Whether a changed row belongs to the record; if so, adds it.
    bool add_if_related(const RowChange& row) {
        const Place place{row.table(), row.key()};
        const bool belongs = places_.contains(place) || refers(row);
        if (belongs) {
            places_.insert(place);
        }
        return belongs;
    }

private:
    struct Reference {
        std::string table;
        std::string column;
    };

    /// Adds rows that exist now, since the entry that added one may be erased.
    void add_present(const Reader& database, const Reference& from, std::int64_t id) {
        const TableForm& form = forms_.at(from.table);
        Query query{database, fmt::format("SELECT * FROM {} WHERE {} = ?1", identifier(from.table),
                                          identifier(from.column))};
        query.bind(1, id);
        while (query.step()) {
            std::string key;
            for (const int column : form.key) {
                key += (key.empty() ? "" : "/") + query.string(column);
            }
            places_.insert({from.table, key});
        }
    }

    [[nodiscard]] bool refers(const RowChange& row) const {
        const auto form = forms_.find(row.table());
        if (form == forms_.end()) {
            return false;
        }
        const auto& columns = form->second.columns;
        return std::any_of(
            form->second.references.begin(), form->second.references.end(), [&](const auto& one) {
                const auto at = std::find(columns.begin(), columns.end(), one.first);
                const auto column = static_cast<int>(at - columns.begin());
                return column < row.columns() &&
                       (places_.contains({one.second, row.before(column).value_or("")}) ||
                        places_.contains({one.second, row.after(column).value_or("")}));
            });
    }

    Forms forms_;
    std::set<Place> places_;
};

}    // namespace

std::set<std::int64_t> entries_about(const Reader& database, const Record& record) {
    Belongings belongings{database, record};
    std::set<std::int64_t> entries;
    Query query{database, "SELECT id, changes FROM history ORDER BY id"};
    while (query.step()) {
        bool concerned = false;
        const bool sound = walk_changeset(query.blob(1), [&](const RowChange& row) {
            concerned = belongings.add_if_related(row) || concerned;
            return true;
        });
        if (!sound) {
            throw StoreError{fmt::format("history entry {} in {} is damaged", query.number(0),
                                         database.file().string()),
                             "restore a copy of it"};
        }
        if (concerned) {
            entries.insert(query.number(0));
        }
    }
    return entries;
}

}    // namespace lmsection::store
