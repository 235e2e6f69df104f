#include "lmsection/store/meeting.hpp"

#include "query.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lmsection::store {

namespace {

constexpr std::string_view meeting_columns =
    "id, group_id, on_date, kind, with_chairs, agenda, minutes, note";

void write_meeting(Writer& database, Write how, const Meeting& meeting) {
    write(database, how, "meetings", meeting_columns, meeting.id, meeting.group, meeting.on,
          meeting.kind, meeting.with_chairs, meeting.agenda, meeting.minutes, meeting.note);
}

/// A SELECT of meetings, with what follows the table's name.
std::string select_meetings(std::string_view rest) {
    return fmt::format("SELECT {} FROM meetings {}", meeting_columns, rest);
}

Meeting meeting_of(const Query& row) {
    return {.group = row.id<GroupId>(1),
            .on = row.date(2),
            .kind = row.parsed(3, parse_meeting_kind),
            .with_chairs = row.flag(4),
            .agenda = row.string(5),
            .minutes = row.string(6),
            .note = row.string(7),
            .id = row.id<MeetingId>(0)};
}

}    // namespace

void insert_meeting(Writer& database, const Meeting& meeting) {
    write_meeting(database, Write::insert, meeting);
}

void update_meeting(Writer& database, const Meeting& meeting) {
    write_meeting(database, Write::update, meeting);
}

void delete_meeting(Writer& database, const Meeting& meeting) {
    Update{database, "DELETE FROM meetings WHERE group_id = ?1 AND on_date = ?2 AND kind = ?3",
           meeting.group, meeting.on, meeting.kind}
        .run();
}

std::optional<Meeting> meeting_by_id(const Reader& database, MeetingId id) {
    return Query{database, select_meetings("WHERE id = ?1"), id}.first(meeting_of);
}

std::vector<Meeting> meetings_on(const Reader& database, GroupId group, Date day) {
    return Query{database, select_meetings("WHERE group_id = ?1 AND on_date = ?2 ORDER BY kind"),
                 group, day}
        .all(meeting_of);
}

std::vector<Meeting> meetings_between(const Reader& database, Date from, Date to) {
    return Query{database,
                 select_meetings("WHERE on_date BETWEEN ?1 AND ?2 ORDER BY on_date, kind"), from,
                 to}
        .all(meeting_of);
}

std::map<GroupId, MeetingsHeld> meetings_held(const Reader& database, ProgramYear year,
                                              Date until) {
    std::map<GroupId, MeetingsHeld> held;
    Query query{database,
                "SELECT group_id, count(*), sum(with_chairs) FROM meetings "
                "WHERE on_date BETWEEN ?1 AND ?2 GROUP BY group_id",
                year.first_day(), std::min(until, year.last_day())};
    while (query.step()) {
        held[query.id<GroupId>(0)] = {static_cast<int>(query.number(1)),
                                      static_cast<int>(query.number(2))};
    }
    return held;
}

}    // namespace lmsection::store
