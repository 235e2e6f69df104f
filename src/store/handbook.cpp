#include "lmsection/store/handbook.hpp"

#include "query.hpp"

#include <utility>

namespace lmsection::store {

void save_handbook(Writer& database, std::string_view toml) {
    Update{database, "INSERT OR REPLACE INTO handbook (id, toml) VALUES (1, ?1)", toml}.run();
    database.impl().roles.reset();
}

void replace_handbook(Writer& database, std::string_view toml) {
    Update{database, "UPDATE handbook SET toml = ?1 WHERE id = 1", toml}.run();
    database.impl().roles.reset();
}

std::string load_handbook(const Reader& database) {
    Query query{database, "SELECT toml FROM handbook WHERE id = 1"};
    if (!query.step()) {
        throw StoreError{"the database " + database.file().string() + " has no handbook",
                         "restore a copy of it"};
    }
    return query.string(0);
}

void read_roles_with(const Reader& database, RoleReader reader) {
    database.impl().read_roles = reader;
}

void use_roles(const Reader& database, std::vector<Role> roles) {
    database.impl().roles = std::move(roles);
}

std::span<const Role> roles_of(const Reader& database) {
    Reader::Impl& impl = database.impl();
    if (impl.read_roles == nullptr) {
        return built_in_roles();
    }
    if (!impl.roles) {
        impl.roles = impl.read_roles(database);
    }
    return *impl.roles;
}

std::string words_of(std::span<const Role> roles) {
    std::string words = "|";
    for (const Role role : roles) {
        words.append(word(role)).append("|");
    }
    return words;
}

std::string roles_not_counted(const Reader& database) {
    const auto roles = roles_of(database);
    std::vector<Role> others{roles.begin(), roles.end()};
    std::erase_if(others, counts);
    return words_of(others);
}

}    // namespace lmsection::store
