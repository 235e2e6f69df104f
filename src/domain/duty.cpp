#include "lmsection/domain/duty.hpp"

#include "lmsection/base/name.hpp"
#include "lmsection/base/text.hpp"

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
              activity.as_needed,
              event_of(activity, events),
              0,
              {},
              false};
    for (const DutyMark& mark : records.marks) {
        if (mark.group == group.id && mark.activity == activity.id && mark.year == records.year) {
            duty.marks.push_back(mark);
        }
    }
    std::stable_sort(duty.marks.begin(), duty.marks.end(),
                     [](const DutyMark& a, const DutyMark& b) { return a.on < b.on; });
    duty.skipped = std::any_of(duty.marks.begin(), duty.marks.end(),
                               [](const DutyMark& mark) { return mark.skipped; });
    duty.done = static_cast<int>(std::count_if(duty.marks.begin(), duty.marks.end(),
                                               [](const DutyMark& mark) { return !mark.skipped; }));
    return duty;
}

Duty counted(const Group& group, const Rule& rule, const MeetingCount& count) {
    return {group,        count.year,
            rule.id,      rule.says,
            rule.section, *rule.at_least,
            true,         false,
            std::nullopt, count.held_with_chairs,
            {},           false};
}

}    // namespace

std::string_view word(DutyStatus status) {
    switch (status) {
    case DutyStatus::open: return "open";
    case DutyStatus::done: return "done";
    case DutyStatus::overdue: return "overdue";
    case DutyStatus::skipped: return "skipped";
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
    if (skipped) {
        return DutyStatus::skipped;
    }
    return today > due() && !as_needed ? DutyStatus::overdue : DutyStatus::open;
}

std::vector<Duty> duties_of(const Group& group, const Handbook& handbook,
                            const DutyRecords& records, Date today) {
    std::vector<Duty> duties;
    const auto events = events_of(handbook, records.year, records.events);
    const auto add = [&](const Activity& activity) {
        const bool known = std::any_of(duties.begin(), duties.end(),
                                       [&](const Duty& duty) { return duty.id == activity.id; });
        if (!known) {    // a group's own activity overrides its kind's
            duties.push_back(marked(group, activity, events, records));
        }
    };
    if (const GroupFacts* facts = handbook.group(group.slug)) {
        std::for_each(facts->activities.begin(), facts->activities.end(), add);
    }
    const KindFacts& kind = handbook.of_kind(group.kind);
    std::for_each(kind.activities.begin(), kind.activities.end(), add);
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
        return Fault{fmt::format("'{}' is counted from recorded meetings", duty.id.text()),
                     fmt::format("run 'lmsection meeting add {} --on {} --with-chairs'", group,
                                 iso(on))};
    }
    if (on > today) {
        return Fault{fmt::format("{} is in the future", iso(on)),
                     "mark it done once it has been done"};
    }
    return std::nullopt;
}

std::optional<Fault> why_not_skipped(const Duty& duty) {
    if (duty.counted) {
        return Fault{fmt::format("'{}' is counted from recorded meetings", duty.id.text()),
                     "it cannot be skipped"};
    }
    if (duty.marks.empty() || duty.marks.back().skipped) {
        return std::nullopt;
    }
    const DutyMark& last = duty.marks.back();
    return Fault{fmt::format("'{}' of {} was done on {}", duty.id.text(), duty.group.name,
                             iso(last.on)),
                 fmt::format("run 'lmsection duty reopen {} {}' first", duty.group.slug.text(),
                             duty.id.text())};
}

}    // namespace lmsection
