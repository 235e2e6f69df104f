#include "lmsection/app/letter_occasion.hpp"

#include "letter_field.hpp"
#include "lmsection/app/group.hpp"
#include "lmsection/app/person.hpp"
#include "lmsection/app/report.hpp"
#include "lmsection/app/report_draft.hpp"
#include "lmsection/app/roster.hpp"
#include "lmsection/app/seats_to_fill.hpp"
#include "lmsection/app/volunteer_step.hpp"
#include "lmsection/base/name.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/domain/appointment.hpp"
#include "lmsection/domain/group_name.hpp"
#include "lmsection/domain/service.hpp"
#include "lmsection/store/appointment.hpp"
#include "lmsection/store/person.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <utility>

namespace lmsection::app {

namespace {

constexpr int days_to_reply = 14;
constexpr int days_to_volunteer = 30;

/// The people and groups that a letter is for; both are empty if it is for all whom it concerns.
struct Concerned {
    std::vector<Group> groups;
    std::vector<Person> people;

    [[nodiscard]] bool everyone() const { return groups.empty() && people.empty(); }
    [[nodiscard]] bool has(GroupId id) const {
        return groups.empty() || std::ranges::find(groups, id, &Group::id) != groups.end();
    }
    [[nodiscard]] bool has(PersonId id) const {
        return people.empty() || std::ranges::find(people, id, &Person::id) != people.end();
    }
    /// "Ana Diaz or Middle Managers"
    [[nodiscard]] std::string text() const {
        std::vector<std::string> names;
        for (const Person& person : people) {
            names.push_back(person.name);
        }
        for (const Group& group : groups) {
            names.push_back(group.name);
        }
        return listed(names, names.size());
    }
};

/// The fault if a name is neither that of a person nor that of a group.
Fault neither(const Session& session, const std::string& typed, const Fault& of_person,
              const Fault& of_group) {
    if (!matches_no_one(session, or_usage(parse_typed_person(typed)))) {
        return of_person;
    }
    Nearest nearest{typed};
    int containing = 0;
    for (const Group& group : session.groups()) {
        const std::string key = folded(group.name);
        containing += key.find(name_key(typed)) == std::string::npos ? 0 : 1;
        nearest.offer(group.name, key);
    }
    store::each_name(session.database(), [&](std::string_view key, const Person& person) {
        nearest.offer(display_text(person), key);
    });
    return containing > 1
               ? of_group
               : Fault{fmt::format("no person or group on record matches {}", in_quotes(typed)),
                       nearest.question("see 'lmsection person list' and 'lmsection group list'")};
}

/// Whether a typed name is the whole name of a group, its slug or its initials.
bool is_whole_name(const Group& group, const std::string& typed) {
    const Nameable names = nameable(group);
    const std::string key = name_key(typed);
    return std::ranges::find(names.answers, key) != names.answers.end() ||
           std::ranges::find(names.only_whole, key) != names.only_whole.end();
}

Concerned concerned(const Session& session, const std::vector<std::string>& who) {
    Concerned found;
    for (const std::string& typed : who) {
        const auto group = session.find_group(typed);
        const bool is_slug = group.ok() && group.value().slug.text() == name_key(typed);
        auto person = is_slug ? Outcome<Person>{Fault{}} : find_person(session, typed);
        if (group.ok() && person.ok() && is_whole_name(group.value(), typed) &&
            folded(person.value().name) != name_key(typed)) {
            person = Fault{};    // a part of a name does not compete with a whole one
        }
        if (!group.ok() && !person.ok()) {
            throw RefusedError{neither(session, typed, person.fault(), group.fault())};
        }
        if (group.ok() && person.ok()) {
            throw RefusedError{fmt::format("{} fits the group {} and the person {}",
                                           in_quotes(typed), group.value().name,
                                           person.value().name),
                               fmt::format("write {} or {}", group.value().slug.text(),
                                           argument_for(session, person.value()))};
        }
        if (group.ok()) {
            found.groups.push_back(group.value());
        } else {
            found.people.push_back(person.value());
        }
    }
    return found;
}

/// A term in a group, with every term there.
struct TermInGroup {
    const Group& group;
    const Appointment& term;
    const std::vector<Service>& record;

    /// Whether it makes someone a new appointee, or a new leader.
    [[nodiscard]] bool is_new() const {
        const Date before = plus_days(term.start, -1);
        return std::ranges::none_of(record, [&](const Service& other) {
            const Appointment& one = other.appointment;
            return one.id != term.id && one.person == term.person && serves_on(one, before) &&
                   (!leads(term.role) || leads(one.role));
        });
    }
    /// Whether it is the person's first term there, in any role.
    [[nodiscard]] bool is_first() const {
        return std::ranges::none_of(record, [&](const Service& other) {
            return other.appointment.person == term.person && other.appointment.start < term.start;
        });
    }
    /// The term with which the person's service there without a gap began.
    [[nodiscard]] const Appointment& first_in_row() const {
        const Appointment* first = &term;
        for (std::size_t left = record.size(); left > 0; --left) {
            for (const auto& [other, name] : record) {
                const bool continues = other.person == term.person && other.start < first->start &&
                                       plus_days(first->start, -1) <= other.end;
                first = continues ? &other : first;
            }
        }
        return *first;
    }
};

/// Writes the letters of one occasion.
class OccasionWriter {
public:
    OccasionWriter(const Session& session, const OccasionOrder& order)
        : session_(session), order_(order), whom_(concerned(session, order.who)),
          today_(session.today()), year_(ProgramYear::containing(today_)),
          july_1_(year_.plus(1).first_day()) {}

    OccasionLetters run() {
        static const std::map<std::string_view, std::string (OccasionWriter::*)()> kinds{
            {"welcome", &OccasionWriter::welcome},       {"renew", &OccasionWriter::renew},
            {"thanks", &OccasionWriter::thanks},         {"declined", &OccasionWriter::declined},
            {"candidates", &OccasionWriter::candidates}, {"service", &OccasionWriter::service},
            {"handover", &OccasionWriter::handover},     {"call", &OccasionWriter::call},
            {"report", &OccasionWriter::report}};
        std::string why_none = (this->*kinds.at(order_.kind))();
        if (skipped_ > 0) {
            why_none += fmt::format(" {} sent before; --again writes {} again.",
                                    skipped_ == 1 ? "1 letter was"
                                                  : fmt::format("{} letters were", skipped_),
                                    skipped_ == 1 ? "it" : "them");
        }
        if (!batch_.letters.empty()) {
            why_none.clear();
        }
        return {std::move(batch_), std::move(why_none)};
    }

private:
    /// Calls `visit` with each term that the letter may be about, in roster order.
    void each_term(const std::function<void(const TermInGroup&)>& visit) {
        for (const Group& group : session_.groups()) {
            if (!whom_.has(group.id)) {
                continue;
            }
            auto record = store::record_of_group(session_.database(), group.id);
            std::ranges::sort(record, listed_before);
            for (const auto& [term, name] : record) {
                if (whom_.has(term.person)) {
                    visit({group, term, record});
                }
            }
        }
    }

    [[nodiscard]] Person person(PersonId id) const {
        return store::person_by_id(session_.database(), id).value();
    }
    /// Whether the user named someone, rather than all whom it concerns or a group.
    [[nodiscard]] bool by_person() const { return !whom_.people.empty(); }
    [[nodiscard]] bool is_recent(Date day) const {
        return plus_days(today_, -occasion_days) <= day;
    }
    /// " (Middle Managers)", or nothing for all whom it concerns.
    [[nodiscard]] std::string here() const {
        return whom_.everyone() ? "" : fmt::format(" ({})", whom_.text());
    }

    /// Whether a topic was written about already. For a person whom the user named, says so.
    bool is_written(const LetterTopic& topic, std::string_view about) {
        const auto before = written_already(session_, topic, order_.again);
        if (!before) {
            return false;
        }
        if (!by_person()) {
            ++skipped_;
        } else {
            batch_.warnings.push_back(fmt::format(
                "the letter {} was {} on {}; give --again to write it again", about,
                before->state == LetterState::sent ? "sent" : "started, and may have arrived,",
                iso(before->on)));
        }
        return true;
    }

    void add(Letter letter, TemplateValues values) {
        letter.kind = order_.kind;
        compose(session_, letter, std::move(values));
        batch_.letters.push_back(std::move(letter));
    }

    [[nodiscard]] LetterTopic topic_of(std::optional<GroupId> group, PersonId who,
                                       Date stage) const {
        return {.topic = std::string{order_.kind}, .stage = stage, .group = group, .person = who};
    }
    /// A letter to a person, unless it was written before.
    std::optional<Letter> letter_to(const Person& who, std::optional<GroupId> group, Date stage) {
        LetterTopic topic = topic_of(group, who.id, stage);
        if (is_written(topic, fmt::format("to {}", who.name))) {
            return std::nullopt;
        }
        return Letter{.kind = std::string{order_.kind},
                      .to = {correspondent(who)},
                      .group = group,
                      .person = who.id,
                      .topics = {std::move(topic)}};
    }

    std::string welcome() {
        each_term([&](const TermInGroup& at) {
            const bool counts = by_person() ? at.is_new()
                                            : at.is_first() && is_recent(at.term.start) &&
                                                  at.term.note != assumed_start_note;
            const Date day = std::max(today_, at.term.start);
            if (counts && today_ <= at.term.end && at.group.works_on(day) && !came_by_merger(at)) {
                welcome_to(at, day);
            }
        });
        return fmt::format("No one to welcome{}: no first term began since {} or begins later.",
                           here(), written(plus_days(today_, -occasion_days)));
    }

    void welcome_to(const TermInGroup& at, Date day) {
        auto begun = letter_to(person(at.term.person), at.group.id, at.term.start);
        if (!begun) {
            return;
        }
        Letter& letter = *begun;
        auto chairs = without(leaders_of(session_, at.group, day), letter.to);
        const bool none_yet = chairs.empty() && !leads(at.term.role);    // for a term to come
        if (none_yet) {
            chairs = without(leaders_of(session_, at.group, today_), letter.to);
        }
        letter.cc = chairs.empty() && !leads(at.term.role)
                        ? without(team_leaders(session_), letter.to)
                        : chairs;
        letter.dates = coming_dates(session_, at.group, day, leads(at.term.role));
        TemplateValues values = group_values(session_, at.group, letter.to, day);
        add_term(values, at.term, at.term.start > today_);
        values.texts["chairs"] = contacts(chairs);
        values.texts["several_chairs"] = flag(chairs.size() > 1);
        values.texts["chairs_today"] = flag(none_yet && !chairs.empty());
        values.texts["leads"] = flag(leads(at.term.role));
        add_dates(values, letter.dates);
        add_links(session_, values, at.group);
        add(std::move(letter), std::move(values));
    }

    std::string renew() {
        std::size_t answered = 0;
        each_term([&](const TermInGroup& at) {
            const bool ends = serves_on(at.term, today_) && at.term.end <= year_.last_day() &&
                              at.term.end_reason.empty() && !is_followed(at.term, at.record) &&
                              at.group.works_on(plus_days(at.term.end, 1));
            if (ends) {
                renew_with(at, answered);
            }
        });
        return fmt::format("No one to ask{}: no term without an answer ends by {}{}.", here(),
                           written(year_.last_day()),
                           answered == 0 ? "" : fmt::format(", and {} answered", answered));
    }

    void renew_with(const TermInGroup& at, std::size_t& answered) {
        const KindFacts& facts = session_.handbook().of_kind(at.group.kind);
        const auto next = renewed_term(at.term, usual_years(at.term.role, facts), today_);
        const Reply reply = at.term.reply;
        answered += reply == Reply::yes || reply == Reply::no ? 1 : 0;
        if (!next.ok() ||
            ((reply == Reply::yes || reply == Reply::no) && order_.again != Again::anything)) {
            return;
        }
        auto begun = letter_to(person(at.term.person), at.group.id, at.term.end);
        if (!begun) {
            return;
        }
        Letter& letter = *begun;
        TemplateValues values = group_values(session_, at.group, letter.to, today_);
        add_term(values, at.term, false);
        values.texts["since"] = term_values(at.first_in_row()).texts["start"];
        values.texts["next_start"] = written(next.value().start());
        values.texts["next_end"] = written(next.value().last_day());
        values.texts["reply_by"] = written(std::min(plus_days(today_, days_to_reply), at.term.end));
        values.texts["appointed_by"] = appointed_by(at.group, next.value().start());
        const auto rotation = session_.handbook().rules_for(measure::chair_rotation, at.group.kind);
        if (!rotation.empty() && chairs(at.term.role)) {
            values.texts["rotation"] = rotation.front()->says;
            values.texts["rotation_section"] = cited(rotation.front()->section);
        }
        add(std::move(letter), std::move(values));
    }

    /// The day by which the appointments for a July 1 are made; empty if it has passed.
    [[nodiscard]] std::string appointed_by(const std::optional<Group>& group, Date july_1) const {
        const auto due = appointments_due(session_, year_, group);
        const bool applies = !due.empty() && due.front().july_1 == july_1 &&
                             today_ < due.front().due;
        return applies ? written(due.front().due) : "";
    }

    std::string thanks() {
        const Date until = by_person() ? year_.last_day() : plus_days(today_, early_thanks_days);
        const Date since = by_person() ? year_.plus(-1).first_day()
                                       : plus_days(today_, -occasion_days);
        each_term([&](const TermInGroup& at) {
            const bool ends = at.term.start <= today_ && since <= at.term.end &&
                              at.term.end <= until && !is_followed(at.term, at.record) &&
                              !continues_elsewhere(at);
            if (ends && !stays(at)) {
                thank(at);
            }
        });
        return fmt::format("No one to thank{}: no one's last term in a group ends from {} to {}.",
                           here(), written(since), written(until));
    }

    /// Whether someone whose term ends may continue anyway: they said so, or have not answered
    /// yet. Those who said yes need a next term, which is said.
    bool stays(const TermInGroup& at) {
        const Reply reply = at.term.reply;
        if (by_person() || reply == Reply::no) {
            return false;
        }
        if (reply == Reply::yes) {
            const Person who = person(at.term.person);
            batch_.warnings.push_back(fmt::format(
                "{} said yes to another term in {} and is not thanked; appoint them with "
                "'lmsection appoint renew {} {}'",
                who.name, at.group.name, argument_for(session_, who), at.group.slug.text()));
            return true;
        }
        const LetterTopic question{
            .topic = "renew", .stage = at.term.end, .group = at.group.id, .person = at.term.person};
        const bool asked = reply == Reply::later ||
                           written_already(session_, question, Again::no).has_value();
        return asked && today_ <= at.term.end;
    }

    /// Whether a term goes on in the group into which its group was merged.
    [[nodiscard]] bool continues_elsewhere(const TermInGroup& at) const {
        if (!at.group.merged_into) {
            return false;
        }
        const auto terms = store::record_of_person(session_.database(), at.term.person);
        return std::ranges::any_of(terms, [&](const Appointment& other) {
            return other.group == *at.group.merged_into && at.term.end < other.end;
        });
    }
    /// Whether a term continues one in a group that was merged into its group.
    [[nodiscard]] bool came_by_merger(const TermInGroup& at) const {
        const auto terms = store::record_of_person(session_.database(), at.term.person);
        return std::ranges::any_of(terms, [&](const Appointment& other) {
            return session_.group(other.group).merged_into == at.group.id &&
                   plus_days(other.end, 1) == at.term.start;
        });
    }

    void thank(const TermInGroup& at) {
        auto begun = letter_to(person(at.term.person), at.group.id, at.term.end);
        if (!begun) {
            return;
        }
        Letter& letter = *begun;
        TemplateValues values = group_values(session_, at.group, letter.to, today_);
        add_term(values, at.term, at.term.end >= today_);
        values.texts["leads"] = flag(leads(at.term.role));
        values.texts["folder"] = folder_of(session_, at.group);
        const Date after = plus_days(at.term.end, 1);
        values.texts["next_leaders"] = contacts(
            without(leaders_of(session_, at.group, after), letter.to));
        if (at.group.retired_on) {
            values.texts["retired"] = written(*at.group.retired_on);
            values.texts["retires_later"] = flag(today_ < *at.group.retired_on);
        }
        for (const auto& [term, name] : at.record) {
            if (term.person == at.term.person && term.start <= at.term.start) {
                values.lists["terms"].push_back(term_values(term));
            }
        }
        std::reverse(values.lists["terms"].begin(), values.lists["terms"].end());
        add(std::move(letter), std::move(values));
    }

    std::string declined() {
        store::VolunteerFilter filter;
        filter.state = VolunteerState::declined;
        store::each_volunteer(session_.database(), filter, [&](const auto& listed) {
            const auto steps = store::steps_of(session_.database(), listed.volunteer.id);
            const bool concerns = whom_.has(listed.person.id) &&
                                  (whom_.groups.empty() ||
                                   (listed.volunteer.group && whom_.has(*listed.volunteer.group)));
            if (concerns && !steps.empty() && (by_person() || is_recent(steps.back().on))) {
                decline(listed, steps);
            }
        });
        return fmt::format("No one to write to{}: no offer was declined since {}.", here(),
                           written(plus_days(today_, -occasion_days)));
    }

    void decline(const store::ListedVolunteer& listed,
                 const std::vector<store::VolunteerStep>& steps) {
        const Volunteer& form = listed.volunteer;
        auto begun = letter_to(listed.person, form.group, steps.back().on);
        if (!begun) {
            return;
        }
        Letter& letter = *begun;
        TemplateValues values;
        if (form.group) {
            values = group_values(session_, session_.group(*form.group), letter.to, today_);
        }
        // The chairs' reasons are not for the volunteer, so the section answers.
        values.texts["ask"] = contacts(without(team_leaders(session_), letter.to));
        values.texts["submitted"] = written(form.submitted_on);
        values.texts["next_start"] = written(july_1_);
        values.texts["other_groups"] = groups_not_asked(form, steps);
        add(std::move(letter), std::move(values));
    }

    /// The active groups on a form that have not declined: "A or B".
    [[nodiscard]] std::string
    groups_not_asked(const Volunteer& form, const std::vector<store::VolunteerStep>& steps) const {
        std::vector<std::string> names;
        for (const GroupId choice : form.choices) {
            const bool said_no = std::ranges::any_of(steps, [&](const auto& step) {
                return step.step == word(VolunteerState::declined) && step.group == choice;
            });
            if (!said_no && session_.group(choice).works_on(today_)) {
                names.push_back(named_in_full(session_.group(choice)));
            }
        }
        return listed(names, names.size());
    }

    std::string candidates() {
        std::map<GroupId, std::vector<store::ListedVolunteer>> waiting;
        store::VolunteerFilter filter;
        filter.waiting = session_.today();
        store::each_volunteer(session_.database(), filter, [&](const auto& listed) {
            const auto group = group_asked(listed.volunteer);
            if (group && whom_.has(*group) && whom_.has(listed.person.id)) {
                waiting[*group].push_back(listed);
            }
        });
        for (const Group& group : session_.groups()) {
            if (waiting.contains(group.id)) {
                candidates_for(group, waiting[group.id]);
            }
        }
        return fmt::format("No new volunteers wait for an answer{} on {}; --again writes about all "
                           "who wait.",
                           here(), written(today_));
    }

    /// The group that is to answer a waiting volunteer, if any.
    static std::optional<GroupId> group_asked(const Volunteer& form) {
        const bool to_vet = form.state != VolunteerState::accepted;
        const auto first = form.choices.empty() ? std::nullopt
                                                : std::optional{form.choices.front()};
        return to_vet ? (form.group ? form.group : first) : std::nullopt;
    }

    void candidates_for(const Group& group, const std::vector<store::ListedVolunteer>& waiting) {
        if (!group.works_on(today_)) {
            batch_.warnings.push_back(fmt::format(
                "{} is retired as of {}, but {} for it; alert another group with 'lmsection "
                "volunteer alert VOLUNTEER --group GROUP'",
                group.name, iso(*group.retired_on),
                waiting.size() == 1 ? waiting.front().person.name + " waits"
                                    : fmt::format("{} volunteers wait", waiting.size())));
            return;
        }
        std::vector<store::ListedVolunteer> fresh;
        std::vector<std::string> known;
        for (const auto& listed : waiting) {
            const bool alerted = listed.volunteer.state == VolunteerState::alerted ||
                                 written_already(session_, candidate_topic(group, listed.volunteer),
                                                 order_.again);
            if (alerted && order_.again != Again::anything) {
                known.push_back(listed.person.name);
            } else {
                fresh.push_back(listed);
            }
        }
        if (fresh.empty()) {
            return;
        }
        auto to = leaders_of(session_, group, today_);
        to = to.empty() ? team_leaders(session_) : to;
        if (to.empty()) {
            batch_.warnings.push_back(no_one_to_write_to(session_, {group.name}));
            return;
        }
        batch_.letters.push_back(candidates_letter(session_, group, std::move(to), fresh, known));
    }

    std::string service() {
        std::set<PersonId> people;
        each_term([&](const TermInGroup& at) {
            if (at.term.start <= today_ && (by_person() || today_ <= at.term.end)) {
                people.insert(at.term.person);
            }
        });
        for (const PersonId id : people) {
            certify(person(id));
        }
        return by_person() ? fmt::format("{} has not served in a group yet.", whom_.text())
                           : fmt::format("No one serves{} on {}.", here(), written(today_));
    }

    void certify(const Person& who) {
        TemplateValues values;
        Date latest = year_.first_day();
        bool serves = false;
        bool first = true;
        auto terms = store::record_of_person(session_.database(), who.id);
        std::erase_if(terms, [&](const Appointment& term) { return today_ < term.start; });
        for (const Appointment& term : terms) {
            const Date changed = term.end < today_ ? term.end : term.start;
            latest = first ? changed : std::max(latest, changed);
            first = false;
            serves = serves || today_ <= term.end;
            const Group& group = session_.group(term.group);
            TemplateValues line = term_values(term);
            if (term.note == assumed_start_note) {
                batch_.warnings.push_back(fmt::format(
                    "the start of {}'s term in {} is assumed, and left out; set it with 'lmsection "
                    "appoint edit {} {} --start DATE --reason TEXT'",
                    who.name, group.name, argument_for(session_, who), group.slug.text()));
            }
            line.texts["group"] = named_with_kind(group);
            line.texts["running"] = flag(today_ <= term.end);
            add_element(values, "terms", std::move(line));
        }
        auto begun = letter_to(who, std::nullopt, latest);
        if (!begun) {
            return;
        }
        Letter& letter = *begun;
        const Handbook& handbook = session_.handbook();
        values.texts["name"] = who.name;
        values.texts["institution"] = who.institution;
        values.texts["serves"] = flag(serves);
        values.texts["division"] = handbook.division;
        values.texts["association"] = handbook.association;
        values.texts["ask"] = contacts(without(team_leaders(session_), letter.to));
        add(std::move(letter), std::move(values));
    }

    std::string handover() {
        for (const Group& group : session_.groups()) {
            if (!whom_.has(group.id) || !group.works_on(today_)) {
                continue;
            }
            const auto record = store::record_of_group(session_.database(), group.id);
            std::map<Date, std::vector<Person>> incoming;    // by the first day
            for (const auto& [term, name] : record) {
                const TermInGroup at{group, term, record};
                const bool starts = is_recent(term.start) && today_ <= term.end &&
                                    leads(term.role) && at.is_new() && whom_.has(term.person);
                if (starts && group.works_on(std::max(today_, term.start))) {
                    incoming[term.start].push_back(person(term.person));
                }
            }
            for (const auto& [start, people] : incoming) {
                hand_over(group, start, people);
            }
        }
        return fmt::format("No one to hand over to{}: no one who leads a group began since {} or "
                           "begins later.",
                           here(), written(plus_days(today_, -occasion_days)));
    }

    void hand_over(const Group& group, Date start, const std::vector<Person>& people) {
        Letter letter;
        for (const Person& who : people) {
            const LetterTopic topic = topic_of(group.id, who.id, start);
            if (!is_written(topic, fmt::format("to {}", who.name))) {
                letter.topics.push_back(topic);
                letter.to.push_back(correspondent(who));
            }
        }
        if (letter.to.empty()) {
            return;
        }
        letter.group = group.id;
        const Date day = std::max(today_, start);
        const auto leading = leaders_of(session_, group, start);
        letter.cc = without(without(leaders_of(session_, group, plus_days(start, -1)), leading),
                            letter.to);
        letter.dates = coming_dates(session_, group, day, true);
        TemplateValues values = group_values(session_, group, letter.to, day);
        values.texts["start"] = written(start);
        values.texts["upcoming"] = flag(today_ < start);
        values.texts["day"] = written(day);
        letter.attached = {fmt::format("handover-{}.html", group.slug.text()),
                           handover_of(session_, group, Readers::leaders)};
        values.texts["packet"] = letter.attached->file;
        values.texts["outgoing"] = contacts(letter.cc);
        values.texts["ask"] = contacts(without(team_leaders(session_), letter.to));
        values.texts["several_outgoing"] = flag(letter.cc.size() > 1);
        add_dates(values, letter.dates);
        add_links(session_, values, group);
        add_members(values, group, day);
        for (const OwedReport& report :
             reports_due(session_, {std::nullopt, false, std::nullopt, group})) {
            if (report.status == ReportStatus::overdue || start <= report.due) {
                add_element(values, "reports",
                            {{"due", written(report.due)},
                             {"status", std::string{word(report.status)}}});
            }
        }
        add(std::move(letter), std::move(values));
    }

    /// Adds who serves on a day, and the vacant seats.
    void add_members(TemplateValues& values, const Group& group, Date day) const {
        each_seat(session_, {{group}, day, day, {}, std::nullopt}, [&](const Seat& seat) {
            add_element(values, "members",
                        {{"name", std::string{seat.line.name}},
                         {"role", lower_case(seat.line.role.facts().title)},
                         {"email", std::string{seat.line.email.value_or("")}},
                         {"end", written(parse_iso_date(seat.line.end).value_or(day))}});
        });
        values.texts["vacant"] = vacant_seats(group, day);
    }

    /// "1 chair, 2 members"; empty if there are none.
    [[nodiscard]] std::string vacant_seats(const Group& group, Date day) const {
        std::map<Role, int> seats;
        each_vacant_seat(session_, {group}, day, {},
                         [&](const Seat& seat) { ++seats[seat.line.role]; });
        return display_text(seats);
    }

    std::string call() {
        TemplateValues values;
        for (const Group& group : session_.groups_on(july_1_)) {
            if (std::string seats = vacant_seats(group, july_1_); !seats.empty()) {
                add_element(values, "groups",
                            {{"name", group.name},
                             {"kind", std::string{display_text(group.kind)}},
                             {"seats", std::move(seats)},
                             {"charge", group.charge}});
            }
        }
        if (values.lists.empty()) {
            return fmt::format("Nothing to call for: no seat is vacant on {}.", written(july_1_));
        }
        Date reply_by = std::min(plus_days(today_, days_to_volunteer), plus_days(july_1_, -1));
        if (const auto due = appointments_due(session_, year_, std::nullopt);
            !due.empty() && today_ < due.front().due) {
            reply_by = std::min(reply_by, due.front().due);
        }
        values.texts["start"] = written(july_1_);
        values.texts["reply_by"] = written(reply_by);
        values.texts["appointed_by"] = appointed_by(std::nullopt, july_1_);
        values.texts["form"] = order_.form;
        order_.to.empty() ? call_chairs(values) : call_addresses(values);
        return fmt::format("No one to call{}.", here());
    }

    /// One letter to the leaders of each group; no one gets a second one for another group.
    void call_chairs(const TemplateValues& values) {
        std::vector<Correspondent> called;
        for (const Group& group : session_.groups_on(today_)) {
            auto to = without(leaders_of(session_, group, today_), called);
            std::erase_if(to, [&](const auto& leader) { return !whom_.has(*leader.person); });
            const LetterTopic topic{.topic = "call", .stage = july_1_, .group = group.id};
            if (to.empty() || !whom_.has(group.id) ||
                is_written(topic, fmt::format("to those who lead {}", group.name))) {
                continue;
            }
            called.insert(called.end(), to.begin(), to.end());
            TemplateValues own = values;
            own.texts["to_chairs"] = flag(true);
            own.texts["ask"] = contacts(without(team_leaders(session_), to));
            add({.kind = {}, .to = std::move(to), .group = group.id, .topics = {topic}},
                std::move(own));
        }
    }

    /// One letter to each address, such as a mailing list.
    void call_addresses(const TemplateValues& values) {
        const auto before = letters_on_record(session_, "call", std::nullopt);
        for (const Correspondent& address : order_.to) {
            if (order_.again != Again::anything && was_called(before, address)) {
                ++skipped_;
                continue;
            }
            TemplateValues own = values;
            own.texts["ask"] = contacts(team_leaders(session_));
            add({.kind = {}, .to = {address}}, std::move(own));
        }
    }

    /// Whether an address has had the call in this program year. It is not a topic, so that
    /// forgetting a person's addresses leaves nothing.
    [[nodiscard]] bool was_called(const std::vector<ListedLetter>& letters,
                                  const Correspondent& address) const {
        return std::ranges::any_of(letters, [&](const ListedLetter& listed) {
            const bool counts = listed.letter.state != LetterState::failed &&
                                year_.first_day() <= listed.letter.on && !listed.letter.group;
            return counts && std::ranges::any_of(listed.recipients,
                                                 [&](const store::LetterRecipient& recipient) {
                                                     return lower_case(recipient.email) ==
                                                            lower_case(address.email->text());
                                                 });
        });
    }

    std::string report() {
        const auto reports = reports_to_draft();
        for (const OwedReport& owed : reports) {
            auto to = leaders_of(session_, *owed.group, today_);
            const bool concerns = std::ranges::any_of(to, [&](const auto& leader) {
                return whom_.has(*leader.person);
            });
            if (concerns || whom_.people.empty()) {
                send_draft(owed, std::move(to));
            }
        }
        return reports.empty() && order_.report.empty()
                   ? fmt::format("No report to write about{}: none is due or overdue on {}; "
                                 "--report 2026-12 writes about a later one.",
                                 here(), written(today_))
                   : fmt::format("No report to write about{}.", here());
    }

    /// The open reports that are due or overdue, or those that the user named.
    [[nodiscard]] std::vector<OwedReport> reports_to_draft() {
        if (order_.report.empty()) {
            auto reports = reports_due(session_, {});
            std::erase_if(reports, [&](const OwedReport& one) {
                return one.status == ReportStatus::upcoming || !whom_.has(one.group->id);
            });
            return reports;
        }
        std::vector<OwedReport> reports;
        for (const Group& group : whom_.groups) {
            reports.push_back(find_report(session_, group.slug.text(), order_.report));
            if (const auto& submitted = reports.back().submission) {
                batch_.warnings.push_back(fmt::format("the {} of {} was submitted on {}",
                                                      title_of(reports.back(), session_.handbook()),
                                                      group.name, iso(submitted->on)));
            }
        }
        if (whom_.groups.empty()) {
            reports = find_reports(session_, order_.report);
        }
        std::erase_if(reports, [](const OwedReport& one) { return one.submission.has_value(); });
        return reports;
    }

    void send_draft(const OwedReport& owed, std::vector<Correspondent> to) {
        const Group& group = *owed.group;
        const LetterTopic topic{
            .topic = "report:" + iso(owed.report), .stage = owed.due, .group = group.id};
        if (is_written(topic, fmt::format("about the report of {}", group.name))) {
            return;
        }
        const bool no_leader = to.empty();
        to = no_leader ? team_leaders(session_) : std::move(to);
        if (to.empty()) {
            batch_.warnings.push_back(no_one_to_write_to(session_, {group.name}));
            return;
        }
        Letter letter;
        letter.group = group.id;
        letter.topics = {topic};
        letter.attached = {fmt::format("{}-{}.html", group.slug.text(), iso(owed.report)),
                           draft_of_report(session_, owed)};
        TemplateValues values = group_values(session_, group, to, today_);
        letter.to = std::move(to);
        values.texts["report"] = title_of(owed, session_.handbook());
        values.texts["due"] = written(owed.due);
        values.texts["overdue"] = flag(owed.due < today_);
        values.texts["due_today"] = flag(owed.due == today_);
        values.texts["no_leader"] = flag(no_leader);
        values.texts["file"] = letter.attached->file;
        add_parts(values, letter.attached->packet);
        add(std::move(letter), std::move(values));
    }

    const Session& session_;
    const OccasionOrder& order_;
    Concerned whom_;
    Date today_;
    ProgramYear year_;
    Date july_1_;
    LetterBatch batch_;
    std::size_t skipped_ = 0;
};

}    // namespace

OccasionLetters occasion_letters(const Session& session, const OccasionOrder& order) {
    return OccasionWriter{session, order}.run();
}

}    // namespace lmsection::app
