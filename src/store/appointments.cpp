#include "lmsection/store/appointments.hpp"

#include "lmsection/domain/text.hpp"
#include "query.hpp"

namespace lmsection::store {

namespace {

/// Of an appointment, what says who serves where and when.
Appointment term_of(const Query& row) {
    Appointment appointment;
    appointment.id = row.id<AppointmentId>(0);
    appointment.person = row.id<PersonId>(1);
    appointment.group = row.id<GroupId>(2);
    appointment.role = static_cast<Role>(row.number_between(0, static_cast<int>(Role::member), 3));
    appointment.start = row.date(4);
    appointment.end = row.date(5);
    appointment.years = row.number_between(1, Term::longest, 6);
    return appointment;
}

Appointment appointment_of(const Query& row) {
    Appointment appointment = term_of(row);
    appointment.note = row.string(7);
    appointment.end_reason = row.string(8);
    appointment.override_reason = row.string(9);
    return appointment;
}

std::vector<Service> services_of(Query& query) {
    constexpr int name_column = 10;
    std::vector<Service> record;
    while (query.step()) {
        record.push_back({appointment_of(query), query.string(name_column)});
    }
    return record;
}

}    // namespace

void insert_appointment(const Database& database, const Appointment& appointment,
                        std::string_view person_name) {
    Query query{database, "INSERT INTO appointments (id, person_id, group_id, role, rank, "
                          "sort_key, start_on, end_on, years, note, end_reason, override_reason) "
                          "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"};
    query.bind(1, appointment.id).bind(2, appointment.person).bind(3, appointment.group);
    query.bind(4, word(appointment.role));
    query.bind(5, static_cast<std::int64_t>(appointment.role));
    query.bind(6, folded(person_name));
    query.bind(7, appointment.start).bind(8, appointment.end);
    query.bind(9, std::int64_t{appointment.years}).bind(10, appointment.note);
    query.bind(11, appointment.end_reason).bind(12, appointment.override_reason);
    query.run();
}

void update_end(const Database& database, const Appointment& appointment) {
    Query query{database, "UPDATE appointments SET end_on = ?2, end_reason = ?3 WHERE id = ?1"};
    query.bind(1, appointment.id).bind(2, appointment.end).bind(3, appointment.end_reason).run();
}

void delete_appointment(const Database& database, AppointmentId id) {
    Query query{database, "DELETE FROM appointments WHERE id = ?1"};
    query.bind(1, id).run();
}

std::vector<Service> record_of_group(const Database& database, GroupId group) {
    Query query{database,
                "SELECT a.id, a.person_id, a.group_id, a.rank, a.start_on, a.end_on, a.years, "
                "a.note, a.end_reason, a.override_reason, p.name "
                "FROM appointments a JOIN people p ON p.id = a.person_id "
                "WHERE a.group_id = ?1 ORDER BY a.rank, a.sort_key, a.start_on, a.id"};
    query.bind(1, group);
    return services_of(query);
}

std::vector<Service> record_of_group(const Database& database, GroupId group, Date since) {
    // Of the two indexes that fit, SQLite would take the one that spares it the sorting, and read
    // the group's whole past.
    Query query{database,
                "SELECT a.id, a.person_id, a.group_id, a.rank, a.start_on, a.end_on, a.years, "
                "a.note, a.end_reason, a.override_reason, p.name "
                "FROM appointments a INDEXED BY appointments_by_end "
                "JOIN people p ON p.id = a.person_id "
                "WHERE a.group_id = ?1 AND a.end_on >= ?2 "
                "ORDER BY a.rank, a.sort_key, a.start_on, a.id"};
    query.bind(1, group).bind(2, since);
    return services_of(query);
}

std::map<GroupId, std::vector<Service>> records_of_groups(const Database& database, Date since) {
    Query query{database, "SELECT a.id, a.person_id, a.group_id, a.rank, a.start_on, a.end_on, "
                          "a.years FROM groups g CROSS JOIN appointments a "
                          "INDEXED BY appointments_by_end ON a.group_id = g.id "
                          "WHERE a.end_on >= ?1"};
    query.bind(1, since);
    std::map<GroupId, std::vector<Service>> records;
    std::vector<Service> record;    // of one group, kept when the next one begins
    const auto keep = [&] {
        if (!record.empty()) {
            const GroupId group = record.front().appointment.group;
            records.emplace_hint(records.end(), group, record);
            record.clear();
        }
    };
    while (query.step()) {
        Appointment held = term_of(query);
        if (!record.empty() && record.front().appointment.group != held.group) {
            keep();
        }
        record.push_back({std::move(held), ""});
    }
    keep();
    return records;
}

std::vector<Service> former_terms(const Database& database, GroupId group, PersonId person,
                                  Date before) {
    std::vector<Service> terms;
    Query query{database, "SELECT id, person_id, group_id, rank, start_on, end_on, years "
                          "FROM appointments INDEXED BY appointments_by_person "
                          "WHERE person_id = ?1 AND group_id = ?2 AND end_on < ?3"};
    query.bind(1, person).bind(2, group).bind(3, before);
    while (query.step()) {
        terms.push_back({term_of(query), ""});
    }
    return terms;
}

std::optional<Service> term_before(const Database& database, GroupId group, Date day) {
    Query query{database, "SELECT id, person_id, group_id, rank, start_on, end_on, years "
                          "FROM appointments INDEXED BY appointments_by_end "
                          "WHERE group_id = ?1 AND start_on < ?2 LIMIT 1"};
    query.bind(1, group).bind(2, day);
    return query.step() ? std::optional{Service{term_of(query), ""}} : std::nullopt;
}

bool somebody_serves(const Database& database, GroupId group, Date day) {
    Query query{database,
                "SELECT EXISTS (SELECT 1 FROM appointments INDEXED BY appointments_by_end "
                "WHERE group_id = ?1 AND end_on >= ?2 AND start_on <= ?2)"};
    query.bind(1, group).bind(2, day);
    query.step();
    return query.number(0) != 0;
}

std::vector<Appointment> record_of_person(const Database& database, PersonId person) {
    std::vector<Appointment> record;
    Query query{database,
                "SELECT id, person_id, group_id, rank, start_on, end_on, years, note, end_reason, "
                "override_reason FROM appointments WHERE person_id = ?1 ORDER BY start_on"};
    query.bind(1, person);
    while (query.step()) {
        record.push_back(appointment_of(query));
    }
    return record;
}

}    // namespace lmsection::store
