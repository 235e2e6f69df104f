#pragma once

#include "lmsection/domain/group.hpp"
#include "lmsection/domain/id.hpp"
#include "lmsection/domain/person.hpp"
#include "lmsection/domain/typed_date.hpp"

#include <array>
#include <optional>
#include <span>
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
    VolunteerState::submitted, VolunteerState::assigned, VolunteerState::alerted,
    VolunteerState::accepted,  VolunteerState::declined, VolunteerState::withdrawn,
    VolunteerState::appointed};
[[nodiscard]] std::string_view word(VolunteerState state);
[[nodiscard]] Outcome<VolunteerState> parse_volunteer_state(std::string_view text);
/// Whether somebody in that state still waits for an answer.
[[nodiscard]] bool waits(VolunteerState state);

/// The most years in the profession that a form tells.
inline constexpr int most_experience = 99;

/// The most groups that a form ranks.
inline constexpr std::size_t most_choices = 9;

/// Where a step leads, and what it passes over.
struct Move {
    VolunteerState to = VolunteerState::submitted;    ///< the state after the step
    std::vector<VolunteerState> passed_over;          ///< steps of the path that were not taken
};
/// Whether `step` may be taken from `from` (§2, §3). Forward on the path always, with what is
/// passed over told; a new reviewer may be assigned at any time and changes no later state; a
/// chair may be alerted again, also after a decline; a chair may decline after accepting; the
/// volunteer may withdraw at any time before being appointed. The fault tells why not.
[[nodiscard]] Outcome<Move> move_on(VolunteerState from, VolunteerState step);

/// Somebody who offered to serve, as the form says it. Holds what people put on the form for the
/// balance of a group (§3) and no more: never a demographic attribute.
struct Volunteer {
    VolunteerId id;
    PersonId person;
    Date submitted_on{};
    std::string library_type;         ///< "academic"; empty where not said
    std::optional<int> experience;    ///< years in the profession
    std::optional<bool> is_new;       ///< new to the section
    std::string comment;
    VolunteerState state = VolunteerState::submitted;
    std::optional<GroupId> group;        ///< whose chair was alerted, accepted, or declined
    std::optional<PersonId> reviewer;    ///< of the Leadership Team
    std::vector<GroupId> choices;        ///< ranked, the first choice first
};

/// Days that somebody has waited on `today`; nothing once they have their answer.
[[nodiscard]] std::optional<int> waiting_days(const Volunteer& volunteer, Date today);

/// The state of a form with regard to `group`: what the chair of another group was asked or said
/// does not count there. A fault where another group's chair has accepted.
[[nodiscard]] Outcome<VolunteerState> standing_in(const Volunteer& volunteer, GroupId group);

/// What somebody put on a volunteer form for the balance of a group (§3).
struct FormFacts {
    std::string library_type;    ///< empty where not said, or where there is no form
    std::optional<int> experience;
    std::optional<bool> is_new;
};
/// How many people of a group fall under something.
struct Share {
    std::string of;    ///< "academic", "5 to 9 years", "new", "unknown"
    int people = 0;
    bool operator==(const Share&) const = default;
};
/// The balance of a group as far as forms tell it; each part adds up to `people`.
struct Balance {
    int people = 0;
    std::vector<Share> library_types;    ///< the most frequent first, "unknown" last
    std::vector<Share> experience;       ///< by bands of years, fewest first, "unknown" last
    std::vector<Share> newness;          ///< "new", "not new", "unknown"
};
/// Counts the balance of a group; `members` has one entry for each person who serves.
[[nodiscard]] Balance balance_of(std::span<const FormFacts> members);
/// A part of a balance on one line: "academic: 3, public: 1, unknown: 2".
[[nodiscard]] std::string spoken(std::span<const Share> shares);

/// Free text of a form, which may have several lines: composed, trimmed, lines ended by LF, at
/// most 2,000 characters. The fault tells of what is not text.
[[nodiscard]] Outcome<std::string> parse_comment(std::string_view text);
/// Years in the profession, 0 to `most_experience`.
[[nodiscard]] Outcome<int> parse_experience(std::string_view text);
/// "yes" or "no", as forms say it.
[[nodiscard]] Outcome<bool> parse_yes_or_no(std::string_view text);
/// The day of a form's time stamp: `2026-08-03 09:12:45`, `2026-08-03T09:12:45Z`, `8/3/2026
/// 9:12:45`, `2026/08/03 9:12:45 AM EST`, or a day without a time. `order`: of numbers with
/// slashes.
[[nodiscard]] Outcome<Date> parse_time_stamp(std::string_view text,
                                             NumberOrder order = NumberOrder::month_first);

}    // namespace lmsection
