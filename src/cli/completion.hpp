#pragma once

#include "lmsection/cli/context.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace lmsection::cli {

/// A word that may stand next on a command line.
struct Proposal {
    std::string word;
    std::string about;    ///< what it is, in a line
    std::string also;     ///< another name that it answers to; empty: none
};

/// All that may stand next on a command line.
struct Proposals {
    bool files = false;    ///< a file: the shell knows those better
    std::vector<Proposal> words;
};

/// Whether the shell itself compares what it is offered with what was typed, as fish does, or puts
/// what all words have in common in its place, as bash and zsh do.
enum class Matching { by_shell, by_program };

/// What may stand at the cursor, as the table of commands, the options of each and the section's
/// database have it. `words`: those before it, without the program's name; `current`: what is
/// typed of it. Nothing where the words make no sense or no database can be read.
[[nodiscard]] Proposals proposals(const Context& context, const std::vector<std::string>& words,
                                  const std::string& current, Matching matching);

/// Those of some words that begin with what was typed; else the only one that holds it.
[[nodiscard]] std::vector<Proposal> fitting(const std::vector<Proposal>& offered,
                                            std::string_view typed);

}    // namespace lmsection::cli
