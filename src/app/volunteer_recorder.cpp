#include "volunteer_recorder.hpp"

#include "lmsection/base/list.hpp"
#include "lmsection/store/person.hpp"

#include <fmt/format.h>

#include <utility>

namespace lmsection::app {

std::vector<GroupId> FormRecorder::choices_of(const VolunteerForm& form,
                                              std::vector<Fault>& faults) {
    std::vector<GroupId> choices;
    for (const std::string& typed : form.choices) {
        const auto group = value_or_fault(session_.find_group_to_change(typed), faults);
        if (!group) {
            continue;
        }
        if (contains(choices, group->id)) {
            warn(fmt::format("{} is chosen twice; the lower choice is dropped", group->name));
            continue;
        }
        if (!group->works_on(session_.today())) {
            warn(fmt::format("{} is retired as of {}; the choice is kept", group->name,
                             iso(*group->retired_on)));
        }
        choices.push_back(group->id);
    }
    return choices;
}

void FormRecorder::record(const VolunteerForm& form, const Person& person,
                          std::vector<GroupId> choices, const std::optional<std::string>& key) {
    Volunteer volunteer;
    volunteer.id = session_.next_id<VolunteerId>();
    volunteer.person = person.id;
    volunteer.submitted_on = form.submitted_on;
    volunteer.library_type = form.library_type;
    volunteer.experience = form.experience;
    volunteer.experience_text = form.experience_text;
    volunteer.is_new = form.is_new;
    volunteer.comment = form.comment;
    volunteer.answers = form.answers;
    volunteer.choices = std::move(choices);
    store::insert_volunteer(session_.writer(), volunteer, key);
    store::insert_step(session_.writer(), session_.next_number(), volunteer.id,
                       {std::string{word(VolunteerState::submitted)}, std::nullopt,
                        form.submitted_on, session_.around().actor, ""});
    result_.volunteers.push_back({std::move(volunteer), person, ""});
}

void FormRecorder::move_to(VolunteerState state, std::optional<GroupId> group,
                           const std::optional<Person>& reviewer, const std::string& note) {
    Volunteer& volunteer = result_.volunteers.back().volunteer;
    if (state == VolunteerState::submitted) {
        return;
    }
    volunteer.state = state;
    volunteer.group = group;
    if (reviewer) {
        volunteer.reviewer = reviewer->id;
    }
    store::update_volunteer(session_.writer(), volunteer);
    store::insert_step(session_.writer(), session_.next_number(), volunteer.id,
                       {std::string{word(state)}, group, session_.today(), session_.around().actor,
                        note});
}

void FormRecorder::replace(std::size_t index, VolunteerId by) {
    Volunteer& volunteer = result_.volunteers[index].volunteer;
    volunteer.replaced_by = by;
    store::update_volunteer(session_.writer(), volunteer);
}

std::vector<std::string> FormRecorder::take_warnings() {
    return std::exchange(result_.warnings, {});
}

VolunteerResult FormRecorder::take_result() {
    for (store::ListedVolunteer& listed : result_.volunteers) {
        listed.volunteer = store::volunteer_by_id(session_.database(), listed.volunteer.id).value();
        const auto& reviewer = listed.volunteer.reviewer;
        listed.reviewer = reviewer ? store::name_of(session_.database(), *reviewer) : "";
    }
    return std::move(result_);
}

std::optional<Volunteer> same_form(const Session& session, const Person& person,
                                   const VolunteerForm& form, const std::vector<GroupId>& choices) {
    for (Volunteer& known : store::volunteers_of(session.database(), person.id)) {
        if (known.submitted_on == form.submitted_on && known.choices == choices &&
            known.library_type == form.library_type && known.experience == form.experience &&
            known.is_new == form.is_new && known.comment == form.comment) {
            return std::move(known);
        }
    }
    return std::nullopt;
}

std::optional<std::string> future_warning(Date submitted_on, Date latest) {
    return submitted_on <= latest
               ? std::nullopt
               : std::optional{fmt::format("the form is dated {}, which is in the future",
                                           iso(submitted_on))};
}

}    // namespace lmsection::app
