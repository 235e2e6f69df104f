#include "lmsection/base/name.hpp"

#include "lmsection/base/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <optional>
#include <utility>

namespace lmsection {

namespace {

constexpr std::size_t candidates_kept = 3;
/// Shorter parts occur in nearly every name.
constexpr std::size_t shortest_part = 3;

using Words = std::vector<std::string>;

bool is_word_letter(char c) {
    return is_letter(c) || is_digit(c) || !is_ascii(c);
}

/// The words of a folded name, without "&" and "and", since people write either or neither.
Words words_of(std::string_view folded_name) {
    std::string text{folded_name};
    std::ranges::replace_if(text, std::not_fn(is_word_letter), ' ');
    Words words = split(text, " ");
    std::erase(words, "and");
    return words;
}

/// The words of what was typed. Part of an address has none: "ana@" must match literally.
Words words_typed(std::string_view key) {
    return key.find('@') == std::string_view::npos ? words_of(key) : Words{};
}

/// Whether `answer` contains the words of `typed` in a row; the last may be a prefix.
bool has_words(const Words& answer, const Words& typed, bool last_may_be_cut) {
    const auto same = [&](const std::string& word, const std::string& typed_word) {
        const bool may_be_cut = last_may_be_cut && &typed_word == &typed.back();
        return may_be_cut ? word.starts_with(typed_word) : word == typed_word;
    };
    return !typed.empty() && std::search(answer.begin(), answer.end(), typed.begin(), typed.end(),
                                         same) != answer.end();
}

/// The ways in which a typed name can match, strongest first.
using Fits = std::function<bool(const Nameable&)>;
std::vector<Fits> ways_to_fit(const std::string& key) {
    const auto any_answer = [](std::function<bool(const std::string&)> accepts) {
        return [accepts = std::move(accepts)](const Nameable& thing) {
            return std::ranges::any_of(thing.answers, accepts);
        };
    };
    const Words typed = words_typed(key);
    const auto has_typed = [typed](bool last_may_be_cut) {
        return [typed, last_may_be_cut](const std::string& answer) {
            return has_words(words_of(answer), typed, last_may_be_cut);
        };
    };
    std::vector<Fits> ways{any_answer([key](const std::string& answer) { return answer == key; }),
                           any_answer([typed](const std::string& answer) {
                               return !typed.empty() && words_of(answer) == typed;
                           }),
                           [key](const Nameable& thing) {
                               return std::ranges::count(thing.only_whole, key) > 0;
                           }};
    if (key.empty()) {
        return ways;
    }
    ways.push_back(any_answer([key](const std::string& answer) {
        return answer.starts_with(key) &&
               (answer.size() == key.size() || !is_word_letter(answer[key.size()]));
    }));
    ways.push_back(any_answer(has_typed(false)));
    ways.push_back(
        any_answer([key](const std::string& answer) { return answer.starts_with(key); }));
    if (length_of(key) >= shortest_part) {
        ways.push_back(any_answer(has_typed(true)));
        ways.push_back(any_answer(
            [key](const std::string& answer) { return answer.find(key) != std::string::npos; }));
    }
    return ways;
}

/// How many typos a typed word of this length may have and still match: a third of its letters, and
/// always fewer than half.
std::size_t farthest(std::size_t length) {
    return std::min((length + 2) / 3, (std::max<std::size_t>(length, 1) - 1) / 2);
}

/// The distance between a typed word and a possibly intended one; nothing if that is implausible.
/// Few people get the first letter wrong and others as well.
std::optional<std::size_t> slips_in(const std::string& typed, const std::string& meant) {
    const std::size_t slips = edit_distance(typed, meant);
    const bool same_first = typed.substr(0, 1) == meant.substr(0, 1);
    const std::size_t most = farthest(length_of(typed));
    return slips <= (same_first ? most : std::min<std::size_t>(most, 1)) ? std::optional{slips}
                                                                         : std::nullopt;
}

/// The smallest distance between the typed words and as many consecutive words of `meant`.
std::optional<std::size_t> slips_in_words(const Words& typed, const Words& meant) {
    std::optional<std::size_t> best;
    for (std::size_t at = 0; at + typed.size() <= meant.size(); ++at) {
        std::optional<std::size_t> sum = meant.size() == typed.size() ? 0U : 1U;
        for (std::size_t i = 0; sum && i < typed.size(); ++i) {
            const auto slips = slips_in(typed[i], meant[at + i]);
            sum = slips ? std::optional{*sum + *slips} : std::nullopt;
        }
        if (sum && (!best || *sum < *best)) {
            best = sum;
        }
    }
    return best;
}

/// The texts with commas between them, but `last` before the last one.
std::string joined_with(std::string_view last, const std::vector<std::string>& texts) {
    std::string all;
    for (const std::string& text : texts) {
        all += all.empty() ? "" : &text == &texts.back() ? last : ", ";
        all += text;
    }
    return all;
}

std::string without_separators(std::string_view text) {
    std::string letters{text};
    std::erase_if(letters, [](char c) { return c == ' ' || c == '-'; });
    return letters;
}

/// The distance between the typed text and a name; nothing if it is implausible that it was meant.
std::optional<std::size_t> slips_between(const std::string& typed, std::string_view answer) {
    std::optional<std::size_t> best;
    const auto visit = [&](std::optional<std::size_t> slips) {
        if (slips && (!best || *slips < *best)) {
            best = slips;
        }
    };
    const bool has_blanks = answer.find(' ') != std::string_view::npos;
    const Words words = split(typed, has_blanks ? " " : " -");
    if (words.size() == 1) {    // a family name, the first word of a slug
        for (const std::string& word : split(answer, " -")) {
            visit(word.size() > 2 ? slips_in(typed, word) : std::nullopt);
        }
        visit(slips_in(typed, std::string{answer}));
    } else {
        visit(slips_in_words(words, split(answer, has_blanks ? " " : "-")));
    }
    // "middlemanagers", "mid managers": missing or extra spaces.
    const std::string letters = without_separators(typed);
    const std::string meant = without_separators(answer);
    constexpr std::size_t most_slips = 2;
    const std::size_t limit = std::min(most_slips, farthest(length_of(letters)));
    if (const std::size_t slips = edit_distance(letters, meant);
        slips <= limit && letters.substr(0, 1) == meant.substr(0, 1)) {
        visit(slips + 1);
    }
    return best;
}

}    // namespace

std::string name_key(std::string_view typed) {
    return folded(tidied_text(only_utf8(typed)));
}

Fault unknown_word(std::string_view what, std::string_view typed,
                   const std::vector<std::string_view>& words) {
    return {fmt::format("{} is not a {}", in_quotes(typed), what),
            fmt::format("use one of {}", fmt::join(words, ", "))};
}

bool has_whole_words(std::string_view folded_name, std::string_view key) {
    return has_words(words_of(folded_name), words_typed(key), false);
}

bool begins_a_word(std::string_view folded_name, std::string_view key) {
    return has_words(words_of(folded_name), words_typed(key), true);
}

Outcome<std::size_t> resolve_name(std::string_view what, std::string_view typed,
                                  std::span<const Nameable> things, std::string_view see) {
    for (const Fits& fit : ways_to_fit(name_key(typed))) {
        std::size_t last = 0;
        std::vector<std::string> shown;
        for (std::size_t i = 0; i < things.size(); ++i) {
            if (fit(things[i])) {
                last = i;
                shown.push_back(things[i].shown);
            }
        }
        if (shown.size() == 1) {
            return last;
        }
        if (shown.size() > 1) {
            return Fault{fmt::format("{} matches more than one {}", in_quotes(typed), what),
                         fmt::format("write {}", listed(shown))};
        }
    }
    Nearest nearest{typed};
    for (const Nameable& thing : things) {
        for (const std::string& answer : thing.answers) {
            nearest.offer(thing.shown, answer);
        }
    }
    return Fault{fmt::format("no {} is called {}", what, in_quotes(typed)),
                 nearest.question(see.empty() ? fmt::format("see 'lmsection {} list'", what)
                                              : see)};
}

Nearest::Nearest(std::string_view typed) : typed_(name_key(typed)) {
    constexpr std::size_t longest_name = 200;
    if (length_of(typed_) > longest_name) {
        typed_.clear();    // it resembles no name, and comparing it would be slow
    }
}

void Nearest::offer(std::string_view shown, std::string_view folded_answer) {
    const auto distance = typed_.empty() ? std::nullopt : slips_between(typed_, folded_answer);
    if (!distance) {
        return;
    }
    const auto same = std::ranges::find(best_, shown, &Candidate::shown);
    if (same != best_.end()) {
        same->distance = std::min(same->distance, *distance);
    } else {
        best_.push_back({*distance, std::string{shown}});
    }
    std::ranges::stable_sort(best_, {}, &Candidate::distance);
    if (best_.size() > candidates_kept) {
        best_.resize(candidates_kept);
    }
}

std::string Nearest::question(std::string_view otherwise) const {
    if (best_.empty()) {
        return std::string{otherwise};
    }
    std::vector<std::string> shown;
    for (const Candidate& candidate : best_) {
        // If there is a close match, much weaker ones are noise.
        if (candidate.distance <= best_.front().distance + 1) {
            shown.push_back(candidate.shown);
        }
    }
    return fmt::format("did you mean {}?", listed(shown));
}

std::string listed(const std::vector<std::string>& names, std::size_t most) {
    if (names.size() <= most) {
        return joined_with(" or ", names);
    }
    return fmt::format("{} and {} more", fmt::join(std::span{names}.first(most), ", "),
                       names.size() - most);
}

std::string joined_with_and(const std::vector<std::string>& texts) {
    return joined_with(" and ", texts);
}

}    // namespace lmsection
