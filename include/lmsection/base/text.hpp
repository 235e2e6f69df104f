#pragma once

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace lmsection {

/// Whether a byte is a digit, a letter, or any character of ASCII.
[[nodiscard]] inline bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
[[nodiscard]] inline bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
[[nodiscard]] inline bool is_ascii(char c) {
    return static_cast<unsigned char>(c) < 0x80;
}
/// Whether `text` is all printable ASCII, so that it needs no checks, composing or width tables:
/// each character is one byte and one column. A fast path, since most text is.
[[nodiscard]] inline bool is_plain(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}
/// A capital of ASCII in lower case, anything else as it is.
[[nodiscard]] inline char lower_ascii(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
[[nodiscard]] std::string lower_ascii(std::string_view text);
/// Whether `text` is one or more digits.
[[nodiscard]] bool all_digits(std::string_view text);
/// The number that `text` consists of, to a base other than 10 if given; nothing for anything else.
template <class Number, class... Base>
[[nodiscard]] std::optional<Number> parse_number(std::string_view text, Base... base) {
    Number number{};
    const char* const last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), last, number, base...);
    return error == std::errc{} && end == last ? std::optional{number} : std::nullopt;
}
/// `text` without characters of `ends` around it.
[[nodiscard]] std::string_view trimmed(std::string_view text, std::string_view ends);
/// The parts of `text` between the characters in `separators`, without empty ones.
[[nodiscard]] std::vector<std::string> split(std::string_view text, std::string_view separators);
/// Replaces each `from` in `text`.
void replace_each(std::string& text, std::string_view from, std::string_view to);
/// Whether `text` is one of those in `list`, between which there are bars: `yes|no|not sure`.
[[nodiscard]] bool is_one_of(std::string_view text, std::string_view list);
/// The word for a value of an enumeration that counts from 0; `words` are in its order.
template <class Enumeration>
[[nodiscard]] constexpr std::string_view word_at(Enumeration value,
                                                 std::initializer_list<std::string_view> words) {
    const auto index = static_cast<std::size_t>(value);
    return index < words.size() ? words.begin()[index] : std::string_view{};
}

[[nodiscard]] bool is_utf8(std::string_view text);
/// `text` if it is UTF-8, or else nothing.
[[nodiscard]] std::string_view only_utf8(std::string_view text);
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
/// The same, and removes it from `text`.
std::string_view take_character(std::string_view& text);
/// The words of `text`: letters and digits of any alphabet, and of what is in `more`. Apostrophes
/// are left out.
[[nodiscard]] std::vector<std::string> words_in(std::string_view text,
                                                std::u32string_view more = {});
/// Bytes in Windows-1252 as UTF-8; the five that mean nothing become U+FFFD.
[[nodiscard]] std::string from_windows_1252(std::string_view bytes);
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
