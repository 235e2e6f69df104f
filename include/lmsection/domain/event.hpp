#pragma once

#include "lmsection/domain/handbook.hpp"
#include "lmsection/domain/program_year.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace lmsection {

/// The days of an event in a program year: the one in which it starts.
struct EventDates {    // NOLINT(*-member-init): a ProgramYear has no default
    Slug event;
    ProgramYear year;
    Date start{};
    Date end{};    ///< its last day
    std::string place;

    bool operator==(const EventDates&) const = default;
};

/// Whether somebody has to set the event's days each year; else they follow from its rule.
[[nodiscard]] bool is_set_by_year(const Event& event);

/// An event of the handbook in a program year.
struct DatedEvent {    // NOLINT(*-member-init): a ProgramYear has no default
    Event event;
    ProgramYear year;
    std::optional<EventDates> dates;    ///< none: they are still to be set
    bool set_by_hand = false;           ///< the dates were set, in the place of a rule's if any

    /// `set`, `computed` or `not set`.
    [[nodiscard]] std::string_view status() const;
};
/// Every event of the handbook in `year`, in its order. `set`: the days that were set, of any year.
[[nodiscard]] std::vector<DatedEvent> events_of(const Handbook& handbook, ProgramYear year,
                                                std::span<const EventDates> set);

}    // namespace lmsection
