#include "lmsection/domain/handbook.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace lmsection {

namespace {

constexpr std::array<std::pair<Measure, std::string_view>, 13> measure_words{{
    {Measure::size, "size"},
    {Measure::term_years, "term-years"},
    {Measure::chair_pattern, "chair-pattern"},
    {Measure::chair_from_members, "chair-from-members"},
    {Measure::chair_rotation, "chair-rotation"},
    {Measure::meetings, "meetings"},
    {Measure::chairs_meetings, "chairs-meetings"},
    {Measure::reports, "reports"},
    {Measure::programs, "programs"},
    {Measure::paid_speakers, "paid-speakers"},
    {Measure::stipend, "stipend"},
    {Measure::other_divisions, "other-divisions"},
    {Measure::appointed_by, "appointed-by"},
}};

bool holds_kind(const std::vector<GroupKind>& kinds, GroupKind kind) {
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

}    // namespace

std::string_view word(Strength strength) {
    return strength == Strength::must ? "must" : "should";
}

std::string_view word(Measure measure) {
    const auto* const found = std::find_if(measure_words.begin(), measure_words.end(),
                                           [&](const auto& pair) { return pair.first == measure; });
    return found->second;
}

std::optional<Measure> parse_measure(std::string_view text) {
    for (const auto& [measure, spelled] : measure_words) {
        if (spelled == text) {
            return measure;
        }
    }
    return std::nullopt;
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

bool Handbook::owes_reports(GroupKind kind) const {
    return std::any_of(reports.begin(), reports.end(),
                       [&](const ReportRule& report) { return holds_kind(report.kinds, kind); });
}

Role Handbook::member() const {
    return role_on_record(roles, word(Role::member)).value();
}

Outcome<Role> find_role(const Handbook& handbook, std::string_view text) {
    return find_role(handbook.roles, text);
}

}    // namespace lmsection
