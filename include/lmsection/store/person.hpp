#pragma once

#include "lmsection/domain/id.hpp"
#include "lmsection/domain/person.hpp"
#include "lmsection/store/database.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::store {

/// Inserts a person; the caller chooses the id.
void insert_person(Writer& database, const Person& person);
/// Updates all fields of a person, and the roster order if the name changed.
void update_person(Writer& database, const Person& person);

[[nodiscard]] std::optional<Person> person_by_id(const Reader& database, PersonId id);
/// The name of a person to whom a record refers. Throws a `StoreError` if there is no such person.
[[nodiscard]] std::string name_of(const Reader& database, PersonId id);
/// The person who has this address, as the usual or a further one. `key`: from
/// `EmailAddress::key`.
[[nodiscard]] std::optional<Person> person_by_email(const Reader& database, std::string_view key);
/// People with this name, at most `limit`. `key`: the folded full name.
[[nodiscard]] std::vector<Person> people_by_name(const Reader& database, std::string_view key,
                                                 int limit);
/// The further addresses of a person, in the order in which they were recorded.
[[nodiscard]] std::vector<EmailAddress> further_addresses(const Reader& database, PersonId person);
/// Records a further address, which no one may have yet; the caller chooses the record's id.
void insert_address(Writer& database, std::int64_t id, PersonId person,
                    const EmailAddress& address);
/// A further address of one person that is also the main address of one, which no command makes.
struct AddressOfTwo {
    std::string key;    ///< of its record
    std::string email;
    std::string further_of;
    std::string main_of;
    bool operator==(const AddressOfTwo&) const = default;
};
[[nodiscard]] std::vector<AddressOfTwo> addresses_of_two(const Reader& database);
/// Removes a further address; does nothing if there is none with this key.
void delete_address(Writer& database, std::string_view key);
/// People whose name or any address contains `key`, at most `limit`. `key`: folded.
[[nodiscard]] std::vector<Person> people_by_part(const Reader& database, std::string_view key,
                                                 int limit);

/// A person with the groups in which they serve on a day.
struct ListedPerson {
    Person person;
    std::string groups;    ///< slugs separated by spaces
};
/// Lists everyone whose folded name or any address contains `key` (everyone if it is empty), by
/// name. `day`: the day for `ListedPerson::groups`.
void each_person(const Reader& database, std::string_view key, Date day,
                 const std::function<void(const ListedPerson&)>& visit);
/// Lists everyone in no particular order, with their folded name: for suggestions.
void each_name(const Reader& database,
               const std::function<void(std::string_view key, const Person&)>& visit);

}    // namespace lmsection::store
