#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::cli {

/// The width of lines where no terminal says how wide it is.
inline constexpr std::size_t page_width = 80;

/// The number of terminal columns of UTF-8 text: none for a combining mark, two for a wide
/// character.
[[nodiscard]] std::size_t width_of(std::string_view text);
/// The width of the widest word; words are separated by spaces.
[[nodiscard]] std::size_t widest_word(std::string_view text);
/// The parts of `text`, by reference, between separators; an empty one at the end does not count.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);
std::vector<std::string_view> split(std::string&& text, char separator) = delete;
/// Removes and returns the first line of `text`, broken like `wrapped`.
[[nodiscard]] std::string_view take_line(std::string_view& text, std::size_t width);
/// `text` in lines of at most `width` columns, broken at spaces. A word that is wider than a line
/// is broken after one of `@.-/_` if possible. At least one line.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, std::size_t width);

}    // namespace lmsection::cli
