#include "completion_value.hpp"

#include "format/width.hpp"
#include "handbook_word.hpp"
#include "lmsection/app/letter.hpp"
#include "lmsection/app/volunteer_step.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/domain/checklist.hpp"
#include "lmsection/domain/meeting.hpp"
#include "lmsection/domain/program.hpp"
#include "lmsection/domain/volunteer.hpp"
#include "lmsection/store/appointment.hpp"
#include "lmsection/store/checklist.hpp"
#include "lmsection/store/person.hpp"
#include "lmsection/store/program.hpp"
#include "lmsection/store/volunteer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <utility>

namespace lmsection::cli {

namespace {

using Words = std::vector<Proposal>;
using Source = Words (*)(const Lookup&);

app::Session session_of(const Lookup& lookup) {
    return app::Session::for_reading_anything(lookup.around);
}

template <class Values>
Words words_of(const Values& values) {
    Words words;
    for (const auto value : values) {
        words.push_back({std::string{word(value)}, "", ""});
    }
    return words;
}

template <const auto& values>
Words each_word(const Lookup& /*any*/) {
    return words_of(values);
}

Words formats(const Lookup& lookup) {
    return words_of(formats_of(lookup.command));
}

Words letter_kinds(const Lookup& /*any*/) {
    Words words;
    for (const app::LetterKind& kind : app::letter_kinds()) {
        words.push_back({std::string{kind.id}, std::string{kind.summary}, ""});
    }
    return words;
}

Words term_years(const Lookup& lookup) {
    Words words;
    for (const int years : term_lengths(session_of(lookup).handbook())) {
        words.push_back({fmt::format("{}", years), "", ""});
    }
    return words;
}

Words roles(const Lookup& lookup) {
    return words_of(session_of(lookup).handbook().roles);
}

Words years(const Lookup& lookup) {
    const int current = ProgramYear::containing(lookup.around.today).starting();
    return {{fmt::format("{}", current), "current", "this"},
            {fmt::format("{}", current + 1), "next", "next"},
            {fmt::format("{}", current - 1), "previous", "last"}};
}

Words groups(const Lookup& lookup) {
    const auto session = session_of(lookup);
    const bool to_restore = lookup.command.path == "group restore";
    Words words;
    for (const Group& group : session.groups()) {
        if (to_restore && (!group.retired_on || group.merged_into)) {
            continue;
        }
        words.push_back({group.slug.text(), group.name, group.name});
    }
    return words;
}

/// Completes a person by name, else by address. People with the same full name are distinguished by
/// address.
Words people_with_one_name(std::span<const Person> people, std::string_view key,
                           Matching matching) {
    const bool more_than_a_word = key.find(' ') != std::string_view::npos;
    Words words;
    for (const Person& person : people) {
        const std::string email = person.email ? person.email->text() : "";
        const bool typed_by_name = folded(person.name).starts_with(key) ||
                                   !folded(email).starts_with(key);
        if (people.size() == 1 && typed_by_name) {
            words.push_back({person.name, email, ""});
        } else if (person.email &&
                   (!typed_by_name || (matching == Matching::by_shell && !more_than_a_word))) {
            words.push_back({email, person.name, person.name});
        } else {    // extends the typed text, so that the shell keeps it
            const std::string id = fmt::format("id {}", person.id.value);
            words.push_back({display_text(person), person.email ? "" : id, ""});
        }
    }
    return words;
}

/// The people whom a word is about; all where it may be anybody.
using SomePeople = std::optional<std::set<PersonId>>;

/// Those with a form in a state in which the command may take it.
std::set<PersonId> volunteers_for(const app::Session& session, std::string_view command) {
    const bool any_state = command == "volunteer show";
    const bool after_decline = command == "volunteer alert";    // the next choice is alerted
    std::set<PersonId> found;
    store::each_volunteer(session.database(), {}, [&](const store::ListedVolunteer& listed) {
        const VolunteerState state = listed.volunteer.state;
        if (any_state || waits(listed.volunteer) ||
            (after_decline && state == VolunteerState::declined)) {
            found.insert(listed.person.id);
        }
    });
    return found;
}

/// Those with a term that runs or is still to begin; `from` an earlier day, also one that ended
/// since.
std::set<PersonId> people_with_terms(const app::Session& session, Date from) {
    std::set<PersonId> found;
    for (const Group& group : session.groups()) {
        for (const Service& service : store::running_terms(session.database(), group.id, from)) {
            found.insert(service.appointment.person);
        }
    }
    return found;
}

SomePeople reviewers(const app::Session& session) {
    std::set<PersonId> found;
    for (const Service& service : app::reviewers(session)) {
        found.insert(service.appointment.person);
    }
    return found;
}

/// Whom the command takes as its first argument.
SomePeople people_for(const app::Session& session, std::string_view command) {
    if (command == "appoint end") {
        return people_with_terms(session, session.today());
    }
    if (command == "appoint renew") {    // also a term of the last program year
        const ProgramYear last = ProgramYear::containing(session.today()).plus(-1);
        return people_with_terms(session, last.last_day());
    }
    return std::nullopt;
}

Words people_among(const Lookup& lookup, const app::Session& session, const SomePeople& some) {
    // "Ana Diaz <an" is found by the name and completed to the whole mailbox.
    const std::string typed = folded(lookup.typed);
    const auto address = typed.find(" <");
    const std::string key = typed.substr(0, address);
    auto found = store::people_by_part(session.database(), key, std::numeric_limits<int>::max());
    if (some) {
        std::erase_if(found, [&](const Person& person) { return !some->contains(person.id); });
    }
    Words words;
    if (address != std::string::npos) {
        for (const Person& person : found) {
            words.push_back({display_text(person), "", ""});
        }
        return words;
    }
    for (auto from = found.begin(); from != found.end();) {
        const std::string name = folded(from->name);
        const auto to = std::find_if(from, found.end(), [&](const Person& other) {
            return folded(other.name) != name;
        });
        const Words same_name = people_with_one_name({from, to}, key, lookup.matching);
        words.insert(words.end(), same_name.begin(), same_name.end());
        from = to;
    }
    return words;
}

/// A source of people, of whom `some` says which; nothing without a database.
template <class Some>
Words offered_people(const Lookup& lookup, Some some) {
    const auto session = session_of(lookup);
    return session.has_database() ? people_among(lookup, session, some(session)) : Words{};
}

Words people(const Lookup& lookup) {
    return offered_people(lookup, [&](const app::Session& session) {
        return people_for(session, lookup.command.path);
    });
}

Words people_and_groups(const Lookup& lookup) {
    Words words = groups(lookup);
    const Words names = people(lookup);
    words.insert(words.end(), names.begin(), names.end());
    return words;
}

Words volunteers(const Lookup& lookup) {
    return offered_people(lookup, [&](const app::Session& session) {
        return SomePeople{volunteers_for(session, lookup.command.path)};
    });
}

Words possible_reviewers(const Lookup& lookup) {
    return offered_people(lookup, reviewers);
}

Words checklist_items(const Lookup& lookup) {
    const auto session = session_of(lookup);
    Words words;
    if (session.has_database()) {
        for (const SectionItem& entry : store::all_items(session.database())) {
            words.push_back({entry.item.id.text(), entry.item.title, entry.item.title});
        }
    }
    return words;
}

/// The status to which a command moves a program; nothing for other commands.
std::optional<ProgramStatus> status_after(std::string_view command) {
    constexpr std::array<std::pair<std::string_view, ProgramStatus>, 5> steps{
        {{"program submit", ProgramStatus::submitted},
         {"program accept", ProgramStatus::accepted},
         {"program decline", ProgramStatus::declined},
         {"program withdraw", ProgramStatus::withdrawn},
         {"program carry", ProgramStatus::carried}}};
    for (const auto& [path, status] : steps) {
        if (path == command) {
            return status;
        }
    }
    return std::nullopt;
}

Words programs(const Lookup& lookup) {
    const auto session = session_of(lookup);
    const auto step = status_after(lookup.command.path);
    Words words;
    if (session.has_database()) {
        store::each_program(session.database(), {}, [&](const store::ListedProgram& listed) {
            if (step && !move_on(listed.program.status, *step).ok()) {
                return;
            }
            words.push_back({listed.program.title, std::string{word(listed.program.status)}, ""});
        });
    }
    return words;
}

/// The ids of handbook entries, each with a line of text.
template <class Thing>
Words handbook_ids(const std::vector<Thing>& things, std::string Thing::*text) {
    Words words;
    for (const Thing& thing : things) {
        words.push_back({thing.id.text(), thing.*text, ""});
    }
    return words;
}

Words venues(const Lookup& lookup) {
    return handbook_ids(session_of(lookup).handbook().venues, &Venue::title);
}

Words activities(const Lookup& lookup) {
    const auto session = session_of(lookup);
    Words words;
    for (const GroupFacts& group : session.handbook().groups) {
        for (const Activity& activity : group.activities) {
            words.push_back({activity.id.text(), group.name, ""});
        }
    }
    return words;
}

Words reports(const Lookup& lookup) {
    const auto session = session_of(lookup);
    const auto year = ProgramYear::containing(lookup.around.today);
    Words words;
    for (const ReportRule& report : session.handbook().reports) {
        words.push_back({iso(report.id(year)), report.title, ""});
    }
    return words;
}

/// By the placeholder of an option or the name of an argument: values that do not depend on the
/// section, separated by spaces.
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> fixed_values{{
    {"ANSWER", "yes no later"},
    {"ORDER", "name family"},
    {"CHARACTER", ", ;"},
    {"WHEN", "auto always never"},
    {"SHELL", "bash zsh fish"},
    {"M", "this next last july august september october november december january february march "
          "april may june"},
    {"DATE", "today tomorrow yesterday"},
    {"SPAN", "7d 30d 60d 90d"},
}};

/// By the placeholder of an option or the name of an argument.
const std::map<std::string_view, Source>& sources() {
    static const std::map<std::string_view, Source> by_name{
        {"GROUP", groups},
        {"G", groups},
        {"FROM", groups},
        {"INTO", groups},
        {"PERSON", people},
        {"WHO", people_and_groups},
        {"PART", people},
        {"KEEP", people},
        {"OTHER", people},
        {"VOLUNTEER", volunteers},
        {"REVIEWER", possible_reviewers},
        {"R", roles},
        {"K", each_word<all_group_kinds>},
        {"KIND", each_word<all_meeting_kinds>},
        {"STATE", each_word<all_volunteer_states>},
        {"STATUS", each_word<all_program_statuses>},
        {"LETTER", letter_kinds},
        {"S", each_word<all_letter_states>},
        {"F", formats},
        {"YEARS", term_years},
        {"Y", years},
        {"Y|DATE", years},
        {"YEAR", years},
        {"ITEM", checklist_items},
        {"PROGRAM", programs},
        {"RULE",
         [](const Lookup& lookup) {
             return handbook_ids(session_of(lookup).handbook().rules, &Rule::says);
         }},
        {"V", venues},
        {"VENUE", venues},
        {"EVENT",
         [](const Lookup& lookup) {
             return handbook_ids(session_of(lookup).handbook().events, &Event::title);
         }},
        {"ACTIVITY", activities},
        {"REPORT", reports},
    };
    return by_name;
}

/// Whether a word from the database is safe on a command line: not an option, and without control
/// characters.
bool can_be_typed(const Proposal& proposal) {
    const auto& word = proposal.word;
    return !word.empty() && word.front() != '-' && is_utf8(word) && !has_control(word) &&
           !has_bidirectional_control(word);
}

}    // namespace

Proposals values_named(std::string_view name, const Lookup& lookup) {
    if (name == "FILE" || name == "FOLDER" || name == "FORM" || name == "LIST") {
        return {true, {}};
    }
    Words words;
    for (const auto& [placeholder, values] : fixed_values) {
        if (placeholder == name) {
            for (const std::string_view value : split(values, ' ')) {
                words.push_back({std::string{value}, "", ""});
            }
        }
    }
    if (const auto source = sources().find(name); source != sources().end()) {
        words = source->second(lookup);
    }
    words = fitting(words, lookup.typed);
    std::erase_if(words, [](const Proposal& proposal) { return !can_be_typed(proposal); });
    return {false, std::move(words)};
}

}    // namespace lmsection::cli
