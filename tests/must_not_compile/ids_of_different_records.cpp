#include "lmsection/domain/section.hpp"

using namespace lmsection;

void meets(GroupId);

void use(PersonId person, GroupId group, AppointmentId appointment) {
    meets(group);
    static_cast<void>(person == PersonId{1});
    static_cast<void>(appointment < AppointmentId{2});
#if NONSENSE == 1
    meets(person);    // nonsense: a person is no group
#endif
#if NONSENSE == 2
    meets(7);    // nonsense: a number is no group
#endif
#if NONSENSE == 3
    static_cast<void>(person == group);    // nonsense: they are never the same
#endif
#if NONSENSE == 4
    person = appointment;    // nonsense: another record's key
#endif
#if NONSENSE == 5
    static_cast<void>(group < 3);    // nonsense: a key has no place among numbers
#endif
#if NONSENSE == 6
    const std::int64_t number = group;    // nonsense: a key is no number by itself
#endif
}
