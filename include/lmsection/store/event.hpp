#pragma once

#include "lmsection/store/duty.hpp"

#include <cstdint>
#include <vector>

namespace lmsection::store {

/// Keeps the days of an event; what its program year had of it gives way.
void save_event(const Database& database, std::int64_t id, const EventDates& dates);
/// Takes the days of an event away; false where there were none.
bool delete_event(const Database& database, const Slug& event, ProgramYear year);
/// The days that were set for a program year.
[[nodiscard]] std::vector<EventDates> event_dates_of(const Database& database, ProgramYear year);

}    // namespace lmsection::store
