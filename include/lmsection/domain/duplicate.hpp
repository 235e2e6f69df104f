#pragma once

#include "lmsection/base/text.hpp"
#include "lmsection/domain/person.hpp"

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace lmsection {

/// Why two records may be of the same person.
enum class Likeness {
    same_name,       ///< the same words, in any order, without initials in between
    initial,         ///< a given name is the other's initial: `S. Park`, `Susan Park`
    spelling,        ///< one word differs by a letter: `Jon Lee`, `John Lee`
    same_mailbox,    ///< addresses with the same text before the `@`, and a common name
};
/// "same name", for people.
[[nodiscard]] constexpr std::string_view display_text(Likeness likeness) {
    return word_at(likeness, {"same name", "initial", "similar spelling", "similar address"});
}

/// Two records that may be of the same person, as indices.
struct LikelyDuplicate {
    std::size_t one = 0;
    std::size_t other = 0;
    Likeness likeness = Likeness::same_name;
};

/// Finds the records that may be of the same person, each pair once, in the order of `people`.
[[nodiscard]] std::vector<LikelyDuplicate> likely_duplicates(std::span<const Person> people);

}    // namespace lmsection
