#pragma once

#include "lmsection/app/session.hpp"
#include "lmsection/store/history.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::app {

/// The kinds of calendar entry, in their order within a day.
enum class EntryKind { event, meeting, checklist, deadline, report, terms };
/// `checklist`, the word used in scripts.
[[nodiscard]] std::string_view word(EntryKind kind);

/// A calendar entry on one day or several consecutive days.
struct CalendarEntry {
    std::string uid;    ///< stable: the same for the same entry in every export
    EntryKind kind = EntryKind::event;
    Date first{};
    Date last{};                   ///< included
    std::optional<Group> group;    ///< none: the whole section
    std::string title;
    std::string status;       ///< the status as the entry's own command shows it, or empty
    std::string detail;       ///< may be empty
    bool settled = false;     ///< marked as needing nothing more
    bool canceled = false;    ///< the section no longer has it
};

/// Which part of the calendar to list.
struct CalendarQuery {    // NOLINT(*-member-init): a Month has no default
    Month from;
    Month to;    ///< included
    std::optional<Group> group;
    Readers readers = Readers::leaders;
};
/// Lists by day: the handbook's events (§1, §4), meetings, checklist items on the 1st of their
/// month, proposal deadlines of venues (§2), reports (§3, §4), and last days of terms that are not
/// followed by another of the same person. Without a database: what the handbook provides. With a
/// group: only its entries, plus the section's events and venues.
[[nodiscard]] std::vector<CalendarEntry> calendar_of(const Session& session,
                                                     const CalendarQuery& query);

/// What the section no longer has, for calendar programs that keep what they once read: meetings
/// that were removed, events whose dates were removed, and last days of terms that ended on another
/// day, were removed, or were followed by another term. Known from the history and the records;
/// empty without a database.
[[nodiscard]] std::vector<CalendarEntry> canceled_entries(const Session& session,
                                                          const CalendarQuery& query);

/// How often a section's data has changed, and when it last did, which calendar programs use to
/// detect updates. Without a database: 0 and the current day.
using Revision = store::Revision;
[[nodiscard]] Revision revision_of(const Session& session);

}    // namespace lmsection::app
