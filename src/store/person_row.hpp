#pragma once

#include "lmsection/domain/person.hpp"
#include "lmsection/domain/section.hpp"
#include "query.hpp"

namespace lmsection::store {

/// The columns of a person `p` that `person_of` reads. A new one is added here and in `person_of`.
inline constexpr std::string_view person_fields = "p.id, p.name, p.email, p.institution, p.note";
inline constexpr int person_columns = 5;    ///< how many columns `person_fields` has

/// The person in a row, whose `person_fields` begin at the column `first`.
[[nodiscard]] inline Person person_of(const Query& query, int first = 0) {
    Person person;
    person.id = query.id<PersonId>(first);
    person.name = query.string(first + 1);
    if (!query.is_null(first + 2)) {
        person.email = query.parsed(first + 2, EmailAddress::on_record);
    }
    person.institution = query.string(first + 3);
    person.note = query.string(first + 4);
    return person;
}

}    // namespace lmsection::store
