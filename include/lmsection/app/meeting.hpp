#pragma once

#include "lmsection/app/session.hpp"
#include "lmsection/domain/meeting.hpp"
#include "lmsection/domain/program_year.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::app {

/// A meeting as it is typed.
struct MeetingOrder {
    std::string group;
    Date on{};
    MeetingKind kind = MeetingKind::virtual_meeting;
    bool with_chairs = false;
    std::string agenda;
    std::string minutes;
    std::string note;
};
/// What became of meetings.
struct MeetingsAdded {
    std::vector<Meeting> meetings;
    std::size_t added = 0;                ///< how many of them were not on record already
    std::vector<std::string> warnings;    ///< how days of a file were read
};
/// Records a meeting; one that is on record with all that is given stays as it is. A
/// `RefusedError` where the group has another meeting of that kind on that day, is retired by
/// then, or is none whose meetings with the chairs count.
[[nodiscard]] MeetingsAdded add_meeting(Session& session, const MeetingOrder& order);
/// As `add_meeting`, for each line of a CSV file (group, date, kind, with_chairs, agenda,
/// minutes, note): all or none.
[[nodiscard]] MeetingsAdded add_meetings_from(Session& session, std::string_view csv,
                                              const std::string& file_name, bool ignore_extra);

/// Which meeting: by id, or by group and day; the kind is needed only where a group met in more
/// ways than one on a day.
struct MeetingChoice {
    std::optional<MeetingId> id;    ///< where it is given, the rest is not looked at
    std::string group;
    Date on{};
    std::optional<MeetingKind> kind;
};
/// What to change in a meeting; what is not given stays as it is, an empty text removes what is
/// recorded.
struct MeetingFields {
    std::optional<std::string> agenda;
    std::optional<std::string> minutes;
    std::optional<std::string> note;
    std::optional<bool> with_chairs;
};
/// A meeting before and after an edit.
struct EditedMeeting {
    Meeting before;
    Meeting now;
};
[[nodiscard]] EditedMeeting edit_meeting(Session& session, const MeetingChoice& choice,
                                         const MeetingFields& fields);
[[nodiscard]] Meeting remove_meeting(Session& session, const MeetingChoice& choice);

/// The meetings of a program year by day, of all groups or of one.
[[nodiscard]] std::vector<Meeting> meetings_of(const Session& session, ProgramYear year,
                                               const std::optional<Group>& group);
/// How each group that is not retired by the year's first day stands with its meetings, in the
/// order of rosters; of all groups or of one.
[[nodiscard]] std::vector<MeetingCount> meeting_counts(const Session& session, ProgramYear year,
                                                       const std::optional<Group>& group);

}    // namespace lmsection::app
