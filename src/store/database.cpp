#include "lmsection/store/database.hpp"

#include "copying.hpp"
#include "files.hpp"
#include "lmsection/domain/text.hpp"
#include "lmsection/store/schema.hpp"
#include "query.hpp"
#include "recorder.hpp"

#include <SQLiteCpp/Backup.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <string_view>
#include <system_error>

namespace lmsection::store {

namespace {

namespace fs = std::filesystem;

constexpr int busy_wait_ms = 5000;
constexpr int random_bits = 21;
constexpr std::size_t held_at_once =
    1U << 20U;    // bytes of a changeset; a longer one is written as it is made
constexpr int largest_value =
    256 << 20;    // bytes; nothing that people or commands write comes near
constexpr std::string_view make_one = "name another with --db, or make one with 'lmsection init'";

/// Another step of the splitmix64 sequence: spreads a seed over all 64 bits.
std::uint64_t scrambled(std::uint64_t& state) {
    state += 0x9e3779b97f4a7c15U;
    std::uint64_t value = state;
    value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9U;
    value = (value ^ (value >> 27U)) * 0x94d049bb133111ebU;
    return value ^ (value >> 31U);
}

/// One thread and nobody who asks for statistics: SQLite may leave its locks and counts out. Where
/// it has started already this changes nothing, and only the time is lost.
void spare_what_one_thread_needs_not() {
    static const bool once = [] {
        return sqlite3_config(SQLITE_CONFIG_SINGLETHREAD) == SQLITE_OK &&
               sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0) == SQLITE_OK;
    }();
    static_cast<void>(once);
}

void settle(SQLite::Database& connection, Access access) {
    sqlite3_db_config(connection.getHandle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(connection.getHandle(), SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(connection.getHandle(), SQLITE_DBCONFIG_ENABLE_FKEY, 1, nullptr);
    sqlite3_limit(connection.getHandle(), SQLITE_LIMIT_LENGTH, largest_value);
    connection.setBusyTimeout(busy_wait_ms);
    if (access == Access::reading) {
        // One transaction: one state of the file, and its locks taken once, for which it begins
        // with what needs no schema. That is read at once, so that a file cut short is told to be
        // damaged, not to be somebody else's.
        // Few pages are wanted twice, and memory that is touched for the first time costs more.
        connection.exec("PRAGMA cell_size_check = ON; PRAGMA cache_size = -192; "
                        "PRAGMA query_only = ON; BEGIN; "
                        "PRAGMA schema_version; SELECT 1 FROM sqlite_schema LIMIT 0");
    } else {
        connection.exec("PRAGMA cell_size_check = ON; PRAGMA synchronous = EXTRA; "
                        "PRAGMA secure_delete = ON; PRAGMA cache_size = -16384");
    }
}

void refuse_what_is_no_file(const fs::path& file) {
    std::error_code error;
    const fs::file_status status = fs::status(file, error);
    if (status.type() == fs::file_type::not_found) {
        throw StoreError{fmt::format("there is no database {}", file.string()),
                         std::string{make_one}};
    }
    if (error) {
        throw StoreError{fmt::format("the database {} cannot be reached: {}", file.string(),
                                     error.message()),
                         "check the path and its permissions"};
    }
    if (status.type() == fs::file_type::directory) {
        throw StoreError{fmt::format("{} is a folder, not a database", file.string()),
                         std::string{make_one}};
    }
}

std::int64_t pragma_number(const Database& database, std::string_view sql) {
    Query query{database, sql};
    query.step();
    return query.number(0);
}

void refuse_what_is_damaged(const Database& database) {
    Query query{database, "PRAGMA quick_check(1)"};
    if (query.step() && query.text(0) != "ok") {
        throw store_error(SQLite::Exception{query.string(0), SQLITE_CORRUPT}, database.file());
    }
    Query references{database, "PRAGMA foreign_key_check"};
    if (references.step()) {
        throw store_error(SQLite::Exception{"a record refers to nothing", SQLITE_CORRUPT},
                          database.file());
    }
}

/// Triggers and views run SQL of whoever made the file, virtual tables code of other libraries.
void refuse_foreign_parts(const Database& database) {
    Query query{database, "SELECT type, name FROM sqlite_schema WHERE type IN ('trigger', 'view') "
                          "OR sql LIKE 'CREATE VIRTUAL%'"};
    if (query.step()) {
        throw StoreError{fmt::format("{} holds the {} {}, which is not lmsection's",
                                     database.file().string(), query.string(0),
                                     in_quotes(query.text(1))),
                         "do not trust the file; restore a copy that you know"};
    }
}

void settle(const Database& database, Access access) {
    try {
        settle(*database.impl().connection, access);
    } catch (const SQLite::Exception& failure) {
        throw store_error(failure, database.file());
    }
}

/// A new file beside the one that it is to become; gone with the object, or where it cannot be
/// opened.
std::unique_ptr<Database::Impl> draft_of(const fs::path& file) {
    const fs::path draft = fresh_neighbour(file);
    try {
        auto impl = std::make_unique<Database::Impl>(file, draft, SQLite::OPEN_READWRITE);
        impl->unpublished = draft;
        return impl;
    } catch (const StoreError&) {
        remove_draft(draft);
        throw;
    }
}

void lay_down(const Database& database, int schema) {
    settle(database, Access::writing);
    // PRAGMA takes no parameters; the number is this program's own.
    execute(database, fmt::format("PRAGMA application_id = {}", application_id).c_str());
    bring_to(database, schema);
}

}    // namespace

IdSource::IdSource(std::int64_t now_ms, std::uint64_t seed)
    : last_(now_ms << random_bits), state_(seed) {
    last_ += static_cast<std::int64_t>(scrambled(state_) >> (64U - random_bits));
}

std::int64_t IdSource::next() {
    constexpr std::uint64_t widest_step = 16;    // so that ids of one run stay in order
    last_ += 1 + static_cast<std::int64_t>(scrambled(state_) % widest_step);
    return last_;
}

Database::Impl::Impl(fs::path named, const fs::path& opened, int flags) : file(std::move(named)) {
    spare_what_one_thread_needs_not();
    try {
        // SQLite takes names such as ":memory:" and "file:..." for something else than files.
        const bool named_plainly = opened.empty() || opened.is_absolute();
        const fs::path plain = named_plainly ? opened : "." / opened;
        connection = std::make_unique<SQLite::Database>(plain.string(), flags);
    } catch (const SQLite::Exception& failure) {
        throw store_error(failure, file);
    }
}

Database::Impl::Impl(fs::path named) : file(std::move(named)) {
    try {
        connection = std::make_unique<SQLite::Database>(":memory:", SQLite::OPEN_READWRITE |
                                                                        SQLite::OPEN_CREATE);
    } catch (const SQLite::Exception& failure) {
        throw store_error(failure, file);
    }
}

Database::Impl::~Impl() {
    idle.clear();
    connection.reset();
    if (!unpublished.empty()) {
        remove_draft(unpublished);
    }
}

Database::Database(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

const fs::path& Database::file() const {
    return impl_->file;
}

Database Database::open(const fs::path& file, Access access) {
    refuse_what_is_no_file(file);
    // A reader also opens for writing, where it may, so that a crashed writer's journal is
    // rolled back; query_only keeps its hands off the rest.
    Database database{std::make_unique<Impl>(file, file, SQLite::OPEN_READWRITE)};
    settle(database, access);
    if (require_ours(database) == schema_version()) {
        return database;
    }
    if (access == Access::writing) {
        bring_to(database, schema_version(), [&](int seen) {
            database.impl().copy_before_update = store::copy_before_update(database, seen);
        });
        return database;
    }
    database.impl_.reset();    // a reader's own transaction would be in the writer's way
    const auto copy = open(file, Access::writing).copy_before_update();
    Database current = open(file, access);
    current.impl().copy_before_update = copy;
    return current;
}

Database Database::look_into(const fs::path& file) {
    refuse_what_is_no_file(file);
    Database database{std::make_unique<Impl>(file, file, SQLite::OPEN_READWRITE)};
    settle(database, Access::reading);
    return database;
}

Database Database::create(const fs::path& file) {
    return create(file, schema_version());
}

Database Database::create(const fs::path& file, int schema) {
    refuse_taken(file);
    Database database{draft_of(file)};
    lay_down(database, schema);
    return database;
}

Database Database::rehearse(int schema) {
    Database database{std::make_unique<Impl>("a database that is only tried", "",
                                             SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)};
    lay_down(database, schema);
    return database;
}

Database Database::in_memory() {
    return Database{std::make_unique<Impl>("a database in memory")};
}

Database Database::copy_of(const fs::path& file) {
    refuse_what_is_no_file(file);
    const Database source{std::make_unique<Impl>(file, file, SQLite::OPEN_READONLY)};
    Database copy{std::make_unique<Impl>(file)};
    try {
        settle(*source.impl().connection, Access::reading);
        require_ours(source);
        SQLite::Backup{*copy.impl().connection, *source.impl().connection}.executeStep();
        settle(*copy.impl().connection, Access::writing);
    } catch (const SQLite::Exception& failure) {
        throw store_error(failure, file);
    }
    refuse_what_is_damaged(copy);
    bring_to(copy, schema_version());
    return copy;
}

void Database::publish() {
    impl_->idle.clear();
    impl_->connection.reset();
    give_name(impl_->unpublished, impl_->file, Existing::refuse);
    impl_->unpublished.clear();
}

const std::optional<fs::path>& Database::copy_before_update() const {
    return impl_->copy_before_update;
}

int require_ours(const Database& database) {
    const std::string file = database.file().string();
    const int version = version_of(database);
    if (pragma_number(database, "PRAGMA application_id") != application_id || version < 1) {
        throw StoreError{fmt::format("{} is not a section's database", file),
                         std::string{make_one}};
    }
    if (version > schema_version()) {
        throw StoreError{fmt::format("{} was written by a newer lmsection (format {}, this one "
                                     "reads up to {})",
                                     file, version, schema_version()),
                         "install the newer lmsection; the file is left as it is"};
    }
    refuse_foreign_parts(database);
    return version;
}

void refuse_taken(const fs::path& file, std::string_view remedy) {
    std::error_code error;
    if (fs::symlink_status(file, error).type() != fs::file_type::not_found) {
        throw RefusedError{fmt::format("{} exists already and was left as it is", file.string()),
                           std::string{remedy}};
    }
}

void require_copy(const fs::path& copy) {
    std::error_code error;
    if (fs::status(copy, error).type() == fs::file_type::not_found) {
        throw StoreError{fmt::format("there is no copy {}", copy.string()),
                         "check its path; nothing was changed"};
    }
}

Change::Change(const Database& database, Deed deed, std::int64_t history_id, Kept kept)
    : database_(database), deed_(std::move(deed)), history_id_(history_id) {
    execute(database_, "BEGIN IMMEDIATE");
    try {
        if (kept == Kept::everything) {
            recorder_ = std::make_unique<Recorder>(database_.impl().connection->getHandle(),
                                                   database_.file());
        } else {
            keep("", 0);
        }
    } catch (...) {
        roll_back(database_);
        throw;
    }
}

Change::~Change() {
    recorder_.reset();
    if (open_) {
        roll_back(database_);
    }
}

void Change::keep(std::optional<std::string_view> changes, std::size_t room) {
    // A clock that went backwards must not put this before what it may undo, nor give it the number
    // that another copy of the file gives.
    Query query{database_,
                "INSERT INTO history (id, at, actor, command, changes, undoes) "
                "VALUES (max(?1, ifnull((SELECT max(id) FROM history) + max(1, ?1 % 2097152), 0)), "
                "?2, ?3, ?4, ifnull(?5, zeroblob(?6)), ?7)"};
    query.bind(1, history_id_).bind(2, deed_.at).bind(3, deed_.actor).bind(4, deed_.command);
    if (changes) {
        query.bind_blob(5, *changes);    // NULL would not be nothing
    } else {
        query.bind_null(5);
    }
    query.bind(6, static_cast<std::int64_t>(room)).bind(7, deed_.undoes);
    query.run();
}

std::size_t Change::fill_in() {
    std::string held;
    std::size_t written = 0;
    const auto write = [&] {
        write_part(database_, "history", "changes", static_cast<int>(written), held);
        written += held.size();
        held.clear();
    };
    recorder_->each_part([&](std::string_view part) {
        held += part;
        if (held.size() >= held_at_once) {
            write();
        }
    });
    write();
    return written;
}

void Change::record() {
    const std::size_t most = recorder_->size_at_most();
    if (most <= held_at_once) {
        if (const std::string changes = recorder_->changes(); !changes.empty()) {
            keep(changes, 0);
        }
        return;
    }
    keep(std::nullopt, most);
    if (const std::size_t size = fill_in(); size < most) {    // some of it was changed back
        Query{database_, "DELETE FROM history WHERE id = last_insert_rowid()"}.run();
        if (size > 0) {
            keep(std::nullopt, size);
            fill_in();
        }
    }
}

void Change::commit() {
    if (recorder_) {
        record();
    }
    recorder_.reset();
    execute(database_, "COMMIT");
    open_ = false;
}

}    // namespace lmsection::store
