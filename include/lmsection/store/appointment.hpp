#pragma once

#include "lmsection/domain/group.hpp"
#include "lmsection/domain/id.hpp"
#include "lmsection/domain/section.hpp"
#include "lmsection/domain/service.hpp"
#include "lmsection/store/database.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::store {

/// `person_name`: the name of the person appointed, for sorting rosters.
void insert_appointment(Writer& database, const Appointment& appointment,
                        std::string_view person_name);
/// Updates every field of an appointment on record but its person, its group and its leaves, which
/// are shortened or removed where they are no longer within it.
void update_appointment(Writer& database, const Appointment& appointment);
/// Updates an appointment's last day and the reason for it; fits its leaves in.
void update_end(Writer& database, const Appointment& appointment);
/// Sets an appointment's override reason, unless it already has one.
void update_override(Writer& database, AppointmentId id, const std::string& reason);
/// Deletes an appointment and its leaves.
void delete_appointment(Writer& database, AppointmentId id);

/// Every appointment in a group, past and present.
[[nodiscard]] std::vector<Service> record_of_group(const Reader& database, GroupId group);
/// A group's appointments whose last day is `since` or later: those running on that day or starting
/// after it. Takes time proportional to these, not to the group's past.
[[nodiscard]] std::vector<Service> record_of_group(const Reader& database, GroupId group,
                                                   Date since);
/// The same with only what rules measure: person, role and dates, without ids, names, notes and
/// reasons, in no particular order. Reads an index only.
[[nodiscard]] std::vector<Service> running_terms(const Reader& database, GroupId group, Date since);
/// A person's terms in a group that ended before a day, with the same fields.
[[nodiscard]] std::vector<Service> former_terms(const Reader& database, GroupId group,
                                                PersonId person, Date before);
/// Any one term of a group that counts and started before a day, if there is one, with the same
/// fields.
[[nodiscard]] std::vector<Service> some_term_before(const Reader& database, GroupId group,
                                                    Date day);
/// The last days, in a span, of terms that a term of the same person in the same group follows, if
/// a later command recorded it.
struct FollowedDay {
    GroupId group;
    Date day{};
};
[[nodiscard]] std::vector<FollowedDay> days_followed_later(const Reader& database, Date from,
                                                           Date to);
/// Whether any term started on or before a day, in that group or in any.
[[nodiscard]] bool any_term_began(const Reader& database, std::optional<GroupId> group, Date day);
/// How many terms are on record for each role, by its id.
[[nodiscard]] std::map<std::string, int> terms_by_role(const Reader& database);
[[nodiscard]] std::optional<Appointment> appointment_by_id(const Reader& database,
                                                           AppointmentId id);
/// The answer that a record's word means; none for any other text.
[[nodiscard]] Reply reply_of(std::string_view word);
/// The answer on record for the term of a person in a group that starts on that day.
[[nodiscard]] Reply reply_for(const Reader& database, const Appointment& term);
/// A person's appointments, by start.
[[nodiscard]] std::vector<Appointment> record_of_person(const Reader& database, PersonId person);

}    // namespace lmsection::store
