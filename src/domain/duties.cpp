#include "lmsection/domain/duties.hpp"

#include "lmsection/domain/names.hpp"
#include "lmsection/domain/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lmsection {

namespace {

std::optional<DatedEvent> event_of(const Activity& activity,
                                   const std::vector<DatedEvent>& events) {
    for (const DatedEvent& dated : events) {
        if (dated.event.id.text() == activity.when) {
            return dated;
        }
    }
    return std::nullopt;
}

Duty marked(const Group& group, const Activity& activity, const std::vector<DatedEvent>& events,
            const DutyRecords& records) {
    Duty duty{group,
              records.year,
              activity.id,
              activity.title,
              activity.section,
              activity.times,
              false,
              event_of(activity, events),
              0,
              {}};
    for (const DutyMark& mark : records.marks) {
        if (mark.group == group.id && mark.activity == activity.id && mark.year == records.year) {
            duty.marks.push_back(mark);
        }
    }
    std::stable_sort(duty.marks.begin(), duty.marks.end(),
                     [](const DutyMark& a, const DutyMark& b) { return a.on < b.on; });
    duty.done = static_cast<int>(duty.marks.size());
    return duty;
}

Duty counted(const Group& group, const Rule& rule, const MeetingCount& count) {
    return {group,     count.year,   rule.id,
            rule.says, rule.section, *rule.at_least,
            true,      std::nullopt, count.held_with_chairs,
            {}};
}

}    // namespace

std::string_view word(DutyStatus status) {
    switch (status) {
    case DutyStatus::open: return "open";
    case DutyStatus::done: return "done";
    case DutyStatus::overdue: return "overdue";
    }
    return {};
}

Date Duty::due() const {
    return event && event->dates ? event->dates->end : year.last_day();
}

DutyStatus Duty::status(Date today) const {
    if (done >= wanted) {
        return DutyStatus::done;
    }
    return today > due() ? DutyStatus::overdue : DutyStatus::open;
}

std::vector<Duty> duties_of(const Group& group, const Handbook& handbook,
                            const DutyRecords& records, Date today) {
    std::vector<Duty> duties;
    const auto events = events_of(handbook, records.year, records.events);
    if (const GroupFacts* facts = handbook.group(group.slug)) {
        for (const Activity& activity : facts->activities) {
            duties.push_back(marked(group, activity, events, records));
        }
    }
    const auto count = count_meetings(group, records.year, records.meetings, handbook, today);
    for (const Rule* rule : handbook.rules_for(Measure::chairs_meetings, group.kind)) {
        if (rule->at_least) {
            duties.push_back(counted(group, *rule, count));
        }
    }
    std::erase_if(duties, [&](const Duty& duty) { return !group.works_on(duty.due()); });
    return duties;
}

Outcome<Duty> find_duty(std::span<const Duty> duties, std::string_view typed) {
    std::vector<Nameable> things;
    for (const Duty& duty : duties) {
        things.push_back({duty.id.text(), {duty.id.text(), folded(duty.title)}});
    }
    const auto found = resolve_name("duty", typed, things);
    return found.ok() ? Outcome<Duty>{duties[found.value()]} : Outcome<Duty>{found.fault()};
}

std::optional<Fault> why_not_done(const Duty& duty, Date on, Date today) {
    const std::string& group = duty.group.slug.text();
    if (duty.counted) {
        return Fault{fmt::format("'{}' is counted out of the meetings", duty.id.text()),
                     fmt::format("run 'lmsection meeting add {} --on {} --with-chairs'", group,
                                 iso(on))};
    }
    if (on > today) {
        return Fault{fmt::format("{} is still to come", iso(on)),
                     "mark it when it is done, on the day it was done"};
    }
    return std::nullopt;
}

}    // namespace lmsection
