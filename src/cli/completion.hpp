#pragma once

#include "lmsection/cli/context.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace lmsection::cli {

/// A possible next word of a command line.
struct Proposal {
    std::string word;
    std::string about;    ///< a short description
    std::string also;     ///< another name it is matched by; may be empty
};

/// The possible next words of a command line.
struct Proposals {
    bool files = false;    ///< file names, which the shell completes itself
    std::vector<Proposal> words;
};

/// Whether the shell filters the proposals itself, as fish does, or replaces the typed text by
/// their common prefix, as bash and zsh do.
enum class Matching { by_shell, by_program };

/// The possible words at the cursor, from the table of commands, their options, and the section's
/// database. `words`: the words before the cursor, without the program's name; `current`: the typed
/// part of the word. Empty if the words make no sense or the database cannot be read.
[[nodiscard]] Proposals proposals(const Context& context, const std::vector<std::string>& words,
                                  const std::string& current, Matching matching);

/// The words that begin with `typed`; if there are none, the word that contains it, if only one
/// does.
[[nodiscard]] std::vector<Proposal> fitting(const std::vector<Proposal>& offered,
                                            std::string_view typed);

}    // namespace lmsection::cli
