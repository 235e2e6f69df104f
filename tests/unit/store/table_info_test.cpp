#include "lmsection/store/table_info.hpp"

#include "harness.hpp"
#include "lmsection/store/schema.hpp"
#include "lmsection/store/table.hpp"

#include <algorithm>
#include <set>
#include <string>

using namespace lmsection::test;
using namespace lmsection::store;

namespace {

/// A file with the schema of a version, as the patches make it.
std::string file_of_schema(const TemporaryFolder& folder, int version) {
    const std::string file = folder / ("schema-" + std::to_string(version) + ".db");
    Database database = Database::create(file, version);
    database.publish();
    return file;
}

std::string sql_type(ColumnType type) {
    switch (type) {
    case ColumnType::integer: return "INTEGER";
    case ColumnType::blob: return "BLOB";
    case ColumnType::text: return "TEXT";
    }
    return "";
}

std::vector<Words> described_columns(int version) {
    std::vector<Words> columns;
    for (const TableInfo& table : all_tables()) {
        for (const ColumnInfo& column : table.columns) {
            if (std::max(table.since, column.since) > version) {
                continue;
            }
            columns.push_back({std::string{table.name}, std::string{column.name},
                               sql_type(column.type()), column.in_key ? "1" : "0",
                               std::string{column.refers_to}});
        }
    }
    std::stable_sort(columns.begin(), columns.end(),
                     [](const Words& a, const Words& b) { return a[0] < b[0]; });
    return columns;
}

}    // namespace

TEST_CASE("table_info describes every table and column of every schema") {
    const TemporaryFolder folder;
    const int version = GENERATE(range(1, schema_version() + 1));
    CAPTURE(version);
    CHECK(described_columns(version) ==
          ask_database(file_of_schema(folder, version),
                       "SELECT t.name, c.name, c.type, c.pk > 0, ifnull((SELECT f.\"table\" "
                       "FROM pragma_foreign_key_list(t.name) f WHERE f.\"from\" = c.name), '') "
                       "FROM sqlite_schema t, pragma_table_info(t.name) c "
                       "WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' "
                       "ORDER BY t.name, c.cid"));
}

TEST_CASE("table_info names only columns that its tables have") {
    for (const TableInfo& table : all_tables()) {
        CAPTURE(table.name);
        CHECK(table_info(table.name) == &table);
        CHECK_FALSE(table.noun.empty());
        for (const std::string_view column : table.label) {
            CHECK((column.empty() || table.column(column)));
        }
        for (const NaturalKey& key : table.natural_keys) {
            for (const std::string_view column : key.columns) {
                CHECK((column.empty() || table.column(column)));
            }
        }
        CHECK((table.person.empty() || table.column(table.person)));
    }
    CHECK(table_info("sqlite_schema") == nullptr);
}

TEST_CASE("table_info leads from each record about a person to the person") {
    for (const TableInfo& table : all_tables()) {
        std::set<std::string_view> passed;
        const TableInfo* at = &table;
        while (at->name != "people" && !at->person.empty()) {
            CAPTURE(table.name, at->name);
            REQUIRE(passed.insert(at->name).second);
            at = table_info(at->columns[*at->column(at->person)].refers_to);
            REQUIRE(at != nullptr);
        }
        const bool about_person = !table.person.empty();
        CHECK((at->name == "people") == about_person);
        for (const ColumnInfo& column : table.columns) {
            CAPTURE(table.name, column.name);
            CHECK((!column.personal || about_person));
        }
    }
}

TEST_CASE("natural keys are marked unique exactly when the schema makes them unique") {
    const TemporaryFolder folder;
    const std::string file = file_of_schema(folder, schema_version());
    for (const TableInfo& table : all_tables()) {
        for (const NaturalKey& key : table.natural_keys) {
            if (key.columns.front().empty()) {
                continue;
            }
            std::set<std::string> wanted;
            for (const std::string_view column : key.columns) {
                if (!column.empty()) {
                    wanted.insert(std::string{column});
                }
            }
            bool unique = false;
            for (const Words& index :
                 ask_database(file, "SELECT name FROM pragma_index_list('" +
                                        std::string{table.name} + "') WHERE \"unique\"")) {
                std::set<std::string> columns;
                for (const Words& column :
                     ask_database(file, "SELECT ifnull(name, 'group_id') FROM pragma_index_info('" +
                                            index[0] + "')")) {
                    columns.insert(column[0]);
                }
                unique = unique || columns == wanted;
            }
            CAPTURE(table.name, key.columns.front());
            CHECK(unique == key.unique);
        }
    }
}
