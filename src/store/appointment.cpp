#include "lmsection/store/appointment.hpp"

#include "lmsection/base/text.hpp"
#include "lmsection/store/leave.hpp"
#include "query.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

namespace lmsection::store {

namespace {

/// The number that older programs know a role by.
std::int64_t rank_of(Role role) {
    constexpr std::array known{Role::chair, Role::co_chair, Role::vice_chair, Role::member};
    return std::find(known.begin(), known.end(), role) - known.begin();
}

/// Reads the fields of an appointment in `group` that rules measure.
void read_term(const Query& row, GroupId group, Appointment& appointment) {
    appointment.group = group;
    appointment.person = row.id<PersonId>(0);
    appointment.role = row.role(1);
    appointment.start = row.date(2);
    appointment.end = row.date(3);
    appointment.years = row.number_between(1, Term::longest, 4);
}

/// The terms in `group` that a query returns, with the fields that rules measure.
std::vector<Service> measured_terms(const Reader& database, Query& query, GroupId group) {
    std::vector<Service> terms;
    while (query.step()) {
        read_term(query, group, terms.emplace_back().appointment);
    }
    add_leaves(database, group, terms);
    return terms;
}

Appointment appointment_of(const Query& row) {
    Appointment appointment;
    read_term(row, row.id<GroupId>(5), appointment);
    appointment.id = row.id<AppointmentId>(6);
    appointment.note = row.string(7);
    appointment.end_reason = row.string(8);
    appointment.override_reason = row.string(9);
    appointment.reply = reply_of(row.text(10));
    appointment.reply_on = row.optional_date(11);
    return appointment;
}

/// The services that a query returns role by role, in roster order.
std::vector<Service> services_of(const Reader& database, Query& query, GroupId group) {
    constexpr int name_column = 12;
    std::vector<Service> record;
    while (query.step()) {
        record.push_back({appointment_of(query), query.string(name_column)});
    }
    std::stable_sort(record.begin(), record.end(), [](const Service& one, const Service& other) {
        return one.appointment.role < other.appointment.role;
    });
    add_leaves(database, group, record);
    return record;
}

}    // namespace

Reply reply_of(std::string_view word) {
    if (word.empty()) {    // nearly always
        return Reply::none;
    }
    const auto reply = parse_reply(word);
    return reply.ok() ? reply.value() : Reply::none;
}

void insert_appointment(Writer& database, const Appointment& appointment,
                        std::string_view person_name) {
    Update query{database, "INSERT INTO appointments (id, person_id, group_id, role, rank, "
                           "sort_key, start_on, end_on, years, note, end_reason, override_reason, "
                           "reply, reply_on) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, "
                           "?12, ?13, ?14)"};
    query.bind(1, appointment.id).bind(2, appointment.person).bind(3, appointment.group);
    query.bind(4, word(appointment.role));
    query.bind(5, rank_of(appointment.role));
    query.bind(6, folded(person_name));
    query.bind(7, appointment.start).bind(8, appointment.end);
    query.bind(9, std::int64_t{appointment.years}).bind(10, appointment.note);
    query.bind(11, appointment.end_reason).bind(12, appointment.override_reason);
    query.bind(13, word(appointment.reply)).bind(14, appointment.reply_on);
    query.run();
}

void update_appointment(Writer& database, const Appointment& appointment) {
    Update query{database, "UPDATE appointments SET role = ?2, rank = ?3, start_on = ?4, "
                           "end_on = ?5, years = ?6, note = ?7, end_reason = ?8, "
                           "override_reason = ?9, reply = ?10, reply_on = ?11 WHERE id = ?1"};
    query.bind(1, appointment.id);
    query.bind(2, word(appointment.role)).bind(3, rank_of(appointment.role));
    query.bind(4, appointment.start).bind(5, appointment.end);
    query.bind(6, std::int64_t{appointment.years}).bind(7, appointment.note);
    query.bind(8, appointment.end_reason).bind(9, appointment.override_reason);
    query.bind(10, word(appointment.reply)).bind(11, appointment.reply_on).run();
    fit_leaves(database, appointment);
}

void update_end(Writer& database, const Appointment& appointment) {
    Update query{database, "UPDATE appointments SET end_on = ?2, end_reason = ?3 WHERE id = ?1"};
    query.bind(1, appointment.id).bind(2, appointment.end).bind(3, appointment.end_reason).run();
    fit_leaves(database, appointment);
}

void update_override(Writer& database, AppointmentId id, const std::string& reason) {
    Update query{database, "UPDATE appointments SET override_reason = ?2 "
                           "WHERE id = ?1 AND override_reason = ''"};
    query.bind(1, id).bind(2, reason).run();
}

void delete_appointment(Writer& database, AppointmentId id) {
    for (const Leave& leave : leaves_of(database, id)) {
        delete_leave(database, leave.id);
    }
    Update query{database, "DELETE FROM appointments WHERE id = ?1"};
    query.bind(1, id).run();
}

std::vector<Service> record_of_group(const Reader& database, GroupId group) {
    Query query{database,
                "SELECT a.person_id, a.role, a.start_on, a.end_on, a.years, a.group_id, a.id, "
                "a.note, a.end_reason, a.override_reason, a.reply, a.reply_on, p.name "
                "FROM appointments a JOIN people p ON p.id = a.person_id "
                "WHERE a.group_id = ?1 ORDER BY a.role, a.sort_key, a.start_on, a.id"};
    query.bind(1, group);
    return services_of(database, query, group);
}

std::vector<Service> record_of_group(const Reader& database, GroupId group, Date since) {
    // SQLite would choose the index that avoids sorting, and so read the group's whole past.
    Query query{database,
                "SELECT a.person_id, a.role, a.start_on, a.end_on, a.years, a.group_id, a.id, "
                "a.note, a.end_reason, a.override_reason, a.reply, a.reply_on, p.name "
                "FROM appointments a INDEXED BY appointments_by_end "
                "JOIN people p ON p.id = a.person_id "
                "WHERE a.group_id = ?1 AND a.end_on >= ?2 "
                "ORDER BY a.role, a.sort_key, a.start_on, a.id"};
    query.bind(1, group).bind(2, since);
    return services_of(database, query, group);
}

std::vector<FollowedDay> days_followed_later(const Reader& database, Date from, Date to) {
    // The ids of a command's records are between those of its entry and of the next one.
    Query query{database,
                "SELECT DISTINCT a.group_id, a.end_on FROM appointments a "
                "JOIN appointments b ON b.person_id = a.person_id AND b.group_id = a.group_id "
                "AND b.start_on > a.end_on AND b.id > a.id "
                "WHERE a.end_on BETWEEN ?1 AND ?2 AND EXISTS "
                "(SELECT 1 FROM history WHERE id > a.id AND id < b.id)"};
    query.bind(1, from).bind(2, to);
    std::vector<FollowedDay> days;
    while (query.step()) {
        days.push_back({query.id<GroupId>(0), query.date(1)});
    }
    return days;
}

std::vector<Service> running_terms(const Reader& database, GroupId group, Date since) {
    Query query{database, "SELECT person_id, role, start_on, end_on, years "
                          "FROM appointments INDEXED BY appointments_by_end "
                          "WHERE group_id = ?1 AND end_on >= ?2"};
    query.bind(1, group).bind(2, since);
    return measured_terms(database, query, group);
}

std::vector<Service> former_terms(const Reader& database, GroupId group, PersonId person,
                                  Date before) {
    Query query{database, "SELECT person_id, role, start_on, end_on, years "
                          "FROM appointments INDEXED BY appointments_by_person "
                          "WHERE person_id = ?1 AND group_id = ?2 AND end_on < ?3"};
    query.bind(1, person).bind(2, group).bind(3, before);
    return measured_terms(database, query, group);
}

std::vector<Service> some_term_before(const Reader& database, GroupId group, Date day) {
    Query query{database, "SELECT person_id, role, start_on, end_on, years "
                          "FROM appointments INDEXED BY appointments_by_end "
                          "WHERE group_id = ?1 AND start_on < ?2 "
                          "AND NOT instr(?3, '|' || role || '|') LIMIT 1"};
    query.bind(1, group).bind(2, day).bind(3, roles_not_counted(database));
    return measured_terms(database, query, group);
}

bool any_term_began(const Reader& database, std::optional<GroupId> group, Date day) {
    Query query{database, group ? "SELECT EXISTS (SELECT 1 FROM appointments "
                                  "INDEXED BY appointments_by_end "
                                  "WHERE start_on <= ?1 AND group_id = ?2)"
                                : "SELECT EXISTS (SELECT 1 FROM appointments "
                                  "WHERE start_on <= ?1)"};
    query.bind(1, day);
    if (group) {
        query.bind(2, *group);
    }
    query.step();
    return query.number(0) != 0;
}

std::map<std::string, int> terms_by_role(const Reader& database) {
    Query query{database, "SELECT role, count(*) FROM appointments GROUP BY role"};
    std::map<std::string, int> terms;
    while (query.step()) {
        terms.emplace(query.string(0), static_cast<int>(query.number(1)));
    }
    return terms;
}

std::optional<Appointment> appointment_by_id(const Reader& database, AppointmentId id) {
    Query query{database,
                "SELECT a.person_id, a.role, a.start_on, a.end_on, a.years, a.group_id, a.id, "
                "a.note, a.end_reason, a.override_reason, a.reply, a.reply_on "
                "FROM appointments a WHERE id = ?1"};
    query.bind(1, id);
    if (!query.step()) {
        return std::nullopt;
    }
    Appointment found = appointment_of(query);
    found.leaves = leaves_of(database, id);
    return found;
}

Reply reply_for(const Reader& database, const Appointment& term) {
    Query query{database, "SELECT reply FROM appointments INDEXED BY appointments_by_person "
                          "WHERE person_id = ?1 AND start_on = ?2 AND group_id = ?3"};
    query.bind(1, term.person).bind(2, term.start).bind(3, term.group);
    return query.step() ? reply_of(query.text(0)) : Reply::none;
}

std::vector<Appointment> record_of_person(const Reader& database, PersonId person) {
    std::vector<Appointment> record;
    Query query{database,
                "SELECT a.person_id, a.role, a.start_on, a.end_on, a.years, a.group_id, a.id, "
                "a.note, a.end_reason, a.override_reason, a.reply, a.reply_on "
                "FROM appointments a WHERE person_id = ?1 ORDER BY start_on"};
    query.bind(1, person);
    while (query.step()) {
        record.push_back(appointment_of(query));
    }
    add_leaves(database, person, record);
    return record;
}

}    // namespace lmsection::store
