#include "lmsection/domain/program_year.hpp"

using namespace lmsection;

void plan(ProgramYear);

void use(ProgramYear year, Date day) {
    plan(ProgramYear{2026});
    plan(year.plus(1));
    static_cast<void>(year < ProgramYear{2027});
    static_cast<void>(year.contains(day));
#if NONSENSE == 1
    plan(2026);    // nonsense: is it a calendar year or a program year?
#endif
#if NONSENSE == 2
    plan(2026.0);    // nonsense
#endif
#if NONSENSE == 3
    const ProgramYear half{2026.5};    // nonsense: no year and a half
#endif
#if NONSENSE == 4
    const ProgramYear copied = 2026;    // nonsense: say that it is a program year
#endif
#if NONSENSE == 5
    const ProgramYear none{};    // nonsense: there is no program year of nothing
#endif
#if NONSENSE == 6
    static_cast<void>(year == 2026);    // nonsense
#endif
#if NONSENSE == 7
    static_cast<void>(year + 1);    // nonsense: `plus` says what is added
#endif
#if NONSENSE == 8
    plan(day);    // nonsense: `ProgramYear::containing` says which
#endif
#if NONSENSE == 9
    plan("2026-27");    // nonsense: a text is parsed first
#endif
#if NONSENSE == 10
    const int starting = year;    // nonsense: `starting()` says which of its two years
#endif
#if NONSENSE == 11
    static_cast<void>(year.contains(year));    // nonsense
#endif
}
