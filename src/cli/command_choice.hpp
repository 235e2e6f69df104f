#pragma once

#include "lmsection/cli/command.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::cli {

inline constexpr std::string_view see_help = "run 'lmsection --help'";

/// The command that a line names, and the line without its words.
struct Chosen {
    const Command* command = nullptr;    ///< none: the program itself
    std::string path;                    ///< the words of it that were typed
    std::vector<std::string> rest;
    std::size_t next = 0;    ///< the index in `rest` of the word after the path; its size: none
};
/// The command that a line's words lead to, as far as they do: none where they stop short of one.
/// A `UsageError` where the first word begins none, with the nearest.
[[nodiscard]] Chosen words_chosen(std::vector<std::string> arguments);
/// Which command a line means; options may stand before and between its words. A `UsageError`
/// where its words name none, with the nearest.
[[nodiscard]] Chosen choose(std::vector<std::string> arguments);

/// Of a word after `path` that makes no command with it, with the nearest that does; `otherwise`:
/// what to do where none is near.
[[nodiscard]] UsageError
no_such_command(const std::string& path, const std::string& word,
                const std::optional<std::string>& otherwise = std::nullopt);

/// The index of the first argument that is no option and no option's value; their number where
/// there is none.
[[nodiscard]] std::size_t index_of_first_word(const std::vector<std::string>& arguments);

/// The options of every command that take the word after them as their value.
[[nodiscard]] bool takes_value(const std::string& option);
/// An option without a value that is joined to it: "--format" of "--format=csv", "-f" of "-fcsv".
[[nodiscard]] std::string option_name(const std::string& argument);
[[nodiscard]] bool is_global_option(const std::string& argument);
[[nodiscard]] bool is_option(const std::string& argument);
/// Whether some command's path begins with the word: "person" of "person list".
[[nodiscard]] bool begins_commands(const std::string& word);

}    // namespace lmsection::cli
