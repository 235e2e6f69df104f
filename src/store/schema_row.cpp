#include "schema_row.hpp"

#include "query.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <memory>

namespace lmsection::store {

namespace {

/// The tables that `ANALYZE` creates.
constexpr std::array statistics{
    SchemaRow{"table", "sqlite_stat1", "sqlite_stat1", "CREATE TABLE sqlite_stat1(tbl,idx,stat)"},
    SchemaRow{"table", "sqlite_stat4", "sqlite_stat4",
              "CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)"}};

struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

std::string_view text_of(sqlite3_stmt* row, int column) {
    const unsigned char* bytes = sqlite3_column_text(row, column);
    return {reinterpret_cast<const char*>(bytes),
            static_cast<std::size_t>(sqlite3_column_bytes(row, column))};
}

/// Reads every row of the schema. Calls SQLite directly, because every start does this.
template <class Take>
void each_row_of_schema(const Reader& database, Take visit) {
    sqlite3* connection = database.impl().connection->getHandle();
    sqlite3_stmt* prepared = nullptr;
    int code = sqlite3_prepare_v2(connection, "SELECT type, name, tbl_name, sql FROM sqlite_schema",
                                  -1, &prepared, nullptr);
    const std::unique_ptr<sqlite3_stmt, Finalize> row{prepared};
    while (code == SQLITE_OK || code == SQLITE_ROW) {
        code = sqlite3_step(row.get());
        if (code == SQLITE_ROW) {
            visit(SchemaRow{text_of(row.get(), 0), text_of(row.get(), 1), text_of(row.get(), 2),
                            text_of(row.get(), 3)});
        }
    }
    if (code != SQLITE_DONE) {
        throw store_error(SQLite::Exception{connection, code}, database.file());
    }
}

bool same(const SchemaRow& one, const SchemaRow& other) {
    return one.name == other.name && one.type == other.type && one.table == other.table &&
           one.sql == other.sql;
}

const SchemaRow* with_name(std::span<const SchemaRow> rows, std::string_view name) {
    const auto found = std::find_if(rows.begin(), rows.end(),
                                    [&](const SchemaRow& row) { return row.name == name; });
    return found == rows.end() ? nullptr : &*found;
}

}    // namespace

std::vector<ForeignRow> foreign_rows(const Reader& database, int version) {
    const auto wanted = schema_rows(version);
    std::vector<bool> seen(wanted.size());
    std::vector<ForeignRow> foreign;
    std::size_t next = 0;
    each_row_of_schema(database, [&](const SchemaRow& row) {
        // A new file has them in patch order; an updated one may not.
        const SchemaRow* ours = next < wanted.size() && wanted[next].name == row.name
                                    ? &wanted[next]
                                    : with_name(wanted, row.name);
        ++next;
        if (ours != nullptr && same(*ours, row)) {
            const auto at = static_cast<std::size_t>(ours - wanted.data());
            if (!seen[at]) {
                seen[at] = true;
                return;
            }
        } else if (const SchemaRow* known = with_name(statistics, row.name);
                   known != nullptr && same(*known, row)) {
            return;
        }
        foreign.push_back({std::string{row.type}, std::string{row.name}, ours != nullptr});
    });
    return foreign;
}

std::vector<std::string> missing_rows(const Reader& database, int version) {
    std::vector<std::string> missing;
    for (const SchemaRow& row : schema_rows(version)) {
        Query query{database, "SELECT 1 FROM sqlite_schema WHERE name = ?1"};
        if (!query.bind(1, row.name).step()) {
            missing.push_back(fmt::format("{} {}", row.type, row.name));
        }
    }
    return missing;
}

}    // namespace lmsection::store
