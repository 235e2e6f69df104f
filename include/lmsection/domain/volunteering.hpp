#pragma once

#include "lmsection/domain/section.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection {

using VolunteerId = Id<struct VolunteerTag>;

/// Where a volunteer stands on the handbook's path (§2, §3): the form is in; a member of the
/// Leadership Team reviews it; a group's chair was alerted; the chair accepted or declined; the
/// volunteer withdrew; appointed.
enum class VolunteerState {
    submitted,
    assigned,
    alerted,
    accepted,
    declined,
    withdrawn,
    appointed
};
inline constexpr std::array all_volunteer_states{
    VolunteerState::submitted, VolunteerState::assigned,  VolunteerState::alerted,
    VolunteerState::accepted,  VolunteerState::declined,  VolunteerState::withdrawn,
    VolunteerState::appointed};
[[nodiscard]] std::string_view word(VolunteerState state);
[[nodiscard]] Outcome<VolunteerState> parse_volunteer_state(std::string_view text);
/// Whether somebody in that state still waits for an answer.
[[nodiscard]] bool waits(VolunteerState state);

/// Somebody who offered to serve, as the form says it. Holds what people put on the form for the
/// balance of a group (§3) and no more: never a demographic attribute.
struct Volunteer {
    VolunteerId id;
    PersonId person;
    Date submitted_on{};
    std::string library_type;             ///< "academic"; empty where not said
    std::optional<int> experience;        ///< years in the profession
    std::optional<bool> is_new;           ///< new to the section
    std::string comment;
    VolunteerState state = VolunteerState::submitted;
    std::optional<GroupId> group;         ///< whose chair was alerted, accepted, or declined
    std::optional<PersonId> reviewer;     ///< of the Leadership Team
    std::vector<GroupId> choices;         ///< ranked, the first choice first
};

}    // namespace lmsection
