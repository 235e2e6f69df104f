#pragma once

#include "lmsection/base/error.hpp"

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection {

/// Something that a user may name: the words shown for it and the words it answers to.
struct Nameable {
    std::string shown;                   ///< "Ana Diaz <ana@lib.example>"
    std::vector<std::string> answers;    ///< folded: the full name, the slug, the address
    /// Folded, too, but a part of one means nothing: initials.
    std::vector<std::string> only_whole = {};
};

/// What a user typed in the form in which names are compared; empty where it is no text.
[[nodiscard]] std::string name_key(std::string_view typed);

/// Whether a folded name has the words of `key` one after another, all of them whole.
[[nodiscard]] bool has_whole_words(std::string_view folded_name, std::string_view key);
/// The same, but the last word may be the beginning of a longer one.
[[nodiscard]] bool begins_a_word(std::string_view folded_name, std::string_view key);

/// Which of `things` a typed name means: one that answers to exactly that; else one with the same
/// words ("&" or "and" or neither); else the only one that begins with those words, has them
/// somewhere, begins with those letters, or has them somewhere, in this order. The fault names the
/// candidates, or the nearest ones, or says where to look: `see`, without which that is the list of
/// `what`, the thing's kind ("group").
[[nodiscard]] Outcome<std::size_t> resolve_name(std::string_view what, std::string_view typed,
                                                std::span<const Nameable> things,
                                                std::string_view see = {});

/// Collects, from any number of names, those nearest to a typed one: each of the words that were
/// typed is that word of the name, or differs from it by what a slip can do.
class Nearest {
public:
    /// `typed`: as the user wrote it.
    explicit Nearest(std::string_view typed);

    /// Offers a thing shown as `shown`, with a folded name that it answers to.
    void offer(std::string_view shown, std::string_view folded_answer);
    /// "did you mean A, B or C?", best first; `otherwise` where nothing comes near.
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

}    // namespace lmsection
