#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace lmsection {

[[nodiscard]] bool is_utf8(std::string_view text);
/// Whether `text` holds a control character (C0, DEL, C1), a line or paragraph separator.
[[nodiscard]] bool has_control(std::string_view text);
/// Whether `text` holds a character that reorders its neighbours (bidirectional controls).
[[nodiscard]] bool has_bidirectional_control(std::string_view text);
/// Composed (NFC), trimmed, with single blanks inside. `text` is UTF-8.
[[nodiscard]] std::string tidied_text(std::string_view text);
/// The form under which spellings of a name are the same: case folded, without accents, ligatures
/// and strokes taken apart, curly apostrophes straight. `text` is UTF-8.
[[nodiscard]] std::string folded(std::string_view text);
/// Characters (code points) in UTF-8 text.
[[nodiscard]] std::size_t length_of(std::string_view text);
/// How many letters must be changed, added, dropped or swapped with their neighbour to make one
/// text of the other; both are folded.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

}    // namespace lmsection
