#pragma once

#include "lmsection/domain/group.hpp"
#include "lmsection/domain/id.hpp"
#include "lmsection/domain/section.hpp"
#include "lmsection/domain/service.hpp"
#include "lmsection/store/database.hpp"

#include <compare>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::store {

/// `person_name`: the name of the person appointed, for sorting rosters.
void insert_appointment(Writer& database, const Appointment& appointment,
                        std::string_view person_name);
/// Updates an appointment's last day and the reason for it.
void update_end(Writer& database, const Appointment& appointment);
/// Sets an appointment's override reason, unless it already has one.
void update_override(Writer& database, AppointmentId id, const std::string& reason);
void delete_appointment(Writer& database, AppointmentId id);

/// Every appointment in a group, past and present.
[[nodiscard]] std::vector<Service> record_of_group(const Reader& database, GroupId group);
/// A group's appointments whose last day is `since` or later: those running on that day or starting
/// after it. Takes time proportional to these, not to the group's past.
[[nodiscard]] std::vector<Service> record_of_group(const Reader& database, GroupId group,
                                                   Date since);
/// The same for many groups, with only what rules measure: person, role and dates, without ids,
/// names, notes and reasons, in no particular order. Read in file order and stored compactly.
class RunningTerms {
public:
    /// Reads the terms in `groups` that run on `since` or start after it.
    RunningTerms(const Reader& database, std::vector<GroupId> groups, Date since);
    /// Replaces the contents of `record` with the terms of one of the groups, reusing its memory.
    void read(GroupId group, std::vector<Service>& record) const;

private:
    struct Term {
        PersonId person;
        Date start{};
        Date end{};
        Role role = Role::member;
        std::uint8_t years = 0;
    };
    std::deque<Term> terms_;                  ///< group by group
    std::map<GroupId, std::size_t> first_;    ///< the index of a group's first term
};
/// A person who serves in a group.
struct Seated {
    PersonId person;
    GroupId group;
    auto operator<=>(const Seated&) const = default;
};
/// The earlier terms of each of `seated` in the same group: those that ended before a day, with the
/// same fields as in `RunningTerms`, by group. Every group in `seated` has an entry, possibly
/// empty.
[[nodiscard]] std::map<GroupId, std::vector<Service>>
former_terms(const Reader& database, std::vector<Seated> seated, Date before);
/// Adds any one term of a group that counts and started before a day, if there is one, with the
/// same fields.
void add_term_before(const Reader& database, GroupId group, Date day,
                     std::vector<Service>& record);
/// Whether any term started on or before a day, in that group or in any.
[[nodiscard]] bool any_term_began(const Reader& database, std::optional<GroupId> group, Date day);
/// How many terms are on record for each role, by its id.
[[nodiscard]] std::map<std::string, int> terms_by_role(const Reader& database);
[[nodiscard]] std::optional<Appointment> appointment_by_id(const Reader& database,
                                                           AppointmentId id);
/// A person's appointments, by start.
[[nodiscard]] std::vector<Appointment> record_of_person(const Reader& database, PersonId person);

}    // namespace lmsection::store
