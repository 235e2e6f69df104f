#include "lmsection/domain/checklist.hpp"
#include "lmsection/domain/reports.hpp"

using namespace lmsection;

void appoint(Role, GroupKind);

void use(const Rule& rule, const ReportQuestion& question) {
    appoint(Role::chair, GroupKind::committee);
    static_cast<void>(rule.binds(GroupKind::committee));
    static_cast<void>(question.open_only);
#if NONSENSE == 1
    appoint(GroupKind::committee, Role::chair);    // nonsense: the other way about
#endif
#if NONSENSE == 2
    appoint(0, GroupKind::committee);    // nonsense: which role is nought?
#endif
#if NONSENSE == 3
    static_cast<void>(Role::member == GroupKind::committee);    // nonsense
#endif
#if NONSENSE == 4
    static_cast<void>(ItemStatus::done == ReportStatus::submitted);    // nonsense
#endif
#if NONSENSE == 5
    const bool strict = Strength::must;    // nonsense: a strength is no yes or no
#endif
#if NONSENSE == 6
    static_cast<void>(rule.binds(Role::chair));    // nonsense: rules bind groups
#endif
#if NONSENSE == 7
    static_cast<void>(leads("chair"));    // nonsense: `parse_role` reads it
#endif
#if NONSENSE == 8
    const ReportQuestion asked{};    // nonsense: of which program year?
#endif
}
