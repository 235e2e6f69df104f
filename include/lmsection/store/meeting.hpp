#pragma once

#include "lmsection/domain/meeting.hpp"
#include "lmsection/store/database.hpp"

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

}    // namespace lmsection::store
