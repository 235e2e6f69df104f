#include "lmsection/domain/turnover.hpp"

#include "lmsection/base/list.hpp"

#include <fmt/format.h>
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <algorithm>
#include <cstdint>
#include <deque>
#include <limits>
#include <set>
#include <utility>

namespace lmsection {

namespace {

using Graph = lemon::SmartDigraph;
using Cost = std::int64_t;
using Simplex = lemon::NetworkSimplex<Graph, int, Cost>;

Cost weighed(int days) {
    return std::clamp(days, 0, most_days_weighed);
}

int shortage_of(const TurnoverGroup& group) {
    return std::max(group.least - group.people, 0);
}

/// The weight of one unit of each part of the cost: more than the maximum of all later parts
/// together.
struct Weights {
    Cost rank = 1;
    Cost short_seat = 1;
    Cost against = 1;
    Cost empty_lead = 1;
};

/// The weights for a problem; nothing if they would not fit in `Cost`. Computed in floating point
/// first, which cannot overflow.
std::optional<Weights> weights_for(const TurnoverProblem& problem) {
    double leads = 0;
    double shortage = 0;
    for (const TurnoverGroup& group : problem.groups) {
        shortage += shortage_of(group);
        for (const LeadingNeed& need : group.leading) {
            leads += need.seats;
        }
    }
    double days = leads * most_days_weighed;
    for (const TurnoverVolunteer& volunteer : problem.volunteers) {
        days += static_cast<double>(weighed(volunteer.waiting_days)) * no_choice;
    }
    double against = 0;
    for (const EndingTerm& term : problem.ending) {
        against += std::ranges::max(term.seats, {}, &NextSeat::against).against;
    }
    const double ranks = static_cast<double>(problem.volunteers.size()) * no_choice +
                         static_cast<double>(problem.ending.size()) * yes_in_vain;
    const double rank = days + 1;
    const double short_seat = rank * (ranks + 1);
    const double of_against = short_seat * (shortage + 1);
    const double empty_lead = of_against * (against + 1);
    // The simplex method adds costs along paths and reserves the upper half of the range.
    constexpr auto largest = static_cast<double>(std::numeric_limits<Cost>::max()) / 8;
    if (empty_lead * (leads + 1) > largest) {
        return std::nullopt;
    }
    Weights weights;
    weights.rank = static_cast<Cost>(rank);
    weights.short_seat = weights.rank * (static_cast<Cost>(ranks) + 1);
    weights.against = weights.short_seat * (static_cast<Cost>(shortage) + 1);
    weights.empty_lead = weights.against * (static_cast<Cost>(against) + 1);
    return weights;
}

/// A seat represented by an arc of the network.
struct SeatArc {
    Graph::Arc arc;
    ProposedSeat seat;
};

// LEMON passes its iterators as the arcs that they derive from.
// NOLINTBEGIN(cppcoreguidelines-slicing)
/// Turns a flow of least cost into the one of equal cost that serves people best in order: first
/// the first person, then the second, and so on. This makes the result independent of the path that
/// the simplex method took.
class TieBreaker {
public:
    TieBreaker(const Graph& graph, const Graph::ArcMap<int>& capacities,
               const Graph::ArcMap<Cost>& costs, const Simplex& simplex)
        : graph_(graph), capacities_(capacities), flows_(graph), free_(graph),
          steps_(static_cast<std::size_t>(graph.maxNodeId()) + 1) {
        for (Graph::ArcIt arc{graph}; arc != lemon::INVALID; ++arc) {
            flows_[arc] = simplex.flow(arc);
            // Flow can move at no cost only along arcs with zero reduced cost.
            free_[arc] = costs[arc] + simplex.potential(graph.source(arc)) ==
                         simplex.potential(graph.target(arc));
        }
    }

    /// Gives a person the first possible of their arcs and fixes it.
    void serve(const std::vector<Graph::Arc>& wishes) {
        for (const Graph::Arc wish : wishes) {
            if (flows_[wish] > 0 || move_to(wish)) {
                break;
            }
        }
        for (const Graph::Arc wish : wishes) {
            free_[wish] = false;
        }
    }

    [[nodiscard]] int flow(Graph::Arc arc) const { return flows_[arc]; }

private:
    struct Step {
        Graph::Arc arc;
        bool forward = true;
        Graph::Node from;
        int search = 0;    ///< the number of the search that took it
    };

    [[nodiscard]] static std::size_t index_of(Graph::Node node) {
        return static_cast<std::size_t>(Graph::id(node));
    }
    [[nodiscard]] bool reached(Graph::Node node) const {
        return steps_[index_of(node)].search == search_;
    }

    /// Moves a unit of flow to `wish` around a cycle that costs nothing, if there is one.
    bool move_to(Graph::Arc wish) {
        if (!free_[wish]) {
            return false;
        }
        const Graph::Node start = graph_.target(wish);
        const Graph::Node goal = graph_.source(wish);
        ++search_;
        std::deque<Graph::Node> open{start};
        while (!open.empty() && !reached(goal)) {
            const Graph::Node node = open.front();
            open.pop_front();
            const auto reach = [&](Graph::Node next, Graph::Arc arc, bool forward) {
                if (next != start && arc != wish && !reached(next)) {
                    steps_[index_of(next)] = {arc, forward, node, search_};
                    open.push_back(next);
                }
            };
            for (Graph::OutArcIt arc{graph_, node}; arc != lemon::INVALID; ++arc) {
                if (free_[arc] && flows_[arc] < capacities_[arc]) {
                    reach(graph_.target(arc), arc, true);
                }
            }
            for (Graph::InArcIt arc{graph_, node}; arc != lemon::INVALID; ++arc) {
                if (free_[arc] && flows_[arc] > 0) {
                    reach(graph_.source(arc), arc, false);
                }
            }
        }
        if (!reached(goal)) {
            return false;
        }
        ++flows_[wish];
        for (Graph::Node node = goal; node != start;) {
            const Step& step = steps_[index_of(node)];
            flows_[step.arc] += step.forward ? 1 : -1;
            node = step.from;
        }
        return true;
    }

    const Graph& graph_;
    const Graph::ArcMap<int>& capacities_;
    Graph::ArcMap<int> flows_;
    Graph::ArcMap<bool> free_;
    std::vector<Step> steps_;    ///< by the id of the node
    int search_ = 0;
};
// NOLINTEND(cppcoreguidelines-slicing)

/// The problem as a network. Each volunteer, each ending term and each member who may lead is a
/// unit of flow. It goes to the sink directly (no seat), or through the node for being in a group,
/// which has a capacity; whoever leads passes through the node of the leading role before that. The
/// units of a person with a limit come from a node of that person.
class Network {
public:
    Network(const TurnoverProblem& problem, const Weights& weights)
        : problem_(problem), weights_(weights), costs_(graph_), capacities_(graph_),
          supplies_(graph_, 0), end_(graph_.addNode()) {
        for (const LeaderOption& option : problem.leaders) {
            led_from_within_.insert({option.group, option.role});
            staying_[option.group].insert(option.person);
        }
        for (const EndingTerm& term : problem.ending) {
            for (const NextSeat& seat : term.seats) {
                led_from_within_.insert({term.group, seat.role});
            }
        }
        for (const SeatLimit& limit : problem.limits) {
            limits_.emplace(limit.person, limit.seats);
        }
        for (const TurnoverGroup& group : problem.groups) {
            add(group);
        }
        for (const TurnoverVolunteer& volunteer : problem.volunteers) {
            add(volunteer);
        }
        for (const EndingTerm& term : problem.ending) {
            add(term);
        }
        add_members();
        supplies_[end_] = -supply_;
    }

    /// The seats of a flow of least cost.
    std::vector<ProposedSeat> solve() {
        Simplex simplex{graph_};
        simplex.upperMap(capacities_).costMap(costs_).supplyMap(supplies_);
        simplex.run();    // always has an optimum, since everyone may go without a new seat
        TieBreaker ties{graph_, capacities_, costs_, simplex};
        for (const auto& wishes : wishes_) {
            ties.serve(wishes);
        }
        std::vector<ProposedSeat> seats;
        for (const auto& [arc, seat] : seats_) {
            if (ties.flow(arc) > 0) {
                seats.push_back(seat);
            }
        }
        return seats;
    }

private:
    using Lead = std::pair<GroupId, Role>;

    Graph::Arc connect(Graph::Node from, Graph::Node to, int capacity, Cost cost) {
        const Graph::Arc arc = graph_.addArc(from, to);
        capacities_[arc] = capacity;
        costs_[arc] = cost;
        return arc;
    }

    void add(const TurnoverGroup& group) {
        const Graph::Node serving = graph_.addNode();
        serving_.emplace(group.id, serving);
        if (group.more_may_lead) {
            more_may_lead_.insert(group.id);
        }
        const int stay = static_cast<int>(staying_[group.id].size());
        const int all = static_cast<int>(problem_.volunteers.size() + problem_.ending.size());
        const int room = stay + std::clamp(group.room.value_or(all), 0, all);
        const int wanted = std::clamp(group.least - group.people + stay, 0, room);
        connect(serving, end_, wanted, -weights_.short_seat);
        connect(serving, end_, room - wanted, 0);
        for (const LeadingNeed& need : group.leading) {
            const Graph::Node node = graph_.addNode();
            leading_.emplace(Lead{group.id, need.role}, node);
            connect(node, serving, need.seats, -weights_.empty_lead);
        }
    }

    /// A node where a unit of flow starts that costs `in_vain` if it gets no seat.
    Graph::Node start(PersonId person, Cost in_vain) {
        const Graph::Node node = graph_.addNode();
        wishes_.emplace_back();
        const auto limit = limits_.find(person);
        if (limit == limits_.end()) {
            supplies_[node] = 1;
            ++supply_;
            connect(node, end_, 1, in_vain);
            return node;
        }
        auto known = limited_.find(person);
        if (known == limited_.end()) {
            known = limited_.emplace(person, graph_.addNode()).first;
            const int seats = std::max(limit->second, 0);
            supplies_[known->second] = seats;
            supply_ += seats;
            connect(known->second, end_, seats, 0);
        }
        connect(known->second, node, 1, -in_vain);
        return node;
    }

    /// Offers the seat to the person whose unit was started last.
    void offer(Graph::Node from, Graph::Node to, Cost cost, const ProposedSeat& seat) {
        const Graph::Arc arc = connect(from, to, 1, cost);
        wishes_.back().push_back(arc);
        seats_.push_back({arc, seat});
    }

    void add(const TurnoverVolunteer& volunteer) {
        const Cost a_rank = weights_.rank + weighed(volunteer.waiting_days);
        const Graph::Node node = start(volunteer.person, a_rank * no_choice);
        for (const VolunteerChoice& choice : volunteer.choices) {
            const auto serving = serving_.find(choice.group);
            if (serving == serving_.end()) {
                continue;
            }
            const Cost cost = a_rank * std::min(choice.rank, no_choice - 1);
            offer(node, serving->second, cost,
                  {volunteer.person, choice.group, Role::member, choice.rank, SeatOf::volunteer});
            for (const Role role : choice.may_lead) {
                const auto lead = leading_.find({choice.group, role});
                if (lead != leading_.end() && !led_from_within_.contains(lead->first)) {
                    offer(node, lead->second, cost,
                          {volunteer.person, choice.group, role, choice.rank, SeatOf::volunteer});
                }
            }
        }
    }

    void add(const EndingTerm& term) {
        const Graph::Node node = start(
            term.person, weights_.rank * (term.said_yes ? yes_in_vain : not_asked_in_vain));
        for (const auto& [role, against, own] : term.seats) {
            const auto to = leads(role) ? leading_.find({term.group, role}) : leading_.end();
            const bool begins_to_lead = !own && leads(role);
            const Cost cost = weights_.against * against +
                              (begins_to_lead ? most_days_weighed - weighed(term.days_served) : 0);
            const ProposedSeat seat{term.person, term.group, role, std::nullopt, SeatOf::ending};
            if (to != leading_.end()) {
                offer(node, to->second, cost, seat);
            }
            if (!leads(role) || (own && more_may_lead_.contains(term.group))) {
                offer(node, serving_.at(term.group), cost, seat);
            }
        }
    }

    /// Members stay in their group in any case, so their flow always passes through it.
    void add_members() {
        std::map<std::pair<PersonId, GroupId>, std::vector<const LeaderOption*>> members;
        for (const LeaderOption& option : problem_.leaders) {
            members[{option.person, option.group}].push_back(&option);
        }
        for (const auto& [member, options] : members) {
            const Graph::Node node = graph_.addNode();
            supplies_[node] = 1;
            ++supply_;
            wishes_.emplace_back();
            connect(node, serving_.at(member.second), 1, 0);
            for (const LeaderOption* option : options) {
                const auto lead = leading_.find({option->group, option->role});
                if (lead != leading_.end()) {
                    offer(node, lead->second, most_days_weighed - weighed(option->days_served),
                          {option->person, option->group, option->role, std::nullopt,
                           SeatOf::staying});
                }
            }
        }
    }

    const TurnoverProblem& problem_;
    const Weights& weights_;
    Graph graph_;
    Graph::ArcMap<Cost> costs_;
    Graph::ArcMap<int> capacities_;
    Graph::NodeMap<int> supplies_;
    Graph::Node end_;
    int supply_ = 0;
    std::set<Lead> led_from_within_;
    std::set<GroupId> more_may_lead_;
    std::map<GroupId, std::set<PersonId>> staying_;    ///< members who may lead
    std::map<PersonId, int> limits_;
    std::map<PersonId, Graph::Node> limited_;
    std::map<GroupId, Graph::Node> serving_;
    std::map<Lead, Graph::Node> leading_;
    std::vector<std::vector<Graph::Arc>> wishes_;    ///< in the order in which ties are broken
    std::vector<SeatArc> seats_;
};

/// How many people join a group in a slate.
int joining(const Slate& slate, GroupId group) {
    return static_cast<int>(std::ranges::count_if(slate.seats, [&](const ProposedSeat& seat) {
        return seat.group == group && seat.of != SeatOf::staying;
    }));
}

void add_unmet(Slate& slate, GroupId group, Role role, std::ptrdiff_t seats) {
    if (seats > 0) {
        slate.unmet.push_back({group, role, static_cast<int>(seats)});
    }
}

void add_unmet(Slate& slate, const TurnoverGroup& group) {
    std::ptrdiff_t empty_leads = 0;
    for (const LeadingNeed& need : group.leading) {
        const auto filled = std::ranges::count_if(slate.seats, [&](const ProposedSeat& seat) {
            return seat.group == group.id && seat.role == need.role;
        });
        add_unmet(slate, group.id, need.role, need.seats - filled);
        empty_leads += std::max<std::ptrdiff_t>(need.seats - filled, 0);
    }
    add_unmet(slate, group.id, Role::member,
              shortage_of(group) - joining(slate, group.id) - empty_leads);
}

void sort_seats(std::vector<ProposedSeat>& seats, const std::vector<TurnoverGroup>& groups) {
    std::map<GroupId, std::size_t> places;
    for (const TurnoverGroup& group : groups) {
        places.emplace(group.id, places.size());
    }
    std::ranges::stable_sort(seats, {}, [&](const ProposedSeat& seat) {
        return std::pair{places.at(seat.group), seat.role};
    });
}

}    // namespace

Outcome<Slate> propose_slate(const TurnoverProblem& problem) {
    const auto weights = weights_for(problem);
    if (!weights) {
        return Fault{fmt::format("{} groups and {} volunteers are too many for one plan",
                                 problem.groups.size(), problem.volunteers.size()),
                     "close the forms that no longer wait, with 'lmsection volunteer withdraw'"};
    }
    Slate slate;
    slate.seats = Network{problem, *weights}.solve();
    sort_seats(slate.seats, problem.groups);
    for (const TurnoverGroup& group : problem.groups) {
        add_unmet(slate, group);
    }
    for (const TurnoverVolunteer& volunteer : problem.volunteers) {
        const bool placed = std::ranges::any_of(slate.seats, [&](const ProposedSeat& seat) {
            return seat.person == volunteer.person && seat.of == SeatOf::volunteer;
        });
        if (!placed) {
            slate.waiting.push_back(volunteer.person);
        }
    }
    return slate;
}

PassedOver why_not(const TurnoverProblem& problem, const Slate& slate, GroupId group) {
    const auto found = std::ranges::find(problem.groups, group, &TurnoverGroup::id);
    const bool full = found == problem.groups.end() ||
                      (found->room && joining(slate, group) >= *found->room);
    return full ? PassedOver::no_room : PassedOver::needed_elsewhere;
}

namespace {

/// The largest number of terms of a group that end together.
int most_ending_together(const std::map<int, int>& terms) {
    int most = 0;
    for (const auto& [years, count] : terms) {
        most = std::max(most, count);
    }
    return most;
}

}    // namespace

std::vector<int> choose_lengths(const std::map<int, int>& running,
                                std::span<const TermLength> terms) {
    std::map<int, int> usual = running;
    std::vector<int> best;
    for (const TermLength& term : terms) {
        ++usual[term.years];
        best.push_back(term.years);
    }
    // For each lower number of terms that end together, each term too many gets another length.
    for (int most = most_ending_together(usual) - 1; most > 0; --most) {
        std::map<int, int> ending = usual;
        std::vector<int> lengths;
        for (const TermLength& term : terms) {
            const int* other = nullptr;
            if (ending[term.years] > most) {
                other = first_that(term.other_years,
                                   [&](int years) { return ending[years] < most; });
            }
            lengths.push_back(other == nullptr ? term.years : *other);
            --ending[term.years];
            ++ending[lengths.back()];
        }
        if (most_ending_together(ending) > most) {
            break;
        }
        best = std::move(lengths);
    }
    return best;
}

}    // namespace lmsection
