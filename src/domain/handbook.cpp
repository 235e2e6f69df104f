#include "lmsection/domain/handbook.hpp"

#include "lmsection/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <stdexcept>

namespace lmsection {

namespace {

/// The element of `all` with this key; null if there is none.
template <class Element, class Key, class Projection>
const Element* find_in(const std::vector<Element>& all, const Key& key, Projection key_of) {
    const auto found = std::ranges::find(all, key, key_of);
    return found == all.end() ? nullptr : &*found;
}

}    // namespace

std::string_view word(Strength strength) {
    return strength == Strength::must ? "must" : "should";
}

std::string cited(const std::string& section) {
    return !section.empty() && is_digit(section.front()) ? "§" + section : section;
}

Strength Rule::strength_for(Role role) const {
    return std::ranges::count(should_for, role) > 0 ? Strength::should : strength;
}

bool Rule::holds(int count) const {
    return (!at_least || count >= *at_least) && (!at_most || count <= *at_most);
}

std::string Rule::bound() const {
    if (at_least && at_least == at_most) {
        return fmt::format("exactly {}", *at_least);
    }
    if (at_least && at_most) {
        return fmt::format("{} to {}", *at_least, *at_most);
    }
    if (at_least) {
        return fmt::format("at least {}", *at_least);
    }
    return at_most ? fmt::format("at most {}", *at_most) : says;
}

bool About::is_about(const Slug& group, GroupKind kind) const {
    return std::ranges::count(kinds, kind) > 0 || std::ranges::count(groups, group.text()) > 0;
}

Date ReportRule::due(ProgramYear year) const {
    const Month in = id(year);
    const Date end = last_day_of(in);
    return day ? std::min(Date{in / date::day{*day}}, end) : end;
}

const KindFacts& Handbook::of_kind(GroupKind kind) const {
    const KindFacts* found = find_in(kinds, kind, &KindFacts::kind);
    if (found == nullptr) {
        throw std::logic_error("a handbook without all four kinds was accepted");
    }
    return *found;
}

const GroupFacts* Handbook::group(const Slug& slug) const {
    return find_in(groups, slug, &GroupFacts::slug);
}

std::vector<const Rule*> Handbook::rules_for(Measure measure, GroupKind kind) const {
    std::vector<const Rule*> found;
    for (const Rule& rule : rules) {
        if (rule.measure == measure && rule.binds(kind)) {
            found.push_back(&rule);
        }
    }
    return found;
}

const Venue* Handbook::venue(std::string_view id) const {
    return find_in(
        venues, id, [](const Venue& known) -> auto& { return known.id.text(); });
}

bool Handbook::is_edition_of(const Handbook& other) const {
    return section_name == other.section_name && division == other.division &&
           association == other.association;
}

Role Handbook::member() const {
    return role_on_record(roles, word(Role::member)).value();
}

Outcome<Role> find_role(const Handbook& handbook, std::string_view text) {
    return find_role(handbook.roles, text);
}

bool names_role(const Handbook& handbook, std::string_view text) {
    return role_named(handbook.roles, text).has_value();
}

std::optional<Date> Reminder::stage_on(Date day, Date today) const {
    std::vector<Date> stages;
    for (const int days : days_before) {
        stages.push_back(plus_days(day, -days));
    }
    for (const int days : days_after) {
        stages.push_back(plus_days(day, days));
    }
    for (const date::month month : months) {
        stages.push_back(Date{ProgramYear::containing(today).month(month) / 1});
    }
    if (stages.empty()) {
        return std::nullopt;
    }
    std::ranges::sort(stages);
    if (stages.back() <= today) {
        const int past = days_between(stages.back(), today);
        return repeat_days ? plus_days(stages.back(), past / *repeat_days * *repeat_days)
                           : stages.back();
    }
    const auto next = std::upper_bound(stages.begin(), stages.end(), today);
    return next == stages.begin() ? std::nullopt : std::optional{*std::prev(next)};
}

}    // namespace lmsection
