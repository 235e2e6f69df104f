#include "lmsection/app/calendar.hpp"

#include "lmsection/app/checklist.hpp"
#include "lmsection/app/duty.hpp"
#include "lmsection/app/meeting.hpp"
#include "lmsection/app/redaction.hpp"
#include "lmsection/app/report.hpp"
#include "lmsection/app/roster.hpp"
#include "lmsection/app/seats_to_fill.hpp"
#include "lmsection/base/list.hpp"
#include "lmsection/domain/program.hpp"
#include "lmsection/domain/service.hpp"
#include "lmsection/store/appointment.hpp"
#include "lmsection/store/former_record.hpp"
#include "lmsection/store/history.hpp"
#include "lmsection/store/program.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

namespace lmsection::app {

namespace {

std::string meeting_title(std::string_view kind, const Group& group) {
    return fmt::format("Meeting ({}): {}", kind, group.name);
}

std::string labelled(std::string_view label, const std::string& text) {
    return text.empty() ? text : fmt::format("{} {}", label, text);
}

/// Collects the entries of one calendar.
class Calendar {
public:
    Calendar(const Session& session, const CalendarQuery& query)
        : session_(session), query_(query) {
        for (Month month = query.from; month <= query.to; month += date::months{1}) {
            months_.push_back(month);
        }
        const auto slug = Slug::of_name(session.handbook().section_name);
        section_ = slug.ok() ? slug.value().text() : "section";
    }

    std::vector<CalendarEntry> run() {
        const ProgramYear last = ProgramYear::containing(query_.to);
        // What began in the previous year may extend into the first month.
        ProgramYear year = ProgramYear::containing(query_.from);
        events(year.plus(-1));
        for (; year <= last; year = year.plus(1)) {
            events(year);
            meetings(year);
            deadlines(year);
            appointments(year);
            reports(year);
        }
        items();
        terms();
        return sorted();
    }

    /// Entries for what the records were before, also if the section has them again.
    std::vector<CalendarEntry> run_former() {
        former_meetings();
        former_events();
        former_terms();
        for (CalendarEntry& entry : entries_) {
            entry.canceled = true;
        }
        return sorted();
    }

private:
    std::vector<CalendarEntry> sorted() {
        std::ranges::stable_sort(entries_, {}, [](const auto& entry) {
            return std::tie(entry.first, entry.kind);
        });
        return std::move(entries_);
    }

    void add(std::string_view key, CalendarEntry entry) {
        if (month_of(entry.first) <= query_.to && query_.from <= month_of(entry.last)) {
            redact(query_.readers, entry);
            entry.uid = fmt::format("{}@{}.lmsection", key, section_);
            entries_.push_back(std::move(entry));
        }
    }

    /// A group's part of a UID: its id, which stays the same when the group is renamed.
    [[nodiscard]] std::string key_of(const Group& group) const {
        return session_.has_database() ? fmt::format("{}", group.id.value) : group.slug.text();
    }

    void events(ProgramYear year) {
        for (const DatedEvent& dated : events_of_year(session_, year)) {
            if (dated.dates) {
                add(fmt::format("event-{}-{}", dated.event.id.text(), year.starting()),
                    {"", EntryKind::event, dated.dates->start, dated.dates->end, std::nullopt,
                     dated.event.title, "", dated.dates->place});
            }
        }
    }

    void meetings(ProgramYear year) {
        for (Meeting meeting : meetings_of(session_, year, query_.group)) {
            redact(query_.readers, meeting);
            const Group& group = session_.group(meeting.group);
            add(fmt::format("meeting-{}-{}-{}", iso(meeting.on), word(meeting.kind), key_of(group)),
                {"", EntryKind::meeting, meeting.on, meeting.on, group,
                 meeting_title(word(meeting.kind), group),
                 is_held(meeting, session_.today()) ? "held" : "planned",
                 joined(std::array<std::string, 4>{meeting.with_chairs ? "with the section's chairs"
                                                                       : "",
                                                   labelled("agenda", meeting.agenda),
                                                   labelled("minutes", meeting.minutes),
                                                   meeting.note},
                        "; ")});
        }
    }

    /// The group of a former record, if it is one of those asked for.
    [[nodiscard]] const Group* former_group(const store::RecordFields& record) const {
        const std::string& id = field(record, "group_id");
        for (const Group& group : session_.groups()) {
            if (fmt::format("{}", group.id.value) == id) {
                return query_.group && query_.group->id != group.id ? nullptr : &group;
            }
        }
        return nullptr;
    }
    static const std::string& field(const store::RecordFields& record, const std::string& name) {
        static const std::string absent;
        const auto found = record.find(name);
        return found == record.end() ? absent : found->second;
    }

    void former_meetings() {
        store::each_former_record(
            session_.database(), "meetings", [&](const store::RecordFields& record) {
                const auto day = parse_iso_date(field(record, "on_date"));
                const std::string& kind = field(record, "kind");
                const Group* group = former_group(record);
                if (day && group != nullptr) {
                    add(fmt::format("meeting-{}-{}-{}", iso(*day), kind, key_of(*group)),
                        {"", EntryKind::meeting, *day, *day, *group, meeting_title(kind, *group),
                         "", ""});
                }
            });
    }

    void former_events() {
        store::each_former_record(
            session_.database(), "events", [&](const store::RecordFields& record) {
                const std::string& slug = field(record, "slug");
                const Event* event = find_in(session_.handbook().events, slug,
                                             [](const Event& one) { return one.id.text(); });
                const auto first = parse_iso_date(field(record, "start_on"));
                const auto last = parse_iso_date(field(record, "end_on"));
                if (event != nullptr && first && last) {
                    add(fmt::format("event-{}-{}", slug, field(record, "program_year")),
                        {"", EntryKind::event, *first, *last, std::nullopt, event->title, "", ""});
                }
            });
    }

    void former_terms() {
        const auto add_day = [&](const Group& group, Date day) {
            add(fmt::format("terms-{}-{}", iso(day), key_of(group)),
                {"", EntryKind::terms, day, day, group, fmt::format("Terms end: {}", group.name),
                 "", ""});
        };
        store::each_former_record(session_.database(), "appointments",
                                  [&](const store::RecordFields& record) {
                                      const auto day = parse_iso_date(field(record, "end_on"));
                                      const Group* group = former_group(record);
                                      if (day && group != nullptr) {
                                          add_day(*group, *day);
                                      }
                                  });
        for (const auto& [group, day] : store::days_followed_later(
                 session_.database(), query_.from / 1, last_day_of(query_.to))) {
            if (!query_.group || query_.group->id == group) {
                add_day(session_.group(group), day);
            }
        }
    }

    void items() {
        for (ListedItem listed : checklist_of(session_, {months_, query_.group, false})) {
            redact(query_.readers, listed);
            const SectionItem& entry = listed.item.entry;
            const Date first = listed.item.month / 1;
            const int year = ProgramYear::containing(listed.item.month).starting();
            const auto group = entry.group ? std::optional{session_.group(*entry.group)}
                                           : query_.group;
            // A group's own mark of an item differs from the section's.
            const std::string whose = query_.group ? "-" + key_of(*query_.group) : "";
            add(fmt::format("item-{}-{}{}", entry.item.id.text(), year, whose),
                {"", EntryKind::checklist, first, first, group, entry.item.title,
                 std::string{word(listed.item.status())},
                 joined(std::array<std::string, 2>{entry.item.optional ? "optional" : "",
                                                   listed.known},
                        "; "),
                 listed.item.status() != ItemStatus::open});
        }
    }

    void deadlines(ProgramYear year) {
        const auto counts = session_.has_database()
                                ? store::submitted_programs(session_.database(), year)
                                : ProgramCounts{};
        for (const VenueStanding& standing : standing_of(counts, year, session_.handbook())) {
            const auto rules = rules_of_groups(*standing.venue);
            for (const date::month month : standing.venue->submit) {
                const Date day = last_day_of(year.month(month));
                if (rules.empty() || standing.at_least) {
                    deadline(standing, year, day);
                }
                for (const Rule* rule : rules) {
                    deadlines_of_groups(standing, *rule, counts, year, day);
                }
            }
        }
    }

    /// The rules that set a minimum for each group of some kinds at a venue.
    [[nodiscard]] std::vector<const Rule*> rules_of_groups(const Venue& venue) const {
        std::vector<const Rule*> rules;
        for (const Rule& rule : session_.handbook().rules) {
            if (rule.measure == measure::programs && rule.venue == venue.id.text() &&
                !rule.kinds.empty()) {
                rules.push_back(&rule);
            }
        }
        return rules;
    }

    void deadlines_of_groups(const VenueStanding& standing, const Rule& rule,
                             const ProgramCounts& counts, ProgramYear year, Date day) {
        for (const Group* group : groups_at_work(session_, query_.group, day)) {
            if (!rule.binds(group->kind)) {
                continue;
            }
            VenueStanding of_group = standing;
            of_group.submitted = submitted_for(rule, counts, session_.handbook(), group);
            of_group.at_least = rule.at_least;
            deadline(of_group, year, day, group);
        }
    }

    /// The last day of a month in which a venue accepts proposals. The last such month keeps the
    /// UID it had when calendars listed only that one.
    void deadline(const VenueStanding& standing, ProgramYear year, Date day,
                  const Group* group = nullptr) {
        const std::string month = day == standing.last_day
                                      ? ""
                                      : fmt::format("-{:02}", unsigned{day.month()});
        const bool met = standing.at_least && standing.missing() == 0;
        const std::string open = standing.at_least ? "open" : "";
        const std::string wanted = standing.at_least ? fmt::format(" of {}", *standing.at_least)
                                                     : "";
        const std::string whose = group == nullptr ? "" : "-" + key_of(*group);
        add(fmt::format("proposals-{}-{}{}{}", standing.venue->id.text(), year.starting(), month,
                        whose),
            {"", EntryKind::deadline, day, day,
             group == nullptr ? std::nullopt : std::optional{*group},
             fmt::format("Proposals due: {}", standing.venue->title), met ? "done" : open,
             session_.has_database() ? fmt::format("{}{} submitted", standing.submitted, wanted)
                                     : "",
             met});
    }

    void appointments(ProgramYear year) {
        for (const AppointmentsDue& due : appointments_due(session_, year, query_.group)) {
            const int seats = due.seats();
            const bool known = session_.has_database();
            const auto open = transformed(due.groups, [](const SeatsToFill& of_group) {
                return fmt::format("{}: {}", of_group.group->name, display_text(of_group.seats));
            });
            const std::string whose = query_.group ? "-" + key_of(*query_.group) : "";
            add(fmt::format("{}-{}{}", due.rule->id.text(), year.starting(), whose),
                {"", EntryKind::deadline, due.due, due.due, query_.group,
                 fmt::format("Appointments due for {}", iso(due.july_1)),
                 !known       ? ""
                 : seats == 0 ? "done"
                              : "open",
                 known ? fmt::format("{} to fill{}{}", counted(seats, "seat"),
                                     open.empty() ? "" : ": ", joined(open, "; "))
                       : "",
                 known && seats == 0});
        }
    }

    void reports(ProgramYear year) {
        const ReportsDueQuery query{year, true, std::nullopt, query_.group};
        for (const OwedReport& report : reports_due(session_, query)) {
            add(fmt::format("report-{}-{}", iso(report.report), key_of(*report.group)),
                {"", EntryKind::report, report.due, report.due, *report.group,
                 fmt::format("Report due: {}", report.group->name),
                 std::string{word(report.status)}, report.submission ? report.submission->link : "",
                 report.submission.has_value()});
        }
    }

    void terms() {
        if (!session_.has_database()) {
            return;
        }
        for (const Group* group : groups_asked(session_, query_.group)) {
            terms_of(*group, store::running_terms(session_.database(), group->id, query_.from / 1));
        }
    }

    /// One entry for all people with the same last day in the group.
    void terms_of(const Group& group, const std::vector<Service>& record) {
        std::map<Date, std::vector<Service>> ending;
        for (const Service& term : record) {
            const Appointment& appointment = term.appointment;
            if (month_of(appointment.end) <= query_.to && !is_followed(appointment, record)) {
                ending[appointment.end].push_back(term);
            }
        }
        for (const auto& [day, terms] : ending) {
            const auto people = transformed(named(session_, terms), [](const Service& one) {
                return fmt::format("{} ({})", one.person_name, word(one.appointment.role));
            });
            add(fmt::format("terms-{}-{}", iso(day), key_of(group)),
                {"", EntryKind::terms, day, day, group,
                 fmt::format("{}: {}", counted(people.size(), "term ends", "terms end"),
                             group.name),
                 "", joined(people, "; ")});
        }
    }

    const Session& session_;
    const CalendarQuery& query_;
    std::vector<Month> months_;
    std::string section_;
    std::vector<CalendarEntry> entries_;
};

}    // namespace

std::string_view word(EntryKind kind) {
    return word_at(kind, {"event", "meeting", "checklist", "deadline", "report", "terms"});
}

std::vector<CalendarEntry> calendar_of(const Session& session, const CalendarQuery& query) {
    return Calendar{session, query}.run();
}

std::vector<CalendarEntry> canceled_entries(const Session& session, const CalendarQuery& query) {
    if (!session.has_database()) {
        return {};
    }
    std::vector<CalendarEntry> entries = Calendar{session, query}.run_former();
    if (entries.empty()) {
        return entries;
    }
    CalendarQuery years = query;    // whole program years: an entry may have moved to another month
    years.from = month_of(ProgramYear::containing(query.from).first_day());
    years.to = month_of(ProgramYear::containing(query.to).last_day());
    const auto uids = transformed(calendar_of(session, years), &CalendarEntry::uid);
    std::set<std::string> known(uids.begin(), uids.end());
    std::erase_if(entries,
                  [&](const CalendarEntry& entry) { return !known.insert(entry.uid).second; });
    return entries;
}

Revision revision_of(const Session& session) {
    if (!session.has_database()) {
        return {0, iso(session.today()) + "T00:00:00Z"};
    }
    return store::revision_of(session.database());
}

}    // namespace lmsection::app
