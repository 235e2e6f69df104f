#pragma once

#include "lmsection/store/table.hpp"
#include "row_name.hpp"

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace lmsection::store {

/// Nothing for NULL; only the history has binary data.
[[nodiscard]] std::optional<std::string> text_of(const Value& value);
/// Whether it is NULL or an empty string.
[[nodiscard]] bool is_empty(const Value& value);

/// Identifies a record: its table and its primary key values, joined by slashes.
struct Place {
    std::string table;
    std::string key;
    auto operator<=>(const Place&) const = default;
};

/// The id of a record whose key is an id.
[[nodiscard]] std::int64_t id_of(const Place& place);
[[nodiscard]] std::string key_of(const Row& row, const TableForm& form);

/// The forms of the tables that are merged: all except the history.
using Forms = std::map<std::string, TableForm>;
[[nodiscard]] Forms all_forms();

/// The records of every table, by key.
using Tables = std::map<std::string, std::map<std::string, Row>>;
[[nodiscard]] Tables all_rows(const Reader& database, const Forms& forms);
/// The record at a place; null if there is none.
[[nodiscard]] const Row* row_at(const Tables& tables, const Place& place);
/// A copy that `set_row` can restore.
[[nodiscard]] std::optional<Row> copy_at(const Tables& tables, const Place& place);
/// Sets or removes the record at a place.
void set_row(Tables& tables, const Place& place, const std::optional<Row>& row);

/// A record that differs between two states of a database; null where it is absent.
struct RowDifference {
    Place place;
    const Row* before = nullptr;
    const Row* after = nullptr;
};
/// Differences in table order, then by key. Both arguments must outlive the result.
[[nodiscard]] std::vector<RowDifference> differences(const Tables& before, const Tables& after);

/// Deletes a record from a database, or inserts one.
void delete_row(Writer& database, const TableForm& form, const Place& place, const Row& row);
void insert_row(Writer& database, const std::string& table, const Row& row);

}    // namespace lmsection::store
