#pragma once

#include "changeset.hpp"
#include "lmsection/store/database.hpp"

#include <map>
#include <string>
#include <vector>

namespace lmsection::store {

/// The name of a record to people, from the columns that `TableInfo::label` lists; its key where
/// the record is not in the database.
[[nodiscard]] std::string name_of_row(const Database& database, const std::string& table,
                                      const std::string& key);
/// The same for a changed row; one that is not in the database any more is named by the change.
[[nodiscard]] std::string name_of_row(const Database& database, const RowChange& row);

/// The columns of a table, and which of them refer to whose ids.
struct TableForm {
    std::vector<std::string> columns;
    std::vector<bool> numbers;    ///< whether a column holds whole numbers, else text
    std::vector<int> key;         ///< the columns of the primary key
    std::map<std::string, std::string> references;
};
/// The form of a table of the newest schema; empty where it has none of that name.
[[nodiscard]] TableForm form_of(std::string_view table);

}    // namespace lmsection::store
