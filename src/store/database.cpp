#include "lmsection/store/database.hpp"

#include "file_check.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/store/backup.hpp"
#include "lmsection/store/file.hpp"
#include "lmsection/store/integrity.hpp"
#include "lmsection/store/interruption.hpp"
#include "lmsection/store/schema.hpp"
#include "query.hpp"
#include "schema_row.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <new>
#include <string_view>
#include <system_error>

namespace lmsection::store {

namespace {

namespace fs = std::filesystem;

constexpr int busy_wait_ms = 5000;
constexpr int random_bits = 21;
constexpr int largest_value = 256 << 20;    // bytes; far more than people or commands ever write

constexpr std::string_view make_one = "name another with --db, or create one with 'lmsection init'";

/// Another step of the splitmix64 sequence: spreads a seed over all 64 bits.
std::uint64_t scrambled(std::uint64_t& state) {
    state += 0x9e3779b97f4a7c15U;
    std::uint64_t value = state;
    value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9U;
    value = (value ^ (value >> 27U)) * 0x94d049bb133111ebU;
    return value ^ (value >> 31U);
}

/// Turns off SQLite's mutexes and memory statistics, which one thread does not need. Has no effect
/// if SQLite is already initialized.
void configure_for_one_thread() {
    static const bool once = [] {
        return sqlite3_config(SQLITE_CONFIG_SINGLETHREAD) == SQLITE_OK &&
               sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0) == SQLITE_OK;
    }();
    static_cast<void>(once);
}

/// Waits for another program's lock with SQLite's own delays. Gives up after `busy_wait_ms`, or
/// immediately if a signal asks this process to stop.
int wait_for_lock(void* /*none*/, int waits) {
    constexpr std::array steps_ms{1, 2, 5, 10, 15, 20, 25, 25, 25, 50, 50};
    constexpr int later_ms = 100;
    constexpr int first_steps_ms = 228;
    const auto step = static_cast<std::size_t>(waits);
    const bool first = step < steps_ms.size();
    const int waited =
        first ? 0 : first_steps_ms + later_ms * (waits - static_cast<int>(steps_ms.size()));
    if (interrupted_by != 0 || waited >= busy_wait_ms) {
        return 0;
    }
    sqlite3_sleep(first ? steps_ms.at(step) : later_ms);
    return 1;
}

int is_interrupted(void* /*none*/) {
    return interrupted_by == 0 ? 0 : 1;
}

/// Makes statements and waits end when a signal asks this process to stop.
void stop_on_signals(SQLite::Database& connection) {
    constexpr int instructions =
        10'000;    // SQLite virtual machine instructions: well below a millisecond
    sqlite3_progress_handler(connection.getHandle(), instructions, is_interrupted, nullptr);
    sqlite3_busy_handler(connection.getHandle(), wait_for_lock, nullptr);
}

void settle(Database& database, Access access) {
    sqlite3* connection = database.impl().connection->getHandle();
    sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_FKEY, 1, nullptr);
    sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, largest_value);
    if (access == Access::reading) {
        // One transaction gives one snapshot and takes the locks once. It starts with a read that
        // needs no schema, so that a truncated file is reported as damaged and not as another
        // program's. The cache is small, because few pages are read twice and touching new memory
        // is expensive; setting its size reads the schema.
        execute(database, "PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY; "
                          "PRAGMA query_only = ON; BEGIN; PRAGMA schema_version; "
                          "PRAGMA cache_size = -192");
    } else {
        execute(database, "PRAGMA cell_size_check = ON; PRAGMA synchronous = EXTRA; "
                          "PRAGMA temp_store = MEMORY; PRAGMA secure_delete = ON; "
                          "PRAGMA cache_size = -16384");
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
    if (status.type() != fs::file_type::regular) {
        throw StoreError{fmt::format("{} is not a file that can hold a database", file.string()),
                         std::string{make_one}};
    }
    refuse_long_path(file);
}

void refuse_what_is_damaged(const Reader& database) {
    Query query{database, "PRAGMA quick_check(1)"};
    if (query.step() && query.text(0) != "ok") {
        throw store_error(SQLite::Exception{query.string(0), SQLITE_CORRUPT}, database.file());
    }
}

/// Triggers and views run SQL written by the file's author, and virtual tables run code from other
/// libraries; so can indexes and columns that this program did not create.
void refuse_foreign_parts(const Reader& database, int version) {
    if (const auto foreign = foreign_rows(database, version); !foreign.empty()) {
        const ForeignRow& row = foreign.front();
        throw StoreError{fmt::format("{} has the {} {}, which is not {}", database.file().string(),
                                     row.type, in_quotes(row.name), row.expected()),
                         "do not trust the file; restore a copy that you trust"};
    }
}

std::int64_t schema_cookie_of(const Reader& database) {
    return number_from(database, "PRAGMA schema_version");
}

/// Copies a file into an empty database in memory, byte for byte. `from` must be in a transaction,
/// so that the bytes stay the same.
void load(const Reader& from, Database& to) {
    sqlite3_file* file = nullptr;
    sqlite3_file_control(from.impl().connection->getHandle(), "main", SQLITE_FCNTL_FILE_POINTER,
                         static_cast<void*>(&file));
    sqlite3_int64 size = 0;
    int code = file->pMethods->xFileSize(file, &size);
    if (code == SQLITE_OK && size == 0) {
        return;    // nothing to copy; an empty database is refused later like any other that is not
                   // ours
    }
    auto* bytes = static_cast<unsigned char*>(
        code == SQLITE_OK ? sqlite3_malloc64(static_cast<sqlite3_uint64>(size)) : nullptr);
    if (code == SQLITE_OK && bytes == nullptr) {
        throw std::bad_alloc{};
    }
    constexpr sqlite3_int64 most_at_once = 1 << 30;
    for (sqlite3_int64 at = 0; code == SQLITE_OK && at < size; at += most_at_once) {
        const auto part = static_cast<int>(std::min(size - at, most_at_once));
        code = file->pMethods->xRead(file, bytes + at, part, at);
    }
    if (code == SQLITE_OK) {
        code = sqlite3_deserialize(to.impl().connection->getHandle(), "main", bytes, size, size,
                                   SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE);
    } else {
        sqlite3_free(bytes);
    }
    if (code != SQLITE_OK) {
        throw store_error(SQLite::Exception{sqlite3_errstr(code), code}, from.file());
    }
}

/// Opens an existing file and checks it before any statement runs.
std::unique_ptr<Reader::Impl> open_checked(const fs::path& file, Opening opening) {
    refuse_what_is_no_file(file);
    const int flags = opening == Opening::recovers ? SQLite::OPEN_READWRITE : SQLite::OPEN_READONLY;
    auto impl = std::make_unique<Reader::Impl>(file, file, flags);
    check_before_use(*impl->connection, file, opening);
    return impl;
}

void require_free_name(const fs::path& file) {
    refuse_long_path(file);
    refuse_existing(file);
    refuse_stray_side_files(file);
}

/// A new file beside its future name; deleted with the object, or if it cannot be opened.
std::unique_ptr<Reader::Impl> draft_of(const fs::path& file) {
    const fs::path draft = create_beside(file);
    try {
        auto impl = std::make_unique<Reader::Impl>(file, draft, SQLite::OPEN_READWRITE);
        impl->unpublished = draft;
        return impl;
    } catch (const StoreError&) {
        remove_draft(draft);
        throw;
    }
}

void lay_down(Database& database, int schema) {
    settle(database, Access::writing);
    // PRAGMA accepts no parameters; the number is a constant.
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

Reader::Impl::Impl(fs::path named, const fs::path& opened, int flags) : file(std::move(named)) {
    configure_for_one_thread();
    try {
        // SQLite does not treat names such as ":memory:" and "file:..." as plain files.
        const bool is_plain = opened.empty() || opened.is_absolute();
        const fs::path plain = is_plain ? opened : "." / opened;
        connection = std::make_unique<SQLite::Database>(plain.string(), flags);
        stop_on_signals(*connection);
    } catch (const SQLite::Exception& failure) {
        throw store_error(failure, file);
    }
}

Reader::Impl::Impl(fs::path named)
    : Impl(std::move(named), {},
           SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLite::OPEN_MEMORY) {}

Reader::Impl::~Impl() {
    idle.clear();
    connection.reset();
    if (!unpublished.empty()) {
        remove_draft(unpublished);
    }
}

Database::Database(std::unique_ptr<Impl> impl) : Reader(*impl), owned_(std::move(impl)) {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

const fs::path& Reader::file() const {
    return impl_->file;
}

Database Database::open(const fs::path& file, Access access) {
    // Readers also open for writing if possible, so that a crashed writer's journal is rolled back;
    // query_only prevents any other change.
    Database database{open_checked(file, Opening::recovers)};
    settle(database, access);
    if (require_ours(database) != schema_version()) {
        if (access == Access::reading) {
            database.owned_.reset();    // a reader's transaction would block the writer
            const auto copy = open(file, Access::writing).copy_before_update();
            Database current = open(file, access);
            current.impl().copy_before_update = copy;
            return current;
        }
        database.update();
    }
    if (access == Access::writing) {
        database.impl().schema_cookie = schema_cookie_of(database);
    }
    return database;
}

void Database::update() {
    const auto& copy = owned_->copy_before_update;
    try {
        bring_to(*this, schema_version(), [&](int seen) {
            owned_->copy_before_update = store::copy_before_update(*this, seen);
        });
    } catch (const UnconfirmedError&) {    // the file is changed, so its copy stays
        throw StoreError{fmt::format("the disk did not confirm the upgrade of {}", file().string()),
                         fmt::format("the old file is in {}; check the disk",
                                     copy.value_or(file()).string())};
    } catch (...) {
        if (copy) {
            remove_draft(*copy);    // the file is unchanged
        }
        throw;
    }
}

Database Database::open_untouched(const fs::path& file, Access access) {
    Database database{open_checked(file, Opening::touches_nothing)};
    if (access == Access::reading) {
        settle(database, access);
        if (require_ours(database) == schema_version()) {
            return database;
        }
    } else {
        execute(database,
                "BEGIN; PRAGMA schema_version");    // locks the file without reading the schema
    }
    Database copy{std::make_unique<Impl>(file)};
    load(database, copy);
    settle(copy, Access::writing);
    if (require_ours(copy) != schema_version()) {
        bring_to(copy, schema_version());
    }
    if (access == Access::reading) {
        execute(copy, "PRAGMA query_only = ON");
    }
    return copy;
}

Database Database::open_as_is(const fs::path& file, Opening opening) {
    Database database{open_checked(file, opening)};
    settle(database, Access::reading);
    return database;
}

Database Database::open_locked(const fs::path& file) {
    Database database{std::make_unique<Impl>(file, file, SQLite::OPEN_READWRITE)};
    settle(database, Access::reading);
    return database;
}

Database Database::create(const fs::path& file) {
    return create(file, schema_version());
}

Database Database::create(const fs::path& file, int schema) {
    require_free_name(file);
    Database database{draft_of(file)};
    lay_down(database, schema);
    return database;
}

Database Database::create_in_memory(int schema) {
    Database database{std::make_unique<Impl>("a database in memory")};
    lay_down(database, schema);
    return database;
}

Database Database::in_memory() {
    return Database{std::make_unique<Impl>("a database in memory")};
}

Database Database::copy_of(const fs::path& file) {
    Database copy = open_untouched(file, Access::writing);
    refuse_what_is_damaged(copy);
    return copy;
}

void Database::publish() {
    owned_->idle.clear();
    owned_->connection.reset();
    rename_into_place(owned_->unpublished, owned_->file, Existing::refuse);
    owned_->unpublished.clear();
}

const std::optional<fs::path>& Database::copy_before_update() const {
    return owned_->copy_before_update;
}

int require_ours(const Reader& database) {
    const std::string file = database.file().string();
    const int version = version_of(database);
    if (!is_marked_ours(database) || version < 1) {
        throw StoreError{fmt::format("{} is not a section's database", file),
                         std::string{make_one}};
    }
    if (version > schema_version()) {
        throw StoreError{fmt::format("{} was written by a newer lmsection (format {}, this one "
                                     "reads up to {})",
                                     file, version, schema_version()),
                         "install a newer lmsection; the file was not changed"};
    }
    refuse_foreign_parts(database, version);
    return version;
}

void refuse_replaced(const Reader& database) {
    const auto& cookie = database.impl().schema_cookie;
    if (cookie && schema_cookie_of(database) != *cookie) {
        throw StoreError{fmt::format("another command restored or rewrote {} in the meantime",
                                     database.file().string()),
                         "nothing was changed; try again"};
    }
}

void refuse_existing(const fs::path& file, std::string_view remedy) {
    std::error_code error;
    const fs::file_status status = fs::symlink_status(file, error);
    if (status.type() == fs::file_type::none) {
        throw StoreError{fmt::format("{} cannot be created: {}", file.string(), error.message()),
                         "check the path and its permissions"};
    }
    if (status.type() != fs::file_type::not_found) {
        throw RefusedError{fmt::format("{} already exists and was not changed", file.string()),
                           std::string{remedy}};
    }
}

void require_room_for(const fs::path& file) {
    require_free_name(file);
    const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path{"."};
    if (::access(folder.c_str(), W_OK | X_OK) != 0) {
        throw StoreError{fmt::format("no file can be created in {}: {}", folder.string(),
                                     std::strerror(errno)),
                         "check that the folder exists and that you can write to it"};
    }
}

void require_copy(const fs::path& copy) {
    std::error_code error;
    const fs::file_status status = fs::status(copy, error);
    if (status.type() == fs::file_type::not_found) {
        throw StoreError{fmt::format("there is no copy {}", copy.string()),
                         "check its path; nothing was changed"};
    }
    if (status.type() == fs::file_type::none) {
        throw StoreError{fmt::format("{} cannot be reached: {}", copy.string(), error.message()),
                         "check its path and permissions; nothing was changed"};
    }
}

}    // namespace lmsection::store
