#pragma once

#include "lmsection/app/appointments.hpp"
#include "lmsection/domain/mail.hpp"
#include "lmsection/store/volunteers.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::app {

/// What a command did to forms, and what it warns of.
struct VolunteerResult {
    std::vector<store::ListedVolunteer> volunteers;
    std::vector<std::string> warnings;
    bool changed = true;    ///< false: it was so already
};

/// A volunteer form as somebody filled it in.
struct VolunteerForm {
    TypedPerson person;
    std::string institution;    ///< recorded where the person has none yet
    Date submitted_on{};
    std::vector<std::string> choices;    ///< groups as typed, the first choice first
    std::string library_type;
    std::optional<int> experience;
    std::optional<bool> is_new;
    std::string comment;
};
/// Records a form (§2). A `RefusedError` where it is dated after today, or a form of the same
/// person and day waits already.
[[nodiscard]] VolunteerResult add_volunteer(Session& session, const VolunteerForm& form);

/// How to read a web form's export.
struct ImportOrder {
    std::string_view csv;
    std::string file_name;                         ///< for messages
    std::map<std::string, std::string> columns;    ///< by field (`import_fields`): its column
    bool ignore_extra = false;
};
struct ImportResult {
    VolunteerResult added;
    int known = 0;    ///< forms that were on record already
};
/// The fields of a form that `ImportOrder::columns` may name.
[[nodiscard]] const std::vector<std::string>& import_fields();
/// Records all forms of an export that are not on record, or none; every bad line is reported.
/// Reads what `volunteer list` writes as well.
[[nodiscard]] ImportResult import_volunteers(Session& session, const ImportOrder& order);

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
