#pragma once

#include "lmsection/domain/section.hpp"
#include "lmsection/domain/service.hpp"
#include "lmsection/store/database.hpp"

#include <functional>
#include <map>
#include <span>
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
/// The same of every group that has such appointments, as rules measure it: without names, notes
/// and reasons, in no order. One pass over an index.
[[nodiscard]] std::map<GroupId, std::vector<Service>> records_of_groups(const Database& database,
                                                                        Date since);
/// A person's terms in a group that ended before a day, as `records_of_groups` has them.
[[nodiscard]] std::vector<Service> former_terms(const Database& database, GroupId group,
                                                PersonId person, Date before);
/// Any one term of a group that started before a day, as `records_of_groups` has it.
[[nodiscard]] std::optional<Service> term_before(const Database& database, GroupId group, Date day);
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
    /// Whether most of what a group ever had ended before `from`, so that it is left unread.
    bool past_is_out = false;
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
/// The lines of groups, one group after another, in each chairs first, then by name. `place`: which
/// of `groups` a line is of. Read in index order and in blocks, so that memory does not grow with
/// the lines, and neighbours in the file are read together.
void each_line(const Database& database, std::span<const GroupId> groups,
               const RosterFilter& filter,
               const std::function<void(std::size_t place, const RosterLine&)>& take);

}    // namespace lmsection::store
