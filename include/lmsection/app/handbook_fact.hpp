#pragma once

#include "lmsection/domain/handbook.hpp"

#include <optional>
#include <string>
#include <vector>

namespace lmsection::app {

/// A fact from the handbook, as a line to read.
struct HandbookFact {
    std::string section;    ///< "1" to "5", or "Checklist"
    std::string part;       ///< "rule", "charge", "checklist"
    std::string topic;
    std::string text;
};

/// Which part of the handbook to list.
struct FactFilter {
    std::string section;           ///< empty: every section
    std::optional<Group> group;    ///< only what applies to that group
    bool notes_only = false;
};

/// The facts of a handbook in the order of its sections.
[[nodiscard]] std::vector<HandbookFact> facts_of_handbook(const Handbook& handbook,
                                                          const FactFilter& filter);

}    // namespace lmsection::app
