#pragma once

#include "lmsection/app/session.hpp"
#include "lmsection/store/forget.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::app {

/// Whether a command can apply to a person; part of a name matches others only if it matches none
/// of these.
using IsCandidate = std::function<bool(const Person&)>;
[[nodiscard]] inline bool anyone(const Person& /*person*/) {
    return true;
}

/// Finds the person that a user names: by email, id, full name, or any part that matches only one
/// person; whole words take precedence over parts. The fault lists the candidates or the nearest
/// names.
[[nodiscard]] Outcome<Person> find_person(const Session& session, const TypedPerson& typed,
                                          const IsCandidate& is_candidate = anyone);
[[nodiscard]] Outcome<Person> find_person(const Session& session, std::string_view typed,
                                          const IsCandidate& is_candidate = anyone);
/// Like `find_person`, for an argument: throws a `UsageError` if it cannot be parsed, a
/// `RefusedError` if it matches no one or several.
[[nodiscard]] Person person_named(const Session& session, std::string_view typed,
                                  const IsCandidate& is_candidate = anyone);

/// The fault if a command's PERSON is a group and its GROUP is not: they were swapped.
[[nodiscard]] std::optional<Fault> swapped_arguments(const Session& session,
                                                     std::string_view command,
                                                     std::string_view person,
                                                     std::string_view group);

[[nodiscard]] std::string name_of(const Session& session, PersonId person);
/// A warning if a person's address is one that letters and address lists leave out.
[[nodiscard]] std::optional<std::string> unmailable_warning(const Person& person);
/// What to type to name exactly this person: the email, else the name in quotes, else, if others
/// have the same name, the id.
[[nodiscard]] std::string argument_for(const Session& session, const Person& person);
/// A warning if a name typed as `Lee, Ann` is recorded as `Ann Lee`.
[[nodiscard]] std::optional<std::string> turned_warning(const TypedPerson& typed);

/// A person, found or not yet on record.
struct KnownOrNew {
    Person person;
    bool is_new = false;
    std::vector<std::string> warnings;
};
/// Like `find_person`, but `Ana Diaz <ana@lib.example>` may describe a new person, who gets an id
/// but is not written yet. If the address is on record, the name must match.
[[nodiscard]] Outcome<KnownOrNew> find_or_describe(WritingSession& session,
                                                   const TypedPerson& typed);
/// Like `find_or_describe`, for a name without an address that only a person of that whole name can
/// have: the person on record with it, else a new one.
[[nodiscard]] Outcome<KnownOrNew> find_or_describe_by_name(WritingSession& session,
                                                           const TypedPerson& typed);
/// A person in a row of a list.
struct ListedPerson {
    const TypedPerson& typed;
    const std::vector<EmailAddress>& further;    ///< addresses after the first one
    GroupId group;                               ///< in which the row says that they serve
    /// Whether someone of the same name with another address is another person.
    bool names_may_repeat = true;
    /// The people of other rows in the same list, by the key of each address.
    const std::map<std::string, PersonId>& addressed;
    /// Whether the main address on record stays when the row has another one.
    bool keeps_main_address = false;
};
/// The person of a row, found or not yet on record.
struct ListedMatch : KnownOrNew {
    bool has_new_main_address = false;    ///< `person` has another address than on record
    /// Addresses to add to the record, besides `person.email`.
    std::vector<EmailAddress> further = {};
    std::vector<std::string> changes = {};
};
/// Every address of a person in a row, the main one first.
[[nodiscard]] std::vector<EmailAddress> addresses_of(const TypedPerson& typed,
                                                     std::vector<EmailAddress> further);
/// Finds the person of a row by any address they ever had, then by their whole name; describes a
/// new one if there is none. Fails if two people fit, or if an address belongs to someone of a
/// different name.
[[nodiscard]] Outcome<ListedMatch> match_listed(WritingSession& session,
                                                const ListedPerson& listed);
/// Writes what a row says about its person within a running change: a new person, an address, an
/// institution if none is on record. Returns the person as recorded; adds to `warnings` and
/// `changes`.
Person record_listed(WritingSession& session, const ListedMatch& match,
                     const std::string& institution, std::vector<std::string>& warnings,
                     std::vector<std::string>& changes);

/// The fault if no one on record matches a name: the nearest names, or else `otherwise`.
[[nodiscard]] Fault unknown_person(const Session& session, std::string_view typed,
                                   std::string_view otherwise,
                                   const IsCandidate& is_candidate = anyone);

/// Whether no one on record has a name or an address that contains the typed name.
[[nodiscard]] bool matches_no_one(const Session& session, const TypedPerson& typed);

/// Writes new information about a person within a running change: a new person, or an institution
/// if none is on record. Adds the warnings of `known`, and one if the institution on record
/// differs.
[[nodiscard]] Person record_person(WritingSession& session, const KnownOrNew& known,
                                   const std::string& institution,
                                   std::vector<std::string>& warnings);

/// The fields of a person that a user sets; missing ones keep their values.
struct PersonFields {
    std::optional<std::string> name;
    std::optional<std::string> email;    ///< empty: remove the address
    std::optional<std::string> institution;
    std::optional<std::string> note;

    bool operator==(const PersonFields&) const = default;
};
/// The result of adding or editing a person.
struct PersonChange {
    Person person;
    bool changed = true;             ///< false: already on record with the same details
    std::optional<Person> before;    ///< of an edit
    std::vector<std::string> warnings;
};
/// Adds or edits a person. Throws a `UsageError` if a field is invalid, a `RefusedError` if the
/// address belongs to someone else.
PersonChange add_person(WritingSession& session, const PersonFields& fields);
PersonChange edit_person(WritingSession& session, std::string_view typed,
                         const PersonFields& fields);

}    // namespace lmsection::app
