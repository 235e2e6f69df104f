#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::store {

/// A value in a changeset.
struct ChangesetValue {
    unsigned char type = 0;    ///< SQLite's code; 0 where the value is not part of the change
    std::string_view bytes;    ///< a text or blob; the eight bytes of a number, high ones first

    [[nodiscard]] bool is_part() const { return type != 0; }
    /// A number as digits, a text or a blob; nothing for NULL and where it is not part.
    [[nodiscard]] std::optional<std::string> text() const;
    /// Nothing where it is not an integer.
    [[nodiscard]] std::optional<std::int64_t> number() const;
    bool operator==(const ChangesetValue&) const = default;
};

/// One changed row. Values are those of all columns; a key is among the old ones except in an
/// inserted row.
struct ChangesetRow {
    std::string_view table;
    std::string_view in_key;        ///< a byte for each column: not 0 in the primary key
    unsigned char operation = 0;    ///< SQLITE_INSERT, SQLITE_UPDATE or SQLITE_DELETE
    unsigned char indirect = 0;
    std::vector<ChangesetValue> before;    ///< empty for an inserted row
    std::vector<ChangesetValue> after;     ///< empty for a removed row

    /// The value after the change, else the one before it.
    [[nodiscard]] const ChangesetValue& latest(std::size_t column) const;
    /// The values of the primary key, joined by slashes.
    [[nodiscard]] std::string key() const;
};

/// Reads SQLite's changesets. SQLite trusts the ones it is given, and never returns from one that
/// is cut off inside a table's name; a file may come from anyone, so they are read here first.
class ChangesetReader {
public:
    /// The bytes must outlive the reader and its rows.
    explicit ChangesetReader(std::string_view changeset) : rest_(changeset) {}

    /// Moves to the next row; false at the end, and where the changeset is damaged.
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
    /// Rows of one table must follow one another, as a reader gives them.
    void add(const ChangesetRow& row);
    [[nodiscard]] std::string take() { return std::move(bytes_); }

private:
    void add_record(const std::vector<ChangesetValue>& values);
    void add_number(std::size_t number);

    std::string bytes_;
    std::string table_;
};

/// Whether SQLite can be trusted with these bytes.
[[nodiscard]] bool is_sound_changeset(std::string_view changeset);

}    // namespace lmsection::store
