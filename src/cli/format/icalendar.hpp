#pragma once

#include "lmsection/app/calendar.hpp"

#include <optional>
#include <span>
#include <string>

namespace lmsection::cli {

/// What a calendar file contains besides its entries.
struct CalendarLabel {
    std::string name;
    app::Revision revision;
    std::optional<int> alarm_days;    ///< an alarm so many days before each open entry
};

/// The entries as iCalendar (RFC 5545): all-day events that do not block time. A calendar program
/// updates its events by their UID and revision. Alarms are at 9 a.m.
[[nodiscard]] std::string icalendar(std::span<const app::CalendarEntry> entries,
                                    const CalendarLabel& label);

}    // namespace lmsection::cli
