#pragma once

#include "lmsection/app/session.hpp"
#include "lmsection/app/volunteer.hpp"

#include <optional>
#include <string>
#include <vector>

namespace lmsection::app {

/// Records volunteer forms within one change.
class FormRecorder {
public:
    explicit FormRecorder(WritingSession& session) : session_(session) {}

    /// The groups that a form chooses, without duplicates, of which it warns.
    [[nodiscard]] std::vector<GroupId> choices_of(const VolunteerForm& form,
                                                  std::vector<Fault>& faults);
    /// Records the form of a person on record. `key`: identifies a form from an export.
    void record(const VolunteerForm& form, const Person& person, std::vector<GroupId> choices,
                const std::optional<std::string>& key);
    /// Gives the form recorded last a state, as in a list.
    void move_to(VolunteerState state, std::optional<GroupId> group,
                 const std::optional<Person>& reviewer, const std::string& note);
    /// Writes that the form recorded as number `index` was replaced by another one.
    void replace(std::size_t index, VolunteerId by);

    void warn(std::string text) { result_.warnings.push_back(std::move(text)); }
    [[nodiscard]] const std::vector<store::ListedVolunteer>& recorded() const {
        return result_.volunteers;
    }
    /// The warnings since the last call.
    [[nodiscard]] std::vector<std::string> take_warnings();
    void drop_warnings() { static_cast<void>(take_warnings()); }
    /// What was recorded, as it is in the database now.
    [[nodiscard]] VolunteerResult take_result();

private:
    WritingSession& session_;
    VolunteerResult result_;
};

/// A person's form on record from the same day with the same content, replaced or not.
[[nodiscard]] std::optional<Volunteer> same_form(const Session& session, const Person& person,
                                                 const VolunteerForm& form,
                                                 const std::vector<GroupId>& choices);

/// A warning if a form is dated later than `latest`.
[[nodiscard]] std::optional<std::string> future_warning(Date submitted_on, Date latest);

}    // namespace lmsection::app
