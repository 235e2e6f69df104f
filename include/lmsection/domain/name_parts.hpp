#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace lmsection {

/// The parts of a person's name, as contact cards have them. Only the suffix and the additional
/// names may be empty.
struct NameParts {
    std::string family;
    std::string given;
    std::string additional;    ///< middle initials: "Q."
    std::string suffix;        ///< "Jr.", "PhD"
};

/// The parts of a name in reading order, where its form says what they are: a given name, then
/// initials if any, then a family name of one word or of particles and a word (`de la Cruz`,
/// `van Gogh`). Nothing for any other name, such as one word, two given or two family names, a name
/// with capitals first (`DIAZ Ana`), or one in another alphabet than the Latin one. The record has
/// only the full name, and a wrong guess would be worse than none.
[[nodiscard]] std::optional<NameParts> name_parts(std::string_view name);

/// A key that sorts people by family name, then by the whole name: for a name whose parts are not
/// known, its last word counts as the family name.
[[nodiscard]] std::string family_name_key(std::string_view name);

}    // namespace lmsection
