#include "lmsection/store/handbook.hpp"

#include "query.hpp"

#include <fmt/format.h>

#include <tuple>

namespace lmsection::store {

void save_handbook(Writer& database, std::string_view toml) {
    Update query{database, "INSERT OR REPLACE INTO handbook (id, toml) VALUES (1, ?1)"};
    query.bind(1, toml).run();
}

void replace_handbook(Writer& database, std::string_view toml) {
    Update query{database, "UPDATE handbook SET toml = ?1 WHERE id = 1"};
    query.bind(1, toml).run();
}

std::string load_handbook(const Reader& database) {
    Query query{database, "SELECT toml FROM handbook WHERE id = 1"};
    if (!query.step()) {
        throw StoreError{"the database " + database.file().string() + " has no handbook",
                         "restore a copy of it"};
    }
    return query.string(0);
}

}    // namespace lmsection::store
