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

/// A meeting as typed.
struct MeetingOrder {
    std::string group;
    Date on{};
    MeetingKind kind = MeetingKind::virtual_meeting;
    bool with_chairs = false;
    std::string agenda;
    std::string minutes;
    std::string note;
};
/// The meetings recorded by a command.
struct MeetingsAdded {
    std::vector<Meeting> meetings;
    std::size_t added = 0;                ///< how many of them are new
    std::vector<std::string> warnings;    ///< how dates in a file were read
};
/// Records a meeting. Does nothing if it is already on record with the same details. Throws a
/// `RefusedError` if the group has a different meeting of that kind on that day, is retired by
/// then, or is not one that meets with the chairs.
[[nodiscard]] MeetingsAdded add_meeting(WritingSession& session, const MeetingOrder& order);
/// Like `add_meeting` for each line of a CSV file (group, date, kind, with_chairs, agenda, minutes,
/// note), all or none.
[[nodiscard]] MeetingsAdded add_meetings_from(WritingSession& session, std::string_view csv,
                                              const std::string& file_name, bool ignore_extra);

/// Which meeting: by id, or by group and day; the kind is needed only if the group has meetings of
/// more than one kind on that day.
struct MeetingChoice {
    std::optional<MeetingId> id;    ///< if set, the other fields are ignored
    std::string group;
    Date on{};
    std::optional<MeetingKind> kind;
};
/// What to change in a meeting. Missing fields keep their values; an empty string clears one.
struct MeetingFields {
    std::optional<std::string> agenda;
    std::optional<std::string> minutes;
    std::optional<std::string> note;
    std::optional<bool> with_chairs;
    std::optional<Date> on = {};    ///< another day
    std::optional<MeetingKind> kind = {};
};
/// A meeting before and after an edit.
struct EditedMeeting {
    Meeting before;
    Meeting now;
};
/// Changes a meeting, also its day and kind. Throws a `RefusedError` if the group has another
/// meeting of that kind on that day or is retired by then.
[[nodiscard]] EditedMeeting edit_meeting(WritingSession& session, const MeetingChoice& choice,
                                         const MeetingFields& fields);
[[nodiscard]] Meeting remove_meeting(WritingSession& session, const MeetingChoice& choice);

/// The meetings of all groups or of one in a program year, by day.
[[nodiscard]] std::vector<Meeting> meetings_of(const Session& session, ProgramYear year,
                                               const std::optional<Group>& group);
/// The meeting counts of each group not retired by the year's first day, or of one group, in roster
/// order.
[[nodiscard]] std::vector<MeetingCount> meeting_counts(const Session& session, ProgramYear year,
                                                       const std::optional<Group>& group);

}    // namespace lmsection::app
