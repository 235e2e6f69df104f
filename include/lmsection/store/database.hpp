#pragma once

#include "lmsection/base/error.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>

namespace lmsection::store {

/// Identifies a file as lmsection's (`PRAGMA application_id`).
inline constexpr std::int32_t application_id = 0x6c6d7363;

enum class Access { reading, writing };
/// Whether opening a file may recover it (roll back an interrupted change, switch out of WAL mode)
/// or must not write a byte.
enum class Opening { recovers, touches_nothing };

/// Generates 63-bit row ids that differ between copies of a database: the high bits are the time in
/// milliseconds, the low bits random.
class IdSource {
public:
    /// `now_ms`: milliseconds since 1970; `seed`: any random number.
    IdSource(std::int64_t now_ms, std::uint64_t seed);
    [[nodiscard]] std::int64_t next();

private:
    std::int64_t last_;
    std::uint64_t state_;
};

/// What queries need. Only a `Database` and a `Writer` are readers. Every SQLite failure is thrown
/// as a `StoreError`.
class Reader {
public:
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    [[nodiscard]] const std::filesystem::path& file() const;

    class Impl;
    [[nodiscard]] Impl& impl() const { return *impl_; }

protected:
    explicit Reader(Impl& impl) : impl_(&impl) {}
    Reader(Reader&&) noexcept = default;
    Reader& operator=(Reader&&) noexcept = default;
    ~Reader() = default;

private:
    Impl* impl_;
};

/// A reader that can also change records. Every `Transaction` has one, and nothing else does, so
/// writing outside a transaction does not compile.
class Writer : public Reader {
public:
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

private:
    friend class Transaction;
    explicit Writer(Impl& impl) : Reader(impl) {}
};

/// An open section database. Changing it requires a `Transaction`.
class Database : public Reader {
public:
    /// Opens an existing file. If opened for reading, it cannot be changed, and all reads until it
    /// is closed see one snapshot. Throws a `StoreError` and leaves the file unchanged if it is
    /// missing, a folder, not a section's database, or newer than this program; also if it could do
    /// harm: unknown objects in its schema, a journal that this program did not write, UTF-16, or
    /// WAL mode while another program uses it. An older file is first copied and then updated.
    static Database open(const std::filesystem::path& file, Access access);
    /// Like `open`, but never writes to the file or beside it: for completion and dry runs. Writes,
    /// and the update of an older file, go to a copy in memory. Throws a `StoreError` if an
    /// interrupted change would have to be rolled back.
    static Database open_untouched(const std::filesystem::path& file, Access access);
    /// Opens a file for reading as is, even if it is older, newer or another program's. Throws a
    /// `StoreError` if there is none or if it is unsafe to read.
    static Database open_as_is(const std::filesystem::path& file,
                               Opening opening = Opening::recovers);
    /// Like `open_as_is`, for a file that this process has already locked and checked.
    static Database open_locked(const std::filesystem::path& file);
    /// Creates a file with an empty schema, readable only by its owner. It gets its name when
    /// `publish` is called; otherwise it leaves nothing behind. Throws a `RefusedError` if the name
    /// is taken.
    static Database create(const std::filesystem::path& file);
    /// Like `create`, with the schema of an older version, for importing older data.
    static Database create(const std::filesystem::path& file, int schema);
    /// Like `create`, but in memory: for dry runs.
    static Database create_in_memory(int schema);
    /// An empty database in memory, without tables.
    static Database in_memory();
    /// A copy of a file in memory, updated there; the file is only read. Throws like
    /// `open_untouched`, and if SQLite finds the file damaged.
    static Database copy_of(const std::filesystem::path& file);

    Database(Database&&) noexcept;
    Database& operator=(Database&&) noexcept;
    ~Database();

    /// Gives a file made by `create` its name.
    void publish();
    /// The copy made before the file was updated, if it was.
    [[nodiscard]] const std::optional<std::filesystem::path>& copy_before_update() const;

private:
    explicit Database(std::unique_ptr<Impl> impl);
    /// Updates an older file; a copy is kept beside it if that succeeds.
    void update();
    std::unique_ptr<Impl> owned_;
};

/// Throws a `RefusedError` with `remedy` if the name is taken, even by a dangling link; a
/// `StoreError` if that cannot be determined.
void refuse_existing(const std::filesystem::path& file,
                     std::string_view remedy = "name another file with --db");
/// Checks whether `Database::create` could create this file: throws the same errors, and a
/// `StoreError` if no file can be created in its folder.
void require_room_for(const std::filesystem::path& file);
/// Throws a `StoreError` if the copy to read does not exist.
void require_copy(const std::filesystem::path& copy);

/// The schema version of a section's database. Throws a `StoreError` if the file is not one, is
/// newer than this program, or has unknown objects in its schema.
int require_ours(const Reader& database);

/// Call in a write transaction: throws a `StoreError` if the file was restored or rewritten since
/// it was opened, which makes everything read before invalid.
void refuse_replaced(const Reader& database);

}    // namespace lmsection::store
