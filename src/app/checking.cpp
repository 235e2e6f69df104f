#include "lmsection/app/checking.hpp"

#include "lmsection/app/report_desk.hpp"
#include "lmsection/app/rosters.hpp"
#include "lmsection/domain/names.hpp"
#include "lmsection/store/appointments.hpp"
#include "lmsection/store/people.hpp"
#include "lmsection/store/programs.hpp"
#include "lmsection/store/year_counts.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace lmsection::app {

namespace {

/// Adds to the terms that reach the year what rules that look back ask of those before it: all
/// that the chairs did in the group, and one term that tells whether it had people before them.
void add_former_terms(const Session& session, const Group& group, ProgramYear year,
                      std::vector<Service>& record) {
    std::set<PersonId> people;
    std::optional<Date> first;
    for (const auto& [held, name] : record) {
        if (chairs(held.role)) {
            people.insert(held.person);
            first = std::min(first.value_or(held.start), held.start);
        }
    }
    for (const PersonId person : people) {
        for (Service& term :
             store::former_terms(session.database(), group.id, person, year.first_day())) {
            record.push_back(std::move(term));
        }
    }
    const bool is_first = std::all_of(record.begin(), record.end(), [&](const Service& service) {
        return !first || service.appointment.start >= *first;
    });
    if (first && is_first) {
        if (auto earlier = store::term_before(session.database(), group.id, *first)) {
            record.push_back(std::move(*earlier));
        }
    }
}

/// Whether a rule asks what came before those who chair groups of that kind.
bool are_looked_back_at(GroupKind kind, const Handbook& handbook) {
    return std::any_of(handbook.rules.begin(), handbook.rules.end(), [&](const Rule& rule) {
        return looks_back(rule.measure) && rule.binds(kind);
    });
}

/// The groups of `asked`, or all, that are at work on the day of the measuring: nobody could mend
/// what one lacks that is retired by then.
std::vector<MeasuredGroup> measured_groups(const Session& session, ProgramYear year, Date day,
                                           const std::optional<Group>& asked) {
    const auto held = store::meetings_held(session.database(), year, session.today());
    auto records = running_records(session, asked, year.first_day());
    std::vector<MeasuredGroup> groups;
    for (const Group* group : groups_at_work(session, asked, day)) {
        MeasuredGroup measured{group, std::move(records[group->id])};
        if (are_looked_back_at(group->kind, session.handbook())) {
            add_former_terms(session, *group, year, measured.record);
        }
        if (const auto met = held.find(group->id); met != held.end()) {
            measured.meetings = met->second.all;
            measured.meetings_with_chairs = met->second.with_chairs;
        }
        groups.push_back(std::move(measured));
    }
    return groups;
}

void count_reports(const Session& session, const std::optional<Group>& group,
                   MeasuredSection& section) {
    const DeskQuestion all{section.year, true, std::nullopt, group};
    std::map<GroupId, MeasuredGroup*> groups;
    for (MeasuredGroup& measured : section.groups) {
        groups.emplace(measured.group->id, &measured);
    }
    for (const OwedReport& report : reports_due(session, all)) {
        if (const auto found = groups.find(report.group->id); found != groups.end()) {
            found->second->reports += report.submission ? 1 : 0;
            found->second->report_overdue |= report.status == ReportStatus::overdue;
        }
    }
}

}    // namespace

std::vector<Checked> check(const Session& session, ProgramYear year,
                           const std::optional<Group>& group) {
    MeasuredSection section{year,
                            session.today(),
                            {},
                            store::submitted_programs(session.database(), year),
                            store::paid_programs(session.database(), year),
                            [&](PersonId person) {
                                const auto found = store::person_by_id(session.database(), person);
                                return found ? found->name : "";
                            }};
    section.groups = measured_groups(session, year, section.day(), group);
    count_reports(session, group, section);
    auto rows = check_section(section, session.handbook());
    std::erase_if(rows, [&](const Checked& row) { return group && row.group == nullptr; });
    return rows;
}

const Rule& rule_named(const Session& session, std::string_view typed) {
    const auto& rules = session.handbook().rules;
    std::vector<Nameable> things;
    for (const Rule& rule : rules) {
        things.push_back({rule.id.text(), {rule.id.text()}});
    }
    const auto found = resolve_name("rule", typed, things);
    if (!found.ok()) {
        const bool far = found.fault().remedy.starts_with("see ");
        throw RefusedError{found.fault().what,
                           far ? "see 'lmsection check' for all of them" : found.fault().remedy};
    }
    return rules[found.value()];
}

}    // namespace lmsection::app
