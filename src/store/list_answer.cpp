#include "lmsection/store/list_answer.hpp"

#include "query.hpp"

namespace lmsection::store {

std::vector<ListAnswer> list_answers(const Reader& database, const std::string& list) {
    Query query{database,
                "SELECT id, entry, difference, person_id, seen_on FROM list_answers "
                "WHERE list = ?1 ORDER BY id",
                list};
    return query.all([](const Query& row) {
        return ListAnswer{.id = row.number(0),
                          .entry = row.string(1),
                          .difference = row.string(2),
                          .person = row.optional_id<PersonId>(3),
                          .seen_on = row.date(4)};
    });
}

void insert_list_answer(Writer& database, const std::string& list, const ListAnswer& answer) {
    insert(database, "list_answers", "id, list, entry, difference, person_id, seen_on", answer.id,
           list, answer.entry, answer.difference, answer.person, answer.seen_on);
}

void delete_list_answer(Writer& database, std::int64_t id) {
    Update{database, "DELETE FROM list_answers WHERE id = ?1", id}.run();
}

}    // namespace lmsection::store
