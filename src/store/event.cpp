#include "lmsection/store/event.hpp"

#include "query.hpp"

namespace lmsection::store {

void save_event(Writer& database, std::int64_t id, const EventDates& dates) {
    delete_event(database, dates.event, dates.year);
    Update query{database, "INSERT INTO events (id, slug, program_year, start_on, end_on, place) "
                           "VALUES (?1, ?2, ?3, ?4, ?5, ?6)"};
    query.bind(1, id).bind(2, dates.event.text()).bind(3, std::int64_t{dates.year.starting()});
    query.bind(4, dates.start).bind(5, dates.end).bind(6, dates.place).run();
}

bool delete_event(Writer& database, const Slug& event, ProgramYear year) {
    Update query{database, "DELETE FROM events WHERE program_year = ?1 AND slug = ?2"};
    query.bind(1, std::int64_t{year.starting()}).bind(2, event.text());
    return query.run() > 0;
}

std::vector<EventDates> event_dates_of(const Reader& database, ProgramYear year) {
    std::vector<EventDates> events;
    Query query{database,
                "SELECT slug, start_on, end_on, place FROM events WHERE program_year = ?1"};
    query.bind(1, std::int64_t{year.starting()});
    while (query.step()) {
        events.push_back(
            {query.parsed(0, Slug::parse), year, query.date(1), query.date(2), query.string(3)});
    }
    return events;
}

}    // namespace lmsection::store
