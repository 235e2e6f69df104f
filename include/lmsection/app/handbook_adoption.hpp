#pragma once

#include "lmsection/app/session.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace lmsection::app {

/// How adopting a handbook affects one of its parts, or one record of the section.
enum class AdoptionChange {
    added,      ///< new in the handbook
    changed,    ///< different from before
    dropped,    ///< no longer in the handbook
    kept,       ///< kept because the section changed it
    breaks,     ///< a term on record that breaks a new or changed rule; the term stays
};
[[nodiscard]] std::string_view word(AdoptionChange change);

/// A difference between the section's handbook and the one it adopts.
struct AdoptionLine {
    std::string part;    ///< handbook, rule, role, group, item, date, duty, fact, link, note, term
    AdoptionChange change = AdoptionChange::changed;
    std::string what;      ///< the id of the rule, group, item ...
    std::string detail;    ///< "strength: must -> should"
    std::string section;
};

/// What adopting a handbook changed, or would change.
struct Adoption {
    std::string handbook;    ///< the name of its section
    int from_edition = 1;
    int to_edition = 1;
    bool changed = false;    ///< false: the section already used this handbook
    std::vector<AdoptionLine> lines;
};

/// Replaces the section's handbook with another edition, as one change that can be undone. Groups
/// and checklist items that the section has not edited follow the handbook; new ones are added;
/// groups that it drops stay, and so do items with marks or edits. Terms do not change. Throws a
/// `RefusedError` if the file is invalid or lacks a venue that has recorded programs.
[[nodiscard]] Adoption adopt_handbook(WritingSession& session, std::string_view toml,
                                      const std::string& name);
/// The same with the built-in handbook. Throws a `RefusedError` if the section uses another
/// section's handbook.
[[nodiscard]] Adoption adopt_built_in_handbook(WritingSession& session);

/// The edition of the built-in handbook, if it is a newer edition of the same section's handbook.
[[nodiscard]] std::optional<int> newer_edition(const Handbook& handbook);

}    // namespace lmsection::app
