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

/// Finds the roles in a database's handbook.
using RoleReader = std::vector<Role> (*)(const Reader& database);
/// Sets how the roles of the database's handbook are found. Without it they are the built-in ones.
void read_roles_with(const Reader& database, RoleReader reader);
/// Sets the roles where the handbook is already known, so they need not be read.
void use_roles(const Reader& database, std::vector<Role> roles);
/// The roles of the database's handbook, in roster order; read when first needed. Valid until the
/// handbook is replaced or the database closed.
[[nodiscard]] std::span<const Role> roles_of(const Reader& database);

/// The ids of roles as "|chair|member|", for `instr` in SQL.
[[nodiscard]] std::string words_of(std::span<const Role> roles);
/// The roles that do not count, as "|staff-liaison|ex-officio|".
[[nodiscard]] std::string roles_not_counted(const Reader& database);

}    // namespace lmsection::store
