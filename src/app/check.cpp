#include "lmsection/app/check.hpp"

#include "lmsection/app/report.hpp"
#include "lmsection/app/roster.hpp"
#include "lmsection/base/name.hpp"
#include "lmsection/store/appointment.hpp"
#include "lmsection/store/person.hpp"
#include "lmsection/store/program.hpp"
#include "lmsection/store/year_count.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace lmsection::app {

namespace {

/// Whether a rule looks back at the earlier terms of those who chair groups of this kind.
bool are_looked_back_at(GroupKind kind, const Handbook& handbook) {
    return std::any_of(handbook.rules.begin(), handbook.rules.end(), [&](const Rule& rule) {
        return info_of(rule.measure).looks_back && rule.binds(kind);
    });
}

/// The terms of groups that rules measure.
class MeasuredTerms {
public:
    MeasuredTerms(const Session& session, const std::vector<const Group*>& groups, ProgramYear year)
        : session_(session), running_(running_terms(session, groups, year.first_day())) {
        std::vector<store::Seated> chairing;
        std::vector<Service> record;
        for (const Group* group : groups) {
            if (are_looked_back_at(group->kind, session.handbook())) {
                running_.read(group->id, record);
                for (const auto& [held, name] : record) {
                    if (chairs(held.role)) {
                        chairing.push_back({held.person, group->id});
                    }
                }
            }
        }
        former_ = store::former_terms(session.database(), std::move(chairing), year.first_day());
    }

    /// Replaces the contents of `record` with the terms that overlap the year and, for rules that
    /// look back, all earlier terms of the chairs in the group and one term that shows whether the
    /// group had people before them.
    void read(const Group& group, std::vector<Service>& record) const {
        running_.read(group.id, record);
        const auto former = former_.find(group.id);
        if (former == former_.end()) {
            return;    // no one chairs it
        }
        std::optional<Date> first;
        for (const auto& [held, name] : record) {
            if (chairs(held.role)) {
                first = std::min(first.value_or(held.start), held.start);
            }
        }
        record.insert(record.end(), former->second.begin(), former->second.end());
        const bool is_first = std::all_of(record.begin(), record.end(), [&](const Service& other) {
            return !counts(other.appointment.role) || other.appointment.start >= *first;
        });
        if (is_first) {
            store::add_term_before(session_.database(), group.id, *first, record);
        }
    }

private:
    const Session& session_;
    store::RunningTerms running_;
    std::map<GroupId, std::vector<Service>> former_;    ///< for groups with a chair
};

/// The counts for each group in a program year, apart from its terms.
class YearCounts {
public:
    YearCounts(const Session& session, ProgramYear year, const std::optional<Group>& only)
        : held_(store::meetings_held(session.database(), year, session.today())) {
        const ReportsDueQuery all{year, true, std::nullopt, only};
        for (const OwedReport& report : reports_due(session, all)) {
            Reports& of_group = reports_[report.group->id];
            of_group.submitted += report.submission ? 1 : 0;
            of_group.overdue |= report.status == ReportStatus::overdue;
        }
    }

    void put_into(MeasuredGroup& measured) const {
        const auto met = held_.find(measured.group->id);
        measured.meetings = met == held_.end() ? 0 : met->second.all;
        measured.meetings_with_chairs = met == held_.end() ? 0 : met->second.with_chairs;
        const auto owed = reports_.find(measured.group->id);
        measured.reports = owed == reports_.end() ? 0 : owed->second.submitted;
        measured.report_overdue = owed != reports_.end() && owed->second.overdue;
    }

private:
    struct Reports {
        int submitted = 0;
        bool overdue = false;
    };
    std::map<GroupId, store::MeetingsHeld> held_;
    std::map<GroupId, Reports> reports_;
};

}    // namespace

void check(const Session& session, ProgramYear year, const std::optional<Group>& group,
           const std::function<void(const RuleResult&)>& visit) {
    const MeasuredSection section{
        year, session.today(), store::submitted_programs(session.database(), year),
        store::paid_programs(session.database(), year),
        [&](PersonId person) { return store::name_of(session.database(), person); }};
    const YearCounts counts{session, year, group};
    // No one can fix what a group lacks once it is retired.
    const auto groups = groups_at_work(session, group, section.day());
    const MeasuredTerms terms{session, groups, year};
    SectionCheck held{section, session.handbook()};
    MeasuredGroup measured;
    for (const Group* at_work : groups) {
        measured.group = at_work;
        terms.read(*at_work, measured.record);
        counts.put_into(measured);
        held.add(measured);
    }
    held.each([&](const RuleResult& row) {
        if (!group || row.group != nullptr) {
            visit(row);
        }
    });
}

const Rule& rule_named(const Session& session, std::string_view typed) {
    const auto& rules = session.handbook().rules;
    std::vector<Nameable> things;
    for (const Rule& rule : rules) {
        things.push_back({rule.id.text(), {rule.id.text()}});
    }
    return rules[or_refused(
        resolve_name("rule", typed, things, "see 'lmsection check' for all of them"))];
}

}    // namespace lmsection::app
