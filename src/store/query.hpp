#pragma once

#include "lmsection/base/date.hpp"
#include "lmsection/base/slug.hpp"
#include "lmsection/domain/id.hpp"
#include "lmsection/domain/program_year.hpp"
#include "lmsection/domain/role.hpp"
#include "lmsection/store/database.hpp"
#include "lmsection/store/handbook.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <concepts>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::store {

/// Prepared statements not in use, by their SQL.
using IdleStatements = std::map<std::string, std::unique_ptr<SQLite::Statement>, std::less<>>;

/// The connection, its name for messages, and the statements that it has prepared.
class Reader::Impl {
public:
    Impl(std::filesystem::path named, const std::filesystem::path& opened, int flags);
    /// An empty database in memory.
    explicit Impl(std::filesystem::path named);
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;
    ~Impl();

    std::filesystem::path file;           ///< its name, or future name
    std::filesystem::path unpublished;    ///< where a new file is until then
    std::unique_ptr<SQLite::Database> connection;
    IdleStatements idle;
    std::optional<std::filesystem::path> copy_before_update;    ///< made when it was opened
    /// SQLite's schema change counter when the file was opened for writing; restoring and rewriting
    /// the file increase it.
    std::optional<std::int64_t> schema_cookie;
    RoleReader read_roles = nullptr;           ///< null: the roles are the built-in ones
    std::optional<std::vector<Role>> roles;    ///< of the handbook, once they are read
};

/// The disk did not confirm a change, which may have been made. Thrown by `execute`.
class UnconfirmedError : public StoreError {
public:
    using StoreError::StoreError;
};

/// SQLite's code for a failure, without the bits that say more.
[[nodiscard]] int primary_code(const SQLite::Exception& failure);
/// Translates a SQLite failure into the error to throw.
[[nodiscard]] StoreError store_error(const SQLite::Exception& failure,
                                     const std::filesystem::path& file);
/// Runs SQL without parameters or rows.
void execute(Reader& database, const char* sql);

/// The number in the first column of a statement's first row, which there must be.
[[nodiscard]] std::int64_t number_from(const Reader& database, std::string_view sql);

/// A table or column name quoted for SQL.
[[nodiscard]] std::string identifier(std::string_view name);

/// A type whose values are recorded as words: a role, a kind of group, a status.
template <class Value>
concept RecordedAsWord = requires(const Value& value) {
    { word(value) } -> std::same_as<std::string_view>;
};

/// One execution of a statement that reads. Statements are prepared once per connection and
/// returned to it when the query ends. Every parameter must be bound. As in SQLite, parameters
/// count from 1 and columns from 0.
class Query {
public:
    Query(const Reader& database, std::string_view sql);
    /// Binds the first parameters.
    template <class... Values>
    Query(const Reader& database, std::string_view sql, const Values&... values)
        : Query(database, sql) {
        int parameter = 0;
        (bind(++parameter, values), ...);
    }
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;
    ~Query();

    Query& bind(int parameter, std::int64_t value);
    Query& bind(int parameter, std::string_view value);
    Query& bind(int parameter, const std::string& value);    // avoids a copy
    Query& bind(int parameter, Date value) { return bind(parameter, iso(value)); }
    Query& bind(int parameter, Month value) { return bind(parameter, iso(value)); }
    Query& bind(int parameter, ProgramYear value) { return bind(parameter, value.starting()); }
    Query& bind(int parameter, const Slug& value) { return bind(parameter, value.text()); }
    template <RecordedAsWord Value>
    Query& bind(int parameter, Value value) {
        return bind(parameter, word(value));
    }
    template <class Tag>
    Query& bind(int parameter, Id<Tag> value) {
        return bind(parameter, value.value);
    }
    template <class Value>
    Query& bind(int parameter, const std::optional<Value>& value) {
        return value ? bind(parameter, *value) : bind_null(parameter);
    }
    Query& bind_null(int parameter);
    /// The bytes must stay valid until the query ends.
    Query& bind_blob(int parameter, std::string_view bytes);

    /// Resets the statement for another run; parameters stay bound.
    Query& again();
    /// Runs the statement again with `key` as its first parameter and steps to the record, which
    /// the schema guarantees. Throws a `StoreError` if it is missing.
    void find(std::int64_t key);
    /// Moves to the next row; false when there is none.
    bool step();
    /// What `read` makes of each row.
    template <class Read>
    [[nodiscard]] auto all(Read read) {
        std::vector<decltype(read(*this))> rows;
        while (step()) {
            rows.push_back(read(*this));
        }
        return rows;
    }
    /// What `read` makes of the next row; nothing if there is none.
    template <class Read>
    [[nodiscard]] auto first(Read read) {
        return step() ? std::optional{read(*this)} : std::nullopt;
    }
    /// SQLite's type code of the value: SQLITE_NULL, SQLITE_TEXT and so on.
    [[nodiscard]] int type(int column) const;
    [[nodiscard]] bool is_null(int column) const;
    [[nodiscard]] std::int64_t number(int column) const;
    [[nodiscard]] std::optional<std::int64_t> optional_number(int column) const;
    /// A column that the schema limits to a range, inclusive. Throws a `StoreError` if the value is
    /// outside it.
    [[nodiscard]] int number_between(int least, int most, int column) const;
    /// Valid until the next step.
    [[nodiscard]] std::string_view text(int column) const;
    [[nodiscard]] std::string string(int column) const { return std::string{text(column)}; }
    /// Valid until the next step.
    [[nodiscard]] std::string_view blob(int column) const;
    /// A column that must be a date. Throws a `StoreError` if it is not.
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
    /// A column with a flag; false if it is absent.
    [[nodiscard]] bool flag(int column) const { return number(column) != 0; }
    /// A column that `parse` must accept. Throws a `StoreError` if it does not.
    template <class Parse>
    [[nodiscard]] auto parsed(int column, Parse parse) const {
        auto outcome = parse(text(column));
        if (!outcome.ok()) {
            throw damaged(outcome.fault());
        }
        return outcome.value();
    }

    /// A column with a role of the section.
    [[nodiscard]] Role role(int column) const;

    /// The error for a row with an invalid value.
    [[nodiscard]] StoreError damaged(const Fault& fault) const;

private:
    friend class Update;
    const Reader& database_;
    IdleStatements::iterator home_;    ///< where the statement is returned to
    std::unique_ptr<SQLite::Statement> statement_;
};

/// One execution of a statement that changes records and returns no rows.
class Update : public Query {
public:
    template <class... Values>
    Update(Writer& database, std::string_view sql, const Values&... values)
        : Query(database, sql, values...) {}

    template <class Value>
    Update& bind(int parameter, const Value& value) {
        Query::bind(parameter, value);
        return *this;
    }
    Update& bind_blob(int parameter, std::string_view bytes) {
        Query::bind_blob(parameter, bytes);
        return *this;
    }
    /// Returns the number of rows changed.
    int run();
    /// Like `run`, but returns SQLite's failure, if any, instead of throwing.
    std::optional<SQLite::Exception> try_run();
};

enum class Write { insert, update };
/// The statement that writes a record with these columns, which are separated by ", "; an update
/// finds the record by the first.
[[nodiscard]] std::string statement_to(Write how, std::string_view table, std::string_view columns);
/// Inserts a record or updates the one with the first value, which is its key.
template <class... Values>
void write(Writer& database, Write how, std::string_view table, std::string_view columns,
           const Values&... values) {
    Update{database, statement_to(how, table, columns), values...}.run();
}
template <class... Values>
void insert(Writer& database, std::string_view table, std::string_view columns,
            const Values&... values) {
    write(database, Write::insert, table, columns, values...);
}

/// Writes part of a long value into the space reserved for it in the newest row of a table.
void write_part(Writer& database, const char* table, const char* column, int offset,
                std::string_view part);

}    // namespace lmsection::store
