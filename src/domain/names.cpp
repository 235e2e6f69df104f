#include "lmsection/domain/names.hpp"

#include "lmsection/domain/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lmsection {

namespace {

constexpr std::size_t candidates_kept = 3;

bool any_answer(const Nameable& thing, const std::function<bool(const std::string&)>& accepts) {
    return std::any_of(thing.answers.begin(), thing.answers.end(), accepts);
}

std::vector<std::size_t> matching(std::span<const Nameable> things,
                                  const std::function<bool(const std::string&)>& accepts) {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < things.size(); ++i) {
        if (any_answer(things[i], accepts)) {
            found.push_back(i);
        }
    }
    return found;
}

/// The distance to the whole answer or to the nearest of its words, so that a family name typed
/// with a slip still finds its owner.
std::size_t distance_to(std::string_view typed, std::string_view answer) {
    std::size_t best = edit_distance(typed, answer);
    while (!answer.empty()) {
        const auto end = std::min(answer.find_first_of(" -"), answer.size());
        if (end > 2) {
            best = std::min(best, edit_distance(typed, answer.substr(0, end)));
        }
        answer.remove_prefix(std::min(end + 1, answer.size()));
    }
    return best;
}

/// How many slips a typed word of that length may hold and still mean a name: a third of its
/// letters, and always fewer than half.
std::size_t farthest(std::size_t length) {
    return std::min((length + 2) / 3, (std::max<std::size_t>(length, 1) - 1) / 2);
}

}    // namespace

std::string name_key(std::string_view typed) {
    return folded(is_utf8(typed) ? tidied_text(typed) : std::string{});
}

Outcome<std::size_t> resolve_name(std::string_view what, std::string_view typed,
                                  std::span<const Nameable> things) {
    const std::string key = name_key(typed);
    const auto exact = matching(things, [&](const std::string& answer) { return answer == key; });
    if (exact.size() == 1) {
        return exact.front();
    }
    std::vector<std::size_t> begun;
    if (!key.empty()) {
        begun = matching(things,
                         [&](const std::string& answer) { return answer.starts_with(key); });
    }
    if (begun.size() == 1) {
        return begun.front();
    }
    if (begun.size() > 1) {
        std::vector<std::string> shown;
        for (const std::size_t i : begun) {
            shown.push_back(things[i].shown);
        }
        return Fault{fmt::format("{} fits more than one {}", in_quotes(typed), what),
                     fmt::format("write {}", listed(shown))};
    }
    Nearest nearest{typed};
    for (const Nameable& thing : things) {
        for (const std::string& answer : thing.answers) {
            nearest.offer(thing.shown, answer);
        }
    }
    return Fault{fmt::format("no {} is called {}", what, in_quotes(typed)),
                 nearest.question(fmt::format("see 'lmsection {} list'", what))};
}

Nearest::Nearest(std::string_view typed)
    : typed_(name_key(typed)), limit_(farthest(length_of(typed_))) {
    constexpr std::size_t longest_name = 200;
    if (length_of(typed_) > longest_name) {
        typed_.clear();    // it is near to no name, and would cost much to compare
    }
}

void Nearest::offer(std::string_view shown, std::string_view folded_answer) {
    const std::size_t distance = distance_to(typed_, folded_answer);
    if (typed_.empty() || distance > limit_) {
        return;
    }
    const auto same = std::find_if(best_.begin(), best_.end(), [&](const Candidate& candidate) {
        return candidate.shown == shown;
    });
    if (same != best_.end()) {
        same->distance = std::min(same->distance, distance);
    } else {
        best_.push_back({distance, std::string{shown}});
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
        // Beside a near miss, what is much farther is noise.
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

}    // namespace lmsection
