#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace lmsection {

[[nodiscard]] bool is_utf8(std::string_view text);
/// Whether `text` holds a control character (C0, DEL, C1), a line or paragraph separator.
[[nodiscard]] bool has_control(std::string_view text);
/// Whether `text` holds a character that reorders its neighbours (bidirectional controls).
[[nodiscard]] bool has_bidirectional_control(std::string_view text);
/// The first character of `text` that no font shows, such as a zero-width space or a soft hyphen,
/// as "U+200B"; nothing where there is none.
[[nodiscard]] std::optional<std::string> invisible_character(std::string_view text);
/// Whether `text` holds a blank of any alphabet.
[[nodiscard]] bool has_blank(std::string_view text);
/// `text` with control and bidirectional characters, and bytes that are not UTF-8, made visible, so
/// that no name can steer a terminal. Characters in `kept`, such as "\n", stay.
[[nodiscard]] std::string harmless(std::string_view text, std::string_view kept = "",
                                   std::string_view replacement = "\xef\xbf\xbd");
/// What a user typed, as a message shows it: in quotes, harmless, cut when it is long.
[[nodiscard]] std::string in_quotes(std::string_view text);
/// `text` composed and in lower case, accents kept. `text` is UTF-8.
[[nodiscard]] std::string lower_case(std::string_view text);
/// Composed (NFC), trimmed, with single blanks inside. `text` is UTF-8.
[[nodiscard]] std::string tidied_text(std::string_view text);
/// The form under which spellings of a name are the same: case folded, without accents, ligatures
/// and strokes taken apart, curly apostrophes straight. Bytes that are no UTF-8, as a damaged file
/// may hold them, are as one another.
[[nodiscard]] std::string folded(std::string_view text);
/// The bytes of the first character of `text`; one byte where that is not UTF-8.
[[nodiscard]] std::string_view first_character(std::string_view text);
/// Where the character that has the byte `at` of `text` begins.
[[nodiscard]] std::size_t start_of_character(std::string_view text, std::size_t at);
/// A character in UTF-8, which has at most 4 bytes.
[[nodiscard]] std::string utf8_of(char32_t character);
/// The characters of `text`; bytes that are not UTF-8 are -1.
[[nodiscard]] std::u32string code_points(std::string_view text);
/// Whether a character is a letter or digit of any alphabet.
[[nodiscard]] bool is_alphanumeric(char32_t character);
/// Characters (code points) in UTF-8 text.
[[nodiscard]] std::size_t length_of(std::string_view text);
/// How many letters must be changed, added, dropped or swapped with their neighbour to make one
/// text of the other (Damerau and Levenshtein's distance); both are folded.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

}    // namespace lmsection
