#include "lmsection/domain/handbook.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <stdexcept>

namespace lmsection {

namespace {

bool holds_kind(const std::vector<GroupKind>& kinds, GroupKind kind) {
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

}    // namespace

std::string_view word(Strength strength) {
    return strength == Strength::must ? "must" : "should";
}

bool Rule::binds(GroupKind kind) const {
    return holds_kind(kinds, kind);
}

std::string cited(const std::string& section) {
    const bool numbered = !section.empty() && section.front() >= '0' && section.front() <= '9';
    return numbered ? "§" + section : section;
}

Strength Rule::strength_for(Role role) const {
    const bool softer = std::find(should_for.begin(), should_for.end(), role) != should_for.end();
    return softer ? Strength::should : strength;
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
    return holds_kind(kinds, kind) ||
           std::find(groups.begin(), groups.end(), group.text()) != groups.end();
}

Date ReportRule::due(ProgramYear year) const {
    const Month in = id(year);
    const Date end = last_day_of(in);
    return day ? std::min(Date{in / date::day{*day}}, end) : end;
}

const KindFacts& Handbook::of_kind(GroupKind kind) const {
    const auto found = std::find_if(kinds.begin(), kinds.end(),
                                    [&](const KindFacts& known) { return known.kind == kind; });
    if (found == kinds.end()) {
        throw std::logic_error("a handbook without all four kinds was accepted");
    }
    return *found;
}

const GroupFacts* Handbook::group(const Slug& slug) const {
    const auto found = std::find_if(groups.begin(), groups.end(),
                                    [&](const GroupFacts& known) { return known.slug == slug; });
    return found == groups.end() ? nullptr : &*found;
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
    const auto found = std::find_if(venues.begin(), venues.end(),
                                    [&](const Venue& known) { return known.id.text() == id; });
    return found == venues.end() ? nullptr : &*found;
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

std::string_view word(ReminderKind kind) {
    switch (kind) {
    case ReminderKind::report_due: return "report-due";
    case ReminderKind::checklist: return "checklist";
    case ReminderKind::meetings: return "meetings";
    case ReminderKind::minutes: return "minutes";
    case ReminderKind::term_ending: return "term-ending";
    case ReminderKind::appointments: return "appointments";
    case ReminderKind::volunteers: return "volunteers";
    case ReminderKind::events: return "events";
    }
    return {};
}

std::string_view word(ReminderTo to) {
    switch (to) {
    case ReminderTo::leaders: return "leaders";
    case ReminderTo::team: return "team";
    case ReminderTo::person: return "person";
    }
    return {};
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
    std::sort(stages.begin(), stages.end());
    if (stages.back() <= today) {
        const int past = days_between(stages.back(), today);
        return repeat_days ? plus_days(stages.back(), past / *repeat_days * *repeat_days)
                           : stages.back();
    }
    const auto next = std::upper_bound(stages.begin(), stages.end(), today);
    return next == stages.begin() ? std::nullopt : std::optional{*std::prev(next)};
}

}    // namespace lmsection
