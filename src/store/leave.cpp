#include "lmsection/store/leave.hpp"

#include "query.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

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

/// The leaves of the terms whose `column` is `key`.
template <class Key>
std::vector<LeaveOfTerm> leaves_where(const Reader& database, std::string_view column, Key key) {
    // Asked before a longer statement is prepared, as nearly every section has none.
    if (!Query{database, "SELECT 1 FROM leaves LIMIT 1"}.step()) {
        return {};
    }
    // There are few, so the table of leaves is read first, whatever SQLite would do.
    Query query{database,
                fmt::format("SELECT l.id, l.start_on, l.end_on, l.acting_id, l.reason, "
                            "a.person_id, a.group_id, a.start_on FROM leaves l "
                            "CROSS JOIN appointments a ON a.id = l.appointment_id "
                            "WHERE a.{} = ?1",
                            column),
                key};
    auto leaves = query.all([](const Query& row) {
        return LeaveOfTerm{leave_of(row), row.id<PersonId>(5), row.id<GroupId>(6), row.date(7)};
    });
    std::ranges::sort(leaves, {}, [](const LeaveOfTerm& one) {
        return std::pair{one.leave.start, one.leave.id};
    });
    return leaves;
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
    insert(database, "leaves", "id, appointment_id, start_on, end_on, acting_id, reason", leave.id,
           term, leave.start, leave.end, leave.acting, leave.reason);
}

void update_leave(Writer& database, const Leave& leave) {
    write(database, Write::update, "leaves", "id, start_on, end_on, acting_id, reason", leave.id,
          leave.start, leave.end, leave.acting, leave.reason);
}

void delete_leave(Writer& database, LeaveId leave) {
    Update{database, "DELETE FROM leaves WHERE id = ?1", leave}.run();
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
    if (const auto leaves = leaves_where(database, "group_id", group); !leaves.empty()) {
        for (Service& service : terms) {
            add_to(service.appointment, leaves);
        }
    }
}

void add_leaves(const Reader& database, PersonId person, std::vector<Appointment>& terms) {
    const auto leaves = leaves_where(database, "person_id", person);
    for (Appointment& term : terms) {
        add_to(term, leaves);
    }
}

std::vector<Leave> leaves_of(const Reader& database, AppointmentId term) {
    return Query{database,
                 "SELECT id, start_on, end_on, acting_id, reason FROM leaves "
                 "WHERE appointment_id = ?1 ORDER BY start_on",
                 term}
        .all(leave_of);
}

std::vector<AppointmentId> terms_with_leave(const Reader& database, Date from, Date to) {
    return Query{database,
                 "SELECT appointment_id FROM leaves WHERE start_on <= ?2 AND end_on >= ?1 "
                 "GROUP BY appointment_id ORDER BY min(start_on), appointment_id",
                 from, to}
        .all([](const Query& row) { return row.id<AppointmentId>(0); });
}

}    // namespace lmsection::store
