#pragma once

#include "lmsection/base/error.hpp"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection {

/// Something that a user can refer to: how it is displayed and the names that match it.
struct Nameable {
    std::string shown;                   ///< "Ana Diaz <ana@lib.example>"
    std::vector<std::string> answers;    ///< folded: full name, slug, address
    /// Folded names that must be typed in full, such as initials.
    std::vector<std::string> only_whole = {};
};

/// What a user typed, normalized for comparing names; empty if it is not UTF-8 text.
[[nodiscard]] std::string name_key(std::string_view typed);

/// The fault of a word that is none of `words`; `what` is what they are ("program status").
[[nodiscard]] Fault unknown_word(std::string_view what, std::string_view typed,
                                 const std::vector<std::string_view>& words);
/// The one of `values` whose word was typed, in any case, with spaces or hyphens.
template <class Values>
[[nodiscard]] Outcome<typename Values::value_type>
parse_word(std::string_view what, std::string_view typed, const Values& values) {
    std::string key = name_key(typed);
    std::ranges::replace(key, ' ', '-');
    std::vector<std::string_view> words;
    for (const auto value : values) {
        if (key == word(value)) {
            return value;
        }
        words.push_back(word(value));
    }
    return unknown_word(what, typed, words);
}

/// Whether a folded name contains the words of `key` in a row, each as a whole word.
[[nodiscard]] bool has_whole_words(std::string_view folded_name, std::string_view key);
/// The same, except that the last word of `key` may be a prefix of a word.
[[nodiscard]] bool begins_a_word(std::string_view folded_name, std::string_view key);

/// The index of the thing that a typed name refers to: an exact match; else one with the same words
/// (with "&", "and" or neither); else the only one that starts with those words, contains them,
/// starts with those letters, or contains them, in this order. `what` is the kind of thing
/// ("group"). The fault lists the candidates or the nearest names, or says where to look: `see`, by
/// default the list of `what`.
[[nodiscard]] Outcome<std::size_t> resolve_name(std::string_view what, std::string_view typed,
                                                std::span<const Nameable> things,
                                                std::string_view see = {});

/// Finds the names nearest to a typed one, for suggestions: each typed word must equal a word of
/// the name or differ from it by a plausible typo.
class Nearest {
public:
    /// `typed`: as the user typed it.
    explicit Nearest(std::string_view typed);

    /// Considers a thing that is displayed as `shown` and has this folded name.
    void offer(std::string_view shown, std::string_view folded_answer);
    /// "did you mean A, B or C?", best first; `otherwise` if nothing is close.
    [[nodiscard]] std::string question(std::string_view otherwise) const;

private:
    struct Candidate {
        std::size_t distance = 0;
        std::string shown;
    };
    std::string typed_;
    std::vector<Candidate> best_;
};

/// "A, B or C"; with more than `most`, "A, B, C and 4 more".
[[nodiscard]] std::string listed(const std::vector<std::string>& names, std::size_t most = 5);

/// "A, B and C".
[[nodiscard]] std::string joined_with_and(const std::vector<std::string>& texts);

}    // namespace lmsection
