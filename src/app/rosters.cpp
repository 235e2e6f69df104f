#include "lmsection/app/rosters.hpp"

namespace lmsection::app {

void each_seat(const Session& session, const RosterQuestion& question,
               const std::function<void(const Seat&)>& take) {
    store::RosterFilter filter{question.from, question.to, question.role, std::nullopt};
    if (question.ending) {
        filter.ending = question.ending->last_day();
    }
    std::size_t done = 0;
    for (const Group& group : question.groups) {
        store::each_line(session.database(), group.id, filter, [&](const store::RosterLine& line) {
            take({group, line});
        });
        session.around().progress(++done, question.groups.size());
    }
}

void each_vacant_seat(const Session& session, const std::vector<Group>& groups, Date day,
                      std::optional<Role> role, const std::function<void(const Seat&)>& take) {
    for (const Group& group : groups) {
        const auto record = store::record_of_group(session.database(), group.id, day);
        for (const Role seat : vacant_seats(group.kind, record, day, session.handbook())) {
            if (!role || *role == seat) {
                take({group, {seat, {}, std::nullopt, {}, {}, {}, 0}, true});
            }
        }
    }
}

}    // namespace lmsection::app
