#pragma once

#include "lmsection/base/date.hpp"
#include "lmsection/store/database.hpp"

#include "lmsection/domain/id.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace lmsection::store {

/// Statements that were prepared and are not in use, by their SQL.
using IdleStatements = std::map<std::string, std::unique_ptr<SQLite::Statement>, std::less<>>;

/// The connection, its name for messages, and the statements that it has prepared.
class Database::Impl {
public:
    Impl(std::filesystem::path named, const std::filesystem::path& opened, int flags);
    /// An empty database in memory.
    explicit Impl(std::filesystem::path named);
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;
    ~Impl();

    std::filesystem::path file;           ///< the name it bears, or will bear
    std::filesystem::path unpublished;    ///< where a file that is being made lies until then
    std::unique_ptr<SQLite::Database> connection;
    IdleStatements idle;
    std::optional<std::filesystem::path> copy_before_update;    ///< made when it was opened
    /// SQLite's counter of schema changes when the file was opened for writing; a restore and a
    /// rewrite raise it.
    std::optional<std::int64_t> schema_cookie;
};

/// What SQLite's failure means to a user, as the error to throw.
[[nodiscard]] StoreError store_error(const SQLite::Exception& failure,
                                     const std::filesystem::path& file);
/// Runs SQL without parameters or rows.
void execute(const Database& database, const char* sql);

/// A table's or column's name, quoted for SQL, which takes no parameter for it.
[[nodiscard]] std::string identifier(std::string_view name);

/// One run of a statement. Statements are prepared once a connection and handed back when the
/// query ends. Every parameter is bound; parameters and columns count from 1 and 0, as in SQLite.
class Query {
public:
    Query(const Database& database, std::string_view sql);
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;
    ~Query();

    Query& bind(int parameter, std::int64_t value);
    Query& bind(int parameter, std::string_view value);
    Query& bind(int parameter, const std::string& value);    // spares a copy
    Query& bind(int parameter, Date value) { return bind(parameter, iso(value)); }
    template <class Tag>
    Query& bind(int parameter, Id<Tag> value) {
        return bind(parameter, value.value);
    }
    template <class Value>
    Query& bind(int parameter, const std::optional<Value>& value) {
        return value ? bind(parameter, *value) : bind_null(parameter);
    }
    Query& bind_null(int parameter);
    /// The bytes stay where they are until the query ends.
    Query& bind_blob(int parameter, std::string_view bytes);

    /// Makes it ready to run once more; what is bound stays until it is bound anew.
    Query& again();
    /// Runs it once more for the record with that key, which is bound as its first parameter and
    /// which the schema holds to be there; a `StoreError` where the file lacks it.
    void find(std::int64_t key);
    /// Moves to the next row; false when there is none.
    bool step();
    /// Runs to the end a statement that returns no rows; how many rows it changed.
    int run();
    /// As `run`, but hands over SQLite's failure where there is one.
    std::optional<SQLite::Exception> try_run();

    /// SQLite's word for what the row has there: SQLITE_NULL, SQLITE_TEXT and so on.
    [[nodiscard]] int type(int column) const;
    [[nodiscard]] bool is_null(int column) const;
    [[nodiscard]] std::int64_t number(int column) const;
    [[nodiscard]] std::optional<std::int64_t> optional_number(int column) const;
    /// A column that the schema holds to lie between two numbers, both included; a `StoreError`
    /// where the file says otherwise.
    [[nodiscard]] int number_between(int least, int most, int column) const;
    /// Valid until the next step.
    [[nodiscard]] std::string_view text(int column) const;
    [[nodiscard]] std::string string(int column) const { return std::string{text(column)}; }
    /// Valid until the next step.
    [[nodiscard]] std::string_view blob(int column) const;
    /// A column that the schema holds to be a date; a `StoreError` where the file says otherwise.
    [[nodiscard]] Date date(int column) const;
    [[nodiscard]] std::optional<Date> optional_date(int column) const;
    template <class Key>
    [[nodiscard]] Key id(int column) const {
        return Key{number(column)};
    }
    template <class Key>
    [[nodiscard]] std::optional<Key> optional_id(int column) const {
        return is_null(column) ? std::nullopt : std::optional{id<Key>(column)};
    }
    /// A column whose text `parse` must be able to read; a `StoreError` where it cannot.
    template <class Parse>
    [[nodiscard]] auto parsed(int column, Parse parse) const {
        auto outcome = parse(text(column));
        if (!outcome.ok()) {
            throw damaged(outcome.fault());
        }
        return outcome.value();
    }

    /// Of a row that holds what it cannot hold.
    [[nodiscard]] StoreError damaged(const Fault& fault) const;

private:
    const Database& database_;
    IdleStatements::iterator home_;    ///< where the statement is handed back to
    std::unique_ptr<SQLite::Statement> statement_;
};

/// Writes a part of a long value into the room that the newest row of a table has for it.
void write_part(const Database& database, const char* table, const char* column, int offset,
                std::string_view part);

}    // namespace lmsection::store
