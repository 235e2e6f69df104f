#pragma once

#include "lmsection/domain/handbook.hpp"
#include "lmsection/domain/program_year.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace lmsection {

/// The dates of an event; its program year is the one in which it starts.
struct EventDates {    // NOLINT(*-member-init): a ProgramYear has no default
    Slug event;
    ProgramYear year;
    Date start{};
    Date end{};    ///< its last day
    std::string place;

    bool operator==(const EventDates&) const = default;
};

/// Whether the event's dates must be set each year; otherwise they follow from a rule.
[[nodiscard]] bool is_set_by_year(const Event& event);

/// An event of the handbook in a program year.
struct DatedEvent {    // NOLINT(*-member-init): a ProgramYear has no default
    Event event;
    ProgramYear year;
    std::optional<EventDates> dates;    ///< none: not set yet
    /// The dates were set by a user, overriding the rule if there is one.
    bool set_by_hand = false;

    /// `set`, `computed` or `not set`.
    [[nodiscard]] std::string_view status() const;
};
/// Every event of the handbook in `year`, in handbook order. `set`: the dates that were set, for
/// any year.
[[nodiscard]] std::vector<DatedEvent> events_of(const Handbook& handbook, ProgramYear year,
                                                std::span<const EventDates> set);

}    // namespace lmsection
