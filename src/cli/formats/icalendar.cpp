// Calendars, by libical, which knows their parts and escapes. A file or a feed, and no message
// between calendars, so without METHOD; DTSTAMP is then when the data last changed.
#include "lmsection/cli/formats/icalendar.hpp"

#include "content_line.hpp"
#include "lmsection/cli/shared_library.hpp"
#include "lmsection/domain/text.hpp"

#include <fmt/format.h>
#include <libical/ical.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>

namespace lmsection::cli {

namespace {

/// The functions of libical that are used here.
struct Library {
    Library() = default;
    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;
    ~Library() { icaltimezone_free_builtin_timezones(); }    // it made them when it read a time

    SharedLibrary file{LMSECTION_ICAL, LMSECTION_ICAL_PACKAGE};

// NOLINTNEXTLINE(bugprone-macro-parentheses): a name that is declared stands in none
#define LMSECTION_FUNCTION(name) decltype(&::name) name = file.function<decltype(&::name)>(#name)
    LMSECTION_FUNCTION(icalcomponent_new);
    LMSECTION_FUNCTION(icalcomponent_free);
    LMSECTION_FUNCTION(icalcomponent_add_component);
    LMSECTION_FUNCTION(icalcomponent_add_property);
    LMSECTION_FUNCTION(icalcomponent_as_ical_string_r);
    LMSECTION_FUNCTION(icalmemory_free_buffer);
    LMSECTION_FUNCTION(icalproperty_new);
    LMSECTION_FUNCTION(icalproperty_set_value);
    LMSECTION_FUNCTION(icalproperty_set_x_name);
    LMSECTION_FUNCTION(icaltime_from_string);
    LMSECTION_FUNCTION(icaltimezone_free_builtin_timezones);
    LMSECTION_FUNCTION(icalvalue_new_from_string);
    LMSECTION_FUNCTION(icalvalue_new_text);
    LMSECTION_FUNCTION(icalvalue_new_date);
    LMSECTION_FUNCTION(icalvalue_new_datetime);
    LMSECTION_FUNCTION(icalvalue_new_integer);
#undef LMSECTION_FUNCTION
};

/// `20261124` of a day, `20261124T165800Z` of a moment.
std::string basic(std::string text) {
    std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
    return text;
}

/// Whom it concerns, and what is known of it.
std::string description(const app::CalendarEntry& entry) {
    const std::string group = entry.group ? harmless(entry.group->name) : "";
    const std::string between = group.empty() || entry.detail.empty() ? "" : "\n";
    return group + between + harmless(entry.detail);
}

/// Where nothing is left to do, the title says so.
std::string summary(const app::CalendarEntry& entry) {
    return harmless(entry.settled ? fmt::format("{} ({})", entry.title, entry.status)
                                  : entry.title);
}

/// What libical wrote, folded anew: where a line is a little longer than may be, libical 3.0 parts
/// the two characters that end it.
std::string folded_anew(std::string text) {
    constexpr std::string_view line_end = "\r\n";
    constexpr std::string_view fold = "\r\n ";
    for (auto at = text.find(fold); at != std::string::npos; at = text.find(fold, at)) {
        text.erase(at, fold.size());
    }
    std::string result;
    std::string_view rest = text;
    for (auto end = rest.find(line_end); end != std::string_view::npos; end = rest.find(line_end)) {
        result += folded_line(rest.substr(0, end));
        rest.remove_prefix(end + line_end.size());
    }
    return result;
}

class Calendar {
public:
    explicit Calendar(const CalendarLabel& label) : label_(label) {
        text(root_.get(), ICAL_PRODID_PROPERTY, "-//lmsection//calendar//EN");
        text(root_.get(), ICAL_VERSION_PROPERTY, "2.0");
        icalproperty* name = text(root_.get(), ICAL_X_PROPERTY, harmless(label.name));
        library_.icalproperty_set_x_name(name, "X-WR-CALNAME");
    }

    void add(const app::CalendarEntry& entry) {
        icalcomponent* event = part_of(root_.get(), ICAL_VEVENT_COMPONENT);
        text(event, ICAL_UID_PROPERTY, entry.uid);
        stamp(event);
        day(event, ICAL_DTSTART_PROPERTY, entry.first);
        day(event, ICAL_DTEND_PROPERTY, plus_days(entry.last, 1));    // the first day after it
        text(event, ICAL_SUMMARY_PROPERTY, summary(entry));
        if (const std::string known = description(entry); !known.empty()) {
            text(event, ICAL_DESCRIPTION_PROPERTY, known);
        }
        text(event, ICAL_CATEGORIES_PROPERTY, std::string{word(entry.kind)});
        from_word(event, ICAL_TRANSP_PROPERTY, ICAL_TRANSP_VALUE, "TRANSPARENT");
        if (label_.alarm_days && !entry.settled) {
            alarm(event, *label_.alarm_days, entry);
        }
    }

    [[nodiscard]] std::string written() const {
        const std::unique_ptr<char, std::function<void(char*)>> whole{
            library_.icalcomponent_as_ical_string_r(root_.get()),
            [this](char* buffer) { library_.icalmemory_free_buffer(buffer); }};
        if (!whole) {
            throw std::bad_alloc{};
        }
        return folded_anew(whole.get());
    }

private:
    icalcomponent* part_of(icalcomponent* whole, icalcomponent_kind kind) const {
        icalcomponent* part = library_.icalcomponent_new(kind);
        library_.icalcomponent_add_component(whole, part);
        return part;
    }
    icalproperty* property(icalcomponent* to, icalproperty_kind kind, icalvalue* value) const {
        icalproperty* made = library_.icalproperty_new(kind);
        library_.icalproperty_set_value(made, value);
        library_.icalcomponent_add_property(to, made);
        return made;
    }
    icalproperty* text(icalcomponent* to, icalproperty_kind kind, const std::string& value) const {
        return property(to, kind, library_.icalvalue_new_text(value.c_str()));
    }
    void from_word(icalcomponent* to, icalproperty_kind kind, icalvalue_kind type,
                   const std::string& value) const {
        property(to, kind, library_.icalvalue_new_from_string(type, value.c_str()));
    }
    void day(icalcomponent* to, icalproperty_kind kind, Date value) const {
        const auto time = library_.icaltime_from_string(basic(iso(value)).c_str());
        property(to, kind, library_.icalvalue_new_date(time));
    }

    /// Of the data, never of the clock: the same data makes the same file.
    void stamp(icalcomponent* event) const {
        const auto& [number, at] = label_.revision;
        const auto time = library_.icaltime_from_string(basic(at).c_str());
        property(event, ICAL_DTSTAMP_PROPERTY, library_.icalvalue_new_datetime(time));
        property(event, ICAL_LASTMODIFIED_PROPERTY, library_.icalvalue_new_datetime(time));
        property(event, ICAL_SEQUENCE_PROPERTY,
                 library_.icalvalue_new_integer(static_cast<int>(
                     std::min<std::int64_t>(number, std::numeric_limits<int>::max()))));
    }

    /// At nine in the morning, since an all-day event begins at midnight, when people sleep.
    void alarm(icalcomponent* event, int days, const app::CalendarEntry& entry) const {
        icalcomponent* bell = part_of(event, ICAL_VALARM_COMPONENT);
        from_word(bell, ICAL_ACTION_PROPERTY, ICAL_ACTION_VALUE, "DISPLAY");
        text(bell, ICAL_DESCRIPTION_PROPERTY, harmless(entry.title));
        from_word(bell, ICAL_TRIGGER_PROPERTY, ICAL_DURATION_VALUE,
                  days == 0 ? "PT9H" : fmt::format("-P{}DT15H", days - 1));
    }

    const CalendarLabel& label_;
    Library library_;
    std::unique_ptr<icalcomponent, std::function<void(icalcomponent*)>> root_{
        library_.icalcomponent_new(ICAL_VCALENDAR_COMPONENT),
        [this](icalcomponent* component) { library_.icalcomponent_free(component); }};
};

}    // namespace

std::string icalendar(std::span<const app::CalendarEntry> entries, const CalendarLabel& label) {
    Calendar calendar{label};
    for (const app::CalendarEntry& entry : entries) {
        calendar.add(entry);
    }
    return calendar.written();
}

}    // namespace lmsection::cli
