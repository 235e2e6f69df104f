#include "lmsection/domain/duty.hpp"

#include "lmsection/base/name.hpp"
#include "lmsection/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lmsection {

namespace {

Duty marked(const Group& group, const Activity& activity, const std::vector<DatedEvent>& events,
            const DutyRecords& records) {
    Duty duty{.group = group,
              .year = records.year,
              .id = activity.id,
              .title = activity.title,
              .section = activity.section,
              .wanted = activity.times,
              .as_needed = activity.as_needed};
    for (const DatedEvent& dated : events) {
        if (dated.event.id.text() == activity.when) {
            duty.event = dated;
        }
    }
    for (const DutyMark& mark : records.marks) {
        if (mark.group == group.id && mark.activity == activity.id && mark.year == records.year) {
            duty.marks.push_back(mark);
            duty.skipped = duty.skipped || mark.skipped;
            duty.done += mark.skipped ? 0 : 1;
        }
    }
    std::ranges::stable_sort(duty.marks, {}, &DutyMark::on);
    return duty;
}

}    // namespace

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
        if (std::ranges::count(duties, activity.id, &Duty::id) == 0) {
            duties.push_back(marked(group, activity, events, records));
        }    // a group's own activity overrides its kind's
    };
    if (const GroupFacts* facts = handbook.group(group.slug)) {
        std::ranges::for_each(facts->activities, add);
    }
    std::ranges::for_each(handbook.of_kind(group.kind).activities, add);
    const auto count = count_meetings(group, records.year, records.meetings, handbook, today);
    for (const Rule* rule : handbook.rules_for(measure::chairs_meetings, group.kind)) {
        if (rule->at_least) {
            duties.push_back({.group = group,
                              .year = count.year,
                              .id = rule->id,
                              .title = rule->says,
                              .section = rule->section,
                              .wanted = *rule->at_least,
                              .counted = true,
                              .done = count.held_with_chairs});
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
