// A build tool: embed_schema OUTPUT.cpp writes the rows that `sqlite_schema` has in each version of
// a section's database, so that the program can compare them at startup without creating one.
#include "schema_patch.hpp"

#include <sqlite3.h>

#include <cstddef>
#include <cstdio>
#include <exception>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>

namespace {

struct Close {
    void operator()(sqlite3* database) const { sqlite3_close(database); }
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

void require(int code, sqlite3* database) {
    if (code != SQLITE_OK) {
        throw std::runtime_error{sqlite3_errmsg(database)};
    }
}

std::string literal(sqlite3_stmt* row, int column) {
    const unsigned char* bytes = sqlite3_column_text(row, column);
    const std::string text = bytes == nullptr ? "" : reinterpret_cast<const char*>(bytes);
    if (text.find(")embedded\"") != std::string::npos) {
        throw std::runtime_error{"a patch contains the mark that ends a raw string"};
    }
    return "R\"embedded(" + text + ")embedded\"";
}

void write_rows(sqlite3* database, std::size_t version, std::ostream& to) {
    sqlite3_stmt* prepared = nullptr;
    require(sqlite3_prepare_v2(database,
                               "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY rowid",
                               -1, &prepared, nullptr),
            database);
    const std::unique_ptr<sqlite3_stmt, Close> row{prepared};
    to << "constexpr SchemaRow rows_" << version << "[] = {\n";
    while (sqlite3_step(row.get()) == SQLITE_ROW) {
        to << "{" << literal(row.get(), 0) << ", " << literal(row.get(), 1) << ", "
           << literal(row.get(), 2) << ", " << literal(row.get(), 3) << "},\n";
    }
    to << "};\n\n";
}

void embed(const char* output) {
    sqlite3* opened = nullptr;
    require(sqlite3_open(":memory:", &opened), opened);
    const std::unique_ptr<sqlite3, Close> database{opened};
    std::ofstream source{output};
    source << "#include \"schema_row.hpp\"\n\nnamespace lmsection::store {\n\nnamespace {\n\n";
    std::string cases;
    for (std::size_t version = 1; version <= lmsection::store::patches::all.size(); ++version) {
        require(sqlite3_exec(database.get(), lmsection::store::patches::all.at(version - 1),
                             nullptr, nullptr, nullptr),
                database.get());
        write_rows(database.get(), version, source);
        const std::string number = std::to_string(version);
        cases += "    case " + number + ": return rows_" + number + ";\n";
    }
    source << "}    // namespace\n\n"
              "std::span<const SchemaRow> schema_rows(int version) {\n    switch (version) {\n"
           << cases << "    default: return {};\n    }\n}\n\n}    // namespace lmsection::store\n";
    source.close();
    if (!source) {
        throw std::runtime_error{"the source file cannot be written"};
    }
}

}    // namespace

int main(int count, char** words) {
    constexpr int wanted = 2;
    try {
        if (count != wanted) {
            throw std::invalid_argument{"usage: embed_schema OUTPUT.cpp"};
        }
        embed(words[1]);
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
    }
    return 1;
}
