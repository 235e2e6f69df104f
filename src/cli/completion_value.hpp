#pragma once

#include "completion.hpp"
#include "lmsection/cli/command.hpp"

#include <string>
#include <string_view>

namespace lmsection::cli {

/// What a completion of a value depends on.
struct Lookup {
    const Command& command;
    app::Circumstances around;
    std::string typed;    ///< the typed part of the word
    Matching matching = Matching::by_program;
};
/// The values of an option or argument that match `typed`, by the placeholder in the help ("GROUP",
/// "M"). Empty if it takes any text.
[[nodiscard]] Proposals values_named(std::string_view name, const Lookup& lookup);

}    // namespace lmsection::cli
