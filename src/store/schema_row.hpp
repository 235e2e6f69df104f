#pragma once

#include "lmsection/store/database.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::store {

/// A row of `sqlite_schema`: a table or index or, in files from elsewhere, a trigger or view.
struct SchemaRow {
    std::string_view type;
    std::string_view name;
    std::string_view table;
    std::string_view sql;    ///< empty for the index that SQLite makes for a UNIQUE
    bool operator==(const SchemaRow&) const = default;
};

/// The rows of a section's database of that version; empty for a version that does not exist. The
/// build writes them from the patches (embed_schema.cpp).
[[nodiscard]] std::span<const SchemaRow> schema_rows(int version);

/// A row that a section's database of that version does not have.
struct ForeignRow {
    std::string type;
    std::string name;
    bool is_changed = false;    ///< has one of our names but different SQL

    /// "as lmsection makes it": what the row is not.
    [[nodiscard]] std::string_view expected() const {
        return is_changed ? "as lmsection makes it" : "lmsection's";
    }
};
/// Schema rows that this program did not create, compared byte for byte, since SQLite accepts
/// triggers, views and virtual tables in any spelling. SQLite's own statistics (`ANALYZE`) are
/// allowed.
[[nodiscard]] std::vector<ForeignRow> foreign_rows(const Reader& database, int version);

}    // namespace lmsection::store
