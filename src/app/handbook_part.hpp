#pragma once

#include "lmsection/domain/handbook.hpp"

#include <string>
#include <utility>
#include <vector>

namespace lmsection::app {

/// One entry of a handbook as text: a rule, a group, an item. Entries of two handbooks with the
/// same part and id are compared field by field.
struct HandbookPart {
    std::string part;    ///< rule, role, group, item, date, duty, fact, link, note, handbook
    std::string id;      ///< unique within its part
    std::string section;
    std::vector<std::pair<std::string, std::string>> fields;    ///< name and value
};

/// Every entry of a handbook, in its order.
[[nodiscard]] std::vector<HandbookPart> parts_of(const Handbook& handbook);

/// "1 chair or 2 co-chairs", "at least 1 chair", or "any leaders, or none".
[[nodiscard]] std::string leaders_text(const KindFacts& kind);

}    // namespace lmsection::app
