#pragma once

#include "lmsection/cli/command.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::cli {

inline constexpr std::string_view see_help = "run 'lmsection --help'";

/// The command of a command line, and the line without the command's words.
struct Chosen {
    const Command* command = nullptr;    ///< null: the program itself
    std::string path;                    ///< its words as typed
    std::vector<std::string> rest;
    std::size_t next =
        0;    ///< the index in `rest` of the word after the path; `rest.size()` if none
};
/// The command that the words name; null if they are only the beginning of one. Throws a
/// `UsageError` with the nearest command if no command begins with the first word.
[[nodiscard]] Chosen words_chosen(std::vector<std::string> arguments);
/// The command of a command line; options may come before and between its words. Throws a
/// `UsageError` with the nearest command if the words name none.
[[nodiscard]] Chosen choose(std::vector<std::string> arguments);

/// The error for a word after `path` that is not a subcommand, with the nearest one; `otherwise`
/// says what to do if none is near.
[[nodiscard]] UsageError
no_such_command(const std::string& path, const std::string& word,
                const std::optional<std::string>& otherwise = std::nullopt);

/// The index of the first argument that is not an option or its value; the number of arguments if
/// there is none.
[[nodiscard]] std::size_t index_of_first_word(const std::vector<std::string>& arguments);

/// Whether it is a global option that takes the next word as its value.
[[nodiscard]] bool takes_value(const std::string& option);
/// An option without an attached value: "--format" of "--format=csv", "-f" of "-fcsv".
[[nodiscard]] std::string option_name(const std::string& argument);
[[nodiscard]] bool is_global_option(const std::string& argument);
[[nodiscard]] bool is_option(const std::string& argument);
/// Whether some command's path begins with the word: "person" of "person list".
[[nodiscard]] bool begins_commands(const std::string& word);

}    // namespace lmsection::cli
