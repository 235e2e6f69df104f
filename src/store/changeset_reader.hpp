#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::store {

/// A value in a changeset.
struct ChangesetValue {
    unsigned char type = 0;    ///< SQLite's type code; 0 if the value is not part of the change
    std::string_view
        bytes;    ///< a text or blob, or the eight bytes of a number in big-endian order

    [[nodiscard]] bool is_part() const { return type != 0; }
    /// A number as digits, a text or a blob; nothing for NULL or if it is not part of the change.
    [[nodiscard]] std::optional<std::string> text() const;
    /// Nothing if it is not an integer.
    [[nodiscard]] std::optional<std::int64_t> number() const;
    bool operator==(const ChangesetValue&) const = default;
};

/// One changed row, with values for all columns; the key is among the old values except in an
/// inserted row.
struct ChangesetRow {
    std::string_view table;
    std::string_view in_key;        ///< one byte per column: nonzero if it is in the primary key
    unsigned char operation = 0;    ///< SQLITE_INSERT, SQLITE_UPDATE or SQLITE_DELETE
    unsigned char indirect = 0;
    std::vector<ChangesetValue> before;    ///< empty for an inserted row
    std::vector<ChangesetValue> after;     ///< empty for a removed row

    /// The value after the change, else the one before it.
    [[nodiscard]] const ChangesetValue& latest(std::size_t column) const;
    /// The values of the primary key, joined by slashes.
    [[nodiscard]] std::string key() const;
};

/// Reads SQLite's changesets. SQLite trusts them, and loops forever on one that is truncated inside
/// a table name. A file may come from anyone, so changesets are checked here first.
class ChangesetReader {
public:
    /// The bytes must outlive the reader and its rows.
    explicit ChangesetReader(std::string_view changeset) : rest_(changeset) {}

    /// Moves to the next row; false at the end or if the changeset is damaged.
    bool next();
    [[nodiscard]] bool is_damaged() const { return damaged_; }
    [[nodiscard]] ChangesetRow& row() { return row_; }

private:
    bool read_header();
    bool read_row();
    bool read_record(std::vector<ChangesetValue>& values, bool with_key, bool whole);
    bool read_value(ChangesetValue& value);
    bool read_byte(unsigned char& byte);
    bool read_number(std::size_t& number);

    std::string_view rest_;
    ChangesetRow row_;
    bool damaged_ = false;
};

/// Writes a changeset row by row.
class ChangesetWriter {
public:
    /// Rows of the same table must be consecutive, as a reader returns them.
    void add(const ChangesetRow& row);
    [[nodiscard]] std::string take() { return std::move(bytes_); }

private:
    void add_record(const std::vector<ChangesetValue>& values);
    void add_number(std::size_t number);

    std::string bytes_;
    std::string table_;
};

/// Whether it is safe to pass these bytes to SQLite.
[[nodiscard]] bool is_sound_changeset(std::string_view changeset);

}    // namespace lmsection::store
