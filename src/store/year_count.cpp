#include "lmsection/store/year_count.hpp"

#include "query.hpp"

#include <algorithm>

namespace lmsection::store {

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
