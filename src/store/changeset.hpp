#pragma once

#include "lmsection/store/history.hpp"

#include "changeset_reader.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace lmsection::store {

/// A row in a changeset; valid during the call it is passed to.
class RowChange {
public:
    explicit RowChange(const ChangesetRow& row) : row_(row), table_(row.table) {}

    [[nodiscard]] const std::string& table() const { return table_; }
    [[nodiscard]] RowAction action() const;
    [[nodiscard]] int columns() const { return static_cast<int>(row_.in_key.size()); }
    /// The values of the primary key, joined by slashes.
    [[nodiscard]] std::string key() const { return row_.key(); }
    /// The column's old value; nothing for NULL, for a new row, or if it did not change.
    [[nodiscard]] std::optional<std::string> before(int column) const;
    /// The column's new value; nothing for NULL, for a removed row, or if it did not change.
    [[nodiscard]] std::optional<std::string> after(int column) const;

private:
    const ChangesetRow& row_;
    std::string table_;
};

/// Calls `visit` with the rows of a changeset until it returns false. Returns false if the
/// changeset is damaged.
[[nodiscard]] bool walk_changeset(std::string_view changeset,
                                  const std::function<bool(const RowChange&)>& visit);

/// The same for the changes of a history entry, all of them. Throws a `StoreError` if they are
/// damaged.
void walk_entry(const Reader& database, std::int64_t entry, std::string_view changes,
                const std::function<void(const RowChange&)>& visit);

/// The conflict that stopped a changeset.
struct Clash {
    enum class Kind { differs, gone, there_again, taken, needed };
    Kind kind = Kind::differs;
    std::string table;
    std::string key;    ///< empty if unknown
};

/// Applies an inverted changeset, all of it or nothing, inside an open transaction. Returns the
/// conflict that stopped it, if any. Throws a `StoreError` if the changeset is damaged or the file
/// fails.
[[nodiscard]] std::optional<Clash> apply_inverted(Writer& database, std::string_view changeset);

}    // namespace lmsection::store
