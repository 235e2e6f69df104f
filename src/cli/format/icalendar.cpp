// Calendars (RFC 5545) without METHOD, since they are files or feeds, not messages between calendar
// programs. DTSTAMP is when the data last changed, so that the same data gives the same file.
#include "format/icalendar.hpp"

#include "format/content_line.hpp"
#include "lmsection/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string_view>

namespace lmsection::cli {

namespace {

/// The basic form: `20261124` for a day, `20261124T165800Z` for a moment.
std::string basic(std::string text) {
    std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
    return text;
}

/// The group and the details.
std::string description(const app::CalendarEntry& entry) {
    const std::string group = entry.group ? harmless(entry.group->name) : "";
    const std::string between = group.empty() || entry.detail.empty() ? "" : "\n";
    return group + between + harmless(entry.detail);
}

/// The title, with the status if the entry is settled or canceled.
std::string summary(const app::CalendarEntry& entry) {
    if (entry.canceled) {
        return harmless(fmt::format("Canceled: {}", entry.title));
    }
    return harmless(entry.settled ? fmt::format("{} ({})", entry.title, entry.status)
                                  : entry.title);
}

/// At 9 a.m., because an all-day event begins at midnight.
std::string trigger(int days) {
    if (days == 0) {
        return "PT9H";
    }
    return days == 1 ? "-PT15H" : fmt::format("-P{}DT15H", days - 1);
}

std::string alarm(const app::CalendarEntry& entry, int days) {
    return content_line("BEGIN", "VALARM") + content_line("ACTION", "DISPLAY") +
           content_line("DESCRIPTION", text_value(harmless(entry.title))) +
           content_line("TRIGGER", trigger(days)) + content_line("END", "VALARM");
}

std::string event(const app::CalendarEntry& entry, const CalendarLabel& label) {
    const auto& [number, changed_at] = label.revision;
    const std::string stamp = basic(changed_at);
    const auto sequence = std::min<std::int64_t>(number, std::numeric_limits<std::int32_t>::max());
    std::string text = content_line("BEGIN", "VEVENT");
    text += content_line("UID", text_value(entry.uid));
    text += content_line("DTSTAMP", stamp);
    text += content_line("LAST-MODIFIED", stamp);
    text += content_line("SEQUENCE", std::to_string(sequence));
    text += content_line("DTSTART;VALUE=DATE", basic(iso(entry.first)));
    text += content_line("DTEND;VALUE=DATE",
                         basic(iso(plus_days(entry.last, 1))));    // the day after
    text += content_line("SUMMARY", text_value(summary(entry)));
    if (const std::string known = description(entry); !known.empty()) {
        text += content_line("DESCRIPTION", text_value(known));
    }
    text += content_line("CATEGORIES", word(entry.kind));
    text += content_line("TRANSP", "TRANSPARENT");
    if (entry.canceled) {
        text += content_line("STATUS", "CANCELLED");    // the standard's spelling
    } else if (label.alarm_days && !entry.settled) {
        text += alarm(entry, *label.alarm_days);
    }
    return text + content_line("END", "VEVENT");
}

}    // namespace

std::string icalendar(std::span<const app::CalendarEntry> entries, const CalendarLabel& label) {
    std::string text = content_line("BEGIN", "VCALENDAR");
    text += content_line("PRODID", "-//lmsection//calendar//EN");
    text += content_line("VERSION", "2.0");
    text += content_line("X-WR-CALNAME;VALUE=TEXT", text_value(harmless(label.name)));
    // Programs that subscribe to the file read it again each day.
    text += content_line("REFRESH-INTERVAL;VALUE=DURATION", "P1D");
    text += content_line("X-PUBLISHED-TTL", "P1D");
    for (const app::CalendarEntry& entry : entries) {
        text += event(entry, label);
    }
    return text + content_line("END", "VCALENDAR");
}

}    // namespace lmsection::cli
