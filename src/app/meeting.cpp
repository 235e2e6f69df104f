#include "lmsection/app/meeting.hpp"

#include "change.hpp"
#include "csv_import.hpp"
#include "lmsection/base/list.hpp"
#include "lmsection/base/name.hpp"
#include "lmsection/domain/typed_date.hpp"
#include "lmsection/domain/volunteer.hpp"
#include "lmsection/store/meeting.hpp"

#include <fmt/format.h>

#include <optional>
#include <set>
#include <tuple>
#include <utility>

namespace lmsection::app {

namespace {

std::optional<Fault> why_retired(const Group& group, Date on) {
    if (group.works_on(on)) {
        return std::nullopt;
    }
    return Fault{fmt::format("{} is retired as of {}", group.name, iso(*group.retired_on)),
                 "record only meetings before that day"};
}

std::optional<Fault> why_not_with_chairs(const Session& session, const Group& group) {
    const auto counts_for = [&](GroupKind kind) {
        return !session.handbook().rules_for(measure::chairs_meetings, kind).empty();
    };
    if (counts_for(group.kind)) {
        return std::nullopt;
    }
    const auto kinds = transformed(those_that(all_group_kinds, counts_for),
                                   [](GroupKind kind) { return std::string{display_text(kind)}; });
    return Fault{fmt::format("{} is not a group that meets with the chairs", group.name),
                 kinds.empty() ? "the handbook asks no group to hold such meetings"
                               : fmt::format("the handbook asks a {} to do so", listed(kinds))};
}

/// The fault if a group has another meeting of that kind on that day.
std::optional<Fault> why_taken(const Session& session, const Meeting& meeting, const Group& group) {
    for (const Meeting& other : store::meetings_on(session.database(), group.id, meeting.on)) {
        if (other.kind == meeting.kind && other.id != meeting.id) {
            return Fault{fmt::format("{} already has another {} meeting on {}", group.name,
                                     word(meeting.kind), iso(meeting.on)),
                         "choose another day or kind, or remove one of them with 'lmsection "
                         "meeting remove'"};
        }
    }
    return std::nullopt;
}

/// Whether a meeting on record already has everything in an order.
bool has_all(const Meeting& known, const MeetingOrder& order) {
    const auto given = [](const std::string& text, const std::string& on_record) {
        return text.empty() || text == on_record;
    };
    return (known.with_chairs || !order.with_chairs) && given(order.agenda, known.agenda) &&
           given(order.minutes, known.minutes) && given(order.note, known.note);
}

/// Records meetings within a change.
class MeetingRecorder {
public:
    explicit MeetingRecorder(WritingSession& session) : session_(session) {}

    /// Records a meeting unless it is already on record; returns a fault if it cannot.
    std::optional<Fault> record(const MeetingOrder& order) {
        const auto found = session_.find_group_to_change(order.group, order.on);
        if (!found.ok()) {
            return found.fault();
        }
        const Group& group = found.value();
        if (auto fault = why_retired(group, order.on)) {
            return fault;
        }
        if (auto fault = order.with_chairs ? why_not_with_chairs(session_, group) : std::nullopt) {
            return fault;
        }
        if (!seen_.insert({group.id, order.on, order.kind}).second) {
            return Fault{fmt::format("the {} meeting of {} on {} is in the file twice",
                                     word(order.kind), group.name, iso(order.on)),
                         "remove one of the lines"};
        }
        return known_or_new(group, order);
    }

    MeetingsAdded take_result() { return std::move(result_); }

private:
    std::optional<Fault> known_or_new(const Group& group, const MeetingOrder& order) {
        for (const Meeting& known : store::meetings_on(session_.database(), group.id, order.on)) {
            if (known.kind != order.kind) {
                continue;
            }
            if (!has_all(known, order)) {
                return Fault{fmt::format("the {} meeting of {} on {} is already on record",
                                         word(order.kind), group.name, iso(order.on)),
                             fmt::format("use 'lmsection meeting edit {} --on {}' to add to it",
                                         group.slug.text(), iso(order.on))};
            }
            result_.meetings.push_back(known);
            return std::nullopt;
        }
        const Meeting meeting{group.id,     order.on,
                              order.kind,   order.with_chairs,
                              order.agenda, order.minutes,
                              order.note,   session_.next_id<MeetingId>()};
        store::insert_meeting(session_.writer(), meeting);
        result_.meetings.push_back(meeting);
        ++result_.added;
        return std::nullopt;
    }

    WritingSession& session_;
    std::set<std::tuple<GroupId, Date, MeetingKind>> seen_;
    MeetingsAdded result_;
};

enum Column { group, day, kind, with_chairs, agenda, minutes, note };
const std::vector<std::string> column_names{"group",  "date",    "kind", "with_chairs",
                                            "agenda", "minutes", "note"};

/// The columns that `meeting list` writes, where `kind` is the group's kind and `meeting` the
/// meeting's.
CsvColumns columns_of(bool ignore_extra) {
    CsvColumns columns{column_names, {"group", "date"}, ignore_extra};
    columns.passed_over = {"status", "id"};
    columns.stands_for = {{"group_slug", "group"}, {"meeting", "kind"}};
    return columns;
}

/// Reads a cell into `target` unless it is empty; returns a fault if it cannot be read.
template <class T, class Parse>
std::optional<Fault> read_cell(const std::string& cell, T& target, Parse parse) {
    if (cell.empty()) {
        return std::nullopt;
    }
    const auto outcome = parse(cell);
    if (!outcome.ok()) {
        return outcome.fault();
    }
    target = outcome.value();
    return std::nullopt;
}

Outcome<MeetingOrder> order_of(const CsvRecord& record, DayColumn& days) {
    const auto& cells = record.cells;
    MeetingOrder order;
    order.group = cells[group];
    const auto on = days.read(record);
    if (!on.ok()) {
        return on.fault();
    }
    order.on = on.value();
    const auto parse_note = [](const std::string& text) { return parse_line("note", text); };
    for (const auto& fault : {read_cell(cells[kind], order.kind, parse_meeting_kind),
                              read_cell(cells[with_chairs], order.with_chairs, parse_yes_or_no),
                              read_cell(cells[agenda], order.agenda, parse_link),
                              read_cell(cells[minutes], order.minutes, parse_link),
                              read_cell(cells[note], order.note, parse_note)}) {
        if (fault) {
            return *fault;
        }
    }
    return order;
}

/// The meeting that a user means. Throws a `RefusedError` if there is none or more than one.
Meeting chosen(const Session& session, const MeetingChoice& choice) {
    if (choice.id) {
        const auto meeting = store::meeting_by_id(session.database(), *choice.id);
        if (!meeting) {
            throw RefusedError{fmt::format("no meeting has the id {}", choice.id->value),
                               "see 'lmsection meeting list --format csv'"};
        }
        return *meeting;
    }
    const Group& group = session.group_to_change(choice.group, choice.on);
    auto meetings = store::meetings_on(session.database(), group.id, choice.on);
    std::erase_if(meetings, [&](const Meeting& meeting) {
        return choice.kind && meeting.kind != *choice.kind;
    });
    if (meetings.empty()) {
        const std::string kind = choice.kind ? fmt::format("{} ", word(*choice.kind)) : "";
        throw RefusedError{
            fmt::format("no {}meeting of {} on {} is recorded", kind, group.name, iso(choice.on)),
            fmt::format("see 'lmsection meeting list {} --year {}'", group.slug.text(),
                        ProgramYear::containing(choice.on).starting())};
    }
    if (meetings.size() > 1) {
        throw RefusedError{fmt::format("{} met in {} ways on {}", group.name, meetings.size(),
                                       iso(choice.on)),
                           fmt::format("say which with --kind {} or --kind {}",
                                       word(meetings[0].kind), word(meetings[1].kind))};
    }
    return meetings.front();
}

}    // namespace

MeetingsAdded add_meeting(WritingSession& session, const MeetingOrder& order) {
    MeetingRecorder recorder{session};
    session.change([&] { require_none(recorder.record(order)); });
    return recorder.take_result();
}

MeetingsAdded add_meetings_from(WritingSession& session, std::string_view csv,
                                const std::string& file_name, bool ignore_extra) {
    const CsvFile file{csv, file_name, columns_of(ignore_extra)};
    DayColumn days{file, day, column_names[day], YearChoice::nearby, session.today()};
    MeetingRecorder recorder{session};
    session.change([&] {
        process_records(session, file, [&](const CsvRecord& line) -> std::optional<Fault> {
            const auto order = order_of(line, days);
            return order.ok() ? recorder.record(order.value()) : order.fault();
        });
    });
    MeetingsAdded result = recorder.take_result();
    result.warnings = days.take_warnings();
    return result;
}

EditedMeeting edit_meeting(WritingSession& session, const MeetingChoice& choice,
                           const MeetingFields& fields) {
    return in_change(session, [&]() -> EditedMeeting {
        const Meeting before = chosen(session, choice);
        Meeting meeting = before;
        meeting.agenda = fields.agenda.value_or(meeting.agenda);
        meeting.minutes = fields.minutes.value_or(meeting.minutes);
        meeting.note = fields.note.value_or(meeting.note);
        meeting.with_chairs = fields.with_chairs.value_or(meeting.with_chairs);
        meeting.on = fields.on.value_or(meeting.on);
        meeting.kind = fields.kind.value_or(meeting.kind);
        const Group& group = session.group(meeting.group);
        if (meeting.on != before.on || meeting.kind != before.kind) {
            require_none(why_retired(group, meeting.on));
            require_none(why_taken(session, meeting, group));
        }
        if (meeting.with_chairs) {
            require_none(why_not_with_chairs(session, group));
        }
        store::update_meeting(session.writer(), meeting);
        return {before, meeting};
    });
}

Meeting remove_meeting(WritingSession& session, const MeetingChoice& choice) {
    return in_change(session, [&] {
        const Meeting meeting = chosen(session, choice);
        store::delete_meeting(session.writer(), meeting);
        return meeting;
    });
}

std::vector<Meeting> meetings_of(const Session& session, ProgramYear year,
                                 const std::optional<Group>& group) {
    if (!session.has_database()) {
        return {};
    }
    auto meetings = store::meetings_between(session.database(), year.first_day(), year.last_day());
    std::erase_if(meetings,
                  [&](const Meeting& meeting) { return group && meeting.group != group->id; });
    return meetings;
}

std::vector<MeetingCount> meeting_counts(const Session& session, ProgramYear year,
                                         const std::optional<Group>& group) {
    const auto meetings = meetings_of(session, year, group);
    return transformed(
        group ? std::vector{*group} : session.groups_on(year.first_day()), [&](const Group& known) {
            return count_meetings(known, year, meetings, session.handbook(), session.today());
        });
}

}    // namespace lmsection::app
