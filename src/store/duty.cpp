#include "lmsection/store/duty.hpp"

#include "query.hpp"

namespace lmsection::store {

void insert_duty_mark(Writer& database, std::int64_t id, const DutyMark& mark) {
    Update query{database, "INSERT INTO duty_marks (id, group_id, activity, program_year, on_date, "
                           "by_whom, note, status) "
                           "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"};
    query.bind(1, id).bind(2, mark.group).bind(3, mark.activity.text());
    query.bind(4, std::int64_t{mark.year.starting()}).bind(5, mark.on);
    query.bind(6, mark.by)
        .bind(7, mark.note)
        .bind(8, std::string_view{mark.skipped ? "skipped" : "done"})
        .run();
}

void delete_duty_mark(Writer& database, const DutyMark& mark) {
    Update query{database, "DELETE FROM duty_marks WHERE program_year = ?1 AND group_id = ?2 "
                           "AND activity = ?3 AND on_date = ?4"};
    query.bind(1, std::int64_t{mark.year.starting()}).bind(2, mark.group);
    query.bind(3, mark.activity.text()).bind(4, mark.on).run();
}

std::vector<DutyMark> duty_marks_of(const Reader& database, ProgramYear year) {
    std::vector<DutyMark> marks;
    Query query{database,
                "SELECT group_id, activity, on_date, by_whom, note, status FROM duty_marks "
                "WHERE program_year = ?1 ORDER BY on_date, id"};
    query.bind(1, std::int64_t{year.starting()});
    while (query.step()) {
        marks.push_back({query.id<GroupId>(0), query.parsed(1, Slug::parse), year, query.date(2),
                         query.string(3), query.string(4), query.text(5) == "skipped"});
    }
    return marks;
}

}    // namespace lmsection::store
