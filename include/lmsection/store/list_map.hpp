#pragma once

#include "lmsection/store/database.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace lmsection::store {

/// How the columns of a kind of spreadsheet are read, kept under a name.
struct ListMap {
    std::string name;
    /// Each header, folded, with the field it is read as; an empty field: it is not read.
    std::vector<std::pair<std::string, std::string>> columns;
    bool operator==(const ListMap&) const = default;
};

[[nodiscard]] std::vector<ListMap> list_maps(const Reader& database);
/// Inserts a mapping, or replaces the one with its name; `id` is for a new one. Returns whether
/// anything changed. Neither headers nor fields may contain commas.
bool save_list_map(Writer& database, std::int64_t id, const ListMap& map);

}    // namespace lmsection::store
