#pragma once

#include "lmsection/app/session.hpp"
#include "lmsection/domain/person.hpp"
#include "lmsection/store/appointment.hpp"
#include "lmsection/store/roster.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace lmsection::app {

/// Which part of the section's roster to list.
struct RosterQuery {
    std::vector<Group> groups;     ///< in the order to list them
    Date from{};                   ///< anyone who serves on any day from here ...
    Date to{};                     ///< ... to here
    std::vector<Role> roles;       ///< empty: all
    std::optional<Date> ending;    ///< only those whose last day is this one
    Readers readers = Readers::leaders;
    std::optional<Date> starting = {};    ///< only those whose first day is this one
    bool with_leaves = false;             ///< whether seats say who is on leave
};

/// A seat in a group, filled or vacant; the strings are valid only during the call.
struct Seat {
    const Group& group;
    store::RosterLine line;    ///< a vacant seat has only its role
    bool vacant = false;
    /// "on leave until 2027-03-31; acting: Bo Long", on the day of a roster of one day; else empty.
    std::string_view leave = {};
    /// Who acts for someone on that leave; null if no one does.
    const Person* acting = nullptr;
};

/// Lists the requested seats group by group; streamed, so that memory use does not grow.
void each_seat(const Session& session, const RosterQuery& query,
               const std::function<void(const Seat&)>& visit);
/// The same, but by family name among those with the same role in a group; not streamed.
void each_seat_by_family_name(const Session& session, const RosterQuery& query,
                              const std::function<void(const Seat&)>& visit);
/// How someone's service in a group differs between two days.
enum class RosterChange { came, left, changed_role, came_and_left };
/// `came-and-left`, the word that scripts use.
[[nodiscard]] std::string_view word(RosterChange change);
/// Lists those whose service in a group differs between the first and the last day of the query:
/// who serves on one of them only, or in another role, and who served only between them. The seat
/// is the one with which they came, the last one if they left, or the one with the new role.
/// `role_before`: the old role, for a changed one.
void each_change(
    const Session& session, const RosterQuery& query,
    const std::function<void(const Seat&, RosterChange, std::optional<Role> role_before)>& visit);
/// Only the group `asked`, or all groups if there is none.
[[nodiscard]] std::vector<const Group*> groups_asked(const Session& session,
                                                     const std::optional<Group>& asked);
/// Those of them that are active on `day`.
[[nodiscard]] std::vector<const Group*> groups_at_work(const Session& session,
                                                       const std::optional<Group>& asked, Date day);
/// Terms with people's names, in roster order.
[[nodiscard]] std::vector<Service> named(const Session& session, std::vector<Service> terms);
/// Lists the vacant seats on `day` in the groups that are active then, group by group. `roles`:
/// only these roles; empty for all.
void each_vacant_seat(const Session& session, const std::vector<Group>& groups, Date day,
                      std::span<const Role> roles, const std::function<void(const Seat&)>& visit);

}    // namespace lmsection::app
