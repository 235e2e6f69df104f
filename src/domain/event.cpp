#include "lmsection/domain/event.hpp"

namespace lmsection {

namespace {

/// Interest Group Week: Monday to Friday of March's first full week (§4).
EventDates computed_dates(const Event& event, ProgramYear year) {
    constexpr int monday_to_friday = 4;
    const Date monday = first_full_week_monday(year.month(date::March));
    return {event.id, year, monday, plus_days(monday, monday_to_friday), ""};
}

}    // namespace

bool is_set_by_year(const Event& event) {
    return event.when != "first-full-week-of-march";
}

std::string_view DatedEvent::status() const {
    if (!is_set_by_year(event)) {
        return set_by_hand ? "set" : "computed";
    }
    return dates ? "set" : "not set";
}

std::vector<DatedEvent> events_of(const Handbook& handbook, ProgramYear year,
                                  std::span<const EventDates> set) {
    std::vector<DatedEvent> events;
    for (const Event& event : handbook.events) {
        DatedEvent dated{event, year, std::nullopt, false};
        if (!is_set_by_year(event)) {
            dated.dates = computed_dates(event, year);
        }
        for (const EventDates& dates : set) {
            if (dates.event == event.id && dates.year == year) {
                dated.dates = dates;
                dated.set_by_hand = true;
            }
        }
        events.push_back(std::move(dated));
    }
    return events;
}

}    // namespace lmsection
