#pragma once

#include "lmsection/domain/meeting.hpp"
#include "lmsection/store/database.hpp"

#include <optional>
#include <vector>

namespace lmsection::store {

void insert_meeting(const Database& database, const Meeting& meeting);
/// Writes again what `meeting` says of the one with its group, day and kind.
void update_meeting(const Database& database, const Meeting& meeting);
/// Takes the meeting of that group, day and kind away.
void delete_meeting(const Database& database, const Meeting& meeting);
[[nodiscard]] std::optional<Meeting> meeting_by_id(const Database& database, MeetingId id);
/// A group's meetings of a day.
[[nodiscard]] std::vector<Meeting> meetings_on(const Database& database, GroupId group, Date day);
/// Every group's meetings of `from` to `to`, both included, by day.
[[nodiscard]] std::vector<Meeting> meetings_between(const Database& database, Date from, Date to);

}    // namespace lmsection::store
