#pragma once

#include <algorithm>
#include <string_view>

namespace lmsection {

/// Whether all of `text` is printable ASCII: UTF-8 in which nothing steers a terminal, nothing is
/// to be composed, and a letter is a byte and a column wide. Most text is, and is told so in one
/// look.
[[nodiscard]] inline bool is_plain(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

}    // namespace lmsection
