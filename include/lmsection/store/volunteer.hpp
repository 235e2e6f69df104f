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

/// Inserts a form with its choices. `form_key`: identifies a form from an import.
void insert_volunteer(Writer& database, const Volunteer& volunteer,
                      const std::optional<std::string>& form_key);
/// Updates what steps and newer forms change in a form: its state, group, reviewer and the form
/// that replaced it.
void update_volunteer(Writer& database, const Volunteer& volunteer);
/// Updates a form's choices.
void update_choices(Writer& database, const Volunteer& volunteer);
/// Whether a form with that key is on record.
[[nodiscard]] bool has_form(const Reader& database, std::string_view form_key);
[[nodiscard]] std::optional<Volunteer> volunteer_by_id(const Reader& database, VolunteerId id);
/// The forms of a person, latest first.
[[nodiscard]] std::vector<Volunteer> volunteers_of(const Reader& database, PersonId person);

/// Which forms to list.
struct VolunteerFilter {
    std::optional<VolunteerState> state;
    std::optional<GroupId> group;    ///< among the choices, or the group whose chair was asked
    /// Only those who still wait for an answer on that day.
    std::optional<Date> waiting = std::nullopt;
    /// Only those whose form has expired by that day.
    std::optional<Date> expired = std::nullopt;
    bool with_replaced = false;    ///< also forms that newer ones of the same person replaced
};
/// A form with the people it names.
struct ListedVolunteer {
    Volunteer volunteer;
    Person person;
    std::string reviewer;    ///< the name; empty if none is assigned
};
/// Lists the matching forms, earliest first.
void each_volunteer(const Reader& database, const VolunteerFilter& filter,
                    const std::function<void(const ListedVolunteer&)>& visit);

/// A step recorded for a form.
struct VolunteerStep {
    std::string step;    ///< a state's word, with the prefix "skipped-" if it was skipped
    std::optional<GroupId> group;
    Date on{};
    std::string by;
    std::string note;
};
void insert_step(Writer& database, std::int64_t id, VolunteerId volunteer,
                 const VolunteerStep& step);
/// The steps of a form, earliest first.
[[nodiscard]] std::vector<VolunteerStep> steps_of(const Reader& database, VolunteerId volunteer);

/// The facts from the latest form of everyone serving in `group` on `day`; empty facts for those
/// without a form.
[[nodiscard]] std::vector<FormFacts> form_facts_of_group(const Reader& database, GroupId group,
                                                         Date day);

}    // namespace lmsection::store
