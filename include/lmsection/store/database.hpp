#pragma once

#include "lmsection/base/error.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>

namespace lmsection::store {

/// Marks a file as ours (`PRAGMA application_id`).
inline constexpr std::int32_t application_id = 0x6c6d7363;

enum class Access { reading, writing };
/// What opening a file may change in it: an interrupted change is rolled back and WAL mode is left,
/// or not a byte is written.
enum class Opening { recovers, touches_nothing };

/// Makes row ids that two copies of a database do not make alike: 63 bits, the high ones the
/// time in milliseconds, the low ones random.
class IdSource {
public:
    /// `now_ms`: milliseconds since 1970; `seed`: any random number.
    IdSource(std::int64_t now_ms, std::uint64_t seed);
    [[nodiscard]] std::int64_t next();

private:
    std::int64_t last_;
    std::uint64_t state_;
};

/// A section's database file, open. Every failure of SQLite leaves as a `StoreError`.
class Database {
public:
    /// Opens an existing file. For reading, nothing in it can be changed, and all that is read
    /// until it is closed is one state of the file. A missing file, a folder, a file that is not
    /// ours or is newer than this program is a `StoreError`, and so is one that could do harm: with
    /// any part in its schema that this program does not make, with a journal that it does not
    /// write, in UTF-16, or in WAL mode while another program uses it. The file is then left as it
    /// is. An older file is brought up to date first, after a copy of it was made beside it.
    static Database open(const std::filesystem::path& file, Access access);
    /// As `open`, but neither the file nor anything beside it is written: for completion and dry
    /// runs. What is written, and the update of an older file, happens in a copy in memory. An
    /// interrupted change, which would have to be rolled back, is a `StoreError`.
    static Database open_untouched(const std::filesystem::path& file, Access access);
    /// Opens a file for reading as it is, be it older, newer or another program's. A `StoreError`
    /// where there is none, and where it is unsafe to read.
    static Database look_into(const std::filesystem::path& file,
                              Opening opening = Opening::recovers);
    /// As `look_into`, for a file that this process has locked and checked before.
    static Database look_into_locked(const std::filesystem::path& file);
    /// Makes a new file, readable by its owner alone, with an empty schema. It bears its name
    /// only once `publish` is called; without that it leaves nothing behind. A `RefusedError`
    /// where something bears that name already.
    static Database create(const std::filesystem::path& file);
    /// As `create`, with the schema of an older version, for what was written then.
    static Database create(const std::filesystem::path& file, int schema);
    /// As `create`, but in memory: for what is only tried.
    static Database rehearse(int schema);
    /// An empty database in memory, without any table.
    static Database in_memory();
    /// A copy of a file in memory, brought up to date there; the file is only read. Refused as by
    /// `open_untouched`, and where SQLite finds the file damaged.
    static Database copy_of(const std::filesystem::path& file);

    Database(Database&&) noexcept;
    Database& operator=(Database&&) noexcept;
    ~Database();

    /// Gives a file made by `create` its name.
    void publish();
    /// The copy that was made before the file was brought up to date, if it was.
    [[nodiscard]] const std::optional<std::filesystem::path>& copy_before_update() const;
    [[nodiscard]] const std::filesystem::path& file() const;

    class Impl;
    [[nodiscard]] Impl& impl() const { return *impl_; }

private:
    explicit Database(std::unique_ptr<Impl> impl);
    /// Brings an older file up to date; a copy of it is kept beside it if that succeeds.
    void update();
    std::unique_ptr<Impl> impl_;
};

/// A `RefusedError` where something bears that name already, even a link to nowhere, with `remedy`;
/// a `StoreError` where that cannot be found out.
void refuse_taken(const std::filesystem::path& file,
                  std::string_view remedy = "name another file with --db");
/// Whether `Database::create` could make a file there, without making it: refused as that is, and a
/// `StoreError` where its folder takes no files.
void require_room_for(const std::filesystem::path& file);
/// A `StoreError` where a copy that is to be read is not there.
void require_copy(const std::filesystem::path& copy);

/// The version of a section's database. A `StoreError` where the file is none, is newer than this
/// program, or has anything in its schema that this program does not make.
int require_ours(const Database& database);

/// Within a transaction that writes: a `StoreError` where the file was restored or rewritten since
/// it was opened, so that nothing which was read before may be relied on.
void refuse_replaced(const Database& database);

}    // namespace lmsection::store
