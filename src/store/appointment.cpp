#include "lmsection/store/appointment.hpp"

#include "lmsection/base/text.hpp"
#include "lmsection/store/leave.hpp"
#include "query.hpp"

#include <fmt/format.h>

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

/// The terms in `group` with the fields that rules measure. `rest`: an index, and a condition with
/// these values.
template <class... Values>
std::vector<Service> measured_terms(const Reader& database, GroupId group, std::string_view rest,
                                    const Values&... values) {
    std::string sql =
        "SELECT person_id, role, start_on, end_on, years FROM appointments INDEXED BY ";
    Query query{database, sql.append(rest), values...};
    std::vector<Service> terms;
    while (query.step()) {
        read_term(query, group, terms.emplace_back().appointment);
    }
    add_leaves(database, group, terms);
    return terms;
}

/// The columns of an appointment `a` that `appointment_of` reads.
constexpr std::string_view term_columns =
    "a.person_id, a.role, a.start_on, a.end_on, a.years, a.group_id, a.id, a.note, a.end_reason, "
    "a.override_reason, a.reply, a.reply_on";

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

/// The services in a group, in roster order. `index` and `condition`, on these values from ?2 on,
/// may be empty.
template <class... Values>
std::vector<Service> services_in(const Reader& database, GroupId group, std::string_view index,
                                 std::string_view condition, const Values&... values) {
    constexpr int name_column = 12;
    Query query{database,
                fmt::format("SELECT {}, p.name FROM appointments a {} "
                            "JOIN people p ON p.id = a.person_id WHERE a.group_id = ?1 {} "
                            "ORDER BY a.role, a.sort_key, a.start_on, a.id",
                            term_columns, index, condition),
                group, values...};
    auto record = query.all([](const Query& row) {
        return Service{appointment_of(row), row.string(name_column)};
    });
    std::ranges::stable_sort(record, {},
                             [](const Service& service) { return service.appointment.role; });
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
    insert(database, "appointments",
           "id, person_id, group_id, role, rank, sort_key, start_on, end_on, years, note, "
           "end_reason, override_reason, reply, reply_on",
           appointment.id, appointment.person, appointment.group, appointment.role,
           rank_of(appointment.role), folded(person_name), appointment.start, appointment.end,
           appointment.years, appointment.note, appointment.end_reason, appointment.override_reason,
           appointment.reply, appointment.reply_on);
}

void update_appointment(Writer& database, const Appointment& appointment) {
    write(database, Write::update, "appointments",
          "id, role, rank, start_on, end_on, years, note, end_reason, override_reason, reply, "
          "reply_on",
          appointment.id, appointment.role, rank_of(appointment.role), appointment.start,
          appointment.end, appointment.years, appointment.note, appointment.end_reason,
          appointment.override_reason, appointment.reply, appointment.reply_on);
    fit_leaves(database, appointment);
}

void update_end(Writer& database, const Appointment& appointment) {
    write(database, Write::update, "appointments", "id, end_on, end_reason", appointment.id,
          appointment.end, appointment.end_reason);
    fit_leaves(database, appointment);
}

void update_override(Writer& database, AppointmentId id, const std::string& reason) {
    Update{database,
           "UPDATE appointments SET override_reason = ?2 WHERE id = ?1 AND override_reason = ''",
           id, reason}
        .run();
}

void delete_appointment(Writer& database, AppointmentId id) {
    for (const Leave& leave : leaves_of(database, id)) {
        delete_leave(database, leave.id);
    }
    Update{database, "DELETE FROM appointments WHERE id = ?1", id}.run();
}

std::vector<Service> record_of_group(const Reader& database, GroupId group) {
    return services_in(database, group, "", "");
}

std::vector<Service> record_of_group(const Reader& database, GroupId group, Date since) {
    // SQLite would choose the index that avoids sorting, and so read the group's whole past.
    return services_in(database, group, "INDEXED BY appointments_by_end", "AND a.end_on >= ?2",
                       since);
}

std::vector<FollowedDay> days_followed_later(const Reader& database, Date from, Date to) {
    // The ids of a command's records are between those of its entry and of the next one.
    Query query{database,
                "SELECT DISTINCT a.group_id, a.end_on FROM appointments a "
                "JOIN appointments b ON b.person_id = a.person_id AND b.group_id = a.group_id "
                "AND b.start_on > a.end_on AND b.id > a.id "
                "WHERE a.end_on BETWEEN ?1 AND ?2 AND EXISTS "
                "(SELECT 1 FROM history WHERE id > a.id AND id < b.id)",
                from, to};
    return query.all([](const Query& row) { return FollowedDay{row.id<GroupId>(0), row.date(1)}; });
}

std::vector<Service> running_terms(const Reader& database, GroupId group, Date since) {
    return measured_terms(database, group,
                          "appointments_by_end WHERE group_id = ?1 AND end_on >= ?2", group, since);
}

std::vector<Service> former_terms(const Reader& database, GroupId group, PersonId person,
                                  Date before) {
    return measured_terms(database, group,
                          "appointments_by_person "
                          "WHERE person_id = ?1 AND group_id = ?2 AND end_on < ?3",
                          person, group, before);
}

std::vector<Service> some_term_before(const Reader& database, GroupId group, Date day) {
    return measured_terms(database, group,
                          "appointments_by_end WHERE group_id = ?1 AND start_on < ?2 "
                          "AND NOT instr(?3, '|' || role || '|') LIMIT 1",
                          group, day, roles_not_counted(database));
}

bool any_term_began(const Reader& database, std::optional<GroupId> group, Date day) {
    Query query{database,
                group ? "SELECT 1 FROM appointments INDEXED BY appointments_by_end "
                        "WHERE start_on <= ?1 AND group_id = ?2 LIMIT 1"
                      : "SELECT 1 FROM appointments WHERE start_on <= ?1 LIMIT 1",
                day};
    if (group) {
        query.bind(2, *group);
    }
    return query.step();
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
    auto found = Query{database,
                       fmt::format("SELECT {} FROM appointments a WHERE id = ?1", term_columns), id}
                     .first(appointment_of);
    if (found) {
        found->leaves = leaves_of(database, id);
    }
    return found;
}

Reply reply_for(const Reader& database, const Appointment& term) {
    Query query{database,
                "SELECT reply FROM appointments INDEXED BY appointments_by_person "
                "WHERE person_id = ?1 AND start_on = ?2 AND group_id = ?3",
                term.person, term.start, term.group};
    return query.step() ? reply_of(query.text(0)) : Reply::none;
}

std::vector<Appointment> record_of_person(const Reader& database, PersonId person) {
    Query query{database,
                fmt::format("SELECT {} FROM appointments a WHERE person_id = ?1 ORDER BY start_on",
                            term_columns),
                person};
    auto record = query.all(appointment_of);
    add_leaves(database, person, record);
    return record;
}

}    // namespace lmsection::store
