#pragma once

#include "lmsection/app/session.hpp"
#include "lmsection/domain/handbook.hpp"
#include "lmsection/domain/program_year.hpp"

#include <map>
#include <optional>
#include <vector>

namespace lmsection::app {

/// The seats of one group that are wanted on a July 1 and have nobody appointed.
struct SeatsToFill {
    const Group* group = nullptr;    ///< one of the session's
    std::map<Role, int> seats;
};

/// The appointments for the July 1 that follows a program year, by one rule of the handbook that
/// says when they are to be made (§1).
struct AppointmentsDue {    // NOLINT(*-member-init): a rule has no default
    const Rule* rule;
    Date july_1{};
    Date due{};    ///< the last day in time
    std::vector<SeatsToFill> groups;

    [[nodiscard]] int seats() const;
};

/// For each such rule that binds the section or the kind of `group`; without a database no seats
/// are known. With `group` only its seats are counted.
[[nodiscard]] std::vector<AppointmentsDue>
appointments_due(const Session& session, ProgramYear year, const std::optional<Group>& group);
/// Those of the running program year that are shown today.
[[nodiscard]] std::vector<AppointmentsDue> appointments_to_show(const Session& session,
                                                                const std::optional<Group>& group);

/// "2 co-chairs, 1 member".
[[nodiscard]] std::string spoken(const std::map<Role, int>& seats);

}    // namespace lmsection::app
