#include "lmsection/app/volunteer_step.hpp"

#include "change.hpp"
#include "letter_field.hpp"
#include "lmsection/app/group.hpp"
#include "lmsection/app/letter.hpp"
#include "lmsection/base/list.hpp"
#include "lmsection/base/name.hpp"
#include "lmsection/domain/handbook.hpp"
#include "lmsection/domain/service.hpp"
#include "lmsection/store/appointment.hpp"
#include "lmsection/store/person.hpp"

#include "term_choice.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace lmsection::app {

namespace {

constexpr std::string_view reminder_topic = "Committees: balance";

/// The command that performs a step for a volunteer.
std::string command_for(VolunteerState step, const std::string& volunteer) {
    switch (step) {
    case VolunteerState::assigned:
        return fmt::format("lmsection volunteer assign {} REVIEWER", volunteer);
    case VolunteerState::alerted:
        return fmt::format("lmsection volunteer alert {} --sent", volunteer);
    default: return fmt::format("lmsection volunteer accept {}", volunteer);
    }
}

/// Performs one step for one form, within a change.
class Stepper {
public:
    Stepper(const Session& session, const StepOrder& order)
        : Stepper(session, order, find_volunteer(session, order.volunteer)) {}
    Stepper(const Session& session, const StepOrder& order, store::ListedVolunteer listed)
        : session_(session), order_(order), listed_(std::move(listed)) {
        if (form().replaced_by) {
            const auto newer = store::volunteer_by_id(session_.database(), *form().replaced_by);
            throw RefusedError{fmt::format("{}: a newer form{} replaced this one", person().name,
                                           newer ? ", of " + iso(newer->submitted_on) + "," : ""),
                               fmt::format("name it by its id, {}", form().replaced_by->value)};
        }
        if (has_expired(form(), session_.today())) {
            warn(fmt::format("the form of {} is from {}, for the year {}", person().name,
                             iso(form().submitted_on), year_of_form(form().submitted_on).label()));
        }
        const bool by_id = parse_id<VolunteerId>(order.volunteer).has_value();
        const auto others = by_id ? std::nullopt : other_forms(session_, listed_);
        if (others && !order.volunteer.empty()) {
            warn(*others);
        }
    }

    [[nodiscard]] const store::ListedVolunteer& listed() const { return listed_; }
    [[nodiscard]] const Volunteer& form() const { return listed_.volunteer; }
    [[nodiscard]] const Person& person() const { return listed_.person; }

    /// The group for a step: the one named, else the one asked, else the first choice.
    [[nodiscard]] const Group& group() const {
        if (order_.group) {
            return session_.group_to_change(*order_.group);
        }
        return form().group ? session_.group(*form().group) : first_of(form().choices);
    }

    /// The group whose chair to alert: like `group`, but after a decline the next choice.
    [[nodiscard]] const Group& group_to_alert() const {
        if (order_.group || form().state != VolunteerState::declined) {
            return group();
        }
        std::vector<GroupId> left = form().choices;
        for (const auto& step : store::steps_of(session_.database(), form().id)) {
            if (step.step == word(VolunteerState::declined) && step.group) {
                std::erase(left, *step.group);
            }
        }
        return first_of(left);
    }

    /// The form's state with regard to a group.
    [[nodiscard]] VolunteerState standing(const Group& about) const {
        return or_refused(with_name(standing_in(form(), about.id)));
    }

    /// Performs the step from the form's state with regard to `about`; skipped steps need a reason
    /// and are recorded.
    void record(WritingSession& session, VolunteerState from, VolunteerState step,
                std::optional<GroupId> about) {
        const Move move = or_refused(with_name(move_on(from, step)));
        require_steps(from, move);
        pass_over(session, move, about);
        listed_.volunteer.state = move.to;
        listed_.volunteer.group = about ? about : listed_.volunteer.group;
        store::update_volunteer(session.writer(), listed_.volunteer);
        keep(session, std::string{word(step)}, about, order_.reason);
    }

    /// Whether the form already has that step for that group with that reason.
    [[nodiscard]] bool has_taken(VolunteerState step, std::optional<GroupId> about) const {
        const bool same = form().state == step && (!about || form().group == about);
        if (!same || order_.reason.empty()) {
            return same;
        }
        std::string last;
        for (const auto& taken : store::steps_of(session_.database(), form().id)) {
            last = taken.step == word(step) ? taken.note : last;
        }
        return last == order_.reason;
    }

    /// Refuses a step that is not possible yet.
    void require(VolunteerState from, VolunteerState step) {
        require_steps(from, or_refused(with_name(move_on(from, step))));
    }

    void set_reviewer(const Person& reviewer) {
        listed_.volunteer.reviewer = reviewer.id;
        listed_.reviewer = reviewer.name;
    }
    void warn(std::string text) { warnings_.push_back(std::move(text)); }
    [[nodiscard]] VolunteerResult result() const { return {{listed_}, warnings_, true}; }
    [[nodiscard]] VolunteerResult unchanged() const { return {{listed_}, warnings_, false}; }

private:
    /// The same outcome, with the volunteer's name added to its fault.
    template <class T>
    [[nodiscard]] Outcome<T> with_name(const Outcome<T>& outcome) const {
        return outcome.ok() ? outcome : at_place(person().name, outcome.fault());
    }

    [[nodiscard]] const Group& first_of(const std::vector<GroupId>& choices) const {
        if (choices.empty()) {
            throw RefusedError{fmt::format("{}: no group on the form is left to ask",
                                           person().name),
                               "name one with --group"};
        }
        return session_.group(choices.front());
    }

    void require_steps(VolunteerState from, const Move& move) {
        if (move.passed_over.empty() && !order_.skip_reason.empty()) {
            warn("no step was skipped; the reason was not recorded");
        }
        if (!move.passed_over.empty() && order_.skip_reason.empty()) {
            refuse_skipping(from, move);
        }
    }

    void pass_over(WritingSession& session, const Move& move, std::optional<GroupId> about) {
        for (const VolunteerState state : move.passed_over) {
            keep(session, fmt::format("skipped-{}", word(state)), about, order_.skip_reason);
        }
    }

    [[noreturn]] void refuse_skipping(VolunteerState from, const Move& move) const {
        const auto missing = transformed(move.passed_over,
                                         [](VolunteerState state) { return word(state); });
        const std::string_view next = missing.size() == 1 ? "" : " and so on";
        throw RefusedError{
            fmt::format("{} is {}, not yet {}", person().name, word(from),
                        fmt::join(missing, ", ")),
            fmt::format("run '{}'{} first, or give --skip \"REASON\"",
                        command_for(move.passed_over.front(), argument_for(session_, person())),
                        next)};
    }

    void keep(WritingSession& session, std::string step, std::optional<GroupId> about,
              const std::string& note) {
        store::insert_step(session.writer(), session.next_number(), form().id,
                           {std::move(step), about, session_.today(), session_.around().actor,
                            note});
    }

    const Session& session_;
    const StepOrder& order_;
    store::ListedVolunteer listed_;
    std::vector<std::string> warnings_;
};

void refuse_inactive(const Session& session, const Group& group) {
    if (!group.works_on(session.today())) {
        throw RefusedError{fmt::format("{} is retired as of {}", group.name,
                                       iso(*group.retired_on)),
                           "name another group with --group"};
    }
}

/// Refuses a reviewer who does not serve on the leadership team, and names those who do.
void require_on_leadership_team(const Session& session, const Person& reviewer) {
    const auto serving = reviewers(session);
    if (last_term(serving, reviewer.id)) {
        return;
    }
    const Group* team = leadership_team(session);
    if (team == nullptr) {
        throw RefusedError{"the section has no leadership team, whose members manage the forms",
                           "record it with 'lmsection group add NAME --kind leadership-team'"};
    }
    throw RefusedError{
        fmt::format("{} does not serve on the {} on {} ({})", reviewer.name, team->name,
                    iso(session.today()), cited(team->section)),
        serving.empty()
            ? fmt::format("appoint its members first, with 'lmsection appoint PERSON {}'",
                          team->slug.text())
            : fmt::format("name {}", listed_all(transformed(serving, &Service::person_name)))};
}

/// The first of the roles that the handbook allows the leaders of a group to have.
Role leading_role(const Session& session, const Group& group) {
    const auto& patterns = session.handbook().of_kind(group.kind).chair_patterns;
    const bool any = patterns.empty() || patterns.front().empty();
    return any ? first_leading_role(session.handbook().roles) : patterns.front().begin()->first;
}

Fault unreachable(const Session& session, const Person& person, const Group& group) {
    return {fmt::format("email cannot be sent to {}, who leads {}", person.name, group.name),
            fmt::format(
                "give an address in plain ASCII with 'lmsection person edit {} --email ADDRESS'",
                argument_for(session, person))};
}

/// The leaders of a group today who can receive email. Throws a `RefusedError` if there are none.
std::vector<Correspondent> leaders_to_alert(const Session& session, const Group& group,
                                            Stepper& stepper) {
    std::vector<Correspondent> leaders;
    std::vector<Fault> faults;
    for (Correspondent& leader : leaders_of(session, group, session.today())) {
        if (can_be_written_to(leader)) {
            leaders.push_back(std::move(leader));
        } else {
            const Person person = store::person_by_id(session.database(), *leader.person).value();
            faults.push_back(unreachable(session, person, group));
        }
    }
    if (leaders.empty() && faults.empty()) {
        throw RefusedError{
            fmt::format("{} has no chair on {}", group.name, iso(session.today())),
            fmt::format("appoint one with 'lmsection appoint PERSON {} --role {}', or name another "
                        "group with --group",
                        group.slug.text(), word(leading_role(session, group)))};
    }
    if (leaders.empty()) {
        throw RefusedError{std::move(faults)};
    }
    for (const Fault& fault : faults) {
        stepper.warn(fault.text());
    }
    return leaders;
}

/// The sender of an alert: `from`, else the reviewer.
Mailbox sender_of(const Session& session, const std::optional<TypedPerson>& from,
                  const Volunteer& form) {
    if (from && from->email && is_mailable(*from->email)) {
        return {from->name, *from->email};
    }
    if (from) {
        throw RefusedError{"the sender's email address must be plain ASCII",
                           "write --from ana@lib.example or --from \"Ana Diaz "
                           "<ana@lib.example>\""};
    }
    const auto reviewer = form.reviewer ? store::person_by_id(session.database(), *form.reviewer)
                                        : std::nullopt;
    if (!reviewer || !reviewer->email || !is_mailable(*reviewer->email)) {
        throw RefusedError{reviewer ? fmt::format("email cannot be sent from {}", reviewer->name)
                                    : "no reviewer is assigned to send the message",
                           "name the sender with --from ADDRESS"};
    }
    return {reviewer->name, *reviewer->email};
}

/// A line in a list of a message: "  Library type:  public".
std::string entry(std::string_view label, std::string_view text) {
    constexpr int label_width = 22;
    return fmt::format("  {:<{}}{}\n", fmt::format("{}:", label), label_width,
                       text.empty() ? "not given" : text);
}

store::ListedVolunteer listed_form(const Session& session, const Volunteer& form,
                                   const Person& person) {
    const auto reviewer = form.reviewer ? store::person_by_id(session.database(), *form.reviewer)
                                        : std::nullopt;
    return {form, person, reviewer ? reviewer->name : ""};
}

}    // namespace

std::vector<Service> reviewers(const Session& session) {
    std::vector<Service> found;
    for (const Group& group : session.groups()) {
        if (group.kind == GroupKind::leadership_team) {
            append(found, store::record_of_group(session.database(), group.id));
        }
    }
    std::erase_if(found, [&](const Service& service) {
        return !serves_on(service.appointment, session.today());
    });
    return found;
}

store::ListedVolunteer find_volunteer(const Session& session, std::string_view typed) {
    if (const auto id = parse_id<VolunteerId>(typed)) {
        if (const auto form = store::volunteer_by_id(session.database(), *id)) {
            return listed_form(session, *form,
                               store::person_by_id(session.database(), form->person).value());
        }
    }
    const auto has_form = [&](bool that_waits) {
        return [&session, that_waits](const Person& one) {
            const auto forms = store::volunteers_of(session.database(), one.id);
            return std::ranges::any_of(forms, [&](const Volunteer& form) {
                return !that_waits || waits(form);
            });
        };
    };
    const auto waiting_person = find_person(session, typed, has_form(true));
    const auto any_person = find_person(session, typed, has_form(false));
    const Person person = !any_person.ok() && waiting_person.ok()
                              ? waiting_person.value()
                              : person_named(session, typed, has_form(false));
    const auto forms = store::volunteers_of(session.database(), person.id);
    if (forms.empty()) {
        throw RefusedError{fmt::format("{} has not sent a volunteer form", person.name),
                           fmt::format("record it with 'lmsection volunteer add {}'",
                                       argument_for(session, person))};
    }
    const Volunteer* waiting = first_that(forms, [](const auto& form) { return waits(form); });
    return listed_form(session, waiting == nullptr ? forms.front() : *waiting, person);
}

std::optional<std::string> other_forms(const Session& session,
                                       const store::ListedVolunteer& chosen) {
    std::vector<std::string> others;
    for (const Volunteer& form : store::volunteers_of(session.database(), chosen.person.id)) {
        if (waits(form) && form.id != chosen.volunteer.id) {
            others.push_back(fmt::format("{} of {}", form.id.value, iso(form.submitted_on)));
        }
    }
    if (others.empty()) {
        return std::nullopt;
    }
    return fmt::format("{} has more than one waiting form; this is about the one from {}; for "
                       "another one give its id, {}",
                       chosen.person.name, iso(chosen.volunteer.submitted_on), listed(others));
}

namespace {

/// Does something for each order; throws the faults of all that are refused, each once.
template <class Do>
void do_each(std::span<const StepOrder> orders, Do one) {
    std::vector<Fault> faults;
    for (const StepOrder& order : orders) {
        try {
            one(order);
        } catch (const RefusedError& refused) {
            for (const Fault& fault : refused.faults()) {
                add_once(faults, fault);
            }
        }
    }
    require_none(std::move(faults));
}

void add_result(VolunteerResult& all, VolunteerResult one) {
    append(all.volunteers, std::move(one.volunteers));
    append(all.warnings, std::move(one.warnings));
    all.changed = all.changed || one.changed;
}

}    // namespace

std::vector<StepOrder> orders_for_all(const Session& session, const StepOrder& order,
                                      VolunteerState step,
                                      const std::optional<std::string>& of_group) {
    const auto group = of_group ? std::optional{session.group_to_change(*of_group).id}
                                : std::nullopt;
    store::VolunteerFilter filter;
    filter.waiting = session.today();
    std::vector<StepOrder> orders;
    store::each_volunteer(session.database(), filter, [&](const store::ListedVolunteer& listed) {
        const Volunteer& form = listed.volunteer;
        const auto first = form.choices.empty() ? std::nullopt
                                                : std::optional{form.choices.front()};
        const bool is_accepted = form.state == VolunteerState::accepted;
        const bool fits = step == VolunteerState::assigned    ? !form.reviewer
                          : step == VolunteerState::appointed ? is_accepted
                                                              : !is_accepted;
        if (fits && (!group || (form.group ? form.group : first) == group)) {
            orders.push_back(order);
            orders.back().volunteer = fmt::format("{}", form.id.value);
        }
    });
    return orders;
}

VolunteerResult assign_reviewer(WritingSession& session, std::span<const StepOrder> orders,
                                std::string_view reviewer) {
    VolunteerResult result{{}, {}, false};
    session.change([&] {
        const auto team = reviewers(session);
        const auto is_on_team = [&](const Person& one) {
            return last_term(team, one.id).has_value();
        };
        do_each(orders, [&](const StepOrder& order) {
            Stepper stepper{session, order};
            const Person who = person_named(session, reviewer, is_on_team);
            require_on_leadership_team(session, who);
            if (stepper.form().reviewer == who.id) {
                return add_result(result, stepper.unchanged());
            }
            const std::string before = stepper.listed().reviewer;
            stepper.set_reviewer(who);
            if (!before.empty()) {
                stepper.warn(fmt::format("{} reviewed the form before", before));
            }
            stepper.record(session, stepper.form().state, VolunteerState::assigned, std::nullopt);
            add_result(result, stepper.result());
        });
    });
    return result;
}

namespace {

/// The group whose chair to alert, which must be active; warns if the volunteer did not choose it.
Group group_alerted(const Session& session, Stepper& stepper) {
    const Group group = stepper.group_to_alert();
    const auto& choices = stepper.form().choices;
    refuse_inactive(session, group);
    if (!contains(choices, group.id)) {
        stepper.warn(
            fmt::format("{} is not among the choices of {}", group.name, stepper.person().name));
    }
    return group;
}

}    // namespace

Alert alert_to_send(const Session& session, const StepOrder& order,
                    const std::optional<TypedPerson>& from) {
    Stepper stepper{session, order};
    const Group group = group_alerted(session, stepper);
    stepper.require(stepper.form().state, VolunteerState::alerted);
    auto leaders = leaders_to_alert(session, group, stepper);
    return {.from = sender_of(session, from, stepper.form()),
            .letter = candidates_letter(session, group, std::move(leaders), {stepper.listed()}, {}),
            .result = stepper.unchanged(),
            .was_sent = stepper.has_taken(VolunteerState::alerted, group.id)};
}

VolunteerResult alert_sent(WritingSession& session, const StepOrder& order) {
    return in_change(session, [&] {
        Stepper stepper{session, order};
        const Group group = group_alerted(session, stepper);
        if (stepper.has_taken(VolunteerState::alerted, group.id)) {
            return stepper.unchanged();
        }
        stepper.record(session, stepper.form().state, VolunteerState::alerted, group.id);
        return stepper.result();
    });
}

VolunteerResult record_step(WritingSession& session, std::span<const StepOrder> orders,
                            VolunteerState step) {
    VolunteerResult result{{}, {}, false};
    session.change([&] {
        do_each(orders, [&](const StepOrder& order) {
            Stepper stepper{session, order};
            const auto group = step == VolunteerState::withdrawn ? std::nullopt
                                                                 : std::optional{stepper.group()};
            const auto about = group ? std::optional{group->id} : std::nullopt;
            if (stepper.has_taken(step, about)) {
                return add_result(result, stepper.unchanged());
            }
            stepper.record(session, group ? stepper.standing(*group) : stepper.form().state, step,
                           about);
            add_result(result, stepper.result());
        });
    });
    return result;
}

AppointResult appoint_volunteers(WritingSession& session, std::span<const StepOrder> orders,
                                 const TermRequest& request, const OverridePolicy& policy) {
    return in_change(session, [&] {
        AppointResult all;
        do_each(orders, [&](const StepOrder& order) {
            all.add(appoint_listed(session, find_volunteer(session, order.volunteer), order,
                                   request, policy));
        });
        return all;
    });
}

AppointResult appoint_listed(WritingSession& session, const store::ListedVolunteer& listed,
                             const StepOrder& order, const TermRequest& request,
                             const OverridePolicy& policy) {
    Stepper stepper{session, order, listed};
    const Group group = stepper.group();
    AppointOrder appointing;
    appointing.request = request;
    if (stepper.has_taken(VolunteerState::appointed, group.id) &&
        is_appointed(session, stepper.person(), group, request)) {
        return appoint_on_record(session, stepper.person(), group, appointing, policy);
    }
    stepper.record(session, stepper.standing(group), VolunteerState::appointed, group.id);
    AppointResult result = appoint_on_record(session, stepper.person(), group, appointing, policy);
    append(result.warnings, stepper.result().warnings);
    return result;
}

std::string balance_text(const Session& session, const Group& group, std::size_t width) {
    const Date day = session.today();
    const Balance balance = balance_of(
        store::form_facts_of_group(session.database(), group.id, day));
    const GroupState state = state_of_group(session, group, day);
    std::string text = paragraph(
        fmt::format(
            "{} on {}: {} (the handbook asks for {}). According to their own volunteer forms:",
            group.name, iso(day), counted(balance.people, "person", "people"), state.wanted),
        width);
    text += entry("Library type", display_text(balance.library_types)) +
            entry("Years of experience", display_text(balance.experience)) +
            entry("New to the section", display_text(balance.newness));
    const std::string reminder = balance_reminder(session);
    return reminder.empty() ? text : text + "\n" + paragraph(reminder, width);
}

std::string balance_reminder(const Session& session) {
    const auto facts = those_that(session.handbook().facts,
                                  [](const Fact& fact) { return fact.topic == reminder_topic; });
    return joined(transformed(facts, &Fact::text), " ");
}

void record_alerts(WritingSession& session, std::span<const LetterTopic> topics) {
    for (const LetterTopic& topic : topics) {
        if (!topic.person || !topic.group) {
            continue;
        }
        const Group& group = session.group(*topic.group);
        for (const Volunteer& form : store::volunteers_of(session.database(), *topic.person)) {
            const auto state = standing_in(form, group.id);
            const bool is_new = state.ok() && (state.value() == VolunteerState::submitted ||
                                               state.value() == VolunteerState::assigned);
            if (form.submitted_on != topic.stage || !is_new) {
                continue;
            }
            const StepOrder order{.volunteer = {},
                                  .group = group.slug.text(),
                                  .reason = {},
                                  .skip_reason = "the letter to those who lead the group names all "
                                                 "who wait"};
            const Person person = store::person_by_id(session.database(), form.person).value();
            Stepper stepper{session, order, listed_form(session, form, person)};
            stepper.record(session, state.value(), VolunteerState::alerted, group.id);
        }
    }
}

}    // namespace lmsection::app
