#include "row_names.hpp"

#include "lmsection/store/table_info.hpp"
#include "query.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>

namespace lmsection::store {

namespace {

/// The columns that name a record of a table to people.
std::vector<const ColumnInfo*> label_of(const TableInfo& table) {
    std::vector<const ColumnInfo*> label;
    for (const std::string_view name : table.label) {
        if (const auto at = table.column(name); at) {
            label.push_back(&table.columns[*at]);
        }
    }
    return label;
}

/// "Ana Diaz, middle-managers"; nothing where a value is missing.
std::optional<std::string> joined(const Database& database,
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
                     : name_of_row(database, std::string{label[i]->refers_to}, *values[i]));
    }
    return name;
}

/// The part of a key that belongs to the next of its columns; `rest` goes on behind it.
std::string next_part(std::string_view& rest) {
    const auto end = std::min(rest.find('/'), rest.size());
    std::string part{rest.substr(0, end)};
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return part;
}

/// The name of a record that is in the database; nothing where it is not.
std::optional<std::string> present_name(const Database& database, const TableInfo& table,
                                        std::string_view key) {
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
    return joined(database, label, values);
}

}    // namespace

std::string name_of_row(const Database& database, const std::string& table,
                        const std::string& key) {
    const TableInfo* info = table_info(table);
    if (info == nullptr) {
        return key;
    }
    if (info->label.front().empty()) {
        return fmt::format("the {}", info->noun);
    }
    return present_name(database, *info, key).value_or(key);
}

std::string name_of_row(const Database& database, const RowChange& row) {
    const std::string key = row.key();
    const TableInfo* info = table_info(row.table());
    std::string name = name_of_row(database, row.table(), key);
    if (info == nullptr || name != key) {
        return name;
    }
    const auto label = label_of(*info);
    std::vector<std::optional<std::string>> values;
    for (const ColumnInfo* column : label) {
        const auto at = static_cast<int>(*info->column(column->name));
        const auto before = at < row.columns() ? row.before(at) : std::nullopt;
        values.push_back(before || at >= row.columns() ? before : row.after(at));
    }
    return joined(database, label, values).value_or(key);
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
