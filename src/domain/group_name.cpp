#include "lmsection/domain/group_name.hpp"

#include "lmsection/base/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace lmsection {

namespace {

/// The initials of a folded name; empty if there is only one.
std::string initials_of(std::string_view folded_name, bool with_and) {
    std::string initials;
    for (const std::string& word : split(folded_name, " -")) {
        if (word != "&" && (with_and || word != "and")) {
            initials += word.front();
        }
    }
    return initials.size() > 1 ? initials : "";
}

}    // namespace

Nameable nameable(const Group& group) {
    const std::string name = folded(group.name);
    const std::string kind{display_text(group.kind)};
    std::vector<std::string> names{name};
    if (name.ends_with(" " + kind)) {
        names.push_back(name.substr(0, name.size() - kind.size() - 1));
    } else if (group.kind != GroupKind::leadership_team) {
        names.push_back(name + " " + kind);
    }
    std::set<std::string> initials;
    for (const std::string& one : names) {
        for (const bool with_and : {true, false}) {
            initials.insert(initials_of(one, with_and));
        }
    }
    initials.erase("");
    Nameable thing{group.slug.text(), {group.slug.text()}, {initials.begin(), initials.end()}};
    thing.answers.insert(thing.answers.end(), names.begin(), names.end());
    return thing;
}

namespace {

using Words = std::vector<std::string>;

/// The words of a name that tell groups apart.
Words telling_words(std::string_view name) {
    Words words = words_in(folded(only_utf8(name)));
    std::erase_if(words,
                  [](const std::string& one) { return is_one_of(one, "and|the|of|for|in|on|s"); });
    return words;
}

/// The kind that words for it mean, if they say which.
std::optional<GroupKind> kind_of(std::string_view word) {
    return is_one_of(word, "committee|committees|cmte|cmtee|comm|com|commit|cte|committe|committ|"
                           "commi")
               ? std::optional{GroupKind::committee}
           : is_one_of(word, "ig|interest group|interest grp|int group|int grp")
               ? std::optional{GroupKind::interest_group}
           : is_one_of(word, "wg|working group|working grp")
               ? std::optional{GroupKind::working_group}
           : word == "lt" ? std::optional{GroupKind::leadership_team}
                          : std::nullopt;
}

/// Removes the words for a kind from the end of a name. Returns the kind, if they name one.
std::optional<GroupKind> remove_kind(Words& words) {
    std::optional<GroupKind> kind;
    while (words.size() > 1) {
        const std::string last = words.back();
        const auto found = kind_of(last);
        if (!found && !is_one_of(last, "team|group|grp|roster|members|membership|list|section")) {
            break;
        }
        kind = found ? found : kind;
        words.pop_back();
        const auto of_two = words.size() > 1 ? kind_of(words.back() + " " + last) : std::nullopt;
        if (of_two) {
            kind = of_two;
            words.pop_back();
        }
    }
    return kind;
}

/// Whether the letters of `typed` occur in `word` in this order, from its first letter on: "mgmt"
/// in "management".
bool is_contraction(const std::string& typed, const std::string& word) {
    if (typed.size() < 3 || typed.front() != word.front()) {
        return false;
    }
    std::size_t at = 0;
    for (const char c : word) {
        at += at < typed.size() && typed[at] == c ? 1U : 0U;
    }
    constexpr std::string_view vowels = "aeiou";
    const bool has_vowel = typed.find_first_of(vowels, 1) != std::string::npos;
    return at == typed.size() && !has_vowel;
}

/// Whether two words are forms of one: "consortia" and "consortium".
bool same_stem(const std::string& typed, const std::string& word) {
    constexpr std::size_t least = 6;
    const auto mismatch = std::ranges::mismatch(typed, word).in1;
    const auto same = static_cast<std::size_t>(mismatch - typed.begin());
    constexpr std::size_t most_left = 3;
    return same >= least && typed.size() - same <= most_left && word.size() - same <= most_left;
}

bool means_word(const std::string& typed, const std::string& word) {
    return word.starts_with(typed) || is_contraction(typed, word) || same_stem(typed, word) ||
           typed == word + "s";
}

/// How much of a group's name was typed, from its first word on.
enum class Match { none, beginning, whole };

/// Matches the typed words from `from` on with the words of a name from `at` on.
Match match_words(const Words& typed, std::size_t from, const Words& words, std::size_t at) {
    if (from == typed.size()) {
        return at == words.size() ? Match::whole : Match::beginning;
    }
    if (at == words.size()) {
        return Match::none;
    }
    Match best = means_word(typed[from], words[at]) ? match_words(typed, from + 1, words, at + 1)
                                                    : Match::none;
    const std::size_t letters = typed[from].size();
    if (letters >= 2 && at + letters <= words.size()) {
        bool initials = true;
        for (std::size_t i = 0; i < letters; ++i) {
            initials = initials && words[at + i].front() == typed[from][i];
        }
        if (initials) {
            best = std::max(best, match_words(typed, from + 1, words, at + letters));
        }
    }
    return best;
}

/// The typed words without the section's own name before them: "L&M", "LMS", "Core".
std::vector<Words> ways_to_begin(const Words& typed) {
    std::vector<Words> ways{typed};
    Words rest = typed;
    while (rest.size() > 1 &&
           is_one_of(rest.front(), "core|lm|lms|ala|roster|list|members|membership|committee")) {
        rest.erase(rest.begin());
        ways.push_back(rest);
    }
    constexpr std::size_t initials = 2;
    if (rest.size() > initials && rest[0] == "l" && rest[1] == "m") {
        rest.erase(rest.begin(), rest.begin() + initials);
        ways.push_back(rest);
    }
    return ways;
}

/// The groups that a name in a list matches.
struct UsualMatches {
    std::vector<std::size_t> exact = {};    ///< the same words
    std::vector<std::size_t> whole = {};
    std::vector<std::size_t> begun = {};
    std::size_t words = 0;    ///< how many words were typed before those for a kind
    bool has_kind = false;
};

UsualMatches usual_matches(std::string_view typed, std::span<const Group> groups) {
    Words all = telling_words(typed);
    const auto kind = remove_kind(all);
    UsualMatches matches{.words = all.size(), .has_kind = kind.has_value()};
    for (std::size_t i = 0; i < groups.size() && !all.empty(); ++i) {
        if (kind && groups[i].kind != *kind) {
            continue;
        }
        Words words = telling_words(groups[i].name);
        remove_kind(words);
        Match best = Match::none;
        for (const Words& way : ways_to_begin(all)) {
            const bool only_letters = std::ranges::all_of(way, [](const std::string& word) {
                return word.size() == 1;
            });
            best = only_letters ? best : std::max(best, match_words(way, 0, words, 0));
        }
        if (all == words) {
            matches.exact.push_back(i);
        }
        if (best == Match::whole) {
            matches.whole.push_back(i);
        } else if (best == Match::beginning) {
            matches.begun.push_back(i);
        }
    }
    return matches;
}

/// The words of a heading, without numbers and what is in parentheses: "Member Experience (6)".
std::string heading_words(std::string_view text) {
    Words words = telling_words(text.substr(0, text.find('(')));
    std::erase_if(words, all_digits);
    return fmt::format("{}", fmt::join(words, " "));
}

}    // namespace

bool names_section(std::string_view text, std::string_view section_name) {
    Words section = telling_words(section_name);
    remove_kind(section);
    Words typed = telling_words(heading_words(text));
    if (remove_kind(typed) || section.empty() || typed.empty()) {
        return false;
    }
    return std::ranges::any_of(ways_to_begin(typed), [&](const Words& way) {
        return match_words(way, 0, section, 0) == Match::whole;
    });
}

namespace {

/// The parts of a heading between dashes, colons and brackets.
std::vector<std::string> heading_parts(std::string_view text) {
    std::string marked{text};
    for (const std::string_view dash : {" - ", "\u2013", "\u2014"}) {
        replace_each(marked, dash, "|");
    }
    std::vector<std::string> parts;
    for (const std::string& part : split(marked, "|:()[]")) {
        parts.push_back(tidied_text(part));
    }
    std::erase(parts, "");
    return parts;
}

/// The groups that a heading without additions names.
std::vector<std::size_t> groups_in_part(std::string_view text, std::span<const Group> groups,
                                        std::string_view section_name) {
    const std::string key = name_key(text);
    std::vector<std::size_t> named;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const Nameable names = nameable(groups[i]);
        if (std::ranges::count(names.answers, key) + std::ranges::count(names.only_whole, key) >
            0) {
            named.push_back(i);
        }
    }
    if (!named.empty() || names_section(text, section_name)) {
        return named;
    }
    auto matches = usual_matches(heading_words(text), groups);
    if (matches.words < 2 && !matches.has_kind) {
        return std::move(matches.exact);
    }
    return matches.whole.empty() ? std::move(matches.begun) : std::move(matches.whole);
}

}    // namespace

std::vector<std::size_t> groups_by_usual_name(std::string_view typed, std::span<const Group> groups,
                                              std::string_view section_name) {
    if (names_section(typed, section_name)) {
        return {};
    }
    auto matches = usual_matches(typed, groups);
    return matches.whole.empty() ? std::move(matches.begun) : std::move(matches.whole);
}

std::vector<std::size_t> groups_in_heading(std::string_view text, std::span<const Group> groups,
                                           std::string_view section_name) {
    auto named = groups_in_part(text, groups, section_name);
    if (!named.empty()) {
        return named;
    }
    std::set<std::size_t> found;
    for (const std::string& part : heading_parts(only_utf8(text))) {
        const auto one = groups_in_part(part, groups, section_name);
        if (one.size() == 1) {
            found.insert(one.front());
        }
    }
    return {found.begin(), found.end()};
}

}    // namespace lmsection
