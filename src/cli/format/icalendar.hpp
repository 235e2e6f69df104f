#pragma once

#include "lmsection/app/calendar.hpp"

#include <optional>
#include <span>
#include <string>

namespace lmsection::cli {

/// What a calendar's file says beside its entries.
struct CalendarLabel {
    std::string name;
    app::Revision revision;
    std::optional<int> alarm_days;    ///< an alarm that long before each entry that is not settled
};

/// The entries as iCalendar (RFC 5545): all-day events that take no time, each with a UID and a
/// revision that tell a program which of its events to bring up to date. An alarm rings at nine in
/// the morning.
[[nodiscard]] std::string icalendar(std::span<const app::CalendarEntry> entries,
                                    const CalendarLabel& label);

}    // namespace lmsection::cli
