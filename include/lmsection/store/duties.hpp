#pragma once

#include "lmsection/domain/duties.hpp"
#include "lmsection/store/database.hpp"

#include <cstdint>
#include <vector>

namespace lmsection::store {

/// Keeps the days of an event; what its program year had of it gives way.
void save_event(const Database& database, std::int64_t id, const EventDates& dates);
/// Takes the days of an event away; false where there were none.
bool delete_event(const Database& database, const Slug& event, ProgramYear year);
/// The days that were set for a program year.
[[nodiscard]] std::vector<EventDates> event_dates_of(const Database& database, ProgramYear year);

void insert_duty_mark(const Database& database, std::int64_t id, const DutyMark& mark);
/// Takes away what says that the activity was done on that day.
void delete_duty_mark(const Database& database, const DutyMark& mark);
/// The marks of a program year.
[[nodiscard]] std::vector<DutyMark> duty_marks_of(const Database& database, ProgramYear year);

}    // namespace lmsection::store
