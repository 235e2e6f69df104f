#pragma once

#include <string>
#include <vector>

struct sqlite3;

namespace lmsection::test {

/// A calendar that owes nothing to the code under test: SQLite's date functions, on text.
class SqliteCalendar {
public:
    SqliteCalendar();
    ~SqliteCalendar();
    SqliteCalendar(const SqliteCalendar&) = delete;
    SqliteCalendar& operator=(const SqliteCalendar&) = delete;

    /// The rows of a query, every value as text ("" for null); `?1`, `?2` are `values`.
    using Row = std::vector<std::string>;
    [[nodiscard]] std::vector<Row> rows(const std::string& sql,
                                        const std::vector<std::string>& values = {}) const;
    /// The one value of a query.
    [[nodiscard]] std::string one(const std::string& sql,
                                  const std::vector<std::string>& values = {}) const;

private:
    sqlite3* connection_ = nullptr;
};

/// What SQLite has to say of one day.
struct CalendarDay {
    std::string day;
    std::string day_before;
    std::string day_after;
    std::string month_end;
    std::string next_month;    ///< its first day
    std::string last_month;    ///< its first day
    int weekday;               ///< 0: Sunday
    int program_year;          ///< the latest one whose July 1, as text, is not after `day`
    std::string interest_group_monday;
    std::string december_end;
    std::string may_end;
};

/// Every day of 1990 to 2100.
[[nodiscard]] const std::vector<CalendarDay>& calendar();

}    // namespace lmsection::test
