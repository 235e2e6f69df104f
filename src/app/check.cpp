#include "lmsection/app/check.hpp"

#include "lmsection/app/appointment.hpp"
#include "lmsection/app/report.hpp"
#include "lmsection/app/roster.hpp"
#include "lmsection/base/list.hpp"
#include "lmsection/base/name.hpp"
#include "lmsection/domain/measure.hpp"
#include "lmsection/store/appointment.hpp"
#include "lmsection/store/meeting.hpp"
#include "lmsection/store/person.hpp"
#include "lmsection/store/program.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace lmsection::app {

namespace {

/// The terms in a group that rules measure: those that overlap the year and, for rules that look
/// back, all earlier terms of the people they are about and one term that shows whether the group
/// had people before them.
std::vector<Service> measured_terms(const Session& session, const Group& group, ProgramYear year) {
    const store::Reader& database = session.database();
    const Past past = past_of(group.kind, session.handbook());
    auto record = store::running_terms(database, group.id, year.first_day());
    std::set<PersonId> people;
    std::optional<Date> first;
    for (const auto& [term, name] : record) {
        if (looks_back(past, term.role)) {
            people.insert(term.person);
            first = std::min(first.value_or(term.start), term.start);
        }
    }
    for (const PersonId person : people) {
        const auto former = store::former_terms(database, group.id, person, year.first_day());
        append(record, former);
    }
    if (first && !anybody_served_before(record, *first)) {
        const auto earlier = store::some_term_before(database, group.id, *first);
        append(record, earlier);
    }
    return record;
}

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
        year,
        session.today(),
        store::submitted_programs(session.database(), year),
        store::paid_programs(session.database(), year),
        [&](PersonId person) { return store::name_of(session.database(), person); },
        [&](PersonId person, GroupId except) {
            return terms_elsewhere(session.database(), session.handbook(), person, except);
        }};
    const YearCounts counts{session, year, group};
    SectionCheck held{section, session.handbook()};
    MeasuredGroup measured;
    // No one can fix what a group lacks once it is retired.
    for (const Group* at_work : groups_at_work(session, group, section.day())) {
        measured.group = at_work;
        measured.record = measured_terms(session, *at_work, year);
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
    const auto things = transformed(rules, [](const Rule& rule) {
        return Nameable{rule.id.text(), {rule.id.text()}};
    });
    return rules[or_refused(
        resolve_name("rule", typed, things, "see 'lmsection check' for all of them"))];
}

}    // namespace lmsection::app
