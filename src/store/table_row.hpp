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

/// Nothing for NULL; no table but the history's holds bytes.
[[nodiscard]] std::optional<std::string> text_of(const Value& value);
/// Whether it says nothing: NULL or an empty text.
[[nodiscard]] bool is_empty(const Value& value);

/// Where a record stands: the values of its primary key, joined by slashes.
struct Place {
    std::string table;
    std::string key;
    auto operator<=>(const Place&) const = default;
};

/// The number of a record whose key is an id.
[[nodiscard]] std::int64_t id_of(const Place& place);
[[nodiscard]] std::string key_of(const Row& row, const TableForm& form);

/// The form of every table that is merged: of all but the history's.
using Forms = std::map<std::string, TableForm>;
[[nodiscard]] Forms all_forms();

/// The records of every table, by their keys.
using Tables = std::map<std::string, std::map<std::string, Row>>;
[[nodiscard]] Tables all_rows(const Database& database, const Forms& forms);
/// The record at a place; null where there is none.
[[nodiscard]] const Row* row_at(const Tables& tables, const Place& place);
/// What `set_row` puts there again.
[[nodiscard]] std::optional<Row> copy_at(const Tables& tables, const Place& place);
/// Puts a record at a place, or takes away the one that is there.
void set_row(Tables& tables, const Place& place, const std::optional<Row>& row);

/// A record with a different content in two states of a database; null where it is absent.
struct RowDifference {
    Place place;
    const Row* before = nullptr;
    const Row* after = nullptr;
};
/// The tables' own order, then by key. Both must outlive what is returned.
[[nodiscard]] std::vector<RowDifference> differences(const Tables& before, const Tables& after);

/// Takes the record at that place out of a database, or writes one into it that is not there.
void delete_row(const Database& database, const TableForm& form, const Place& place,
                const Row& row);
void insert_row(const Database& database, const std::string& table, const Row& row);

}    // namespace lmsection::store
