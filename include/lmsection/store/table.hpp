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

/// Bytes that are no text.
struct Bytes {
    std::string value;
    auto operator<=>(const Bytes&) const = default;
};
/// What a row holds in a column; nothing for NULL.
using Value = std::variant<std::monostate, std::int64_t, std::string, Bytes>;
using Row = std::vector<Value>;

/// A table of a schema, with the columns that it has in it.
struct Table {
    std::string_view name;
    std::vector<ColumnInfo> columns;

    /// The index of a column; nothing where there is none of that name.
    [[nodiscard]] std::optional<std::size_t> column(std::string_view wanted) const;
};

/// The tables of a schema that are part of a section, each after those it refers to, the history
/// last. What another program added to the file is not among them.
[[nodiscard]] std::vector<Table> tables_of_schema(int version);

/// The rows of a table in the order of its primary key, one at a time, until `take` answers false.
/// A `StoreError` where a value is of no type that the schema knows.
void each_row(const Database& database, const Table& table,
              const std::function<bool(const Row&)>& take);

/// How many rows some tables have together.
[[nodiscard]] std::size_t count_rows(const Database& database, std::span<const Table> tables);

/// Adds a row, inside a transaction; what in the schema stands against it, if anything.
[[nodiscard]] std::optional<Fault> add_row(const Database& database, const Table& table,
                                           const Row& row);

}    // namespace lmsection::store
