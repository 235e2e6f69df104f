#include "lmsection/domain/turnover.hpp"

#include "lmsection/domain/volunteer.hpp"

#include <fmt/format.h>
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <algorithm>
#include <cstdint>
#include <deque>
#include <limits>
#include <map>
#include <utility>

namespace lmsection {

namespace {

using Graph = lemon::SmartDigraph;
using Cost = std::int64_t;
using Simplex = lemon::NetworkSimplex<Graph, int, Cost>;

constexpr int no_choice = static_cast<int>(most_choices);

Cost check_findings(int days) {
    return std::clamp(days, 0, most_days_weighed);
}

int shortage_of(const TurnoverGroup& group) {
    return std::max(group.least - group.people, 0);
}

int leading_seats(const TurnoverGroup& group) {
    int seats = 0;
    for (const LeadingNeed& need : group.leading) {
        seats += need.seats;
    }
    return seats;
}

/// The weight of one unit of each part of the cost: more than the maximum of all later parts
/// together.
struct Weights {
    Cost rank = 1;
    Cost short_seat = 1;
    Cost empty_lead = 1;
};

/// The weights for a problem; nothing if they would not fit in `Cost`. Computed in floating point
/// first, which cannot overflow.
std::optional<Weights> weights_for(const TurnoverProblem& problem) {
    double leads = 0;
    double shortage = 0;
    for (const TurnoverGroup& group : problem.groups) {
        leads += leading_seats(group);
        shortage += shortage_of(group);
    }
    const auto volunteers = static_cast<double>(problem.volunteers.size());
    const double rank = (leads + volunteers * no_choice) * most_days_weighed + 1;
    const double short_seat = rank * (volunteers * no_choice + 1);
    const double empty_lead = short_seat * (shortage + 1);
    // The simplex method adds costs along paths and reserves the upper half of the range.
    constexpr auto largest = static_cast<double>(std::numeric_limits<Cost>::max()) / 8;
    if (empty_lead * (leads + 1) > largest) {
        return std::nullopt;
    }
    Weights weights;
    weights.rank = static_cast<Cost>(rank);
    weights.short_seat = weights.rank * (static_cast<Cost>(volunteers) * no_choice + 1);
    weights.empty_lead = weights.short_seat * (static_cast<Cost>(shortage) + 1);
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
        : graph_(graph), capacities_(capacities), flows_(graph), free_(graph) {
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
    };

    /// Moves a unit of flow to `wish` around a cycle that costs nothing, if there is one.
    bool move_to(Graph::Arc wish) {
        if (!free_[wish]) {
            return false;
        }
        const Graph::Node start = graph_.target(wish);
        const Graph::Node goal = graph_.source(wish);
        std::map<int, Step> reached;    // by the id of the node
        std::deque<Graph::Node> open{start};
        while (!open.empty() && !reached.contains(Graph::id(goal))) {
            const Graph::Node node = open.front();
            open.pop_front();
            const auto reach = [&](Graph::Node next, Graph::Arc arc, bool forward) {
                if (next != start && arc != wish &&
                    reached.try_emplace(Graph::id(next), Step{arc, forward, node}).second) {
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
        if (!reached.contains(Graph::id(goal))) {
            return false;
        }
        ++flows_[wish];
        for (Graph::Node node = goal; node != start;) {
            const Step& step = reached.at(Graph::id(node));
            flows_[step.arc] += step.forward ? 1 : -1;
            node = step.from;
        }
        return true;
    }

    const Graph& graph_;
    const Graph::ArcMap<int>& capacities_;
    Graph::ArcMap<int> flows_;
    Graph::ArcMap<bool> free_;
};
// NOLINTEND(cppcoreguidelines-slicing)

/// The problem as a network. Each person is a unit of flow, which goes to the sink directly (no
/// seat) or through a seat. Each leading role is a node, and so is joining each group; volunteers
/// who lead also pass through the latter, so that they count toward its size and room.
class Network {
public:
    Network(const TurnoverProblem& problem, const Weights& weights)
        : problem_(problem), weights_(weights), costs_(graph_), capacities_(graph_),
          supplies_(graph_, 0), end_(graph_.addNode()) {
        for (const LeaderOption& option : problem.leaders) {
            led_from_within_[{option.group, option.role}] = true;
        }
        for (const TurnoverGroup& group : problem.groups) {
            add(group);
        }
        for (const TurnoverVolunteer& volunteer : problem.volunteers) {
            add(volunteer);
        }
        auto leaders = problem.leaders;
        std::stable_sort(leaders.begin(), leaders.end(),
                         [](const LeaderOption& one, const LeaderOption& other) {
                             return one.person < other.person;
                         });
        for (const LeaderOption& option : leaders) {
            add(option);
        }
        supplies_[end_] = -static_cast<int>(people_.size());
    }

    /// The seats of a flow of least cost.
    std::vector<ProposedSeat> solve() {
        Simplex simplex{graph_};
        simplex.upperMap(capacities_).costMap(costs_).supplyMap(supplies_);
        simplex.run();    // always has an optimum, since everyone may go without a seat
        TieBreaker ties{graph_, capacities_, costs_, simplex};
        for (const PersonId person : order_) {
            ties.serve(people_.at(person).wishes);
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
        const Graph::Node joining = graph_.addNode();
        joining_.emplace(group.id, joining);
        const int all = static_cast<int>(problem_.volunteers.size());
        const int room = std::clamp(group.room.value_or(all), 0, all);
        const int wanted = std::min(shortage_of(group), room);
        connect(joining, end_, wanted, -weights_.short_seat);
        connect(joining, end_, room - wanted, 0);
        for (const LeadingNeed& need : group.leading) {
            const Lead lead{group.id, need.role};
            const Graph::Node node = graph_.addNode();
            leading_.emplace(lead, node);
            connect(node, led_from_within_.contains(lead) ? end_ : joining, need.seats,
                    -weights_.empty_lead);
        }
    }

    void add(const TurnoverVolunteer& volunteer) {
        const Graph::Node node = graph_.addNode();
        const Cost a_rank = weights_.rank + check_findings(volunteer.waiting_days);
        Starting& person = start(volunteer.person, node, a_rank * no_choice);
        for (const VolunteerChoice& choice : volunteer.choices) {
            const auto joining = joining_.find(choice.group);
            if (joining == joining_.end()) {
                continue;
            }
            const Cost cost = a_rank * choice.rank;
            offer(person, joining->second, cost,
                  {volunteer.person, choice.group, Role::member, choice.rank});
            for (const Role role : choice.may_lead) {
                const auto lead = leading_.find({choice.group, role});
                if (lead != leading_.end() && !led_from_within_.contains(lead->first)) {
                    offer(person, lead->second, cost,
                          {volunteer.person, choice.group, role, choice.rank});
                }
            }
        }
    }

    void add(const LeaderOption& option) {
        const auto lead = leading_.find({option.group, option.role});
        if (lead == leading_.end()) {
            return;
        }
        Starting& person = member(option.person);
        const Cost cost = person.cost_of_staying + most_days_weighed -
                          check_findings(option.days_served);
        offer(person, lead->second, cost, {option.person, option.group, option.role, std::nullopt});
    }

    /// Where a person's unit of flow starts, and the cost of giving them none of their choices.
    struct Starting {
        Graph::Node node;
        Cost cost_of_staying = 0;
        std::vector<Graph::Arc> wishes = {};    ///< their seats, best first
    };

    Starting& start(PersonId person, Graph::Node node, Cost cost_of_staying) {
        supplies_[node] = 1;
        connect(node, end_, 1, cost_of_staying);
        order_.push_back(person);
        return people_.emplace(person, Starting{node, cost_of_staying}).first->second;
    }

    void offer(Starting& person, Graph::Node to, Cost cost, const ProposedSeat& seat) {
        const Graph::Arc arc = connect(person.node, to, 1, cost);
        person.wishes.push_back(arc);
        seats_.push_back({arc, seat});
    }

    Starting& member(PersonId person) {
        const auto known = people_.find(person);
        return known != people_.end() ? known->second : start(person, graph_.addNode(), 0);
    }

    const TurnoverProblem& problem_;
    const Weights& weights_;
    Graph graph_;
    Graph::ArcMap<Cost> costs_;
    Graph::ArcMap<int> capacities_;
    Graph::NodeMap<int> supplies_;
    Graph::Node end_;
    std::map<Lead, bool> led_from_within_;
    std::map<GroupId, Graph::Node> joining_;
    std::map<Lead, Graph::Node> leading_;
    std::map<PersonId, Starting> people_;
    std::vector<PersonId> order_;    ///< in which ties are broken: volunteers first
    std::vector<SeatArc> seats_;
};

/// How many people join a group in a slate.
int joining(const Slate& slate, GroupId group) {
    return static_cast<int>(
        std::count_if(slate.seats.begin(), slate.seats.end(), [&](const ProposedSeat& seat) {
            return seat.group == group && seat.rank.has_value();
        }));
}

void add_unmet(Slate& slate, GroupId group, Role role, std::ptrdiff_t seats) {
    if (seats > 0) {
        slate.unmet.push_back({group, role, static_cast<int>(seats)});
    }
}

void add_unmet(Slate& slate, const TurnoverGroup& group) {
    for (const LeadingNeed& need : group.leading) {
        const auto filled = std::count_if(
            slate.seats.begin(), slate.seats.end(), [&](const ProposedSeat& seat) {
                return seat.group == group.id && seat.role == need.role;
            });
        add_unmet(slate, group.id, need.role, need.seats - filled);
    }
    add_unmet(slate, group.id, Role::member, shortage_of(group) - joining(slate, group.id));
}

void sort_seats(std::vector<ProposedSeat>& seats, const std::vector<TurnoverGroup>& groups) {
    std::map<GroupId, std::size_t> places;
    for (const TurnoverGroup& group : groups) {
        places.emplace(group.id, places.size());
    }
    std::stable_sort(seats.begin(), seats.end(),
                     [&](const ProposedSeat& one, const ProposedSeat& other) {
                         return std::pair{places.at(one.group), one.role} <
                                std::pair{places.at(other.group), other.role};
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
        const bool placed = std::any_of(
            slate.seats.begin(), slate.seats.end(), [&](const ProposedSeat& seat) {
                return seat.person == volunteer.person && seat.rank.has_value();
            });
        if (!placed) {
            slate.waiting.push_back(volunteer.person);
        }
    }
    return slate;
}

PassedOver why_not(const TurnoverProblem& problem, const Slate& slate, GroupId group) {
    const auto found = std::find_if(problem.groups.begin(), problem.groups.end(),
                                    [&](const TurnoverGroup& other) { return other.id == group; });
    const bool full = found == problem.groups.end() ||
                      (found->room && joining(slate, group) >= *found->room);
    return full ? PassedOver::no_room : PassedOver::needed_elsewhere;
}

}    // namespace lmsection
