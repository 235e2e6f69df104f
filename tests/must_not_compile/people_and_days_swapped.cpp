#include "lmsection/domain/appointing.hpp"

using namespace lmsection;

void use(const Appointment& held, const Group& group, std::span<const Service> record, Date day,
         const Handbook& handbook, ProgramYear year) {
    static_cast<void>(serves_on(held, day));
    static_cast<void>(ends_with(held, year));
    static_cast<void>(vacant_seats(group.kind, record, day, handbook));
#if NONSENSE == 1
    static_cast<void>(serves_on(day, held));    // nonsense: the other way about
#endif
#if NONSENSE == 2
    static_cast<void>(ends_with(held, day));    // nonsense: a program year ends a term
#endif
#if NONSENSE == 3
    static_cast<void>(ends_with(held, 2026));    // nonsense
#endif
#if NONSENSE == 4
    static_cast<void>(vacant_seats(group, record, day, handbook));    // nonsense
#endif
#if NONSENSE == 5
    static_cast<void>(size_on(record, year));    // nonsense: a size is that of a day
#endif
#if NONSENSE == 6
    const Candidacy nobody{};    // nonsense: for what term?
#endif
}
