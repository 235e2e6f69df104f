#pragma once

#include "argument.hpp"

#include <string>
#include <vector>

namespace lmsection::cli {

/// The result of parsing, besides the declared values.
struct Parsed {
    bool asks_help = false;
    std::vector<std::string> surplus;    ///< words that no option or argument takes
};

/// Parses the words after a command's name into the targets of its options. Throws a `UsageError`
/// with `hint` if a value is missing or bad, or if options cannot be combined.
[[nodiscard]] Parsed parse(const Arguments& arguments, std::vector<std::string> words,
                           const std::string& hint);

}    // namespace lmsection::cli
