#include "lmsection/app/seats_to_fill.hpp"

#include "lmsection/app/roster.hpp"
#include "lmsection/base/list.hpp"
#include "lmsection/domain/rule.hpp"
#include "lmsection/domain/service.hpp"
#include "lmsection/store/appointment.hpp"

#include <string>
#include <utility>

namespace lmsection::app {

namespace {

std::vector<SeatsToFill> seats_to_fill(const Session& session, Date july_1, const Rule& rule,
                                       const std::optional<Group>& asked) {
    std::vector<SeatsToFill> found;
    if (!session.has_database()) {
        return found;
    }
    for (const Group* group : groups_at_work(session, asked, july_1)) {
        if (!rule.kinds.empty() && !rule.binds(group->kind)) {
            continue;
        }
        const auto record = store::running_terms(session.database(), group->id, july_1);
        SeatsToFill of_group{group, {}};
        for (const Role role : vacant_seats(group->kind, record, july_1, session.handbook())) {
            ++of_group.seats[role];
        }
        if (!of_group.seats.empty()) {
            found.push_back(std::move(of_group));
        }
    }
    return found;
}

/// The rules on when appointments are made that apply to the section or to `group`.
std::vector<const Rule*> rules_on_appointments(const Session& session,
                                               const std::optional<Group>& group) {
    std::vector<const Rule*> rules;
    for (const Rule& rule : session.handbook().rules) {
        const bool binds = rule.kinds.empty() || !group || rule.binds(group->kind);
        if (rule.measure == measure::appointed_by && binds) {
            rules.push_back(&rule);
        }
    }
    return rules;
}

AppointmentsDue due_by(const Session& session, const Rule& rule, ProgramYear year,
                       const std::optional<Group>& group) {
    const Date july_1 = year.plus(1).first_day();
    return {&rule, july_1, lmsection::appointments_due(rule, year),
            seats_to_fill(session, july_1, rule, group)};
}

}    // namespace

int AppointmentsDue::seats() const {
    int sum = 0;
    for (const SeatsToFill& of_group : groups) {
        for (const auto& [role, count] : of_group.seats) {
            sum += count;
        }
    }
    return sum;
}

std::vector<AppointmentsDue> appointments_due(const Session& session, ProgramYear year,
                                              const std::optional<Group>& group) {
    std::vector<AppointmentsDue> found;
    for (const Rule* rule : rules_on_appointments(session, group)) {
        found.push_back(due_by(session, *rule, year, group));
    }
    return found;
}

std::vector<AppointmentsDue> appointments_to_show(const Session& session,
                                                  const std::optional<Group>& group) {
    const ProgramYear year = ProgramYear::containing(session.today());
    std::vector<AppointmentsDue> found;
    for (const Rule* rule : rules_on_appointments(session, group)) {
        if (appointments_shown_from(*rule, year) <= session.today()) {
            found.push_back(due_by(session, *rule, year, group));
        }
    }
    return found;
}

std::string display_text(const std::map<Role, int>& seats) {
    return joined(
        transformed(seats, [](const auto& one) { return counted(one.second, word(one.first)); }));
}

}    // namespace lmsection::app
