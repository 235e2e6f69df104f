#pragma once

#include "changeset.hpp"
#include "lmsection/store/database.hpp"
#include "lmsection/store/table_info.hpp"

#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace lmsection::store {

/// The name of a record for people, from the columns in `TableInfo::label`; its key if the record
/// does not exist.
[[nodiscard]] std::string name_of_row(const Reader& database, const std::string& table,
                                      const std::string& key);

/// Names records, including deleted ones, whose names are still in the history.
class RecordNames {
public:
    /// `with_history`: whether to look for names in the history.
    explicit RecordNames(const Reader& database, bool with_history = true)
        : database_(database), needs_history_(with_history) {}

    /// Like `name_of_row`, but falls back to the key only if the history does not have the record
    /// either.
    [[nodiscard]] std::string of(const std::string& table, const std::string& key);

private:
    void read_history();

    const Reader& database_;
    bool needs_history_;
    /// The values that name each record ever added or removed, by table and key.
    std::map<std::pair<std::string, std::string>, std::vector<std::string>> labels_;
};

/// The primary key of a row `t`, its values joined by slashes, as SQL.
[[nodiscard]] std::string key_in_sql(std::span<const ColumnInfo> columns);

/// The columns of a table, and which tables they refer to.
struct TableForm {
    std::vector<std::string> columns;
    std::vector<bool> numbers;    ///< whether a column has integers, else text
    std::vector<int> key;         ///< the columns of the primary key
    std::map<std::string, std::string> references;
};
/// The form of a table in the newest schema; empty if there is no such table.
[[nodiscard]] TableForm form_of(std::string_view table);

}    // namespace lmsection::store
