#include "calendar_oracle.hpp"

#include <sqlite3.h>

#include <memory>
#include <stdexcept>

namespace lmsection::test {

namespace {

constexpr const char* all_days = R"sql(
WITH RECURSIVE days (day) AS (
    SELECT '1990-01-01' UNION ALL
    SELECT date(day, '+1 day') FROM days WHERE day < '2100-12-31'
), known AS (
    SELECT day, CAST(strftime('%Y', day) AS INTEGER)
                - (CASE WHEN day >= strftime('%Y-07-01', day) THEN 0 ELSE 1 END) AS year
    FROM days
)
SELECT day, date(day, '-1 day'), date(day, '+1 day'),
       date(day, 'start of month', '+1 month', '-1 day'),
       date(day, 'start of month', '+1 month'),
       date(day, 'start of month', '-1 month'),
       strftime('%w', day), year,
       date(printf('%04d-03-01', year + 1), 'weekday 1'),
       date(printf('%04d-12-01', year), '+1 month', '-1 day'),
       date(printf('%04d-05-01', year + 1), '+1 month', '-1 day')
FROM known ORDER BY day)sql";

std::string text_of(sqlite3_stmt* statement, int column) {
    const auto* text = sqlite3_column_text(statement, column);
    return text == nullptr ? std::string{} : reinterpret_cast<const char*>(text);
}

}    // namespace

SqliteCalendar::SqliteCalendar() {
    if (sqlite3_open(":memory:", &connection_) != SQLITE_OK) {
        throw std::runtime_error("no SQLite to check against");
    }
}

SqliteCalendar::~SqliteCalendar() {
    sqlite3_close(connection_);
}

std::vector<SqliteCalendar::Row>
SqliteCalendar::rows(const std::string& sql, const std::vector<std::string>& values) const {
    sqlite3_stmt* raw = nullptr;
    if (sqlite3_prepare_v2(connection_, sql.c_str(), -1, &raw, nullptr) != SQLITE_OK) {
        throw std::runtime_error(sqlite3_errmsg(connection_));
    }
    const std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> owned{raw, &sqlite3_finalize};
    for (std::size_t i = 0; i < values.size(); ++i) {
        sqlite3_bind_text(raw, static_cast<int>(i) + 1, values[i].c_str(), -1, SQLITE_TRANSIENT);
    }
    std::vector<Row> found;
    while (sqlite3_step(raw) == SQLITE_ROW) {
        Row& row = found.emplace_back();
        for (int column = 0; column < sqlite3_column_count(raw); ++column) {
            row.push_back(text_of(raw, column));
        }
    }
    return found;
}

std::string SqliteCalendar::one(const std::string& sql,
                                const std::vector<std::string>& values) const {
    return rows(sql, values).at(0).at(0);
}

const std::vector<CalendarDay>& calendar() {
    static const std::vector<CalendarDay> all = [] {
        std::vector<CalendarDay> days;
        for (const auto& row : SqliteCalendar{}.rows(all_days)) {
            days.push_back({row[0], row[1], row[2], row[3], row[4], row[5], std::stoi(row[6]),
                            std::stoi(row[7]), row[8], row[9], row[10]});
        }
        return days;
    }();
    return all;
}

}    // namespace lmsection::test
