#pragma once

#include "lmsection/store/database.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace lmsection::store {

/// The fields of a record as text, by column; absent values are left out.
using RecordFields = std::map<std::string, std::string>;

/// Calls `visit` with each version of a table's records that a later change replaced or removed, as
/// far as the history has it, newest first. Throws a `StoreError` if the history is damaged.
void each_former_record(const Reader& database, std::string_view table,
                        const std::function<void(const RecordFields& record)>& visit);

}    // namespace lmsection::store
