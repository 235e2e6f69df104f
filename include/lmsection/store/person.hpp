#pragma once

#include "lmsection/domain/id.hpp"
#include "lmsection/domain/person.hpp"
#include "lmsection/store/database.hpp"

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace lmsection::store {

/// Records a new person; the id is the caller's.
void insert_person(const Database& database, const Person& person);
/// Writes all of a person's fields again; rosters follow a new name.
void update_person(const Database& database, const Person& person);

[[nodiscard]] std::optional<Person> person_by_id(const Database& database, PersonId id);
/// The name of a person whom a record refers to; a `StoreError` where the file lacks them.
[[nodiscard]] std::string name_of(const Database& database, PersonId id);
/// `key`: of an `EmailAddress`.
[[nodiscard]] std::optional<Person> person_by_email(const Database& database, std::string_view key);
/// `key`: the folded full name; at most `limit` of those who bear it.
[[nodiscard]] std::vector<Person> people_by_name(const Database& database, std::string_view key,
                                                 int limit);
/// `key`: folded; at most `limit` of those whose name or address holds it.
[[nodiscard]] std::vector<Person> people_by_part(const Database& database, std::string_view key,
                                                 int limit);

/// A person as `each_person` lists them, with the groups that they serve in on a day.
struct ListedPerson {
    Person person;
    std::string groups;    ///< slugs, joined by blanks
};
/// Everybody whose folded name or address holds `key` (all for an empty one), in the order of
/// their names. `day`: the day of the groups.
void each_person(const Database& database, std::string_view key, Date day,
                 const std::function<void(const ListedPerson&)>& take);
/// The folded name, the name and the address of everybody, in no order: for near misses.
void each_name(const Database& database,
               const std::function<void(std::string_view key, const Person&)>& take);

}    // namespace lmsection::store
