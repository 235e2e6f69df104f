#include "row_name.hpp"

#include "lmsection/store/table_info.hpp"
#include "query.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>
#include <optional>

namespace lmsection::store {

namespace {

/// The columns that name a table's record for people.
std::vector<const ColumnInfo*> label_of(const TableInfo& table) {
    std::vector<const ColumnInfo*> label;
    for (const std::string_view name : table.label) {
        if (const auto at = table.column(name); at) {
            label.push_back(&table.columns[*at]);
        }
    }
    return label;
}

/// Names the record that a reference leads to, by table and key.
using NameOf = std::function<std::string(const std::string&, const std::string&)>;

/// "Ana Diaz, middle-managers"; nothing if a value is missing.
std::optional<std::string> joined(const NameOf& name_of,
                                  const std::vector<const ColumnInfo*>& label,
                                  const std::vector<std::optional<std::string>>& values) {
    std::string name;
    for (std::size_t i = 0; i < label.size(); ++i) {
        if (!values[i]) {
            return std::nullopt;
        }
        name += (i == 0 ? "" : ", ") +
                (label[i]->refers_to.empty()
                     ? *values[i]
                     : name_of(std::string{label[i]->refers_to}, *values[i]));
    }
    return name;
}

/// The part of a key for the next column; advances `rest` past it.
std::string next_part(std::string_view& rest) {
    const auto end = std::min(rest.find('/'), rest.size());
    std::string part{rest.substr(0, end)};
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return part;
}

/// The name of a record in the database; nothing if it does not exist.
std::optional<std::string> present_name(const Reader& database, const TableInfo& table,
                                        std::string_view key, const NameOf& name_of) {
    const auto label = label_of(table);
    std::vector<std::string> names;
    for (const ColumnInfo* column : label) {
        names.push_back(identifier(column->name));
    }
    std::vector<std::string> terms;
    for (const ColumnInfo& column : table.columns) {
        if (column.in_key) {
            terms.push_back(fmt::format("{} = ?{}", identifier(column.name), terms.size() + 1));
        }
    }
    Query query{database, fmt::format("SELECT {} FROM {} WHERE {}", fmt::join(names, ", "),
                                      identifier(table.name), fmt::join(terms, " AND "))};
    for (std::size_t i = 0; i < terms.size(); ++i) {
        query.bind(static_cast<int>(i) + 1, next_part(key));
    }
    if (!query.step()) {
        return std::nullopt;
    }
    std::vector<std::optional<std::string>> values;
    for (std::size_t i = 0; i < label.size(); ++i) {
        const int column = static_cast<int>(i);
        values.push_back(query.is_null(column) ? std::nullopt
                                               : std::optional{query.string(column)});
    }
    return joined(name_of, label, values);
}

}    // namespace

std::string name_of_row(const Reader& database, const std::string& table, const std::string& key) {
    const TableInfo* info = table_info(table);
    if (info == nullptr) {
        return key;
    }
    if (info->label.front().empty()) {
        return fmt::format("the {}", info->noun);
    }
    const auto name_of = [&](const std::string& other, const std::string& its_key) {
        return name_of_row(database, other, its_key);
    };
    return present_name(database, *info, key, name_of).value_or(key);
}

std::string RecordNames::of(const std::string& table, const std::string& key) {
    const TableInfo* info = table_info(table);
    if (info == nullptr || info->label.front().empty()) {
        return name_of_row(database_, table, key);
    }
    const auto name_of = [&](const std::string& other, const std::string& its_key) {
        return of(other, its_key);
    };
    if (auto name = present_name(database_, *info, key, name_of)) {
        return *name;
    }
    if (!has_read_history_) {
        read_history();
    }
    const auto known = labels_.find({table, key});
    return known == labels_.end() ? key
                                  : joined(name_of, label_of(*info), known->second).value_or(key);
}

void RecordNames::read_history() {
    has_read_history_ = true;
    Query query{database_, "SELECT changes FROM history ORDER BY id"};
    while (query.step()) {
        // Ignores damaged entries, which are reported elsewhere.
        static_cast<void>(walk_changeset(query.blob(0), [&](const RowChange& row) {
            const TableInfo* info = table_info(row.table());
            if (info != nullptr && row.action() != RowAction::changed) {
                Label& label = labels_[{row.table(), row.key()}];
                label.clear();
                for (const ColumnInfo* column : label_of(*info)) {
                    const auto at = static_cast<int>(*info->column(column->name));
                    const bool added = row.action() == RowAction::added;
                    label.push_back(at >= row.columns() ? std::nullopt
                                    : added             ? row.after(at)
                                                        : row.before(at));
                }
            }
            return true;
        }));
    }
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
