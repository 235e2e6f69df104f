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

Person person_in(const Query& row) {
    return person_of(row);
}

void write_person(Writer& database, Write how, const Person& person) {
    std::optional<std::string> email;
    std::optional<std::string> email_key;
    if (person.email) {
        email = person.email->text();
        email_key = person.email->key();
    }
    write(database, how, "people", "id, name, name_key, email, email_key, institution, note",
          person.id, person.name, folded(person.name), email, email_key, person.institution,
          person.note);
}

}    // namespace

void insert_person(Writer& database, const Person& person) {
    write_person(database, Write::insert, person);
}

void update_person(Writer& database, const Person& person) {
    write_person(database, Write::update, person);
    Update{database,
           "UPDATE appointments SET sort_key = ?2 WHERE person_id = ?1 AND sort_key <> ?2",
           person.id, folded(person.name)}
        .run();
}

std::optional<Person> person_by_id(const Reader& database, PersonId id) {
    return Query{database, select_person("WHERE p.id = ?1"), id}.first(person_in);
}

std::string name_of(const Reader& database, PersonId id) {
    Query query{database, "SELECT name FROM people WHERE id = ?1"};
    query.find(id.value);
    return query.string(0);
}

std::optional<Person> person_by_email(const Reader& database, std::string_view key) {
    Query query{database, select_person("WHERE p.email_key = ?1"), key};
    if (query.step()) {
        return person_of(query);
    }
    Query further{database, "SELECT person_id FROM addresses WHERE email_key = ?1", key};
    return further.step() ? person_by_id(database, further.id<PersonId>(0)) : std::nullopt;
}

std::vector<EmailAddress> further_addresses(const Reader& database, PersonId person) {
    Query query{database, "SELECT email FROM addresses WHERE person_id = ?1 ORDER BY id", person};
    return query.all([](const Query& row) { return row.parsed(0, EmailAddress::on_record); });
}

void insert_address(Writer& database, std::int64_t id, PersonId person,
                    const EmailAddress& address) {
    insert(database, "addresses", "id, person_id, email, email_key", id, person, address.text(),
           address.key());
}

std::vector<AddressOfTwo> addresses_of_two(const Reader& database) {
    Query query{database, "SELECT a.id, a.email, f.name, p.name FROM addresses a "
                          "JOIN people p ON p.email_key = a.email_key "
                          "JOIN people f ON f.id = a.person_id ORDER BY a.id"};
    std::vector<AddressOfTwo> addresses;
    while (query.step()) {
        addresses.push_back({query.string(0), query.string(1), query.string(2), query.string(3)});
    }
    return addresses;
}

void delete_address(Writer& database, std::string_view key) {
    Update{database, "DELETE FROM addresses WHERE email_key = ?1", key}.run();
}

std::vector<Person> people_by_name(const Reader& database, std::string_view key, int limit) {
    return Query{database, select_person("WHERE p.name_key = ?1 ORDER BY p.id LIMIT ?2"), key,
                 limit}
        .all(person_in);
}

std::vector<Person> people_by_part(const Reader& database, std::string_view key, int limit) {
    Query query{database,
                select_person(
                    "WHERE instr(p.name_key, ?1) OR instr(p.email_key, ?1) "
                    "OR p.id IN (SELECT person_id FROM addresses WHERE instr(email_key, ?1)) "
                    "ORDER BY p.name_key, p.id LIMIT ?2"),
                key, limit};
    return query.all(person_in);
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
                      "   WHERE a.person_id = p.id AND a.start_on <= ?2 AND a.end_on >= ?2)"),
        key, day};
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
