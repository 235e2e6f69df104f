// Prints what the code makes of every day of 1990 to 2100, a line each, for check_dates.py.
#include "lmsection/base/date.hpp"
#include "lmsection/domain/handbook.hpp"
#include "lmsection/domain/program_year.hpp"

#include <fmt/format.h>

#include <cstdio>

using namespace lmsection;

int main() {
    const ReportRule december{date::December, std::nullopt, "December report", {}, "3"};
    const ReportRule may{date::May, std::nullopt, "May report", {}, "3"};
    const Date last = date::year{2100} / 12 / 31;
    for (Date day = date::year{1990} / 1 / 1; day <= last; day = plus_days(day, 1)) {
        const ProgramYear year = ProgramYear::containing(day);
        fmt::print("{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n", iso(day), year.label(),
                   iso(year.first_day()), iso(year.last_day()),
                   iso(first_full_week_monday(year.month(date::March))), iso(december.due(year)),
                   iso(may.due(year)), iso(Term{day, 1}.last_day()), iso(Term{day, 2}.last_day()),
                   iso(last_day_of(month_of(day))), month_name(day.month()));
    }
    return 0;
}
