#include "lmsection/app/roster.hpp"

#include "lmsection/app/leave.hpp"
#include "lmsection/app/redaction.hpp"
#include "lmsection/base/list.hpp"
#include "lmsection/domain/name_parts.hpp"
#include "lmsection/store/appointment.hpp"
#include "lmsection/store/person.hpp"

#include <algorithm>
#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

namespace lmsection::app {

namespace {

bool is_asked(std::span<const Role> roles, Role role) {
    return roles.empty() || contains(roles, role);
}

struct ShownLeave {
    std::string text;
    std::optional<Person> acting;
};

/// The leaves that a roster of one day shows, by term.
std::map<AppointmentId, ShownLeave> leaves_shown(const Session& session, const RosterQuery& query) {
    std::map<AppointmentId, ShownLeave> leaves;
    if (!query.with_leaves || query.from != query.to || query.ending || query.starting ||
        query.readers != Readers::leaders) {
        return leaves;
    }
    for (const Appointment& term : terms_on_leave(session, query.from, query.to)) {
        if (const Leave* leave = leave_on(term, query.from)) {
            leaves.emplace(term.id,
                           ShownLeave{leave_text(session, *leave, query.from),
                                      leave->acting
                                          ? store::person_by_id(session.database(), *leave->acting)
                                          : std::nullopt});
        }
    }
    return leaves;
}

}    // namespace

void each_seat(const Session& session, const RosterQuery& query,
               const std::function<void(const Seat&)>& visit) {
    store::RosterFilter filter{query.from, query.to, std::nullopt, query.ending};
    filter.starting = query.starting;
    if (query.roles.size() == 1) {
        filter.role = query.roles.front();
    }
    const ProgramYear last_year = ProgramYear::containing(session.today()).plus(-1);
    filter.past_is_out = query.from >= last_year.first_day();
    const auto groups = transformed(query.groups, &Group::id);
    const auto leaves = leaves_shown(session, query);
    const Progress& progress = session.around().progress;
    std::size_t done = 0;
    store::each_line(session.database(), groups, filter,
                     [&](std::size_t place, const store::RosterLine& line) {
                         if (done != place) {
                             done = place;
                             progress(done, groups.size());
                         }
                         if (!is_asked(query.roles, line.role)) {
                             return;
                         }
                         Seat seat{query.groups[place], line};
                         redact(query.readers, seat.line);
                         if (const auto leave = leaves.find(line.term); leave != leaves.end()) {
                             seat.leave = leave->second.text;
                             seat.acting = leave->second.acting ? &*leave->second.acting : nullptr;
                         }
                         visit(seat);
                     });
    progress(groups.size(), groups.size());
}

void each_seat_by_family_name(const Session& session, const RosterQuery& query,
                              const std::function<void(const Seat&)>& visit) {
    struct SortedSeat {
        const Group* group;
        store::RosterLine line;
        std::size_t rank;    ///< of its role in its group, in roster order
        std::string key;
        std::string_view leave;
    };
    std::deque<std::string> texts;    // those that the lines point to
    std::vector<SortedSeat> seats;
    each_seat(session, query, [&](const Seat& seat) {
        store::RosterLine line = seat.line;
        store::each_text(line, [&](std::string_view& text) { text = texts.emplace_back(text); });
        const bool same = !seats.empty() && seats.back().group->id == seat.group.id &&
                          seats.back().line.role == line.role;
        const std::size_t before = seats.empty() ? 0 : seats.back().rank;
        seats.push_back({&seat.group, line, before + (same ? 0 : 1), family_name_key(line.name),
                         texts.emplace_back(seat.leave)});
    });
    std::ranges::stable_sort(seats, {},
                             [](const SortedSeat& seat) { return std::tie(seat.rank, seat.key); });
    for (const SortedSeat& seat : seats) {
        visit({.group = *seat.group, .line = seat.line, .leave = seat.leave});
    }
}

std::string_view word(RosterChange change) {
    return word_at(change, {"came", "left", "changed-role", "came-and-left"});
}

namespace {

/// The terms of one person in one group, compared between two days.
class Compared {
public:
    void add(const store::RosterLine& line, const std::string& from, const std::string& to) {
        if (line.start <= from) {
            before_ = line;
        }
        if (to <= line.end) {
            after_ = line;
        }
        first_ = !first_ || line.start < first_->start ? line : *first_;
        last_ = !last_ || last_->end < line.end ? line : *last_;
    }

    [[nodiscard]] std::optional<RosterChange> change() const {
        if (before_ && after_) {
            return before_->role == after_->role ? std::nullopt
                                                 : std::optional{RosterChange::changed_role};
        }
        return before_  ? RosterChange::left
               : after_ ? RosterChange::came
                        : RosterChange::came_and_left;
    }
    /// The term that shows the change.
    [[nodiscard]] AppointmentId shown() const {
        return before_ && after_ ? after_->term : after_ ? first_->term : last_->term;
    }
    [[nodiscard]] std::optional<Role> role_before() const {
        return before_ && after_ ? std::optional{before_->role} : std::nullopt;
    }

private:
    std::optional<store::RosterLine> before_;    ///< on the first day
    std::optional<store::RosterLine> after_;     ///< on the last day
    std::optional<store::RosterLine> first_;
    std::optional<store::RosterLine> last_;
};

}    // namespace

void each_change(
    const Session& session, const RosterQuery& query,
    const std::function<void(const Seat&, RosterChange, std::optional<Role> role_before)>& visit) {
    const std::string from = iso(query.from);
    const std::string to = iso(query.to);
    std::deque<std::string> texts;    // those that the lines point to
    std::vector<std::pair<const Group*, store::RosterLine>> lines;
    std::map<std::pair<GroupId, PersonId>, Compared> people;
    each_seat(session, query, [&](const Seat& seat) {
        store::RosterLine line = seat.line;
        store::each_text(line, [&](std::string_view& text) { text = texts.emplace_back(text); });
        lines.emplace_back(&seat.group, line);
        people[{seat.group.id, line.person}].add(line, from, to);
    });
    for (const auto& [group, line] : lines) {
        const Compared& compared = people[{group->id, line.person}];
        const auto change = compared.change();
        if (change && compared.shown() == line.term) {
            visit({.group = *group, .line = line}, *change, compared.role_before());
        }
    }
}

namespace {

std::vector<const Group*> pointers_to(const std::vector<Group>& groups) {
    return transformed(groups, [](const Group& group) { return &group; });
}

std::vector<const Group*> those_at_work(std::vector<const Group*> groups, Date day) {
    std::erase_if(groups, [&](const Group* group) { return !group->works_on(day); });
    return groups;
}

}    // namespace

std::vector<const Group*> groups_asked(const Session& session, const std::optional<Group>& asked) {
    return asked ? std::vector{&session.group(asked->id)} : pointers_to(session.groups());
}

std::vector<const Group*> groups_at_work(const Session& session, const std::optional<Group>& asked,
                                         Date day) {
    return those_at_work(groups_asked(session, asked), day);
}

std::vector<Service> named(const Session& session, std::vector<Service> terms) {
    for (auto& [held, name] : terms) {
        name = store::name_of(session.database(), held.person);
    }
    std::ranges::sort(terms, listed_before);
    return terms;
}

void each_vacant_seat(const Session& session, const std::vector<Group>& groups, Date day,
                      std::span<const Role> roles, const std::function<void(const Seat&)>& visit) {
    for (const Group* group : those_at_work(pointers_to(groups), day)) {
        const auto record = store::running_terms(session.database(), group->id, day);
        for (const Role seat : vacant_seats(group->kind, record, day, session.handbook())) {
            if (is_asked(roles, seat)) {
                visit({.group = *group,
                       .line = {.role = seat,
                                .name = {},
                                .email = std::nullopt,
                                .institution = {},
                                .start = {},
                                .end = {},
                                .years = 0},
                       .vacant = true});
            }
        }
    }
}

}    // namespace lmsection::app
