#pragma once

#include <algorithm>
#include <string_view>

namespace lmsection {

/// Whether `text` is all printable ASCII, so that it needs no checks, composing or width tables:
/// each character is one byte and one column. A fast path, since most text is.
[[nodiscard]] inline bool is_plain(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

}    // namespace lmsection
