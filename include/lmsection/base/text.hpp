#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace lmsection {

[[nodiscard]] bool is_utf8(std::string_view text);
/// Whether `text` contains a control character (C0, DEL, C1) or a line or paragraph separator.
[[nodiscard]] bool has_control(std::string_view text);
/// Whether `text` contains a bidirectional control, which reorders the text around it.
[[nodiscard]] bool has_bidirectional_control(std::string_view text);
/// The first invisible character of `text`, such as a zero-width space or a soft hyphen, as
/// "U+200B"; nothing if there is none.
[[nodiscard]] std::optional<std::string> invisible_character(std::string_view text);
/// Whether `text` contains white space of any kind that Unicode knows.
[[nodiscard]] bool has_blank(std::string_view text);
/// `text` with control and bidirectional characters and bytes that are not UTF-8 replaced, so that
/// no name can control a terminal. Characters in `kept`, such as "\n", stay.
[[nodiscard]] std::string harmless(std::string_view text, std::string_view kept = "",
                                   std::string_view replacement = "\xef\xbf\xbd");
/// What a user typed, as shown in a message: in quotes, `harmless`, shortened if long.
[[nodiscard]] std::string in_quotes(std::string_view text);
/// `text` composed (NFC) and in lower case, with accents kept. `text` must be UTF-8.
[[nodiscard]] std::string lower_case(std::string_view text);
/// The same in capitals.
[[nodiscard]] std::string upper_case(std::string_view text);
/// `text` composed (NFC), trimmed, with runs of white space reduced to one space. `text` must be
/// UTF-8.
[[nodiscard]] std::string tidied_text(std::string_view text);
/// A normalized form in which spellings of a name are equal: case folded, accents removed,
/// ligatures and strokes decomposed, apostrophes straight. Bytes that are not UTF-8, as in a
/// damaged file, are all equal.
[[nodiscard]] std::string folded(std::string_view text);
/// The bytes of the first character of `text`; one byte if it is not UTF-8.
[[nodiscard]] std::string_view first_character(std::string_view text);
/// The index at which the character that contains byte `at` of `text` starts.
[[nodiscard]] std::size_t start_of_character(std::string_view text, std::size_t at);
/// A character in UTF-8, which has at most 4 bytes.
[[nodiscard]] std::string utf8_of(char32_t character);
/// The code points of `text`; -1 for each byte that is not UTF-8.
[[nodiscard]] std::u32string code_points(std::string_view text);
/// Whether a character is a letter or digit of any alphabet.
[[nodiscard]] bool is_alphanumeric(char32_t character);
/// Characters (code points) in UTF-8 text.
[[nodiscard]] std::size_t length_of(std::string_view text);
/// The Damerau-Levenshtein distance: how many letters must be changed, added, dropped or swapped
/// with their neighbor to turn one text into the other. Both must be folded.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

}    // namespace lmsection
