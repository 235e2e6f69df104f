#include "lmsection/app/duties.hpp"

#include "lmsection/app/meetings.hpp"
#include "lmsection/domain/names.hpp"
#include "lmsection/domain/text.hpp"
#include "lmsection/store/duties.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lmsection::app {

namespace {

DutyRecords records_of(const Session& session, ProgramYear year,
                       const std::optional<Group>& group) {
    DutyRecords records{year, {}, {}, {}};
    if (session.has_database()) {
        records.events = store::event_dates_of(session.database(), year);
        records.marks = store::duty_marks_of(session.database(), year);
        records.meetings = meetings_of(session, year, group);
    }
    return records;
}

/// The event that a user names, in a program year.
DatedEvent find_event(const Session& session, std::string_view typed, ProgramYear year) {
    const auto events = events_of_year(session, year);
    std::vector<Nameable> things;
    for (const DatedEvent& dated : events) {
        things.push_back(
            {dated.event.id.text(), {dated.event.id.text(), folded(dated.event.title)}});
    }
    DatedEvent found = events[or_refused(resolve_name("event", typed, things))];
    if (!is_set_by_year(found.event)) {
        throw RefusedError{fmt::format("the days of {} follow from the handbook's rule (§{})",
                                       found.event.title, found.event.section),
                           fmt::format("see 'lmsection event list --year {}'", year.starting())};
    }
    return found;
}

Duty chosen(const Session& session, const DutyOrder& order) {
    const Group& group = session.group_to_change(order.group);
    const auto duties = duties_of_year(session, order.year, group);
    if (duties.empty()) {
        throw RefusedError{fmt::format("the handbook names no yearly activities of {}", group.name),
                           "see 'lmsection duty list'"};
    }
    return or_refused(find_duty(duties, order.activity));
}

/// The mark that is to be taken back; a `RefusedError` where there is none.
DutyMark mark_to_take(const Duty& duty, std::optional<Date> on) {
    const auto mark = std::find_if(duty.marks.rbegin(), duty.marks.rend(),
                                   [&](const DutyMark& made) { return !on || made.on == *on; });
    if (mark != duty.marks.rend()) {
        return *mark;
    }
    const std::string day = on ? fmt::format(" on {}", iso(*on)) : "";
    throw RefusedError{fmt::format("'{}' of {} is not marked done{} in {}", duty.id.text(),
                                   duty.group.name, day, duty.year.label()),
                       duty.counted ? "it is counted out of the meetings; see 'lmsection meeting "
                                      "list'"
                                    : "there is nothing to take back"};
}

}    // namespace

std::vector<DatedEvent> events_of_year(const Session& session, ProgramYear year) {
    return events_of(session.handbook(), year, records_of(session, year, std::nullopt).events);
}

DatedEvent set_event(Session& session, const EventOrder& order) {
    const ProgramYear year = ProgramYear::containing(order.start);
    std::optional<DatedEvent> event;
    session.change([&] {
        event = find_event(session, order.event, year);
        event->dates = EventDates{event->event.id, year, order.start, order.end, order.place};
        store::save_event(session.database(), session.next_number(), *event->dates);
    });
    return *event;
}

DatedEvent remove_event(Session& session, std::string_view event_name, ProgramYear year) {
    std::optional<DatedEvent> event;
    session.change([&] {
        event = find_event(session, event_name, year);
        if (!store::delete_event(session.database(), event->event.id, year)) {
            throw RefusedError{fmt::format("no days of {} are set in {}", event->event.title,
                                           year.label()),
                               "there is nothing to take back"};
        }
        event->dates.reset();
    });
    return *event;
}

std::vector<Duty> duties_of_year(const Session& session, ProgramYear year,
                                 const std::optional<Group>& group) {
    const auto records = records_of(session, year, group);
    std::vector<Duty> duties;
    for (const Group& known : group ? std::vector{*group} : session.groups_on(year.first_day())) {
        auto of_group = duties_of(known, session.handbook(), records, session.today());
        std::move(of_group.begin(), of_group.end(), std::back_inserter(duties));
    }
    return duties;
}

Duty mark_duty(Session& session, const DutyOrder& order) {
    std::optional<Duty> duty;
    session.change([&] {
        duty = chosen(session, order);
        const Date on = order.on.value_or(session.today());
        if (const auto fault = why_not_done(*duty, on, session.today())) {
            throw RefusedError{*fault};
        }
        store::insert_duty_mark(session.database(), session.next_number(),
                                {duty->group.id, duty->id, order.year, on, session.around().actor,
                                 order.note});
        duty = chosen(session, order);
    });
    return *duty;
}

Duty reopen_duty(Session& session, const DutyOrder& order) {
    std::optional<Duty> duty;
    session.change([&] {
        duty = chosen(session, order);
        store::delete_duty_mark(session.database(), mark_to_take(*duty, order.on));
        duty = chosen(session, order);
    });
    return *duty;
}

}    // namespace lmsection::app
