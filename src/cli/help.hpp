#pragma once

#include "argument.hpp"
#include "lmsection/cli/command.hpp"
#include "lmsection/cli/context.hpp"
#include "lmsection/domain/handbook.hpp"

#include <array>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace lmsection::cli {

/// The command with that path; null if there is none.
[[nodiscard]] const Command* command_at(std::string_view path);
/// What completion and lmsection(1) use where there is no command: it has the options that may come
/// before any command, which are all global ones.
extern const Command no_command;
/// Declares the options and arguments of a command and the global options; returns its runner.
/// `globals` must outlive `arguments`.
Runner declare(Arguments& arguments, const Command& command, Globals& globals);

/// An exit status and its meaning.
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
/// Shown at the end of the help.
extern const std::string_view program_examples;

/// `left`, and `right` from a column on, in as many lines of 80 columns as it takes.
[[nodiscard]] std::string two_columns(std::string_view left, std::string_view right,
                                      std::size_t column);
/// `lmsection --help`: the everyday commands, in at most 45 lines.
[[nodiscard]] std::string program_help();
/// `lmsection help --all`: every command.
[[nodiscard]] std::string whole_program_help();
/// `lmsection COMMAND --help`; `arguments`: as declared by the command. `handbook` is called only
/// if the help uses terms of the section's handbook.
[[nodiscard]] std::string command_help(const Arguments& arguments, const Command& command,
                                       const std::function<const Handbook&()>& handbook);

}    // namespace lmsection::cli
