#pragma once

#include "lmsection/cli/context.hpp"

#include <string>
#include <vector>

namespace lmsection::cli {

/// Runs a command line (without the program's name); returns the exit status. Catches every error
/// and prints it on `err`.
int run(const std::vector<std::string>& arguments, const Environment& environment, Sink& out,
        Sink& err);

}    // namespace lmsection::cli
