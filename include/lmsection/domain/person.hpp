#pragma once

#include "lmsection/domain/section.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace lmsection {

/// One human. Holds what a roster needs and no more: never a demographic attribute.
struct Person {
    PersonId id;
    std::string name;
    std::optional<EmailAddress> email;
    std::string institution;
    std::string note;
};
/// The name of a person to record: as `parse_visible_name`, without `@`, `<` and `>`, which would make it
/// read as an address when it is typed.
[[nodiscard]] Outcome<std::string> parse_person_name(std::string_view text);

/// `Ann Lee` for `Lee, Ann`; any other name as it is. A suffix or a degree stays behind its name:
/// `Ann Lee, PhD`, `King, Martin, Jr.`.
[[nodiscard]] std::string in_reading_order(std::string_view name);

/// A person as typed: `Ana Diaz <ana@lib.example>` or another form of mail (`parse_mailbox`), an
/// address alone, or a name alone.
struct TypedPerson {
    std::string name;    ///< in reading order; empty when only an address was typed
    std::optional<EmailAddress> email;
    std::string turned_from;    ///< `Lee, Ann`, where the name was typed so; else empty
};
[[nodiscard]] Outcome<TypedPerson> parse_typed_person(std::string_view text);
/// A person as the cells for name and email of a file's line give them. Either may be empty, and
/// either may have the form of mail, with the other part in it.
[[nodiscard]] Outcome<TypedPerson> parse_person_cells(std::string_view name,
                                                      std::string_view email);
/// `Ana Diaz <ana@lib.example>`, or the name alone.
[[nodiscard]] std::string spoken(const Person& person);

}    // namespace lmsection
