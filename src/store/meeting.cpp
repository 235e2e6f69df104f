#include "lmsection/store/meeting.hpp"

#include "query.hpp"

#include <algorithm>
#include <utility>

namespace lmsection::store {

namespace {

void bind_meeting(Query& query, const Meeting& meeting) {
    query.bind(1, meeting.group).bind(2, meeting.on).bind(3, word(meeting.kind));
    query.bind(4, std::int64_t{meeting.with_chairs ? 1 : 0}).bind(5, meeting.agenda);
    query.bind(6, meeting.minutes).bind(7, meeting.note);
}

std::vector<Meeting> rows_of(Query& query) {
    std::vector<Meeting> meetings;
    while (query.step()) {
        meetings.push_back({query.id<GroupId>(0), query.date(1),
                            query.parsed(2, parse_meeting_kind), query.number(3) != 0,
                            query.string(4), query.string(5), query.string(6),
                            query.id<MeetingId>(7)});
    }
    return meetings;
}

}    // namespace

void insert_meeting(Writer& database, const Meeting& meeting) {
    Update query{database, "INSERT INTO meetings (group_id, on_date, kind, with_chairs, agenda, "
                           "minutes, note, id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"};
    bind_meeting(query, meeting);
    query.bind(8, meeting.id).run();
}

void update_meeting(Writer& database, const Meeting& meeting) {
    Update query{database, "UPDATE meetings SET group_id = ?1, on_date = ?2, kind = ?3, "
                           "with_chairs = ?4, agenda = ?5, minutes = ?6, note = ?7 WHERE id = ?8"};
    bind_meeting(query, meeting);
    query.bind(8, meeting.id).run();
}

void delete_meeting(Writer& database, const Meeting& meeting) {
    Update query{database, "DELETE FROM meetings "
                           "WHERE group_id = ?1 AND on_date = ?2 AND kind = ?3"};
    query.bind(1, meeting.group).bind(2, meeting.on).bind(3, word(meeting.kind)).run();
}

std::optional<Meeting> meeting_by_id(const Reader& database, MeetingId id) {
    Query query{database, "SELECT group_id, on_date, kind, with_chairs, agenda, minutes, note, "
                          "id FROM meetings WHERE id = ?1"};
    query.bind(1, id);
    auto meetings = rows_of(query);
    return meetings.empty() ? std::nullopt : std::optional{std::move(meetings.front())};
}

std::vector<Meeting> meetings_on(const Reader& database, GroupId group, Date day) {
    Query query{database, "SELECT group_id, on_date, kind, with_chairs, agenda, minutes, note, "
                          "id FROM meetings WHERE group_id = ?1 AND on_date = ?2 ORDER BY kind"};
    query.bind(1, group).bind(2, day);
    return rows_of(query);
}

std::vector<Meeting> meetings_between(const Reader& database, Date from, Date to) {
    Query query{database,
                "SELECT group_id, on_date, kind, with_chairs, agenda, minutes, note, "
                "id FROM meetings WHERE on_date BETWEEN ?1 AND ?2 ORDER BY on_date, kind"};
    query.bind(1, from).bind(2, to);
    return rows_of(query);
}

std::map<GroupId, MeetingsHeld> meetings_held(const Reader& database, ProgramYear year,
                                              Date until) {
    std::map<GroupId, MeetingsHeld> held;
    Query query{database, "SELECT group_id, count(*), sum(with_chairs) FROM meetings "
                          "WHERE on_date BETWEEN ?1 AND ?2 GROUP BY group_id"};
    query.bind(1, year.first_day()).bind(2, std::min(until, year.last_day()));
    while (query.step()) {
        held[query.id<GroupId>(0)] = {static_cast<int>(query.number(1)),
                                      static_cast<int>(query.number(2))};
    }
    return held;
}

}    // namespace lmsection::store
