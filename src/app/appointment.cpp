#include "lmsection/app/appointment.hpp"

#include "csv_import.hpp"
#include "lmsection/base/name.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/domain/term_index.hpp"
#include "lmsection/domain/typed_date.hpp"
#include "lmsection/store/appointment.hpp"
#include "lmsection/store/person.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace lmsection::app {

namespace {

/// Appoints people one by one within one change, reading each group's record once.
class Appointer {
public:
    /// `visit`: called for each appointment.
    Appointer(WritingSession& session, const OverridePolicy& policy, OnAppointed visit)
        : session_(session), policy_(policy), visit_(std::move(visit)) {}

    /// Appoints a person, or returns why not; the change then rolls back what was written.
    std::vector<Fault> appoint(const AppointOrder& order) {
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
        if (!faults.empty()) {
            return faults;
        }
        return appoint(record_person(session_, known.value(), order.institution, warnings_),
                       group.value(), order);
    }

    /// Appoints a person on record, or returns why not.
    std::vector<Fault> appoint(const Person& person, const Group& group,
                               const AppointOrder& order) {
        const auto term = choose_term(order.request, session_.handbook().of_kind(group.kind),
                                      session_.today());
        if (!term.ok()) {
            return {term.fault()};
        }
        if (is_on_record(person, group, order, term.value())) {
            return {};
        }
        warn_of_end(order.request, term.value());
        return seat(person, group, order,
                    order.replace && order.request.leaves_end_open()
                        ? with_replaced_end(person, group, term.value())
                        : term.value());
    }

    /// Gives a person on record a seat for a term, or returns why not.
    std::vector<Fault> seat(const Person& person, const Group& group, const AppointOrder& order,
                            const Term& term) {
        TermIndex& record = record_of(group.id);
        Candidacy candidacy{person.id, person.name, order.request.role, term, order.replace, {}, 0};
        candidacy.largest_before = largest_before(record.relevant_terms(person.id, term), term);
        std::string note = order.note;
        if (order.replace) {
            candidacy.before = record.relevant_terms(person.id, term);
            const std::string replaced_note = replace_earlier(person, group, term.start());
            note = note.empty() ? replaced_note : note;
        }
        auto findings = findings_on_appointing(
            candidacy, group, record.relevant_terms(person.id, term), session_.handbook());
        if (order.from_file && term.start() < session_.today() && policy_.override_reason.empty()) {
            warn_instead(findings);
        }
        auto [warnings, refused] = apply_policy(findings, policy_);
        warn(std::move(warnings));
        if (!refused.empty()) {
            return refused;
        }
        const bool overridden = std::any_of(findings.begin(), findings.end(),
                                            [](const auto& f) { return f.may_override; });
        const Appointment appointment{session_.next_id<AppointmentId>(),
                                      person.id,
                                      group.id,
                                      order.request.role,
                                      term.start(),
                                      term.last_day(),
                                      term.years(),
                                      note,
                                      "",
                                      overridden ? policy_.override_reason : ""};
        store::insert_appointment(session_.writer(), appointment, person.name);
        record.add({appointment, person.name});
        written_.insert(appointment.id);
        visit_(appointment, person, group);
        return {};
    }

    /// How many appointments were already on record.
    [[nodiscard]] std::size_t known() const { return known_; }
    std::vector<std::string> take_warnings() { return std::move(warnings_); }

private:
    TermIndex& record_of(GroupId group) {
        const auto known = records_.find(group);
        return known != records_.end()
                   ? known->second
                   : records_.emplace(group, store::record_of_group(session_.database(), group))
                         .first->second;
    }

    /// Finds the group of an order, with a cache, since many lines of a file name the same group.
    const Outcome<Group>& group_named(const std::string& typed) {
        const auto known = groups_.find(typed);
        return known != groups_.end()
                   ? known->second
                   : groups_.emplace(typed, session_.find_group_to_change(typed)).first->second;
    }

    void warn(std::vector<std::string> warnings) {
        std::move(warnings.begin(), warnings.end(), std::back_inserter(warnings_));
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
        ++known_;
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
            if (finding.strength == Strength::must && finding.may_override) {
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
            warn({fmt::format("the term ends on {}, not on June 30 (§1)", iso(*request.end))});
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
            warn({fmt::format("{}'s term as {} of {} from {} to {} is replaced{}{}", person.name,
                              word(existing.role), group.name, iso(existing.start),
                              iso(existing.end),
                              note.empty() ? "" : fmt::format("; its note was {}", in_quotes(note)),
                              reason.empty() ? ""
                                             : fmt::format("; the reason for its override was {}",
                                                           in_quotes(reason)))});
        }
        for (const Appointment& existing :
             record_of(group.id).end_before(person.id, start, "replaced by a new term")) {
            store::update_end(session_.writer(), existing);
            warn({fmt::format("{}'s term as {} of {} now ends on {}", person.name,
                              word(existing.role), group.name, iso(existing.end))});
        }
        return note;
    }

    WritingSession& session_;
    const OverridePolicy& policy_;
    std::map<GroupId, TermIndex> records_;
    std::map<std::string, Outcome<Group>, std::less<>> groups_;
    OnAppointed visit_;
    std::set<AppointmentId> written_;
    std::size_t known_ = 0;
    std::vector<std::string> warnings_;
};

/// Runs `work` within a change and returns what it appointed. Throws a `RefusedError` with the
/// faults it returns.
AppointResult appointed_by(WritingSession& session, const OverridePolicy& policy,
                           const std::function<std::vector<Fault>(Appointer&)>& work) {
    AppointResult result;
    Appointer appointer{session, policy,
                        [&](const auto&... one) { result.appointed.push_back({one...}); }};
    require_none(work(appointer));
    result.known = appointer.known();
    result.warnings = appointer.take_warnings();
    return result;
}

enum Column { name, email, group, role, years, year, start, institution, note, end };
const std::vector<std::string> column_names{"name", "email", "group",       "role", "years",
                                            "year", "start", "institution", "note", "end"};

/// The date columns of an appointments file.
struct TermDays {
    DayColumn start;
    DayColumn end;
};

/// The columns that `roster` writes.
CsvColumns columns_of(bool ignore_extra) {
    CsvColumns columns{column_names, {"group"}, ignore_extra};
    columns.passed_over = {"kind"};
    columns.stands_for = {{"group_slug", "group"}};
    return columns;
}

/// Reads one line of an appointments file; adds what cannot be read to `faults`.
AppointOrder order_of(const CsvRecord& record, const Handbook& handbook, Date today, TermDays& days,
                      std::vector<Fault>& faults) {
    const auto& cells = record.cells;
    AppointOrder order;
    order.from_file = true;
    order.group = cells[group];
    order.person = value_or_fault(parse_person_cells(cells[name], cells[email]), faults)
                       .value_or(TypedPerson{});
    if (!cells[role].empty()) {
        order.request.role =
            value_or_fault(find_role(handbook, cells[role]), faults).value_or(Role::member);
    }
    if (!cells[years].empty()) {
        order.request.years = value_or_fault(parse_term_years(cells[years]), faults);
    }
    if (!cells[year].empty()) {
        order.request.year = value_or_fault(parse_program_year(cells[year], today), faults);
    }
    if (!cells[start].empty()) {
        order.request.start = value_or_fault(days.start.read(record), faults);
    }
    if (!cells[end].empty()) {
        order.request.end = value_or_fault(days.end.read(record), faults);
    }
    order.institution =
        value_or_fault(parse_line("institution", cells[institution]), faults).value_or("");
    order.note = value_or_fault(parse_line("note", cells[note]), faults).value_or("");
    return order;
}

/// The person's term in the group that contains `on`, else the next one after it.
std::optional<Appointment> term_to_end(const std::vector<Service>& record, PersonId person,
                                       Date on) {
    std::optional<Appointment> found;
    for (const auto& [existing, name] : record) {
        const bool candidate = existing.person == person && on <= existing.end;
        if (candidate && (!found || existing.start < found->start)) {
            found = existing;
        }
    }
    return found;
}

std::optional<Appointment> last_term(const std::vector<Service>& record, PersonId person) {
    std::optional<Appointment> found;
    for (const auto& [existing, name] : record) {
        if (existing.person == person && (!found || found->end < existing.end)) {
            found = existing;
        }
    }
    return found;
}

/// Whether a future term follows another of the same person and role without a gap.
bool is_renewal(const std::vector<Service>& record, const Appointment& last, Date today) {
    return today < last.start && std::any_of(record.begin(), record.end(), [&](const auto& other) {
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
            fmt::format("{}'s term in {} is already renewed to {}, for {} program year{}",
                        person.name, group.name, iso(renewed.end), renewed.years,
                        renewed.years == 1 ? "" : "s"),
            "run 'lmsection undo' first, or end the renewed term with 'lmsection "
            "appoint end'"};
    }
}

/// The term that a user names: by its id only, or by person and group, in which case the term is
/// yet to be found.
struct NamedTerm {
    Person person;
    const Group& group;
    std::optional<Appointment> by_id;
};

/// The only group in which a person has a term that ends on `since` or later. Throws a
/// `RefusedError` if there is none or more than one.
const Group& only_group_of(const Session& session, const Person& person, Date since) {
    std::vector<GroupId> groups;
    for (const Appointment& term : store::record_of_person(session.database(), person.id)) {
        const bool known = std::find(groups.begin(), groups.end(), term.group) != groups.end();
        if (since <= term.end && !known) {
            groups.push_back(term.group);
        }
    }
    if (groups.size() == 1) {
        return session.group(groups.front());
    }
    std::vector<std::string> slugs;
    for (const GroupId group : groups) {
        slugs.push_back(session.group(group).slug.text());
    }
    throw RefusedError{
        groups.empty()
            ? fmt::format("{} does not serve in any group on or after {}", person.name, iso(since))
            : fmt::format("{} serves in more than one group", person.name),
        groups.empty()
            ? fmt::format("see 'lmsection person show {}'", argument_for(session, person))
            : fmt::format("name one of them: {}", listed(slugs))};
}

/// `since`: without GROUP, terms that ended before this day do not count.
NamedTerm named_term(const Session& session, std::string_view command, std::string_view person,
                     std::string_view group, Date since) {
    if (!group.empty()) {
        require_none(swapped_arguments(session, command, person, group));
        const Group& in = session.group_to_change(group);
        const auto record = store::record_of_group(session.database(), in.id);
        const auto served = [&](const Person& one) {
            return std::any_of(record.begin(), record.end(), [&](const Service& service) {
                return service.appointment.person == one.id;
            });
        };
        return {person_named(session, person, served), in, std::nullopt};
    }
    if (const auto id = parse_id<AppointmentId>(person)) {
        if (const auto term = store::appointment_by_id(session.database(), *id)) {
            return {store::person_by_id(session.database(), term->person).value(),
                    session.group(term->group), term};
        }
        if (!store::person_by_id(session.database(), PersonId{id->value})) {
            throw RefusedError{fmt::format("no term has id {}", in_quotes(person)),
                               "see 'lmsection person show PERSON --format csv'"};
        }
    }
    const Person who = person_named(session, person, [&](const Person& one) {
        const auto terms = store::record_of_person(session.database(), one.id);
        return std::any_of(terms.begin(), terms.end(),
                           [&](const Appointment& term) { return since <= term.end; });
    });
    return {who, only_group_of(session, who, since), std::nullopt};
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

[[noreturn]] void refuse_without_term(const Session& session, const Person& person,
                                      const Group& group, const std::optional<Appointment>& last,
                                      std::string_view when) {
    const std::string ended = last ? fmt::format("the last term there ended on {}", iso(last->end))
                                   : fmt::format("see 'lmsection person show {}'",
                                                 argument_for(session, person));
    throw RefusedError{fmt::format("{} does not serve in {}{}", person.name, group.name, when),
                       ended};
}

}    // namespace

AppointResult appoint(WritingSession& session, const AppointOrder& order,
                      const OverridePolicy& policy) {
    AppointResult result;
    session.change([&] {
        result = appointed_by(session, policy, [&](Appointer& appointer) {
            auto faults = appointer.appoint(order);
            const auto swapped = faults.empty() || order.person.email
                                     ? std::nullopt
                                     : swapped_arguments(session, "appoint", order.person.name,
                                                         order.group);
            return swapped ? std::vector{*swapped} : faults;
        });
    });
    return result;
}

AppointResult appoint_on_record(WritingSession& session, const Person& person, const Group& group,
                                const AppointOrder& order, const OverridePolicy& policy) {
    return appointed_by(session, policy, [&](Appointer& appointer) {
        return appointer.appoint(person, group, order);
    });
}

bool is_appointed(const Session& session, const Person& person, const Group& group,
                  const TermRequest& request) {
    const auto term = choose_term(request, session.handbook().of_kind(group.kind), session.today());
    const auto record = store::record_of_group(session.database(), group.id);
    return term.ok() && std::any_of(record.begin(), record.end(), [&](const Service& service) {
               const Appointment& existing = service.appointment;
               return existing.person == person.id && is_already(existing, request, term.value());
           });
}

AppointedFile appoint_from(WritingSession& session, std::string_view csv,
                           const std::string& file_name, bool ignore_extra,
                           const OverridePolicy& policy, const OnAppointed& visit) {
    const CsvFile file{csv, file_name, columns_of(ignore_extra)};
    TermDays days{{file, start, column_names[start], YearChoice::next, session.today()},
                  {file, end, column_names[end], YearChoice::next, session.today()}};
    AppointedFile result;
    session.change([&] {
        Appointer appointer{session, policy, visit};    // destroyed before the change is committed
        process_records(session, file, [&](const CsvRecord& record) {
            std::vector<Fault> faults;
            const AppointOrder order = order_of(record, session.handbook(), session.today(), days,
                                                faults);
            return faults.empty() ? appointer.appoint(order) : faults;
        });
        result.warnings = appointer.take_warnings();
        result.known = appointer.known();
    });
    for (DayColumn* column : {&days.start, &days.end}) {
        for (std::string& warning : column->take_warnings()) {
            result.warnings.push_back(std::move(warning));
        }
    }
    return result;
}

AppointResult end_term(WritingSession& session, std::string_view person, std::string_view group,
                       Date on, const std::string& reason, const OverridePolicy& policy) {
    AppointResult result;
    session.change([&] {
        const NamedTerm named = named_term(session, "appoint end", person, group, on);
        const Person& who = named.person;
        const Group& in = named.group;
        const auto record = store::record_of_group(session.database(), in.id);
        auto existing = named.by_id ? named.by_id : term_to_end(record, who.id, on);
        if (!existing) {
            refuse_without_term(session, who, in, last_term(record, who.id), " on " + iso(on));
        }
        refuse_begun(session, *existing, in, on);
        if (on == existing->end && (reason.empty() || reason == existing->end_reason)) {
            result = {{{*existing, who, in}}, {}, 1};
            return;
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
            existing->end = on;
            existing->end_reason = reason.empty() ? existing->end_reason : reason;
            store::update_end(session.writer(), *existing);
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
        std::move(warnings.begin(), warnings.end(), std::back_inserter(result.warnings));
        result.appointed.push_back({*existing, who, in});
    });
    return result;
}

AppointResult renew(WritingSession& session, std::string_view person, std::string_view group,
                    std::optional<int> years, const OverridePolicy& policy) {
    AppointResult result;
    session.change([&] {
        const Date last_year = ProgramYear::containing(session.today()).plus(-1).first_day();
        const NamedTerm named = named_term(session, "appoint renew", person, group, last_year);
        const Person& who = named.person;
        const Group& in = named.group;
        const auto record = store::record_of_group(session.database(), in.id);
        const auto last = last_term(record, who.id);
        if (!last) {
            refuse_without_term(session, who, in, last, "");
        }
        if (is_renewal(record, *last, session.today())) {
            refuse_other_years(who, in, *last, years);
            result = {{{*last, who, in}}, {}, 1};
            return;
        }
        const KindFacts& facts = session.handbook().of_kind(in.kind);
        const int usual = leads(last->role) ? facts.chair_years : facts.member_years;
        const Term term = or_refused(renewed_term(*last, years.value_or(usual), session.today()));
        AppointOrder order;
        order.request.role = last->role;
        result = appointed_by(session, policy, [&](Appointer& appointer) {
            return appointer.seat(who, in, order, term);
        });
    });
    return result;
}

}    // namespace lmsection::app
