#include "lmsection/app/group.hpp"

#include "handbook_part.hpp"
#include "lmsection/app/duty.hpp"
#include "lmsection/app/leave.hpp"
#include "lmsection/app/meeting.hpp"
#include "lmsection/app/redaction.hpp"
#include "lmsection/app/roster.hpp"
#include "lmsection/base/list.hpp"
#include "lmsection/base/name.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/domain/service.hpp"
#include "lmsection/store/appointment.hpp"
#include "lmsection/store/group.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>

namespace lmsection::app {

namespace {

constexpr std::string_view to_be_written = "not written yet (TBD in the handbook)";
constexpr std::string_view not_described = "not written yet (the handbook does not describe it)";
constexpr std::string_view any_size = "any";

/// The sizes that the rules require of a kind of group.
struct SizeBounds {
    std::optional<int> least;
    std::optional<int> most;
};

SizeBounds wanted_size(const Handbook& handbook, GroupKind kind) {
    SizeBounds bounds;
    for (const Rule* rule : handbook.rules_for(measure::size, kind)) {
        bounds.least = rule->at_least ? rule->at_least : bounds.least;
        bounds.most = rule->at_most ? rule->at_most : bounds.most;
    }
    return bounds;
}

/// "6 to 12"
std::string text_of(const SizeBounds& bounds) {
    const auto& [least, most] = bounds;
    if (least && most) {
        return fmt::format("{} to {}", *least, *most);
    }
    if (least) {
        return fmt::format("{} or more", *least);
    }
    return most ? fmt::format("up to {}", *most) : std::string{any_size};
}

/// The names of those who lead on `day`, in roster order; those on leave only if no one acts for
/// them.
std::vector<std::string> leaders_named(const Session& session, const std::vector<Service>& record,
                                       Date day) {
    std::vector<std::string> texts;
    for (const Leader& leader : leaders_on(session, record, day)) {
        texts.push_back(fmt::format("{} ({}{})", leader.person.name,
                                    leader.instead_of ? "acting " : "", word(leader.role)));
    }
    const auto away = those_that(record, [&](const Service& service) {
        const Leave* leave = leave_on(service.appointment, day);
        return leads(service.appointment.role) && leave != nullptr && !leave->acting;
    });
    for (const auto& [held, name] : named(session, away)) {    // they still lead the group
        texts.push_back(fmt::format("{} ({})", name, word(held.role)));
    }
    return texts;
}

/// The state of a group on `day`; `record` has its terms that run then or begin later.
GroupState state_by(const Session& session, const Group& group, const std::vector<Service>& record,
                    Date day) {
    const auto seats = vacant_seats(group.kind, record, day, session.handbook());
    const int vacant = group.works_on(day) ? static_cast<int>(seats.size()) : 0;
    auto leaders = leaders_named(session, record, day);
    return {.group = group,
            .people = size_on(record, day),
            .wanted = text_of(wanted_size(session.handbook(), group.kind)),
            .led_by = fmt::format("{}", fmt::join(leaders, ", ")),
            .vacant = vacant,
            .others = others_on(record, day),
            .leaders = std::move(leaders)};
}

std::vector<GroupState> states_of(const Session& session, const std::vector<const Group*>& groups,
                                  Date day) {
    return transformed(groups, [&](const Group* group) {
        const auto record = session.has_database()
                                ? store::running_terms(session.database(), group->id, day)
                                : std::vector<Service>{};
        return state_by(session, *group, record, day);
    });
}

/// "2 held in 2026-27 (4 wanted), 1 planned"
std::string meetings_text(const Session& session, const Group& group, Date day) {
    const auto count = meeting_counts(session, ProgramYear::containing(day), group).front();
    const std::string wanted = count.wanted ? fmt::format(" ({} wanted)", *count.wanted) : "";
    const std::string planned = count.planned > 0 ? fmt::format(", {} planned", count.planned) : "";
    return fmt::format("{} held in {}{}{}", count.held, count.year.label(), wanted, planned);
}

/// "1 of 2 done in 2026-27; open: annual-discussion"; empty for a group without duties.
std::string duties_text(const Session& session, const Group& group, Date day) {
    const ProgramYear year = ProgramYear::containing(day);
    const auto duties = duties_of_year(session, year, group);
    std::vector<std::string> left;
    int done = 0;
    int skipped = 0;
    for (const Duty& duty : duties) {
        const DutyStatus status = duty.status(day);
        done += status == DutyStatus::done ? 1 : 0;
        skipped += status == DutyStatus::skipped ? 1 : 0;
        if (status == DutyStatus::open || status == DutyStatus::overdue) {
            left.push_back(duty.id.text());
        }
    }
    if (duties.empty()) {
        return {};
    }
    const std::string passed = skipped == 0 ? "" : fmt::format(", {} skipped", skipped);
    const std::string open = left.empty() ? "" : fmt::format("; open: {}", listed(left));
    return fmt::format("{} of {} done{} in {}{}", done, duties.size(), passed, year.label(), open);
}

std::string charge_text(const Handbook& handbook, const Group& group) {
    if (!group.charge.empty()) {
        return group.charge;
    }
    const GroupFacts* known = handbook.group(group.slug);
    return std::string{known == nullptr || known->described ? to_be_written : not_described};
}

void add_from_handbook(const Session& session, const Group& group, std::vector<GroupFact>& facts) {
    const GroupFacts* known = session.handbook().group(group.slug);
    if (known == nullptr) {
        return;
    }
    if (known->activities.empty()) {
        facts.push_back({"activities",
                         std::string{known->described ? to_be_written : not_described},
                         known->section});
    }
    const auto add = [&](const Activity& activity) {
        const std::string often = activity.times > 1
                                      ? fmt::format(" ({} times a year)", activity.times)
                                      : "";
        facts.push_back({"activity", activity.title + often, activity.section});
    };
    std::ranges::for_each(known->activities, add);
    const KindFacts& kind = session.handbook().of_kind(known->kind);
    std::ranges::for_each(kind.activities, add);
    if (!known->remark.empty()) {
        facts.push_back({"remark", known->remark, known->section});
    }
    if (!known->link.empty()) {
        facts.push_back({"folder", known->link, known->section});
    }
}

/// Adds how the group ended, and which groups were merged into it.
void add_ends(const Session& session, const Group& group, std::vector<GroupFact>& facts) {
    if (group.merged_into) {
        facts.push_back({"merged into",
                         fmt::format("{} on {}", session.group(*group.merged_into).name,
                                     iso(*group.retired_on)),
                         ""});
    } else if (group.retired_on) {
        facts.push_back({"retired on", iso(*group.retired_on), ""});
    }
    const auto merged = session.has_database()
                            ? store::groups_merged_into(session.database(), group.id)
                            : std::vector<Group>{};
    for (const Group& other : merged) {
        facts.push_back(
            {"merged from", fmt::format("{} on {}", other.name, iso(*other.retired_on)), ""});
    }
}

/// A section's name without what people omit or write differently, such as "&" for "and".
std::string comparable(std::string_view name) {
    const auto slug = Slug::of_name(name);
    std::string text = slug.ok() ? slug.value().text() : std::string{name};
    const std::string_view joint = "-and-";
    for (auto at = text.find(joint); at != std::string::npos; at = text.find(joint)) {
        text.replace(at, joint.size(), "-");
    }
    return text;
}

std::string strokes(bool last) {
    return last ? "└── " : "├── ";
}

/// Adds who leads the group and how many serve, as far as `readers` may know.
void add_detail(const Session& session, const Group& group, Date day, Readers readers,
                ChartLine& line) {
    if (!session.has_database()) {
        return;
    }
    const GroupState state = state_of_group(session, group, day);
    const bool for_leaders = may_see_progress(readers);
    line.leaders = state.leaders;
    if (line.leaders.empty() && for_leaders) {
        line.leaders.emplace_back("no chair");
    }
    line.size = for_leaders && state.wanted != any_size
                    ? fmt::format("{} of {}", state.people, state.wanted)
                    : counted(state.people, "person", "people");
}

/// Adds the groups of one kind under a heading.
void add_kind(const Session& session, const std::vector<Group>& groups, const KindFacts& kind,
              const std::string& indent, bool last, Date day, Readers readers,
              std::vector<ChartLine>& lines) {
    constexpr int kind_level = 3;
    lines.push_back({kind_level, indent + strokes(last), kind.title, kind.section});
    const std::string below = indent + (last ? "    " : "│   ");
    for (std::size_t i = 0; i < groups.size(); ++i) {
        lines.push_back({kind_level + 1, below + strokes(i + 1 == groups.size()), groups[i].name,
                         groups[i].section});
        add_detail(session, groups[i], day, readers, lines.back());
    }
}

/// Adds this section's groups, kind by kind.
void add_groups(const Session& session, const std::string& indent, Date day, Readers readers,
                std::vector<ChartLine>& lines) {
    std::vector<std::pair<GroupKind, std::vector<Group>>> kinds;
    for (const Group& group : session.groups_on(day)) {
        if (kinds.empty() || kinds.back().first != group.kind) {
            kinds.push_back({group.kind, {}});
        }
        kinds.back().second.push_back(group);
    }
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        add_kind(session, kinds[i].second, session.handbook().of_kind(kinds[i].first), indent,
                 i + 1 == kinds.size(), day, readers, lines);
    }
}

/// The section that says who may lead groups of a kind: that of the rule on it, else that of the
/// kind; empty where the handbook says nothing.
std::string leaders_section(const Handbook& handbook, const KindFacts& kind) {
    const auto rules = handbook.rules_for(measure::chair_pattern, kind.kind);
    if (!rules.empty()) {
        return rules.front()->section;
    }
    const bool is_said = !kind.chair_patterns.empty() || kind.least_leaders > 0;
    return is_said ? kind.section : "";
}

}    // namespace

std::string size_against_rules(const Session& session, const Group& group, Date day) {
    const SizeBounds wanted = wanted_size(session.handbook(), group.kind);
    if (!wanted.least && !wanted.most) {
        return {};
    }
    const int people = state_of_group(session, group, day).people;
    if (wanted.least && wanted.most) {
        return fmt::format("{} of {}-{}", people, *wanted.least, *wanted.most);
    }
    return wanted.least ? fmt::format("{} of {} or more", people, *wanted.least)
                        : fmt::format("{} of {} at most", people, *wanted.most);
}

GroupState state_of_group(const Session& session, const Group& group, Date day) {
    return states_of(session, {&group}, day).front();
}

std::vector<GroupState> states_of_groups(const Session& session, Date day) {
    return states_of(session, groups_asked(session, std::nullopt), day);
}

std::optional<Fault> group_typed_second(const Session& session, std::string_view group,
                                        std::string_view second) {
    if (session.find_group(group).ok()) {
        return std::nullopt;
    }
    const auto meant = session.find_group(second);
    return meant.ok()
               ? std::optional{Fault{
                     fmt::format("{} is not a group, and GROUP comes first", in_quotes(group)),
                     fmt::format("did you mean '{} {}'?", meant.value().slug.text(), group)}}
               : std::nullopt;
}

std::vector<GroupFact> facts_of_group(const Session& session, const Group& group, Date day,
                                      Readers readers) {
    const Handbook& handbook = session.handbook();
    const KindFacts& kind = handbook.of_kind(group.kind);
    std::vector<GroupFact> facts{{"name", group.name, ""},
                                 {"kind", std::string{display_text(group.kind)}, ""},
                                 {"charge", charge_text(handbook, group), group.section},
                                 {"appointed by", kind.appointed_by, kind.section},
                                 {"led by, as allowed", leaders_text(kind),
                                  leaders_section(handbook, kind)}};
    if (session.has_database()) {
        const GroupState state = state_of_group(session, group, day);
        facts.push_back({"led by", state.led_by.empty() ? "no one" : state.led_by, ""});
        facts.push_back({"people", fmt::format("{} ({} wanted)", state.people, state.wanted), ""});
        if (state.others > 0) {
            facts.push_back({"others", fmt::format("{} (not counted)", state.others), ""});
        }
    }
    if (session.has_database() && may_see_progress(readers)) {
        facts.push_back({"meetings", meetings_text(session, group, day), ""});
        const std::string duties = duties_text(session, group, day);
        if (!duties.empty()) {
            facts.push_back({"duties", duties, ""});
        }
    }
    for (const Rule& rule : handbook.rules) {
        if (rule.binds(group.kind)) {
            facts.push_back({fmt::format("rule {} ({})", rule.id.text(), word(rule.strength)),
                             rule.says, rule.section, true});
        }
    }
    add_from_handbook(session, group, facts);
    add_ends(session, group, facts);
    return facts;
}

std::string ChartLine::detail() const {
    return fmt::format("{}{}{}", fmt::join(leaders, ", "),
                       leaders.empty() || size.empty() ? "" : "; ", size);
}

std::vector<ChartLine> chart_of(const Session& session, Date day, Readers readers) {
    const Handbook& handbook = session.handbook();
    std::vector<ChartLine> lines{{0, "", handbook.association, "1"},
                                 {1, strokes(true), handbook.division, "1"}};
    const std::string indent = "    ";
    std::vector<std::string> sections = handbook.sister_sections;
    // A handbook that lists no sections still has its own.
    std::string* own = first_that(sections, [&](const std::string& name) {
        return comparable(handbook.section_name).starts_with(comparable(name));
    });
    (own == nullptr ? sections.emplace_back() : *own) = handbook.section_name;
    for (const std::string& section : sections) {
        const bool last = &section == &sections.back();
        lines.push_back({2, indent + strokes(last), section, "1"});
        if (section == handbook.section_name) {
            add_groups(session, indent + (last ? "    " : "│   "), day, readers, lines);
        }
    }
    return lines;
}

}    // namespace lmsection::app
