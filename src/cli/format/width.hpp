#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::cli {

/// How many columns of a terminal UTF-8 text takes: none for a combining mark, two for a wide
/// letter.
[[nodiscard]] std::size_t width_of(std::string_view text);
/// The width of the widest word, blanks parting words.
[[nodiscard]] std::size_t widest_word(std::string_view text);
/// Takes from the beginning of `text` what goes on a line of `width` columns, as `wrapped` breaks
/// it.
[[nodiscard]] std::string_view take_line(std::string_view& text, std::size_t width);
/// `text` in lines of at most `width` columns, broken at blanks, inside a word only where it is
/// wider than a line, there after one of `@.-/_` where it has any. At least one line.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, std::size_t width);

}    // namespace lmsection::cli
