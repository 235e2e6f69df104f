#include "lmsection/store/event.hpp"

#include "query.hpp"

namespace lmsection::store {

void save_event(Writer& database, std::int64_t id, const EventDates& dates) {
    delete_event(database, dates.event, dates.year);
    insert(database, "events", "id, slug, program_year, start_on, end_on, place", id, dates.event,
           dates.year, dates.start, dates.end, dates.place);
}

bool delete_event(Writer& database, const Slug& event, ProgramYear year) {
    return Update{database, "DELETE FROM events WHERE program_year = ?1 AND slug = ?2", year, event}
               .run() > 0;
}

std::vector<EventDates> event_dates_of(const Reader& database, ProgramYear year) {
    Query query{database,
                "SELECT slug, start_on, end_on, place FROM events WHERE program_year = ?1", year};
    return query.all([&](const Query& row) {
        return EventDates{row.parsed(0, Slug::parse), year, row.date(1), row.date(2),
                          row.string(3)};
    });
}

}    // namespace lmsection::store
