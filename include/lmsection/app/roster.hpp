#pragma once

#include "lmsection/app/session.hpp"
#include "lmsection/store/appointment.hpp"
#include "lmsection/store/roster.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace lmsection::app {

/// What of the section's roster is asked for.
struct RosterQuestion {
    std::vector<Group> groups;     ///< in the order to list them
    Date from{};                   ///< who serves on any day from here ...
    Date to{};                     ///< ... to here
    std::vector<Role> roles;       ///< empty: all
    std::optional<Date> ending;    ///< whose last day is this one
    Readers readers = Readers::leaders;
};

/// One seat of a group, filled or vacant; the texts are valid during the call only.
struct Seat {
    const Group& group;
    store::RosterLine line;    ///< a vacant seat has its role alone
    bool vacant = false;
};

/// The asked seats, group by group; streamed, so that memory does not grow with them.
void each_seat(const Session& session, const RosterQuestion& question,
               const std::function<void(const Seat&)>& take);
/// The group that is `asked` for, or all.
[[nodiscard]] std::vector<const Group*> groups_asked(const Session& session,
                                                     const std::optional<Group>& asked);
/// Those of them that take people on `day`.
[[nodiscard]] std::vector<const Group*> groups_at_work(const Session& session,
                                                       const std::optional<Group>& asked, Date day);
/// What of the groups' terms runs on `since` or begins after it.
[[nodiscard]] store::RunningTerms
running_terms(const Session& session, const std::vector<const Group*>& groups, Date since);
/// Such terms with the names of their people, in the order of rosters.
[[nodiscard]] std::vector<Service> named(const Session& session, std::vector<Service> terms);
/// The seats that nobody fills on `day` in those of the groups that are at work then, group by
/// group; `roles`: only of those, or of all where it is empty.
void each_vacant_seat(const Session& session, const std::vector<Group>& groups, Date day,
                      std::span<const Role> roles, const std::function<void(const Seat&)>& take);

}    // namespace lmsection::app
