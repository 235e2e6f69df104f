#pragma once

#include "lmsection/base/date.hpp"
#include "lmsection/domain/id.hpp"
#include "lmsection/domain/program_year.hpp"
#include "lmsection/store/database.hpp"

#include <map>

namespace lmsection::store {

/// The number of meetings a group has held in a program year.
struct MeetingsHeld {
    int all = 0;
    int with_chairs = 0;    ///< those with the section's chairs (§2)
};
/// The meetings held in a program year up to `until`, by group; omits groups without meetings.
[[nodiscard]] std::map<GroupId, MeetingsHeld> meetings_held(const Reader& database,
                                                            ProgramYear year, Date until);

}    // namespace lmsection::store
