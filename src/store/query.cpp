#include "query.hpp"

#include "lmsection/store/interruption.hpp"
#include "lmsection/store/record_check.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>

namespace lmsection::store {

namespace {

/// Whether this process may open no more files.
bool is_out_of_descriptors() {
    const int descriptor = ::open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool is_out = descriptor < 0 && (errno == EMFILE || errno == ENFILE);
    if (descriptor >= 0) {
        ::close(descriptor);
    }
    return is_out;
}

/// Whether a file size limit is set; SQLite does not report reaching it as a full disk.
bool is_size_limited() {
    rlimit limit{};
    return ::getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY;
}

/// Explains a failure whose cause is not in SQLite's code; nothing if it is.
std::optional<Fault> meaning_of_limits(int extended_code, int code, const std::string& file) {
    if (extended_code == SQLITE_IOERR_WRITE && is_size_limited()) {
        return Fault{
            fmt::format("the limit on file sizes was reached, so nothing was written to {}", file),
            "raise the limit with 'ulimit -f' and try again"};
    }
    if (code == SQLITE_CANTOPEN && is_out_of_descriptors()) {
        return Fault{fmt::format("the database {} cannot be opened: too many open files", file),
                     "raise the limit with 'ulimit -n' and try again"};
    }
    return std::nullopt;
}

/// The fault for a primary result code.
Fault meaning(int code, const std::string& file, const char* message) {
    switch (code) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {fmt::format("the database {} is in use by another program", file),
                "try again in a moment"};
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return {fmt::format("the database {} is read-only", file),
                "check the permissions of the file and its folder"};
    case SQLITE_FULL:
        return {fmt::format("the disk is full, so nothing was written to {}", file),
                "make room and try again"};
    case SQLITE_NOTADB:
        return {fmt::format("{} is not a database", file),
                "name a section's database with --db, or create one with 'lmsection init'"};
    case SQLITE_CORRUPT:
        return {fmt::format("the database {} is damaged ({})", file, message),
                "restore a copy of it"};
    case SQLITE_CANTOPEN:
        return {fmt::format("the database {} cannot be opened", file),
                "check that it is a file, and the permissions of it and its folder"};
    default:
        return {fmt::format("the database {} failed: {}", file, message),
                "nothing was changed; check the disk and try again"};
    }
}

bool is_unconfirmed(const SQLite::Exception& failure) {
    return failure.getExtendedErrorCode() == SQLITE_IOERR_DIR_FSYNC;    // the journal is deleted
}

/// "?1, ?2, ?3" for three columns, if `first` is 1.
std::string parameters_for(std::string_view columns, int first) {
    std::string parameters = "?" + std::to_string(first);
    for (const char c : columns) {
        if (c == ',') {
            parameters += ", ?" + std::to_string(++first);
        }
    }
    return parameters;
}

}    // namespace

int primary_code(const SQLite::Exception& failure) {
    constexpr int primary_bits = 0xff;
    return failure.getErrorCode() & primary_bits;
}

StoreError store_error(const SQLite::Exception& failure, const std::filesystem::path& file) {
    if (is_unconfirmed(failure)) {
        return {fmt::format("the disk did not confirm the change to {}", file.string()),
                "check with 'lmsection log' whether it was made, and check the disk"};
    }
    if (failure.getExtendedErrorCode() == SQLITE_READONLY_DBMOVED) {
        return {fmt::format("another file replaced {} in the meantime", file.string()),
                "nothing was changed; try again"};
    }
    stop_if_interrupted();    // an interruption is the cause, whatever failed
    if (failure.getExtendedErrorCode() == SQLITE_READONLY_ROLLBACK) {
        return {fmt::format("a change of {} was interrupted and must be rolled back first",
                            file.string()),
                "check that you can write to the file and its folder"};
    }
    const int code = primary_code(failure);
    if (const auto limited = meaning_of_limits(failure.getExtendedErrorCode(), code,
                                               file.string())) {
        return StoreError{*limited};
    }
    return StoreError{meaning(code, file.string(), failure.what())};
}

void execute(Reader& database, const char* sql) {
    try {
        database.impl().connection->exec(sql);
    } catch (const SQLite::Exception& failure) {
        if (is_unconfirmed(failure)) {
            throw UnconfirmedError{store_error(failure, database.file()).faults()};
        }
        throw store_error(failure, database.file());
    }
}

std::int64_t number_from(const Reader& database, std::string_view sql) {
    Query query{database, sql};
    query.step();
    return query.number(0);
}

std::string identifier(std::string_view name) {
    std::string quoted = "\"";
    for (const char c : name) {
        quoted += c == '"' ? "\"\"" : std::string(1, c);
    }
    return quoted + '"';
}

Query::Query(const Reader& database, std::string_view sql) : database_(database) {
    auto& idle = database.impl().idle;
    home_ = idle.find(sql);
    if (home_ == idle.end()) {
        home_ = idle.try_emplace(std::string{sql}).first;
    }
    if (home_->second) {
        statement_ = std::move(home_->second);
        return;
    }
    try {
        statement_ = std::make_unique<SQLite::Statement>(*database.impl().connection, home_->first);
    } catch (const SQLite::Exception& failure) {
        throw store_error(failure, database.file());
    }
}

Query::~Query() {
    statement_->tryReset();
    home_->second = std::move(statement_);
}

Query& Query::bind(int parameter, std::int64_t value) {
    statement_->bind(parameter, value);
    return *this;
}

Query& Query::bind(int parameter, std::string_view value) {
    return bind(parameter, std::string{value});
}

Query& Query::bind(int parameter, const std::string& value) {
    statement_->bind(parameter, value);
    return *this;
}

Query& Query::bind_null(int parameter) {
    statement_->bind(parameter);
    return *this;
}

Query& Query::bind_blob(int parameter, std::string_view bytes) {
    statement_->bindNoCopy(parameter, static_cast<const void*>(bytes.data()),
                           static_cast<int>(bytes.size()));
    return *this;
}

Query& Query::again() {
    statement_->tryReset();
    return *this;
}

void Query::find(std::int64_t key) {
    if (!again().bind(1, key).step()) {
        throw damaged({"a reference to a record that does not exist", ""});
    }
}

bool Query::step() {
    try {
        return statement_->executeStep();
    } catch (const SQLite::Exception& failure) {
        throw store_error(failure, database_.file());
    }
}

int Update::run() {
    try {
        return statement_->exec();
    } catch (const SQLite::Exception& failure) {
        throw store_error(failure, database_.file());
    }
}

std::optional<SQLite::Exception> Update::try_run() {
    try {
        statement_->exec();
        return std::nullopt;
    } catch (const SQLite::Exception& failure) {
        return failure;
    }
}

int Query::type(int column) const {
    return statement_->getColumn(column).getType();
}

bool Query::is_null(int column) const {
    return statement_->isColumnNull(column);
}

std::int64_t Query::number(int column) const {
    return statement_->getColumn(column).getInt64();
}

std::optional<std::int64_t> Query::optional_number(int column) const {
    return is_null(column) ? std::nullopt : std::optional{number(column)};
}

std::string_view Query::blob(int column) const {
    const SQLite::Column value = statement_->getColumn(column);
    const auto* bytes = static_cast<const char*>(value.getBlob());
    return {bytes, static_cast<std::size_t>(value.getBytes())};
}

std::string_view Query::text(int column) const {
    const SQLite::Column value = statement_->getColumn(column);
    const char* bytes = value.getText();
    return {bytes, static_cast<std::size_t>(value.getBytes())};
}

int Query::number_between(int least, int most, int column) const {
    const std::int64_t found = number(column);
    if (found < least || found > most) {
        throw damaged({fmt::format("{} is not between {} and {}", found, least, most), ""});
    }
    return static_cast<int>(found);
}

Date Query::date(int column) const {
    const std::string_view found = text(column);
    const auto day = parse_iso_date(found);
    if (!day) {
        throw damaged({fmt::format("'{}' is not a day", found), ""});
    }
    return *day;
}

std::optional<Date> Query::optional_date(int column) const {
    return is_null(column) ? std::nullopt : std::optional{date(column)};
}

std::string statement_to(Write how, std::string_view table, std::string_view columns) {
    if (how == Write::insert) {
        return fmt::format("INSERT INTO {} ({}) VALUES ({})", table, columns,
                           parameters_for(columns, 1));
    }
    constexpr std::string_view comma = ", ";
    const auto end_of_key = columns.find(comma);
    const std::string_view others = columns.substr(end_of_key + comma.size());
    return fmt::format("UPDATE {} SET ({}) = ({}) WHERE {} = ?1", table, others,
                       parameters_for(others, 2), columns.substr(0, end_of_key));
}

void write_part(Writer& database, const char* table, const char* column, int offset,
                std::string_view part) {
    sqlite3* connection = database.impl().connection->getHandle();
    sqlite3_blob* room = nullptr;
    int code = sqlite3_blob_open(connection, "main", table, column,
                                 sqlite3_last_insert_rowid(connection), 1, &room);
    if (code == SQLITE_OK) {
        code = sqlite3_blob_write(room, part.data(), static_cast<int>(part.size()), offset);
    }
    sqlite3_blob_close(room);
    if (code != SQLITE_OK) {
        throw store_error(SQLite::Exception{sqlite3_errstr(code), code}, database.file());
    }
}

Role Query::role(int column) const {
    const std::string_view id = text(column);
    for (const Role role : roles_of(database_)) {
        if (word(role) == id) {
            return role;
        }
    }
    return parsed(column, [&](std::string_view) { return role_on_record({}, id); });
}

StoreError Query::damaged(const Fault& fault) const {
    // The record check can name the record; this statement cannot.
    std::string what = fault.what;
    try {
        check_records(
            database_, {},
            [&](const RecordFlaw& flaw) {
                const bool found = flaw.severity == Severity::fault;
                what = found ? flaw.text() : what;
                return !found;
            },
            ignore_progress);
    } catch (const StoreError&) {    // the file has other damage
    }
    return {fmt::format("the database {} has a bad record: {}", database_.file().string(), what),
            "see 'lmsection doctor', or restore a copy"};
}

}    // namespace lmsection::store
