#pragma once

#include "argument.hpp"
#include "lmsection/cli/command.hpp"
#include "lmsection/cli/context.hpp"
#include "lmsection/domain/handbook.hpp"

#include <array>
#include <functional>
#include <string>
#include <string_view>

namespace lmsection::cli {

/// The command of that path; null where there is none.
[[nodiscard]] const Command* command_at(std::string_view path);
/// Declares all that a command takes, with the options that every command takes; how it runs.
/// `globals` must outlive `arguments`.
Runner declare(Arguments& arguments, const Command& command, Globals& globals);

/// What the program ends with, and when.
struct ExitStatus {
    int status = 0;
    std::string_view meaning;
};
inline constexpr std::array exit_statuses{
    ExitStatus{0, "done"},
    ExitStatus{1, "something is due (with --exit-code)"},
    ExitStatus{2, "the command line is wrong"},
    ExitStatus{3, "refused"},
    ExitStatus{4, "the file, the database or the disk failed"},
};
/// Lines of the help's end.
extern const std::string_view program_examples;

/// `lmsection --help`.
[[nodiscard]] std::string program_help();
/// `lmsection COMMAND --help`; `arguments`: those that the command declares. `handbook` is called
/// only where the help has words of the section's handbook in it.
[[nodiscard]] std::string command_help(const Arguments& arguments, const Command& command,
                                       const std::function<const Handbook&()>& handbook);

}    // namespace lmsection::cli
