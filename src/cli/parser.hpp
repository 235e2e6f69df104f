#pragma once

#include "argument.hpp"

#include <string>
#include <vector>

namespace lmsection::cli {

/// What a parsed command line holds besides the declared values.
struct Parsed {
    bool asks_help = false;
    std::vector<std::string> surplus;    ///< words that belong to no option and no argument
};

/// Reads the words after a command's name into the targets of what it declares. A `UsageError`
/// where a value is missing or bad, or where options do not go together; it ends with `hint`.
[[nodiscard]] Parsed parse(const Arguments& arguments, std::vector<std::string> words,
                           const std::string& hint);

}    // namespace lmsection::cli
