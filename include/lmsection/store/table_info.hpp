#pragma once

#include "lmsection/base/error.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace lmsection::store {

/// What a column means, which determines how its values are shown, checked, searched and erased.
enum class ColumnUse {
    id,             ///< the record's own id
    reference,      ///< the id of a record in the table `refers_to`
    number,         ///< a count, rank, position, program year or flag
    date,           ///< `2026-11-24`
    month,          ///< `2026-12`: the month in which a report is due
    moment,         ///< `2026-11-24T16:58:00Z`
    word,           ///< from a list that the program or the handbook fixes, never free text
    person_name,    ///< the name of a person
    email,          ///< the address of a person
    slug,           ///< a short name, possibly derived from one that people typed
    text,           ///< free text: names of groups, titles, notes, reasons, who did something
    link,           ///< a web address, perhaps percent-encoded
    search_key,     ///< computed from other columns, to find and sort records
    document,       ///< the handbook as TOML
    changeset,      ///< SQLite's record of a command's changes; empty once erased
};

enum class ColumnType { integer, text, blob };
[[nodiscard]] ColumnType type_of(ColumnUse use);

struct ColumnInfo {
    std::string_view name;
    ColumnUse use = ColumnUse::text;
    /// The table whose records a reference names; empty for other columns.
    std::string_view refers_to = {};
    bool in_key = false;    ///< part of the primary key
    /// Computed from other columns, so that a merge never asks about it.
    bool derived = false;
    /// Information about the person whom the record is about (`TableInfo::person`), which `person
    /// forget` erases. Other columns may name anyone.
    bool personal = false;
    /// Columns of a table with the same nonzero number belong together: a merge takes all of them
    /// from the same side.
    int bundle = 0;
    int since = 1;    ///< the schema that added the column, if its table is older
    /// The smallest and largest allowed number.
    std::int64_t least = 0;
    std::int64_t most = 1'000'000'000;
    /// Validates a word; null if any text is allowed.
    std::optional<Fault> (*check)(std::string_view) = nullptr;

    [[nodiscard]] ColumnType type() const { return type_of(use); }
};

/// The index of a column; nothing if there is none with that name.
[[nodiscard]] std::optional<std::size_t> column_named(std::span<const ColumnInfo> columns,
                                                      std::string_view name);

/// Columns that identify what a record is about. Two records with the same values in them are the
/// same thing recorded twice. A record with an empty first column has no natural key.
struct NaturalKey {
    std::array<std::string_view, 6> columns{};    ///< the rest is empty
    /// Whether the schema requires these values to be unique; otherwise two records in one copy may
    /// share them.
    bool unique = false;
};

struct TableInfo {
    std::string_view name;
    std::string_view noun;    ///< what people call one of its records: "term"
    /// The columns that name a record for people; a reference is shown as the name of the record it
    /// refers to. Empty if the table has only one record.
    std::array<std::string_view, 3> label{};
    std::array<NaturalKey, 2> natural_keys{};    ///< the rest is empty
    /// The column that leads to the person whom a record is about: a reference to people, or to
    /// another record about a person. `id` in people itself; empty if records are not about a
    /// person.
    std::string_view person = {};
    /// Whether its records say nothing but what concerns that person, so that `person forget`
    /// removes them, also from the history.
    bool only_personal = false;
    int since = 1;    ///< the schema that added the table
    /// Whether the table is part of the section, and so exported, merged and undone. False for data
    /// about this file only.
    bool shared = true;
    std::span<const ColumnInfo> columns;

    [[nodiscard]] std::optional<std::size_t> column(std::string_view wanted) const {
        return column_named(columns, wanted);
    }
};

/// Every table of the schema, each after those it refers to, with the history last; columns in
/// schema order.
[[nodiscard]] std::span<const TableInfo> all_tables();
/// The description of a table; null if there is none with that name.
[[nodiscard]] const TableInfo* table_info(std::string_view table);

}    // namespace lmsection::store
