#include "table_row.hpp"

#include "query.hpp"
#include "value.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <charconv>

namespace lmsection::store {

namespace {

Value value_in(const Query& query, int column, bool number) {
    if (query.is_null(column)) {
        return {};
    }
    return number ? Value{query.number(column)} : Value{query.string(column)};
}

}    // namespace

std::optional<std::string> text_of(const Value& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        return std::to_string(*number);
    }
    const auto* text = std::get_if<std::string>(&value);
    return text == nullptr ? std::nullopt : std::optional{*text};
}

bool is_empty(const Value& value) {
    return text_of(value).value_or("").empty();
}

std::int64_t id_of(const Place& place) {
    std::int64_t id = 0;
    std::from_chars(place.key.data(), place.key.data() + place.key.size(), id);
    return id;
}

std::string key_of(const Row& row, const TableForm& form) {
    std::string key;
    for (const int column : form.key) {
        key += (key.empty() ? "" : "/") +
               text_of(row[static_cast<std::size_t>(column)]).value_or("");
    }
    return key;
}

Forms all_forms() {
    Forms forms;
    for (const TableInfo& table : all_tables()) {
        if (table.shared && table.name != "history") {
            forms.emplace(table.name, form_of(table.name));
        }
    }
    return forms;
}

Tables all_rows(const Reader& database, const Forms& forms) {
    Tables tables;
    for (const auto& [table, form] : forms) {
        auto& rows = tables[table];
        Query query{database, fmt::format("SELECT * FROM {}", identifier(table))};
        while (query.step()) {
            Row row;
            for (std::size_t column = 0; column < form.columns.size(); ++column) {
                row.push_back(value_in(query, static_cast<int>(column), form.numbers[column]));
            }
            rows.emplace(key_of(row, form), std::move(row));
        }
    }
    return tables;
}

const Row* row_at(const Tables& tables, const Place& place) {
    const auto& rows = tables.at(place.table);
    const auto found = rows.find(place.key);
    return found == rows.end() ? nullptr : &found->second;
}

std::optional<Row> copy_at(const Tables& tables, const Place& place) {
    const Row* row = row_at(tables, place);
    return row == nullptr ? std::nullopt : std::optional{*row};
}

void set_row(Tables& tables, const Place& place, const std::optional<Row>& row) {
    if (row) {
        tables[place.table].insert_or_assign(place.key, *row);
    } else {
        tables[place.table].erase(place.key);
    }
}

std::vector<RowDifference> differences(const Tables& before, const Tables& after) {
    std::vector<RowDifference> all;
    for (const auto& [table, rows] : before) {
        for (const auto& [key, row] : rows) {
            const Row* now = row_at(after, {table, key});
            if (now == nullptr || *now != row) {
                all.push_back({{table, key}, &row, now});
            }
        }
        for (const auto& [key, row] : after.at(table)) {
            if (!rows.contains(key)) {
                all.push_back({{table, key}, nullptr, &row});
            }
        }
    }
    return all;
}

void delete_row(Writer& database, const TableForm& form, const Place& place, const Row& row) {
    std::vector<std::string> terms;
    for (const int column : form.key) {
        terms.push_back(identifier(form.columns[static_cast<std::size_t>(column)]) + " = ?");
    }
    Update query{database, fmt::format("DELETE FROM {} WHERE {}", identifier(place.table),
                                       fmt::join(terms, " AND "))};
    int parameter = 0;
    for (const int column : form.key) {
        bind_value(query, ++parameter, row[static_cast<std::size_t>(column)]);
    }
    query.run();
}

void insert_row(Writer& database, const std::string& table, const Row& row) {
    const std::vector<std::string> marks(row.size(), "?");
    Update query{database, fmt::format("INSERT INTO {} VALUES ({})", identifier(table),
                                       fmt::join(marks, ", "))};
    int parameter = 0;
    for (const Value& value : row) {
        bind_value(query, ++parameter, value);
    }
    query.run();
}

}    // namespace lmsection::store
