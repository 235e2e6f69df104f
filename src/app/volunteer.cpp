#include "lmsection/app/volunteer.hpp"

#include "change.hpp"
#include "lmsection/app/person.hpp"
#include "lmsection/base/list.hpp"
#include "volunteer_recorder.hpp"

#include <fmt/format.h>

namespace lmsection::app {

namespace {

/// Gives the newest form the reviewer and the alert of an earlier one that it replaces.
void carry_over(WritingSession& session, const Volunteer& earlier, Volunteer& newest) {
    if (newest.state != VolunteerState::submitted || earlier.state == VolunteerState::submitted) {
        return;
    }
    newest.reviewer = earlier.reviewer;
    const bool still_chosen = earlier.group && contains(newest.choices, *earlier.group);
    const bool is_alerted = earlier.state == VolunteerState::alerted && still_chosen;
    if (!is_alerted && !earlier.reviewer) {
        return;
    }
    newest.state = is_alerted ? VolunteerState::alerted : VolunteerState::assigned;
    newest.group = is_alerted ? earlier.group : std::nullopt;
    store::insert_step(
        session.writer(), session.next_number(), newest.id,
        {std::string{word(newest.state)}, newest.group, session.today(), session.around().actor,
         fmt::format("as the form of {}, which this one replaces", iso(earlier.submitted_on))});
}

/// A form on record from the same day that has everything which a form says.
std::optional<Volunteer> form_with_all(const Session& session, const Person& person,
                                       const VolunteerForm& form,
                                       const std::vector<GroupId>& choices) {
    const auto given = [](const std::string& text, const std::string& on_record) {
        return text.empty() || text == on_record;
    };
    for (Volunteer& known : store::volunteers_of(session.database(), person.id)) {
        if (waits(known) && known.submitted_on == form.submitted_on &&
            given(form.library_type, known.library_type) && given(form.comment, known.comment) &&
            (!form.experience || form.experience == known.experience) &&
            (!form.is_new || form.is_new == known.is_new) &&
            (choices.empty() || choices == known.choices)) {
            return std::move(known);
        }
    }
    return std::nullopt;
}

}    // namespace

std::vector<std::string> replace_earlier_forms(WritingSession& session, const Person& person) {
    auto forms = store::volunteers_of(session.database(), person.id);
    std::erase_if(forms, [](const Volunteer& form) { return !waits(form); });
    std::vector<std::string> done;
    for (auto form = forms.begin(); form != forms.end(); ++form) {
        if (form == forms.begin()) {
            continue;    // the newest
        }
        if (form->state == VolunteerState::accepted) {
            done.push_back(fmt::format("{} is accepted for {} with the form of {}, which stays",
                                       person.name,
                                       form->group ? session.group(*form->group).name : "a group",
                                       iso(form->submitted_on)));
            continue;
        }
        Volunteer& newest = forms.front();
        carry_over(session, *form, newest);
        form->replaced_by = newest.id;
        store::update_volunteer(session.writer(), *form);
        store::update_volunteer(session.writer(), newest);
        done.push_back(
            form->submitted_on == newest.submitted_on
                ? fmt::format("{} sent two forms on {}; the later one replaces the other",
                              person.name, iso(newest.submitted_on))
                : fmt::format("{}'s form of {} replaces the one of {}", person.name,
                              iso(newest.submitted_on), iso(form->submitted_on)));
    }
    return done;
}

VolunteerResult add_volunteer(WritingSession& session, const VolunteerForm& form) {
    FormRecorder recorder{session};
    return in_change(session, [&]() -> VolunteerResult {
        std::vector<Fault> faults;
        auto choices = recorder.choices_of(form, faults);
        const auto known = value_or_fault(find_or_describe(session, form.person), faults);
        require_none(std::move(faults));
        if (const auto same = known->is_new
                                  ? std::nullopt
                                  : form_with_all(session, known->person, form, choices)) {
            return {{{*same, known->person, ""}}, {}, false};
        }
        if (auto late = future_warning(form.submitted_on, session.today())) {
            recorder.warn(*std::move(late));
        }
        std::vector<std::string> warnings;
        const Person person = record_person(session, *known, form.institution, warnings);
        recorder.record(form, person, std::move(choices), std::nullopt);
        append(warnings, replace_earlier_forms(session, person));
        for (std::string& text : warnings) {
            recorder.warn(std::move(text));
        }
        return recorder.take_result();
    });
}

}    // namespace lmsection::app
