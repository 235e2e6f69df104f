#pragma once

#include "lmsection/app/session.hpp"
#include "lmsection/domain/duty.hpp"
#include "lmsection/domain/program_year.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::app {

/// Every event of the handbook in a program year, with its days where they are known.
[[nodiscard]] std::vector<DatedEvent> events_of_year(const Session& session, ProgramYear year);
/// The event that a user names, in a program year; a `RefusedError` where there is none.
[[nodiscard]] DatedEvent find_event(const Session& session, std::string_view typed,
                                    ProgramYear year);
/// The days of an event, as typed; its program year is the one in which it starts.
struct EventOrder {
    std::string event;
    Date start{};
    Date end{};                          ///< not before `start`
    std::optional<std::string> place;    ///< else the one on record stays
};
/// An event, and the days that were set before.
struct SetEvent {
    DatedEvent event;
    std::optional<EventDates> before;
};
/// Sets an event's days in place of those that were set for that program year. A `RefusedError`
/// where the event is unknown or its days follow from a rule.
[[nodiscard]] SetEvent set_event(Session& session, const EventOrder& order);
/// Removes an event's days, if any were set.
[[nodiscard]] SetEvent remove_event(Session& session, std::string_view event, ProgramYear year);

/// The duties of a program year, of all groups that are not retired or of one, in the order of
/// rosters.
[[nodiscard]] std::vector<Duty> duties_of_year(const Session& session, ProgramYear year,
                                               const std::optional<Group>& group);

/// Which duty, and when it was done.
struct DutyOrder {    // NOLINT(*-member-init): a ProgramYear has no default
    std::string group;
    std::string activity;
    ProgramYear year;
    std::optional<Date> on;
    std::string note;
};
/// A duty, and what became of its marks.
struct MarkedDuty {
    Duty duty;
    bool changed = true;               ///< false: it was so already
    std::optional<DutyMark> before;    ///< the mark that was corrected or removed
};
/// Marks a duty done, once, on the day of `order` or today. Where it is wanted once, another day
/// corrects the mark; so does another note of the same day. A skipped duty is no longer skipped.
[[nodiscard]] MarkedDuty mark_duty(Session& session, const DutyOrder& order);
/// Marks a duty skipped for its program year, with the order's note as the reason.
[[nodiscard]] MarkedDuty skip_duty(Session& session, const DutyOrder& order);
/// Removes the mark of the day of `order`, or the latest, if there is one.
[[nodiscard]] MarkedDuty reopen_duty(Session& session, const DutyOrder& order);

}    // namespace lmsection::app
