#pragma once

#include "lmsection/domain/id.hpp"
#include "lmsection/domain/mention.hpp"
#include "lmsection/domain/person.hpp"
#include "lmsection/store/database.hpp"

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::store {

/// Makes every record that refers to `other` refer to `keep`, and deletes `other`.
void hand_over(Writer& database, const Person& keep, PersonId other);

/// What the store needs to know about a section's words and commands.
struct ForgetRules {
    /// Whether a name of the person may mean something else wherever it is written. `has_address`:
    /// whether the person has or ever had an email address.
    std::function<Doubt(std::string_view name, bool has_address)> doubt_about;
    /// Whether a text is a valid handbook.
    std::function<bool(const std::string& toml)> is_handbook;
    /// The words of a typed command that name it: "person edit".
    std::function<std::string(std::string_view command)> words_of_command;
    /// Records of others, even if one of them was merged into the person's here.
    std::set<PersonId> others = {};
};

/// Whom a copy must forget because another has.
struct ToForget {
    std::vector<PersonId> people;
    std::set<PersonId> others;    ///< whom the other copy or its history names
};

/// A line in the report on what was erased and what could not be decided.
struct ForgetLine {
    enum class Outcome { erased, undecided };
    std::string what;    ///< "appointments", "text"
    std::int64_t records = 0;
    Outcome outcome = Outcome::erased;
    std::string where;     ///< the record and column of a text
    std::string reason;    ///< why it is undecided
};

/// Erases a person: their record, what was written about them, and their names and addresses
/// wherever they appear in records and in the history. Roles, dates and counts stay, as does other
/// text around the name. A name that may mean something else is kept and reported. Must run in a
/// `Change` that records no changes.
[[nodiscard]] std::vector<ForgetLine> erase_person(Writer& database, PersonId person,
                                                   const ForgetRules& rules);

/// The command recorded in the history for a `person forget` until the file has been rewritten.
inline constexpr std::string_view unfinished_forgetting = "lmsection person forget (unfinished)";
/// Whether the program crashed between erasing a person and `compact`.
[[nodiscard]] bool is_forgetting(const Reader& database);

/// Rewrites the file, so that no erased data is left in free space, and records that in the
/// history. Must not be called during a change.
void compact(Database& database);

}    // namespace lmsection::store
