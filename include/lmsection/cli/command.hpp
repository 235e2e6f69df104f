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

/// Does the work of a command once its options are read; the exit status.
using Runner = std::function<int(Context& context)>;

/// A row of the table of commands; help, completion and "did you mean" come from it.
struct Command {
    std::string_view path;                     ///< "appoint", "appoint end"
    std::string_view summary;                  ///< a line of the help
    std::string_view examples;                 ///< lines of the help's end
    bool writes = false;                       ///< takes --dry-run
    Runner (*set_up)(Arguments& arguments);    ///< declares the options
    std::span<const Format> formats = {};      ///< those of its own, besides those of rows
    bool has_rows = true;                      ///< answers in the formats of rows
    /// Of a command that answers with a document: the name that its file gets in a folder which
    /// --output names.
    std::string_view document = {};
};
[[nodiscard]] std::span<const Command> all_commands();
/// The formats that a command answers in; the first one where none is asked for.
[[nodiscard]] std::vector<Format> formats_of(const Command& command);

}    // namespace lmsection::cli
