#pragma once

#include "lmsection/app/session.hpp"
#include "lmsection/store/forget.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::app {

/// Whom a command can be about; a part of a name means others only where it means none of these.
using IsCandidate = std::function<bool(const Person&)>;
[[nodiscard]] inline bool anyone(const Person& /*whoever*/) {
    return true;
}

/// The person that a user names: by email, by id, by full name, or by any part that fits one person
/// only, where whole words win over parts. The fault names the candidates, or the nearest.
[[nodiscard]] Outcome<Person> find_person(const Session& session, const TypedPerson& typed,
                                          const IsCandidate& is_candidate = anyone);
[[nodiscard]] Outcome<Person> find_person(const Session& session, std::string_view typed,
                                          const IsCandidate& is_candidate = anyone);
/// As `find_person`, of an argument: a `UsageError` where it cannot be read, a `RefusedError` where
/// it names nobody or several.
[[nodiscard]] Person person_named(const Session& session, std::string_view typed,
                                  const IsCandidate& is_candidate = anyone);

/// What is wrong where a command's PERSON names a group and its GROUP none: they were swapped.
[[nodiscard]] std::optional<Fault> swapped_arguments(const Session& session,
                                                     std::string_view command,
                                                     std::string_view person,
                                                     std::string_view group);

/// A warning where a person's address is one that letters and lists of addresses leave out.
[[nodiscard]] std::optional<std::string> unmailable_warning(const Person& person);
/// What a user types to name this person and nobody else: the email, else the name in quotes, else,
/// where others have the same name, the id.
[[nodiscard]] std::string argument_for(const Session& session, const Person& person);
/// That a name typed as `Lee, Ann` is recorded as `Ann Lee`, where it was.
[[nodiscard]] std::optional<std::string> turned_warning(const TypedPerson& typed);

/// A person named or described, found or not yet on record.
struct KnownOrNew {
    Person person;
    bool is_new = false;
    std::vector<std::string> warnings;
};
/// As `find_person`, but `Ana Diaz <ana@lib.example>` may describe someone new, who gets an id
/// and is not yet written. An address on record must go with the name on record.
[[nodiscard]] Outcome<KnownOrNew> find_or_describe(Session& session, const TypedPerson& typed);

/// Writes what is new about somebody within a change that runs: a new person, an institution where
/// none is on record yet. Warns, as `known` does, also of an institution that is not taken over.
[[nodiscard]] Person record_person(Session& session, const KnownOrNew& known,
                                   const std::string& institution,
                                   std::vector<std::string>& warnings);

/// The fields of a person that a user gives; what is not given stays.
struct PersonFields {
    std::optional<std::string> name;
    std::optional<std::string> email;    ///< empty: take the address away
    std::optional<std::string> institution;
    std::optional<std::string> note;

    bool operator==(const PersonFields&) const = default;
};
/// Records a new person. A `UsageError` where a field cannot be read, a `RefusedError` where the
/// address is another's; `edit_person` likewise.
struct PersonChange {
    Person person;
    bool changed = true;             ///< false: on record already, with all that is given
    std::optional<Person> before;    ///< of an edit
    std::vector<std::string> warnings;
};
PersonChange add_person(Session& session, const PersonFields& fields);
PersonChange edit_person(Session& session, std::string_view typed, const PersonFields& fields);

}    // namespace lmsection::app
