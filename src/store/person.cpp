#include "lmsection/store/person.hpp"

#include "lmsection/base/text.hpp"
#include "person_row.hpp"
#include "query.hpp"

#include <string>

namespace lmsection::store {

namespace {

/// A SELECT of people `p`, with what follows the table's name.
std::string select_person(std::string_view rest, std::string_view further_columns = "") {
    std::string sql = "SELECT ";
    sql.append(person_fields).append(further_columns).append(" FROM people p ").append(rest);
    return sql;
}

std::vector<Person> people_of(Query& query) {
    std::vector<Person> people;
    while (query.step()) {
        people.push_back(person_of(query));
    }
    return people;
}

void bind_person(Query& query, const Person& person) {
    query.bind(1, person.id).bind(2, person.name).bind(3, folded(person.name));
    if (person.email) {
        query.bind(4, person.email->text()).bind(5, person.email->key());
    } else {
        query.bind_null(4).bind_null(5);
    }
    query.bind(6, person.institution).bind(7, person.note);
}

}    // namespace

void insert_person(Writer& database, const Person& person) {
    Update query{database,
                 "INSERT INTO people (id, name, name_key, email, email_key, institution, note) "
                 "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"};
    bind_person(query, person);
    query.run();
}

void update_person(Writer& database, const Person& person) {
    Update query{database,
                 "UPDATE people SET name = ?2, name_key = ?3, email = ?4, email_key = ?5, "
                 "institution = ?6, note = ?7 WHERE id = ?1"};
    bind_person(query, person);
    query.run();
    Update follow{database, "UPDATE appointments SET sort_key = ?2 WHERE person_id = ?1 "
                            "AND sort_key <> ?2"};
    follow.bind(1, person.id).bind(2, folded(person.name)).run();
}

std::optional<Person> person_by_id(const Reader& database, PersonId id) {
    Query query{database, select_person("WHERE p.id = ?1")};
    query.bind(1, id);
    return query.step() ? std::optional{person_of(query)} : std::nullopt;
}

std::string name_of(const Reader& database, PersonId id) {
    Query query{database, "SELECT name FROM people WHERE id = ?1"};
    query.find(id.value);
    return query.string(0);
}

std::optional<Person> person_by_email(const Reader& database, std::string_view key) {
    Query query{database, select_person("WHERE p.email_key = ?1")};
    query.bind(1, key);
    if (query.step()) {
        return person_of(query);
    }
    Query further{database, "SELECT person_id FROM addresses WHERE email_key = ?1"};
    further.bind(1, key);
    return further.step() ? person_by_id(database, further.id<PersonId>(0)) : std::nullopt;
}

std::vector<EmailAddress> further_addresses(const Reader& database, PersonId person) {
    Query query{database, "SELECT email FROM addresses WHERE person_id = ?1 ORDER BY id"};
    query.bind(1, person);
    std::vector<EmailAddress> addresses;
    while (query.step()) {
        addresses.push_back(query.parsed(0, EmailAddress::on_record));
    }
    return addresses;
}

void insert_address(Writer& database, std::int64_t id, PersonId person,
                    const EmailAddress& address) {
    Update query{database, "INSERT INTO addresses (id, person_id, email, email_key) "
                           "VALUES (?1, ?2, ?3, ?4)"};
    query.bind(1, id).bind(2, person).bind(3, address.text()).bind(4, address.key()).run();
}

void delete_address(Writer& database, std::string_view key) {
    Update query{database, "DELETE FROM addresses WHERE email_key = ?1"};
    query.bind(1, key).run();
}

std::vector<Person> people_by_name(const Reader& database, std::string_view key, int limit) {
    Query query{database, select_person("WHERE p.name_key = ?1 ORDER BY p.id LIMIT ?2")};
    query.bind(1, key).bind(2, std::int64_t{limit});
    return people_of(query);
}

std::vector<Person> people_by_part(const Reader& database, std::string_view key, int limit) {
    Query query{database,
                select_person(
                    "WHERE instr(p.name_key, ?1) OR instr(p.email_key, ?1) "
                    "OR p.id IN (SELECT person_id FROM addresses WHERE instr(email_key, ?1)) "
                    "ORDER BY p.name_key, p.id LIMIT ?2")};
    query.bind(1, key).bind(2, std::int64_t{limit});
    return people_of(query);
}

void each_person(const Reader& database, std::string_view key, Date day,
                 const std::function<void(const ListedPerson&)>& visit) {
    Query query{
        database,
        select_person("WHERE ?1 = '' OR instr(p.name_key, ?1) OR instr(p.email_key, ?1) "
                      "OR p.id IN (SELECT person_id FROM addresses WHERE instr(email_key, ?1)) "
                      "ORDER BY p.name_key, p.id",
                      ", (SELECT group_concat(g.slug, ' ') FROM appointments a "
                      "   JOIN groups g ON g.id = a.group_id "
                      "   WHERE a.person_id = p.id AND a.start_on <= ?2 AND a.end_on >= ?2)")};
    query.bind(1, key).bind(2, day);
    while (query.step()) {
        visit({person_of(query), query.string(person_columns)});
    }
}

void each_name(const Reader& database,
               const std::function<void(std::string_view key, const Person&)>& visit) {
    Query query{database, select_person("", ", p.name_key")};
    while (query.step()) {
        visit(query.text(person_columns), person_of(query));
    }
}

}    // namespace lmsection::store
