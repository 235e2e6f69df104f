#pragma once

#include "lmsection/app/session.hpp"
#include "lmsection/domain/duty.hpp"
#include "lmsection/domain/program_year.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::app {

/// Every event of the handbook in a program year, with its dates if known.
[[nodiscard]] std::vector<DatedEvent> events_of_year(const Session& session, ProgramYear year);
/// Finds the event that a user names, in a program year. Throws a `RefusedError` if there is none.
[[nodiscard]] DatedEvent find_event(const Session& session, std::string_view typed,
                                    ProgramYear year);
/// The dates of an event as typed; its program year is the one in which it starts.
struct EventOrder {
    std::string event;
    Date start{};
    Date end{};                          ///< not before `start`
    std::optional<std::string> place;    ///< default: the one on record
};
/// An event and the dates that were set before.
struct SetEvent {
    DatedEvent event;
    std::optional<EventDates> before;
};
/// Sets an event's dates for a program year, replacing earlier ones. Throws a `RefusedError` if the
/// event is unknown.
[[nodiscard]] SetEvent set_event(WritingSession& session, const EventOrder& order);
/// Removes an event's dates, if any were set.
[[nodiscard]] SetEvent remove_event(WritingSession& session, std::string_view event,
                                    ProgramYear year);

/// The duties of all active groups, or of one, in a program year, in roster order.
[[nodiscard]] std::vector<Duty> duties_of_year(const Session& session, ProgramYear year,
                                               const std::optional<Group>& group);

/// A duty to mark, and when it was done.
struct DutyOrder {    // NOLINT(*-member-init): a ProgramYear has no default
    std::string group;
    std::string activity;
    ProgramYear year;
    std::optional<Date> on;
    std::string note;
};
/// A duty after its marks were changed.
struct MarkedDuty {
    Duty duty;
    bool changed = true;               ///< false: no change was needed
    std::optional<DutyMark> before;    ///< the mark that was corrected or removed
};
/// Marks a duty done once, on the day of `order` or today. For a duty required once, a different
/// day corrects the mark; so does a different note for the same day. A skipped duty is no longer
/// skipped.
[[nodiscard]] MarkedDuty mark_duty(WritingSession& session, const DutyOrder& order);
/// Marks a duty skipped for its program year, with the order's note as the reason.
[[nodiscard]] MarkedDuty skip_duty(WritingSession& session, const DutyOrder& order);
/// Removes the mark for the day of `order`, or the latest one, if any.
[[nodiscard]] MarkedDuty reopen_duty(WritingSession& session, const DutyOrder& order);

}    // namespace lmsection::app
