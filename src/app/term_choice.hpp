#pragma once

#include "lmsection/app/appointment.hpp"
#include "lmsection/app/session.hpp"
#include "lmsection/domain/person.hpp"
#include "lmsection/domain/service.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace lmsection::app {

// Which term a command means, for every command about a term on record.

/// The term that a user names: by its id only, or by person and group, in which case the term is
/// yet to be found.
struct NamedTerm {
    Person person;
    const Group& group;
    std::optional<Appointment> by_id;
};

/// Finds the person and the group of a term. `command`: for a message about swapped arguments.
/// `since`: without GROUP, terms that ended before this day do not count; none: all do, and GROUP
/// may have been merged into another one. Throws a `RefusedError`.
[[nodiscard]] NamedTerm named_term(const Session& session, std::string_view command,
                                   std::string_view person, std::string_view group,
                                   std::optional<Date> since);

/// The only group in which a person has a term that ends on `since` or later, or a fault with the
/// candidates.
[[nodiscard]] Outcome<GroupId> find_only_group_of(const Session& session, const Person& person,
                                                  std::optional<Date> since);

/// The person's term in the group that contains `on`, else the next one after it.
[[nodiscard]] std::optional<Appointment> term_to_end(std::span<const Service> record,
                                                     PersonId person, Date on);
/// The person's term in the group that ends last.
[[nodiscard]] std::optional<Appointment> last_term(std::span<const Service> record,
                                                   PersonId person);

/// The term that a user names: by its id, or the one of the person in the group that contains `on`,
/// else the next one after it. Throws a `RefusedError` if there is none.
[[nodiscard]] Appointed running_term(const Session& session, std::string_view command,
                                     std::string_view person, std::string_view group, Date on);

/// The only term that a person has or had in a group, or the one that contains `day`. Throws a
/// `RefusedError` that lists the terms if there are several, or none contains that day.
[[nodiscard]] Appointment only_term(const Session& session, const NamedTerm& named,
                                    std::optional<Date> day);

/// The fault if a person has no term in a group that a command could be about. `last`: their last
/// term there; `when`: such as " on 2027-01-31".
[[nodiscard]] Fault no_term_fault(const Session& session, const Person& person, const Group& group,
                                  const std::optional<Appointment>& last, std::string_view when);

}    // namespace lmsection::app
