#pragma once

#include "lmsection/domain/role.hpp"
#include "lmsection/store/database.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::store {

/// Stores the handbook's text; a database has one.
void save_handbook(Writer& database, std::string_view toml);
void replace_handbook(Writer& database, std::string_view toml);
[[nodiscard]] std::string load_handbook(const Reader& database);

/// Finds the roles in the text of a valid handbook.
using RoleReader = std::vector<Role> (*)(std::string_view toml);
/// Sets how the roles of the database's handbook are found. Without it they are the built-in ones.
void read_roles_with(const Reader& database, RoleReader reader);
/// The roles of the database's handbook, in roster order; read when first needed. Valid until the
/// handbook is replaced or the database closed.
[[nodiscard]] std::span<const Role> roles_of(const Reader& database);

}    // namespace lmsection::store
