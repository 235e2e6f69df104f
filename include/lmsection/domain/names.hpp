#pragma once

#include "lmsection/domain/errors.hpp"

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
};

/// What a user typed in the form in which names are compared; empty where it is no text.
[[nodiscard]] std::string name_key(std::string_view typed);

/// Which of `things` a typed name means: one that answers to exactly that, else the only one
/// with an answer that begins so. The fault names the candidates, or the nearest ones.
/// `what` is the thing's kind ("group").
[[nodiscard]] Outcome<std::size_t> resolve_name(std::string_view what, std::string_view typed,
                                                std::span<const Nameable> things);

/// Collects, from any number of names, those nearest to a typed one.
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
    std::size_t limit_;
    std::vector<Candidate> best_;
};

/// "A, B or C"; with more than `most`, "A, B, C and 4 more".
[[nodiscard]] std::string listed(const std::vector<std::string>& names, std::size_t most = 5);

}    // namespace lmsection
