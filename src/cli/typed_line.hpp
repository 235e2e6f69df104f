#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lmsection::cli {

/// A shell's command line up to the cursor, taken apart without evaluating any of it.
struct TypedLine {
    std::vector<std::string> words;    ///< those that are complete, quotes taken away
    std::string current;               ///< the one at the cursor, quotes taken away
    std::string kept;                  ///< what of `current` the shell leaves as it stands
    char quote = 0;                    ///< the quote that is open at the cursor, if one is
    bool names_file = false;           ///< the cursor stands behind `>` or `<`
};
/// `breaks`: the characters after which bash starts to replace (`$COMP_WORDBREAKS`).
[[nodiscard]] TypedLine taken_apart(std::string_view line, std::string_view breaks);

/// What stands for `text` on a command line of bash, so that it is text and nothing is evaluated.
/// `quote`: the quote that it stands in, if any.
[[nodiscard]] std::string quoted_for_bash(std::string_view text, char quote);

}    // namespace lmsection::cli
