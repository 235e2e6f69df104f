#pragma once

#include "lmsection/app/session.hpp"
#include "lmsection/cli/context.hpp"
#include "lmsection/cli/format/format.hpp"
#include "lmsection/cli/output.hpp"

#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace lmsection::cli {

class Arguments;

/// Runs a command after its options have been read; returns the exit status.
using Runner = std::function<int(Context& context)>;

/// The heading under which `help --all` lists a command.
enum class Area { start, who_serves, what_is_due, documents, database, shell };

/// A command. The parser, help, completion, the manual and "did you mean" follow from it.
struct Command {
    std::string_view path;                     ///< "appoint", "appoint end"
    Area area;                                 ///< where the help lists it
    std::string_view summary;                  ///< a line of the help
    std::string_view examples;                 ///< lines of its help
    bool writes = false;                       ///< takes --dry-run
    Runner (*set_up)(Arguments& arguments);    ///< declares the options
    std::span<const Format> formats = {};      ///< its own formats, besides `row_formats`
    bool has_rows = true;                      ///< supports `row_formats`
    /// For a command that writes a document: the name of its file if --output names a folder.
    std::string_view document = {};
    /// A flag with which --output names a folder, where the command writes its files itself.
    std::string_view folder_flag = {};
    /// What follows the path in the usage lines, one line for each way to call the command; empty
    /// where it follows from the arguments. Needed where a value is required only together with,
    /// or without, another one.
    std::string_view usage = {};
};
/// The commands of one file of src/cli/command, which defines it as `FILE_commands`.
using CommandList = std::span<const Command>;

/// Every command, in the order of the help.
[[nodiscard]] std::span<const std::reference_wrapper<const Command>> all_commands();
/// `lmsection` without a command; not one of `all_commands`.
extern const Command home_command;
/// The formats that a command supports; the first one is the default.
[[nodiscard]] std::vector<Format> formats_of(const Command& command);

}    // namespace lmsection::cli
