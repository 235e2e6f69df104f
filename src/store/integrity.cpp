#include "lmsection/store/integrity.hpp"

#include "lmsection/store/schema.hpp"
#include "query.hpp"
#include "schema_row.hpp"

#include <fmt/format.h>

namespace lmsection::store {

bool is_marked_ours(const Reader& database) {
    return number_from(database, "PRAGMA application_id") == application_id;
}

std::vector<std::string> damage_of(const Reader& database) {
    std::vector<std::string> damage;
    Query query{database, "PRAGMA integrity_check"};
    while (query.step()) {
        if (query.text(0) != "ok") {
            damage.push_back(query.string(0));
        }
    }
    return damage;
}

std::vector<std::string> broken_references(const Reader& database) {
    std::vector<std::string> broken;
    Query query{database, "PRAGMA foreign_key_check"};
    while (query.step()) {
        broken.push_back(fmt::format("{} {} refers to a record that is not in {}", query.string(0),
                                     query.is_null(1) ? "" : query.string(1), query.string(2)));
    }
    return broken;
}

std::vector<std::string> schema_differences(const Reader& database) {
    const int version = version_of(database);
    std::vector<std::string> differences;
    for (const SchemaRow& row : schema_rows(version)) {
        if (!Query{database, "SELECT 1 FROM sqlite_schema WHERE name = ?1", row.name}.step()) {
            differences.push_back(fmt::format("{} {} is missing", row.type, row.name));
        }
    }
    for (const ForeignRow& row : foreign_rows(database, version)) {
        differences.push_back(fmt::format("{} {} is not {}", row.type, row.name, row.expected()));
    }
    return differences;
}

std::int64_t free_pages(const Reader& database) {
    return number_from(database, "PRAGMA freelist_count");
}

}    // namespace lmsection::store
