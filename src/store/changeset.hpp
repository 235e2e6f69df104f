#pragma once

#include "lmsection/store/history.hpp"

#include <sqlite3.h>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::store {

/// A row in SQLite's record of a change; valid during the call it is handed to.
class RowChange {
public:
    explicit RowChange(sqlite3_changeset_iter* at);

    [[nodiscard]] const std::string& table() const { return table_; }
    [[nodiscard]] RowDeed deed() const { return deed_; }
    [[nodiscard]] int columns() const { return columns_; }
    /// The values of the primary key, joined by slashes.
    [[nodiscard]] std::string key() const;
    /// What the column held; nothing for NULL, for a new row, and where it stayed as it was.
    [[nodiscard]] std::optional<std::string> before(int column) const;
    /// What the column holds since; nothing for NULL, for a removed row, and where it stayed.
    [[nodiscard]] std::optional<std::string> after(int column) const;

private:
    sqlite3_changeset_iter* at_;
    std::string table_;
    RowDeed deed_ = RowDeed::changed;
    int columns_ = 0;
};

/// Whether SQLite can be trusted with these bytes.
[[nodiscard]] bool is_sound_changeset(std::string_view changeset);

/// Hands over the rows of a changeset until `take` answers false. False where it is damaged.
[[nodiscard]] bool walk_changeset(std::string_view changeset,
                                  const std::function<bool(const RowChange&)>& take);

/// What stood against a changeset.
struct Clash {
    enum class Kind { differs, gone, there_again, taken, needed };
    Kind kind = Kind::differs;
    std::string table;
    std::string key;    ///< empty where it is not known
};

/// Applies a changeset turned around: all of it or nothing, inside an open transaction. The clash
/// that stood against it, if any; a `StoreError` where it is damaged or the file fails.
[[nodiscard]] std::optional<Clash> apply_inverted(const Database& database,
                                                  std::string_view changeset);

}    // namespace lmsection::store
