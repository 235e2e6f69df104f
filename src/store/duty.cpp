#include "lmsection/store/duty.hpp"

#include "query.hpp"

namespace lmsection::store {

void insert_duty_mark(Writer& database, std::int64_t id, const DutyMark& mark) {
    insert(database, "duty_marks",
           "id, group_id, activity, program_year, on_date, by_whom, note, status", id, mark.group,
           mark.activity, mark.year, mark.on, mark.by, mark.note,
           std::string_view{mark.skipped ? "skipped" : "done"});
}

void delete_duty_mark(Writer& database, const DutyMark& mark) {
    Update{database,
           "DELETE FROM duty_marks WHERE program_year = ?1 AND group_id = ?2 "
           "AND activity = ?3 AND on_date = ?4",
           mark.year,
           mark.group,
           mark.activity,
           mark.on}
        .run();
}

std::vector<DutyMark> duty_marks_of(const Reader& database, ProgramYear year) {
    Query query{database,
                "SELECT group_id, activity, on_date, by_whom, note, status FROM duty_marks "
                "WHERE program_year = ?1 ORDER BY on_date, id",
                year};
    return query.all([&](const Query& row) {
        return DutyMark{
            row.id<GroupId>(0), row.parsed(1, Slug::parse), year, row.date(2), row.string(3),
            row.string(4),      row.text(5) == "skipped"};
    });
}

}    // namespace lmsection::store
