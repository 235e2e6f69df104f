#include "lmsection/app/person.hpp"

#include "change.hpp"
#include "lmsection/base/list.hpp"
#include "lmsection/base/mail.hpp"
#include "lmsection/base/name.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/store/appointment.hpp"
#include "lmsection/store/person.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

namespace lmsection::app {

namespace {

constexpr int candidates_read = 20;

/// A candidate as shown in a message: with the id if name and address are ambiguous.
std::string candidate(const Person& person, const std::vector<Person>& candidates) {
    const auto is_namesake = [&](const Person& other) {
        return other.id != person.id && folded(other.name) == folded(person.name);
    };
    const bool needs_id = !person.email && std::ranges::any_of(candidates, is_namesake);
    return needs_id ? fmt::format("{} (id {})", person.name, person.id.value)
                    : display_text(person);
}

Fault ambiguous(std::string_view typed, const std::vector<Person>& candidates) {
    const auto shown = transformed(candidates, [&](const Person& person) {
        return candidate(person, candidates);
    });
    const bool by_id = std::ranges::any_of(shown, [](const std::string& text) {
        return text.ends_with(')');
    });
    return {fmt::format("{} matches more than one person", in_quotes(typed)),
            fmt::format("give the email{} of {}", by_id ? " or the id" : "", listed(shown))};
}

Fault unknown(const Session& session, std::string_view typed,
              const IsCandidate& is_candidate = anyone) {
    return unknown_person(session, typed, "record someone new as \"Full Name <name@lib.example>\"",
                          is_candidate);
}

/// Keeps only the people for whom `fits` returns true, if there are any.
template <class Fits>
void prefer(std::vector<Person>& people, Fits fits) {
    if (auto fitting = those_that(people, fits); !fitting.empty()) {
        people = std::move(fitting);
    }
}

Outcome<Person> only_one(std::string_view typed, std::vector<Person> found,
                         const IsCandidate& is_candidate) {
    prefer(found, is_candidate);
    return found.size() == 1 ? Outcome<Person>{found.front()}
                             : Outcome<Person>{ambiguous(typed, found)};
}

/// The best matches among people found by part of their name or address: whole words of the name,
/// else of the address, else the start of a word, else the middle of one.
std::vector<Person> closest(const std::vector<Person>& people, const std::string& key) {
    const auto address = [](const Person& person) {
        return person.email ? person.email->key() : std::string{};
    };
    const std::array<IsCandidate, 3> ways{
        [&](const Person& person) { return has_whole_words(folded(person.name), key); },
        [&](const Person& person) { return has_whole_words(address(person), key); },
        [&](const Person& person) {
            return begins_a_word(folded(person.name), key) || begins_a_word(address(person), key);
        }};
    for (const IsCandidate& fits : ways) {
        if (auto found = those_that(people, fits); !found.empty()) {
            return found;
        }
    }
    return people;
}

/// The person with an address; at most one has it.
std::optional<Person> owner_of(const Session& session, const EmailAddress& email) {
    return store::person_by_email(session.database(), email.key());
}

/// The person with an address that an earlier version accepted but that is invalid today.
std::optional<Person> owner_of_old_address(const Session& session, std::string_view typed) {
    const auto open = typed.find('<');
    if (open != std::string_view::npos) {
        typed = typed.substr(open + 1, typed.find('>') - open - 1);
    }
    const auto address = EmailAddress::on_record(typed);
    return address.ok() ? owner_of(session, address.value()) : std::nullopt;
}

/// A name for comparison, without quotes, which mail forms may lose.
std::string compared(std::string_view name) {
    std::string key = folded(name);
    std::erase(key, '"');
    return tidied_text(key);
}

bool is_name_of(const TypedPerson& typed, const Person& person) {
    const std::string name = compared(person.name);
    return compared(typed.name) == name || compared(typed.turned_from) == name;
}

std::optional<std::string> namesake_warning(const Session& session, const Person& person) {
    const auto namesakes = store::people_by_name(session.database(), folded(person.name),
                                                 candidates_read);
    if (namesakes.empty()) {
        return std::nullopt;
    }
    return fmt::format(
        "{} is recorded in addition to {}; if they are the same person, keep one record",
        display_text(person), display_text(namesakes.front()));
}

Outcome<KnownOrNew> as_known(const Outcome<Person>& found) {
    return found.ok() ? Outcome<KnownOrNew>{{found.value(), false, {}}}
                      : Outcome<KnownOrNew>{found.fault()};
}

/// What the user should know about someone who is recorded for the first time.
std::vector<std::string> warnings_on_new(const Session& session, const Person& person,
                                         const TypedPerson& typed) {
    std::vector<std::string> warnings;
    for (const auto& warning :
         {turned_warning(typed), namesake_warning(session, person), unmailable_warning(person)}) {
        if (warning) {
            warnings.push_back(*warning);
        }
    }
    return warnings;
}

void refuse_taken_address(const Session& session, const Person& person) {
    if (!person.email) {
        return;
    }
    const auto owner = owner_of(session, *person.email);
    if (owner && owner->id != person.id) {
        throw RefusedError{fmt::format("{} is the address of {}", person.email->text(),
                                       owner->name),
                           "give another address, or edit that person"};
    }
}

/// The person on record with this name and address, or this name if neither has an address, whose
/// record has all the given details.
std::optional<Person> same_person(const Session& session, const Person& person) {
    const auto given = [](const std::string& text, const std::string& on_record) {
        return text.empty() || text == on_record;
    };
    for (const Person& known :
         store::people_by_name(session.database(), folded(person.name), candidates_read)) {
        const bool same_email = known.email.has_value() == person.email.has_value() &&
                                (!known.email || known.email->key() == person.email->key());
        if (same_email && given(person.institution, known.institution) &&
            given(person.note, known.note)) {
            return known;
        }
    }
    return std::nullopt;
}

/// Keeps an address that another one replaces, so that lists with it still find the person.
void keep_former_address(WritingSession& session, const Person& before, const Person& person) {
    if (!person.email || before.email == person.email) {
        return;
    }
    store::delete_address(session.writer(), person.email->key());
    if (before.email && before.email->key() != person.email->key()) {
        store::insert_address(session.writer(), session.next_number(), person.id, *before.email);
    }
}

void fill_in(Person& person, const PersonFields& fields) {
    if (fields.name) {
        person.name = or_usage(
            parse_person_name(in_reading_order(or_usage(parse_name(*fields.name)))));
    }
    if (fields.email) {
        person.email = fields.email->empty()
                           ? std::nullopt
                           : or_usage(parse_person_cells("", *fields.email)).email;
    }
    if (fields.institution) {
        person.institution = or_usage(parse_line("institution", *fields.institution));
    }
    if (fields.note) {
        person.note = or_usage(parse_line("note", *fields.note));
    }
}

}    // namespace

Outcome<Person> find_person(const Session& session, const TypedPerson& typed,
                            const IsCandidate& is_candidate) {
    if (typed.email) {
        const auto owner = owner_of(session, *typed.email);
        return owner ? Outcome<Person>{*owner}
                     : Outcome<Person>{
                           unknown(session, typed.name.empty() ? typed.email->text() : typed.name)};
    }
    if (const auto id = parse_id<PersonId>(typed.name)) {
        if (const auto person = store::person_by_id(session.database(), *id)) {
            return *person;
        }
    }
    if (!typed.turned_from.empty()) {    // older records have names spelled "Lee, Ann"
        const auto as_typed = store::people_by_name(session.database(), folded(typed.turned_from),
                                                    candidates_read);
        if (!as_typed.empty()) {
            return only_one(typed.turned_from, as_typed, is_candidate);
        }
    }
    const std::string key = folded(typed.name);
    const auto named = store::people_by_name(session.database(), key, candidates_read);
    if (!named.empty()) {
        return only_one(typed.name, named, is_candidate);
    }
    auto partly = store::people_by_part(session.database(), key, std::numeric_limits<int>::max());
    prefer(partly, is_candidate);
    return partly.empty() ? Outcome<Person>{unknown(session, typed.name, is_candidate)}
                          : only_one(typed.name, closest(partly, key), is_candidate);
}

Outcome<Person> find_person(const Session& session, std::string_view typed,
                            const IsCandidate& is_candidate) {
    const auto parsed = parse_typed_person(typed);
    if (parsed.ok()) {
        return find_person(session, parsed.value(), is_candidate);
    }
    const auto owner = owner_of_old_address(session, typed);
    return owner ? Outcome<Person>{*owner} : Outcome<Person>{parsed.fault()};
}

std::optional<Fault> swapped_arguments(const Session& session, std::string_view command,
                                       std::string_view person, std::string_view group) {
    const auto first = session.find_group(person);
    if (!first.ok() || session.find_group(group).ok() || find_person(session, person).ok()) {
        return std::nullopt;
    }
    const auto second = find_person(session, group);
    return Fault{fmt::format("{} is a group, and PERSON comes first", in_quotes(person)),
                 fmt::format("did you mean 'lmsection {} {} {}'?", command,
                             second.ok() ? argument_for(session, second.value())
                                         : fmt::format("\"{}\"", group),
                             first.value().slug.text())};
}

std::string name_of(const Session& session, PersonId person) {
    return store::name_of(session.database(), person);
}

std::string argument_for(const Session& session, const Person& person) {
    if (person.email) {
        return person.email->text();
    }
    const auto namesakes = store::people_by_name(session.database(), folded(person.name), 2);
    return namesakes.size() > 1 ? fmt::format("{}", person.id.value)
                                : fmt::format("\"{}\"", person.name);
}

std::optional<std::string> turned_warning(const TypedPerson& typed) {
    return typed.turned_from.empty()
               ? std::nullopt
               : std::optional{
                     fmt::format("{} is recorded as {}", in_quotes(typed.turned_from), typed.name)};
}

Person person_named(const Session& session, std::string_view typed,
                    const IsCandidate& is_candidate) {
    const auto found = find_person(session, typed, is_candidate);
    if (!found.ok()) {
        or_usage(parse_typed_person(typed));
    }
    return or_refused(found);
}

std::optional<std::string> unmailable_warning(const Person& person) {
    if (!person.email || is_mailable(*person.email)) {
        return std::nullopt;
    }
    return fmt::format("{} has characters that some mail programs do not accept; letters and lists "
                       "of addresses leave it out",
                       person.email->text());
}

Outcome<KnownOrNew> find_or_describe(WritingSession& session, const TypedPerson& typed) {
    if (!typed.email) {
        return as_known(find_person(session, typed));
    }
    if (const auto owner = owner_of(session, *typed.email)) {
        if (!typed.name.empty() && !is_name_of(typed, *owner)) {
            return Fault{fmt::format("{} is on record as the address of {}, not of {}",
                                     typed.email->text(), owner->name, typed.name),
                         "correct the name or the address, or use 'lmsection person edit'"};
        }
        return KnownOrNew{*owner, false, {}};
    }
    if (typed.name.empty()) {
        return unknown(session, typed.email->text());
    }
    KnownOrNew found;
    found.person = Person{session.next_id<PersonId>(), typed.name, typed.email};
    found.is_new = true;
    found.warnings = warnings_on_new(session, found.person, typed);
    return found;
}

Outcome<KnownOrNew> find_or_describe_by_name(WritingSession& session, const TypedPerson& typed) {
    const auto named = store::people_by_name(session.database(), folded(typed.name),
                                             candidates_read);
    if (!named.empty()) {
        return as_known(only_one(typed.name, named, anyone));
    }
    KnownOrNew found;
    found.person = Person{session.next_id<PersonId>(), typed.name, std::nullopt};
    found.is_new = true;
    if (const auto warning = turned_warning(typed)) {
        found.warnings.push_back(*warning);
    }
    return found;
}

std::vector<EmailAddress> addresses_of(const TypedPerson& typed,
                                       std::vector<EmailAddress> further) {
    if (typed.email) {
        further.insert(further.begin(), *typed.email);
    }
    return further;
}

namespace {

/// Whether two names share a word, as `Liz Diaz` and `Elizabeth Diaz` do.
bool share_a_word(std::string_view one, std::string_view other) {
    const auto words = split_text(folded(one), " -,");
    return std::ranges::any_of(words, [text = folded(other)](const std::string& word) {
        return word.size() > 2 && has_whole_words(text, word);
    });
}

/// The person on record with one of the addresses of a row. Fails if they belong to two people, or
/// to someone of a different name.
Outcome<std::optional<Person>> match_by_address(const Session& session,
                                                const ListedPerson& listed) {
    std::optional<Person> found;
    for (const EmailAddress& email : addresses_of(listed.typed, listed.further)) {
        const auto owner = owner_of(session, email);
        if (!owner || (found && found->id == owner->id)) {
            continue;
        }
        if (found) {
            return Fault{fmt::format("the addresses belong to two people, {} and {}", found->name,
                                     owner->name),
                         "correct the line, or merge them with 'lmsection person merge'"};
        }
        const std::string& name = listed.typed.name;
        if (!name.empty() && !is_name_of(listed.typed, *owner) &&
            !share_a_word(name, owner->name)) {
            return Fault{fmt::format("{} is on record as the address of {}, not of {}",
                                     email.text(), owner->name, name),
                         "correct the name or the address, or use 'lmsection person edit'"};
        }
        found = owner;
    }
    return found;
}

/// Whether a person serves or served in a group.
bool has_term_in(const Session& session, const Person& person, GroupId group) {
    return contains(store::record_of_person(session.database(), person.id), group,
                    &Appointment::group);
}

/// The person on record with the name of a row. Of several, the one without an address for a row
/// without one, then the one who served in the group.
Outcome<std::optional<Person>> match_by_name(const Session& session, const ListedPerson& listed) {
    const TypedPerson& typed = listed.typed;
    if (const auto id = typed.email ? std::nullopt : parse_id<PersonId>(typed.name)) {
        if (const auto person = store::person_by_id(session.database(), *id)) {
            return std::optional{*person};
        }
    }
    auto people = typed.turned_from.empty()
                      ? std::vector<Person>{}
                      : store::people_by_name(session.database(), folded(typed.turned_from),
                                              candidates_read);
    if (people.empty()) {
        people = store::people_by_name(session.database(), folded(typed.name), candidates_read);
    }
    if (typed.email && !listed.names_may_repeat) {
        // Whose address the same list gave in another row is someone else.
        std::erase_if(people, [&](const Person& person) {
            return contains(listed.addressed, person.id,
                            [](const auto& one) { return one.second; });
        });
    }
    if (!typed.email && !listed.names_may_repeat && people.size() > 1) {
        prefer(people, [](const Person& person) { return !person.email; });
    }
    if (people.size() > 1) {
        prefer(people,
               [&](const Person& person) { return has_term_in(session, person, listed.group); });
    }
    if (people.size() > 1) {
        return ambiguous(typed.name, people);
    }
    return people.empty() ? std::optional<Person>{} : std::optional{people.front()};
}

/// A row's person who was found by name: the row's address becomes the main one, or if that stays,
/// a further one.
void take_address(ListedMatch& match, const ListedPerson& listed) {
    const TypedPerson& typed = listed.typed;
    if (!typed.email) {
        return;
    }
    if (listed.keeps_main_address && match.person.email) {
        match.warnings.push_back(fmt::format("{} is taken for {}, who also gets this address; if "
                                             "it is someone else, record them with 'lmsection "
                                             "person add'",
                                             typed.email->text(), display_text(match.person)));
        return;
    }
    match.has_new_main_address = true;
    match.changes.push_back(
        match.person.email ? fmt::format("{}: email {} to {}", match.person.name,
                                         match.person.email->text(), typed.email->text())
                           : fmt::format("{}: email {}", match.person.name, typed.email->text()));
    if (match.person.email) {
        match.further.push_back(*match.person.email);
    }
    match.person.email = typed.email;
}

}    // namespace

Outcome<ListedMatch> match_listed(WritingSession& session, const ListedPerson& listed) {
    const TypedPerson& typed = listed.typed;
    ListedMatch match;
    const auto by_address = match_by_address(session, listed);
    if (!by_address.ok()) {
        return by_address.fault();
    }
    if (const auto& owner = by_address.value()) {
        match.person = *owner;
        if (!typed.name.empty() && !is_name_of(typed, *owner)) {
            match.warnings.push_back(fmt::format("{} is on record as {}, which stays",
                                                 in_quotes(typed.name), display_text(*owner)));
        }
    } else if (typed.name.empty()) {
        return unknown(session, typed.email->text());
    } else {
        const auto by_name = match_by_name(session, listed);
        if (!by_name.ok()) {
            return by_name.fault();
        }
        if (by_name.value()) {
            match.person = *by_name.value();
            take_address(match, listed);
        } else {
            match.person = Person{session.next_id<PersonId>(), typed.name, typed.email};
            match.is_new = true;
            match.warnings = warnings_on_new(session, match.person, typed);
        }
    }
    for (const EmailAddress& email : addresses_of(typed, listed.further)) {
        const bool is_main = match.person.email && *match.person.email == email;
        if (!is_main && !owner_of(session, email)) {
            match.further.push_back(email);
        }
    }
    return match;
}

Person record_listed(WritingSession& session, const ListedMatch& match,
                     const std::string& institution, std::vector<std::string>& warnings,
                     std::vector<std::string>& changes) {
    append(changes, match.changes);
    if (match.has_new_main_address) {
        store::delete_address(session.writer(), match.person.email->key());
        store::update_person(session.writer(), match.person);
    }
    const Person person = record_person(session, match, institution, warnings);
    if (!match.is_new && match.person.institution != person.institution) {
        changes.push_back(fmt::format("{}: institution {}", person.name, person.institution));
    }
    for (const EmailAddress& email : match.further) {
        store::insert_address(session.writer(), session.next_number(), person.id, email);
    }
    return person;
}

Fault unknown_person(const Session& session, std::string_view typed, std::string_view otherwise,
                     const IsCandidate& is_candidate) {
    Nearest nearest{typed};
    store::each_name(session.database(), [&](std::string_view key, const Person& person) {
        if (is_candidate(person)) {
            nearest.offer(display_text(person), key);
        }
    });
    return {fmt::format("no one on record matches {}", in_quotes(typed)),
            nearest.question(otherwise)};
}

bool matches_no_one(const Session& session, const TypedPerson& typed) {
    return store::people_by_part(session.database(), folded(typed.name), 1).empty();
}

Person record_person(WritingSession& session, const KnownOrNew& known,
                     const std::string& institution, std::vector<std::string>& warnings) {
    append(warnings, known.warnings);
    Person person = known.person;
    const bool fills = person.institution.empty() && !institution.empty();
    if (!fills && !institution.empty() && person.institution != institution) {
        warnings.push_back(
            fmt::format("{}'s institution is still {}; {} was not recorded; change it with "
                        "'lmsection person edit'",
                        person.name, person.institution, institution));
    }
    if (fills) {
        person.institution = institution;
    }
    if (known.is_new) {
        store::insert_person(session.writer(), person);
    } else if (fills) {
        store::update_person(session.writer(), person);
    }
    return person;
}

PersonChange add_person(WritingSession& session, const PersonFields& fields) {
    PersonChange change;
    change.person.id = session.next_id<PersonId>();
    fill_in(change.person, fields);
    session.change([&] {
        if (const auto known = same_person(session, change.person)) {
            change.person = *known;
            change.changed = false;
            return;
        }
        refuse_taken_address(session, change.person);
        change.warnings = warnings_on_new(session, change.person, {});
        store::insert_person(session.writer(), change.person);
    });
    return change;
}

PersonChange edit_person(WritingSession& session, std::string_view typed,
                         const PersonFields& fields) {
    return in_change(session, [&] {
        PersonChange change;
        change.person = person_named(session, typed);
        change.before = change.person;
        fill_in(change.person, fields);
        refuse_taken_address(session, change.person);
        keep_former_address(session, *change.before, change.person);
        store::update_person(session.writer(), change.person);
        return change;
    });
}

}    // namespace lmsection::app
