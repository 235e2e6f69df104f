#pragma once

#include "lmsection/store/group.hpp"

#include <string>
#include <string_view>

namespace lmsection::store {

/// Stores the handbook's text; a database has one.
void save_handbook(Writer& database, std::string_view toml);
void replace_handbook(Writer& database, std::string_view toml);
[[nodiscard]] std::string load_handbook(const Reader& database);

}    // namespace lmsection::store
