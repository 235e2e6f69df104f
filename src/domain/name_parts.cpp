#include "lmsection/domain/name_parts.hpp"

#include "lmsection/base/text.hpp"
#include "lmsection/domain/person.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

namespace lmsection {

namespace {

using Words = std::vector<std::string>;

Words words_of(std::string_view text) {
    Words words;
    std::string word;
    for (const char c : tidied_text(text) + " ") {
        if (c != ' ') {
            word += c;
        } else if (!word.empty()) {
            words.push_back(std::move(word));
            word.clear();
        }
    }
    return words;
}

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

/// Only these follow a name without a comma: `Ma` and `Ed` are also names.
bool is_suffix_without_comma(std::string_view word) {
    constexpr std::array<std::string_view, 7> suffixes{"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"};
    return std::find(suffixes.begin(), suffixes.end(), folded(word)) != suffixes.end();
}

Suffixed without_suffix(std::string_view name) {
    Suffixed result;
    if (const auto comma = name.find(','); comma != std::string_view::npos) {
        std::string rest{name.substr(comma + 1)};
        std::replace(rest.begin(), rest.end(), ',', ' ');
        if (is_name_suffix(rest)) {
            result.suffix = tidied_text(name.substr(comma + 1));
            name = name.substr(0, comma);
        }
    }
    result.words = words_of(name);
    if (result.words.size() > 2 && is_suffix_without_comma(result.words.back())) {
        result.suffix = result.words.back() + (result.suffix.empty() ? "" : ", ") + result.suffix;
        result.words.pop_back();
    }
    return result;
}

/// Letters of the Latin alphabet with their accents, and the marks of names.
bool is_latin(std::string_view word) {
    constexpr char32_t last_latin = 0x24f;
    constexpr std::u32string_view marks = U"'-.\u2019";
    const std::u32string points = code_points(word);
    return std::all_of(points.begin(), points.end(), [&](char32_t point) {
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
           std::none_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

bool is_title(std::string_view word) {
    constexpr std::array<std::string_view, 9> titles{"dr",  "mr",  "mrs",  "ms",  "mx",
                                                     "rev", "sir", "prof", "dean"};
    const std::string key = folded(word);
    const std::string_view bare = std::string_view{key}.substr(0, key.find('.'));
    return std::find(titles.begin(), titles.end(), bare) != titles.end();
}

/// A lower-case word that begins a family name.
bool is_particle(std::string_view word) {
    constexpr std::array<std::string_view, 23> particles{"af",  "al",  "ap",    "bin", "da",  "das",
                                                         "de",  "del", "della", "den", "der", "di",
                                                         "dos", "du",  "el",    "la",  "las", "le",
                                                         "los", "ten", "ter",   "van", "von"};
    return std::find(particles.begin(), particles.end(), word) != particles.end();
}

/// The index of the word at which the family name begins.
std::size_t start_of_family(const Words& words) {
    std::size_t at = words.size() - 1;
    while (at > 1 && is_particle(words[at - 1])) {
        --at;
    }
    return at;
}

}    // namespace

std::optional<NameParts> name_parts(std::string_view name) {
    const Suffixed split = without_suffix(name);
    const Words& words = split.words;
    if (words.size() < 2 || !std::all_of(words.begin(), words.end(), is_latin)) {
        return std::nullopt;
    }
    const std::string& given = words.front();
    const bool doubtful = is_initial(words.back()) || is_initial(given) || is_title(given) ||
                          is_particle(given) ||
                          (is_in_capitals(given) && !is_in_capitals(words.back()));
    const std::size_t family = start_of_family(words);
    const auto middle = words.begin() + static_cast<std::ptrdiff_t>(family);
    if (doubtful || !std::all_of(words.begin() + 1, middle, is_initial)) {
        return std::nullopt;
    }
    return NameParts{joined(words, family, words.size()), given, joined(words, 1, family),
                     split.suffix};
}

std::string family_name_key(std::string_view name) {
    const auto parts = name_parts(name);
    const Words words = without_suffix(name).words;
    const std::string family = parts ? parts->family : words.empty() ? std::string{} : words.back();
    return folded(family) + '\n' + folded(name);
}

}    // namespace lmsection
