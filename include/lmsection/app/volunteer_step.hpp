#pragma once

#include "lmsection/app/letter.hpp"
#include "lmsection/app/volunteer.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::app {

/// A step for a form.
struct StepOrder {
    std::string volunteer;    ///< a person or a form's id; see `find_volunteer`
    /// Default: the group that was asked, else the first choice.
    std::optional<std::string> group;
    std::string reason;
    std::string skip_reason;    ///< allows skipping steps; recorded with each skipped step
};
/// The forms waiting today that a step can be about, as orders like `order` that name them by id:
/// with `of_group`, those whose group that is, or whose first choice if none was asked yet.
[[nodiscard]] std::vector<StepOrder> orders_for_all(const Session& session, const StepOrder& order,
                                                    VolunteerState step,
                                                    const std::optional<std::string>& of_group);

/// Assigns forms to a member of the Leadership Team (§2), all or none. Throws a `RefusedError` if
/// the reviewer does not serve there today.
[[nodiscard]] VolunteerResult assign_reviewer(WritingSession& session,
                                              std::span<const StepOrder> orders,
                                              std::string_view reviewer);

/// A letter to the leaders of a group about one volunteer.
struct Alert {    // NOLINT(*-member-init): an address has no default
    Mailbox from;
    Letter letter;
    VolunteerResult result;
    bool was_sent = false;    ///< it was already recorded as sent
};
/// Composes the message that alerts a group's chair (§2, §3), from `from` or by default the
/// reviewer. Records nothing, since the message may never be sent. Throws a `RefusedError` if the
/// group has no leader, or none who can receive email.
[[nodiscard]] Alert alert_to_send(const Session& session, const StepOrder& order,
                                  const std::optional<TypedPerson>& from);
/// Records that the group's chair was alerted; does nothing if that is already recorded.
[[nodiscard]] VolunteerResult alert_sent(WritingSession& session, const StepOrder& order);

/// Records that the chair accepted or declined, or that the volunteer withdrew, for all forms or
/// for none; `step` is the new state.
[[nodiscard]] VolunteerResult record_step(WritingSession& session,
                                          std::span<const StepOrder> orders, VolunteerState step);

/// Appoints volunteers under the same rules as `appoint` and closes their forms, all or none.
[[nodiscard]] AppointResult appoint_volunteers(WritingSession& session,
                                               std::span<const StepOrder> orders,
                                               const TermRequest& request,
                                               const OverridePolicy& policy);

/// Like `appoint_volunteers`, for a form that was already found and within a running change;
/// ignores the volunteer in `order`.
[[nodiscard]] AppointResult appoint_listed(WritingSession& session,
                                           const store::ListedVolunteer& listed,
                                           const StepOrder& order, const TermRequest& request,
                                           const OverridePolicy& policy);

/// The people who can manage forms today: the members of the section's leadership team (§2).
[[nodiscard]] std::vector<Service> reviewers(const Session& session);
/// Finds the form that a command refers to: by id, or by person, the latest waiting form, else the
/// latest. Throws a `RefusedError` if the person has no form.
[[nodiscard]] store::ListedVolunteer find_volunteer(const Session& session, std::string_view typed);
/// A warning with the ids of other waiting forms of the same person, if any.
[[nodiscard]] std::optional<std::string> other_forms(const Session& session,
                                                     const store::ListedVolunteer& chosen);

/// A group's balance today with §3's reminder, for the person who vets, wrapped to `width`
/// characters.
[[nodiscard]] std::string balance_text(const Session& session, const Group& group,
                                       std::size_t width);

/// The handbook's reminder about the balance of a group (§3); empty if it has none.
[[nodiscard]] std::string balance_reminder(const Session& session);

/// Records, within a running change, that the volunteers of a letter were brought to the attention
/// of those who lead a group; where no reviewer was assigned, that this step was skipped. `topics`:
/// those of the letter.
void record_alerts(WritingSession& session, std::span<const LetterTopic> topics);

}    // namespace lmsection::app
