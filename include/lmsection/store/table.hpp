#pragma once

#include "lmsection/base/error.hpp"
#include "lmsection/store/database.hpp"
#include "lmsection/store/table_info.hpp"

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace lmsection::store {

/// Binary data.
struct Bytes {
    std::string value;
    auto operator<=>(const Bytes&) const = default;
};
/// A value in a row; `monostate` for NULL.
using Value = std::variant<std::monostate, std::int64_t, std::string, Bytes>;
using Row = std::vector<Value>;

/// A table with the columns it has in a given schema version.
struct Table {
    std::string_view name;
    std::vector<ColumnInfo> columns;

    [[nodiscard]] std::optional<std::size_t> column(std::string_view wanted) const {
        return column_named(columns, wanted);
    }
};

/// The tables of a schema version that belong to a section, each after those it refers to, with the
/// history last. Excludes anything that another program added to the file.
[[nodiscard]] std::vector<Table> tables_of_schema(int version);

/// Calls `visit` with each row of a table in primary key order until it returns false. Throws a
/// `StoreError` if a value has a type that the schema does not allow.
void each_row(const Reader& database, const Table& table,
              const std::function<bool(const Row&)>& visit);

/// The total number of rows in some tables.
[[nodiscard]] std::size_t count_rows(const Reader& database, std::span<const Table> tables);

/// Inserts a row, inside a transaction. Returns a fault if it violates the schema.
[[nodiscard]] std::optional<Fault> add_row(Writer& database, const Table& table, const Row& row);

}    // namespace lmsection::store
