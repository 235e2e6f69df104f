#pragma once

#include "changeset.hpp"
#include "table_row.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::store {

/// The edits that some history entries made to one record.
struct RecordEdits {
    std::int64_t newest = 0;    ///< the last of these entries
    std::set<std::int64_t> entries;
    bool whole = false;       ///< one of them added or removed it
    bool is_new = false;      ///< the first of them added it
    std::set<int> columns;    ///< the columns that they changed
    /// The newest of them that someone typed, by column; `whole_by`: one that added or removed it.
    std::map<int, std::int64_t> typed;
    std::int64_t whole_by = 0;

    /// The value of a column before the first of these entries changed it.
    struct Before {
        std::int64_t entry = 0;
        std::optional<std::string> text;
    };
    std::map<int, Before> before;
};

/// Typed as a command; typed to keep what `sync` had kept in a conflict, so that it repeats changes
/// that were made before; or written by `sync` itself.
enum class EntryKind { typed, keeps, automatic };

/// The edits that some history entries made, by record.
class EditIndex {
public:
    /// Adds the next entry, in order of their ids; false if it is damaged.
    [[nodiscard]] bool add(std::int64_t entry, std::string_view changeset, const Forms& forms,
                           EntryKind kind);
    /// Null if the record was not touched.
    [[nodiscard]] const RecordEdits* of(const Place& place) const;
    /// The record and all others touched by the same entries.
    [[nodiscard]] std::vector<Place> together_with(const Place& place) const;

private:
    void add_row(std::int64_t entry, const RowChange& row, const TableForm& form, bool typed);

    std::map<Place, RecordEdits> touches_;
};

}    // namespace lmsection::store
