#pragma once

#include "argument.hpp"
#include "lmsection/cli/context.hpp"

#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::cli {

/// Where the options for reading any spreadsheet as a list go.
struct ListFileOptions {
    std::string& bad_file;    ///< for rows that are not recorded; empty: refuse the file
    std::vector<std::string>& map;
    std::vector<std::string>& ignore;
    std::string& save_map;
    std::string& sheet;
};
/// Adds `--skip-bad`, `--map`, `--ignore`, `--save-map` and `--sheet`, and returns them in this
/// order.
std::array<Argument, 5> add_list_options(Arguments& arguments, const ListFileOptions& options,
                                         std::string_view map_help);

/// Throws a `UsageError` if `--skip-bad` names a file that the command itself uses. `input`: the
/// list.
void check_bad_file(const std::string& bad_file, const std::string& input, const Context& context);
/// What writes rows that were not recorded as CSV; the first one has the names of the columns. Does
/// nothing in a dry run.
[[nodiscard]] std::function<void(const std::vector<std::vector<std::string>>&)>
writer_of_bad_rows(const std::string& bad_file, const Context& context);

}    // namespace lmsection::cli
