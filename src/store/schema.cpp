#include "lmsection/store/schema.hpp"

#include "lmsection/store/transaction.hpp"
#include "query.hpp"
#include "schema_patch.hpp"

#include <fmt/format.h>

namespace lmsection::store {

int schema_version() {
    return static_cast<int>(patches::all.size());
}

int version_of(const Reader& database) {
    return static_cast<int>(number_from(database, "PRAGMA user_version"));
}

void bring_to(Database& database, int version, const std::function<void(int seen)>& before) {
    Transaction transaction{database};
    const int seen = version_of(database);
    if (before && seen < version) {
        before(seen);
    }
    for (int next = seen; next < version; ++next) {
        execute(transaction.writer(), patches::all.at(static_cast<std::size_t>(next)));
    }
    // PRAGMA accepts no parameters; the number is a constant.
    if (seen < version) {
        execute(transaction.writer(), fmt::format("PRAGMA user_version = {}", version).c_str());
    }
    transaction.commit();
}

}    // namespace lmsection::store
