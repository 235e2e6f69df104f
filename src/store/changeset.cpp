#include "changeset.hpp"

#include "query.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

namespace lmsection::store {

namespace {

/// The primary key values of the current row, joined by slashes.
std::string key_at(sqlite3_changeset_iter* at, int columns, bool inserted) {
    const auto read_value = inserted ? sqlite3changeset_new : sqlite3changeset_old;
    unsigned char* in_key = nullptr;
    sqlite3changeset_pk(at, &in_key, nullptr);
    std::string key;
    for (int column = 0; column < columns; ++column) {
        if (in_key[column] != 0) {
            sqlite3_value* value = nullptr;
            read_value(at, column, &value);
            const auto* text = value == nullptr ? nullptr : sqlite3_value_text(value);
            key += (key.empty() ? "" : "/") +
                   std::string{text == nullptr ? "" : reinterpret_cast<const char*>(text)};
        }
    }
    return key;
}

/// The target of a changeset, and the conflict that stopped it.
struct Application {
    const Reader& database;
    std::optional<Clash> clash;
};

/// A row whose reference would be broken; SQLite reports only their number.
Clash broken_reference(const Reader& database) {
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
        const char* table = nullptr;
        int columns = 0;
        int operation = 0;
        sqlite3changeset_op(at, &table, &columns, &operation, nullptr);
        application.clash = Clash{kind_of(conflict), table,
                                  key_at(at, columns, operation == SQLITE_INSERT)};
    }
    return SQLITE_CHANGESET_ABORT;
}

/// Changesets never include the history itself.
int is_ours(void*, const char* table) {
    return std::string_view{table} == "history" ? 0 : 1;
}

void* bytes_of(std::string_view changeset) {
    return const_cast<char*>(changeset.data());    // NOLINT(cppcoreguidelines-pro-type-const-cast)
}

}    // namespace

RowAction RowChange::action() const {
    switch (row_.operation) {
    case SQLITE_INSERT: return RowAction::added;
    case SQLITE_DELETE: return RowAction::removed;
    default: return RowAction::changed;
    }
}

std::optional<std::string> RowChange::before(int column) const {
    return row_.before.empty() ? std::nullopt
                               : row_.before[static_cast<std::size_t>(column)].text();
}

std::optional<std::string> RowChange::after(int column) const {
    return row_.after.empty() ? std::nullopt : row_.after[static_cast<std::size_t>(column)].text();
}

bool walk_changeset(std::string_view changeset,
                    const std::function<bool(const RowChange&)>& visit) {
    if (!is_sound_changeset(changeset)) {
        return false;
    }
    ChangesetReader reader{changeset};
    while (reader.next() && visit(RowChange{reader.row()})) {
    }
    return true;
}

void walk_entry(const Reader& database, std::int64_t entry, std::string_view changes,
                const std::function<void(const RowChange&)>& visit) {
    const bool sound = walk_changeset(changes, [&](const RowChange& row) {
        visit(row);
        return true;
    });
    if (!sound) {
        throw StoreError{fmt::format("history entry {} in {} is damaged", entry,
                                     database.file().string()),
                         "restore a copy of it"};
    }
}

std::optional<Clash> apply_inverted(Writer& database, std::string_view changeset) {
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
