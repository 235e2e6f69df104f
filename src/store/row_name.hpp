#pragma once

#include "changeset.hpp"
#include "lmsection/store/database.hpp"

#include <map>
#include <optional>
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
    explicit RecordNames(const Reader& database) : database_(database) {}

    /// Like `name_of_row`, but falls back to the key only if the history does not have the record
    /// either.
    [[nodiscard]] std::string of(const std::string& table, const std::string& key);

private:
    using Label = std::vector<std::optional<std::string>>;

    void read_history();

    const Reader& database_;
    bool has_read_history_ = false;
    /// The values that name each record ever added or removed, by table and key.
    std::map<std::pair<std::string, std::string>, Label> labels_;
};

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
