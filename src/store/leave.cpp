#include "lmsection/store/leave.hpp"

#include "query.hpp"

#include <algorithm>
#include <tuple>

namespace lmsection::store {

namespace {

/// A leave and the term that it is from. A group has few leaves, so that each is compared with each
/// term.
struct LeaveOfTerm {
    Leave leave;
    PersonId person;
    GroupId group;
    Date term_start{};
};

Leave leave_of(const Query& row) {
    return {row.id<LeaveId>(0), row.date(1), row.date(2), row.optional_id<PersonId>(3),
            row.string(4)};
}

std::vector<LeaveOfTerm> leaves_found(Query& query) {
    std::vector<LeaveOfTerm> leaves;
    while (query.step()) {
        leaves.push_back(
            {leave_of(query), query.id<PersonId>(5), query.id<GroupId>(6), query.date(7)});
    }
    std::sort(leaves.begin(), leaves.end(), [](const LeaveOfTerm& one, const LeaveOfTerm& other) {
        return std::tie(one.leave.start, one.leave.id) <
               std::tie(other.leave.start, other.leave.id);
    });
    return leaves;
}

/// Asked before a longer statement is prepared, as nearly every section has none.
bool has_leaves(const Reader& database) {
    return Query{database, "SELECT 1 FROM leaves LIMIT 1"}.step();
}

void add_to(Appointment& term, const std::vector<LeaveOfTerm>& leaves) {
    for (const LeaveOfTerm& one : leaves) {
        if (one.person == term.person && one.group == term.group && one.term_start == term.start) {
            term.leaves.push_back(one.leave);
        }
    }
}

}    // namespace

void insert_leave(Writer& database, AppointmentId term, const Leave& leave) {
    Update query{database, "INSERT INTO leaves (id, appointment_id, start_on, end_on, acting_id, "
                           "reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"};
    query.bind(1, leave.id).bind(2, term).bind(3, leave.start).bind(4, leave.end);
    query.bind(5, leave.acting).bind(6, leave.reason).run();
}

void update_leave(Writer& database, const Leave& leave) {
    Update query{database, "UPDATE leaves SET start_on = ?2, end_on = ?3, acting_id = ?4, "
                           "reason = ?5 WHERE id = ?1"};
    query.bind(1, leave.id).bind(2, leave.start).bind(3, leave.end);
    query.bind(4, leave.acting).bind(5, leave.reason).run();
}

void delete_leave(Writer& database, LeaveId leave) {
    Update query{database, "DELETE FROM leaves WHERE id = ?1"};
    query.bind(1, leave).run();
}

void fit_leaves(Writer& database, const Appointment& term) {
    for (Leave leave : leaves_of(database, term.id)) {
        if (leave.end < term.start || term.end < leave.start) {
            delete_leave(database, leave.id);
        } else if (leave.start < term.start || term.end < leave.end) {
            leave.start = std::max(leave.start, term.start);
            leave.end = std::min(leave.end, term.end);
            update_leave(database, leave);
        }
    }
}

void add_leaves(const Reader& database, GroupId group, std::vector<Service>& terms) {
    if (!has_leaves(database)) {
        return;
    }
    // There are few, so the table of leaves is read first, whatever SQLite would do.
    Query query{database, "SELECT l.id, l.start_on, l.end_on, l.acting_id, l.reason, a.person_id, "
                          "a.group_id, a.start_on FROM leaves l "
                          "CROSS JOIN appointments a ON a.id = l.appointment_id "
                          "WHERE a.group_id = ?1"};
    query.bind(1, group);
    if (const auto leaves = leaves_found(query); !leaves.empty()) {
        for (Service& service : terms) {
            add_to(service.appointment, leaves);
        }
    }
}

void add_leaves(const Reader& database, PersonId person, std::vector<Appointment>& terms) {
    if (!has_leaves(database)) {
        return;
    }
    Query query{database, "SELECT l.id, l.start_on, l.end_on, l.acting_id, l.reason, a.person_id, "
                          "a.group_id, a.start_on FROM leaves l "
                          "CROSS JOIN appointments a ON a.id = l.appointment_id "
                          "WHERE a.person_id = ?1"};
    query.bind(1, person);
    const auto leaves = leaves_found(query);
    for (Appointment& term : terms) {
        add_to(term, leaves);
    }
}

std::vector<Leave> leaves_of(const Reader& database, AppointmentId term) {
    Query query{database, "SELECT id, start_on, end_on, acting_id, reason FROM leaves "
                          "WHERE appointment_id = ?1 ORDER BY start_on"};
    query.bind(1, term);
    std::vector<Leave> leaves;
    while (query.step()) {
        leaves.push_back(leave_of(query));
    }
    return leaves;
}

std::vector<AppointmentId> terms_with_leave(const Reader& database, Date from, Date to) {
    Query query{database, "SELECT appointment_id FROM leaves WHERE start_on <= ?2 AND end_on >= ?1 "
                          "GROUP BY appointment_id ORDER BY min(start_on), appointment_id"};
    query.bind(1, from).bind(2, to);
    std::vector<AppointmentId> terms;
    while (query.step()) {
        terms.push_back(query.id<AppointmentId>(0));
    }
    return terms;
}

}    // namespace lmsection::store
