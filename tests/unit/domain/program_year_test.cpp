#include "calendar_oracle.hpp"
#include "helpers.hpp"

#include <cstdio>
#include <set>

using namespace lmsection;
using namespace lmsection::test;

namespace {

/// "2026-07-01" of (2026, "07-01").
std::string in_year(int year, const std::string& month_and_day) {
    return std::to_string(year) + "-" + month_and_day;
}

}    // namespace

TEST_CASE("the calendar that days are checked against has every day of 111 years") {
    // 111 years of 365 days, and a leap day in each fourth of them but 2100.
    REQUIRE(calendar().size() == 111 * 365 + 27);
    CHECK(calendar().front().day == "1990-01-01");
    CHECK(calendar().back().day == "2100-12-31");
}

TEST_CASE("a day is written as SQLite writes it and reads back as itself") {
    Date day = "1990-01-01"_day;
    for (const CalendarDay& known : calendar()) {
        REQUIRE(iso(day) == known.day);
        const auto read = parse_iso_date(known.day);
        REQUIRE(read);
        REQUIRE(*read == day);
        day = plus_days(day, 1);
    }
}

TEST_CASE("a month is written as the head of its days and reads back as itself") {
    for (const CalendarDay& known : calendar()) {
        const Month month = month_of(parse_iso_date(known.day).value());
        const std::string text = known.day.substr(0, 7);
        REQUIRE(iso(month) == text);
        REQUIRE(parse_iso_month(text) == month);
    }
}

TEST_CASE("the last day of a month is SQLite's") {
    for (const CalendarDay& known : calendar()) {
        REQUIRE(iso(last_day_of(month_of(parse_iso_date(known.day).value()))) == known.month_end);
    }
}

TEST_CASE("the day before and after agree with SQLite") {
    for (const CalendarDay& known : calendar()) {
        const Date day = parse_iso_date(known.day).value();
        REQUIRE(iso(plus_days(day, 1)) == known.day_after);
        REQUIRE(iso(plus_days(day, -1)) == known.day_before);
        REQUIRE(iso(plus_days(day, 0)) == known.day);
    }
}

TEST_CASE("the days between two days are the difference of their Julian days") {
    const SqliteCalendar sqlite;
    const std::string sql = "SELECT CAST(julianday(?2) - julianday(?1) AS INTEGER)";
    const auto& all = calendar();
    for (std::size_t i = 0; i < all.size(); i += 97) {
        const CalendarDay& other = all[(i * 7919) % all.size()];
        const Date from = parse_iso_date(all[i].day).value();
        const Date to = parse_iso_date(other.day).value();
        const int between = std::stoi(sqlite.one(sql, {all[i].day, other.day}));
        REQUIRE(days_between(from, to) == between);
        REQUIRE(days_between(to, from) == -between);
        REQUIRE(plus_days(from, between) == to);
    }
}

TEST_CASE("the twelve months have their English names") {
    const std::vector<std::string> names{"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    for (unsigned number = 1; number <= 12; ++number) {
        CHECK(month_name(date::month{number}) == names[number - 1]);
    }
}

TEST_CASE("a text of ten characters is a day exactly where SQLite's calendar has that day") {
    const SqliteCalendar sqlite;
    // Made to count, SQLite moves February 30 on into March; it answers null for a month 13.
    const std::string sql = "SELECT date(?1, '+0 days') IS ?1";
    for (const int year : {1900, 1999, 2000, 2026, 2027, 2028, 2100}) {
        for (int number = 0; number < 14 * 34; ++number) {
            char text[16];
            std::snprintf(text, sizeof text, "%04d-%02d-%02d", year, number / 34, number % 34);
            const bool exists = sqlite.one(sql, {text}) == "1";
            INFO(text);
            REQUIRE(parse_iso_date(text).has_value() == exists);
        }
    }
}

TEST_CASE("a day in any other form than ISO 8601 is not read") {
    for (const char* text : {"",
                             "2026",
                             "2026-11",
                             "2026-1-24",
                             "2026-11-4",
                             "26-11-24",
                             "2026/11/24",
                             "20261124",
                             "2026-11-24 ",
                             " 2026-11-24",
                             "2026-11-24T00:00",
                             "+026-11-24",
                             "-026-11-24",
                             "2026--1-24",
                             "2026-+1-24",
                             "2026-11--1",
                             "2026-11- 1",
                             "2026-1a-24",
                             "2026-11-2a",
                             "2O26-11-24",
                             "24-11-2026",
                             "2026-11_24",
                             "2026_11-24",
                             "two thousand"}) {
        INFO(text);
        CHECK_FALSE(parse_iso_date(text));
    }
    // Nothing behind the tenth byte counts, not even a zero byte.
    CHECK_FALSE(parse_iso_date(std::string_view{"2026-11-24\0", 11}));
}

TEST_CASE("a month in any other form than ISO 8601 is not read") {
    for (const char* text : {"", "2026", "2026-1", "2026-00", "2026-13", "2026-99", "2026/11",
                             "202611", "2026-11-", " 2026-11", "2026-11 ", "2026-1x", "2026-+1",
                             "2026--1", "nov 2026", "11-2026", "0x26-11"}) {
        INFO(text);
        CHECK_FALSE(parse_iso_month(text));
    }
}

TEST_CASE("days and months are read from 1900 to 2999 and not beyond") {
    CHECK(parse_iso_date("1900-01-01") == "1900-01-01"_day);
    CHECK(parse_iso_date("2999-12-31") == "2999-12-31"_day);
    CHECK(parse_iso_month("1900-01") == "1900-01"_month);
    CHECK(parse_iso_month("2999-12") == "2999-12"_month);
    for (const char* text :
         {"0000-01-01", "0001-01-01", "1899-12-31", "3000-01-01", "9999-12-31"}) {
        INFO(text);
        CHECK_FALSE(parse_iso_date(text));
        CHECK_FALSE(parse_iso_month(std::string_view{text}.substr(0, 7)));
    }
}

TEST_CASE("February 29 is read in leap years only") {
    for (int year = 1900; year <= 2999; ++year) {
        const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        INFO(year);
        REQUIRE(parse_iso_date(in_year(year, "02-29")).has_value() == leap);
    }
}

TEST_CASE("each day lies in the program year whose July 1 came last") {
    for (const CalendarDay& known : calendar()) {
        const Date day = parse_iso_date(known.day).value();
        const ProgramYear year = ProgramYear::containing(day);
        REQUIRE(year.starting() == known.program_year);
        REQUIRE(ProgramYear::containing(month_of(day)) == year);
        REQUIRE(year.contains(day));
        REQUIRE_FALSE(year.plus(1).contains(day));
        REQUIRE_FALSE(year.plus(-1).contains(day));
    }
}

TEST_CASE("a program year holds the days that stand between its ends as text") {
    for (const CalendarDay& known : calendar()) {
        const ProgramYear year{known.program_year};
        REQUIRE(iso(year.first_day()) == in_year(known.program_year, "07-01"));
        REQUIRE(iso(year.last_day()) == in_year(known.program_year + 1, "06-30"));
        REQUIRE(iso(year.first_day()) <= known.day);
        REQUIRE(known.day <= iso(year.last_day()));
    }
}

TEST_CASE("June 30 closes a program year and the next day opens the next") {
    const ProgramYear year{2026};
    CHECK(ProgramYear::containing("2026-06-30"_day) == ProgramYear{2025});
    CHECK(ProgramYear::containing("2026-07-01"_day) == year);
    CHECK(ProgramYear::containing("2027-06-30"_day) == year);
    CHECK(ProgramYear::containing("2027-07-01"_day) == ProgramYear{2027});
}

TEST_CASE("a program year is shown by both its calendar years and read by either form") {
    for (int starting = 1900; starting <= 2998; ++starting) {
        const std::string second = std::to_string(starting + 1).substr(2);
        const std::string label = std::to_string(starting) + "-" + second;
        REQUIRE(ProgramYear{starting}.label() == label);
        REQUIRE(ProgramYear::parse(label) == ProgramYear{starting});
        REQUIRE(ProgramYear::parse(std::to_string(starting)) == ProgramYear{starting});
    }
}

TEST_CASE("a program year of two years that do not follow each other is not read") {
    for (int second = 0; second < 100; ++second) {
        char text[16];
        std::snprintf(text, sizeof text, "2026-%02d", second);
        INFO(text);
        REQUIRE(ProgramYear::parse(text).has_value() == (second == 27));
    }
}

TEST_CASE("a program year in another form is not read") {
    for (const char* text :
         {"",        "2",     "26",    "026",      "02026",  "2026-",     "2026-2027",
          "2026/27", "2026 ", " 2026", "2026-27 ", "20x6",   "-2026",     "+2026",
          "1899",    "3000",  "0000",  "this",     "2026-7", "2026-07-01"}) {
        INFO(text);
        CHECK_FALSE(ProgramYear::parse(text));
    }
}

TEST_CASE("the months of a program year lie in it, July to December before January to June") {
    for (int starting = 1990; starting <= 2099; ++starting) {
        const ProgramYear year{starting};
        std::set<std::string> months;
        for (unsigned number = 1; number <= 12; ++number) {
            const Month month = year.month(date::month{number});
            REQUIRE(static_cast<int>(month.year()) == (number >= 7 ? starting : starting + 1));
            REQUIRE(year.contains(month / 1));
            REQUIRE(year.contains(last_day_of(month)));
            months.insert(iso(month));
        }
        REQUIRE(months.size() == 12);
    }
}

TEST_CASE("program years are ordered by their July 1") {
    CHECK(ProgramYear{2025} < ProgramYear{2026});
    CHECK(ProgramYear{2026}.plus(3) == ProgramYear{2029});
    CHECK(ProgramYear{2026}.plus(-30) == ProgramYear{1996});
    CHECK(ProgramYear{2026}.plus(0) == ProgramYear{2026});
}

TEST_CASE("a term that starts on any day ends on the June 30 that closes its last program year") {
    for (const CalendarDay& known : calendar()) {
        const Date start = parse_iso_date(known.day).value();
        for (int years = 1; years <= Term::longest; ++years) {
            const Term term{start, years};
            REQUIRE(iso(term.last_day()) == in_year(known.program_year + years, "06-30"));
            REQUIRE(term.first_program_year() == ProgramYear{known.program_year});
            REQUIRE(term.start() == start);
            REQUIRE(term.years() == years);
        }
    }
}

TEST_CASE("a vacancy filled in mid-year ends on the June 30 that its whole term would have") {
    const Term whole{"2026-07-01"_day, 2};
    CHECK(Term{"2026-07-02"_day, 2}.last_day() == whole.last_day());
    CHECK(Term{"2027-06-30"_day, 2}.last_day() == whole.last_day());
    CHECK(Term{"2027-06-30"_day, 1}.last_day() == "2027-06-30"_day);
    CHECK(Term{"2027-07-01"_day, 2}.last_day() == "2029-06-30"_day);
}

TEST_CASE("a term of no years, of too many, or from a day that is none cannot be made") {
    for (const int years : {-1, 0, Term::longest + 1, 2026}) {
        INFO(years);
        CHECK_THROWS_AS(Term("2026-07-01"_day, years), std::invalid_argument);
    }
    const Date february_30 = date::year{2027} / 2 / 30;
    CHECK_THROWS_AS(Term(february_30, 1), std::invalid_argument);
    CHECK_NOTHROW(Term("2026-07-01"_day, Term::longest));
}

TEST_CASE("Interest Group Week opens on SQLite's first Monday of the program year's March") {
    for (const CalendarDay& known : calendar()) {
        const Month march = ProgramYear{known.program_year}.month(date::March);
        REQUIRE(iso(first_full_week_monday(march)) == known.interest_group_monday);
    }
}

TEST_CASE("Interest Group Week is a Monday to Friday, all in March, from March 1 on to 7") {
    const SqliteCalendar sqlite;
    for (int year = 1990; year <= 2100; ++year) {
        const Date monday = first_full_week_monday(date::year{year} / date::March);
        const Date friday = plus_days(monday, 4);
        INFO(iso(monday));
        REQUIRE(sqlite.one("SELECT strftime('%w', ?1)", {iso(monday)}) == "1");
        REQUIRE(sqlite.one("SELECT strftime('%w', ?1)", {iso(friday)}) == "5");
        REQUIRE(iso(monday) >= in_year(year, "03-01"));
        REQUIRE(iso(monday) <= in_year(year, "03-07"));
        REQUIRE(friday.month() == date::March);
    }
}

TEST_CASE("in any month the first full week opens on its first Monday") {
    for (const CalendarDay& known : calendar()) {
        const bool first_monday = known.weekday == 1 && known.day.substr(8) <= "07";
        const Date day = parse_iso_date(known.day).value();
        REQUIRE((first_full_week_monday(month_of(day)) == day) == first_monday);
    }
}

TEST_CASE("a report without a day is due on the last day of its month, as SQLite has it") {
    ReportRule december{date::December, std::nullopt, "December report", {}, "3"};
    ReportRule may{date::May, std::nullopt, "May report", {}, "3"};
    for (const CalendarDay& known : calendar()) {
        const ProgramYear year{known.program_year};
        REQUIRE(iso(december.due(year)) == known.december_end);
        REQUIRE(iso(may.due(year)) == known.may_end);
        REQUIRE(iso(december.id(year)) == known.december_end.substr(0, 7));
        REQUIRE(iso(may.id(year)) == known.may_end.substr(0, 7));
    }
}

TEST_CASE("a report's day past the end of its month means the month's last day") {
    const SqliteCalendar sqlite;
    const std::string sql =
        "SELECT min(printf('%s-%02d', ?1, ?2), date(?1 || '-01', '+1 month', '-1 day'))";
    for (int starting = 1990; starting <= 2099; ++starting) {
        for (unsigned month = 1; month <= 12; ++month) {
            for (const unsigned day : {1U, 15U, 28U, 29U, 30U, 31U}) {
                const ReportRule rule{date::month{month}, day, "a report", {}, "3"};
                const Date due = rule.due(ProgramYear{starting});
                const std::string in = iso(rule.id(ProgramYear{starting}));
                REQUIRE(iso(due) == sqlite.one(sql, {in, std::to_string(day)}));
            }
        }
    }
}
