#pragma once

#include "lmsection/store/history.hpp"

#include <cstdint>
#include <set>

namespace lmsection::store {

/// The entries that touched a record, or one that belongs to it: that refers to it, or to one
/// that does.
[[nodiscard]] std::set<std::int64_t> entries_about(const Database& database, const Record& record);

}    // namespace lmsection::store
