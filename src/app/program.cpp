#include "lmsection/app/program.hpp"

#include "change.hpp"
#include "lmsection/base/list.hpp"
#include "lmsection/base/name.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/store/person.hpp"
#include "program_recorder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <set>

namespace lmsection::app {

namespace {

/// A program's description that distinguishes it from others with a similar title.
std::string description(const Session& session, const Program& program) {
    return fmt::format("'{}' ({}, {})", program.title, venue_of(session, program).title,
                       program.year.label());
}

using Programs = std::vector<store::ListedProgram>;

/// The programs that typed text may mean, only of the best kind of match.
Programs matches(const Programs& all, std::string_view typed) {
    const std::string key = folded(is_utf8(typed) ? tidied_text(typed) : std::string{});
    using Fits = std::function<bool(const Program&)>;
    const auto contains_key = [&](const Program& program) {
        return !key.empty() && folded(program.title).find(key) != std::string::npos;
    };
    Programs found;
    for (const Fits& fits :
         {Fits{[&](const auto& program) { return fmt::to_string(program.id.value) == key; }},
          Fits{[&](const auto& program) { return folded(program.title) == key; }},
          Fits{[&](const auto& program) { return has_whole_words(folded(program.title), key); }},
          Fits{contains_key}}) {
        if (found.empty()) {
            found = those_that(all, [&](const auto& listed) { return fits(listed.program); });
        }
    }
    const Programs going_on = those_that(found, [](const auto& listed) {
        return listed.program.status != ProgramStatus::carried;
    });
    return going_on.empty() ? found : going_on;
}

Fault unknown_program(const Programs& all, std::string_view typed) {
    Nearest nearest{typed};
    for (const auto& listed : all) {
        nearest.offer(listed.program.title, folded(listed.program.title));
    }
    return {fmt::format("no program is called {}", in_quotes(typed)),
            nearest.question("see 'lmsection program list --all'")};
}

Fault ambiguous_program(const Session& session, const Programs& found, std::string_view typed) {
    const bool one_title = std::ranges::all_of(found, [&](const auto& listed) {
        return folded(listed.program.title) == folded(found.front().program.title);
    });
    const auto shown = transformed(found, [&](const auto& listed) {
        return description(session, listed.program) +
               (one_title ? fmt::format(", id {}", listed.program.id.value) : "");
    });
    return {fmt::format("{} matches more than one program: {}", in_quotes(typed), listed(shown)),
            one_title ? "give the id of one of them" : "give more of the title"};
}

/// A fault if a step would be before the last one, ignoring the draft's own date.
std::optional<Fault> out_of_order(const Session& session, ProgramId program, Date on) {
    for (const auto& step : store::steps_of(session.database(), program)) {
        const bool dated = step.status != word(ProgramStatus::draft) && step.status != "override";
        if (dated && on < step.on) {
            return Fault{fmt::format("{} is before {}, when it was {}", iso(on), iso(step.on),
                                     step.status),
                         "give a later day with --on"};
        }
    }
    return std::nullopt;
}

/// Refuses a step that the program's status or its day does not allow.
void require_step(const Session& session, const Program& program, ProgramStatus step, Date on) {
    const auto moved = move_on(program.status, step);
    if (!moved.ok()) {
        throw RefusedError{fmt::format("{}: {}", in_quotes(program.title), moved.fault().what),
                           moved.fault().remedy};
    }
    require_none(day_faults(word(step), on, session.today()));
    require_none(out_of_order(session, program.id, on));
}

/// Sets the year of a program being submitted, and warns if the deadline has passed.
void settle_year(const Session& session, Program& program, Date on, ProgramRecorder& recorder) {
    if (const auto year = ProgramYear::containing(on); program.year < year) {
        recorder.warn(fmt::format("it moves from {} to {}, the program year in which it is "
                                  "submitted; to change that, use 'lmsection program edit --year'",
                                  program.year.label(), year.label()));
        program.year = year;
    }
    const auto last = last_submission_day(program.venue, program.year, session.handbook());
    if (last && *last < on) {
        const Venue& venue = venue_of(session, program);
        recorder.warn(fmt::format("{} accepts proposals for {} until {} ({})", venue.title,
                                  program.year.label(), iso(*last), cited(venue.section)));
    }
}

/// Whether a program already has the described speaker with that stipend.
bool speaks_already(const std::vector<Speaker>& speakers, const TypedPerson& typed, int stipend) {
    return std::ranges::any_of(speakers, [&](const Speaker& speaker) {
        return folded(speaker.name) == folded(typed.name) && speaker.stipend == stipend;
    });
}

/// Whether a program on record matches the draft in an order.
bool has_all(const store::ListedProgram& known, const ProgramOrder& order, const Program& wanted) {
    const Program& program = known.program;
    return program.status == ProgramStatus::draft && program.title == wanted.title &&
           (!order.group || program.group == wanted.group) &&
           (order.note.empty() || program.note == order.note) &&
           std::ranges::all_of(order.speakers, [&](const TypedPerson& speaker) {
               return speaks_already(known.speakers, speaker, order.stipend);
           });
}

/// Whether a program's last step is the requested one, with the same day and note if given.
bool is_last_step(const Session& session, ProgramId program, const ProgramMove& move) {
    bool same = false;
    for (const auto& step : store::steps_of(session.database(), program)) {
        if (step.status == word(move.step)) {
            same = move.on.value_or(step.on) == step.on &&
                   (move.note.empty() || move.note == step.note);
        }
    }
    return same;
}

/// A speaker as shown in a message: with the id if another has the same name.
std::string shown_speaker(const Speaker& speaker, const std::vector<Speaker>& all) {
    const auto namesakes = std::ranges::count_if(all, [&](const Speaker& other) {
        return folded(other.name) == folded(speaker.name);
    });
    const std::int64_t id = speaker.person ? speaker.person->value : speaker.id.value;
    return namesakes > 1 ? fmt::format("{} (id {})", speaker.name, id) : speaker.name;
}

/// The speakers that `typed` may mean: by the person's email or id, the speaker's id, the full
/// name, or part of it.
std::vector<Speaker> speakers_meant(const Session& session, const std::vector<Speaker>& speakers,
                                    std::string_view typed) {
    const TypedPerson person = or_usage(parse_typed_person(typed));
    const auto number = parse_id_number(person.name);
    const auto owner = person.email
                           ? store::person_by_email(session.database(), person.email->key())
                           : std::nullopt;
    auto found = those_that(speakers, [&](const Speaker& speaker) {
        return (owner && speaker.person == owner->id) ||
               (number && (speaker.id.value == *number ||
                           (speaker.person && speaker.person->value == *number)));
    });
    const std::string key = folded(person.name);
    if (found.empty() && !key.empty()) {
        found = those_that(speakers,
                           [&](const Speaker& speaker) { return folded(speaker.name) == key; });
    }
    if (found.empty() && !key.empty()) {
        found = those_that(speakers, [&](const Speaker& speaker) {
            return folded(speaker.name).find(key) != std::string::npos;
        });
    }
    return found;
}

}    // namespace

const Venue& find_venue(const Session& session, std::string_view typed) {
    const auto& venues = session.handbook().venues;
    const auto things = transformed(venues, [](const Venue& venue) {
        return Nameable{venue.id.text(), {venue.id.text(), folded(venue.title)}};
    });
    const std::string known = listed_all(transformed(things, &Nameable::shown));
    return venues[or_refused(resolve_name("venue", typed, things, fmt::format("use {}", known)))];
}

const Venue& venue_of(const Session& session, const Program& program) {
    const Venue* found = session.handbook().venue(program.venue);
    if (found == nullptr) {
        throw StoreError{fmt::format("the database {} has a bad record: the program {} is for the "
                                     "venue {}, which the handbook does not have",
                                     session.database().file().string(), in_quotes(program.title),
                                     in_quotes(program.venue)),
                         "see 'lmsection doctor', or restore a copy"};
    }
    return *found;
}

std::vector<Program> life_of(const Session& session, const Program& last) {
    std::vector<Program> life{last};
    std::set<ProgramId> seen{last.id};
    while (life.back().carried_from) {
        const auto before = store::program_by_id(session.database(), *life.back().carried_from);
        if (!before || !seen.insert(before->program.id).second) {
            throw StoreError{fmt::format("the database {} has a bad record: the program {} was "
                                         "carried from {}",
                                         session.database().file().string(),
                                         in_quotes(life.back().title),
                                         before ? "itself, directly or through others"
                                                : "one that does not exist"),
                             "see 'lmsection doctor', or restore a copy"};
        }
        life.push_back(before->program);
    }
    std::ranges::reverse(life);
    return life;
}

store::ListedProgram find_program(const Session& session, std::string_view typed) {
    Programs all;
    store::each_program(session.database(), {},
                        [&](const store::ListedProgram& listed) { all.push_back(listed); });
    const Programs found = matches(all, typed);
    if (found.size() != 1) {
        throw RefusedError{found.empty() ? unknown_program(all, typed)
                                         : ambiguous_program(session, found, typed)};
    }
    return found.front();
}

ProgramResult add_program(WritingSession& session, const ProgramOrder& order,
                          const OverridePolicy& policy) {
    ProgramRecorder recorder{session, policy};
    return in_change(session, [&] {
        const Venue& venue = find_venue(session, order.venue);
        const Program program{session.next_id<ProgramId>(),
                              order.title,
                              venue.id.text(),
                              order.year.value_or(ProgramYear::containing(session.today())),
                              order.group ? std::optional{session.group_to_change(*order.group).id}
                                          : std::nullopt,
                              ProgramStatus::draft,
                              std::nullopt,
                              order.note,
                              order.type ? or_refused(parse_program_type(*order.type, venue)) : ""};
        if (const auto known = recorder.same_title(program);
            known && has_all(*known, order, program)) {
            return recorder.unchanged(*known);
        }
        require_none(recorder.record(program, session.today(), ""));
        for (const TypedPerson& speaker : order.speakers) {
            require_none(recorder.speak(program.id, speaker, order.stipend));
        }
        require_none(recorder.check_stipends(program.id));
        return recorder.result(std::array{program.id});
    });
}

ProgramResult edit_program(WritingSession& session, std::string_view typed,
                           const ProgramFields& fields, const OverridePolicy& policy) {
    ProgramRecorder recorder{session, policy};
    return in_change(session, [&] {
        const Program before = find_program(session, typed).program;
        Program program = before;
        if (fields.venue) {
            if (program.status != ProgramStatus::draft) {
                throw RefusedError{fmt::format("{} is {}; only a draft can change its venue",
                                               in_quotes(program.title), word(program.status)),
                                   "carry a declined one over with 'lmsection program carry'"};
            }
            const Venue& venue = find_venue(session, *fields.venue);
            program.type = program.venue == venue.id.text() ? program.type : "";
            program.venue = venue.id.text();
        }
        if (fields.type) {
            program.type = or_refused(
                parse_program_type(*fields.type, find_venue(session, program.venue)));
        }
        if (fields.group) {
            program.group = fields.group->empty()
                                ? std::nullopt
                                : std::optional{session.group_to_change(*fields.group).id};
        }
        program.title = fields.title.value_or(program.title);
        program.year = fields.year.value_or(program.year);
        program.note = fields.note.value_or(program.note);
        require_none(recorder.same_title_faults(program));
        store::update_program(session.writer(), program);
        if (fields.venue) {
            require_none(recorder.check_stipends(program.id));
        }
        ProgramResult result = recorder.result(std::array{program.id});
        result.before = before;
        return result;
    });
}

ProgramResult move_program(WritingSession& session, const ProgramMove& move,
                           const OverridePolicy& policy) {
    ProgramRecorder recorder{session, policy};
    return in_change(session, [&] {
        const auto listed = find_program(session, move.program);
        Program program = listed.program;
        if (program.status == move.step && is_last_step(session, program.id, move)) {
            return recorder.unchanged(listed);
        }
        const Date on = move.on.value_or(session.today());
        require_step(session, program, move.step, on);
        if (move.step == ProgramStatus::submitted) {
            settle_year(session, program, on, recorder);
            require_none(recorder.same_title_faults(program));
            require_none(recorder.check_submission(program));
        }
        program.status = move.step;
        store::update_program(session.writer(), program);
        recorder.keep_step(program.id, word(move.step), on, move.note);
        return recorder.result(std::array{program.id});
    });
}

ProgramResult carry_program(WritingSession& session, const CarryOrder& order,
                            const OverridePolicy& policy) {
    ProgramRecorder recorder{session, policy};
    return in_change(session, [&] {
        const auto listed = find_program(session, order.program);
        auto [old, submitted_on, speakers] = listed;
        const Venue& venue = find_venue(session, order.venue);
        // Once there is a continuing draft, its title refers to that.
        if (old.carried_from && old.venue == venue.id.text() &&
            (!order.year || *order.year == old.year)) {
            return recorder.unchanged(listed);
        }
        require_step(session, old, ProgramStatus::carried, order.on);
        if (old.venue == venue.id.text()) {
            throw RefusedError{fmt::format("{} was declined by {} itself", in_quotes(old.title),
                                           venue.title),
                               "name another venue with --to"};
        }
        Program draft = old;
        draft.id = session.next_id<ProgramId>();
        draft.venue = venue.id.text();
        draft.type.clear();    // each venue has its own types
        draft.year = order.year.value_or(ProgramYear::containing(order.on));
        draft.status = ProgramStatus::draft;
        draft.carried_from = old.id;
        old.status = ProgramStatus::carried;
        store::update_program(session.writer(), old);
        recorder.keep_step(old.id, word(ProgramStatus::carried), order.on, order.note);
        require_none(recorder.record(draft, order.on, ""));
        for (Speaker& speaker : speakers) {
            speaker.id = session.next_id<SpeakerId>();
            store::insert_speaker(session.writer(), draft.id, speaker);
        }
        require_none(recorder.check_stipends(draft.id));
        return recorder.result(std::array{draft.id, old.id});
    });
}

ProgramResult add_speaker(WritingSession& session, std::string_view typed,
                          const TypedPerson& speaker, int stipend, const OverridePolicy& policy) {
    ProgramRecorder recorder{session, policy};
    return in_change(session, [&] {
        const auto listed = find_program(session, typed);
        const Program& program = listed.program;
        if (speaks_already(listed.speakers, speaker, stipend)) {
            return recorder.unchanged(listed);
        }
        require_none(recorder.speak(program.id, speaker, stipend));
        if (stipend > 0) {
            require_none(recorder.check_stipends(program.id, listed.speakers));
        }
        return recorder.result(std::array{program.id});
    });
}

ProgramResult remove_speaker(WritingSession& session, std::string_view typed,
                             std::string_view name) {
    const OverridePolicy none;
    ProgramRecorder recorder{session, none};
    return in_change(session, [&] {
        const auto listed = find_program(session, typed);
        const auto found = speakers_meant(session, listed.speakers, name);
        if (found.size() != 1) {
            const auto names = transformed(found.empty() ? listed.speakers : found,
                                           [&](const Speaker& speaker) {
                                               return shown_speaker(speaker, listed.speakers);
                                           });
            throw RefusedError{fmt::format("{} matches {} of the speakers of {}", in_quotes(name),
                                           found.empty() ? "none" : "more than one",
                                           in_quotes(listed.program.title)),
                               names.empty() ? "it has no speakers"
                                             : "name one of " + lmsection::listed(names, 10)};
        }
        store::delete_speaker(session.writer(), found.front().id);
        return recorder.result(std::array{listed.program.id});
    });
}

}    // namespace lmsection::app
