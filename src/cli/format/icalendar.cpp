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

/// One property on a line. `name` includes the parameters.
std::string line(std::string_view name, std::string_view value) {
    return folded_line(fmt::format("{}:{}", name, value));
}

/// At 9 a.m., because an all-day event begins at midnight.
std::string trigger(int days) {
    if (days == 0) {
        return "PT9H";
    }
    return days == 1 ? "-PT15H" : fmt::format("-P{}DT15H", days - 1);
}

std::string alarm(const app::CalendarEntry& entry, int days) {
    return line("BEGIN", "VALARM") + line("ACTION", "DISPLAY") +
           line("DESCRIPTION", text_value(harmless(entry.title))) + line("TRIGGER", trigger(days)) +
           line("END", "VALARM");
}

std::string event(const app::CalendarEntry& entry, const CalendarLabel& label) {
    const auto& [number, changed_at] = label.revision;
    const std::string stamp = basic(changed_at);
    const auto sequence = std::min<std::int64_t>(number, std::numeric_limits<std::int32_t>::max());
    std::string text = line("BEGIN", "VEVENT");
    text += line("UID", text_value(entry.uid));
    text += line("DTSTAMP", stamp);
    text += line("LAST-MODIFIED", stamp);
    text += line("SEQUENCE", std::to_string(sequence));
    text += line("DTSTART;VALUE=DATE", basic(iso(entry.first)));
    text += line("DTEND;VALUE=DATE", basic(iso(plus_days(entry.last, 1))));    // the day after
    text += line("SUMMARY", text_value(summary(entry)));
    if (const std::string known = description(entry); !known.empty()) {
        text += line("DESCRIPTION", text_value(known));
    }
    text += line("CATEGORIES", word(entry.kind));
    text += line("TRANSP", "TRANSPARENT");
    if (entry.canceled) {
        text += line("STATUS", "CANCELLED");    // the standard's spelling
    } else if (label.alarm_days && !entry.settled) {
        text += alarm(entry, *label.alarm_days);
    }
    return text + line("END", "VEVENT");
}

}    // namespace

std::string icalendar(std::span<const app::CalendarEntry> entries, const CalendarLabel& label) {
    std::string text = line("BEGIN", "VCALENDAR");
    text += line("PRODID", "-//lmsection//calendar//EN");
    text += line("VERSION", "2.0");
    text += line("X-WR-CALNAME;VALUE=TEXT", text_value(harmless(label.name)));
    // Programs that subscribe to the file read it again each day.
    text += line("REFRESH-INTERVAL;VALUE=DURATION", "P1D");
    text += line("X-PUBLISHED-TTL", "P1D");
    for (const app::CalendarEntry& entry : entries) {
        text += event(entry, label);
    }
    return text + line("END", "VCALENDAR");
}

}    // namespace lmsection::cli
