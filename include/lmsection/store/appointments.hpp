#pragma once

#include "lmsection/domain/section.hpp"
#include "lmsection/domain/service.hpp"
#include "lmsection/store/database.hpp"

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace lmsection::store {

/// `person_name`: of who is appointed, for the order of rosters.
void insert_appointment(const Database& database, const Appointment& appointment,
                        std::string_view person_name);
/// Writes again what may change of an appointment: its last day and why.
void update_end(const Database& database, const Appointment& appointment);
void delete_appointment(const Database& database, AppointmentId id);

/// Every appointment of a group, ever.
[[nodiscard]] std::vector<Service> record_of_group(const Database& database, GroupId group);
/// A group's appointments whose last day is `since` or later: what runs on that day or begins
/// after it. Its time grows with those alone, not with the group's past.
[[nodiscard]] std::vector<Service> record_of_group(const Database& database, GroupId group,
                                                   Date since);
/// Whether anybody serves in a group on a day.
[[nodiscard]] bool somebody_serves(const Database& database, GroupId group, Date day);
/// A person's appointments, in the order of their starts.
[[nodiscard]] std::vector<Appointment> record_of_person(const Database& database, PersonId person);

/// Which appointments a roster lists.
struct RosterFilter {
    Date from{};    ///< those that cover any day from here ...
    Date to{};      ///< ... to here
    std::optional<Role> role;
    std::optional<Date> ending;    ///< whose last day is this one
};

/// A line of a roster; the texts are valid during the call only.
struct RosterLine {
    Role role;
    std::string_view name;
    std::optional<std::string_view> email;
    std::string_view institution;
    std::string_view start;
    std::string_view end;
    int years;
    PersonId person{};
};
/// The lines of one group, chairs first, then by name; read in index order, nothing held.
void each_line(const Database& database, GroupId group, const RosterFilter& filter,
               const std::function<void(const RosterLine&)>& take);

}    // namespace lmsection::store
