// SQLite trusts the changesets that it is handed: on one that is cut off within a table's name it
// never returns. A file may come from anybody, so its changesets are looked at before.
#include "changeset.hpp"

#include <cstdint>

namespace lmsection::store {

namespace {

constexpr std::size_t most_columns = 64;
constexpr std::size_t number_bytes = 8;

/// Reads a changeset from its start; every step is false where it is not what it should be.
class ChangesetCheck {
public:
    explicit ChangesetCheck(std::string_view bytes) : rest_(bytes) {}

    bool sound() {
        while (!rest_.empty()) {
            const bool table = rest_.front() == 'T';
            if (table ? !table_header() : !row()) {
                return false;
            }
        }
        return true;
    }

private:
    bool byte(unsigned& value) {
        if (rest_.empty()) {
            return false;
        }
        value = static_cast<unsigned char>(rest_.front());
        rest_.remove_prefix(1);
        return true;
    }

    bool skip(std::size_t bytes) {
        if (bytes > rest_.size()) {
            return false;
        }
        rest_.remove_prefix(bytes);
        return true;
    }

    /// A number of SQLite's: seven bits a byte, the high ones first.
    bool number(std::size_t& value) {
        constexpr int most_bytes = 5;
        constexpr unsigned more = 0x80;
        value = 0;
        for (int i = 0; i < most_bytes; ++i) {
            unsigned next = 0;
            if (!byte(next)) {
                return false;
            }
            value = (value << 7U) | (next & ~more);
            if ((next & more) == 0) {
                return true;
            }
        }
        return false;
    }

    bool table_header() {
        rest_.remove_prefix(1);
        if (!number(columns_) || columns_ == 0 || columns_ > most_columns ||
            rest_.size() < columns_) {
            return false;
        }
        in_key_ = rest_.substr(0, columns_);
        rest_.remove_prefix(columns_);
        const auto end = rest_.find('\0');
        return in_key_.find_first_not_of('\0') != std::string_view::npos &&
               end != std::string_view::npos && end > 0 && skip(end + 1);
    }

    bool row() {
        unsigned operation = 0;
        unsigned indirect = 0;
        if (columns_ == 0 || !byte(operation) || !byte(indirect)) {
            return false;
        }
        const bool update = operation == SQLITE_UPDATE;
        const bool whole = operation == SQLITE_INSERT || operation == SQLITE_DELETE;
        return (update || whole) && record(true, whole) && (!update || record(false, false));
    }

    /// The values of a row. `with_key`: the key's values must be there; `whole`: all must be.
    bool record(bool with_key, bool whole) {
        for (std::size_t column = 0; column < columns_; ++column) {
            const bool is_key = in_key_[column] != '\0';
            if (!value(whole || (with_key && is_key))) {
                return false;
            }
        }
        return true;
    }

    bool value(bool must_be_there) {
        unsigned type = 0;
        std::size_t length = 0;
        if (!byte(type)) {
            return false;
        }
        switch (type) {
        case 0: return !must_be_there;
        case SQLITE_INTEGER:
        case SQLITE_FLOAT: return skip(number_bytes);
        case SQLITE_TEXT:
        case SQLITE_BLOB: return number(length) && skip(length);
        case SQLITE_NULL: return true;
        default: return false;
        }
    }

    std::string_view rest_;
    std::size_t columns_ = 0;
    std::string_view in_key_;
};

}    // namespace

bool is_sound_changeset(std::string_view changeset) {
    return ChangesetCheck{changeset}.sound();
}

}    // namespace lmsection::store
