#include "lmsection/app/handover.hpp"

#include "lmsection/app/calendar.hpp"
#include "lmsection/app/checklist.hpp"
#include "lmsection/app/duty.hpp"
#include "lmsection/app/group.hpp"
#include "lmsection/app/leave.hpp"
#include "lmsection/app/meeting.hpp"
#include "lmsection/app/program.hpp"
#include "lmsection/app/redaction.hpp"
#include "lmsection/app/report.hpp"
#include "lmsection/app/roster.hpp"
#include "lmsection/app/seats_to_fill.hpp"
#include "lmsection/base/list.hpp"
#include "lmsection/base/name.hpp"
#include "lmsection/domain/service.hpp"
#include "lmsection/store/appointment.hpp"
#include "lmsection/store/program.hpp"

#include <fmt/format.h>

#include <map>

namespace lmsection::app {

namespace {

using Row = std::vector<std::string>;

/// How many past program years of meetings, reports and programs to include.
constexpr int years_of_meetings = 1;
constexpr int years_of_reports = 2;
constexpr int years_of_programs = 3;

const Row seat_headings{"Role", "Name", "Email", "Institution", "From", "To"};

std::string section_sign(const std::string& section) {
    return section.empty() ? section : "§" + section;
}

/// Writes the parts of one packet, in reading order.
class Writer {
public:
    Writer(const Session& session, const Group& group, Readers readers)
        : session_(session), group_(group), readers_(readers), today_(session.today()),
          year_(ProgramYear::containing(today_)),
          record_(store::record_of_group(session.database(), group.id)) {}

    Packet run() {
        charge();
        roster();
        ending();
        incoming();
        dates();
        reports();
        meetings();
        duties();
        programs();
        checklist();
        rules();
        links();
        return {fmt::format("Handover: {}", group_.name),
                fmt::format("{} of the {}, as of {}, program year {}", display_text(group_.kind),
                            session_.handbook().section_name, iso(today_), year_.label()),
                std::move(parts_)};
    }

private:
    PacketPart& add(std::string heading, Row headings = {}, std::size_t label = 0) {
        return parts_.emplace_back(
            PacketPart{std::move(heading), {}, {std::move(headings), {}, label}});
    }
    /// Removes columns of a part that the readers may not see.
    static void hide(PacketPart& part, std::initializer_list<std::string_view> headings) {
        for (const std::string_view heading : headings) {
            Row& all = part.table.headings;
            const auto at = find_in(all, heading) - all.data();
            for (Row& row : part.table.rows) {
                row.erase(row.begin() + at);
            }
            all.erase(all.begin() + at);
        }
    }
    void hide_progress(PacketPart& part, std::initializer_list<std::string_view> headings) const {
        if (!may_see_progress(readers_)) {
            hide(part, headings);
        }
    }
    /// Adds a sentence if a part is empty.
    static void or_else(PacketPart& part, std::string sentence) {
        if (part.table.rows.empty()) {
            part.sentences.push_back(std::move(sentence));
        }
    }

    /// The charge, and everything else known about the group except its rules.
    void charge() {
        PacketPart& part = add("What the group is for", {"What", "Answer", "Handbook"});
        for (const GroupFact& fact : facts_of_group(session_, group_, today_, readers_)) {
            if (fact.topic == "charge") {
                part.sentences.push_back(fact.text);
            } else if (fact.topic != "name" && fact.topic != "kind" && !fact.is_rule) {
                part.table.rows.push_back({fact.topic, fact.text, section_sign(fact.section)});
            }
        }
    }

    void add_seats(PacketPart& part, Date from, Date to, Date starting_from) {
        each_seat(session_, {{group_}, from, to, {}, std::nullopt, readers_},
                  [&](const Seat& seat) {
                      const auto& line = seat.line;
                      if (line.start < iso(starting_from)) {
                          return;
                      }
                      part.table.rows.push_back(
                          {std::string{word(line.role)}, std::string{line.name},
                           std::string{line.email.value_or("")}, std::string{line.institution},
                           std::string{line.start}, std::string{line.end}});
                  });
        if (!may_see_addresses(readers_)) {
            hide(part, {"Email"});
        }
    }

    void roster() {
        PacketPart& part = add("Who serves", seat_headings, 1);
        add_seats(part, today_, today_, date::year{first_year} / date::January / 1);
        or_else(part, "No one serves today.");
        for (const auto& [term, name] : record_) {
            for (const Leave& leave : term.leaves) {
                if (today_ <= leave.end && may_see_progress(readers_)) {
                    part.sentences.push_back(
                        fmt::format("{}: {}.", name, leave_text(session_, leave, today_)));
                }
            }
        }
    }

    /// What follows a person's term that ends on `day`.
    [[nodiscard]] std::string follows_on(PersonId person, Date day) const {
        for (const auto& [later, name] : record_) {
            if (later.person == person && day < later.start) {
                return fmt::format("stays as {}, {} to {}", word(later.role), iso(later.start),
                                   iso(later.end));
            }
        }
        return "rolls off";
    }

    void ending() {
        const Date day = year_.last_day();
        PacketPart& part = add(fmt::format("Whose term ends on {}", iso(day)),
                               {"Role", "Name", "Then"}, 1);
        each_seat(session_, {{group_}, day, day, {}, day}, [&](const Seat& seat) {
            part.table.rows.push_back({std::string{word(seat.line.role)},
                                       std::string{seat.line.name},
                                       follows_on(seat.line.person, day)});
        });
        or_else(part, "No one's.");
    }

    void incoming() {
        const Date july = year_.plus(1).first_day();
        PacketPart& part = add("Who starts later", seat_headings, 1);
        const Date tomorrow = plus_days(today_, 1);
        add_seats(part, tomorrow, date::year{last_year} / date::December / 31, tomorrow);
        or_else(part, "No one yet.");
        std::map<Role, int> seats;
        each_vacant_seat(session_, {group_}, july, {},
                         [&](const Seat& seat) { ++seats[seat.line.role]; });
        part.sentences.push_back(
            seats.empty() ? fmt::format("No seat is vacant on {}.", iso(july))
                          : fmt::format("Vacant on {}: {}.", iso(july), display_text(seats)));
    }

    void dates() {
        PacketPart& part = add("Dates in the twelve months to come",
                               {"Date", "Until", "What", "Status", "Detail"});
        const Month now = month_of(today_);
        for (const CalendarEntry& entry :
             calendar_of(session_, {now, now + date::months{11}, group_, readers_})) {
            // Checklist items and ending terms have their own parts.
            const bool has_own_part = entry.kind == EntryKind::checklist ||
                                      entry.kind == EntryKind::terms;
            if (!has_own_part && !entry.settled && today_ <= entry.last) {
                part.table.rows.push_back({iso(entry.first),
                                           entry.first == entry.last ? "" : iso(entry.last),
                                           entry.title, entry.status, entry.detail});
            }
        }
        hide_progress(part, {"Status"});
        or_else(part, "No dates are known.");
    }

    void reports() {
        if (!may_see_progress(readers_)) {
            return;
        }
        PacketPart& owed = add("Reports owed", {"Report", "Due", "Status"});
        for (const OwedReport& report :
             reports_due(session_, {std::nullopt, false, std::nullopt, group_})) {
            owed.table.rows.push_back(
                {iso(report.report), iso(report.due), std::string{word(report.status)}});
        }
        or_else(owed, "No reports are open.");
        PacketPart& filed = add("Reports filed", {"Report", "Submitted", "Link"});
        for (ProgramYear year = year_.plus(-years_of_reports); year <= year_; year = year.plus(1)) {
            for (const OwedReport& report :
                 reports_due(session_, {year, true, std::nullopt, group_})) {
                if (report.submission) {
                    filed.table.rows.push_back(
                        {iso(report.report), iso(report.submission->on), report.submission->link});
                }
            }
        }
        or_else(filed, "None since " + iso(year_.plus(-years_of_reports).first_day()) + ".");
    }

    void meetings() {
        PacketPart& part = add("Meetings",
                               {"Date", "How", "With chairs", "Agenda", "Minutes", "Note"});
        if (may_see_progress(readers_)) {
            const MeetingCount count = meeting_counts(session_, year_, group_).front();
            const std::string wanted = count.wanted
                                           ? fmt::format("at least {} are expected", *count.wanted)
                                           : "it meets as needed";
            part.sentences.push_back(fmt::format("In {}, {} held and {} planned so far; {}.",
                                                 year_.label(), count.held, count.planned, wanted));
        }
        for (ProgramYear year = year_.plus(-years_of_meetings); year <= year_;
             year = year.plus(1)) {
            for (Meeting meeting : meetings_of(session_, year, group_)) {
                redact(readers_, meeting);
                part.table.rows.push_back({iso(meeting.on), std::string{word(meeting.kind)},
                                           meeting.with_chairs ? "yes" : "", meeting.agenda,
                                           meeting.minutes, meeting.note});
            }
        }
        hide_progress(part, {"Agenda", "Minutes", "Note"});
        or_else(part, "No meetings are recorded.");
    }

    void duties() {
        const auto duties = duties_of_year(session_, year_, group_);
        if (duties.empty()) {
            return;
        }
        PacketPart& part = add(fmt::format("Yearly duties, {}", year_.label()),
                               {"What", "Wanted", "Done", "Status", "Due"});
        for (const Duty& duty : duties) {
            part.table.rows.push_back({duty.title, fmt::to_string(duty.wanted),
                                       fmt::to_string(duty.done),
                                       std::string{word(duty.status(today_))}, iso(duty.due())});
        }
        hide_progress(part, {"Done", "Status"});
    }

    void programs() {
        PacketPart& part = add("Programs");
        const ProgramYear first = year_.plus(-years_of_programs);
        part.table = programs_of(session_, group_, first, std::nullopt, readers_);
        or_else(part, "None since " + iso(first.first_day()) + ".");
    }

    void checklist() {
        PacketPart& part = add("The checklist of the twelve months to come",
                               {"Month", "What to do", "Optional", "Status"});
        std::vector<Month> months;
        for (int ahead = 0; ahead < 12; ++ahead) {
            months.push_back(month_of(today_) + date::months{ahead});
        }
        for (ListedItem listed : checklist_of(session_, {months, group_, false})) {
            redact(readers_, listed);
            const std::string known = listed.known.empty() ? ""
                                                           : fmt::format(" ({})", listed.known);
            part.table.rows.push_back({iso(listed.item.month), listed.item.entry.item.title + known,
                                       listed.item.entry.item.optional ? "yes" : "",
                                       std::string{word(listed.item.status())}});
        }
        hide_progress(part, {"Status"});
        or_else(part, "The checklist is empty.");
    }

    void rules() {
        PacketPart& part = add("Rules", {"Rule", "How hard", "What it means", "Handbook"});
        for (const Rule& rule : session_.handbook().rules) {
            if (rule.binds(group_.kind)) {
                part.table.rows.push_back({rule.id.text(), std::string{word(rule.strength)},
                                           rule.says, section_sign(rule.section)});
            }
        }
        or_else(part, "No rules apply to it.");
    }

    void links() {
        PacketPart& part = add("Links", {"What", "Where", "Handbook"});
        const GroupFacts* known = session_.handbook().group(group_.slug);
        if (known != nullptr && !known->link.empty()) {
            part.table.rows.push_back(
                {"The group's folder", known->link, section_sign(known->section)});
        }
        for (const Link& link : session_.handbook().links) {
            part.table.rows.push_back({link.title, link.url, section_sign(link.section)});
        }
        or_else(part, "The handbook lists none.");
    }

    const Session& session_;
    const Group& group_;
    Readers readers_;
    Date today_;
    ProgramYear year_;
    std::vector<Service> record_;
    std::vector<PacketPart> parts_;
};

}    // namespace

PacketTable programs_of(const Session& session, const Group& group, ProgramYear first,
                        std::optional<ProgramYear> last, Readers readers) {
    PacketTable table{{"Year", "Title", "Venue", "Status", "Speakers"}, {}, 1};
    store::ProgramFilter filter;
    filter.group = group.id;
    store::each_program(session.database(), filter, [&](const store::ListedProgram& listed) {
        const Program& program = listed.program;
        if (program.year < first || (last && *last < program.year) ||
            !may_see(readers, program.status)) {
            return;
        }
        table.rows.push_back({program.year.label(), program.title, venue_of(session, program).title,
                              std::string{word(program.status)},
                              joined(transformed(listed.speakers, &Speaker::name), "; ")});
    });
    return table;
}

Packet handover_of(const Session& session, const Group& group, Readers readers) {
    return Writer{session, group, readers}.run();
}

}    // namespace lmsection::app
