#include "lmsection/domain/group_name.hpp"

#include "lmsection/base/text.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lmsection {

namespace {

/// The initials of a folded name; empty if there is only one.
std::string initials_of(std::string_view folded_name, bool with_and) {
    std::string initials;
    while (!folded_name.empty()) {
        const auto end = std::min(folded_name.find_first_of(" -"), folded_name.size());
        const std::string_view word = folded_name.substr(0, end);
        const bool counts = !word.empty() && word != "&" && (with_and || word != "and");
        initials += counts ? std::string{word.substr(0, 1)} : "";
        folded_name.remove_prefix(std::min(end + 1, folded_name.size()));
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
    static const std::set<std::string, std::less<>> others{"and", "the", "of", "for",
                                                           "in",  "on",  "s"};
    Words words;
    std::string word;
    const std::string text = folded(is_utf8(name) ? name : std::string_view{});
    for (const char32_t c : code_points(text)) {
        if (is_alphanumeric(c)) {
            word += utf8_of(c);
        } else if (c != U'\'' && !word.empty()) {
            words.push_back(std::exchange(word, {}));
        }
    }
    if (!word.empty()) {
        words.push_back(std::move(word));
    }
    std::erase_if(words, [](const std::string& one) { return others.contains(one); });
    return words;
}

/// A word for a kind of group at the end of a name.
struct KindWord {
    std::string_view text;
    std::optional<GroupKind> kind;    ///< none: of any kind
};

/// Removes the words for a kind from the end of a name. Returns the kind, if they name one.
std::optional<GroupKind> remove_kind(Words& words) {
    static constexpr std::array<KindWord, 22> known{{{"committee", GroupKind::committee},
                                                     {"committees", GroupKind::committee},
                                                     {"cmte", GroupKind::committee},
                                                     {"cmtee", GroupKind::committee},
                                                     {"comm", GroupKind::committee},
                                                     {"com", GroupKind::committee},
                                                     {"commit", GroupKind::committee},
                                                     {"cte", GroupKind::committee},
                                                     {"committe", GroupKind::committee},
                                                     {"committ", GroupKind::committee},
                                                     {"commi", GroupKind::committee},
                                                     {"ig", GroupKind::interest_group},
                                                     {"wg", GroupKind::working_group},
                                                     {"lt", GroupKind::leadership_team},
                                                     {"team", std::nullopt},
                                                     {"group", std::nullopt},
                                                     {"grp", std::nullopt},
                                                     {"roster", std::nullopt},
                                                     {"members", std::nullopt},
                                                     {"membership", std::nullopt},
                                                     {"list", std::nullopt},
                                                     {"section", std::nullopt}}};
    std::optional<GroupKind> kind;
    while (words.size() > 1) {
        const auto found = std::find_if(known.begin(), known.end(), [&](const KindWord& one) {
            return one.text == words.back();
        });
        if (found == known.end()) {
            break;
        }
        kind = found->kind ? found->kind : kind;
        words.pop_back();
        const bool is_group = found->text == "group" || found->text == "grp";
        if (is_group && words.size() > 1 && (words.back() == "interest" || words.back() == "int")) {
            kind = GroupKind::interest_group;
            words.pop_back();
        } else if (is_group && words.size() > 1 && words.back() == "working") {
            kind = GroupKind::working_group;
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
    const auto [a, b] = std::mismatch(typed.begin(), typed.end(), word.begin(), word.end());
    const auto same = static_cast<std::size_t>(a - typed.begin());
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
    static const std::set<std::string, std::less<>> own{
        "core", "lm", "lms", "ala", "roster", "list", "members", "membership", "committee"};
    Words rest = typed;
    while (rest.size() > 1 && own.contains(rest.front())) {
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
    std::vector<std::size_t> exact;    ///< the same words
    std::vector<std::size_t> whole;
    std::vector<std::size_t> begun;
    std::size_t words = 0;    ///< how many words were typed before those for a kind
    bool has_kind = false;
};

UsualMatches usual_matches(std::string_view typed, std::span<const Group> groups) {
    Words all = telling_words(typed);
    const auto kind = remove_kind(all);
    UsualMatches matches{
        .exact = {}, .whole = {}, .begun = {}, .words = all.size(), .has_kind = kind.has_value()};
    for (std::size_t i = 0; i < groups.size() && !all.empty(); ++i) {
        if (kind && groups[i].kind != *kind) {
            continue;
        }
        Words words = telling_words(groups[i].name);
        remove_kind(words);
        Match best = Match::none;
        for (const Words& way : ways_to_begin(all)) {
            const bool only_letters = std::all_of(
                way.begin(), way.end(), [](const std::string& word) { return word.size() == 1; });
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
    std::string words;
    for (const std::string& word : telling_words(text.substr(0, text.find('(')))) {
        const bool number = word.find_first_not_of("0123456789") == std::string::npos;
        words += number ? "" : word + " ";
    }
    return words;
}

}    // namespace

bool names_section(std::string_view text, std::string_view section_name) {
    Words section = telling_words(section_name);
    remove_kind(section);
    Words typed = telling_words(heading_words(text));
    if (remove_kind(typed) || section.empty() || typed.empty()) {
        return false;
    }
    const auto ways = ways_to_begin(typed);
    return std::any_of(ways.begin(), ways.end(), [&](const Words& way) {
        return match_words(way, 0, section, 0) == Match::whole;
    });
}

namespace {

/// The parts of a heading between dashes, colons and brackets.
std::vector<std::string> heading_parts(std::string_view text) {
    std::string marked{text};
    for (const std::string_view dash : {" - ", "\u2013", "\u2014"}) {
        for (auto at = marked.find(dash); at != std::string::npos; at = marked.find(dash, at)) {
            marked.replace(at, dash.size(), "|");
        }
    }
    std::vector<std::string> parts;
    for (std::size_t from = 0; from < marked.size();) {
        const auto end = std::min(marked.find_first_of("|:()[]", from), marked.size());
        parts.push_back(tidied_text(marked.substr(from, end - from)));
        from = end + 1;
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
        const auto is_key = [&](const std::string& name) { return name == key; };
        if (std::any_of(names.answers.begin(), names.answers.end(), is_key) ||
            std::any_of(names.only_whole.begin(), names.only_whole.end(), is_key)) {
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
    for (const std::string& part : heading_parts(is_utf8(text) ? text : std::string_view{})) {
        const auto one = groups_in_part(part, groups, section_name);
        if (one.size() == 1) {
            found.insert(one.front());
        }
    }
    return {found.begin(), found.end()};
}

}    // namespace lmsection
