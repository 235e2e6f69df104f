#pragma once

#include "argument.hpp"
#include "lmsection/cli/command.hpp"

namespace lmsection::cli {

/// The options of `appoint renew`, and what runs it.
Runner set_up_appoint_renew(Arguments& arguments);

}    // namespace lmsection::cli
