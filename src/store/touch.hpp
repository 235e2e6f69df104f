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

/// What some entries of a history did to one record.
struct Touch {
    std::int64_t newest = 0;    ///< the last of these entries
    std::set<std::int64_t> entries;
    bool whole = false;       ///< one of them added or removed it
    bool is_new = false;      ///< the first of them added it
    std::set<int> columns;    ///< those that one of them changed

    /// What a column held before the first of these entries that changed it.
    struct Before {
        std::int64_t entry = 0;
        std::optional<std::string> text;
    };
    std::map<int, Before> before;
};

/// What some entries of a history did, by record.
class Touches {
public:
    /// The next entry, in the order of their numbers; false where it is damaged.
    [[nodiscard]] bool add(std::int64_t entry, std::string_view changeset, const Forms& forms);
    /// Null where the record was not touched.
    [[nodiscard]] const Touch* of(const Place& place) const;
    /// The record and all that was touched by the entries that touched it.
    [[nodiscard]] std::vector<Place> together_with(const Place& place) const;

private:
    void add_row(std::int64_t entry, const RowChange& row, const TableForm& form);

    std::map<Place, Touch> touches_;
};

}    // namespace lmsection::store
