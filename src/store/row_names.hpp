#pragma once

#include "lmsection/store/database.hpp"

#include <map>
#include <string>
#include <vector>

namespace lmsection::store {

/// The row as people know it; its key where it has no name, or is not there any more.
[[nodiscard]] std::string name_of_row(const Database& database, const std::string& table,
                                      const std::string& key);

/// The columns of a table, and which of them refer to whose ids.
struct TableForm {
    std::vector<std::string> columns;
    std::vector<bool> numbers;    ///< whether a column holds whole numbers, else text
    std::vector<int> key;         ///< the columns of the primary key
    std::map<std::string, std::string> references;
};
[[nodiscard]] TableForm form_of(const Database& database, const std::string& table);

}    // namespace lmsection::store
