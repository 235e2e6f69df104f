#include "changeset_reader.hpp"

#include <sqlite3.h>

#include <utility>

namespace lmsection::store {

namespace {

constexpr std::size_t most_columns = 64;
constexpr std::size_t number_bytes = 8;
constexpr unsigned more_follows = 0x80;
constexpr unsigned bits_in_byte = 7;

}    // namespace

std::optional<std::int64_t> ChangesetValue::number() const {
    if (type != SQLITE_INTEGER) {
        return std::nullopt;
    }
    std::uint64_t value = 0;
    for (const char byte : bytes) {
        value = (value << 8U) | static_cast<unsigned char>(byte);
    }
    return static_cast<std::int64_t>(value);
}

std::optional<std::string> ChangesetValue::text() const {
    if (type == SQLITE_TEXT || type == SQLITE_BLOB) {
        return std::string{bytes};
    }
    const auto value = number();
    return value ? std::optional{std::to_string(*value)} : std::nullopt;
}

const ChangesetValue& ChangesetRow::latest(std::size_t column) const {
    const bool changed = !after.empty() && after[column].is_part();
    return changed || before.empty() ? after[column] : before[column];
}

std::string ChangesetRow::key() const {
    const auto& values = before.empty() ? after : before;
    std::string key;
    for (std::size_t column = 0; column < values.size(); ++column) {
        if (in_key[column] != '\0') {
            key += (key.empty() ? "" : "/") + values[column].text().value_or("");
        }
    }
    return key;
}

bool ChangesetReader::next() {
    while (!damaged_ && !rest_.empty()) {
        const bool header = rest_.front() == 'T';
        if (header ? !read_header() : !read_row()) {
            damaged_ = true;
        } else if (!header) {
            return true;
        }
    }
    return false;
}

bool ChangesetReader::read_header() {
    rest_.remove_prefix(1);
    std::size_t columns = 0;
    if (!read_number(columns) || columns == 0 || columns > most_columns || rest_.size() < columns) {
        return false;
    }
    row_.in_key = rest_.substr(0, columns);
    rest_.remove_prefix(columns);
    const auto end = rest_.find('\0');
    if (row_.in_key.find_first_not_of('\0') == std::string_view::npos ||
        end == std::string_view::npos || end == 0) {
        return false;
    }
    row_.table = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    return true;
}

bool ChangesetReader::read_row() {
    row_.before.clear();
    row_.after.clear();
    if (row_.table.empty() || !read_byte(row_.operation) || !read_byte(row_.indirect)) {
        return false;
    }
    switch (row_.operation) {
    case SQLITE_INSERT: return read_record(row_.after, true, true);
    case SQLITE_DELETE: return read_record(row_.before, true, true);
    case SQLITE_UPDATE:
        return read_record(row_.before, true, false) && read_record(row_.after, false, false);
    default: return false;
    }
}

/// `with_key`: the key values must be present; `whole`: all values must be.
bool ChangesetReader::read_record(std::vector<ChangesetValue>& values, bool with_key, bool whole) {
    values.resize(row_.in_key.size());
    for (std::size_t column = 0; column < values.size(); ++column) {
        const bool must_be_part = whole || (with_key && row_.in_key[column] != '\0');
        if (!read_value(values[column]) || (must_be_part && !values[column].is_part())) {
            return false;
        }
    }
    return true;
}

bool ChangesetReader::read_value(ChangesetValue& value) {
    value = {};
    if (!read_byte(value.type)) {
        return false;
    }
    std::size_t length = 0;
    switch (value.type) {
    case 0:
    case SQLITE_NULL: break;
    case SQLITE_INTEGER:
    case SQLITE_FLOAT: length = number_bytes; break;
    case SQLITE_TEXT:
    case SQLITE_BLOB:
        if (!read_number(length)) {
            return false;
        }
        break;
    default: return false;
    }
    if (length > rest_.size()) {
        return false;
    }
    value.bytes = rest_.substr(0, length);
    rest_.remove_prefix(length);
    return true;
}

bool ChangesetReader::read_byte(unsigned char& byte) {
    if (rest_.empty()) {
        return false;
    }
    byte = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    return true;
}

/// A SQLite varint: seven bits in each byte, high bits first.
bool ChangesetReader::read_number(std::size_t& number) {
    constexpr int most_bytes = 5;
    number = 0;
    for (int i = 0; i < most_bytes; ++i) {
        unsigned char next = 0;
        if (!read_byte(next)) {
            return false;
        }
        number = (number << bits_in_byte) | (next & ~more_follows);
        if ((next & more_follows) == 0) {
            return true;
        }
    }
    return false;
}

void ChangesetWriter::add(const ChangesetRow& row) {
    if (row.table != table_) {
        table_ = row.table;
        bytes_ += 'T';
        add_number(row.in_key.size());
        bytes_ += row.in_key;
        bytes_ += row.table;
        bytes_ += '\0';
    }
    bytes_ += static_cast<char>(row.operation);
    bytes_ += static_cast<char>(row.indirect);
    add_record(row.before);
    add_record(row.after);
}

void ChangesetWriter::add_record(const std::vector<ChangesetValue>& values) {
    for (const ChangesetValue& value : values) {
        bytes_ += static_cast<char>(value.type);
        if (value.type == SQLITE_TEXT || value.type == SQLITE_BLOB) {
            add_number(value.bytes.size());
        }
        bytes_ += value.bytes;
    }
}

void ChangesetWriter::add_number(std::size_t number) {
    std::string digits{static_cast<char>(number & ~more_follows)};
    while ((number >>= bits_in_byte) != 0) {
        digits.insert(digits.begin(), static_cast<char>(number | more_follows));
    }
    bytes_ += digits;
}

bool is_sound_changeset(std::string_view changeset) {
    ChangesetReader reader{changeset};
    while (reader.next()) {
    }
    return !reader.is_damaged();
}

}    // namespace lmsection::store
