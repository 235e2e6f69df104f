#pragma once

#include "lmsection/domain/id.hpp"
#include "lmsection/domain/section.hpp"
#include "lmsection/domain/service.hpp"
#include "lmsection/store/database.hpp"

#include <vector>

namespace lmsection::store {

void insert_leave(Writer& database, AppointmentId term, const Leave& leave);
void update_leave(Writer& database, const Leave& leave);
void delete_leave(Writer& database, LeaveId leave);

/// Shortens and removes the leaves of a term on record so that they are within its days.
void fit_leaves(Writer& database, const Appointment& term);

/// Adds the leaves of a group's terms to them; `terms` are all in that group.
void add_leaves(const Reader& database, GroupId group, std::vector<Service>& terms);
/// The same for terms of one person.
void add_leaves(const Reader& database, PersonId person, std::vector<Appointment>& terms);
/// The leaves of a term, by start.
[[nodiscard]] std::vector<Leave> leaves_of(const Reader& database, AppointmentId term);
/// The terms with a leave on any day from `from` to `to`, by the start of that leave; each once.
[[nodiscard]] std::vector<AppointmentId> terms_with_leave(const Reader& database, Date from,
                                                          Date to);

}    // namespace lmsection::store
