#pragma once

#include "lmsection/store/database.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::store {

/// A row of `sqlite_schema`: a table, an index, and in other people's files a trigger or a view.
struct SchemaRow {
    std::string_view type;
    std::string_view name;
    std::string_view table;
    std::string_view sql;    ///< empty for the index that SQLite makes for a UNIQUE
};

/// The rows of a section's database of that version; empty for a version that does not exist. The
/// build writes them from the patches (embed_schema.cpp).
[[nodiscard]] std::span<const SchemaRow> schema_rows(int version);

/// A row that a section's database of that version does not have.
struct ForeignRow {
    std::string type;
    std::string name;
    bool is_changed = false;    ///< ours by its name, but not by its text
};
/// What in the schema is not as this program makes it, compared byte for byte: SQLite takes a
/// trigger, a view or a virtual table from `sqlite_schema` however it is spelled. SQLite's own
/// statistics (`ANALYZE`) are allowed.
[[nodiscard]] std::vector<ForeignRow> foreign_rows(const Database& database, int version);
/// The rows that are missing, as "index people_by_name".
[[nodiscard]] std::vector<std::string> missing_rows(const Database& database, int version);

}    // namespace lmsection::store
