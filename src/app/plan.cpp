#include "lmsection/app/plan.hpp"

#include "lmsection/app/volunteer.hpp"
#include "lmsection/app/volunteer_step.hpp"
#include "lmsection/base/name.hpp"
#include "lmsection/store/appointment.hpp"
#include "lmsection/store/person.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace lmsection::app {

namespace {

const std::string structure_section = "1";
const std::string volunteers_section = "2";

/// A group with its record and its needs on July 1.
struct Standing {
    Group group;
    std::vector<Service> record;
    TurnoverGroup need;
    const Rule* least = nullptr;    ///< the rule with the minimum size
};

/// Sets up the problem for the solver and describes its solution.
class Planner {
public:
    Planner(const Session& session, ProgramYear year)
        : session_(session), plan_{year, {}, {}}, july_1_(year.first_day()) {
        for (const Group& group : session.groups_on(july_1_)) {
            read(group);
        }
        for (const Standing& standing : standings_) {
            add_leaders(standing);
        }
        read_forms();
    }

    TurnoverPlan run() {
        const Slate slate = or_refused(propose_slate(problem_));
        add_who_rolls_off();
        add_shortages();
        for (const ProposedSeat& seat : slate.seats) {
            add(slate, seat);
        }
        for (const UnmetNeed& need : slate.unmet) {
            add(slate, need);
        }
        for (const PersonId person : slate.waiting) {
            add_waiting(slate, person);
        }
        return std::move(plan_);
    }

private:
    void read(const Group& group) {
        Standing standing{
            group, store::record_of_group(session_.database(), group.id), {}, nullptr};
        TurnoverGroup& need = standing.need;
        need.id = group.id;
        need.people = size_on(standing.record, july_1_);
        const KindFacts& facts = session_.handbook().of_kind(group.kind);
        const Date last = Term{july_1_, facts.member_years}.last_day();
        const int peak = peak_between(standing.record, july_1_, last).size;
        for (const Rule* rule : session_.handbook().rules_for(Measure::size, group.kind)) {
            if (rule->at_least && *rule->at_least > need.least) {
                need.least = *rule->at_least;
                standing.least = rule;
            }
            if (rule->at_most) {
                const int room = *rule->at_most - peak;
                need.room = std::min(need.room.value_or(room), room);
            }
        }
        for (const auto& [role, seats] : seats_to_lead(standing.record, facts)) {
            need.leading.push_back({role, seats});
        }
        for (const auto& [appointment, name] : standing.record) {
            if (leads(appointment.role) && serves_on(appointment, july_1_)) {
                leading_.insert(appointment.person);
            }
        }
        problem_.groups.push_back(need);
        standings_.push_back(std::move(standing));
    }

    /// The leading seats vacant on July 1 that can be filled for a full term, given those who will
    /// lead from a later day.
    [[nodiscard]] std::map<Role, int> seats_to_lead(std::vector<Service> record,
                                                    const KindFacts& facts) const {
        std::map<Role, int> seats;
        const Term term{july_1_, facts.chair_years};
        for (const Role role : vacant_leaders(facts, leaders_on(record, july_1_),
                                              first_leading_role(session_.handbook().roles))) {
            Appointment seat;
            seat.role = role;
            seat.start = july_1_;
            seat.end = term.last_day();
            record.push_back({seat, ""});
            if (leaders_fit(record, facts)) {
                ++seats[role];
            } else {
                record.pop_back();
            }
        }
        return seats;
    }

    /// Whether the leaders fit a pattern on July 1 and on every later day.
    [[nodiscard]] bool leaders_fit(const std::vector<Service>& record,
                                   const KindFacts& facts) const {
        return std::all_of(record.begin(), record.end(), [&](const Service& service) {
            const Appointment& appointment = service.appointment;
            return !leads(appointment.role) || appointment.start < july_1_ ||
                   fits(leaders_on(record, appointment.start), facts.chair_patterns);
        });
    }

    /// Whether a rule other than those about the group as a whole forbids the person a term there.
    [[nodiscard]] bool barred(const Standing& standing, std::span<const Service> record,
                              PersonId person, const std::string& name, Role role) const {
        return bar(standing, record, person, name, role).has_value();
    }

    /// The reason why not, if any.
    [[nodiscard]] std::optional<std::string> bar(const Standing& standing,
                                                 std::span<const Service> record, PersonId person,
                                                 const std::string& name, Role role) const {
        const KindFacts& facts = session_.handbook().of_kind(standing.group.kind);
        const Candidacy candidacy{person, name, role, Term{july_1_, usual_years(role, facts)}};
        const auto findings = findings_on_appointing(candidacy, standing.group, record,
                                                     session_.handbook());
        // The solver knows the seats of the group, and a new group has no membership to come from.
        const auto found = std::find_if(findings.begin(), findings.end(),
                                        [](const Finding& finding) {
                                            return !finding.of_group && !finding.group_is_new;
                                        });
        return found == findings.end() ? std::nullopt : std::optional{found->fault.what};
    }

    void add_leaders(const Standing& standing) {
        for (const auto& [appointment, name] : standing.record) {
            const bool stays = appointment.start < july_1_ && serves_on(appointment, july_1_);
            if (!stays || !counts(appointment.role) || leading_.contains(appointment.person)) {
                continue;
            }
            auto record = standing.record;    // as it would be after the current term is replaced
            int days = 0;
            for (Service& service : record) {
                Appointment& term = service.appointment;
                if (term.person == appointment.person && term.start < july_1_) {
                    term.end = std::min(term.end, plus_days(july_1_, -1));
                    days += days_between(term.start, term.end) + 1;
                }
            }
            for (const LeadingNeed& need : standing.need.leading) {
                if (!barred(standing, record, appointment.person, name, need.role)) {
                    problem_.leaders.push_back(
                        {appointment.person, appointment.group, need.role, days});
                }
            }
        }
    }

    void read_forms() {
        std::vector<PersonId> order;
        store::VolunteerFilter filter;
        filter.waiting = true;
        store::each_volunteer(session_.database(), filter,
                              [&](const store::ListedVolunteer& listed) {
                                  // Earliest first; the latest form of a person counts.
                                  if (!forms_.contains(listed.person.id)) {
                                      order.push_back(listed.person.id);
                                  }
                                  forms_.insert_or_assign(listed.person.id, listed);
                              });
        for (const PersonId person : order) {
            add_volunteer(forms_.at(person));
        }
    }

    void add_volunteer(const store::ListedVolunteer& listed) {
        const Volunteer& form = listed.volunteer;
        TurnoverVolunteer volunteer{
            form.person, waiting_days(form, session_.today()).value_or(0), {}};
        for (const auto& [group, rank] : choices_of(form)) {
            const Standing* standing = standing_of(group);
            if (standing == nullptr) {
                passed_over_[form.person].push_back(
                    fmt::format("{} is retired by then", session_.group(group).name));
                continue;
            }
            if (const auto why = bar(*standing, standing->record, form.person, listed.person.name,
                                     Role::member)) {
                passed_over_[form.person].push_back(*why);
                continue;
            }
            VolunteerChoice choice{group, rank, {}};
            for (const LeadingNeed& need : standing->need.leading) {
                if (!leading_.contains(form.person) &&
                    !barred(*standing, standing->record, form.person, listed.person.name,
                            need.role)) {
                    choice.may_lead.push_back(need.role);
                }
            }
            volunteer.choices.push_back(std::move(choice));
        }
        problem_.volunteers.push_back(std::move(volunteer));
    }

    /// The groups that are still possible for a form, with their ranks.
    [[nodiscard]] std::vector<std::pair<GroupId, int>> choices_of(const Volunteer& form) const {
        std::set<GroupId> declined;
        for (const auto& step : store::steps_of(session_.database(), form.id)) {
            if (step.group && step.step == word(VolunteerState::declined)) {
                declined.insert(*step.group);
            }
        }
        const bool accepted = form.state == VolunteerState::accepted && form.group;
        std::vector<std::pair<GroupId, int>> choices;
        int rank = 0;
        for (const GroupId group : form.choices) {
            if (accepted ? group == *form.group : !declined.contains(group)) {
                choices.emplace_back(group, rank);
            }
            ++rank;
        }
        if (accepted && choices.empty()) {
            choices.emplace_back(*form.group, 0);
        }
        return choices;
    }

    [[nodiscard]] const Standing* standing_of(GroupId group) const {
        const auto found = std::find_if(standings_.begin(), standings_.end(),
                                        [&](const Standing& standing) {
                                            return standing.group.id == group;
                                        });
        return found == standings_.end() ? nullptr : &*found;
    }

    [[nodiscard]] Person person(PersonId id) const {
        const auto found = store::person_by_id(session_.database(), id);
        if (!found) {
            throw StoreError{"the database refers to a person who is not in it",
                             "restore a copy of it"};
        }
        return *found;
    }

    void add_who_rolls_off() {
        const Date last = plus_days(july_1_, -1);
        for (const auto& [group, record, need, least] : standings_) {
            for (const Service& service : record) {
                const Appointment& appointment = service.appointment;
                const bool goes_on = std::any_of(
                    record.begin(), record.end(), [&](const Service& other) {
                        return other.appointment.person == appointment.person &&
                               serves_on(other.appointment, july_1_);
                    });
                if (serves_on(appointment, last) && !goes_on) {
                    plan_.lines.push_back(
                        {PlanPart::rolls_off, group, appointment.role, service.person_name,
                         person(appointment.person).email, std::nullopt, std::nullopt,
                         "term ends on " + iso(appointment.end), structure_section});
                }
            }
        }
    }

    void add_need(PlanPart part, const Group& group, Role role, std::string why,
                  std::string section) {
        plan_.lines.push_back({part, group, role, "", std::nullopt, std::nullopt, std::nullopt,
                               std::move(why), std::move(section)});
    }

    [[nodiscard]] static std::string section_of(const Standing& standing, Role role) {
        return leads(role) || standing.least == nullptr ? structure_section
                                                        : standing.least->section;
    }

    void add_shortages() {
        for (const Standing& standing : standings_) {
            for (const LeadingNeed& need : standing.need.leading) {
                add_need(PlanPart::falls_short, standing.group, need.role,
                         fmt::format("{} {}, no one appointed", need.seats,
                                     need.seats == 1 ? "seat" : "seats"),
                         structure_section);
            }
            if (standing.need.people < standing.need.least) {
                add_need(PlanPart::falls_short, standing.group, Role::member,
                         fmt::format("{} on {}, at least {} needed", standing.need.people,
                                     iso(july_1_), standing.need.least),
                         section_of(standing, Role::member));
            }
        }
    }

    /// Why a volunteer does not get a higher-ranked group.
    [[nodiscard]] std::string higher_choices(const Slate& slate, PersonId person, int rank) const {
        std::string text;
        for (const TurnoverVolunteer& volunteer : problem_.volunteers) {
            if (volunteer.person != person) {
                continue;
            }
            for (const VolunteerChoice& choice : volunteer.choices) {
                if (choice.rank < rank) {
                    const std::string& name = standing_of(choice.group)->group.name;
                    text += why_not(problem_, slate, choice.group) == PassedOver::no_room
                                ? fmt::format("; no room in {}", name)
                                : fmt::format("; needed here more than in {}", name);
                }
            }
        }
        return text;
    }

    void add(const Slate& slate, const ProposedSeat& seat) {
        const Standing& standing = *standing_of(seat.group);
        const Person who = person(seat.person);
        PlanLine line{PlanPart::proposed,
                      standing.group,
                      seat.role,
                      who.name,
                      who.email,
                      std::nullopt,
                      std::nullopt,
                      "",
                      section_of(standing, seat.role)};
        PlannedSeat planned{who, standing.group, seat.role, std::nullopt};
        if (seat.rank) {
            const auto& listed = forms_.at(seat.person);
            line.choice = *seat.rank + 1;
            line.waiting_days = waiting_days(listed.volunteer, session_.today());
            const bool short_of = standing.need.people < standing.need.least;
            line.why = (leads(seat.role) ? "no continuing member is eligible to lead"
                        : short_of       ? "the group falls short"
                                         : "there is room") +
                       higher_choices(slate, seat.person, *seat.rank);
            planned.form = listed;
        } else {
            line.why = "a continuing member who did not chair in the previous term";
        }
        plan_.lines.push_back(std::move(line));
        plan_.seats.push_back(std::move(planned));
    }

    void add(const Slate& slate, const UnmetNeed& need) {
        const Standing& standing = *standing_of(need.group);
        const bool anybody =
            std::any_of(problem_.leaders.begin(), problem_.leaders.end(),
                        [&](const LeaderOption& option) {
                            return option.group == need.group && option.role == need.role;
                        }) ||
            std::any_of(problem_.volunteers.begin(), problem_.volunteers.end(),
                        [&](const TurnoverVolunteer& volunteer) { return could(volunteer, need); });
        const bool full = why_not(problem_, slate, need.group) == PassedOver::no_room;
        const std::string_view why =
            anybody && full ? "people who join later leave no room"
            : anybody       ? "those who could are proposed elsewhere"
            : leads(need.role)
                ? "no continuing member is eligible to lead, and no volunteer offered"
                : "no waiting volunteer chose it";
        add_need(PlanPart::unmet, standing.group, need.role, fmt::format("{}: {}", need.seats, why),
                 section_of(standing, need.role));
    }

    [[nodiscard]] static bool could(const TurnoverVolunteer& volunteer, const UnmetNeed& need) {
        return std::any_of(
            volunteer.choices.begin(), volunteer.choices.end(), [&](const VolunteerChoice& choice) {
                const bool may = !leads(need.role) ||
                                 std::find(choice.may_lead.begin(), choice.may_lead.end(),
                                           need.role) != choice.may_lead.end();
                return choice.group == need.group && may;
            });
    }

    void add_waiting(const Slate& slate, PersonId person) {
        const auto& listed = forms_.at(person);
        const bool leads_instead = std::any_of(slate.seats.begin(), slate.seats.end(),
                                               [&](const ProposedSeat& seat) {
                                                   return seat.person == person;
                                               });
        const std::string why = leads_instead ? "is proposed to lead"
                                              : why_waiting(slate, listed.volunteer);
        plan_.lines.push_back({PlanPart::waiting, std::nullopt, std::nullopt, listed.person.name,
                               listed.person.email, std::nullopt,
                               waiting_days(listed.volunteer, session_.today()), why,
                               volunteers_section});
    }

    /// Why someone without a seat in the slate is left waiting: a reason for each choice.
    [[nodiscard]] std::string why_waiting(const Slate& slate, const Volunteer& form) const {
        if (form.choices.empty() && !form.group) {
            return "chose no group";
        }
        constexpr std::size_t separator = 2;
        const std::string rest = higher_choices(slate, form.person, static_cast<int>(most_choices));
        std::string text = rest.empty() ? "" : rest.substr(separator);
        if (const auto over = passed_over_.find(form.person); over != passed_over_.end()) {
            for (const std::string& reason : over->second) {
                text += (text.empty() ? "" : "; ") + reason;
            }
        }
        return text.empty() ? "every group chosen has declined" : text;
    }

    const Session& session_;
    TurnoverPlan plan_;
    Date july_1_;
    std::vector<Standing> standings_;
    std::set<PersonId> leading_;    ///< people who already lead a group on July 1
    std::map<PersonId, store::ListedVolunteer> forms_;
    std::map<PersonId, std::vector<std::string>>
        passed_over_;    ///< why each impossible choice was passed over
    TurnoverProblem problem_;
};

AppointResult appoint_to(WritingSession& session, const PlannedSeat& seat, ProgramYear year,
                         const std::string& skip_reason, const OverridePolicy& policy) {
    AppointOrder order;
    order.request.role = seat.role;
    order.request.year = year;
    if (!seat.form) {
        order.replace = true;
        return appoint_on_record(session, seat.person, seat.group, order, policy);
    }
    StepOrder step;
    step.group = seat.group.slug.text();
    const auto from = or_refused(standing_in(seat.form->volunteer, seat.group.id));
    const Move move = or_refused(move_on(from, VolunteerState::appointed));
    step.skip_reason = move.passed_over.empty() ? "" : skip_reason;
    return appoint_listed(session, *seat.form, step, order.request, policy);
}

}    // namespace

std::string_view heading(PlanPart part) {
    switch (part) {
    case PlanPart::rolls_off: return "Rolls off";
    case PlanPart::falls_short: return "Falls short";
    case PlanPart::proposed: return "Proposed";
    case PlanPart::unmet: return "Still unmet";
    case PlanPart::waiting: return "Left waiting";
    }
    return {};
}

TurnoverPlan plan_turnover(const Session& session, ProgramYear year) {
    if (year <= ProgramYear::containing(session.today())) {
        throw RefusedError{fmt::format("program year {} has begun", year.label()),
                           fmt::format("plan for {} or later",
                                       ProgramYear::containing(session.today()).plus(1).label())};
    }
    return Planner{session, year}.run();
}

AppliedPlan apply_turnover(WritingSession& session, ProgramYear year,
                           const std::string& skip_reason, const OverridePolicy& policy) {
    AppliedPlan applied{{year, {}, {}}, {}};
    session.change([&] {
        applied.plan = plan_turnover(session, year);
        std::vector<Fault> faults;
        for (const PlannedSeat& seat : applied.plan.seats) {
            try {
                auto done = appoint_to(session, seat, year, skip_reason, policy);
                auto& [appointed, warnings, known] = applied.result;
                std::move(done.appointed.begin(), done.appointed.end(),
                          std::back_inserter(appointed));
                std::move(done.warnings.begin(), done.warnings.end(), std::back_inserter(warnings));
                known += done.known;
            } catch (const RefusedError& refused) {
                faults.insert(faults.end(), refused.faults().begin(), refused.faults().end());
            }
        }
        require_none(std::move(faults));
    });
    return applied;
}

}    // namespace lmsection::app
