#include "lmsection/app/duty.hpp"

#include "change.hpp"
#include "lmsection/app/group.hpp"
#include "lmsection/app/meeting.hpp"
#include "lmsection/base/list.hpp"
#include "lmsection/base/name.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/store/duty.hpp"
#include "lmsection/store/event.hpp"

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

Duty chosen(const Session& session, const DutyOrder& order) {
    require_none(group_typed_second(session, order.group, order.activity));
    const Group& group = session.group_to_change(order.group);
    const auto duties = duties_of_year(session, order.year, group);
    if (duties.empty()) {
        throw RefusedError{fmt::format("the handbook lists no yearly activities for {}",
                                       group.name),
                           "see 'lmsection duty list'"};
    }
    return or_refused(find_duty(duties, order.activity));
}

/// The mark for that day, or the latest if no day is given.
std::optional<DutyMark> mark_on(const Duty& duty, std::optional<Date> on) {
    const auto mark = std::find_if(duty.marks.rbegin(), duty.marks.rend(),
                                   [&](const DutyMark& made) { return !on || made.on == *on; });
    return mark == duty.marks.rend() ? std::nullopt : std::optional{*mark};
}

/// The existing mark that an order changes: a skip, the mark for that day, or the only mark of a
/// duty required once.
std::optional<DutyMark> mark_to_correct(const Duty& duty, Date on) {
    if (!duty.marks.empty() && duty.marks.back().skipped) {
        return duty.marks.back();
    }
    const auto same_day = mark_on(duty, on);
    return same_day || duty.wanted > 1 ? same_day : mark_on(duty, std::nullopt);
}

}    // namespace

std::vector<DatedEvent> events_of_year(const Session& session, ProgramYear year) {
    return events_of(session.handbook(), year, records_of(session, year, std::nullopt).events);
}

DatedEvent find_event(const Session& session, std::string_view typed, ProgramYear year) {
    const auto events = events_of_year(session, year);
    const auto things = transformed(events, [](const DatedEvent& dated) {
        const Event& event = dated.event;
        return Nameable{event.id.text(), {event.id.text(), folded(event.title)}};
    });
    return events[or_refused(resolve_name("event", typed, things))];
}

SetEvent set_event(WritingSession& session, const EventOrder& order) {
    const ProgramYear year = ProgramYear::containing(order.start);
    return in_change(session, [&] {
        DatedEvent event = find_event(session, order.event, year);
        const auto before = event.dates;
        const std::string place = order.place.value_or(before ? before->place : "");
        event.dates = EventDates{event.event.id, year, order.start, order.end, place};
        if (event.dates != before) {
            store::save_event(session.writer(), session.next_number(), *event.dates);
            event.set_by_hand = true;
        }
        return SetEvent{std::move(event), before};
    });
}

SetEvent remove_event(WritingSession& session, std::string_view event_name, ProgramYear year) {
    return in_change(session, [&] {
        SetEvent removed{find_event(session, event_name, year), std::nullopt};
        if (store::delete_event(session.writer(), removed.event.event.id, year)) {
            removed.before = removed.event.dates;
            removed.event = find_event(session, event_name, year);
        }
        return removed;
    });
}

std::vector<Duty> duties_of_year(const Session& session, ProgramYear year,
                                 const std::optional<Group>& group) {
    const auto records = records_of(session, year, group);
    std::vector<Duty> duties;
    for (const Group& known : group ? std::vector{*group} : session.groups_on(year.first_day())) {
        append(duties, duties_of(known, session.handbook(), records, session.today()));
    }
    return duties;
}

MarkedDuty mark_duty(WritingSession& session, const DutyOrder& order) {
    return in_change(session, [&]() -> MarkedDuty {
        const Duty duty = chosen(session, order);
        const Date on = order.on.value_or(session.today());
        require_none(why_not_done(duty, on, session.today()));
        const auto old = mark_to_correct(duty, on);
        DutyMark mark{duty.group.id, duty.id, order.year, on, session.around().actor, order.note};
        if (old && !old->skipped) {
            mark.on = order.on.value_or(old->on);
            mark.note = order.note.empty() ? old->note : order.note;
        }
        if (old && !old->skipped && mark.on == old->on && mark.note == old->note) {
            return {duty, false, std::nullopt};
        }
        if (old) {
            store::delete_duty_mark(session.writer(), *old);
        }
        store::insert_duty_mark(session.writer(), session.next_number(), mark);
        return {chosen(session, order), true, old};
    });
}

MarkedDuty skip_duty(WritingSession& session, const DutyOrder& order) {
    return in_change(session, [&]() -> MarkedDuty {
        const Duty duty = chosen(session, order);
        require_none(why_not_skipped(duty));
        const auto old = duty.marks.empty() ? std::nullopt : std::optional{duty.marks.back()};
        if (old && (order.note.empty() || order.note == old->note)) {
            return {duty, false, std::nullopt};
        }
        const Date on = old ? old->on : order.on.value_or(session.today());
        if (old) {
            store::delete_duty_mark(session.writer(), *old);
        }
        store::insert_duty_mark(session.writer(), session.next_number(),
                                {duty.group.id, duty.id, order.year, on, session.around().actor,
                                 order.note, true});
        return {chosen(session, order), true, old};
    });
}

MarkedDuty reopen_duty(WritingSession& session, const DutyOrder& order) {
    return in_change(session, [&] {
        const Duty duty = chosen(session, order);
        if (duty.counted) {
            throw RefusedError{
                fmt::format("'{}' is counted from recorded meetings", duty.id.text()),
                fmt::format("see 'lmsection meeting list {}'", duty.group.slug.text())};
        }
        const auto mark = mark_on(duty, order.on);
        if (!mark && !duty.marks.empty()) {
            throw RefusedError{fmt::format("'{}' of {} is not marked done on {} but on {}",
                                           duty.id.text(), duty.group.name, iso(*order.on),
                                           iso(duty.marks.back().on)),
                               "give that day with --on"};
        }
        if (mark) {
            store::delete_duty_mark(session.writer(), *mark);
        }
        return MarkedDuty{chosen(session, order), mark.has_value(), mark};
    });
}

}    // namespace lmsection::app
