#pragma once

#include "lmsection/domain/meeting.hpp"
#include "lmsection/store/database.hpp"

#include <map>
#include <optional>
#include <vector>

namespace lmsection::store {

void insert_meeting(Writer& database, const Meeting& meeting);
/// Updates the meeting with the same group, day and kind.
void update_meeting(Writer& database, const Meeting& meeting);
/// Deletes the meeting with this group, day and kind.
void delete_meeting(Writer& database, const Meeting& meeting);
[[nodiscard]] std::optional<Meeting> meeting_by_id(const Reader& database, MeetingId id);
/// A group's meetings on a day.
[[nodiscard]] std::vector<Meeting> meetings_on(const Reader& database, GroupId group, Date day);
/// All groups' meetings from `from` to `to`, inclusive, by day.
[[nodiscard]] std::vector<Meeting> meetings_between(const Reader& database, Date from, Date to);

/// The number of meetings a group has held in a program year.
struct MeetingsHeld {
    int all = 0;
    int with_chairs = 0;    ///< those with the section's chairs (§2)
};
/// The meetings held in a program year up to `until`, by group; omits groups without meetings.
[[nodiscard]] std::map<GroupId, MeetingsHeld> meetings_held(const Reader& database,
                                                            ProgramYear year, Date until);

}    // namespace lmsection::store
