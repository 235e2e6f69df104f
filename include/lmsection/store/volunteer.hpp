#pragma once

#include "lmsection/domain/volunteer.hpp"
#include "lmsection/store/database.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::store {

/// Records a form with its choices. `form_key`: tells one form of an import from every other.
void insert_volunteer(const Database& database, const Volunteer& volunteer,
                      const std::optional<std::string>& form_key);
/// Writes again what steps change of a form: its state, its group and its reviewer.
void update_volunteer(const Database& database, const Volunteer& volunteer);
/// Writes a form's choices again.
void update_choices(const Database& database, const Volunteer& volunteer);
/// Whether a form with that key is on record.
[[nodiscard]] bool has_form(const Database& database, std::string_view form_key);
[[nodiscard]] std::optional<Volunteer> volunteer_by_id(const Database& database, VolunteerId id);
/// The forms of a person, the latest first.
[[nodiscard]] std::vector<Volunteer> volunteers_of(const Database& database, PersonId person);

/// Which forms are listed.
struct VolunteerFilter {
    std::optional<VolunteerState> state;
    std::optional<GroupId> group;    ///< among the choices, or the group that was asked
    bool waiting = false;            ///< only those who still wait for an answer
};
/// A form with the people that it names.
struct ListedVolunteer {
    Volunteer volunteer;
    Person person;
    std::string reviewer;    ///< the name; empty where nobody is assigned
};
/// The forms that fit, the earliest first.
void each_volunteer(const Database& database, const VolunteerFilter& filter,
                    const std::function<void(const ListedVolunteer&)>& take);

/// Something that happened to a form.
struct VolunteerStep {
    std::string step;    ///< a state's word; "skipped-" before it, where passed over
    std::optional<GroupId> group;
    Date on{};
    std::string by;
    std::string note;
};
void insert_step(const Database& database, std::int64_t id, VolunteerId volunteer,
                 const VolunteerStep& step);
/// The steps of a form, the first one first.
[[nodiscard]] std::vector<VolunteerStep> steps_of(const Database& database, VolunteerId volunteer);

/// For everybody who serves in `group` on `day`: what their latest form says, if they sent one.
[[nodiscard]] std::vector<FormFacts> form_facts_of_group(const Database& database, GroupId group,
                                                         Date day);

}    // namespace lmsection::store
