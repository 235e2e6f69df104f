#pragma once

#include "lmsection/base/text.hpp"
#include "lmsection/domain/group.hpp"
#include "lmsection/domain/id.hpp"
#include "lmsection/domain/person.hpp"
#include "lmsection/domain/program_year.hpp"
#include "lmsection/domain/typed_date.hpp"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection {

using VolunteerId = Id<struct VolunteerTag>;

/// The state of a volunteer form on the handbook's path (§2, §3): submitted; assigned to a reviewer
/// from the Leadership Team; a group's chair alerted; accepted or declined by the chair; withdrawn
/// by the volunteer; appointed.
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
[[nodiscard]] constexpr std::string_view word(VolunteerState state) {
    return word_at(state, {"submitted", "assigned", "alerted", "accepted", "declined", "withdrawn",
                           "appointed"});
}
[[nodiscard]] Outcome<VolunteerState> parse_volunteer_state(std::string_view text);
/// Whether a volunteer in this state is still waiting for an answer.
[[nodiscard]] bool waits(VolunteerState state);

/// The largest number of years in the profession accepted on a form.
inline constexpr int most_experience = 99;

/// The largest number of groups that a form can rank.
inline constexpr std::size_t most_choices = 99;

/// The result of a step: the new state and the steps skipped.
struct Move {
    VolunteerState to = VolunteerState::submitted;    ///< the state after the step
    std::vector<VolunteerState> passed_over;          ///< the steps of the path that were skipped
};
/// Checks whether `step` may follow `from` (§2, §3). Steps forward on the path are always allowed
/// and report what they skip. A new reviewer may be assigned at any time without changing a later
/// state; a chair may be alerted again, even after a decline; a chair may decline after accepting;
/// the volunteer may withdraw any time before being appointed. The fault says why not.
[[nodiscard]] Outcome<Move> move_on(VolunteerState from, VolunteerState step);

/// A person who volunteered, as stated on the form. Has only what people put on the form for the
/// balance of a group (§3); never a demographic attribute.
struct Volunteer {
    VolunteerId id;
    PersonId person;
    Date submitted_on{};
    std::string library_type;         ///< "academic"; empty if not stated
    std::optional<int> experience;    ///< years in the profession
    std::string experience_text;      ///< as written, if that says more than the number
    std::optional<bool> is_new;       ///< new to the section
    std::string comment;
    std::string answers;    ///< to other questions, a line for each: "Question: answer"
    VolunteerState state = VolunteerState::submitted;
    std::optional<GroupId> group;    ///< the group whose chair was alerted, accepted or declined
    std::optional<PersonId> reviewer;          ///< a member of the Leadership Team
    std::vector<GroupId> choices;              ///< ranked, first choice first
    std::optional<VolunteerId> replaced_by;    ///< the person's newer form, which counts instead
};
/// Whether a form is waiting for an answer: its state is, and no newer form replaced it.
[[nodiscard]] bool waits(const Volunteer& volunteer);
/// The program year for which a form sent on that day volunteers: from July to December the running
/// one, from January to June the next.
[[nodiscard]] ProgramYear year_of_form(Date submitted_on);
/// Whether a form waits in vain, since its year has passed.
[[nodiscard]] bool has_expired(const Volunteer& volunteer, Date today);

/// How many days a volunteer has waited as of `today`; nothing if they have an answer or wait in
/// vain.
[[nodiscard]] std::optional<int> waiting_days(const Volunteer& volunteer, Date today);

/// The state of a form with regard to `group`, ignoring what another group's chair was asked or
/// answered. Fails if another group's chair has accepted.
[[nodiscard]] Outcome<VolunteerState> standing_in(const Volunteer& volunteer, GroupId group);

/// What a person put on a volunteer form for the balance of a group (§3).
struct FormFacts {
    std::string library_type;    ///< empty if not stated or if there is no form
    std::optional<int> experience;
    std::optional<bool> is_new;
};
/// The number of people in a group who belong to a category.
struct Share {
    std::string of;    ///< "academic", "5 to 9 years", "new", "unknown"
    int people = 0;
    bool operator==(const Share&) const = default;
};
/// The balance of a group as far as forms state it; each part adds up to `people`.
struct Balance {
    int people = 0;
    std::vector<Share> library_types;    ///< most frequent first, "unknown" last
    std::vector<Share> experience;       ///< by ranges of years, ascending, "unknown" last
    std::vector<Share> newness;          ///< "new", "not new", "unknown"
};
/// Computes the balance of a group; `members` has one entry for each person serving.
[[nodiscard]] Balance balance_of(std::span<const FormFacts> members);
/// A part of a balance on one line: "academic: 3, public: 1, unknown: 2".
[[nodiscard]] std::string display_text(std::span<const Share> shares);

/// Parses free text from a form, possibly several lines: composed (NFC), trimmed, with LF line
/// ends, at most 2,000 characters. Fails if it is not text.
[[nodiscard]] Outcome<std::string> parse_comment(std::string_view text);
/// Parses "yes" or "no" as forms write them.
[[nodiscard]] Outcome<bool> parse_yes_or_no(std::string_view text);
}    // namespace lmsection
