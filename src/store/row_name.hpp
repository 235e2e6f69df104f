#pragma once

#include "changeset.hpp"
#include "lmsection/store/database.hpp"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace lmsection::store {

/// The name of a record to people, from the columns that `TableInfo::label` lists; its key where
/// the record is not in the database.
[[nodiscard]] std::string name_of_row(const Database& database, const std::string& table,
                                      const std::string& key);

/// Names records, also those that are in the database no more: the history still has their names.
class RecordNames {
public:
    explicit RecordNames(const Database& database) : database_(database) {}

    /// As `name_of_row`; the key only where the history knows nothing of the record either.
    [[nodiscard]] std::string of(const std::string& table, const std::string& key);

private:
    using Label = std::vector<std::optional<std::string>>;

    void read_history();

    const Database& database_;
    bool has_read_history_ = false;
    /// The values that name a record, by table and key, of all that was ever added or removed.
    std::map<std::pair<std::string, std::string>, Label> labels_;
};

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
