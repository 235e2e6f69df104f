#pragma once

#include "lmsection/cli/commands.hpp"

#include <CLI/CLI.hpp>

#include <string>
#include <string_view>

namespace lmsection::cli {

/// The command of that path; null where there is none.
[[nodiscard]] const Command* command_at(std::string_view path);
/// Declares all that a command takes, with the options that every command takes; how it runs.
/// `globals` must outlive `app`.
Runner declare(CLI::App& app, const Command& command, Globals& globals);

/// `lmsection --help`.
[[nodiscard]] std::string program_help();
/// `lmsection COMMAND --help`, of a command that `app` was declared for.
[[nodiscard]] std::string command_help(const CLI::App& app, const Command& command);

}    // namespace lmsection::cli
