#include "lmsection/domain/program_year.hpp"

using namespace lmsection;

void use(Term term, ProgramYear year, Date day, Month month) {
    static_cast<void>(Term{day, 2});
    static_cast<void>(term.first_program_year() == year);
    static_cast<void>(day < term.last_day());
    static_cast<void>(last_day_of(month) == day);
#if NONSENSE == 1
    static_cast<void>(term == year);    // nonsense: a term may be of two program years
#endif
#if NONSENSE == 2
    static_cast<void>(term < year);    // nonsense
#endif
#if NONSENSE == 3
    static_cast<void>(Term{day, 1.5});    // nonsense: no term of a year and a half
#endif
#if NONSENSE == 4
    static_cast<void>(Term{year, 2});    // nonsense: a term starts on a day
#endif
#if NONSENSE == 5
    static_cast<void>(Term{2, day});    // nonsense: the other way about
#endif
#if NONSENSE == 6
    static_cast<void>(Term{});    // nonsense: no term of nothing
#endif
#if NONSENSE == 7
    static_cast<void>(day == month);    // nonsense: a month has some thirty days
#endif
#if NONSENSE == 8
    const Date first = 2026 / 7 / 1;    // nonsense: three numbers divided are a number
#endif
#if NONSENSE == 9
    const Date read = "2026-07-01";    // nonsense: a text is parsed first
#endif
#if NONSENSE == 10
    static_cast<void>(day + 1);    // nonsense: `plus_days` says what is added
#endif
#if NONSENSE == 11
    static_cast<void>(plus_days(day, day));    // nonsense: two days have no sum
#endif
#if NONSENSE == 12
    static_cast<void>(last_day_of(year));    // nonsense: `last_day()` of the year itself
#endif
}
