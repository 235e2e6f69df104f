#include "lmsection/store/table.hpp"

#include "query.hpp"
#include "value.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sqlite3.h>

#include <algorithm>
#include <iterator>

namespace lmsection::store {

namespace {

/// The names of a table's columns, or of those in its key, for SQL.
std::string column_names(const Table& table, bool only_key) {
    std::vector<std::string> names;
    for (const ColumnInfo& column : table.columns) {
        if (column.in_key || !only_key) {
            names.push_back(identifier(column.name));
        }
    }
    return fmt::format("{}", fmt::join(names, ", "));
}

StoreError no_value(const Reader& database, const Table& table) {
    return {fmt::format("the database {} has a value in {} that the schema forbids",
                        database.file().string(), table.name),
            "restore a copy of it"};
}

Value value_in(const Reader& database, const Table& table, const Query& query, int column) {
    switch (query.type(column)) {
    case SQLITE_NULL: return {};
    case SQLITE_INTEGER: return query.number(column);
    case SQLITE_TEXT: return query.string(column);
    case SQLITE_BLOB: return Bytes{std::string{query.blob(column)}};
    default: throw no_value(database, table);
    }
}

/// Translates SQLite's message on a rejected row where users may see it.
Fault refusal(const Table& table, const SQLite::Exception& failure) {
    std::string what = failure.what();
    for (const auto& [theirs, ours] : {std::pair{"UNIQUE constraint failed: ", "is duplicated: "},
                                       std::pair{"CHECK constraint failed: ", "breaks the rule "},
                                       std::pair{"NOT NULL constraint failed: ", "lacks "}}) {
        if (what.starts_with(theirs)) {
            what.replace(0, std::string_view{theirs}.size(), ours);
        }
    }
    std::ranges::replace(what, '\n', ' ');
    return {fmt::format("the record of {} {}", table.name, what), "correct it"};
}

bool stands_against_row(const SQLite::Exception& failure) {
    const int code = primary_code(failure);
    return code == SQLITE_CONSTRAINT || code == SQLITE_MISMATCH || code == SQLITE_TOOBIG;
}

}    // namespace

void bind_value(Query& query, int parameter, const Value& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        query.bind(parameter, *number);
    } else if (const auto* text = std::get_if<std::string>(&value)) {
        query.bind(parameter, *text);
    } else if (const auto* bytes = std::get_if<Bytes>(&value)) {
        query.bind_blob(parameter, bytes->value);
    } else {
        query.bind_null(parameter);
    }
}

std::vector<Table> tables_of_schema(int version) {
    std::vector<Table> tables;
    for (const TableInfo& info : all_tables()) {
        if (info.shared && info.since <= version) {
            Table& table = tables.emplace_back(Table{info.name, {}});
            std::ranges::copy_if(
                info.columns, std::back_inserter(table.columns),
                [&](int since) { return since <= version; }, &ColumnInfo::since);
        }
    }
    return tables;
}

void each_row(const Reader& database, const Table& table,
              const std::function<bool(const Row&)>& visit) {
    Query query{database, fmt::format("SELECT {} FROM {} ORDER BY {}", column_names(table, false),
                                      identifier(table.name), column_names(table, true))};
    Row row(table.columns.size());
    for (bool going = true; going && query.step();) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            row[i] = value_in(database, table, query, static_cast<int>(i));
        }
        going = visit(row);
    }
}

std::size_t count_rows(const Reader& database, std::span<const Table> tables) {
    std::size_t rows = 0;
    for (const Table& table : tables) {
        rows += static_cast<std::size_t>(
            number_from(database, fmt::format("SELECT count(*) FROM {}", identifier(table.name))));
    }
    return rows;
}

std::optional<Fault> add_row(Writer& database, const Table& table, const Row& row) {
    Update query{database,
                 statement_to(Write::insert, identifier(table.name), column_names(table, false))};
    for (std::size_t i = 0; i < row.size(); ++i) {
        bind_value(query, static_cast<int>(i) + 1, row[i]);
    }
    const auto failure = query.try_run();
    if (!failure) {
        return std::nullopt;
    }
    if (!stands_against_row(*failure)) {
        throw store_error(*failure, database.file());
    }
    return refusal(table, *failure);
}

}    // namespace lmsection::store
