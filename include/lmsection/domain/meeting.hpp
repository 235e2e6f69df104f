#pragma once

#include "lmsection/base/text.hpp"
#include "lmsection/domain/handbook.hpp"

#include <algorithm>
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
[[nodiscard]] constexpr std::string_view word(MeetingKind kind) {
    return word_at(kind, {"virtual", "in-person", "email"});
}
[[nodiscard]] Outcome<MeetingKind> parse_meeting_kind(std::string_view text);

using MeetingId = Id<struct MeetingTag>;

/// A meeting of a group: held, or planned if its date is in the future. A group has at most one
/// meeting of each kind on a day.
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

/// Whether a meeting has taken place by `today`.
[[nodiscard]] bool is_held(const Meeting& meeting, Date today);

/// A group's meetings in a program year, compared with the minimum.
struct MeetingCount {    // NOLINT(*-member-init): a ProgramYear has no default
    Group group;
    ProgramYear year;
    int held = 0;
    int planned = 0;                   ///< their date is in the future
    std::optional<int> wanted = {};    ///< the handbook's minimum; none: as needed
    int held_with_chairs = 0;          ///< of those held
    int planned_with_chairs = 0;
    std::optional<int> wanted_with_chairs = {};
    std::optional<Date> last = {};    ///< the latest one held
    /// The remaining months of the year, including this one, with no meeting held or planned.
    std::vector<Month> free_months;

    /// How many more are needed; 0 if there were enough or there is no minimum.
    [[nodiscard]] int missing() const { return std::max(wanted.value_or(0) - held, 0); }
};

/// The handbook's minimum of `measure` for a kind of group; none if it has no minimum.
[[nodiscard]] std::optional<int> least_wanted(const Handbook& handbook, Measure measure,
                                              GroupKind kind);

/// Counts the meetings of `group` in `year` among `meetings`, as of `today`.
[[nodiscard]] MeetingCount count_meetings(const Group& group, ProgramYear year,
                                          std::span<const Meeting> meetings,
                                          const Handbook& handbook, Date today);

}    // namespace lmsection
