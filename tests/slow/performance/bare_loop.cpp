// The limit for a roster of everybody: the same rows are read in the same order, and nothing is
// done with them. `scripts/bench` times it.

#include <sqlite3.h>

#include <cstdio>

namespace {

constexpr const char* rows =
    "SELECT a.role, p.name, p.email, p.institution, a.start_on, a.end_on, a.years "
    "FROM appointments a JOIN people p ON p.id = a.person_id "
    "WHERE a.group_id = ?1 ORDER BY a.rank, a.sort_key, a.start_on, a.id";

/// Reads every column of every row, as a writer of rows must.
void step_all(sqlite3_stmt* statement) {
    while (sqlite3_step(statement) == SQLITE_ROW) {
        for (int column = 0; column < sqlite3_column_count(statement); ++column) {
            static_cast<void>(sqlite3_column_text(statement, column));
        }
    }
}

}    // namespace

int main(int count, char** words) {
    sqlite3* database = nullptr;
    sqlite3_stmt* groups = nullptr;
    sqlite3_stmt* terms = nullptr;
    if (count != 2 ||
        sqlite3_open_v2(words[1], &database, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK ||
        sqlite3_prepare_v2(database, "SELECT id FROM groups", -1, &groups, nullptr) != SQLITE_OK ||
        sqlite3_prepare_v2(database, rows, -1, &terms, nullptr) != SQLITE_OK) {
        std::fputs("bare_loop: name a section's database\n", stderr);
        return 1;
    }
    while (sqlite3_step(groups) == SQLITE_ROW) {
        sqlite3_bind_int64(terms, 1, sqlite3_column_int64(groups, 0));
        step_all(terms);
        sqlite3_reset(terms);
    }
    sqlite3_finalize(terms);
    sqlite3_finalize(groups);
    return sqlite3_close(database) == SQLITE_OK ? 0 : 1;
}
