#pragma once

#include "lmsection/domain/section.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace lmsection {

/// A person. Only what a roster needs; never a demographic attribute.
struct Person {
    PersonId id;
    std::string name;
    std::optional<EmailAddress> email;
    std::string institution{};
    std::string note{};
};
/// Parses a person's name for the record: like `parse_visible_name`, but rejects `@`, `<` and `>`,
/// which would make it look like an address when typed.
[[nodiscard]] Outcome<std::string> parse_person_name(std::string_view text);

/// Whether `text` consists of suffixes and degrees that follow a name: `Jr.`, `III`, `PhD`, `MLIS`.
[[nodiscard]] bool is_name_suffix(std::string_view text);
/// `Ann Lee` for `Lee, Ann`; any other name unchanged. A suffix or degree stays after the name:
/// `Ann Lee, PhD`, `King, Martin, Jr.`.
[[nodiscard]] std::string in_reading_order(std::string_view name);

/// A person as typed: `Ana Diaz <ana@lib.example>` or another mail form (see `parse_mailbox`), only
/// an address, or only a name.
struct TypedPerson {
    std::string name;    ///< in reading order; empty if only an address was typed
    std::optional<EmailAddress> email;
    std::string turned_from;    ///< the name as typed if it was `Lee, Ann`, else empty
};
[[nodiscard]] Outcome<TypedPerson> parse_typed_person(std::string_view text);
/// Parses a person from the name and email cells of a line in a file. Either may be empty, and
/// either may be in mail form and include the other part.
[[nodiscard]] Outcome<TypedPerson> parse_person_cells(std::string_view name,
                                                      std::string_view email);
/// `Ana Diaz <ana@lib.example>`, or only the name.
[[nodiscard]] std::string display_text(const Person& person);

}    // namespace lmsection
