#pragma once

#include "lmsection/app/session.hpp"
#include "lmsection/domain/duties.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::app {

/// Every event of the handbook in a program year, with its days where they are known.
[[nodiscard]] std::vector<DatedEvent> events_of_year(const Session& session, ProgramYear year);
/// The days of an event, as typed; its program year is the one in which it starts.
struct EventOrder {
    std::string event;
    Date start{};
    Date end{};    ///< not before `start`
    std::string place;
};
/// Sets an event's days; what was set for that program year gives way. A `RefusedError` where the
/// event is unknown or its days follow from a rule.
[[nodiscard]] DatedEvent set_event(Session& session, const EventOrder& order);
/// Takes an event's days away again; a `RefusedError` where none were set.
[[nodiscard]] DatedEvent remove_event(Session& session, std::string_view event, ProgramYear year);

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
/// Marks a duty done, once, on the day of `order` or today.
[[nodiscard]] Duty mark_duty(Session& session, const DutyOrder& order);
/// Takes back the mark of the day of `order`, or the latest; a `RefusedError` where there is none.
[[nodiscard]] Duty reopen_duty(Session& session, const DutyOrder& order);

}    // namespace lmsection::app
