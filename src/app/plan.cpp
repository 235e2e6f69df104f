#include "lmsection/app/plan.hpp"

#include "change.hpp"
#include "lmsection/app/volunteer_step.hpp"
#include "lmsection/base/list.hpp"
#include "lmsection/base/name.hpp"
#include "turnover_setting.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace lmsection::app {

namespace {

const std::string structure_section = "1";
const std::string volunteers_section = "2";

/// "yes", "no", "later", "not asked"
std::string text_of(Reply reply) {
    return reply == Reply::none ? "not asked" : std::string{word(reply)};
}

/// Describes the solution of the solver, and chooses the lengths of the terms.
class Planner {
public:
    Planner(const Session& session, const PlanOrder& order)
        : session_(session), order_(order), plan_{order.year}, setting_(session, order) {}

    TurnoverPlan run() {
        const Slate slate = or_refused(propose_slate(setting_.problem));
        add_seats(slate);
        choose_years();
        add_who_rolls_off();
        add_shortages();
        for (std::size_t i = 0; i < plan_.seats.size(); ++i) {
            lines_[i].years = plan_.seats[i].years;
            plan_.lines.push_back(lines_[i]);
        }
        for (const UnmetNeed& need : slate.unmet) {
            add(slate, need);
        }
        for (const PersonId person : slate.waiting) {
            add_waiting(slate, person);
        }
        look_ahead();
        return std::move(plan_);
    }

private:
    /// Adds the seats that are certain and those of the slate, in the order of groups and roles.
    void add_seats(const Slate& slate) {
        std::vector<std::tuple<std::size_t, Role, PlanLine, PlannedSeat>> all;
        for (const FixedSeat& seat : setting_.fixed) {
            const Standing& standing = setting_.standings[seat.place];
            const Person who = setting_.person(seat.person);
            PlannedSeat planned{who, standing.group, seat.role, 1, {}, seat.replaces};
            for (const auto& [term, name] : standing.record) {
                if (term.person == seat.person && term.id == AppointmentId{}) {
                    planned.years = term.years;
                }
            }
            all.emplace_back(seat.place, seat.role, line_for(standing, who, seat.role, seat.why),
                             std::move(planned));
        }
        for (const ProposedSeat& seat : slate.seats) {
            auto [line, planned] = described(slate, seat);
            const auto place = setting_.standing_of(seat.group) - setting_.standings.data();
            all.emplace_back(static_cast<std::size_t>(place), seat.role, std::move(line),
                             std::move(planned));
        }
        std::ranges::stable_sort(all, {}, [](const auto& one) {
            return std::tie(std::get<0>(one), std::get<1>(one));
        });
        for (auto& [place, role, line, planned] : all) {
            lines_.push_back(std::move(line));
            plan_.seats.push_back(std::move(planned));
        }
    }

    [[nodiscard]] PlanLine line_for(const Standing& standing, const Person& who, Role role,
                                    std::string why) const {
        PlanLine line{.part = PlanPart::proposed,
                      .group = standing.group,
                      .role = role,
                      .name = who.name,
                      .email = who.email,
                      .why = std::move(why),
                      .section = section_of(standing, role),
                      .on = setting_.july_1};
        if (const Ending* ending = setting_.ending_of(who.id, standing.group.id)) {
            line.answer = text_of(ending->service.appointment.reply);
        }
        return line;
    }

    [[nodiscard]] std::pair<PlanLine, PlannedSeat> described(const Slate& slate,
                                                             const ProposedSeat& seat) {
        const Standing& standing = *setting_.standing_of(seat.group);
        const Person who = setting_.person(seat.person);
        PlanLine line = line_for(standing, who, seat.role, "");
        PlannedSeat planned{who, standing.group, seat.role, 1, {}, false};
        if (seat.of == SeatOf::staying) {
            line.why = "a continuing member who did not chair in the previous term";
            planned.years = usual_years(seat.role,
                                        session_.handbook().of_kind(standing.group.kind));
            planned.replaces = true;
            return {std::move(line), std::move(planned)};
        }
        const Weighed rules = setting_.weighed(standing, standing.record, who.id, who.name,
                                               seat.role);
        planned.years = rules.years;
        if (seat.of == SeatOf::volunteer) {
            planned.form = setting_.forms.at(seat.person);
            const Volunteer& form = planned.form->volunteer;
            line.choice = *seat.rank + 1;
            line.waiting_days = waiting_days(form, session_.today());
            line.why = why_volunteer(slate, seat, standing);
        } else {
            planned.form = form_answered_by(seat);
            line.why = why_again(*setting_.ending_of(seat.person, seat.group), seat.role);
        }
        if (!rules.why_not_usual.empty()) {
            line.why += fmt::format("; for {}, because otherwise {}",
                                    counted(planned.years, "year"), rules.why_not_usual);
        }
        return {std::move(line), std::move(planned)};
    }

    [[nodiscard]] std::string why_volunteer(const Slate& slate, const ProposedSeat& seat,
                                            const Standing& standing) const {
        const bool short_of = standing.need.people < standing.need.least;
        return (leads(seat.role) ? "no continuing member is eligible to lead"
                : short_of       ? "the group falls short"
                                 : "there is room") +
               higher_choices(slate, seat.person, *seat.rank);
    }

    /// Why someone whose term ends serves on in a role.
    [[nodiscard]] static std::string why_again(const Ending& ending, Role role) {
        const Appointment& term = ending.service.appointment;
        const std::string_view answer = term.reply == Reply::yes     ? "said yes"
                                        : term.reply == Reply::later ? "will answer later"
                                                                     : "not asked yet";
        if (term.role != role && !leads(role)) {
            return fmt::format("stays as a member, because another person leads: {}", answer);
        }
        if (term.role != role) {
            return fmt::format("a member who did not chair in the previous term: {}", answer);
        }
        return fmt::format("serves on: {}{}", answer,
                           ending.own.breaks.empty()
                               ? ""
                               : "; no one else could, although " + ending.own.breaks.front());
    }

    /// Chooses the lengths of the proposed terms, group by group, and warns where all end together.
    void choose_years() {
        for (const Standing& standing : setting_.standings) {
            std::map<int, int> running;
            std::vector<std::size_t> seats;
            for (const auto& [term, name] : standing.record) {
                if (counts(term.role) && serves_on(term, setting_.july_1) &&
                    term.id != AppointmentId{} && !is_replaced(term)) {
                    ++running[program_years_between(setting_.july_1, term.end)];
                }
            }
            for (const bool form : {false, true}) {    // who serves on differs first
                for (std::size_t i = 0; i < plan_.seats.size(); ++i) {
                    const bool volunteers = plan_.seats[i].form.has_value();
                    if (plan_.seats[i].group.id == standing.group.id && volunteers == form) {
                        seats.push_back(i);
                    }
                }
            }
            set_years(seats, running, false);
            if (all_end_together(seats, running)) {
                set_years(seats, running, true);
            }
            if (const auto years = all_end_together(seats, running)) {
                plan_.warnings.push_back(fmt::format("all terms in {} would end on {}",
                                                     standing.group.name,
                                                     iso(order_.year.plus(*years - 1).last_day())));
            }
        }
    }

    [[nodiscard]] bool is_replaced(const Appointment& term) const {
        return std::ranges::any_of(plan_.seats, [&](const PlannedSeat& seat) {
            return seat.replaces && seat.person.id == term.person && seat.group.id == term.group;
        });
    }

    /// `leaders_too`: whether leaders may have another length than the usual one.
    void set_years(const std::vector<std::size_t>& seats, const std::map<int, int>& running,
                   bool leaders_too) {
        std::vector<TermLength> terms;
        for (const std::size_t i : seats) {
            const PlannedSeat& seat = plan_.seats[i];
            const int usual = usual_years(seat.role, session_.handbook().of_kind(seat.group.kind));
            TermLength term{seat.years};
            if (seat.years == usual && (leaders_too || !leads(seat.role))) {
                term.other_years = setting_.other_lengths_for(seat);
            }
            terms.push_back(std::move(term));
        }
        const auto years = choose_lengths(running, terms);
        for (std::size_t i = 0; i < seats.size(); ++i) {
            PlannedSeat& seat = plan_.seats[seats[i]];
            if (seat.years != years[i]) {
                lines_[seats[i]].why += fmt::format(
                    "; for {}, so that fewer terms there end together", counted(years[i], "year"));
                seat.years = years[i];
            }
        }
    }

    /// After how many years all terms in a group end, if they all end together.
    [[nodiscard]] std::optional<int> all_end_together(const std::vector<std::size_t>& seats,
                                                      std::map<int, int> running) const {
        int terms = 0;
        for (const std::size_t i : seats) {
            running[plan_.seats[i].years] += counts(plan_.seats[i].role) ? 1 : 0;
        }
        std::erase_if(running, [](const auto& one) { return one.second == 0; });
        for (const auto& [years, count] : running) {
            terms += count;
        }
        return running.size() == 1 && terms > 1 ? std::optional{running.begin()->first}
                                                : std::nullopt;
    }

    /// Whether the plan gives someone whose term ends another seat in the group.
    [[nodiscard]] bool has_seat(const Ending& ending) const {
        const Appointment& term = ending.service.appointment;
        return std::ranges::any_of(plan_.seats, [&](const PlannedSeat& seat) {
            return seat.person.id == term.person && seat.group.id == term.group;
        });
    }

    void add_who_rolls_off() {
        for (const Ending& ending : setting_.ending) {
            const Standing& standing = setting_.standings[ending.place];
            const Appointment& term = ending.service.appointment;
            if (!has_seat(ending)) {
                const std::string why = ending.why_not.empty() ? why_not_again(ending)
                                                               : ending.why_not;
                plan_.lines.push_back(
                    {.part = PlanPart::rolls_off,
                     .group = standing.group,
                     .role = term.role,
                     .name = ending.person.name,
                     .email = ending.person.email,
                     .why = fmt::format("term ends on {}; {}", iso(term.end), why),
                     .section = structure_section,
                     .answer = text_of(term.reply),
                     .on = setting_.july_1});
            }
        }
    }

    /// Why a candidate for their own seat does not get it.
    [[nodiscard]] std::string why_not_again(const Ending& ending) const {
        const Standing& standing = setting_.standings[ending.place];
        const bool limited = contains(setting_.problem.limits, ending.service.appointment.person,
                                      &SeatLimit::person);
        const bool led_by_others = leads(ending.service.appointment.role);
        return !ending.own.breaks.empty() ? ending.own.breaks.front()
               : limited                  ? "serves in as many groups as the rules allow"
               : led_by_others            ? "someone else is proposed to lead"
               : standing.need.room && *standing.need.room <= 0
                   ? "the group is full"
                   : "the seat goes to someone who asked for it";
    }

    void add_need(PlanPart part, const Standing& standing, Role role, int seats, std::string why) {
        plan_.lines.push_back({.part = part,
                               .group = standing.group,
                               .role = role,
                               .why = std::move(why),
                               .section = section_of(standing, role),
                               .seats = seats,
                               .on = setting_.july_1});
    }

    [[nodiscard]] static std::string section_of(const Standing& standing, Role role) {
        return leads(role) || standing.least == nullptr ? structure_section
                                                        : standing.least->section;
    }

    void add_shortages() {
        for (const auto& [place, role, seats, people, least] : setting_.shortages) {
            add_need(PlanPart::falls_short, setting_.standings[place], role, seats,
                     leads(role) ? fmt::format("{}, no one appointed", counted(seats, "seat"))
                                 : fmt::format("{} on {}, at least {} needed", people,
                                               iso(setting_.july_1), least));
        }
    }

    /// Why a volunteer does not get a higher-ranked group.
    [[nodiscard]] std::string higher_choices(const Slate& slate, PersonId person, int rank) const {
        std::string text;
        for (const TurnoverVolunteer& volunteer : setting_.problem.volunteers) {
            if (volunteer.person != person) {
                continue;
            }
            for (const VolunteerChoice& choice : volunteer.choices) {
                if (choice.rank < rank) {
                    const std::string& name = setting_.standing_of(choice.group)->group.name;
                    text += why_not(setting_.problem, slate, choice.group) == PassedOver::no_room
                                ? fmt::format("; no room in {}", name)
                                : fmt::format("; needed here more than in {}", name);
                }
            }
        }
        return text;
    }

    void add(const Slate& slate, const UnmetNeed& need) {
        const Standing& standing = *setting_.standing_of(need.group);
        const bool anybody =
            std::ranges::any_of(setting_.problem.leaders,
                                [&](const LeaderOption& option) {
                                    return option.group == need.group && option.role == need.role;
                                }) ||
            std::ranges::any_of(setting_.problem.volunteers,
                                [&](const TurnoverVolunteer& volunteer) {
                                    return could(volunteer, need);
                                }) ||
            std::ranges::any_of(setting_.problem.ending,
                                [&](const EndingTerm& term) { return could(term, need); });
        const bool full = why_not(setting_.problem, slate, need.group) == PassedOver::no_room;
        const std::string_view why =
            anybody && full ? "people who join later leave no room"
            : anybody       ? "those who could are proposed elsewhere"
            : leads(need.role)
                ? "no continuing member is eligible to lead, and no volunteer offered"
                : "no one else may serve on, and no waiting volunteer chose it";
        add_need(PlanPart::unmet, standing, need.role, need.seats,
                 fmt::format("{}: {}{}", need.seats, why, full ? "" : who_may_stay(need)));
    }

    [[nodiscard]] static bool could(const EndingTerm& term, const UnmetNeed& need) {
        return term.group == need.group &&
               std::ranges::any_of(term.seats, [&](const NextSeat& seat) {
                   return leads(need.role) ? seat.role == need.role : !leads(seat.role);
               });
    }

    /// "; Ana and Ben, who lead now, may be asked ...", of those who have no seat in the plan.
    [[nodiscard]] std::string who_may_stay(const UnmetNeed& need) const {
        std::vector<std::string> names;
        for (const Ending& ending : setting_.ending) {
            const bool same = ending.service.appointment.group == need.group;
            if (same && ending.may_stay && !leads(need.role) && !has_seat(ending)) {
                names.push_back(ending.person.name);
            }
        }
        return names.empty() ? ""
                             : fmt::format("; {}, who lead{} now, may be asked to stay as {}",
                                           joined_with_and(names), names.size() == 1 ? "s" : "",
                                           names.size() == 1 ? "a member" : "members");
    }

    [[nodiscard]] static bool could(const TurnoverVolunteer& volunteer, const UnmetNeed& need) {
        return std::ranges::any_of(volunteer.choices, [&](const VolunteerChoice& choice) {
            const bool may = !leads(need.role) || contains(choice.may_lead, need.role);
            return choice.group == need.group && may;
        });
    }

    /// The form of someone who serves on, if it asks for nothing else.
    [[nodiscard]] std::optional<store::ListedVolunteer>
    form_answered_by(const ProposedSeat& seat) const {
        const auto form = setting_.forms.find(seat.person);
        const auto asks_for_more = [&](const TurnoverVolunteer& volunteer) {
            return volunteer.person == seat.person && !volunteer.choices.empty();
        };
        if (form == setting_.forms.end() ||
            std::ranges::any_of(setting_.problem.volunteers, asks_for_more)) {
            return std::nullopt;
        }
        const auto& choices = form->second.volunteer.choices;
        return !contains(choices, seat.group) ? std::nullopt : std::optional{form->second};
    }

    void add_waiting(const Slate& slate, PersonId person) {
        const auto& listed = setting_.forms.at(person);
        const bool answered = std::ranges::any_of(plan_.seats, [&](const PlannedSeat& seat) {
            return seat.person.id == person && seat.form.has_value();
        });
        if (answered) {
            return;
        }
        plan_.lines.push_back({.part = PlanPart::waiting,
                               .name = listed.person.name,
                               .email = listed.person.email,
                               .waiting_days = waiting_days(listed.volunteer, session_.today()),
                               .why = why_waiting(slate, listed.volunteer),
                               .section = volunteers_section,
                               .on = setting_.july_1});
    }

    /// Why someone without a seat in the slate is left waiting: a reason for each choice.
    [[nodiscard]] std::string why_waiting(const Slate& slate, const Volunteer& form) const {
        if (form.choices.empty() && !form.group) {
            return "chose no group";
        }
        constexpr std::size_t separator = 2;
        const std::string rest = higher_choices(slate, form.person, static_cast<int>(most_choices));
        std::string text = rest.empty() ? "" : rest.substr(separator);
        if (const auto over = setting_.passed_over.find(form.person);
            over != setting_.passed_over.end()) {
            for (const std::string& reason : over->second) {
                text += (text.empty() ? "" : "; ") + reason;
            }
        }
        return text.empty() ? "every group chosen has declined" : text;
    }

    /// The terms that end on the June 30 before each of the next Julys, if the plan is carried out.
    void look_ahead() {
        for (int ahead = 1; ahead < order_.years_ahead; ++ahead) {
            const Date july = order_.year.plus(ahead).first_day();
            const Date last = plus_days(july, -1);
            for (const Standing& standing : setting_.standings) {
                std::vector<std::string> names;
                for (const auto& [term, name] : standing.record) {
                    const bool real = term.id != AppointmentId{} && !is_replaced(term);
                    if (real && counts(term.role) && term.end == last &&
                        !is_followed(term, standing.record)) {
                        names.push_back(name);
                    }
                }
                for (const PlannedSeat& seat : plan_.seats) {
                    if (seat.group.id == standing.group.id &&
                        Term{setting_.july_1, seat.years}.last_day() == last) {
                        names.push_back(seat.person.name);
                    }
                }
                if (!names.empty()) {
                    const int terms = static_cast<int>(names.size());
                    plan_.lines.push_back(
                        {.part = PlanPart::ahead,
                         .group = standing.group,
                         .why = fmt::format("{} term{} end{}: {}", terms, terms == 1 ? "" : "s",
                                            terms == 1 ? "s" : "", fmt::join(names, ", ")),
                         .section = structure_section,
                         .seats = terms,
                         .on = july});
                }
            }
        }
    }

    const Session& session_;
    const PlanOrder& order_;
    TurnoverPlan plan_;
    std::vector<PlanLine> lines_;    ///< of `plan_.seats`
    TurnoverSetting setting_;
};

}    // namespace

AppointResult appoint_planned(WritingSession& session, const PlannedSeat& seat, ProgramYear year,
                              const std::string& skip_reason, const OverridePolicy& policy) {
    AppointOrder order;
    order.request.role = seat.role;
    order.request.years = seat.years;
    order.request.year = year;
    order.replace = seat.replaces;
    if (!seat.form) {
        return appoint_on_record(session, seat.person, seat.group, order, policy);
    }
    StepOrder step;
    step.group = seat.group.slug.text();
    const auto from = or_refused(standing_in(seat.form->volunteer, seat.group.id));
    const Move move = or_refused(move_on(from, VolunteerState::appointed));
    step.skip_reason = move.passed_over.empty() ? "" : skip_reason;
    return appoint_listed(session, *seat.form, step, order.request, policy);
}

std::string_view heading(PlanPart part) {
    return word_at(part, {"Rolls off", "Falls short", "Proposed", "Still unmet", "Left waiting",
                          "In later years"});
}

TurnoverPlan plan_turnover(const Session& session, const PlanOrder& order) {
    if (order.year <= ProgramYear::containing(session.today())) {
        throw RefusedError{fmt::format("program year {} has begun", order.year.label()),
                           fmt::format("plan for {} or later",
                                       ProgramYear::containing(session.today()).plus(1).label())};
    }
    return Planner{session, order}.run();
}

AppliedPlan apply_turnover(WritingSession& session, const PlanOrder& order,
                           const std::string& skip_reason, const OverridePolicy& policy) {
    return in_change(session, [&] {
        AppliedPlan applied{plan_turnover(session, order), {}};
        std::vector<Fault> faults;
        for (const PlannedSeat& seat : applied.plan.seats) {
            collect_refusals(faults, "", [&] {
                applied.result.add(appoint_planned(session, seat, order.year, skip_reason, policy));
            });
        }
        require_none(std::move(faults));
        return applied;
    });
}

}    // namespace lmsection::app
