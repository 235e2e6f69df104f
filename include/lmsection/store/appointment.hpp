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
#include <string_view>
#include <vector>

namespace lmsection::store {

/// `person_name`: of who is appointed, for the order of rosters.
void insert_appointment(const Database& database, const Appointment& appointment,
                        std::string_view person_name);
/// Writes again what may change of an appointment: its last day and why.
void update_end(const Database& database, const Appointment& appointment);
/// Writes why an appointment overrides a rule, unless it has a reason already.
void update_override(const Database& database, AppointmentId id, const std::string& reason);
void delete_appointment(const Database& database, AppointmentId id);

/// Every appointment of a group, ever.
[[nodiscard]] std::vector<Service> record_of_group(const Database& database, GroupId group);
/// A group's appointments whose last day is `since` or later: what runs on that day or begins
/// after it. Its time grows with those alone, not with the group's past.
[[nodiscard]] std::vector<Service> record_of_group(const Database& database, GroupId group,
                                                   Date since);
/// The same of many groups, as rules measure it: who serves in which role how long, without
/// numbers, names, notes and reasons, in no order. Read group by group as they lie in the file, and
/// held in little room.
class RunningTerms {
public:
    /// What of `groups` runs on `since` or begins after it.
    RunningTerms(const Database& database, std::vector<GroupId> groups, Date since);
    /// Puts those of one of the groups in the place of what `record` held, whose room is used
    /// again.
    void read(GroupId group, std::vector<Service>& record) const;

private:
    struct Term {
        PersonId person;
        Date start{};
        Date end{};
        std::uint8_t rank = 0;
        std::uint8_t years = 0;
    };
    std::deque<Term> terms_;                  ///< of one group after another
    std::map<GroupId, std::size_t> first_;    ///< where those of a group begin
};
/// Somebody who serves in a group.
struct Seated {
    PersonId person;
    GroupId group;
    auto operator<=>(const Seated&) const = default;
};
/// What each of `seated` did before in the same group: their terms that ended before a day, as
/// `RunningTerms` has them, by group; each group asked about has a part, be it empty.
[[nodiscard]] std::map<GroupId, std::vector<Service>>
former_terms(const Database& database, std::vector<Seated> seated, Date before);
/// Adds any one term of a group that started before a day, if there is one, in the same way.
void add_term_before(const Database& database, GroupId group, Date day,
                     std::vector<Service>& record);
/// Whether any term on record began by a day, in that group or anywhere.
[[nodiscard]] bool any_term_began(const Database& database, std::optional<GroupId> group, Date day);
[[nodiscard]] std::optional<Appointment> appointment_by_id(const Database& database,
                                                           AppointmentId id);
/// A person's appointments, in the order of their starts.
[[nodiscard]] std::vector<Appointment> record_of_person(const Database& database, PersonId person);

}    // namespace lmsection::store
