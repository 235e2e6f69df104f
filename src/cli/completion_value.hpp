#pragma once

#include "completion.hpp"
#include "lmsection/cli/command.hpp"

#include <string>
#include <string_view>

namespace lmsection::cli {

/// Where the words of an option or argument may be looked up.
struct Lookup {
    const Command& command;
    app::Circumstances around;
    std::string typed;    ///< what is typed of the word
    Matching matching = Matching::by_program;
};
/// The values of an option or argument, by the name that the help shows for them ("GROUP", "M");
/// without those that `typed` rules out. Nothing where any text will do.
[[nodiscard]] Proposals values_named(std::string_view name, const Lookup& lookup);

}    // namespace lmsection::cli
