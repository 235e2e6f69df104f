#include "lmsection/store/former_record.hpp"

#include "changeset.hpp"
#include "lmsection/store/table_info.hpp"
#include "query.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>

namespace lmsection::store {

namespace {

/// The versions of a table's records, while the history is read back from its end.
class Versions {
public:
    Versions(const Reader& database, std::string_view table)
        : columns_(table_info(table)->columns),
          current_(database, fmt::format("SELECT * FROM {} WHERE id = ?1", table)) {}

    /// Goes back before a change; the version that it replaced or removed. Nothing for a record
    /// that it added, or if the history no longer has the record's later versions.
    const RecordFields* before(const RowChange& row) {
        if (row.action() == RowAction::added) {
            versions_.erase(row.key());
            return nullptr;
        }
        auto known = versions_.find(row.key());
        if (known == versions_.end()) {
            auto present = row.action() == RowAction::removed ? std::optional{RecordFields{}}
                                                              : record_now(row.key());
            if (!present) {
                return nullptr;
            }
            known = versions_.emplace(row.key(), std::move(*present)).first;
        }
        revert(known->second, row);
        return &known->second;
    }

private:
    [[nodiscard]] std::optional<RecordFields> record_now(const std::string& key) {
        current_.again().bind(1, key);
        if (!current_.step()) {
            return std::nullopt;
        }
        RecordFields record;
        int at = 0;
        for (const ColumnInfo& column : columns_) {
            if (!current_.is_null(at)) {
                record[std::string{column.name}] = current_.string(at);
            }
            ++at;
        }
        return record;
    }

    void revert(RecordFields& record, const RowChange& row) const {
        const int known = std::min(row.columns(), static_cast<int>(columns_.size()));
        for (int column = 0; column < known; ++column) {
            const std::string name{columns_[static_cast<std::size_t>(column)].name};
            if (const auto value = row.before(column)) {
                record[name] = *value;
            } else if (row.after(column)) {
                record.erase(name);
            }
        }
    }

    std::span<const ColumnInfo> columns_;
    Query current_;
    std::map<std::string, RecordFields> versions_;    ///< by key
};

}    // namespace

void each_former_record(const Reader& database, std::string_view table,
                        const std::function<void(const RecordFields& record)>& visit) {
    Versions versions{database, table};
    Query query{database, "SELECT id, changes FROM history ORDER BY id DESC"};
    while (query.step()) {
        walk_entry(database, query.number(0), query.blob(1), [&](const RowChange& row) {
            const RecordFields* former = row.table() == table ? versions.before(row) : nullptr;
            if (former != nullptr) {
                visit(*former);
            }
        });
    }
}

}    // namespace lmsection::store
