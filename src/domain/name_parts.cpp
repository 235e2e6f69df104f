#include "lmsection/domain/name_parts.hpp"

#include "lmsection/base/text.hpp"
#include "lmsection/domain/person.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace lmsection {

namespace {

using Words = std::vector<std::string>;

std::string joined(const Words& words, std::size_t from, std::size_t to) {
    const auto at = [&](std::size_t index) {
        return words.begin() + static_cast<std::ptrdiff_t>(index);
    };
    return fmt::format("{}", fmt::join(at(from), at(to), " "));
}

/// A name and what follows it.
struct Suffixed {
    Words words;
    std::string suffix;
};

Suffixed without_suffix(std::string_view name) {
    Suffixed result;
    if (const auto comma = name.find(','); comma != std::string_view::npos) {
        std::string rest{name.substr(comma + 1)};
        std::ranges::replace(rest, ',', ' ');
        if (is_name_suffix(rest)) {
            result.suffix = tidied_text(name.substr(comma + 1));
            name = name.substr(0, comma);
        }
    }
    result.words = split(tidied_text(name), " ");
    // Only these follow a name without a comma: `Ma` and `Ed` are also names.
    if (result.words.size() > 2 &&
        is_one_of(folded(result.words.back()), "jr|jr.|sr|sr.|ii|iii|iv")) {
        result.suffix = result.words.back() + (result.suffix.empty() ? "" : ", ") + result.suffix;
        result.words.pop_back();
    }
    return result;
}

/// Letters of the Latin alphabet with their accents, and the marks of names.
bool is_latin(std::string_view word) {
    constexpr char32_t last_latin = 0x24f;
    constexpr std::u32string_view marks = U"'-.\u2019";
    return std::ranges::all_of(code_points(word), [&](char32_t point) {
        const bool digit = point >= U'0' && point <= U'9';
        const bool letter = is_alphanumeric(point) && !digit &&
                            (point <= last_latin || (point >= 0x1e00 && point <= 0x1eff));
        return letter || marks.find(point) != std::u32string_view::npos;
    });
}

/// `B` or `B.`
bool is_initial(std::string_view word) {
    return length_of(word) == 1 || (length_of(word) == 2 && word.back() == '.');
}

/// A word in capitals, as a family name that is written first.
bool is_in_capitals(std::string_view word) {
    return length_of(word) > 1 && !is_initial(word) && lower_case(word) != word &&
           std::ranges::none_of(word, [](char c) { return c >= 'a' && c <= 'z'; });
}

bool is_title(std::string_view word) {
    const std::string key = folded(word);
    return is_one_of(key.substr(0, key.find('.')), "dr|mr|mrs|ms|mx|rev|sir|prof|dean");
}

/// A lower-case word that begins a family name.
bool is_particle(std::string_view word) {
    return is_one_of(word, "af|al|ap|bin|da|das|de|del|della|den|der|di|dos|du|el|la|las|le|los|"
                           "ten|ter|van|von");
}

}    // namespace

std::optional<NameParts> name_parts(std::string_view name) {
    const auto [words, suffix] = without_suffix(name);
    if (words.size() < 2 || !std::ranges::all_of(words, is_latin)) {
        return std::nullopt;
    }
    const std::string& given = words.front();
    const bool doubtful = is_initial(words.back()) || is_initial(given) || is_title(given) ||
                          is_particle(given) ||
                          (is_in_capitals(given) && !is_in_capitals(words.back()));
    std::size_t family = words.size() - 1;    // where it begins
    while (family > 1 && is_particle(words[family - 1])) {
        --family;
    }
    const auto middle = words.begin() + static_cast<std::ptrdiff_t>(family);
    if (doubtful || !std::all_of(words.begin() + 1, middle, is_initial)) {
        return std::nullopt;
    }
    return NameParts{joined(words, family, words.size()), given, joined(words, 1, family), suffix};
}

std::string family_name_key(std::string_view name) {
    const auto parts = name_parts(name);
    const Words words = without_suffix(name).words;
    const std::string family = parts ? parts->family : words.empty() ? std::string{} : words.back();
    return folded(family) + '\n' + folded(name);
}

}    // namespace lmsection
