#include "lmsection/domain/event.hpp"

#include "handbooks.hpp"
#include "helpers.hpp"

using namespace lmsection;
using namespace lmsection::test;

namespace {

/// The event of that id in a program year, out of those that were set.
DatedEvent event_in(const Handbook& handbook, const std::string& id, int year,
                    const std::vector<EventDates>& set = {}) {
    for (const DatedEvent& dated : events_of(handbook, ProgramYear{year}, set)) {
        if (dated.event.id.text() == id) {
            return dated;
        }
    }
    throw std::logic_error("a test asks for an event that is none: " + id);
}

EventDates fair(int year, Date start, Date end) {
    return {slug("map-fair"), ProgramYear{year}, start, end, "Harbor Hall"};
}

}    // namespace

TEST_CASE("the first full week of March, Monday to Friday, is computed for every year") {
    for (int year = 1990; year < 2090; ++year) {
        const auto dated = event_in(second(), "circle-week", year);
        CHECK(dated.status() == "computed");
        CHECK_FALSE(is_set_by_year(dated.event));
        CHECK(date::weekday{dated.dates->start} == date::Monday);
        CHECK(date::weekday{dated.dates->end} == date::Friday);
        CHECK(dated.dates->start >= Date{date::year{year + 1} / 3 / 1});
        CHECK(dated.dates->start <= Date{date::year{year + 1} / 3 / 7});
        CHECK(days_between(dated.dates->start, dated.dates->end) == 4);
        CHECK(dated.dates->year == ProgramYear{year});
    }
    CHECK(event_in(second(), "circle-week", 2026).dates->start == "2027-03-01"_day);
}

TEST_CASE("an event that is set by year has no dates until they are set") {
    const auto unset = event_in(second(), "map-fair", 2026);
    CHECK(is_set_by_year(unset.event));
    CHECK(unset.status() == "not set");
    CHECK_FALSE(unset.dates.has_value());
}

TEST_CASE("dates that were set count only for their event and program year") {
    const std::vector<EventDates> set{fair(2025, "2026-05-01"_day, "2026-05-03"_day),
                                      fair(2026, "2027-05-07"_day, "2027-05-09"_day)};
    const auto dated = event_in(second(), "map-fair", 2026, set);
    CHECK(dated.status() == "set");
    CHECK(dated.dates->start == "2027-05-07"_day);
    CHECK(dated.dates->end == "2027-05-09"_day);
    CHECK(dated.dates->place == "Harbor Hall");
    CHECK(event_in(second(), "map-fair", 2027, set).status() == "not set");
}

TEST_CASE("dates that were set replace computed ones in their program year") {
    EventDates moved = fair(2026, "2027-04-05"_day, "2027-04-09"_day);
    moved.event = slug("circle-week");
    const auto set = event_in(second(), "circle-week", 2026, {moved});
    CHECK(set.dates->start == "2027-04-05"_day);
    CHECK(set.status() == "set");
    const auto next = event_in(second(), "circle-week", 2027, {moved});
    CHECK(next.dates->start == "2028-03-06"_day);
    CHECK(next.status() == "computed");
}

TEST_CASE("a year has the handbook's events in handbook order") {
    const auto events = events_of(second(), ProgramYear{2026}, {});
    REQUIRE(events.size() == 2);
    CHECK(events[0].event.id == slug("map-fair"));
    CHECK(events[1].event.id == slug("circle-week"));
}
