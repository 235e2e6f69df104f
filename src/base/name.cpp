#include "lmsection/base/name.hpp"

#include "lmsection/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <utility>

namespace lmsection {

namespace {

constexpr std::size_t candidates_kept = 3;
/// Shorter parts occur in nearly every name.
constexpr std::size_t shortest_part = 3;

using Words = std::vector<std::string>;

bool is_word_letter(char c) {
    const bool ascii = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    return ascii || static_cast<unsigned char>(c) >= 0x80U;
}

/// The words of a folded name, without "&" and "and", since people write either or neither.
Words words_of(std::string_view folded_name) {
    Words words;
    std::string word;
    for (const char c : folded_name) {
        if (is_word_letter(c)) {
            word += c;
        } else if (!word.empty()) {
            words.push_back(std::exchange(word, {}));
        }
    }
    if (!word.empty()) {
        words.push_back(std::move(word));
    }
    std::erase(words, "and");
    return words;
}

/// The words of what was typed. Part of an address has none: "ana@" must match literally.
Words words_typed(std::string_view key) {
    return key.find('@') == std::string_view::npos ? words_of(key) : Words{};
}

bool same_or_begun(const std::string& answer, const std::string& typed, bool last_may_be_cut) {
    return last_may_be_cut ? answer.starts_with(typed) : answer == typed;
}

/// Whether `answer` contains the words of `typed` in a row; the last may be a prefix.
bool has_words(const Words& answer, const Words& typed, bool last_may_be_cut) {
    for (std::size_t at = 0; !typed.empty() && at + typed.size() <= answer.size(); ++at) {
        bool same = true;
        for (std::size_t i = 0; i < typed.size(); ++i) {
            const bool last = i + 1 == typed.size();
            same = same && same_or_begun(answer[at + i], typed[i], last && last_may_be_cut);
        }
        if (same) {
            return true;
        }
    }
    return false;
}

/// Whether `answer` starts with `key`, ending at a word boundary.
bool begins_with_words(const std::string& answer, const std::string& key) {
    return answer.starts_with(key) &&
           (answer.size() == key.size() || !is_word_letter(answer[key.size()]));
}

/// The ways in which a typed name can match, strongest first.
using Fits = std::function<bool(const Nameable&)>;
std::vector<Fits> ways_to_fit(const std::string& key) {
    const auto any_answer = [](std::function<bool(const std::string&)> accepts) {
        return [accepts = std::move(accepts)](const Nameable& thing) {
            return std::any_of(thing.answers.begin(), thing.answers.end(), accepts);
        };
    };
    const Words typed = words_typed(key);
    std::vector<Fits> ways{any_answer([key](const std::string& answer) { return answer == key; }),
                           any_answer([typed](const std::string& answer) {
                               return !typed.empty() && words_of(answer) == typed;
                           }),
                           [key](const Nameable& thing) {
                               return std::find(thing.only_whole.begin(), thing.only_whole.end(),
                                                key) != thing.only_whole.end();
                           }};
    if (key.empty()) {
        return ways;
    }
    ways.push_back(
        any_answer([key](const std::string& answer) { return begins_with_words(answer, key); }));
    ways.push_back(any_answer(
        [typed](const std::string& answer) { return has_words(words_of(answer), typed, false); }));
    ways.push_back(
        any_answer([key](const std::string& answer) { return answer.starts_with(key); }));
    if (length_of(key) >= shortest_part) {
        ways.push_back(any_answer([typed](const std::string& answer) {
            return has_words(words_of(answer), typed, true);
        }));
        ways.push_back(any_answer(
            [key](const std::string& answer) { return answer.find(key) != std::string::npos; }));
    }
    return ways;
}

std::vector<std::size_t> those_that(const Fits& fit, std::span<const Nameable> things) {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < things.size(); ++i) {
        if (fit(things[i])) {
            found.push_back(i);
        }
    }
    return found;
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

Words split_at(std::string_view text, std::string_view separators) {
    Words words;
    while (!text.empty()) {
        const auto end = std::min(text.find_first_of(separators), text.size());
        if (end > 0) {
            words.emplace_back(text.substr(0, end));
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
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
    const Words words = split_at(typed, has_blanks ? " " : " -");
    if (words.size() == 1) {    // a family name, the first word of a slug
        for (const std::string& word : split_at(answer, " -")) {
            visit(word.size() > 2 ? slips_in(typed, word) : std::nullopt);
        }
        visit(slips_in(typed, std::string{answer}));
    } else {
        visit(slips_in_words(words, split_at(answer, has_blanks ? " " : "-")));
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
    return folded(is_utf8(typed) ? tidied_text(typed) : std::string{});
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
        const auto found = those_that(fit, things);
        if (found.size() == 1) {
            return found.front();
        }
        if (found.size() > 1) {
            std::vector<std::string> shown;
            for (const std::size_t i : found) {
                shown.push_back(things[i].shown);
            }
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
    const auto same = std::find_if(best_.begin(), best_.end(), [&](const Candidate& candidate) {
        return candidate.shown == shown;
    });
    if (same != best_.end()) {
        same->distance = std::min(same->distance, *distance);
    } else {
        best_.push_back({*distance, std::string{shown}});
    }
    std::stable_sort(best_.begin(), best_.end(), [](const Candidate& a, const Candidate& b) {
        return a.distance < b.distance;
    });
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
    std::string text;
    const std::size_t shown = std::min(names.size(), most);
    for (std::size_t i = 0; i < shown; ++i) {
        const bool last = i + 1 == names.size();
        text += i == 0 ? "" : last ? " or " : ", ";
        text += names[i];
    }
    return shown == names.size() ? text : text + fmt::format(" and {} more", names.size() - shown);
}

std::string joined_with_and(const std::vector<std::string>& texts) {
    std::string all;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        all += (i == 0 ? "" : i + 1 == texts.size() ? " and " : ", ") + texts[i];
    }
    return all;
}

}    // namespace lmsection
