#pragma once

#include "lmsection/app/appointment.hpp"
#include "lmsection/base/mail.hpp"
#include "lmsection/store/volunteer.hpp"

#include <optional>
#include <string>
#include <vector>

namespace lmsection::app {

/// The forms a command added or changed, and its warnings.
struct VolunteerResult {
    std::vector<store::ListedVolunteer> volunteers;
    std::vector<std::string> warnings;
    bool changed = true;    ///< false: no change was needed
};

/// A volunteer form as filled in.
struct VolunteerForm {
    TypedPerson person;
    std::string institution;    ///< recorded if the person has none yet
    Date submitted_on{};
    std::vector<std::string> choices;    ///< groups as typed, first choice first
    std::string library_type;
    std::optional<int> experience;
    std::string experience_text;    ///< as written, if that says more than the number
    std::optional<bool> is_new;
    std::string comment;
    std::string answers;    ///< to other questions
};
/// Records a form (§2), which replaces an earlier one of the person that still waits. A form on
/// record with the same content from the same day is not recorded again.
[[nodiscard]] VolunteerResult add_volunteer(WritingSession& session, const VolunteerForm& form);

/// Lets the newest of a person's forms that wait for an answer replace the others, within a change:
/// those that are submitted, assigned or alerted, but not one that a chair has accepted. The newest
/// keeps the reviewer whom an earlier one had, and the alert of a chair if it still chooses that
/// group. Returns what was done, as sentences without an end.
std::vector<std::string> replace_earlier_forms(WritingSession& session, const Person& person);

}    // namespace lmsection::app
