#include "turnover_setting.hpp"

#include "lmsection/base/list.hpp"
#include "lmsection/store/appointment.hpp"
#include "lmsection/store/person.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <set>
#include <tuple>
#include <utility>

namespace lmsection::app {

namespace {

/// Someone who may begin to lead a group in which they serve.
struct LeadOption {
    PersonId person;
    std::size_t place = 0;
    Role role = Role::chair;
    int days = 0;
    bool ending = false;
};

/// Fills in a setting.
class SettingBuilder {
public:
    SettingBuilder(const Session& session, const PlanOrder& order, TurnoverSetting& setting)
        : session_(session), order_(order), setting_(setting) {}

    void run() {
        for (const Group& group : session_.groups_on(setting_.july_1)) {
            setting_.standings.push_back(
                {group, store::record_of_group(session_.database(), group.id), {}, nullptr});
        }
        find_ending();
        add_shortages();
        for (std::size_t place = 0; place < setting_.standings.size(); ++place) {
            seat_successors(place);
            keep_all(place);
            find_needs(setting_.standings[place]);
        }
        weigh_ending();
        find_members_who_may_lead();
        add_lead_options();
        add_ending();
        read_forms();
        add_limits();
    }

private:
    [[nodiscard]] bool is_left_out(PersonId person) const {
        return order_.without.contains(person);
    }

    // Who serves, and what is needed

    void find_ending() {
        for (std::size_t place = 0; place < setting_.standings.size(); ++place) {
            const auto& record = setting_.standings[place].record;
            for (const Service& service : record) {
                const Appointment& appointment = service.appointment;
                const bool goes_on = std::ranges::any_of(record, [&](const Service& other) {
                    return other.appointment.person == appointment.person &&
                           serves_on(other.appointment, setting_.july_1);
                });
                if (serves_on(appointment, setting_.last) && !goes_on) {
                    setting_.ending.push_back(
                        {service, place, setting_.person(appointment.person), ""});
                }
            }
        }
    }

    /// What the groups lack before anyone is proposed. Leaders who are lacking count toward the
    /// size, so that each seat is counted once.
    void add_shortages() {
        for (std::size_t place = 0; place < setting_.standings.size(); ++place) {
            Standing& standing = setting_.standings[place];
            int leaders = 0;
            for (const auto& [role, seats] :
                 seats_to_lead(standing.record, session_.handbook().of_kind(standing.group.kind))) {
                setting_.shortages.push_back({place, role, seats, 0, 0});
                leaders += seats;
            }
            const int people = size_on(standing.record, setting_.july_1);
            int least = 0;
            for (const Rule* rule :
                 session_.handbook().rules_for(measure::size, standing.group.kind)) {
                if (rule->at_least.value_or(0) > least) {
                    least = *rule->at_least;
                    standing.least = rule;
                }
            }
            if (people + leaders < least) {
                setting_.shortages.push_back(
                    {place, Role::member, least - people - leaders, people, least});
            }
        }
    }

    /// Adds a seat that is certain to the record of its group.
    void fix(FixedSeat seat, const std::string& name, int years) {
        Standing& standing = setting_.standings[seat.place];
        for (Service& service : standing.record) {
            Appointment& term = service.appointment;
            if (term.person == seat.person && term.start < setting_.july_1 &&
                setting_.july_1 <= term.end) {
                term.end = setting_.last;
            }
        }
        Appointment added;
        added.person = seat.person;
        added.group = standing.group.id;
        added.role = seat.role;
        added.start = setting_.july_1;
        added.end = Term{setting_.july_1, years}.last_day();
        added.years = years;
        standing.record.push_back({added, name});
        setting_.fixed.push_back(std::move(seat));
    }

    /// For the chair-elect the chair, then the other roles that chair a group, such as co-chair;
    /// and so on. None for roles that succeed no one.
    [[nodiscard]] std::vector<Role> successor_roles(Role role) const {
        constexpr std::string_view suffix = "-elect";
        const std::string_view id = word(role);
        std::vector<Role> next = session_.handbook().roles;
        const auto own = std::ranges::find_if(next, [&](Role one) {
            return id.ends_with(suffix) && leads(one) &&
                   word(one) == id.substr(0, id.size() - suffix.size());
        });
        if (own == next.end()) {
            return {};
        }
        std::rotate(next.begin(), own, own + 1);
        const Role first = next.front();
        std::erase_if(next,
                      [&](Role one) { return one != first && (!chairs(first) || !chairs(one)); });
        return next;
    }

    /// The first of the roles that someone may have among the leaders of a group on July 1.
    [[nodiscard]] std::optional<Role> vacant_role(const Standing& standing,
                                                  const std::vector<Role>& roles) const {
        const auto& patterns = session_.handbook().of_kind(standing.group.kind).chair_patterns;
        const auto before = leaders_on(standing.record, setting_.july_1);
        if (patterns.empty()) {
            return before.contains(roles.front()) ? std::nullopt : std::optional{roles.front()};
        }
        const Role* found = first_that(roles, [&](Role role) {
            auto leaders = before;
            ++leaders[role];
            return fits(leaders, patterns);
        });
        return found == nullptr ? std::nullopt : std::optional{*found};
    }

    /// Gives the chair's seat to the chair-elect; where co-chairs lead, a co-chair's.
    void seat_successors(std::size_t place) {
        Standing& standing = setting_.standings[place];
        auto candidates = standing.record;
        std::erase_if(candidates, [&](const Service& service) {
            const Appointment& term = service.appointment;
            return successor_roles(term.role).empty() || !serves_on(term, setting_.last) ||
                   term.reply == Reply::no || is_left_out(term.person);
        });
        std::ranges::sort(candidates, {}, [](const Service& one) {
            return std::tie(one.appointment.start, one.appointment.person);
        });
        for (const auto& [term, name] : candidates) {
            const auto role = vacant_role(standing, successor_roles(term.role));
            if (!role) {
                continue;
            }
            const bool runs_on = setting_.july_1 <= term.end;
            auto record = standing.record;    // as it would be after the current term is replaced
            for (Service& service : record) {
                if (service.appointment.id == term.id) {
                    service.appointment.end = std::min(service.appointment.end, setting_.last);
                }
            }
            const Weighed rules = setting_.weighed(standing, record, term.person, name, *role);
            if (!rules.barred()) {
                fix({term.person, place, *role,
                     fmt::format("the {} becomes {}", word(term.role), word(*role)), runs_on},
                    name, rules.years);
            }
        }
    }

    /// With `--keep`, gives everyone in a group whose term ends their own seat.
    void keep_all(std::size_t place) {
        Standing& standing = setting_.standings[place];
        if (!order_.keep.contains(standing.group.id)) {
            return;
        }
        for (const Ending& ending : setting_.ending) {
            const Appointment& term = ending.service.appointment;
            if (ending.place != place || !counts(term.role) || is_fixed(term.person, place) ||
                is_left_out(term.person) || term.reply == Reply::no) {
                continue;
            }
            auto leaders = leaders_on(standing.record, setting_.july_1);
            ++leaders[term.role];
            const auto& patterns = session_.handbook().of_kind(standing.group.kind).chair_patterns;
            const Weighed rules = setting_.weighed(standing, standing.record, term.person,
                                                   ending.person.name, term.role);
            if (!rules.barred() && (!leads(term.role) || fits(leaders, patterns))) {
                fix({term.person, place, term.role, "kept because of --keep", false},
                    ending.person.name, rules.years);
            }
        }
    }

    [[nodiscard]] bool is_fixed(PersonId person, std::size_t place) const {
        return std::ranges::any_of(setting_.fixed, [&](const FixedSeat& seat) {
            return seat.person == person && seat.place == place;
        });
    }

    void find_needs(Standing& standing) {
        TurnoverGroup& need = standing.need;
        need.id = standing.group.id;
        need.people = size_on(standing.record, setting_.july_1);
        const KindFacts& facts = session_.handbook().of_kind(standing.group.kind);
        const Date last = Term{setting_.july_1, facts.member_years}.last_day();
        const int peak = peak_between(standing.record, setting_.july_1, last).size;
        for (const Rule* rule : session_.handbook().rules_for(measure::size, standing.group.kind)) {
            if (rule->at_least && *rule->at_least > need.least) {
                need.least = *rule->at_least;
                standing.least = rule;
            }
            if (rule->at_most) {
                const int room = *rule->at_most - peak;
                need.room = std::min(need.room.value_or(room), room);
            }
        }
        need.more_may_lead = facts.chair_patterns.empty();
        for (const auto& [role, seats] : seats_to_lead(standing.record, facts)) {
            need.leading.push_back({role, seats});
        }
        for (const auto& [appointment, name] : standing.record) {
            if (leads(appointment.role) && serves_on(appointment, setting_.july_1)) {
                leading_.insert(appointment.person);
            }
        }
        setting_.problem.groups.push_back(need);
    }

    /// The leading seats vacant on July 1 that can be filled for a full term, given those who will
    /// lead from a later day. A group keeps its roles, such as two co-chairs.
    [[nodiscard]] std::map<Role, int> seats_to_lead(std::vector<Service> record,
                                                    KindFacts facts) const {
        const ChairPattern before = leaders_on(record, setting_.last);
        std::stable_partition(facts.chair_patterns.begin(), facts.chair_patterns.end(),
                              [&](const ChairPattern& pattern) { return fits(before, {pattern}); });
        const Role usual = before.empty() ? first_leading_role(session_.handbook().roles)
                                          : before.begin()->first;
        std::map<Role, int> seats;
        const Term term{setting_.july_1, facts.chair_years};
        for (const Role role : vacant_leaders(facts, leaders_on(record, setting_.july_1), usual)) {
            Appointment seat;
            seat.role = role;
            seat.start = setting_.july_1;
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
        return std::ranges::all_of(record, [&](const Service& service) {
            const Appointment& appointment = service.appointment;
            return !leads(appointment.role) || appointment.start < setting_.july_1 ||
                   fits(leaders_on(record, appointment.start), facts.chair_patterns);
        });
    }

    // Candidates

    void weigh_ending() {
        for (Ending& ending : setting_.ending) {
            const Appointment& term = ending.service.appointment;
            const Standing& standing = setting_.standings[ending.place];
            if (is_fixed(term.person, ending.place)) {
                continue;
            }
            ending.own = setting_.weighed(standing, standing.record, term.person,
                                          ending.person.name, term.role);
            const auto& leading = standing.need.leading;
            const bool no_seat = leads(term.role) && !standing.need.more_may_lead &&
                                 !contains(leading, term.role, &LeadingNeed::role);
            ending.why_not = is_left_out(term.person)  ? "left out because of --without"
                             : term.reply == Reply::no ? "said no"
                             : !counts(term.role)      ? "serves by another office"
                             : ending.own.barred()     ? ending.own.refused.front()
                             : no_seat                 ? "someone else has that seat"
                                                       : "";
            ending.is_candidate = ending.why_not.empty();
            ending.may_stay = may_stay_as_member(ending);
            if (ending.is_candidate && leads(term.role)) {
                led_before_.insert(term.person);
            }
        }
    }

    /// Whether someone may begin to lead a group.
    [[nodiscard]] bool may_lead(PersonId person) const {
        return !leading_.contains(person) && !led_before_.contains(person) && !is_left_out(person);
    }

    void find_members_who_may_lead() {
        for (std::size_t place = 0; place < setting_.standings.size(); ++place) {
            const Standing& standing = setting_.standings[place];
            for (const auto& [term, name] : standing.record) {
                const bool stays = term.start < setting_.july_1 && serves_on(term, setting_.july_1);
                if (stays) {
                    offer_to_lead(place, term, name, false);
                }
            }
        }
        for (const Ending& ending : setting_.ending) {
            const Appointment& term = ending.service.appointment;
            const bool may = !is_left_out(term.person) && term.reply != Reply::no &&
                             !is_fixed(term.person, ending.place);
            if (may && !leads(term.role)) {
                offer_to_lead(ending.place, term, ending.person.name, true);
            }
        }
    }

    void offer_to_lead(std::size_t place, const Appointment& term, const std::string& name,
                       bool ending) {
        const Standing& standing = setting_.standings[place];
        if (!counts(term.role) || standing.need.leading.empty() || !may_lead(term.person)) {
            return;
        }
        auto record = standing.record;    // as it would be after the current term is replaced
        int days = 0;
        for (Service& service : record) {
            Appointment& own = service.appointment;
            if (own.person == term.person && own.start < setting_.july_1) {
                own.end = std::min(own.end, setting_.last);
                days += days_between(own.start, own.end) + 1;
            }
        }
        for (const LeadingNeed& need : standing.need.leading) {
            if (setting_.weighed(standing, record, term.person, name, need.role).breaks_none()) {
                lead_options_.push_back({term.person, place, need.role, days, ending});
            }
        }
    }

    /// Keeps, for each person, the options in the group in which they served longest, and makes
    /// those of members who stay part of the problem.
    void add_lead_options() {
        std::map<PersonId, LeadOption> best;
        for (const LeadOption& option : lead_options_) {
            const auto [known, is_new] = best.try_emplace(option.person, option);
            if (!is_new && known->second.days < option.days) {
                known->second = option;
            }
        }
        std::erase_if(lead_options_, [&](const LeadOption& option) {
            return best.at(option.person).place != option.place;
        });
        for (const auto& [person, place, role, days, ending] : lead_options_) {
            led_before_.insert(person);    // need not lead a group that they only volunteer for
            if (!ending) {
                setting_.problem.leaders.push_back(
                    {person, setting_.standings[place].group.id, role, days});
            }
        }
    }

    void add_ending() {
        for (const Ending& ending : setting_.ending) {
            const Appointment& term = ending.service.appointment;
            EndingTerm candidate{term.person, term.group, term.reply == Reply::yes, 0, {}};
            if (ending.is_candidate) {
                candidate.seats.push_back(
                    {term.role, static_cast<int>(ending.own.breaks.size()), true});
            }
            for (const LeadOption& option : lead_options_) {
                if (option.ending && option.person == term.person && option.place == ending.place) {
                    candidate.seats.push_back({option.role, 0, false});
                    candidate.days_served = option.days;
                }
            }
            if (ending.may_stay && term.reply == Reply::yes) {
                candidate.seats.push_back({Role::member, 0, false});
            }
            if (!candidate.seats.empty()) {
                setting_.problem.ending.push_back(std::move(candidate));
            }
        }
        std::ranges::stable_sort(setting_.problem.ending, {}, [](const EndingTerm& one) {
            return std::tie(one.person, one.group);
        });
    }

    /// Whether someone who leads may have a member's seat in a group that falls short, should
    /// another person lead.
    [[nodiscard]] bool may_stay_as_member(const Ending& ending) const {
        const Appointment& term = ending.service.appointment;
        const Standing& standing = setting_.standings[ending.place];
        return leads(term.role) && counts(term.role) && term.reply != Reply::no &&
               standing.need.people < standing.need.least && !standing.need.more_may_lead &&
               !is_left_out(term.person) &&
               setting_
                   .weighed(standing, standing.record, term.person, ending.person.name,
                            Role::member)
                   .breaks_none();
    }

    void read_forms() {
        std::vector<PersonId> order;
        store::VolunteerFilter filter;
        filter.waiting = session_.today();
        store::each_volunteer(session_.database(), filter,
                              [&](const store::ListedVolunteer& listed) {
                                  // Earliest first; the latest form of a person counts.
                                  if (!setting_.forms.contains(listed.person.id)) {
                                      order.push_back(listed.person.id);
                                  }
                                  setting_.forms.insert_or_assign(listed.person.id, listed);
                              });
        for (const PersonId person : order) {
            add_volunteer(setting_.forms.at(person));
        }
    }

    void add_volunteer(const store::ListedVolunteer& listed) {
        const Volunteer& form = listed.volunteer;
        TurnoverVolunteer volunteer{
            form.person, waiting_days(form, session_.today()).value_or(0), {}};
        for (const auto& [group, rank] : choices_of(form)) {
            const Standing* standing = setting_.standing_of(group);
            if (standing == nullptr) {
                setting_.passed_over[form.person].push_back(
                    fmt::format("{} is retired by then", session_.group(group).name));
                continue;
            }
            if (is_left_out(form.person)) {
                setting_.passed_over[form.person] = {"left out because of --without"};
                break;
            }
            if (EndingTerm* same = first_that(
                    setting_.problem.ending, [&, chosen = group](const EndingTerm& term) {
                        return term.person == form.person && term.group == chosen;
                    })) {
                same->said_yes = true;    // a form for the same group says so, too
                setting_.passed_over[form.person].push_back(
                    fmt::format("already serves in {}", standing->group.name));
                continue;
            }
            const auto rules = [&](Role role) {
                return setting_.weighed(*standing, standing->record, form.person,
                                        listed.person.name, role);
            };
            if (const Weighed joining = rules(Role::member); !joining.breaks_none()) {
                setting_.passed_over[form.person].push_back(joining.first());
                continue;
            }
            VolunteerChoice choice{group, rank, {}};
            for (const LeadingNeed& need : standing->need.leading) {
                if (may_lead(form.person) && rules(need.role).breaks_none()) {
                    choice.may_lead.push_back(need.role);
                }
            }
            volunteer.choices.push_back(std::move(choice));
        }
        setting_.problem.volunteers.push_back(std::move(volunteer));
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

    /// How many more posts each candidate may have, where a rule limits them. A rule for some kinds
    /// of group counts the seats of all kinds here, so that the plan never proposes too many.
    void add_limits() {
        std::map<PersonId, int> candidates;
        for (const TurnoverVolunteer& volunteer : setting_.problem.volunteers) {
            ++candidates[volunteer.person];
        }
        for (const EndingTerm& term : setting_.problem.ending) {
            ++candidates[term.person];
        }
        for (const Rule& rule : session_.handbook().rules) {
            if (rule.measure != measure::posts) {
                continue;
            }
            for (const auto& [person, seats] : candidates) {
                int posts = 0;
                for (const Standing& standing : setting_.standings) {
                    posts += static_cast<int>(std::ranges::count_if(
                        standing.record, [&, who = person](const Service& service) {
                            const Appointment& term = service.appointment;
                            return term.person == who && counts(term.role) &&
                                   serves_on(term, setting_.july_1) &&
                                   rule.binds(standing.group.kind);
                        }));
                }
                const int left = std::max(*rule.at_most - posts, 0);
                if (left < seats) {
                    setting_.problem.limits.push_back({person, left});
                }
            }
        }
    }

    const Session& session_;
    const PlanOrder& order_;
    TurnoverSetting& setting_;
    std::vector<LeadOption> lead_options_;
    std::set<PersonId> leading_;       ///< people who lead a group on July 1
    std::set<PersonId> led_before_;    ///< people who may lead a group that they serve in
};

}    // namespace

TurnoverSetting::TurnoverSetting(const Session& session, const PlanOrder& order)
    : july_1(order.year.first_day()), last(plus_days(july_1, -1)), session_(session) {
    SettingBuilder{session, order, *this}.run();
}

const Standing* TurnoverSetting::standing_of(GroupId group) const {
    return find_in(standings, group, [](const Standing& one) { return one.group.id; });
}

const Ending* TurnoverSetting::ending_of(PersonId person, GroupId group) const {
    return first_that(ending, [&](const Ending& one) {
        const Appointment& term = one.service.appointment;
        return term.person == person && term.group == group;
    });
}

Person TurnoverSetting::person(PersonId id) const {
    const auto found = store::person_by_id(session_.database(), id);
    if (!found) {
        throw StoreError{"the database refers to a person who is not in it",
                         "restore a copy of it"};
    }
    return *found;
}

Weighed TurnoverSetting::weighed_for(const Standing& standing, std::span<const Service> record,
                                     const Candidacy& candidacy) const {
    Weighed weighed;
    weighed.years = candidacy.term.years();
    for (const Finding& finding :
         findings_on_appointing(candidacy, standing.group, record, session_.handbook())) {
        // The solver knows the seats of the group, and a new group has no membership.
        if (!finding.of_group && !finding.group_is_new) {
            auto& texts = finding.strength == Strength::must ? weighed.refused : weighed.breaks;
            texts.push_back(finding.fault.what);
        }
    }
    return weighed;
}

Weighed TurnoverSetting::weighed(const Standing& standing, std::span<const Service> record,
                                 PersonId person, const std::string& name, Role role) const {
    const int usual = usual_years(role, session_.handbook().of_kind(standing.group.kind));
    const auto elsewhere = terms_elsewhere(session_.database(), session_.handbook(), person,
                                           standing.group.id);
    const auto with = [&](int years) {
        Candidacy candidacy{person, name, role, Term{july_1, years}};
        candidacy.elsewhere = elsewhere;
        return weighed_for(standing, record, candidacy);
    };
    Weighed best = with(usual);
    const std::string why_not_usual = best.first();
    const auto broken = [](const Weighed& one) {
        return std::pair{one.refused.size(), one.breaks.size()};
    };
    for (const int years : other_lengths(standing.group.kind, usual)) {
        if (best.breaks_none()) {
            break;
        }
        Weighed other = with(years);
        if (broken(other) < broken(best)) {
            other.why_not_usual = why_not_usual;
            best = std::move(other);
        }
    }
    return best;
}

std::vector<int> TurnoverSetting::other_lengths(GroupKind kind, int usual) const {
    const Handbook& handbook = session_.handbook();
    auto lengths = term_lengths(handbook.of_kind(kind), handbook);
    std::erase(lengths, usual);
    std::ranges::stable_sort(lengths, {}, [&](int years) { return std::abs(years - usual); });
    return lengths;
}

std::vector<int> TurnoverSetting::other_lengths_for(const PlannedSeat& seat) const {
    const Standing& standing = *standing_of(seat.group.id);
    auto record = standing.record;    // without the term that the plan has added
    std::erase_if(record, [&](const Service& service) {
        return service.appointment.person == seat.person.id &&
               service.appointment.id == AppointmentId{};
    });
    const auto elsewhere = terms_elsewhere(session_.database(), session_.handbook(), seat.person.id,
                                           seat.group.id);
    auto lengths = other_lengths(seat.group.kind, seat.years);
    std::erase_if(lengths, [&](int years) {
        Candidacy candidacy{seat.person.id, seat.person.name, seat.role, Term{july_1, years}};
        candidacy.elsewhere = elsewhere;
        return !weighed_for(standing, record, candidacy).breaks_none();
    });
    return lengths;
}

}    // namespace lmsection::app
