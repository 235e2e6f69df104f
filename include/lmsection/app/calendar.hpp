#pragma once

#include "lmsection/app/session.hpp"
#include "lmsection/store/history.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::app {

/// What stands in a section's calendar, in the order of a day.
enum class EntryKind { event, meeting, checklist, deadline, report, terms };
/// `checklist`, the word that scripts use.
[[nodiscard]] std::string_view word(EntryKind kind);

/// Something that has a day, or several that follow each other.
struct CalendarEntry {
    std::string uid;    ///< the same for the same thing in every export
    EntryKind kind = EntryKind::event;
    Date first{};
    Date last{};                   ///< included
    std::optional<Group> group;    ///< none: the section's
    std::string title;
    std::string status;      ///< as the thing's own command words it; empty where it has none
    std::string detail;      ///< may be empty
    bool settled = false;    ///< somebody said that nothing is left to do for it
};

/// What of the calendar is asked for.
struct CalendarQuestion {    // NOLINT(*-member-init): a Month has no default
    Month from;
    Month to;    ///< included
    std::optional<Group> group;
    Readers readers = Readers::leaders;
};
/// By day: the handbook's events (§1, §4), meetings, items of the checklist on the 1st of their
/// month, the last days on which venues take proposals (§2), reports (§3, §4), and last days of
/// terms that no term of the same person follows. Without a database: what the handbook knows.
/// With a group: what concerns it, the section's events and venues included.
[[nodiscard]] std::vector<CalendarEntry> calendar_of(const Session& session,
                                                     const CalendarQuestion& question);

/// How often, and when last, a section's data changed; what a calendar program goes by when it
/// reads a file again. Without a database: never, and the day of the session.
using Revision = store::Revision;
[[nodiscard]] Revision revision_of(const Session& session);

}    // namespace lmsection::app
