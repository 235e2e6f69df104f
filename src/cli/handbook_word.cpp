#include "handbook_word.hpp"

#include "lmsection/base/name.hpp"
#include "lmsection/domain/appointment.hpp"
#include "lmsection/domain/event.hpp"
#include "lmsection/domain/group.hpp"
#include "lmsection/domain/person.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <set>
#include <utility>

namespace lmsection::cli {

namespace {

std::string text_of(const std::vector<int>& numbers) {
    std::vector<std::string> words;
    for (const int number : numbers) {
        words.push_back(fmt::format("{}", number));
    }
    return listed(words, words.size());
}

std::string role_words(const Handbook& handbook, bool leading) {
    std::vector<std::string> words;
    for (const Role role : handbook.roles) {
        if (!leading || leads(role)) {
            words.emplace_back(word(role));
        }
    }
    return listed(words, words.size());
}

/// The handbook's own title of a kind of group, within a sentence: "the Leadership Team", "Interest
/// Groups".
std::string title_of(const KindFacts& kind) {
    return kind.kind == GroupKind::leadership_team ? "the " + kind.title : kind.title;
}

/// "2; 1 for leaders of Interest Groups": the usual terms, the most common first.
std::string usual_terms(const Handbook& handbook) {
    std::map<int, int> counts;
    for (const KindFacts& kind : handbook.kinds) {
        counts[kind.member_years] += 1;
        counts[kind.chair_years] += 1;
    }
    const auto most_common = std::ranges::max_element(counts, {},
                                                      &std::pair<const int, int>::second);
    if (most_common == counts.end()) {
        return {};
    }
    std::string text = fmt::format("{}", most_common->first);
    for (const KindFacts& kind : handbook.kinds) {
        const auto add = [&](int years, std::string_view who) {
            if (years != most_common->first) {
                text += fmt::format("; {} {} {}", years, who, title_of(kind));
            }
        };
        if (kind.member_years == kind.chair_years) {
            add(kind.member_years, "in");
        } else {
            add(kind.member_years, "for members of");
            add(kind.chair_years, "for leaders of");
        }
    }
    return text;
}

template <class Thing>
std::string ids(const std::vector<Thing>& things) {
    constexpr std::size_t most_named = 6;
    std::vector<std::string> words;
    for (const Thing& thing : things) {
        words.push_back(thing.id.text());
    }
    return words.empty() ? "none in this handbook" : listed(words, most_named);
}

/// One of the ids, for an example; the last one if there are fewer.
template <class Thing>
std::string example_id(const std::vector<Thing>& things, std::size_t place,
                       std::string_view otherwise) {
    return things.empty() ? std::string{otherwise}
                          : things[std::min(place, things.size() - 1)].id.text();
}

/// An event whose dates the section sets, for an example.
std::string event_to_set(const Handbook& handbook) {
    const auto found = std::ranges::find_if(handbook.events, is_set_by_year);
    return found == handbook.events.end() ? "EVENT" : found->id.text();
}

/// A venue that pays speakers, for an example.
std::string paid_venue(const Handbook& handbook) {
    for (const Rule& rule : handbook.rules) {
        if (rule.measure == measure::stipend) {
            return rule.venue;
        }
    }
    return example_id(handbook.venues, 0, "VENUE");
}

/// The types of session that any venue has.
std::string session_types(const Handbook& handbook) {
    std::vector<std::string> types;
    for (const Venue& venue : handbook.venues) {
        for (const std::string& type : venue.types) {
            if (std::ranges::find(types, type) == types.end()) {
                types.push_back(type);
            }
        }
    }
    return types.empty() ? "none in this handbook" : listed(types, types.size());
}

/// Which kinds of group meet with the chairs by a rule, and where it stands: "the Leadership Team
/// (§2)".
std::string chairs_meetings(const Handbook& handbook) {
    for (const Rule& rule : handbook.rules) {
        if (rule.measure == measure::chairs_meetings && !rule.kinds.empty()) {
            return fmt::format("{} ({})", title_of(handbook.of_kind(rule.kinds.front())),
                               cited(rule.section));
        }
    }
    return "the group";
}

using WordSource = std::string (*)(const Handbook&);
constexpr std::array<std::pair<std::string_view, WordSource>, 13> marks{{
    {"{terms}", [](const Handbook& handbook) { return text_of(term_lengths(handbook)); }},
    {"{usual-terms}", usual_terms},
    {"{roles}", [](const Handbook& handbook) { return role_words(handbook, false); }},
    {"{leading-roles}", [](const Handbook& handbook) { return role_words(handbook, true); }},
    {"{venues}", [](const Handbook& handbook) { return ids(handbook.venues); }},
    {"{venue}", [](const Handbook& handbook) { return example_id(handbook.venues, 0, "VENUE"); }},
    {"{other-venue}",
     [](const Handbook& handbook) { return example_id(handbook.venues, 1, "VENUE"); }},
    {"{paid-venue}", paid_venue},
    {"{types}", session_types},
    {"{leadership-team}",
     [](const Handbook& handbook) {
         return title_of(handbook.of_kind(GroupKind::leadership_team));
     }},
    {"{chairs-meetings}", chairs_meetings},
    {"{events}", [](const Handbook& handbook) { return ids(handbook.events); }},
    {"{event}", event_to_set},
}};

}    // namespace

std::vector<int> term_lengths(const Handbook& handbook) {
    std::set<int> lengths;
    for (const KindFacts& kind : handbook.kinds) {
        const auto of_kind = lmsection::term_lengths(kind, handbook);
        lengths.insert(of_kind.begin(), of_kind.end());
    }
    return {lengths.begin(), lengths.end()};
}

std::string with_handbook_words(std::string_view text,
                                const std::function<const Handbook&()>& handbook) {
    std::string result{text};
    for (const auto& [mark, words] : marks) {
        for (auto at = result.find(mark); at != std::string::npos; at = result.find(mark, at)) {
            const std::string replacement = words(handbook());
            result.replace(at, mark.size(), replacement);
            at += replacement.size();
        }
    }
    return result;
}

}    // namespace lmsection::cli
