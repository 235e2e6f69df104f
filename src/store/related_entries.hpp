#pragma once

#include "lmsection/store/history.hpp"

#include <cstdint>
#include <set>

namespace lmsection::store {

/// The entries that touched a record or one that belongs to it, that is, refers to it directly or
/// indirectly.
[[nodiscard]] std::set<std::int64_t> entries_about(const Reader& database, const Record& record);

}    // namespace lmsection::store
