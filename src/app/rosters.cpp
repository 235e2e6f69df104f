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

std::vector<const Group*> groups_at_work(const Session& session, const std::optional<Group>& asked,
                                         Date day) {
    const auto groups = asked ? std::span{&session.group(asked->id), 1}
                              : std::span{session.groups()};
    std::vector<const Group*> at_work;
    for (const Group& group : groups) {
        if (group.works_on(day)) {
            at_work.push_back(&group);
        }
    }
    return at_work;
}

std::map<GroupId, std::vector<Service>>
running_records(const Session& session, const std::optional<Group>& only, Date since) {
    if (only) {
        return {{only->id, store::record_of_group(session.database(), only->id, since)}};
    }
    return store::records_of_groups(session.database(), since);
}

void each_vacant_seat(const Session& session, const std::vector<Group>& groups, Date day,
                      std::optional<Role> role, const std::function<void(const Seat&)>& take) {
    const auto only = groups.size() == 1 ? std::optional{groups.front()} : std::nullopt;
    auto records = running_records(session, only, day);
    for (const Group& group : groups) {
        for (const Role seat :
             vacant_seats(group.kind, records[group.id], day, session.handbook())) {
            if (group.works_on(day) && (!role || *role == seat)) {
                take({group, {seat, {}, std::nullopt, {}, {}, {}, 0}, true});
            }
        }
    }
}

}    // namespace lmsection::app
