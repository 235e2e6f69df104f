#include "lmsection/app/report_draft.hpp"

#include "lmsection/app/checklist.hpp"
#include "lmsection/app/duty.hpp"
#include "lmsection/app/group.hpp"
#include "lmsection/app/meeting.hpp"
#include "lmsection/app/roster.hpp"
#include "lmsection/app/seats_to_fill.hpp"
#include "lmsection/base/name.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/domain/service.hpp"
#include "lmsection/store/appointment.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

namespace lmsection::app {

namespace {

using Row = std::vector<std::string>;

/// The first day that a report covers: the day after the group's report before was due, or the
/// first day of the program year if there was none.
Date first_covered(const Session& session, const OwedReport& report) {
    const ProgramYear year = ProgramYear::containing(report.due);
    std::optional<Date> before;
    for (const ProgramYear each : {year.plus(-1), year}) {
        for (const OwedReport& other :
             reports_due(session, {each, true, std::nullopt, *report.group})) {
            if (other.due < report.due) {
                before = other.due;
            }
        }
    }
    return before ? plus_days(*before, 1) : year.first_day();
}

/// Writes the parts of one draft, in reading order.
class Draft {
public:
    Draft(const Session& session, const OwedReport& report)
        : session_(session), report_(report), group_(*report.group), today_(session.today()),
          from_(first_covered(session, report)), to_(report.due),
          last_(std::clamp(today_, from_, to_)), year_(ProgramYear::containing(to_)) {}

    Packet run() {
        summary();
        members();
        changes();
        meetings();
        programs();
        done();
        planned();
        add("Questions and requests")
            .gaps.emplace_back(
                "Problems, and what the group needs from the section or from Core staff.");
        std::string kind{display_text(group_.kind)};
        kind.replace(0, 1, upper_case(kind.substr(0, 1)));
        return {fmt::format("{} report: {}", written(report_.report), group_.name),
                fmt::format("{} of the {}. Covers {} to {}. Drafted on {} from the section's "
                            "records; due on {}.",
                            kind, session_.handbook().section_name, written(from_), written(to_),
                            written(today_), written(to_)),
                std::move(parts_)};
    }

private:
    PacketPart& add(std::string heading, Row headings = {}, std::size_t label = 0) {
        PacketPart& part = parts_.emplace_back();
        part.heading = std::move(heading);
        part.table.headings = std::move(headings);
        part.table.label = label;
        return part;
    }

    void summary() {
        PacketPart& part = add("Summary");
        const GroupState state = state_of_group(session_, group_, last_);
        const auto& leaders = state.leaders;
        const int size = state.people;
        const std::string people = size == 0   ? "no one serves"
                                   : size == 1 ? "one person serves"
                                               : fmt::format("{} people serve", size);
        part.sentences.push_back(fmt::format(
            "On {}, {} in the group{}.", written(last_), people,
            leaders.empty() ? "" : fmt::format(", led by {}", joined_with_and(leaders))));
        if (leaders.empty()) {
            part.gaps.emplace_back("Who leads the group. No one is on record as its chair.");
        }
        part.gaps.emplace_back("What the group achieved, in two or three sentences.");
    }

    void members() {
        PacketPart& part = add("Members", {"Role", "Name", "Institution", "From", "To"}, 1);
        each_seat(session_, {{group_}, last_, last_, {}, std::nullopt, Readers::leaders},
                  [&](const Seat& seat) {
                      const auto& line = seat.line;
                      part.table.rows.push_back({std::string{word(line.role)},
                                                 std::string{line.name},
                                                 std::string{line.institution},
                                                 std::string{line.start}, std::string{line.end}});
                  });
        if (part.table.rows.empty()) {
            part.sentences.emplace_back("No one is on record.");
        }
        std::map<Role, int> vacant;
        each_vacant_seat(session_, {group_}, last_, {},
                         [&](const Seat& seat) { ++vacant[seat.line.role]; });
        if (!vacant.empty()) {
            part.sentences.push_back(fmt::format("Seats to fill: {}.", display_text(vacant)));
        }
    }

    void changes() {
        PacketPart& part = add("Changes in membership", {"Date", "Name", "Change"}, 1);
        const RosterQuery query{{group_}, plus_days(from_, -1), last_, {}, std::nullopt};
        each_change(session_, query,
                    [&](const Seat& seat, RosterChange change, std::optional<Role> role_before) {
                        const std::string_view role = word(seat.line.role);
                        const bool left = change == RosterChange::left ||
                                          change == RosterChange::came_and_left;
                        const std::string what =
                            role_before ? fmt::format("became {}, was {}", role, word(*role_before))
                            : change == RosterChange::came_and_left
                                ? fmt::format("left as {}, having joined in this time", role)
                                : fmt::format("{} as {}", left ? "left" : "joined", role);
                        part.table.rows.push_back(
                            {std::string{left ? seat.line.end : seat.line.start},
                             std::string{seat.line.name}, what});
                    });
        std::sort(part.table.rows.begin(), part.table.rows.end());
        if (part.table.rows.empty()) {
            part.sentences.push_back(fmt::format("None since {}.", written(from_)));
        }
        changes_to_come(part);
    }

    /// Whose service ends with the program year, and who begins later.
    void changes_to_come(PacketPart& part) {
        auto record = store::record_of_group(session_.database(), group_.id);
        std::sort(record.begin(), record.end(), listed_before);
        std::vector<std::string> ending;
        std::vector<std::string> beginning;
        for (const auto& [term, name] : record) {
            if (serves_on(term, last_) && term.end <= year_.last_day() &&
                !is_followed(term, record)) {
                ending.push_back(fmt::format("{} ({})", name, word(term.role)));
            } else if (last_ < term.start) {
                beginning.push_back(
                    fmt::format("{} ({}, from {})", name, word(term.role), written(term.start)));
            }
        }
        if (!ending.empty()) {
            part.sentences.push_back(
                fmt::format("Terms that end by {} and are not renewed yet: {}.",
                            written(year_.last_day()), fmt::join(ending, ", ")));
        }
        if (!beginning.empty()) {
            part.sentences.push_back(
                fmt::format("Terms that begin later: {}.", fmt::join(beginning, ", ")));
        }
    }

    /// Its meetings in the time that the report covers, those held or those still to come.
    [[nodiscard]] std::vector<Meeting> meetings_in(Date first, Date last) const {
        std::vector<Meeting> found;
        for (ProgramYear year = ProgramYear::containing(first); year.first_day() <= last;
             year = year.plus(1)) {
            for (const Meeting& meeting : meetings_of(session_, year, group_)) {
                if (first <= meeting.on && meeting.on <= last) {
                    found.push_back(meeting);
                }
            }
        }
        return found;
    }

    void meetings() {
        PacketPart& part = add("Meetings", {"Date", "How", "Agenda", "Minutes", "Note"});
        const auto held = meetings_in(from_, last_);
        const MeetingCount count = meeting_counts(session_, year_, group_).front();
        const bool has_begun = from_ <= today_;
        part.sentences.push_back(fmt::format(
            "{}. In the program year {}, {} held and {} planned; {}.",
            has_begun ? fmt::format("{} held from {} to {}",
                                    held.empty() ? "None" : std::to_string(held.size()),
                                    written(from_), written(last_))
                      : fmt::format("None yet; the time that the report covers begins on {}",
                                    written(from_)),
            year_.label(), count.held, count.planned,
            count.wanted ? fmt::format("the handbook asks for at least {} a year", *count.wanted)
                         : "the group meets as needed"));
        std::vector<std::string> without_minutes;
        for (const Meeting& meeting : held) {
            part.table.rows.push_back({iso(meeting.on), std::string{word(meeting.kind)},
                                       meeting.agenda, meeting.minutes, meeting.note});
            if (meeting.minutes.empty()) {
                without_minutes.push_back(written(meeting.on));
            }
        }
        if (!has_begun) {
            part.gaps.emplace_back("How the group worked.");
        } else if (part.table.rows.empty()) {
            part.gaps.push_back(fmt::format("How the group worked; no meeting is on record between "
                                            "{} and {}.",
                                            written(from_), written(last_)));
        } else if (!without_minutes.empty()) {
            part.gaps.push_back(
                fmt::format("A link to the minutes of {}.", fmt::join(without_minutes, ", ")));
        }
    }

    void programs() {
        PacketPart& part = add("Programs");
        part.table = programs_of(session_, group_, ProgramYear::containing(from_), year_,
                                 Readers::leaders);
        if (part.table.rows.empty()) {
            part.sentences.push_back(fmt::format("None on record in {}.", year_.label()));
        }
    }

    void done() {
        PacketPart& part = add("What was done", {"Date", "What", "Note"}, 1);
        for (ProgramYear year = ProgramYear::containing(from_); year <= year_;
             year = year.plus(1)) {
            for (const ListedItem& listed :
                 checklist_of(session_, {months_of(year), group_, false})) {
                const auto& mark = listed.item.mark;
                if (mark && mark->status == ItemStatus::done && from_ <= mark->on &&
                    mark->on <= last_) {
                    part.table.rows.push_back(
                        {iso(mark->on), listed.item.entry.item.title, mark->note});
                }
            }
            for (const Duty& duty : duties_of_year(session_, year, group_)) {
                int times = 0;
                for (const DutyMark& mark : duty.marks) {
                    times += mark.skipped ? 0 : 1;
                    if (!mark.skipped && from_ <= mark.on && mark.on <= last_) {
                        part.table.rows.push_back(
                            {iso(mark.on), title_with_count(duty, times), mark.note});
                    }
                }
            }
        }
        std::sort(part.table.rows.begin(), part.table.rows.end());
        if (part.table.rows.empty()) {
            part.sentences.emplace_back("Nothing is marked as done on the checklist or among the "
                                        "yearly duties.");
        }
        std::vector<std::string> unmarked;
        std::vector<Month> months;
        for (Month month = month_of(from_); month < month_of(last_); month += date::months{1}) {
            months.push_back(month);
        }
        for (const ListedItem& listed : checklist_of(session_, {months, group_, true})) {
            if (!parse_item_progress(listed.item.entry.item.tells)) {
                unmarked.push_back(fmt::format("{} ({})", listed.item.entry.item.title,
                                               month_name(listed.item.month.month())));
            }
        }
        if (!unmarked.empty()) {
            part.gaps.push_back(
                fmt::format("Whether these items of the checklist, which no one has marked, "
                            "were done: {}.",
                            fmt::join(unmarked, "; ")));
        }
    }

    /// The title of a duty, with how often it was done if once is not enough.
    static std::string title_with_count(const Duty& duty, int times) {
        return duty.wanted > 1 ? fmt::format("{} ({} of {} done)", duty.title, times, duty.wanted)
                               : duty.title;
    }

    void planned() {
        PacketPart& part = add("What is planned", {"By", "What"}, 1);
        const Date end = year_.last_day();
        for (const Meeting& meeting : meetings_in(plus_days(last_, 1), end)) {
            part.table.rows.push_back(
                {iso(meeting.on), fmt::format("meeting, {}", word(meeting.kind))});
        }
        for (const Duty& duty : duties_of_year(session_, year_, group_)) {
            if (duty.status(today_) == DutyStatus::open) {
                part.table.rows.push_back({iso(duty.due()), title_with_count(duty, duty.done)});
            }
        }
        std::vector<Month> months = months_of(year_);
        std::erase_if(months, [&](Month month) { return month < month_of(last_); });
        for (const ListedItem& listed : checklist_of(session_, {months, group_, true})) {
            const auto progress = parse_item_progress(listed.item.entry.item.tells);
            if (progress && progress->kind == ItemProgress::Kind::reports) {
                continue;    // this report, or the next one
            }
            part.table.rows.push_back(
                {iso(last_day_of(listed.item.month)), listed.item.entry.item.title});
        }
        std::sort(part.table.rows.begin(), part.table.rows.end());
        if (part.table.rows.empty()) {
            part.sentences.push_back(
                fmt::format("Nothing more is on record for {}.", year_.label()));
        }
        part.gaps.emplace_back("Other plans of the group.");
    }

    const Session& session_;
    const OwedReport& report_;
    const Group& group_;
    Date today_;
    Date from_;
    Date to_;
    Date last_;    ///< the last day on which something can have happened: today, if not later
    ProgramYear year_;
    std::vector<PacketPart> parts_;
};

}    // namespace

Packet draft_of_report(const Session& session, const OwedReport& report) {
    return Draft{session, report}.run();
}

}    // namespace lmsection::app
