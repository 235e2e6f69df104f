#pragma once

#include "lmsection/store/duty.hpp"

#include <cstdint>
#include <vector>

namespace lmsection::store {

/// Stores the dates of an event, replacing those of the same program year.
void save_event(Writer& database, std::int64_t id, const EventDates& dates);
/// Deletes the dates of an event; false if there were none.
bool delete_event(Writer& database, const Slug& event, ProgramYear year);
/// The event dates that were set for a program year.
[[nodiscard]] std::vector<EventDates> event_dates_of(const Reader& database, ProgramYear year);

}    // namespace lmsection::store
