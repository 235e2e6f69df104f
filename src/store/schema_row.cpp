#include "schema_row.hpp"

#include "query.hpp"

#include <algorithm>
#include <array>
namespace lmsection::store {

namespace {

/// The tables that `ANALYZE` creates.
constexpr std::array statistics{
    SchemaRow{"table", "sqlite_stat1", "sqlite_stat1", "CREATE TABLE sqlite_stat1(tbl,idx,stat)"},
    SchemaRow{"table", "sqlite_stat4", "sqlite_stat4",
              "CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)"}};

const SchemaRow* with_name(std::span<const SchemaRow> rows, std::string_view name) {
    const auto found = std::ranges::find(rows, name, &SchemaRow::name);
    return found == rows.end() ? nullptr : &*found;
}

}    // namespace

std::vector<ForeignRow> foreign_rows(const Reader& database, int version) {
    const auto wanted = schema_rows(version);
    std::vector<bool> seen(wanted.size());
    std::vector<ForeignRow> foreign;
    std::size_t next = 0;
    Query query{database, "SELECT type, name, tbl_name, sql FROM sqlite_schema"};
    while (query.step()) {
        const SchemaRow row{.type = query.text(0),
                            .name = query.text(1),
                            .table = query.text(2),
                            .sql = query.text(3)};
        // A new file has them in patch order; an updated one may not.
        const SchemaRow* ours = next < wanted.size() && wanted[next].name == row.name
                                    ? &wanted[next]
                                    : with_name(wanted, row.name);
        ++next;
        if (ours != nullptr && *ours == row) {
            const auto at = static_cast<std::size_t>(ours - wanted.data());
            if (!seen[at]) {
                seen[at] = true;
                continue;
            }
        } else if (std::ranges::count(statistics, row) > 0) {
            continue;
        }
        foreign.push_back({std::string{row.type}, std::string{row.name}, ours != nullptr});
    }
    return foreign;
}

}    // namespace lmsection::store
