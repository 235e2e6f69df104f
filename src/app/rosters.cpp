#include "lmsection/app/rosters.hpp"

namespace lmsection::app {

void each_seat(const Session& session, const RosterQuestion& question,
               const std::function<void(const Seat&)>& take) {
    store::RosterFilter filter{question.from, question.to, question.role, std::nullopt};
    if (question.ending) {
        filter.ending = question.ending->last_day();
    }
    const ProgramYear last_year = ProgramYear::containing(session.today()).plus(-1);
    filter.past_is_out = question.from >= last_year.first_day();
    std::vector<GroupId> groups;
    for (const Group& group : question.groups) {
        groups.push_back(group.id);
    }
    const Progress& progress = session.around().progress;
    std::size_t done = 0;
    store::each_line(session.database(), groups, filter,
                     [&](std::size_t place, const store::RosterLine& line) {
                         if (done != place) {
                             done = place;
                             progress(done, groups.size());
                         }
                         take({question.groups[place], line});
                     });
    progress(groups.size(), groups.size());
}

std::vector<Group> groups_at_work(const Session& session, const std::optional<Group>& asked,
                                  Date day) {
    if (!asked) {
        return session.groups_on(day);
    }
    const bool takes_people = !asked->retired_on || day < *asked->retired_on;
    return takes_people ? std::vector{*asked} : std::vector<Group>{};
}

std::map<GroupId, std::vector<Service>>
running_records(const Session& session, const std::vector<Group>& groups, Date since) {
    if (groups.size() == 1) {
        const GroupId only = groups.front().id;
        return {{only, store::record_of_group(session.database(), only, since)}};
    }
    return store::records_of_groups(session.database(), since);
}

void each_vacant_seat(const Session& session, const std::vector<Group>& groups, Date day,
                      std::optional<Role> role, const std::function<void(const Seat&)>& take) {
    auto records = running_records(session, groups, day);
    for (const Group& group : groups) {
        for (const Role seat :
             vacant_seats(group.kind, records[group.id], day, session.handbook())) {
            if (!role || *role == seat) {
                take({group, {seat, {}, std::nullopt, {}, {}, {}, 0}, true});
            }
        }
    }
}

}    // namespace lmsection::app
