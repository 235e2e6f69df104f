#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lmsection::cli {

/// A shell's command line up to the cursor, split into words without evaluating anything.
struct TypedLine {
    std::vector<std::string> words;    ///< the complete words, without quotes
    std::string current;               ///< the word at the cursor, without quotes
    std::string fixed;                 ///< the part of `current` that the shell does not replace
    char quote = 0;                    ///< the quote that is open at the cursor; 0 if none
    bool names_file = false;           ///< the cursor is after `>` or `<`
};
/// `breaks`: the characters that start a new word for completion in bash (`$COMP_WORDBREAKS`).
[[nodiscard]] TypedLine split_command_line(std::string_view line, std::string_view breaks);

/// `text` in single quotes, as every shell reads it.
[[nodiscard]] std::string in_single_quotes(std::string_view text);
/// Quotes `text` for a command line of bash, so that nothing in it is evaluated. `quote`: the quote
/// that is already open, or 0.
[[nodiscard]] std::string quoted_for_bash(std::string_view text, char quote);

}    // namespace lmsection::cli
