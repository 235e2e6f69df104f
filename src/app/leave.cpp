#include "lmsection/app/leave.hpp"

#include "change.hpp"
#include "lmsection/app/person.hpp"
#include "lmsection/app/roster.hpp"
#include "lmsection/base/list.hpp"
#include "lmsection/store/appointment.hpp"
#include "lmsection/store/leave.hpp"
#include "lmsection/store/person.hpp"
#include "term_choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace lmsection::app {

namespace {

/// "from 2027-01-10 to 2027-03-31"
std::string days_of(const Leave& leave) {
    return fmt::format("from {} to {}", iso(leave.start), iso(leave.end));
}

void require_within(const Appointment& term, const Leave& leave, const Person& person,
                    const Group& group) {
    if (leave.end < leave.start) {
        throw RefusedError{fmt::format("the last day, {}, is before the first day, {}",
                                       iso(leave.end), iso(leave.start)),
                           "correct one of them"};
    }
    if (leave.start < term.start || term.end < leave.end) {
        throw RefusedError{fmt::format("{}'s term in {} is from {} to {}, so a leave {} is not "
                                       "within it",
                                       person.name, group.name, iso(term.start), iso(term.end),
                                       days_of(leave)),
                           "correct the days"};
    }
    for (const Leave& other : term.leaves) {
        if (other.id != leave.id && leave.start <= other.end && other.start <= leave.end) {
            throw RefusedError{
                fmt::format("{} is already on leave {}", person.name, days_of(other)),
                fmt::format("to change that leave, give --start {}; 'lmsection appoint return' "
                            "ends it",
                            iso(other.start))};
        }
    }
}

/// Finds who acts, and refuses someone who cannot.
std::optional<PersonId> acting_for(const Session& session, const Appointed& term,
                                   const std::string& typed) {
    if (typed.empty()) {
        return std::nullopt;
    }
    if (!leads(term.appointment.role)) {
        throw RefusedError{
            fmt::format("{} is {} of {}, and does not lead it", term.person.name,
                        word(term.appointment.role), term.group.name),
            "leave out --acting: someone can only act for a person who leads a group"};
    }
    const Person acting = person_named(session, typed);
    if (acting.id == term.person.id) {
        throw RefusedError{fmt::format("{} is the one on leave", acting.name),
                           "name someone else with --acting"};
    }
    return acting.id;
}

/// What the user should know about who leads during a leave.
std::vector<std::string> warnings_on(const Session& session, const Appointed& term,
                                     const Leave& leave) {
    std::vector<std::string> warnings;
    const auto record = store::record_of_group(session.database(), term.group.id);
    if (!leave.acting) {
        if (leads(term.appointment.role) && !is_led_on(record, leave.start)) {
            warnings.push_back(fmt::format("{} has no one to lead it on {}; name someone with "
                                           "--acting",
                                           term.group.name, iso(leave.start)));
        }
        return warnings;
    }
    const std::string name = store::name_of(session.database(), *leave.acting);
    bool serves = false;
    for (const auto& [other, other_name] : record) {
        if (other.person != *leave.acting || !serves_between(other, leave.start, leave.end)) {
            continue;
        }
        serves = true;
        if (!is_present_between(other, leave.start, leave.end)) {
            warnings.push_back(fmt::format("{} is on leave then, too", name));
        }
        if (other.end < leave.end) {
            warnings.push_back(fmt::format("{}'s own term in {} ends on {}, before the leave does",
                                           name, term.group.name, iso(other.end)));
        }
    }
    if (!serves) {
        warnings.push_back(fmt::format("{} does not serve in {} then", name, term.group.name));
    }
    return warnings;
}

LeaveResult write_leave(WritingSession& session, const LeaveOrder& order) {
    const Date today = session.today();
    const Appointed term = running_term(session, "appoint leave", order.person, order.group,
                                        order.start.value_or(today));
    const Leave* now = leave_on(term.appointment, today);
    const Date start = order.start.value_or(now == nullptr ? today : now->start);
    const auto& leaves = term.appointment.leaves;
    const Leave* known = find_in(leaves, start, &Leave::start);
    const bool is_new = known == nullptr;
    if (is_new && !order.end) {
        throw UsageError{"--end is missing", "give the last day of the leave with --end DATE"};
    }
    Leave leave = is_new ? Leave{session.next_id<LeaveId>(), start, *order.end} : *known;
    leave.end = order.end.value_or(leave.end);
    leave.reason = order.reason.value_or(leave.reason);
    if (order.acting) {
        leave.acting = acting_for(session, term, *order.acting);
    }
    require_within(term.appointment, leave, term.person, term.group);
    LeaveResult result{.term = term, .leave = leave};
    if (!is_new) {
        result.before = *known;
        result.known = known->end == leave.end && known->acting == leave.acting &&
                       known->reason == leave.reason;
    }
    if (!result.known && is_new) {
        store::insert_leave(session.writer(), result.term.appointment.id, leave);
    } else if (!result.known) {
        store::update_leave(session.writer(), leave);
    }
    result.warnings = warnings_on(session, result.term, leave);
    return result;
}

}    // namespace

LeaveResult record_leave(WritingSession& session, const LeaveOrder& order) {
    return in_change(session, [&] {
        LeaveResult result = write_leave(session, order);
        auto& term = result.term.appointment;
        term.leaves = store::leaves_of(session.database(), term.id);
        return result;
    });
}

LeaveResult end_leave(WritingSession& session, std::string_view person, std::string_view group,
                      Date on) {
    return in_change(session, [&] {
        LeaveResult result{
            .term = running_term(session, "appoint return", person, group, plus_days(on, -1))};
        std::vector<Leave>& leaves = result.term.appointment.leaves;
        const auto found = std::ranges::find_if(leaves, [&](const Leave& one) {
            return one.start <= on && on <= plus_days(one.end, 1);
        });
        if (found == leaves.end()) {
            result.known = true;
            return result;
        }
        result.before = result.leave = *found;
        if (on == found->start) {
            result.removed = true;
            store::delete_leave(session.writer(), found->id);
            leaves.erase(found);
            return result;
        }
        found->end = plus_days(on, -1);
        result.leave = *found;
        result.known = found->end == result.before->end;
        if (!result.known) {
            store::update_leave(session.writer(), *found);
        }
        return result;
    });
}

std::string leave_text(const Session& session, const Leave& leave, Date day) {
    const std::string acting = leave.acting
                                   ? fmt::format("; acting: {}",
                                                 store::name_of(session.database(), *leave.acting))
                                   : "";
    return fmt::format(
        "on leave {}{}",
        leave.start <= day ? fmt::format("until {}", iso(leave.end)) : days_of(leave), acting);
}

std::vector<Appointment> terms_on_leave(const Session& session, Date from, Date to) {
    std::vector<Appointment> terms;
    if (!session.has_database()) {
        return terms;
    }
    for (const AppointmentId id : store::terms_with_leave(session.database(), from, to)) {
        const auto term = store::appointment_by_id(session.database(), id);
        if (term && serves_between(*term, from, to) && session.group(term->group).works_on(from)) {
            terms.push_back(*term);
        }
    }
    return terms;
}

std::vector<Leader> leaders_on(const Session& session, const Group& group, Date day) {
    return session.has_database()
               ? leaders_on(session, store::running_terms(session.database(), group.id, day), day)
               : std::vector<Leader>{};
}

std::vector<Leader> leaders_on(const Session& session, const std::vector<Service>& record,
                               Date day) {
    const auto terms = those_that(record, [&](const Service& service) {
        return leads(service.appointment.role) && serves_on(service.appointment, day);
    });
    std::vector<Leader> leaders;
    const auto leads_already = [&](PersonId person) {
        return contains(leaders, person, [](const Leader& one) { return one.person.id; }) ||
               std::ranges::any_of(terms, [&](const Service& one) {
                   return one.appointment.person == person &&
                          leave_on(one.appointment, day) == nullptr;
               });
    };
    for (const auto& [term, name] : named(session, terms)) {
        const Leave* leave = leave_on(term, day);
        Person person = store::person_by_id(session.database(), term.person).value();
        if (leave == nullptr) {
            leaders.push_back({std::move(person), term.role, term});
        } else if (leave->acting && !leads_already(*leave->acting)) {
            Person acting = store::person_by_id(session.database(), *leave->acting).value();
            leaders.push_back({std::move(acting), term.role, term, std::move(person)});
        }
    }
    return leaders;
}

}    // namespace lmsection::app
