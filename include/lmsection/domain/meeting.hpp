#pragma once

#include "lmsection/domain/handbook.hpp"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace lmsection {

/// How a group meets (§3 and the checklist: "virtual or email"; ALA Annual is in person).
enum class MeetingKind { virtual_meeting, in_person, email };
inline constexpr std::array all_meeting_kinds{MeetingKind::virtual_meeting, MeetingKind::in_person,
                                              MeetingKind::email};
/// `in-person`, the word that scripts use.
[[nodiscard]] std::string_view word(MeetingKind kind);
[[nodiscard]] Outcome<MeetingKind> parse_meeting_kind(std::string_view text);

using MeetingId = Id<struct MeetingTag>;

/// A meeting of a group: held, or planned when its day is still to come. A group meets once a day
/// in each way.
struct Meeting {
    GroupId group;
    Date on{};
    MeetingKind kind = MeetingKind::virtual_meeting;
    bool with_chairs = false;    ///< the section's chairs were invited (§2)
    std::string agenda;          ///< a link, or empty
    std::string minutes;         ///< a link, or empty
    std::string note;
    MeetingId id = {};
};

/// Whether a meeting counts on `today`: its day is not still to come.
[[nodiscard]] bool is_held(const Meeting& meeting, Date today);

/// How a group stands with its meetings of a program year.
struct MeetingCount {    // NOLINT(*-member-init): a ProgramYear has no default
    Group group;
    ProgramYear year;
    int held = 0;
    int planned = 0;              ///< their day is still to come
    std::optional<int> wanted;    ///< the least that the handbook asks for; none: as needed
    int held_with_chairs = 0;     ///< of those held
    int planned_with_chairs = 0;
    std::optional<int> wanted_with_chairs;
    std::optional<Date> last;    ///< the latest one held
    /// The months of the year, from that of today on, in which no meeting is held or planned.
    std::vector<Month> free_months;

    /// How many are still to be held; 0 when enough were, or none are asked for.
    [[nodiscard]] int missing() const;
};

/// The least number of `measure` that the handbook asks of a kind of group; none where it asks
/// for none.
[[nodiscard]] std::optional<int> least_wanted(const Handbook& handbook, Measure measure,
                                              GroupKind kind);

/// Counts, out of `meetings`, those of `group` in `year` as seen on `today`.
[[nodiscard]] MeetingCount count_meetings(const Group& group, ProgramYear year,
                                          std::span<const Meeting> meetings,
                                          const Handbook& handbook, Date today);

}    // namespace lmsection
