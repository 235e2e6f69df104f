#include "term_correction.hpp"

#include "change.hpp"
#include "lmsection/base/list.hpp"
#include "lmsection/domain/record_change.hpp"
#include "lmsection/store/appointment.hpp"
#include "term_choice.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lmsection::app {

namespace {

/// The days of a term after a correction, or why they cannot be so.
Outcome<Term> corrected_days(const Appointment& old, const TermEdit& edit, const KindFacts& facts,
                             Date today) {
    const Date start = edit.start.value_or(old.start);
    TermRequest request{edit.role.value_or(old.role), edit.years, std::nullopt, start};
    if (edit.end || !edit.years) {
        request.end = edit.end.value_or(old.end);
    }
    if (!edit.years && start <= *request.end) {
        // A term that ended early keeps its length while its days fit in.
        const bool is_early = old.end < appointed_end(old);
        const bool fits = *request.end <= Term{start, old.years}.last_day();
        const bool same_days = start == old.start && *request.end == old.end;
        request.years = (is_early && fits) || same_days ? std::optional{old.years} : std::nullopt;
    }
    return choose_term(request, facts, today);
}

/// What a group lacks after a correction, and did not lack before.
std::vector<Finding> new_shortage(const Group& group, const std::vector<Service>& before,
                                  const std::vector<Service>& after, Date day,
                                  const Handbook& handbook) {
    const auto known = findings_on_shortage(group, before, day, handbook);
    auto findings = findings_on_shortage(group, after, day, handbook);
    std::erase_if(findings, [&](const Finding& finding) {
        return std::ranges::any_of(known, [&](const Finding& other) {
            return other.rule == finding.rule && other.fault == finding.fault;
        });
    });
    return findings;
}

}    // namespace

Date appointed_end(const Appointment& term) {
    return Term{term.start, term.years}.last_day();
}

EditedTerm correct_term(WritingSession& session, const Appointed& term, const TermEdit& edit,
                        const OverridePolicy& policy,
                        const std::optional<std::string>& end_reason) {
    const auto& [old, person, group] = term;
    const Term days = or_refused(
        corrected_days(old, edit, session.handbook().of_kind(group.kind), session.today()));
    Appointment now = old;
    now.role = edit.role.value_or(old.role);
    now.start = days.start();
    now.end = days.last_day();
    now.years = days.years();
    const bool says_start = edit.start && old.note == assumed_start_note;
    now.note = edit.note.value_or(says_start ? "" : old.note);
    now.end_reason = end_reason.value_or(now.end < appointed_end(now) ? old.end_reason : "");
    EditedTerm edited{.term = {now, person, group}, .before = old, .warnings = {}};
    edited.known = now.role == old.role && now.start == old.start && now.end == old.end &&
                   now.years == old.years && now.note == old.note &&
                   now.end_reason == old.end_reason;
    if (edited.known) {
        return edited;
    }
    GroupRecord before{group, store::record_of_group(session.database(), group.id)};
    store::update_appointment(session.writer(), now);
    GroupRecord after{group, store::record_of_group(session.database(), group.id)};
    for (GroupRecord* record : {&before, &after}) {
        record->elsewhere[person.id] = terms_elsewhere(session.database(), session.handbook(),
                                                       person.id, group.id);
        for (Service& service : record->terms) {
            if (service.appointment.id == old.id) {
                service.appointment.override_reason.clear();    // it was not for this change
            }
        }
    }
    auto findings = transformed(new_breaches(before, after, session.handbook()), &Breach::finding);
    const bool overridden = contains(findings, true, &Finding::may_override);
    if (now.end < old.end || now.role != old.role) {
        const Date day = now.end < old.end ? plus_days(now.end, 1)
                                           : std::clamp(session.today(), now.start, now.end);
        append(findings, new_shortage(group, before.terms, after.terms, day, session.handbook()));
    }
    auto [warnings, refused] = apply_policy(findings, policy);
    require_none(std::move(refused));
    if (overridden && !policy.override_reason.empty()) {
        now.override_reason = policy.override_reason;
        store::update_appointment(session.writer(), now);
    }
    edited.warnings = std::move(warnings);
    edited.term.appointment = store::appointment_by_id(session.database(), now.id).value();
    append(edited.warnings, fitted_leaves(old, edited.term.appointment, person));
    return edited;
}

std::vector<std::string> fitted_leaves(const Appointment& before, const Appointment& now,
                                       const Person& person) {
    std::vector<std::string> texts;
    for (const Leave& leave : before.leaves) {
        const Leave* same = find_in(now.leaves, leave.id, &Leave::id);
        const std::string text = fmt::format("{}'s leave from {} to {}", person.name,
                                             iso(leave.start), iso(leave.end));
        if (same == nullptr) {
            texts.push_back(text + " is not within the term and is removed");
        } else if (same->start != leave.start || same->end != leave.end) {
            texts.push_back(fmt::format("{} is now from {} to {}, within the term", text,
                                        iso(same->start), iso(same->end)));
        }
    }
    return texts;
}

EditedTerm edit_term(WritingSession& session, const TermChoice& choice, const TermEdit& edit,
                     const OverridePolicy& policy) {
    return in_change(session, [&] {
        const NamedTerm named = named_term(session, "appoint edit", choice.person, choice.group,
                                           std::nullopt);
        const Appointment term = only_term(session, named, choice.day);
        auto edited = correct_term(session, {term, named.person, named.group}, edit, policy);
        if (!edited.known && edit.end && *edit.end != appointed_end(edited.term.appointment) &&
            edited.term.appointment.end_reason.empty()) {
            edited.warnings.push_back(
                fmt::format("the term ends on {}, not on June 30 (§1)", iso(*edit.end)));
        }
        return edited;
    });
}

}    // namespace lmsection::app
