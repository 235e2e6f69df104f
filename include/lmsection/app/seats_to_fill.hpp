#pragma once

#include "lmsection/app/session.hpp"
#include "lmsection/domain/handbook.hpp"
#include "lmsection/domain/program_year.hpp"

#include <map>
#include <optional>
#include <vector>

namespace lmsection::app {

/// The seats of one group that need someone appointed for a July 1.
struct SeatsToFill {
    const Group* group = nullptr;    ///< one of the session's
    std::map<Role, int> seats;
};

/// The appointments for the July 1 after a program year, for a rule on when they should be made
/// (§1).
struct AppointmentsDue {    // NOLINT(*-member-init): a rule has no default
    const Rule* rule;
    Date july_1{};
    Date due{};    ///< the deadline
    std::vector<SeatsToFill> groups;

    [[nodiscard]] int seats() const;
};

/// For each such rule that applies to the section or to the kind of `group`. Without a database
/// there are no seats; with `group`, only its seats are counted.
[[nodiscard]] std::vector<AppointmentsDue>
appointments_due(const Session& session, ProgramYear year, const std::optional<Group>& group);
/// Those of the current program year that should be shown today.
[[nodiscard]] std::vector<AppointmentsDue> appointments_to_show(const Session& session,
                                                                const std::optional<Group>& group);

/// "2 co-chairs, 1 member".
[[nodiscard]] std::string display_text(const std::map<Role, int>& seats);

}    // namespace lmsection::app
