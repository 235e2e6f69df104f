// Works out the reminders from what the other use cases know: reports, the checklist, meetings,
// terms, seats, volunteers and events.
#include "lmsection/app/reminder.hpp"

#include "letter_field.hpp"
#include "lmsection/app/checklist.hpp"
#include "lmsection/app/duty.hpp"
#include "lmsection/app/meeting.hpp"
#include "lmsection/app/report.hpp"
#include "lmsection/app/roster.hpp"
#include "lmsection/app/seats_to_fill.hpp"
#include "lmsection/domain/checklist.hpp"
#include "lmsection/domain/event.hpp"
#include "lmsection/domain/meeting.hpp"
#include "lmsection/store/appointment.hpp"
#include "lmsection/store/meeting.hpp"
#include "lmsection/store/person.hpp"
#include "lmsection/store/volunteer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace lmsection::app {

namespace {

/// Whom a reminder goes to.
struct Addressees {
    std::vector<Correspondent> to;
    std::vector<Correspondent> cc = {};
};

/// One thing to remind of.
struct ReminderEntry {
    Date day;                 ///< from which its stages count
    std::string_view list;    ///< the list of the template that it belongs to
    std::map<std::string, std::string, std::less<>> texts;
    std::string about;    ///< for the subject: "the December report is due December 31, 2026"
    const Group* group = nullptr;
    LetterTopic topic;
    std::optional<EntryKind> in_calendar = {};    ///< how `--ics` finds its date
};

/// What goes to one set of addressees.
struct Bundle {
    std::string kind;
    Addressees addressees;
    std::vector<ReminderEntry> entries;
};

std::string key_of(const std::string& kind, const Addressees& addressees) {
    std::string key = kind;
    for (const auto* people : {&addressees.to, &addressees.cc}) {
        std::vector<std::string> ids;
        for (const Correspondent& someone : *people) {
            ids.push_back(fmt::format("{} {}", someone.person ? someone.person->value : 0,
                                      someone.email ? someone.email->text() : ""));
        }
        std::ranges::sort(ids);
        key += fmt::format("\n{}", fmt::join(ids, ","));
    }
    return key;
}

std::string span_text(const EventDates& dates) {
    return dates.start == dates.end ? written_with_weekday(dates.start)
                                    : fmt::format("{} to {}", written_with_weekday(dates.start),
                                                  written_with_weekday(dates.end));
}

/// The group that all entries are about; null if there is no such group.
const Group* only_group_of(const Bundle& bundle) {
    const Group* first = bundle.entries.front().group;
    const bool same = first != nullptr && std::ranges::all_of(bundle.entries, [&](const auto& one) {
                          return one.group != nullptr && one.group->id == first->id;
                      });
    return same ? first : nullptr;
}

/// Collects the reminders of a day.
class Reminders {
public:
    Reminders(const Session& session, Again again)
        : session_(session), again_(again), today_(session.today()),
          year_(ProgramYear::containing(today_)),
          groups_(groups_at_work(session, std::nullopt, today_)) {}

    LetterBatch run() {
        for (const Reminder& reminder : session_.handbook().reminders) {
            reminder_ = &reminder;
            collect();
        }
        if (!unread_.empty()) {
            batch_.warnings.push_back(
                no_one_to_write_to(session_, {unread_.begin(), unread_.end()}));
        }
        for (const std::string& key : order_) {
            batch_.letters.push_back(letter_of(bundles_.at(key)));
        }
        return std::move(batch_);
    }

private:
    void collect() {
        switch (reminder_->kind) {
        case ReminderKind::report_due: reports(); break;
        case ReminderKind::checklist: items(); break;
        case ReminderKind::meetings: meetings(); break;
        case ReminderKind::minutes: minutes(); break;
        case ReminderKind::term_ending: terms(); break;
        case ReminderKind::appointments: seats(); break;
        case ReminderKind::volunteers: volunteers(); break;
        case ReminderKind::events: events(); break;
        }
    }

    [[nodiscard]] bool is_for(const Group& group) const {
        const auto& kinds = reminder_->kinds;
        return kinds.empty() || std::ranges::find(kinds, group.kind) != kinds.end();
    }

    /// Those who lead the group, or, if no one does, those who lead the section.
    [[nodiscard]] Addressees addressees(const Group* group) const {
        Addressees result;
        if (group != nullptr && reminder_->to != ReminderTo::team) {
            result.to = leaders_of(session_, *group, today_);
        } else if (group != nullptr && reminder_->copy_leaders) {
            result.cc = leaders_of(session_, *group, today_);
        }
        if (result.to.empty()) {
            result.to = team_leaders(session_);
        }
        return result;
    }

    void add(ReminderEntry entry) {
        Addressees people = addressees(entry.group);
        add(std::move(entry), std::move(people));
    }

    /// Adds a reminder that has reached a stage of its handbook and was not written in it yet.
    void add(ReminderEntry entry, Addressees addressees, const std::string& kind = "remind") {
        const auto stage = reminder_->stage_on(entry.day, today_);
        if (!stage) {
            return;
        }
        entry.topic.stage = *stage;
        if (written_already(session_, entry.topic, again_)) {
            return;
        }
        if (addressees.to.empty()) {
            unread_.insert(entry.group == nullptr ? session_.handbook().section_name
                                                  : entry.group->name);
            return;
        }
        const std::string key = key_of(kind, addressees);
        const auto [found, is_new] = bundles_.try_emplace(key);
        if (is_new) {
            order_.push_back(key);
            found->second.kind = kind;
            found->second.addressees = std::move(addressees);
        }
        found->second.entries.push_back(std::move(entry));
    }

    void reports() {
        constexpr int furthest = 366;
        const ReportsDueQuery query{std::nullopt, false, plus_days(today_, furthest), std::nullopt};
        for (const OwedReport& owed : reports_due(session_, query)) {
            if (!owed.owed || !is_for(*owed.group)) {
                continue;
            }
            const int days = days_between(today_, owed.due);
            const std::string title = title_of(owed, session_.handbook());
            const std::string due = written_with_weekday(owed.due);
            add({.day = owed.due,
                 .list = "reports",
                 .texts = {{"report", title},
                           {"group", owed.group->name},
                           {"due", due},
                           {"days", days > 0 ? fmt::format("{}", days) : ""},
                           {"today", days == 0 ? "today" : ""},
                           {"overdue", days < 0 ? fmt::format("{}", -days) : ""}},
                 .about = fmt::format("{} {} {}", title, days < 0 ? "was due" : "due",
                                      written(owed.due)),
                 .group = owed.group,
                 .topic = {.topic = "report-due:" + iso(owed.report), .group = owed.group->id},
                 .in_calendar = EntryKind::report});
        }
    }

    void items() {
        const Month month = month_of(today_);
        for (const Group* group : groups_) {
            if (!is_for(*group)) {
                continue;
            }
            for (const ListedItem& listed : checklist_of(session_, {{month}, *group, true})) {
                const ChecklistItem& item = listed.item.entry.item;
                const auto progress = parse_item_progress(item.tells);
                if (progress && progress->kind == ItemProgress::Kind::reports) {
                    continue;    // has a reminder of its own
                }
                add({.day = Date{month / 1},
                     .list = "items",
                     .texts = {{"title", item.title},
                               {"group", group->name},
                               {"optional", item.optional ? "optional" : ""}},
                     .about = fmt::format("checklist for {}", month_name(month.month())),
                     .group = group,
                     .topic = {.topic = "checklist:" + item.id.text(), .group = group->id}});
            }
        }
    }

    void meetings() {
        const auto all = store::meetings_between(session_.database(), year_.first_day(),
                                                 year_.last_day());
        for (const Group* group : groups_) {
            const MeetingCount count = count_meetings(*group, year_, all, session_.handbook(),
                                                      today_);
            const int missing = count.missing() - count.planned;
            if (missing <= 0 || !is_for(*group)) {
                continue;
            }
            add({.day = year_.last_day(),
                 .list = "meetings",
                 .texts = {{"group", group->name},
                           {"held", count.held == 0 ? "none" : fmt::format("{}", count.held)},
                           {"planned", count.planned == 0 ? "" : fmt::format("{}", count.planned)},
                           {"wanted", fmt::format("{}", *count.wanted)},
                           {"missing", fmt::format("{}", missing)},
                           {"until", written(year_.last_day())}},
                 .about = fmt::format("{} more meeting{} to plan", missing,
                                      missing == 1 ? "" : "s"),
                 .group = group,
                 .topic = {.topic = fmt::format("meetings:{}", year_.starting()),
                           .group = group->id}});
        }
    }

    void minutes() {
        for (const Meeting& meeting :
             store::meetings_between(session_.database(), year_.first_day(), today_)) {
            const Group& group = session_.group(meeting.group);
            if (!meeting.minutes.empty() || !is_held(meeting, today_) || !group.works_on(today_) ||
                !is_for(group)) {
                continue;
            }
            add({.day = meeting.on,
                 .list = "minutes",
                 .texts = {{"group", group.name},
                           {"date", written_with_weekday(meeting.on)},
                           {"days", fmt::format("{}", days_between(meeting.on, today_))}},
                 .about = fmt::format("minutes of {} missing", written(meeting.on)),
                 .group = &group,
                 .topic = {.topic = fmt::format("minutes:{}:{}", iso(meeting.on),
                                                word(meeting.kind)),
                           .group = group.id}});
        }
    }

    void terms() {
        for (const Group* group : groups_) {
            if (!is_for(*group)) {
                continue;
            }
            const auto record = store::running_terms(session_.database(), group->id, today_);
            for (const Service& service : named(session_, record)) {
                const Appointment& term = service.appointment;
                if (serves_on(term, today_) && !is_followed(term, record)) {
                    add_term(*group, service);
                }
            }
        }
    }

    void add_term(const Group& group, const Service& service) {
        const Appointment& term = service.appointment;
        const bool to_person = reminder_->to == ReminderTo::person;
        Addressees people = addressees(&group);
        if (to_person) {
            const std::vector<Correspondent> person{
                correspondent(store::person_by_id(session_.database(), term.person).value())};
            people.cc = reminder_->copy_leaders ? without(std::move(people.to), person)
                                                : std::vector<Correspondent>{};
            people.to = person;
        }
        add({.day = term.end,
             .list = "terms",
             .texts = {{"person", service.person_name},
                       {"role", std::string{word(term.role)}},
                       {"group", group.name},
                       {"end", written_with_weekday(term.end)}},
             .about = fmt::format("{} as {} ends {}", to_person ? "your term" : "a term",
                                  word(term.role), written(term.end)),
             .group = &group,
             .topic = {.topic = "term-ending", .group = group.id, .person = term.person},
             .in_calendar = EntryKind::terms},
            std::move(people), to_person ? "remind-term" : "remind");
    }

    void seats() {
        for (const AppointmentsDue& due : appointments_due(session_, year_, std::nullopt)) {
            for (const SeatsToFill& of_group : due.groups) {
                if (!is_for(*of_group.group)) {
                    continue;
                }
                add({.day = due.due,
                     .list = "seats",
                     .texts = {{"group", of_group.group->name},
                               {"seats", display_text(of_group.seats)},
                               {"by", written(due.due)},
                               {"from", written(due.july_1)}},
                     .about = fmt::format("appointments by {}", written(due.due)),
                     .group = of_group.group,
                     .topic = {.topic = fmt::format("appointments:{}", iso(due.july_1)),
                               .group = of_group.group->id}});
            }
        }
    }

    void volunteers() {
        store::VolunteerFilter filter;
        filter.waiting = session_.today();
        store::each_volunteer(session_.database(), filter,
                              [&](const store::ListedVolunteer& listed) { add_volunteer(listed); });
    }

    /// A form waits for the Leadership Team, for its reviewer, or for the group's leaders.
    void add_volunteer(const store::ListedVolunteer& listed) {
        const Volunteer& form = listed.volunteer;
        const auto asked = form.group             ? form.group
                           : form.choices.empty() ? std::nullopt
                                                  : std::optional{form.choices.front()};
        const Group* group = asked ? &session_.group(*asked) : nullptr;
        const bool for_group = form.state == VolunteerState::alerted && group != nullptr;
        if (group != nullptr && !is_for(*group)) {
            return;
        }
        Addressees people = addressees(for_group ? group : nullptr);
        if (form.state == VolunteerState::assigned && form.reviewer &&
            reminder_->to == ReminderTo::leaders) {
            people.to = {
                correspondent(store::person_by_id(session_.database(), *form.reviewer).value())};
        }
        const int days = days_between(form.submitted_on, today_);
        add({.day = form.submitted_on,
             .list = "volunteers",
             .texts = {{"name", listed.person.name},
                       {"email", listed.person.email ? listed.person.email->text() : ""},
                       {"group", group == nullptr ? "" : group->name},
                       {"submitted", written(form.submitted_on)},
                       {"days", fmt::format("{}", days)},
                       {"state", std::string{word(form.state)}}},
             .about = "volunteers who wait for an answer",
             .group = for_group ? group : nullptr,
             .topic = {.topic = fmt::format("volunteer:{}", word(form.state)),
                       .group = asked,
                       .person = listed.person.id}},
            std::move(people));
    }

    void events() {
        for (const ProgramYear year : {year_, year_.plus(1)}) {
            for (const DatedEvent& dated : events_of_year(session_, year)) {
                if (!dated.dates || dated.dates->start < today_) {
                    continue;
                }
                const auto kinds = kinds_taking_part(dated.event);
                for (const Group* group : groups_) {
                    if (is_for(*group) && (kinds.empty() || kinds.contains(group->kind))) {
                        add_event(dated, *group);
                    }
                }
            }
        }
    }

    /// The kinds of groups that have something to do at an event; none: it is for everyone.
    [[nodiscard]] std::set<GroupKind> kinds_taking_part(const Event& event) const {
        std::set<GroupKind> kinds;
        const auto add_kind = [&](GroupKind kind, const std::vector<Activity>& activities) {
            for (const Activity& activity : activities) {
                if (activity.when == event.id.text()) {
                    kinds.insert(kind);
                }
            }
        };
        for (const KindFacts& facts : session_.handbook().kinds) {
            add_kind(facts.kind, facts.activities);
        }
        for (const GroupFacts& facts : session_.handbook().groups) {
            add_kind(facts.kind, facts.activities);
        }
        return kinds;
    }

    void add_event(const DatedEvent& dated, const Group& group) {
        add({.day = dated.dates->start,
             .list = "events",
             .texts = {{"title", dated.event.title},
                       {"dates", span_text(*dated.dates)},
                       {"place", dated.dates->place}},
             .about = fmt::format("{} begins {}", dated.event.title, written(dated.dates->start)),
             .group = &group,
             .topic = {.topic = fmt::format("event:{}:{}", dated.event.id.text(),
                                            dated.year.starting()),
                       .group = group.id},
             .in_calendar = EntryKind::event});
    }

    /// The date of an entry in the calendar, which gives it the same identity there.
    void add_dates(std::vector<CalendarEntry>& dates, const ReminderEntry& entry) const {
        if (!entry.in_calendar) {
            return;
        }
        const Month month = month_of(entry.day);
        for (const CalendarEntry& found :
             calendar_of(session_, {month, month, *entry.group, Readers::leaders})) {
            const bool known = std::ranges::find(dates, found.uid, &CalendarEntry::uid) !=
                               dates.end();
            const bool same_day = *entry.in_calendar == EntryKind::terms ? found.last == entry.day
                                                                         : found.first == entry.day;
            if (found.kind == *entry.in_calendar && same_day && !known) {
                dates.push_back(found);
            }
        }
    }

    Letter letter_of(const Bundle& bundle) const {
        Letter letter{.kind = bundle.kind, .to = bundle.addressees.to, .cc = bundle.addressees.cc};
        const Group* only_group = only_group_of(bundle);
        TemplateValues values;
        std::vector<std::string> abouts;
        for (const ReminderEntry& entry : bundle.entries) {
            TemplateValues element{entry.texts, {}};
            if (only_group != nullptr && bundle.kind == "remind") {
                element.texts.erase("group");    // the letter names it once
            }
            auto& list = values.lists[std::string{entry.list}];
            // Two groups with the same leaders have the same events.
            if (std::ranges::find(list, element.texts, &TemplateValues::texts) == list.end()) {
                list.push_back(std::move(element));
            }
            if (std::ranges::find(abouts, entry.about) == abouts.end()) {
                abouts.push_back(entry.about);
            }
            letter.topics.push_back(entry.topic);
            add_dates(letter.dates, entry);
        }
        if (only_group != nullptr) {
            letter.group = only_group->id;
            values.texts["group"] = only_group->name;
        }
        if (bundle.kind == "remind-term") {
            letter.person = bundle.addressees.to.front().person;
        }
        constexpr std::size_t most_named = 2;
        if (abouts.size() > most_named + 1) {
            abouts.resize(most_named);
            abouts.emplace_back("and more");
        }
        values.texts["about"] = fmt::format("{}", fmt::join(abouts, "; "));
        add_headings(values, bundle);
        compose(session_, letter, std::move(values));
        return letter;
    }

    /// The texts that a template shows above a list that is not empty.
    void add_headings(TemplateValues& values, const Bundle& bundle) const {
        const auto has = [&](std::string_view list) { return values.lists.contains(list); };
        const bool has_due = has("reports") || has("meetings") || has("minutes") || has("seats");
        values.texts["due"] = flag(has_due);
        values.texts["month"] = has("items") ? std::string{month_name(today_.month())} : "";
        values.texts["waiting"] = flag(has("volunteers"));
        values.texts["coming"] = flag(has("events"));
        values.texts["ending"] = flag(has("terms"));
        values.texts["leaders"] = full_names(bundle.addressees.cc);
    }

    const Session& session_;
    Again again_;
    Date today_;
    ProgramYear year_;
    std::vector<const Group*> groups_;
    const Reminder* reminder_ = nullptr;    ///< the one whose reminders are collected
    std::map<std::string, Bundle> bundles_;
    std::vector<std::string> order_;    ///< the keys of the bundles
    std::set<std::string> unread_;      ///< groups that no one leads, nor the section
    LetterBatch batch_;
};

}    // namespace

LetterBatch reminders_due(const Session& session, Again again) {
    return Reminders{session, again}.run();
}

}    // namespace lmsection::app
