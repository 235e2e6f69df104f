#include "program_recorder.hpp"

#include "lmsection/app/person.hpp"
#include "lmsection/base/list.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/domain/record_change.hpp"
#include "lmsection/store/person.hpp"

#include <fmt/format.h>

#include <span>
#include <utility>

namespace lmsection::app {

std::vector<Fault> ProgramRecorder::record(const Program& program, Date on,
                                           const std::string& note) {
    auto faults = same_title_faults(program);
    if (!faults.empty()) {
        return faults;
    }
    store::insert_program(session_.writer(), program);
    keep_step(program.id, word(ProgramStatus::draft), on, note);
    return {};
}

std::optional<store::ListedProgram> ProgramRecorder::same_title(const Program& program) const {
    std::optional<store::ListedProgram> found;
    store::ProgramFilter filter;
    filter.year = program.year;
    filter.venue = program.venue;
    store::each_program(session_.database(), filter, [&](const store::ListedProgram& known) {
        if (known.program.id != program.id &&
            folded(known.program.title) == folded(program.title)) {
            found = known;
        }
    });
    return found;
}

std::vector<Fault> ProgramRecorder::same_title_faults(const Program& program) const {
    if (!same_title(program)) {
        return {};
    }
    return {{fmt::format("{} is on record for that venue in {}", in_quotes(program.title),
                         program.year.label()),
             "see 'lmsection program show', or give another title"}};
}

Outcome<Speaker> ProgramRecorder::described(const TypedPerson& typed) {
    Speaker speaker{session_.next_id<SpeakerId>(), std::nullopt, typed.name, 0};
    const auto id = parse_id<PersonId>(typed.name);
    const bool is_id = id && store::person_by_id(session_.database(), *id);
    if (typed.email || is_id) {
        const auto known = find_or_describe(session_, typed);
        if (!known.ok()) {
            return known.fault();
        }
        const Person person = record_person(session_, known.value(), "", warnings_);
        speaker.person = person.id;
        speaker.name = person.name;
        return speaker;
    }
    const auto named = store::people_by_name(session_.database(), folded(typed.name), 2);
    if (named.size() == 1) {
        speaker.person = named.front().id;
        speaker.name = named.front().name;
    } else if (named.size() > 1) {
        warn(fmt::format("{} is the name of more than one person; the speaker is recorded by name "
                         "only, unless you give the email or the id",
                         typed.name));
    }
    if (const auto turned = turned_warning(typed); turned && !speaker.person) {
        warn(*turned);
    }
    const auto partly = named.empty()
                            ? store::people_by_part(session_.database(), folded(typed.name), 2)
                            : std::vector<Person>{};
    if (partly.size() == 1) {
        warn(fmt::format("{} is recorded by that name only; if {} is meant, remove the speaker and "
                         "give the full name",
                         typed.name, display_text(partly.front())));
    }
    return speaker;
}

std::vector<Fault> ProgramRecorder::speak(ProgramId program, const TypedPerson& typed,
                                          int stipend) {
    const auto described_speaker = described(typed);
    if (!described_speaker.ok()) {
        return {described_speaker.fault()};
    }
    Speaker speaker = described_speaker.value();
    for (const Speaker& other : on_record(program).speakers) {
        const bool one_person = speaker.person && other.person == speaker.person;
        const bool one_name = !(speaker.person && other.person) &&
                              folded(other.name) == folded(speaker.name);
        if (one_person || one_name) {
            return {{fmt::format("{} is already a speaker there", other.name),
                     "to change the stipend, run 'lmsection program speaker remove' first"}};
        }
    }
    speaker.stipend = stipend;
    store::insert_speaker(session_.writer(), program, speaker);
    return {};
}

void ProgramRecorder::keep_step(ProgramId program, std::string_view status, Date on,
                                const std::string& note) {
    store::insert_program_step(session_.writer(), session_.next_number(), program,
                               {std::string{status}, on, session_.around().actor, note});
}

std::vector<Fault> ProgramRecorder::check_findings(ProgramId program,
                                                   std::span<const Finding> findings) {
    auto [warnings, refused] = apply_policy(findings, policy_);
    append(warnings_, std::move(warnings));
    const bool overridden = !policy_.override_reason.empty() && !findings.empty();
    if (refused.empty() && overridden) {
        keep_step(program, "override", session_.today(), policy_.override_reason);
        reason_was_kept_ = true;
    }
    return refused;
}

std::vector<Fault> ProgramRecorder::check_submission(const Program& program) {
    const auto counts = store::submitted_programs(session_.database(), program.year);
    const Group* group = program.group ? &session_.group(*program.group) : nullptr;
    return check_findings(program.id, findings_on_submitting(program.venue, group, counts,
                                                             session_.handbook()));
}

std::vector<Fault> ProgramRecorder::check_stipends(ProgramId program,
                                                   const std::vector<Speaker>& before) {
    const auto listed = on_record(program);
    const auto kind = listed.program.group
                          ? std::optional{session_.group(*listed.program.group).kind}
                          : std::nullopt;
    const ProgramRecord old{listed.program, before, kind};
    const ProgramRecord now{listed.program, listed.speakers, kind};
    const auto breaches = new_stipend_breaches(std::span{&old, 1}, std::span{&now, 1},
                                               session_.handbook());
    return check_findings(program, transformed(breaches, &StipendBreach::finding));
}

ProgramResult ProgramRecorder::result(std::span<const ProgramId> programs) {
    if (!policy_.override_reason.empty() && !reason_was_kept_) {
        warn("no rule needed an override; the reason was not recorded");
    }
    return {transformed(programs, [this](ProgramId program) { return on_record(program); }),
            warnings_, 0, std::nullopt};
}

store::ListedProgram ProgramRecorder::on_record(ProgramId program) const {
    return store::program_by_id(session_.database(), program).value();
}

std::vector<Fault> day_faults(std::string_view what, Date on, Date today) {
    if (on <= today) {
        return {};
    }
    return {{fmt::format("{} on {} is in the future", what, iso(on)),
             "correct the date, or set today's date with --today"}};
}

}    // namespace lmsection::app
