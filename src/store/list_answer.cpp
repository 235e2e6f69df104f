#include "lmsection/store/list_answer.hpp"

#include "query.hpp"

namespace lmsection::store {

std::vector<ListAnswer> list_answers(const Reader& database, const std::string& list) {
    Query query{database, "SELECT id, entry, difference, person_id, seen_on FROM list_answers "
                          "WHERE list = ?1 ORDER BY id"};
    query.bind(1, list);
    std::vector<ListAnswer> answers;
    while (query.step()) {
        answers.push_back({.id = query.number(0),
                           .entry = query.string(1),
                           .difference = query.string(2),
                           .person = query.optional_id<PersonId>(3),
                           .seen_on = query.date(4)});
    }
    return answers;
}

void insert_list_answer(Writer& database, const std::string& list, const ListAnswer& answer) {
    Update query{database, "INSERT INTO list_answers (id, list, entry, difference, person_id, "
                           "seen_on) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"};
    query.bind(1, answer.id).bind(2, list).bind(3, answer.entry).bind(4, answer.difference);
    query.bind(5, answer.person).bind(6, answer.seen_on).run();
}

void delete_list_answer(Writer& database, std::int64_t id) {
    Update query{database, "DELETE FROM list_answers WHERE id = ?1"};
    query.bind(1, id).run();
}

}    // namespace lmsection::store
