#include "lmsection/domain/duplicate.hpp"

#include "lmsection/base/text.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace lmsection {

namespace {

using Words = std::vector<std::string>;

/// The words of a name, folded, without suffixes and punctuation.
Words words_of_name(std::string_view name) {
    Words words = words_in(folded(name));
    while (words.size() > 2 && is_name_suffix(words.back())) {
        words.pop_back();
    }
    return words;
}

/// A record with what is compared.
struct Compared {
    Words words;
    Words sorted;    ///< without initials
    std::string mailbox;
};

Compared compared(const Person& person) {
    Compared one;
    one.words = words_of_name(person.name);
    std::ranges::copy_if(one.words, std::back_inserter(one.sorted),
                         [](const std::string& word) { return length_of(word) > 1; });
    std::ranges::sort(one.sorted);
    const std::string address = person.email ? person.email->key() : "";
    one.mailbox = address.substr(0, address.find('@'));
    return one;
}

/// Whether two words differ by one letter, and are long enough for that to be a typo.
bool nearly_same(const std::string& one, const std::string& other) {
    constexpr std::size_t least = 3;
    return std::min(length_of(one), length_of(other)) >= least && edit_distance(one, other) == 1;
}

bool is_initial_of(const std::string& initial, const std::string& word) {
    return length_of(initial) == 1 && length_of(word) > 1 && word.starts_with(initial);
}

std::optional<Likeness> likeness(const Compared& one, const Compared& other) {
    if (one.words.empty() || other.words.empty()) {
        return std::nullopt;
    }
    if (one.words == other.words || (one.sorted.size() > 1 && one.sorted == other.sorted)) {
        return Likeness::same_name;
    }
    const std::string& given = one.words.front();
    const std::string& other_given = other.words.front();
    const std::string& family = one.words.back();
    const std::string& other_family = other.words.back();
    if (given == other_given && family == other_family) {
        return Likeness::same_name;
    }
    if (family == other_family &&
        (is_initial_of(given, other_given) || is_initial_of(other_given, given))) {
        return Likeness::initial;
    }
    if ((family == other_family && nearly_same(given, other_given)) ||
        (given == other_given && nearly_same(family, other_family))) {
        return Likeness::spelling;
    }
    constexpr std::size_t telling = 5;
    const bool common = family == other_family || given == other_given;
    if (common && one.mailbox.size() >= telling && one.mailbox == other.mailbox) {
        return Likeness::same_mailbox;
    }
    return std::nullopt;
}

}    // namespace

std::vector<LikelyDuplicate> likely_duplicates(std::span<const Person> people) {
    std::vector<Compared> all;
    std::map<std::string, std::vector<std::size_t>, std::less<>> by_word;
    for (const Person& person : people) {
        all.push_back(compared(person));
        const auto& words = all.back().words;
        for (const std::string& word : std::set<std::string>{words.begin(), words.end()}) {
            if (length_of(word) > 1) {
                by_word[word].push_back(all.size() - 1);
            }
        }
    }
    std::map<std::pair<std::size_t, std::size_t>, Likeness> pairs;    // all of them share a word
    for (const auto& [word, places] : by_word) {
        for (auto one = places.begin(); one != places.end(); ++one) {
            for (auto other = std::next(one); other != places.end(); ++other) {
                if (const auto found = likeness(all[*one], all[*other])) {
                    pairs.emplace(std::pair{*one, *other}, *found);
                }
            }
        }
    }
    std::vector<LikelyDuplicate> duplicates;
    for (const auto& [pair, found] : pairs) {
        duplicates.push_back({pair.first, pair.second, found});
    }
    return duplicates;
}

}    // namespace lmsection
