#include "calendar_oracle.hpp"
#include "helpers.hpp"

#include "lmsection/domain/typed_date.hpp"

#include <cstdio>

using namespace lmsection;
using namespace lmsection::test;

namespace {

const Date today = "2026-11-24"_day;

struct Case {
    const char* typed;
    const char* meant;
};

/// The days of 2023 to 2028: every kind of February, and both halves of each program year.
std::vector<CalendarDay> some_years() {
    std::vector<CalendarDay> found;
    for (const CalendarDay& day : calendar()) {
        if (day.day >= "2023-01-01" && day.day <= "2028-12-31") {
            found.push_back(day);
        }
    }
    return found;
}

/// The month of a day's program year, by the calendar year that has it.
std::string month_in_program_year(const CalendarDay& day, unsigned month) {
    char text[16];
    std::snprintf(text, sizeof text, "%04d-%02u", day.program_year + (month < 7 ? 1 : 0), month);
    return text;
}

}    // namespace

TEST_CASE("every form of a day that PRODUCT.md lists is read") {
    const std::vector<Case> cases{{"2026-11-24", "2026-11-24"}, {"today", "2026-11-24"},
                                  {"tomorrow", "2026-11-25"},   {"+30d", "2026-12-24"},
                                  {"+2w", "2026-12-08"},        {"next month", "2026-12-01"},
                                  {"nov", "2026-11-01"},        {"november 2026", "2026-11-01"}};
    for (const auto& [typed, meant] : cases) {
        INFO(typed);
        const auto read = parse_typed_date(typed, today);
        REQUIRE(read.ok());
        CHECK(iso(read.value()) == meant);
    }
}

TEST_CASE("the further forms of a day that the header lists are read") {
    const std::vector<Case> cases{{"yesterday", "2026-11-23"}, {"-2w", "2026-11-10"},
                                  {"+1m", "2026-12-24"},       {"-1m", "2026-10-24"},
                                  {"2027-03", "2027-03-01"},   {"+0d", "2026-11-24"},
                                  {"-24d", "2026-10-31"},      {"+14m", "2028-01-24"}};
    for (const auto& [typed, meant] : cases) {
        INFO(typed);
        const auto read = parse_typed_date(typed, today);
        REQUIRE(read.ok());
        CHECK(iso(read.value()) == meant);
    }
}

TEST_CASE("days with slashes, dots and names of months are read as Americans write them") {
    const std::vector<Case> cases{
        {"11/24/2026", "2026-11-24"},     {"1/2/2026", "2026-01-02"},
        {"01/02/26", "2026-01-02"},       {"13/12/2026", "2026-12-13"},
        {"30.06.2027", "2027-06-30"},     {"1.2.2026", "2026-02-01"},
        {"12.31.2026", "2026-12-31"},     {"2026/8/3", "2026-08-03"},
        {"Nov 24, 2026", "2026-11-24"},   {"November 24, 2026", "2026-11-24"},
        {"24 Nov 2026", "2026-11-24"},    {"24 november, 2026", "2026-11-24"},
        {"Nov. 24th 2026", "2026-11-24"}, {"June 1st, 2027", "2027-06-01"},
        {"Sept 22nd 2026", "2026-09-22"}, {"november 24,2026", "2026-11-24"},
        {"11/2026", "2026-11-01"},        {"november, 2026", "2026-11-01"},
        {"Feb 29 2028", "2028-02-29"}};
    for (const auto& [typed, meant] : cases) {
        INFO(typed);
        const auto read = parse_typed_date(typed, today);
        REQUIRE(read.ok());
        CHECK(iso(read.value()) == meant);
    }
}

TEST_CASE("a day without a year is next, latest, nearby or in the program year, depending on use") {
    struct YearCase {
        const char* typed;
        const char* next;
        const char* latest;
        const char* nearby;
        const char* in_program_year;
    };
    const std::vector<YearCase> cases{
        {"july", "2027-07-01", "2026-07-01", "2027-07-01", "2026-07-01"},
        {"nov", "2027-11-01", "2026-11-01", "2026-11-01", "2026-11-01"},
        {"Nov 24", "2026-11-24", "2026-11-24", "2026-11-24", "2026-11-24"},
        {"Nov 25", "2026-11-25", "2025-11-25", "2026-11-25", "2026-11-25"},
        {"11/3", "2027-11-03", "2026-11-03", "2026-11-03", "2026-11-03"},
        {"june 30", "2027-06-30", "2026-06-30", "2027-06-30", "2027-06-30"},
        {"3 Sep", "2027-09-03", "2026-09-03", "2026-09-03", "2026-09-03"},
        {"nov 26", "2026-11-26", "2025-11-26", "2026-11-26", "2026-11-26"}};
    for (const YearCase& known : cases) {
        INFO(known.typed);
        const auto read = [&](YearChoice choice) {
            const auto day = read_day(known.typed, today, choice);
            REQUIRE(day.ok());
            CHECK(day.value().chosen);
            return iso(day.value().day);
        };
        CHECK(read(YearChoice::next) == known.next);
        CHECK(read(YearChoice::latest) == known.latest);
        CHECK(read(YearChoice::nearby) == known.nearby);
        CHECK(read(YearChoice::in_program_year) == known.in_program_year);
    }
    CHECK(iso(read_day("Feb 29", today, YearChoice::next).value().day) == "2028-02-29");
    CHECK(iso(read_day("Feb 29", today, YearChoice::latest).value().day) == "2024-02-29");
    CHECK_FALSE(read_day("Feb 29", today, YearChoice::in_program_year).ok());
}

TEST_CASE("the names of weekdays mean the nearest such day ahead, or back where it was done") {
    // 2026-11-24 is a Tuesday.
    const std::vector<Case> ahead{{"monday", "2026-11-30"},       {"tuesday", "2026-11-24"},
                                  {"Wed", "2026-11-25"},          {"next monday", "2026-11-30"},
                                  {"next tuesday", "2026-12-01"}, {"this friday", "2026-11-27"},
                                  {"last monday", "2026-11-23"},  {"last tuesday", "2026-11-17"}};
    for (const auto& [typed, meant] : ahead) {
        INFO(typed);
        CHECK(iso(read_day(typed, today, YearChoice::next).value().day) == meant);
    }
    CHECK(iso(read_day("monday", today, YearChoice::latest).value().day) == "2026-11-23");
    CHECK(iso(read_day("tuesday", today, YearChoice::latest).value().day) == "2026-11-24");
}

TEST_CASE("a day that can be read in one way only is not marked as chosen") {
    for (const char* typed : {"2026-11-24", "11/24/2026", "13/12/2026", "5/5/2026", "30.06.2027",
                              "Nov 24, 2026", "today", "+30d", "next month", "november 2026"}) {
        INFO(typed);
        CHECK_FALSE(read_day(typed, today, YearChoice::next).value().chosen);
    }
    for (const char* typed : {"1/2/2026", "1.2.2026", "11/24/26", "11/24", "monday", "july"}) {
        INFO(typed);
        CHECK(read_day(typed, today, YearChoice::next).value().chosen);
    }
}

TEST_CASE("a column that is read day first has no date that is month first") {
    const auto read = [](const char* typed) {
        return read_day(typed, today, YearChoice::next, NumberOrder::day_first);
    };
    CHECK(iso(read("1/2/2026").value().day) == "2026-02-01");
    CHECK_FALSE(read("11/24/2026").ok());
    CHECK(is_day_first("13/12/2026"));
    CHECK(is_day_first("13/12/2026 9:15:00"));
    CHECK_FALSE(is_day_first("12/13/2026"));
    CHECK_FALSE(is_day_first("13.12.2026"));
    CHECK(has_two_orders("1/2/2026"));
    CHECK_FALSE(has_two_orders("2/2/2026"));
}

TEST_CASE("a day or program year more than three years away is worth a warning") {
    CHECK_FALSE(far_day_warning("2029-11-24"_day, today));
    CHECK_FALSE(far_day_warning("2023-11-24"_day, today));
    CHECK(far_day_warning("2062-12-03"_day, today) ==
          "December 3, 2062 is 36 years away; check the year");
    CHECK(far_day_warning("2020-12-16"_day, today) ==
          "December 16, 2020 is 6 years ago; check the year");
    CHECK_FALSE(far_year_warning(ProgramYear{2029}, today));
    CHECK_FALSE(far_year_warning(ProgramYear{2023}, today));
    CHECK(far_year_warning(ProgramYear{2062}, today) ==
          "program year 2062-63 is 36 years away; check the year");
}

TEST_CASE("case and surrounding spaces of a typed day do not matter") {
    const std::vector<Case> cases{{"  TODAY ", "2026-11-24"},
                                  {"Tomorrow", "2026-11-25"},
                                  {" NoV", "2026-11-01"},
                                  {"NOVEMBER 2026", "2026-11-01"},
                                  {"\tnovember \t 2026 ", "2026-11-01"},
                                  {"Next  Month", "2026-12-01"},
                                  {" 2026-11-24 ", "2026-11-24"},
                                  {"+30D", "2026-12-24"},
                                  {" +2W ", "2026-12-08"}};
    for (const auto& [typed, meant] : cases) {
        INFO(typed);
        const auto read = parse_typed_date(typed, today);
        REQUIRE(read.ok());
        CHECK(iso(read.value()) == meant);
    }
}

TEST_CASE("text that is not a day is refused") {
    for (const char* typed : {"",
                              " ",
                              "\t",
                              "2026-06-31",
                              "2026-13",
                              "2026-00",
                              "2026-11-00",
                              "2026-11-31",
                              "+99999d",
                              "nov 20x6",
                              "november2026",
                              "nov 1899",
                              "nov 3000",
                              "3000-01-01",
                              "1899-12-31",
                              "0000",
                              "0",
                              "2026",
                              "11",
                              "2027-02-29",
                              "1900-02-29",
                              "2026-11-24-",
                              "24.13.2026",
                              "13/24/2026",
                              "2/30/2027",
                              "11/24/126",
                              "11/24/",
                              "1/2/3/4",
                              "+",
                              "-",
                              "+d",
                              "+w",
                              "+30",
                              "30d",
                              "+30x",
                              "+30y",
                              "++3d",
                              "+-3d",
                              "--3d",
                              "+ 30d",
                              "+3 d",
                              "+3.5d",
                              "+0x3d",
                              "no",
                              "novem ber",
                              "novembre",
                              "mayo",
                              "next",
                              "last",
                              "next year",
                              "to day",
                              "tomorrow 2026",
                              "nov 2026 1",
                              "next month 2026",
                              "2026 nov",
                              "31 nov 2026",
                              "0 nov 2026",
                              "nov 32",
                              "24 nov 26 1",
                              "mondays",
                              "next next monday",
                              "nonsense",
                              "2026-11-24T12:00"}) {
        INFO("'" << typed << "'");
        CHECK_FALSE(parse_typed_date(typed, today).ok());
    }
}

TEST_CASE("the fault of a typed day names what was typed and the forms that are read") {
    for (const char* typed : {"2026-06-31", "2026-13", "nov 20x6", "+99999d", "soon"}) {
        const auto read = parse_typed_date(typed, today);
        INFO(typed);
        REQUIRE_FALSE(read.ok());
        CHECK(holds(read.fault().what, std::string{"'"} + typed + "'"));
        for (const char* form : {"2026-11-24", "today", "tomorrow", "+30d", "+2w", "next month",
                                 "nov", "november 2026"}) {
            INFO(form);
            CHECK(holds(read.fault().remedy, form));
        }
    }
}

TEST_CASE("a day that does not exist is distinguished from text that is not a day") {
    for (const char* typed : {"2026-06-31", "2027-02-29", "2026-13-01", "2026-11-00"}) {
        INFO(typed);
        CHECK(holds(parse_typed_date(typed, today).fault().what, "no day"));
    }
    for (const char* typed : {"soon", "+99999d", "2026-13", "2026-11x24", "2026x11-24"}) {
        INFO(typed);
        CHECK(holds(parse_typed_date(typed, today).fault().what, "is not a day"));
    }
}

TEST_CASE("a day after the year 2999 is refused because of its year") {
    for (const char* typed : {"3000-01-01", "1899-12-31"}) {
        const auto read = parse_typed_date(typed, today);
        INFO(typed);
        REQUIRE_FALSE(read.ok());
        CHECK_FALSE(holds(read.fault().what, "in the calendar"));
    }
}

TEST_CASE("today, tomorrow, yesterday and next month are SQLite's, on every day of six years") {
    for (const CalendarDay& known : some_years()) {
        const Date day = parse_iso_date(known.day).value();
        REQUIRE(iso(parse_typed_date("today", day).value()) == known.day);
        REQUIRE(iso(parse_typed_date("tomorrow", day).value()) == known.day_after);
        REQUIRE(iso(parse_typed_date("yesterday", day).value()) == known.day_before);
        REQUIRE(iso(parse_typed_date("next month", day).value()) == known.next_month);
        REQUIRE(iso(parse_typed_month("next month", day).value()) == known.next_month.substr(0, 7));
        REQUIRE(iso(parse_typed_month("next", day).value()) == known.next_month.substr(0, 7));
        REQUIRE(iso(parse_typed_month("last", day).value()) == known.last_month.substr(0, 7));
        REQUIRE(iso(parse_typed_month("this", day).value()) == known.day.substr(0, 7));
    }
}

TEST_CASE("days and weeks ahead and back are SQLite's") {
    const SqliteCalendar sqlite;
    for (const CalendarDay& known : some_years()) {
        const Date day = parse_iso_date(known.day).value();
        const auto row =
            sqlite
                .rows("SELECT date(?1, '+30 days'), date(?1, '-400 days'), date(?1, '+14 days'),"
                      " date(?1, '-63 days')",
                      {known.day})
                .at(0);
        REQUIRE(iso(parse_typed_date("+30d", day).value()) == row[0]);
        REQUIRE(iso(parse_typed_date("-400d", day).value()) == row[1]);
        REQUIRE(iso(parse_typed_date("+2w", day).value()) == row[2]);
        REQUIRE(iso(parse_typed_date("-9w", day).value()) == row[3]);
    }
}

TEST_CASE("months ahead and back keep the day, limited to the end of a shorter month") {
    const SqliteCalendar sqlite;
    // SQLite itself would move January 31 and a month into March; so only its month ends are used.
    const std::string sql = "SELECT min(strftime('%Y-%m-', first) || strftime('%d', ?1),"
                            "           date(first, '+1 month', '-1 day'))"
                            " FROM (SELECT date(?1, 'start of month', ?2 || ' months') AS first)";
    for (const CalendarDay& known : some_years()) {
        const Date day = parse_iso_date(known.day).value();
        for (const std::string count : {"+1", "-1", "+3", "-11", "+12", "+25"}) {
            const auto read = parse_typed_date(count + "m", day);
            REQUIRE(read.ok());
            REQUIRE(iso(read.value()) == sqlite.one(sql, {known.day, count}));
        }
    }
}

TEST_CASE("a month after January 31 is the last day of February") {
    CHECK(parse_typed_date("+1m", "2027-01-31"_day).value() == "2027-02-28"_day);
    CHECK(parse_typed_date("+1m", "2028-01-31"_day).value() == "2028-02-29"_day);
    CHECK(parse_typed_date("-1m", "2027-03-31"_day).value() == "2027-02-28"_day);
    CHECK(parse_typed_date("+12m", "2028-02-29"_day).value() == "2029-02-28"_day);
    CHECK(parse_typed_date("+2m", "2026-12-31"_day).value() == "2027-02-28"_day);
}

TEST_CASE("a month's name without a year lies in the program year of today") {
    const std::vector<std::string> names{"january",   "february", "march",    "april",
                                         "may",       "june",     "july",     "august",
                                         "september", "october",  "november", "december"};
    for (const CalendarDay& known : some_years()) {
        const Date day = parse_iso_date(known.day).value();
        for (unsigned month = 1; month <= 12; ++month) {
            const std::string wanted = month_in_program_year(known, month);
            REQUIRE(iso(parse_typed_date(names[month - 1], day).value()) == wanted + "-01");
            REQUIRE(iso(parse_typed_month(names[month - 1], day).value()) == wanted);
            REQUIRE(iso(parse_typed_month(std::to_string(month), day).value()) == wanted);
        }
    }
}

TEST_CASE("a month's name may be shortened to three letters, but not two, and not extended") {
    const std::vector<std::string> names{"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    for (unsigned number = 1; number <= 12; ++number) {
        const std::string& name = names[number - 1];
        for (std::size_t length = 1; length <= name.size(); ++length) {
            const std::string typed = name.substr(0, length);
            INFO(typed);
            const auto read = parse_typed_month(typed, today);
            const auto dated = parse_typed_date(typed + " 2031", today);
            REQUIRE(read.ok() == (length >= 3));
            REQUIRE(dated.ok() == (length >= 3));
            if (read.ok()) {
                CHECK(unsigned{read.value().month()} == number);
                CHECK(dated.value() == Date{date::year{2031} / static_cast<int>(number) / 1});
            }
        }
        CHECK_FALSE(parse_typed_month(name + "x", today).ok());
        CHECK_FALSE(parse_typed_date(name + "s 2031", today).ok());
    }
}

TEST_CASE("every form of a month that CLI.md lists is read") {
    const std::vector<Case> cases{{"11", "2026-11"},         {"nov", "2026-11"},
                                  {"2026-11", "2026-11"},    {"next", "2026-12"},
                                  {"NOV", "2026-11"},        {" November 2031 ", "2031-11"},
                                  {"03", "2027-03"},         {"3", "2027-03"},
                                  {"next month", "2026-12"}, {"last", "2026-10"},
                                  {"this", "2026-11"},       {"7", "2026-07"},
                                  {"6", "2027-06"}};
    for (const auto& [typed, meant] : cases) {
        INFO(typed);
        const auto read = parse_typed_month(typed, today);
        REQUIRE(read.ok());
        CHECK(iso(read.value()) == meant);
    }
}

TEST_CASE("text that is not a month is refused with the accepted forms") {
    for (const char* typed :
         {"",     " ",   "0",        "13",        "-1",      "+1",      "1.5",
          "1e1",  "11x", "x11",      "2026",      "2026-13", "2026-00", "2026-11-24",
          "0000", "no",  "nov 20x6", "next year", "today",   "+1m",     "99999999999999999999"}) {
        const auto read = parse_typed_month(typed, today);
        INFO("'" << typed << "'");
        REQUIRE_FALSE(read.ok());
        CHECK(holds(read.fault().what, std::string{"'"} + typed + "'"));
        CHECK(holds(read.fault().remedy, "2026-11"));
        CHECK(holds(read.fault().remedy, "nov"));
        CHECK(holds(read.fault().remedy, "next"));
    }
}

TEST_CASE("a window is a length of time from today or its last day") {
    const std::vector<Case> cases{
        {"30d", "2026-12-24"},  {"+30d", "2026-12-24"},       {"2w", "2026-12-08"},
        {"+2w", "2026-12-08"},  {"1m", "2026-12-24"},         {" 1M ", "2026-12-24"},
        {"0d", "2026-11-24"},   {"2026-12-31", "2026-12-31"}, {"tomorrow", "2026-11-25"},
        {"dec", "2026-12-31"},  {"next month", "2026-12-31"}, {"9999d", "2054-04-10"},
        {"30", "2026-12-24"},   {"nov", "2026-11-30"},        {"12/31/2026", "2026-12-31"},
        {"june", "2027-06-30"}, {"may 2028", "2028-05-31"},   {"Dec 31", "2026-12-31"}};
    for (const auto& [typed, meant] : cases) {
        INFO(typed);
        const auto read = read_window_end(typed, today);
        REQUIRE(read.ok());
        CHECK(iso(read.value().day) == meant);
    }
    // The long one is SQLite's.
    CHECK(SqliteCalendar{}.one("SELECT date('2026-11-24', '+9999 days')") == "2054-04-10");
}

TEST_CASE("text that is not a time span is refused with a valid example") {
    for (const char* typed :
         {"", "d", "30x", "99999d", "3.5d", "- 30d", "1y", "2026-02-30", "a week", "+99999d"}) {
        const auto read = read_window_end(typed, today);
        INFO("'" << typed << "'");
        REQUIRE_FALSE(read.ok());
        CHECK(holds(read.fault().what, std::string{"'"} + typed + "'"));
        CHECK(holds(read.fault().remedy, "30d"));
        CHECK(holds(read.fault().remedy, "2026-12-31"));
    }
}

TEST_CASE("this, next and last program year follow July 1, on every day of six years") {
    for (const CalendarDay& known : some_years()) {
        const Date day = parse_iso_date(known.day).value();
        REQUIRE(parse_program_year("this", day).value() == ProgramYear{known.program_year});
        REQUIRE(parse_program_year("next", day).value() == ProgramYear{known.program_year + 1});
        REQUIRE(parse_program_year("last", day).value() == ProgramYear{known.program_year - 1});
    }
}

TEST_CASE("a program year is typed by its first year or by both") {
    for (const char* typed :
         {"2031", "2031-32", " 2031 ", "\t2031-32", "2031-2032", "2031/32", "2031/2032"}) {
        INFO(typed);
        REQUIRE(parse_program_year(typed, today).ok());
        CHECK(parse_program_year(typed, today).value() == ProgramYear{2031});
    }
    CHECK(parse_program_year("2099-00", today).value() == ProgramYear{2099});
    CHECK(parse_program_year(" NEXT ", today).value() == ProgramYear{2027});
}

TEST_CASE("text that is not a program year is refused with a valid example") {
    for (const char* typed : {"", " ", "26", "0000", "1899", "3000", "2026-28", "2026-26",
                              "2026-2028", "20x6", "2026-11-24", "next year", "-2026", "two"}) {
        const auto read = parse_program_year(typed, today);
        INFO("'" << typed << "'");
        REQUIRE_FALSE(read.ok());
        CHECK(holds(read.fault().what, std::string{"'"} + typed + "'"));
        CHECK(holds(read.fault().remedy, "2026"));
        CHECK(holds(read.fault().remedy, "July 1"));
    }
}

TEST_CASE("a typed day or month never leaves the years 1900 to 2999") {
    const auto is_within = [](Date day) {
        return "1900-01-01"_day <= day && day <= "2999-12-31"_day;
    };
    for (const Date edge : {"2999-12-31"_day, "1900-01-01"_day}) {
        for (const char* typed :
             {"today",  "tomorrow", "yesterday",  "+1d",        "-1d",        "+1m", "-1m",
              "+9999w", "-9999w",   "next month", "last month", "this month", "nov", "mar",
              "jul",    "jun",      "next",       "last",       "3",          "8"}) {
            INFO(typed << " on " << iso(edge));
            const auto read = parse_typed_date(typed, edge);
            const bool day_is_within = !read.ok() || is_within(read.value());
            CHECK(day_is_within);
            const auto month = parse_typed_month(typed, edge);
            const bool month_is_within = !month.ok() || is_within(month.value() / 1);
            CHECK(month_is_within);
        }
    }
}

TEST_CASE("a typed program year never leaves the years 1900 to 2999") {
    CHECK(parse_program_year("this", "2999-12-31"_day).value() == ProgramYear{2999});
    CHECK(parse_program_year("last", "2999-12-31"_day).value() == ProgramYear{2998});
    CHECK_FALSE(parse_program_year("next", "2999-12-31"_day).ok());
    CHECK(parse_program_year("last", "1901-07-01"_day).value() == ProgramYear{1900});
    CHECK_FALSE(parse_program_year("last", "1900-07-01"_day).ok());
    CHECK_FALSE(parse_program_year("this", "1900-06-30"_day).ok());
}

TEST_CASE("a fault about a typed day, month, window or program year is one clean line") {
    for (const std::string& typed : nasty_texts()) {
        CAPTURE(typed);
        const auto day = parse_typed_date(typed, today);
        const auto month = parse_typed_month(typed, today);
        const auto window = read_window_end(typed, today);
        const auto year = parse_program_year(typed, today);
        REQUIRE_FALSE((day.ok() || month.ok() || window.ok() || year.ok()));
        CHECK(is_one_clean_line(day.fault()));
        CHECK(is_one_clean_line(month.fault()));
        CHECK(is_one_clean_line(window.fault()));
        CHECK(is_one_clean_line(year.fault()));
    }
}

TEST_CASE("a number of days is typed as days or weeks") {
    CHECK(parse_days("7d").value() == 7);
    CHECK(parse_days(" 2W ").value() == 14);
    CHECK(parse_days("0d").value() == 0);
    CHECK(parse_days("30").value() == 30);
    for (const char* typed : {"", "d", "1m", "-1d", "+7d", "7 d", "10000d", "2026-12-31"}) {
        INFO(typed);
        const auto read = parse_days(typed);
        REQUIRE_FALSE(read.ok());
        CHECK(read.fault().remedy == "write it as 7d or 2w");
    }
}
