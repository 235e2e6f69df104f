#pragma once

#include "lmsection/base/error.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace lmsection::store {

/// What a column means. It decides how commands show, check, search and erase its values.
enum class ColumnUse {
    id,             ///< the record's own number
    reference,      ///< the number of a record in the table `refers_to`
    number,         ///< a count, rank, position, program year or flag
    date,           ///< `2026-11-24`
    month,          ///< `2026-12`: the month in which a report is due
    moment,         ///< `2026-11-24T16:58:00Z`
    word,           ///< from a list that the program or the handbook fixes, never free text
    person_name,    ///< the name of a person
    email,          ///< the address of a person
    slug,           ///< a short name that may be made from one that people typed
    text,           ///< free text: names of groups, titles, notes, reasons, who did something
    link,           ///< a web address, perhaps percent-encoded
    search_key,     ///< computed from other columns, to find and sort records
    document,       ///< the handbook as TOML
    changeset,      ///< SQLite's record of what a command changed; empty once it was erased
};

enum class ColumnType { integer, text, blob };
[[nodiscard]] ColumnType type_of(ColumnUse use);

struct ColumnInfo {
    std::string_view name;
    ColumnUse use = ColumnUse::text;
    /// The table whose records a reference names; empty for other columns.
    std::string_view refers_to = {};
    bool in_key = false;    ///< part of the primary key
    /// Follows from other columns, so that nobody is asked about it.
    bool derived = false;
    /// Says something about the person whom the record is about (`TableInfo::person`):
    /// `person forget` erases it. Other columns may name anybody.
    bool personal = false;
    /// Columns of a table with the same number, other than 0, make sense only together: a merge
    /// takes all of them from the same side.
    int bundle = 0;
    int since = 1;    ///< the schema that added the column
    /// The smallest and largest value of a number.
    std::int64_t least = 0;
    std::int64_t most = 1'000'000'000;
    /// What is wrong with a word; null where any text may be one.
    std::optional<Fault> (*check)(std::string_view) = nullptr;

    [[nodiscard]] ColumnType type() const { return type_of(use); }
};

/// Columns that say which thing in the world a record is about. Two records with the same values
/// there are the same thing recorded twice. A record with nothing in the first column has none.
struct NaturalKey {
    std::array<std::string_view, 6> columns{};    ///< the rest is empty
    /// Whether the schema allows one record only with these values; else two of one copy may
    /// share them.
    bool unique = false;
};

struct TableInfo {
    std::string_view name;
    std::string_view noun;    ///< one of its records, to people: "term"
    /// The columns that name a record to people; a reference stands for the name of what it
    /// refers to. Empty where there is one record only.
    std::array<std::string_view, 3> label{};
    std::array<NaturalKey, 2> natural_keys{};    ///< the rest is empty
    /// The column that leads to the person whom a record is about: a reference to people, or to a
    /// record that is about a person. `id` in people itself; empty where records are about nobody.
    std::string_view person = {};
    int since = 1;    ///< the schema that added the table
    /// Part of the section: exported, merged and undone. A table that says something about this
    /// file only is not.
    bool shared = true;
    std::span<const ColumnInfo> columns;

    /// The index of a column; nothing where there is none of that name.
    [[nodiscard]] std::optional<std::size_t> column(std::string_view wanted) const;
};

/// Every table of the schema, each after those it refers to, the history last; columns in the
/// order of the schema.
[[nodiscard]] std::span<const TableInfo> all_tables();
/// The description of a table; null where the schema has none of that name.
[[nodiscard]] const TableInfo* table_info(std::string_view table);

}    // namespace lmsection::store
