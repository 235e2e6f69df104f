#include "lmsection/app/appointment.hpp"

#include "change.hpp"
#include "lmsection/base/list.hpp"
#include "lmsection/base/name.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/domain/term_index.hpp"
#include "lmsection/store/appointment.hpp"
#include "lmsection/store/group.hpp"
#include "lmsection/store/leave.hpp"
#include "lmsection/store/person.hpp"
#include "term_choice.hpp"
#include "term_correction.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace lmsection::app {

namespace {

/// Appoints people one by one within one change, reading each group's record once.
class Appointer {
public:
    /// `visit`: called for each appointment.
    Appointer(WritingSession& session, const OverridePolicy& policy, OnAppointed visit)
        : session_(session), policy_(policy), visit_(std::move(visit)) {}

    // These throw a `RefusedError` if they cannot; the change then rolls back what was written.

    void appoint(const AppointOrder& order) {
        const Outcome<Group>& group = group_named(order.group);
        const auto known = order.is_new && !order.person.email
                               ? find_or_describe_by_name(session_, order.person)
                               : find_or_describe(session_, order.person);
        std::vector<Fault> faults;
        if (!known.ok()) {
            Fault fault = known.fault();
            if (!order.from_file && !order.person.email && matches_no_one(session_, order.person)) {
                fault.remedy += "; for someone new, add --email ADDRESS, or --new without one";
            }
            faults.push_back(std::move(fault));
        }
        if (!group.ok()) {
            faults.push_back(group.fault());
        }
        require_none(std::move(faults));
        appoint(record_person(session_, known.value(), order.institution, warnings_), group.value(),
                order);
    }

    /// Appoints a person on record.
    void appoint(const Person& person, const Group& group, const AppointOrder& order) {
        const Term term = chosen_term(order, group);
        if (!is_on_record(person, group, order, term)) {
            warn_of_end(order.request, term);
            seat(person, group, order,
                 order.replace && order.request.leaves_end_open()
                     ? with_replaced_end(person, group, term)
                     : term);
        }
    }

    /// Gives a person on record a seat for a term.
    void seat(const Person& person, const Group& group, const AppointOrder& order,
              const Term& term) {
        TermIndex& record = record_of(group.id);
        Candidacy candidacy = candidacy_of(person, group, order, term);
        std::string note = order.note;
        if (order.replace) {
            candidacy.before = record.relevant_terms(person.id, term);
            const std::string replaced_note = replace_earlier(person, group, term.start());
            note = note.empty() ? replaced_note : note;
        }
        const bool overridden = require_allowed(candidacy, group, order);
        const Appointment appointment = new_appointment(person, group, order.request.role, term,
                                                        note, overridden);
        insert(appointment, person);
        visit_(appointment, person, group);
    }

    /// Appoints a person of a list; writes nothing if it cannot.
    void appoint_listed(const ListedAppointment& listed) {
        const AppointOrder& order = listed.order;
        const Group& group = or_refused(group_named(order.group));
        const ListedMatch match = or_refused(
            match_listed(session_, {order.person, listed.further, group.id, listed.names_may_repeat,
                                    addressed_}));
        const auto placed = place_listed(listed, match, group, chosen_term(order, group));
        for (const EmailAddress& email : addresses_of(order.person, listed.further)) {
            addressed_[email.key()] = match.person.id;
        }
        listed_[group.id].insert(match.person.id);
        visit_(placed.appointment, placed.person, group);
    }

    /// Who serves beyond today in a group of the list and is not in it.
    [[nodiscard]] std::vector<Appointed> missing(bool all) const {
        std::vector<Appointed> found;
        const Date today = session_.today();
        for (const auto& [id, people] : listed_) {
            if (!all && !recorded_.contains(id)) {
                continue;
            }
            for (const auto& service : store::record_of_group(session_.database(), id, today)) {
                const Appointment& one = service.appointment;
                if (serves_on(one, today) && today < one.end && !people.contains(one.person)) {
                    found.push_back({one,
                                     store::person_by_id(session_.database(), one.person).value(),
                                     session_.group(id)});
                }
            }
        }
        return found;
    }

    /// Ends today the terms that are `missing`.
    std::vector<Appointed> end_missing(const std::string& reason) {
        auto ended = missing(true);
        for (Appointed& one : ended) {
            one.appointment.end = session_.today();
            one.appointment.end_reason = reason;
            store::update_end(session_.writer(), one.appointment);
        }
        return ended;
    }

    [[nodiscard]] const ListCounts& counts() const { return counts_; }
    std::vector<std::string> take_warnings() { return std::move(warnings_); }

private:
    TermIndex& record_of(GroupId group) {
        auto known = records_.find(group);
        if (known == records_.end()) {
            known =
                records_.emplace(group, store::record_of_group(session_.database(), group)).first;
        }
        return known->second;
    }

    [[nodiscard]] Term chosen_term(const AppointOrder& order, const Group& group) const {
        return or_refused(
            choose_term(order.request, session_.handbook().of_kind(group.kind), session_.today()));
    }

    /// Finds the group of an order, with a cache, since many lines of a file name the same group.
    const Outcome<Group>& group_named(const std::string& typed) {
        auto known = groups_.find(typed);
        if (known == groups_.end()) {
            known = groups_.emplace(typed, session_.find_group_to_change(typed)).first;
        }
        return known->second;
    }

    /// A person as a candidate for a term, before any replacement.
    Candidacy candidacy_of(const Person& person, const Group& group, const AppointOrder& order,
                           const Term& term) {
        Candidacy candidacy{person.id, person.name, order.request.role, term, order.replace, {}, 0};
        candidacy.largest_before = largest_before(
            record_of(group.id).relevant_terms(person.id, term), term);
        candidacy.elsewhere = terms_elsewhere(session_.database(), session_.handbook(), person.id,
                                              group.id);
        return candidacy;
    }

    /// Checks the rules for a candidate, and adds warnings. Returns whether one is overridden.
    bool require_allowed(const Candidacy& candidacy, const Group& group,
                         const AppointOrder& order) {
        auto findings = findings_on_appointing(
            candidacy, group, record_of(group.id).relevant_terms(candidacy.person, candidacy.term),
            session_.handbook());
        if (order.from_file && candidacy.term.start() < session_.today() &&
            policy_.override_reason.empty()) {
            warn_instead(findings);
        }
        auto [warnings, faults] = apply_policy(findings, policy_);
        if (faults.empty() || !order.from_file) {
            append(warnings_, std::move(warnings));
        }
        require_none(std::move(faults));
        return contains(findings, true, &Finding::may_override);
    }

    Appointment new_appointment(const Person& person, const Group& group, Role role,
                                const Term& term, const std::string& note, bool overridden) {
        return {session_.next_id<AppointmentId>(),
                person.id,
                group.id,
                role,
                term.start(),
                term.last_day(),
                term.years(),
                note,
                "",
                overridden ? policy_.override_reason : ""};
    }

    void insert(const Appointment& appointment, const Person& person) {
        store::insert_appointment(session_.writer(), appointment, person.name);
        record_of(appointment.group).add({appointment, person.name});
        written_.insert(appointment.id);
        ++counts_.added;
    }

    /// The result for a row of a list.
    struct Placed {
        Appointment appointment;
        Person person;
    };

    /// Finds a row's appointment on record, changes it, or adds a new one.
    Placed place_listed(const ListedAppointment& listed, const ListedMatch& match,
                        const Group& group, const Term& term) {
        const AppointOrder& order = listed.order;
        const PersonId id = match.person.id;
        TermIndex& record = record_of(group.id);
        if (const auto repeated = record.find(id, [&](const Appointment& known) {
                return listed.may_repeat && touched_.contains(known.id) &&
                       is_listed(known, listed, term);
            })) {
            ++counts_.repeated;
            return {*repeated, match.person};
        }
        const auto find = [&](const auto& fits) {
            return record.find(id, [&](const Appointment& known) {
                return !touched_.contains(known.id) && fits(known);
            });
        };
        const auto overlaps = [&](const Appointment& known) {
            return serves_between(known, term.start(), term.last_day());
        };
        const auto same = find([&](const auto& known) { return is_listed(known, listed, term); });
        const auto old = same ? same : find([&](const Appointment& known) {
            return overlaps(known) && (listed.start_assumed || known.start == term.start() ||
                                       known.end == term.last_day() || is_current(known, term));
        });
        if (old) {
            recorded_.insert(group.id);
            touched_.insert(old->id);
            return same ? keep(*same, order, match, group)
                        : change(*old, listed, match, group, term);
        }
        if (const auto clash = find(overlaps)) {
            throw RefusedError{overlap_fault(*clash, match.person, group, term)};
        }
        const bool overridden = require_allowed(candidacy_of(match.person, group, order, term),
                                                group, order);
        const Person person = record_listed(session_, match, order.institution, warnings_,
                                            counts_.changes);
        warn_of_end(order.request, term);
        const bool mark_start = listed.start_assumed && order.note.empty();
        const Appointment added = new_appointment(
            match.person, group, order.request.role, term,
            mark_start ? std::string{assumed_start_note} : order.note, overridden);
        insert(added, match.person);
        touched_.insert(added.id);
        return {added, person};
    }

    /// Whether an appointment on record and a term of the same person both run today, so that one
    /// corrects the other.
    [[nodiscard]] bool is_current(const Appointment& known, const Term& term) const {
        const Date today = session_.today();
        return serves_on(known, today) && term.start() <= today && today <= term.last_day();
    }

    /// What to type for a row whose term overlaps one on record and differs in both days: it may be
    /// a correction or a mistake.
    [[nodiscard]] Fault overlap_fault(const Appointment& known, const Person& person,
                                      const Group& group, const Term& term) const {
        return {fmt::format("{} already serves in {} as {} from {} to {}", person.name, group.name,
                            word(known.role), iso(known.start), iso(known.end)),
                fmt::format("to change that term to {} to {}, type 'lmsection appoint edit {} {} "
                            "--term {} --start {} --end {} --reason TEXT', and run this again",
                            iso(term.start()), iso(term.last_day()), argument_for(session_, person),
                            group.slug.text(), iso(known.start), iso(term.start()),
                            iso(term.last_day()))};
    }

    /// Whether an appointment on record agrees with everything that a row of a list says.
    [[nodiscard]] bool is_listed(const Appointment& known, const ListedAppointment& listed,
                                 const Term& term) const {
        const TermRequest& request = listed.order.request;
        const bool same_role = !listed.role_given || known.role == request.role;
        const bool start_given = (request.start && !listed.start_assumed) || request.year;
        const bool same_start = !start_given || known.start == term.start();
        const bool says_end = request.end || (request.years && start_given);
        const bool same_end = !says_end || known.end == term.last_day();
        const bool says_nothing = !start_given && !says_end;
        const bool is_now = session_.today() <= known.end;
        return same_role && same_start && same_end && (!says_nothing || is_now);
    }

    /// Leaves an appointment as it is, except for its note.
    Placed keep(Appointment known, const AppointOrder& order, const ListedMatch& match,
                const Group& group) {
        const std::size_t before = counts_.changes.size();
        const Person person = record_listed(session_, match, order.institution, warnings_,
                                            counts_.changes);
        const std::string note = order.note.empty() ? "" : note_of(known.id);
        if (order.note.empty() || order.note == note) {
            ++(counts_.changes.size() == before ? counts_.known : counts_.changed);
            return {known, person};
        }
        ++counts_.changed;
        auto full = store::appointment_by_id(session_.database(), known.id).value();
        full.note = order.note;
        store::update_appointment(session_.writer(), full);
        counts_.changes.push_back(fmt::format("{}, {}: note {} to {}", match.person.name,
                                              group.name, note.empty() ? "(none)" : in_quotes(note),
                                              in_quotes(order.note)));
        return {full, person};
    }

    /// Changes an appointment on record to what a row of a list says.
    Placed change(const Appointment& old, const ListedAppointment& listed, const ListedMatch& match,
                  const Group& group, const Term& term) {
        const AppointOrder& order = listed.order;
        TermIndex& record = record_of(group.id);
        const Date start = listed.start_assumed ? old.start : term.start();
        const bool keeps_end = order.request.leaves_end_open();
        const Date end = keeps_end ? old.end : term.last_day();
        const Role role = listed.role_given ? order.request.role : old.role;
        const Term changed{start, std::min(program_years_between(start, end), Term::longest), end};
        Candidacy candidacy = candidacy_of(match.person, group, order, changed);
        candidacy.role = role;
        candidacy.before = record.relevant_terms(match.person.id, changed);
        record.remove_starting(match.person.id, old.start);
        bool overridden = false;
        try {
            overridden = require_allowed(candidacy, group, order);
        } catch (const RefusedError&) {
            record.add({old, match.person.name});
            throw;
        }
        record.add({{old.id, old.person, old.group, role, start, end, changed.years(), "", "", ""},
                    match.person.name});
        auto full = store::appointment_by_id(session_.database(), old.id).value();
        const Person person = record_listed(session_, match, order.institution, warnings_,
                                            counts_.changes);
        std::vector<std::string> fields;
        const auto add_field = [&](std::string_view name, std::string_view before,
                                   std::string_view now) {
            if (before != now) {
                fields.push_back(fmt::format("{} {} to {}", name, before, now));
            }
        };
        add_field("role", word(old.role), word(role));
        add_field("start", iso(old.start), iso(start));
        add_field("end", iso(old.end), iso(end));
        counts_.changes.push_back(
            fmt::format("{}, {}: {}", match.person.name, group.name, fmt::join(fields, ", ")));
        full.role = role;
        full.start = start;
        full.end = end;
        full.years = changed.years();
        if (!order.note.empty() || (full.note == assumed_start_note && !listed.start_assumed)) {
            full.note = order.note;
        }
        full.end_reason = end == old.end ? full.end_reason : "";
        full.override_reason = overridden ? policy_.override_reason : full.override_reason;
        store::update_appointment(session_.writer(), full);
        const Appointment before = std::exchange(
            full, store::appointment_by_id(session_.database(), full.id).value());
        append(warnings_, fitted_leaves(before, full, match.person));
        ++counts_.changed;
        return {full, person};
    }

    /// Uses the appointment that is already on record, if there is one. One written by this command
    /// does not count: a file that repeats it has a bad line.
    bool is_on_record(const Person& person, const Group& group, const AppointOrder& order,
                      const Term& term) {
        const auto existing = record_of(group.id).find(person.id, [&](const Appointment& known) {
            return is_already(known, order.request, term) && !written_.contains(known.id) &&
                   (order.note.empty() || order.note == note_of(known.id));
        });
        if (!existing) {
            return false;
        }
        ++counts_.known;
        visit_(*existing, person, group);
        return true;
    }

    /// The note of an appointment on record, which the term index lacks.
    [[nodiscard]] std::string note_of(AppointmentId id) const {
        const auto known = store::appointment_by_id(session_.database(), id);
        return known ? known->note : "";
    }

    /// The term that starts like `term` and ends like the person's term that it replaces.
    Term with_replaced_end(const Person& person, const Group& group, const Term& term) {
        const auto existing = record_of(group.id).find(person.id, [&](const Appointment& known) {
            return serves_on(known, term.start());
        });
        return existing ? Term{term.start(), program_years_between(term.start(), existing->end),
                               existing->end}
                        : term;
    }

    /// Turns refusals of an appointment into warnings.
    static void warn_instead(std::vector<Finding>& findings) {
        for (Finding& finding : findings) {
            if (finding.may_override) {
                finding.strength = Strength::should;
                finding.fault.remedy = "recorded anyway because the term began before today";
            }
        }
    }

    /// The largest size of a group in the program year of a term before it begins.
    static int largest_before(const std::vector<Service>& record, const Term& term) {
        const Date first = term.first_program_year().first_day();
        return first < term.start() ? peak_between(record, first, plus_days(term.start(), -1)).size
                                    : 0;
    }

    void warn_of_end(const TermRequest& request, const Term& term) {
        if (request.end && *request.end != Term{term.start(), term.years()}.last_day()) {
            warnings_.push_back(
                fmt::format("the term ends on {}, not on June 30 (§1)", iso(*request.end)));
        }
    }

    /// Ends the person's term that overlaps the new one on the day before, or deletes one that
    /// begins on the same day. Returns the note of a deleted one.
    std::string replace_earlier(const Person& person, const Group& group, Date start) {
        std::string note;
        for (const Appointment& existing : record_of(group.id).remove_starting(person.id, start)) {
            const auto known = store::appointment_by_id(session_.database(), existing.id);
            const std::string reason = known ? known->override_reason : "";
            note = known ? known->note : note;
            store::delete_appointment(session_.writer(), existing.id);
            warnings_.push_back(fmt::format(
                "{}'s term as {} of {} from {} to {} is replaced{}{}", person.name,
                word(existing.role), group.name, iso(existing.start), iso(existing.end),
                note.empty() ? "" : fmt::format("; its note was {}", in_quotes(note)),
                reason.empty()
                    ? ""
                    : fmt::format("; the reason for its override was {}", in_quotes(reason))));
        }
        for (const Appointment& existing :
             record_of(group.id).end_before(person.id, start, "replaced by a new term")) {
            store::update_end(session_.writer(), existing);
            warnings_.push_back(fmt::format("{}'s term as {} of {} now ends on {}", person.name,
                                            word(existing.role), group.name, iso(existing.end)));
            if (!existing.leaves.empty()) {
                Appointment now = existing;
                now.leaves = store::leaves_of(session_.database(), existing.id);
                append(warnings_, fitted_leaves(existing, now, person));
            }
        }
        return note;
    }

    WritingSession& session_;
    const OverridePolicy& policy_;
    std::map<GroupId, TermIndex> records_;
    std::map<std::string, Outcome<Group>, std::less<>> groups_;
    OnAppointed visit_;
    std::set<AppointmentId> written_;
    std::set<AppointmentId> touched_;              ///< of lists: those that a row was about
    std::map<std::string, PersonId> addressed_;    ///< of lists: whose row had an address, by key
    std::map<GroupId, std::set<PersonId>> listed_;    ///< who is in a list, by group
    std::set<GroupId> recorded_;    ///< groups of which a list had someone on record
    ListCounts counts_;
    std::vector<std::string> warnings_;
};

/// Runs `work` within a change and returns what it appointed.
AppointResult appointed_by(WritingSession& session, const OverridePolicy& policy,
                           const std::function<void(Appointer&)>& work) {
    AppointResult result;
    Appointer appointer{session, policy,
                        [&](const auto&... one) { result.appointed.push_back({one...}); }};
    work(appointer);
    result.known = appointer.counts().known;
    result.warnings = appointer.take_warnings();
    return result;
}

/// Whether a future term follows another of the same person and role without a gap.
bool is_renewal(const std::vector<Service>& record, const Appointment& last, Date today) {
    return today < last.start && std::ranges::any_of(record, [&](const auto& other) {
               const Appointment& before = other.appointment;
               return before.person == last.person && before.role == last.role &&
                      plus_days(before.end, 1) == last.start;
           });
}

/// Refuses if the term was already renewed for a different number of years.
void refuse_other_years(const Person& person, const Group& group, const Appointment& renewed,
                        std::optional<int> years) {
    if (years && *years != renewed.years) {
        throw RefusedError{
            fmt::format("{}'s term in {} is already renewed to {}, for {}", person.name, group.name,
                        iso(renewed.end), counted(renewed.years, "program year")),
            "run 'lmsection undo' first, or end the renewed term with 'lmsection appoint end'"};
    }
}

/// A term that has begun is part of the record: a typo in the year must not delete it.
void refuse_begun(const Session& session, const Appointment& existing, const Group& group,
                  Date on) {
    if (on < existing.start && existing.start <= session.today()) {
        throw RefusedError{fmt::format("the term in {} began on {}, after {}", group.name,
                                       iso(existing.start), iso(on)),
                           "give a day within the term; to remove a term that was never served, "
                           "use 'lmsection undo'"};
    }
}

/// The term that a user means who ends it on `on` although it ended early before that day.
std::optional<Appointment> ended_early(std::span<const Service> record, const NamedTerm& named,
                                       Date on) {
    for (const auto& [term, name] : record) {
        const bool is_named = named.by_id ? term.id == named.by_id->id
                                          : term.person == named.person.id;
        if (is_named && term.end < on && on <= appointed_end(term)) {
            return term;
        }
    }
    return std::nullopt;
}

/// Moves the last day of a term that ended early to a later day.
AppointResult end_on_another_day(WritingSession& session, const Appointed& term, Date on,
                                 const std::string& reason, const OverridePolicy& policy) {
    const Appointment& old = term.appointment;
    EditedTerm edited = correct_term(session, term, {.end = on}, policy,
                                     reason.empty() ? old.end_reason : reason);
    edited.warnings.insert(edited.warnings.begin(),
                           fmt::format("the term had ended on {}{}{}", iso(old.end),
                                       old.end_reason.empty() ? "" : ": ", old.end_reason));
    return {{edited.term}, std::move(edited.warnings), 0};
}

[[noreturn]] void refuse_later_end(const Session& session, const NamedTerm& named,
                                   const std::optional<Appointment>& last, Date on) {
    Fault fault = no_term_fault(session, named.person, named.group, last, " on " + iso(on));
    if (last) {
        fault.remedy += "; 'lmsection appoint edit' changes that day";
    }
    throw RefusedError{std::move(fault)};
}

}    // namespace

void AppointResult::add(AppointResult other) {
    append(appointed, std::move(other.appointed));
    append(warnings, std::move(other.warnings));
    known += other.known;
}

AppointResult appoint(WritingSession& session, const AppointOrder& order,
                      const OverridePolicy& policy) {
    return in_change(session, [&] {
        return appointed_by(session, policy, [&](Appointer& appointer) {
            try {
                appointer.appoint(order);
            } catch (const RefusedError&) {
                if (!order.person.email) {
                    require_none(
                        swapped_arguments(session, "appoint", order.person.name, order.group));
                }
                throw;
            }
        });
    });
}

AppointResult appoint_on_record(WritingSession& session, const Person& person, const Group& group,
                                const AppointOrder& order, const OverridePolicy& policy) {
    return appointed_by(session, policy,
                        [&](Appointer& appointer) { appointer.appoint(person, group, order); });
}

bool is_appointed(const Session& session, const Person& person, const Group& group,
                  const TermRequest& request) {
    const auto term = choose_term(request, session.handbook().of_kind(group.kind), session.today());
    const auto record = store::record_of_group(session.database(), group.id);
    return term.ok() && std::ranges::any_of(record, [&](const Service& service) {
               const Appointment& existing = service.appointment;
               return existing.person == person.id && is_already(existing, request, term.value());
           });
}

std::vector<TermElsewhere> terms_elsewhere(const store::Reader& database, const Handbook& handbook,
                                           PersonId person, GroupId except) {
    std::vector<TermElsewhere> found;
    if (!looks_across(handbook)) {
        return found;
    }
    for (const Appointment& term : store::record_of_person(database, person)) {
        const auto group = store::group_by_id(database, term.group);
        if (group && term.group != except && counts(term.role)) {
            found.push_back({group->name, group->kind, term.start, term.end});
        }
    }
    return found;
}

struct ListAppointer::State : Appointer {
    using Appointer::Appointer;
};

ListAppointer::ListAppointer(WritingSession& session, const OverridePolicy& policy,
                             OnAppointed visit)
    : state_(std::make_unique<State>(session, policy, std::move(visit))) {}

ListAppointer::~ListAppointer() = default;

std::vector<Fault> ListAppointer::appoint(const ListedAppointment& listed) {
    std::vector<Fault> faults;
    collect_refusals(faults, "", [&] { state_->appoint_listed(listed); });
    return faults;
}

const ListCounts& ListAppointer::counts() const {
    return state_->counts();
}

std::vector<std::string> ListAppointer::take_warnings() {
    return state_->take_warnings();
}

std::vector<Appointed> ListAppointer::missing(bool all) const {
    return state_->missing(all);
}

std::vector<Appointed> ListAppointer::end_missing(const std::string& reason) {
    return state_->end_missing(reason);
}

AppointResult end_term(WritingSession& session, std::string_view person, std::string_view group,
                       std::optional<Date> day, const std::string& reason,
                       const OverridePolicy& policy) {
    return in_change(session, [&]() -> AppointResult {
        AppointResult result;
        const Date on = day.value_or(session.today());
        const NamedTerm named = named_term(session, "appoint end", person, group, on);
        const Person& who = named.person;
        const Group& in = named.group;
        const auto record = store::record_of_group(session.database(), in.id);
        if (const auto ended = day ? ended_early(record, named, on) : std::nullopt) {
            return end_on_another_day(session, {*ended, who, in}, on, reason, policy);
        }
        auto existing = named.by_id ? named.by_id : term_to_end(record, who.id, on);
        if (!existing || existing->end < on) {
            refuse_later_end(session, named, existing ? existing : last_term(record, who.id), on);
        }
        refuse_begun(session, *existing, in, on);
        if (on == existing->end && (reason.empty() || reason == existing->end_reason)) {
            return {{{*existing, who, in}}, {}, 1};
        }
        if (on < existing->start) {
            store::delete_appointment(session.writer(), existing->id);
            result.warnings.push_back(
                fmt::format("the term from {} had not begun by {} and is removed",
                            iso(existing->start), iso(on)));
        } else {
            if (!existing->end_reason.empty()) {
                result.warnings.push_back(fmt::format("the term had ended on {}: {}",
                                                      iso(existing->end), existing->end_reason));
            }
            const Appointment before = *existing;
            existing->end = on;
            existing->end_reason = reason.empty() ? existing->end_reason : reason;
            store::update_end(session.writer(), *existing);
            existing->leaves = store::leaves_of(session.database(), existing->id);
            append(result.warnings, fitted_leaves(before, *existing, who));
        }
        const auto later = last_term(record, who.id);
        if (later && later->id != existing->id && existing->end < later->start) {
            result.warnings.push_back(fmt::format(
                "{} has another term there from {}; end it too if it should not be served",
                who.name, iso(later->start)));
        }
        const auto left = store::record_of_group(session.database(), in.id);
        const auto shortage = findings_on_shortage(in, left, plus_days(on, 1), session.handbook());
        auto [warnings, refused] = apply_policy(shortage, policy);
        require_none(std::move(refused));
        append(result.warnings, std::move(warnings));
        result.appointed.push_back({*existing, who, in});
        return result;
    });
}

AppointResult renew(WritingSession& session, std::string_view person, std::string_view group,
                    std::optional<int> years, const OverridePolicy& policy) {
    return in_change(session, [&] {
        const Date last_year = ProgramYear::containing(session.today()).plus(-1).first_day();
        const NamedTerm named = named_term(session, "appoint renew", person, group, last_year);
        const Person& who = named.person;
        const Group& in = named.group;
        const auto record = store::record_of_group(session.database(), in.id);
        const auto last = last_term(record, who.id);
        if (!last) {
            throw RefusedError{no_term_fault(session, who, in, last, "")};
        }
        return renew_term(session, who, in, *last, years, policy);
    });
}

AppointResult renew_term(WritingSession& session, const Person& person, const Group& group,
                         const Appointment& last, std::optional<int> years,
                         const OverridePolicy& policy) {
    const auto record = store::record_of_group(session.database(), group.id);
    if (is_renewal(record, last, session.today())) {
        refuse_other_years(person, group, last, years);
        return {{{last, person, group}}, {}, 1};
    }
    const int usual = usual_years(last.role, session.handbook().of_kind(group.kind));
    const Term term = or_refused(renewed_term(last, years.value_or(usual), session.today()));
    AppointOrder order;
    order.request.role = last.role;
    return appointed_by(session, policy,
                        [&](Appointer& appointer) { appointer.seat(person, group, order, term); });
}

}    // namespace lmsection::app
