#pragma once

#include "lmsection/app/volunteer.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace lmsection::app {

/// A step to take with a form.
struct StepOrder {
    std::string volunteer;               ///< a person or a form's id, as `find_volunteer` takes it
    std::optional<std::string> group;    ///< else the one that was asked, else the first choice
    std::string reason;
    std::string skip_reason;    ///< lets steps be passed over; kept with each of them
};
/// Gives a form to a member of the Leadership Team to manage (§2). A `RefusedError` where the
/// reviewer does not serve there today.
[[nodiscard]] VolunteerResult assign_reviewer(Session& session, const StepOrder& order,
                                              std::string_view reviewer);

/// A message to who leads a group, ready for `sendmail -t`.
struct Alert {
    VolunteerResult result;
    std::string message;
    bool was_sent = false;    ///< it is on record that it was sent
};
/// The message that alerts a group's chair (§2, §3); from `from`, else the reviewer. Records
/// nothing: the message may never be sent. A `RefusedError` where nobody leads the group, or none
/// of those who do can get mail.
[[nodiscard]] Alert alert_to_send(Session& session, const StepOrder& order,
                                  const std::optional<TypedPerson>& from);
/// Records, once, that the group's chair was alerted.
[[nodiscard]] VolunteerResult alert_sent(Session& session, const StepOrder& order);

/// Records that the chair accepted or declined, or that the volunteer withdrew; `step` is that
/// state.
[[nodiscard]] VolunteerResult take_step(Session& session, const StepOrder& order,
                                        VolunteerState step);

/// Appoints a volunteer by the same rules as `appoint`, and closes the form, in one change.
[[nodiscard]] AppointResult appoint_volunteer(Session& session, const StepOrder& order,
                                              const TermRequest& request, const Firmness& firmness);

/// As `appoint_volunteer`, for a form that was found and within a change that runs already; of
/// `order`, the volunteer is not looked at.
[[nodiscard]] AppointResult appoint_listed(Session& session, const store::ListedVolunteer& listed,
                                           const StepOrder& order, const TermRequest& request,
                                           const Firmness& firmness);

/// Who may manage forms today: the members of the section's leadership team (§2).
[[nodiscard]] std::vector<Service> reviewers(const Session& session);
/// The form that a command means: the one with that id, or of the person named the latest that
/// waits, else the latest. A `RefusedError` where the person has sent none.
[[nodiscard]] store::ListedVolunteer find_volunteer(const Session& session, std::string_view typed);
/// That other forms of the person wait beside the chosen one, with their ids; none where none do.
[[nodiscard]] std::optional<std::string> other_forms(const Session& session,
                                                     const store::ListedVolunteer& chosen);

/// A group's balance today and §3's reminder, in lines of at most `width` where words allow it,
/// for who vets.
[[nodiscard]] std::string balance_text(const Session& session, const Group& group,
                                       std::size_t width);

}    // namespace lmsection::app
