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
    kept,       ///< the section's own record, which differs from the handbook
    breaks,     ///< a term on record that breaks a rule as it is now; the term stays
};
[[nodiscard]] std::string_view word(AdoptionChange change);

/// One difference between the section's handbook and the one it adopts.
struct AdoptionLine {
    std::string part;    ///< handbook, rule, role, group, item, date, duty, fact, link, note, term
    AdoptionChange change = AdoptionChange::changed;
    std::string what;      ///< the id of the rule, group, item ...
    std::string detail;    ///< "strength: must -> should"
    std::string section;
};

/// What adopting a handbook changed, or would change.
struct Adoption {
    std::string handbook;    ///< of which section
    int from_edition = 1;
    int to_edition = 1;
    bool changed = false;    ///< false: the section used this very handbook
    std::vector<AdoptionLine> lines;
};

/// Replaces the section's handbook by another edition, as one change that can be undone. Groups and
/// checklist items that the section has not edited follow the handbook; new ones are added; groups
/// that it drops stay, and so do items with marks or edits. Terms stay as they are. A
/// `RefusedError` where the file is faulty, or lacks a venue that programs are recorded for.
[[nodiscard]] Adoption adopt_handbook(Session& session, std::string_view toml,
                                      const std::string& name);
/// The same with the built-in handbook; a `RefusedError` where the section's is another section's.
[[nodiscard]] Adoption adopt_built_in_handbook(Session& session);

/// The edition of the built-in handbook where it is newer than that of the same section's handbook.
[[nodiscard]] std::optional<int> newer_edition(const Handbook& handbook);

}    // namespace lmsection::app
