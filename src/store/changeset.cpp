#include "changeset.hpp"

#include "query.hpp"

#include <fmt/format.h>

#include <array>

namespace lmsection::store {

namespace {

std::optional<std::string> text_of(sqlite3_value* value) {
    if (value == nullptr || sqlite3_value_type(value) == SQLITE_NULL) {
        return std::nullopt;
    }
    const auto* bytes = static_cast<const char*>(sqlite3_value_blob(value));
    const auto* text = sqlite3_value_type(value) == SQLITE_BLOB
                           ? bytes
                           : reinterpret_cast<const char*>(sqlite3_value_text(value));
    return text == nullptr
               ? std::string{}
               : std::string{text, static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

RowDeed deed_of(int operation) {
    switch (operation) {
    case SQLITE_INSERT: return RowDeed::added;
    case SQLITE_DELETE: return RowDeed::removed;
    default: return RowDeed::changed;
    }
}

/// What a changeset is applied to, and what stood against it.
struct Application {
    const Database& database;
    std::optional<Clash> clash;
};

/// A row whose reference would lead nowhere; SQLite tells only how many there are.
Clash broken_reference(const Database& database) {
    Query query{database, "PRAGMA foreign_key_check"};
    if (!query.step()) {
        return {Clash::Kind::needed, "", ""};
    }
    return {Clash::Kind::needed, query.string(0), query.is_null(1) ? "" : query.string(1)};
}

Clash::Kind kind_of(int conflict) {
    switch (conflict) {
    case SQLITE_CHANGESET_NOTFOUND: return Clash::Kind::gone;
    case SQLITE_CHANGESET_CONFLICT: return Clash::Kind::there_again;
    case SQLITE_CHANGESET_CONSTRAINT: return Clash::Kind::taken;
    default: return Clash::Kind::differs;
    }
}

int on_conflict(void* context, int conflict, sqlite3_changeset_iter* at) {
    auto& application = *static_cast<Application*>(context);
    if (conflict == SQLITE_CHANGESET_FOREIGN_KEY) {
        application.clash = broken_reference(application.database);
    } else {
        const RowChange row{at};
        application.clash = Clash{kind_of(conflict), row.table(), row.key()};
    }
    return SQLITE_CHANGESET_ABORT;
}

/// The history is no part of what it keeps.
int is_ours(void*, const char* table) {
    return std::string_view{table} == "history" ? 0 : 1;
}

void* bytes_of(std::string_view changeset) {
    return const_cast<char*>(changeset.data());    // NOLINT(cppcoreguidelines-pro-type-const-cast)
}

}    // namespace

RowChange::RowChange(sqlite3_changeset_iter* at) : at_(at) {
    const char* name = nullptr;
    int operation = 0;
    int indirect = 0;
    sqlite3changeset_op(at, &name, &columns_, &operation, &indirect);
    table_ = name;
    deed_ = deed_of(operation);
}

std::string RowChange::key() const {
    unsigned char* in_key = nullptr;
    int columns = 0;
    sqlite3changeset_pk(at_, &in_key, &columns);
    std::string key;
    for (int column = 0; column < columns; ++column) {
        if (in_key[column] != 0) {
            const auto value = deed_ == RowDeed::added ? after(column) : before(column);
            key += (key.empty() ? "" : "/") + value.value_or("");
        }
    }
    return key;
}

std::optional<std::string> RowChange::before(int column) const {
    sqlite3_value* value = nullptr;
    if (deed_ != RowDeed::added) {
        sqlite3changeset_old(at_, column, &value);
    }
    return text_of(value);
}

std::optional<std::string> RowChange::after(int column) const {
    sqlite3_value* value = nullptr;
    if (deed_ != RowDeed::removed) {
        sqlite3changeset_new(at_, column, &value);
    }
    return text_of(value);
}

bool walk_changeset(std::string_view changeset, const std::function<bool(const RowChange&)>& take) {
    sqlite3_changeset_iter* at = nullptr;
    if (!is_sound_changeset(changeset) ||
        sqlite3changeset_start(&at, static_cast<int>(changeset.size()), bytes_of(changeset)) !=
            SQLITE_OK) {
        return false;
    }
    try {
        while (sqlite3changeset_next(at) == SQLITE_ROW && take(RowChange{at})) {
        }
    } catch (...) {
        sqlite3changeset_finalize(at);
        throw;
    }
    return sqlite3changeset_finalize(at) == SQLITE_OK;
}

std::optional<Clash> apply_inverted(const Database& database, std::string_view changeset) {
    Application application{database, std::nullopt};
    if (!is_sound_changeset(changeset)) {
        throw store_error(SQLite::Exception{"a damaged entry of the history", SQLITE_CORRUPT},
                          database.file());
    }
    const int code = sqlite3changeset_apply_v2(database.impl().connection->getHandle(),
                                               static_cast<int>(changeset.size()),
                                               bytes_of(changeset), is_ours, on_conflict,
                                               &application, nullptr, nullptr,
                                               SQLITE_CHANGESETAPPLY_INVERT);
    if (code != SQLITE_OK && !application.clash) {
        throw store_error(SQLite::Exception{sqlite3_errstr(code), code}, database.file());
    }
    return application.clash;
}

}    // namespace lmsection::store
