#include "row_name.hpp"

#include "query.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>

namespace lmsection::store {

namespace {

/// The values of the columns that name a table's record for people; none if one is missing.
/// `value_at`: the value of a column, by its index.
template <class ValueAt>
std::vector<std::string> label_of(const TableInfo& table, ValueAt value_at) {
    std::vector<std::string> label;
    for (const std::string_view name : table.label) {
        if (const auto at = table.column(name)) {
            const std::optional<std::string> value = value_at(static_cast<int>(*at));
            if (!value) {
                return {};
            }
            label.push_back(*value);
        }
    }
    return label;
}

/// The part of a key for the next column; advances `rest` past it.
std::string next_part(std::string_view& rest) {
    const auto end = std::min(rest.find('/'), rest.size());
    std::string part{rest.substr(0, end)};
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return part;
}

/// The label of a record in the database; none if there is no such record.
std::vector<std::string> present_label(const Reader& database, const TableInfo& table,
                                       std::string_view key) {
    std::vector<std::string> terms;
    for (const ColumnInfo& column : table.columns) {
        if (column.in_key) {
            terms.push_back(fmt::format("{} = ?{}", identifier(column.name), terms.size() + 1));
        }
    }
    Query query{database, fmt::format("SELECT * FROM {} WHERE {}", identifier(table.name),
                                      fmt::join(terms, " AND "))};
    for (std::size_t i = 0; i < terms.size(); ++i) {
        query.bind(static_cast<int>(i) + 1, next_part(key));
    }
    if (!query.step()) {
        return {};
    }
    return label_of(table, [&](int column) {
        return query.is_null(column) ? std::nullopt : std::optional{query.string(column)};
    });
}

}    // namespace

std::string name_of_row(const Reader& database, const std::string& table, const std::string& key) {
    return RecordNames{database, false}.of(table, key);
}

std::string RecordNames::of(const std::string& table, const std::string& key) {
    const TableInfo* info = table_info(table);
    if (info == nullptr) {
        return key;
    }
    if (info->label.front().empty()) {
        return fmt::format("the {}", info->noun);
    }
    auto label = present_label(database_, *info, key);
    if (label.empty()) {
        if (needs_history_) {
            read_history();
        }
        const auto known = labels_.find({table, key});
        if (known == labels_.end() || known->second.empty()) {
            return key;
        }
        label = known->second;
    }
    for (std::size_t i = 0; i < label.size(); ++i) {
        const ColumnInfo& column = info->columns[*info->column(info->label.at(i))];
        if (!column.refers_to.empty()) {
            label[i] = of(std::string{column.refers_to}, label[i]);
        }
    }
    return fmt::format("{}", fmt::join(label, ", "));
}

void RecordNames::read_history() {
    needs_history_ = false;
    Query query{database_, "SELECT changes FROM history ORDER BY id"};
    while (query.step()) {
        // Ignores damaged entries, which are reported elsewhere.
        static_cast<void>(walk_changeset(query.blob(0), [&](const RowChange& row) {
            const TableInfo* info = table_info(row.table());
            if (info != nullptr && row.action() != RowAction::changed) {
                const bool added = row.action() == RowAction::added;
                labels_[{row.table(), row.key()}] = label_of(*info, [&](int column) {
                    return column >= row.columns() ? std::nullopt
                           : added                 ? row.after(column)
                                                   : row.before(column);
                });
            }
            return true;
        }));
    }
}

std::string key_in_sql(std::span<const ColumnInfo> columns) {
    std::vector<std::string> names;
    for (const ColumnInfo& column : columns) {
        if (column.in_key) {
            names.push_back("t." + identifier(column.name));
        }
    }
    return fmt::format("{}", fmt::join(names, " || '/' || "));
}

TableForm form_of(std::string_view table) {
    TableForm form;
    const TableInfo* info = table_info(table);
    for (const ColumnInfo& column :
         info == nullptr ? std::span<const ColumnInfo>{} : info->columns) {
        if (column.in_key) {
            form.key.push_back(static_cast<int>(form.columns.size()));
        }
        if (!column.refers_to.empty()) {
            form.references.emplace(column.name, column.refers_to);
        }
        form.columns.emplace_back(column.name);
        form.numbers.push_back(column.type() == ColumnType::integer);
    }
    return form;
}

}    // namespace lmsection::store
