#pragma once

#include "argument.hpp"
#include "lmsection/cli/context.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::cli {

/// Where the options for reading any spreadsheet as a list go. Null: the command has no such
/// option.
struct ListFileOptions {
    std::vector<std::string>& map;
    std::vector<std::string>& ignore;
    std::string& sheet;
    std::string* save_map = nullptr;
    std::string* bad_file = nullptr;    ///< for rows that are not recorded; empty: refuse the file
};
/// Adds `--skip-bad`, `--map`, `--ignore`, `--save-map` and `--sheet`, and returns them in this
/// order.
std::vector<Argument> add_list_options(Arguments& arguments, const ListFileOptions& options,
                                       std::string_view map_help);

/// Throws a `UsageError` if `--skip-bad` names a file that the command itself uses. `input`: the
/// list.
void check_bad_file(const std::string& bad_file, const std::string& input, const Context& context);
/// What writes rows that were not recorded as CSV; the first one has the names of the columns. Does
/// nothing in a dry run.
[[nodiscard]] std::function<void(const std::vector<std::vector<std::string>>&)>
writer_of_bad_rows(const std::string& bad_file, const Context& context);

}    // namespace lmsection::cli
