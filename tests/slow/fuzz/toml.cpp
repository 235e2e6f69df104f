// Handbooks: what is read is whole, and every rule of the domain can work with it.

#include "lmsection/app/handbook_toml.hpp"
#include "lmsection/domain/checklist.hpp"
#include "lmsection/domain/duty.hpp"
#include "lmsection/domain/report.hpp"
#include "lmsection/domain/rule.hpp"
#include "properties.hpp"
#include "target.hpp"

#include <optional>
#include <string_view>

namespace lmsection::fuzz {

namespace {

std::vector<Group> groups_of(const Handbook& handbook) {
    std::vector<Group> groups;
    for (const GroupFacts& facts : handbook.groups) {
        const auto id = static_cast<std::int64_t>(groups.size()) + 1;
        groups.push_back(Group{GroupId{id}, facts.slug, facts.name, facts.kind, 0, facts.charge,
                               facts.section, std::nullopt});
    }
    return groups;
}

void demand_whole(const Handbook& handbook) {
    for (const GroupKind kind : all_group_kinds) {
        const KindFacts& facts = handbook.of_kind(kind);
        demand(1 <= facts.member_years && facts.member_years <= Term::longest,
               "the usual term of a member is one that can be");
        demand(1 <= facts.chair_years && facts.chair_years <= Term::longest,
               "the usual term of a chair is one that can be");
    }
    for (const GroupFacts& facts : handbook.groups) {
        demand(handbook.group(facts.slug) == &facts, "each group's slug is its own");
    }
}

void live_by(const Handbook& handbook) {
    const Date today = date::year{2026} / 11 / 24;
    const ProgramYear year = ProgramYear::containing(today);
    const auto groups = groups_of(handbook);
    const MeasuredSection section{year, today, {}, {}, nullptr};
    SectionCheck check{section, handbook};
    for (const Group& group : groups) {
        check.add({&group, {}});
        for (const Duty& duty : duties_of(group, handbook, {year, {}, {}, {}}, today)) {
            demand(year.contains(duty.due()), "a duty is due in its year");
        }
        demand(count_meetings(group, year, {}, handbook, today).held == 0, "no meeting was held");
    }
    check.each([](const RuleResult& row) {
        demand(!row.found.empty() && !row.wanted.empty(), "a verdict says what was found");
    });
    const ReportQuery query{year, today, false, std::nullopt, std::nullopt};
    for (const OwedReport& report : owed_reports(query, handbook, groups, {})) {
        demand(year.contains(report.due), "a report is due in its year");
    }
    std::vector<SectionItem> checklist;
    for (const ChecklistItem& item : handbook.checklist) {
        checklist.push_back({item, std::nullopt});
    }
    demand(items_of({months_of(year), std::nullopt}, checklist, {}).size() == checklist.size(),
           "a year has each item of the checklist once");
    demand(standing_of({}, year, handbook).size() == handbook.venues.size(),
           "each venue has a standing");
    demand(events_of(handbook, year, {}).size() == handbook.events.size(),
           "a year has each event once");
}

}    // namespace

}    // namespace lmsection::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace lmsection;
    using namespace lmsection::fuzz;
    const std::string_view toml{reinterpret_cast<const char*>(data), size};
    std::optional<Handbook> handbook;
    runs<RefusedError>([&] { handbook = app::read_handbook(toml, "handbook.toml"); });
    if (handbook) {
        demand_whole(*handbook);
        live_by(*handbook);
    }
    return 0;
}
