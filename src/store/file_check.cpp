#include "file_check.hpp"

#include "lmsection/base/error.hpp"
#include "query.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace lmsection::store {

namespace {

namespace fs = std::filesystem;

// https://www.sqlite.org/fileformat2.html
constexpr std::size_t header_size = 100;
constexpr std::string_view magic{"SQLite format 3\0", 16};
constexpr std::size_t write_version_at = 18;
constexpr std::size_t read_version_at = 19;
constexpr std::size_t encoding_at = 56;
constexpr char rollback_version = 1;
constexpr char wal_version = 2;
constexpr std::uint32_t no_text_yet = 0;
constexpr std::uint32_t utf_8 = 1;
constexpr std::uint32_t utf_16_le = 2;
constexpr std::uint32_t utf_16_be = 3;
constexpr std::string_view journal_magic = "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7";
constexpr std::size_t journal_tail_size = 16;    // length, check sum, magic

using Header = std::array<char, header_size>;

/// A file descriptor that is closed with the object.
class Descriptor {
public:
    explicit Descriptor(const char* file)
        : descriptor_(::open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (descriptor_ >= 0) {
            ::close(descriptor_);
        }
    }
    [[nodiscard]] int number() const { return descriptor_; }

private:
    int descriptor_;
};

/// SQLite's own file handle: closing a second descriptor would drop this process's locks.
sqlite3_file* handle_of(SQLite::Database& connection) {
    sqlite3_file* file = nullptr;
    sqlite3_file_control(connection.getHandle(), "main", SQLITE_FCNTL_FILE_POINTER,
                         static_cast<void*>(&file));
    return file;
}

/// Nothing if the file is empty, as SQLite leaves a file in which nothing was written.
std::optional<Header> header_of(SQLite::Database& connection, const fs::path& file) {
    sqlite3_file* handle = handle_of(connection);
    sqlite3_int64 size = 0;
    Header header{};
    int code = handle->pMethods->xFileSize(handle, &size);
    if (code == SQLITE_OK && size == 0) {
        return std::nullopt;
    }
    if (code == SQLITE_OK) {
        code = handle->pMethods->xRead(handle, header.data(), static_cast<int>(header.size()), 0);
    }
    if (code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ) {
        throw store_error(SQLite::Exception{sqlite3_errstr(code), code}, file);
    }
    return header;
}

/// Whether the side file exists; throws if it is a link, a folder or a device.
bool is_there(const char* side_file, struct stat& status) {
    if (::lstat(side_file, &status) != 0) {
        return false;
    }
    if (!S_ISREG(status.st_mode)) {
        throw StoreError{fmt::format("{} is not a regular file", side_file),
                         "lmsection did not make it; move it away and try again"};
    }
    return true;
}

/// The number in four bytes.
std::uint32_t big_endian(std::string_view bytes) {
    std::uint32_t number = 0;
    for (const char byte : bytes.substr(0, sizeof number)) {
        number = number << 8U | static_cast<unsigned char>(byte);
    }
    return number;
}

/// The last bytes of a journal may name a super-journal: its name, length, checksum and a magic
/// number.
void refuse_super_journal(const Descriptor& journal, const char* name, std::uint64_t size) {
    if (size < journal_tail_size) {
        return;
    }
    std::array<char, journal_tail_size> bytes{};
    const auto read = ::pread(journal.number(), bytes.data(), bytes.size(),
                              static_cast<off_t>(size - journal_tail_size));
    const std::string_view tail{bytes.data(), bytes.size()};
    const std::uint32_t length = big_endian(tail);
    if (read != static_cast<ssize_t>(tail.size()) ||
        (tail.ends_with(journal_magic) && length > 0 && length <= size - journal_tail_size)) {
        throw StoreError{fmt::format("{} names another journal, which SQLite would delete", name),
                         "lmsection did not write it and does not trust it; move it away and "
                         "check the database with 'lmsection doctor'"};
    }
}

/// Whether there is a journal that would be rolled back, unless its writer is still running. Throws
/// if it is not one of ours.
bool has_content(const char* journal) {
    struct stat status {};
    if (!is_there(journal, status) || status.st_size == 0) {
        return false;
    }
    const Descriptor descriptor{journal};
    if (descriptor.number() < 0) {
        if (errno == ENOENT) {
            return false;    // its writer has finished
        }
        throw StoreError{fmt::format("{} cannot be read: {}", journal, std::strerror(errno)),
                         "check the permissions of the file and its folder"};
    }
    if (::fstat(descriptor.number(), &status) != 0 || !S_ISREG(status.st_mode)) {
        return false;
    }
    refuse_super_journal(descriptor, journal, static_cast<std::uint64_t>(status.st_size));
    char first = 0;
    return ::pread(descriptor.number(), &first, 1, 0) == 1 && first != 0;
}

bool has_writer(SQLite::Database& connection) {
    sqlite3_file* handle = handle_of(connection);
    int reserved = 0;
    return handle->pMethods->xCheckReservedLock(handle, &reserved) == SQLITE_OK && reserved != 0;
}

/// Whether a change was interrupted. Checks more than once, since a writer may finish and another
/// start in between.
bool was_interrupted(SQLite::Database& connection, const char* journal) {
    constexpr int looks = 3;
    for (int look = 0; look < looks; ++look) {
        if (!has_content(journal) || has_writer(connection)) {
            return false;
        }
    }
    return true;
}

bool is_wal(const Header& header) {
    return header[write_version_at] == wal_version && header[read_version_at] == wal_version;
}

void leave_wal_mode(SQLite::Database& connection, const fs::path& file) {
    try {
        SQLite::Statement pragma{connection, "PRAGMA journal_mode = DELETE"};
        if (pragma.executeStep() && pragma.getColumn(0).getString() == "delete") {
            return;
        }
    } catch (const SQLite::Exception& failure) {
        const int code = primary_code(failure);
        if (code != SQLITE_BUSY && code != SQLITE_LOCKED) {
            throw store_error(failure, file);
        }
    }
    throw StoreError{fmt::format("another program has {} open in WAL mode", file.string()),
                     "close that program and try again; lmsection then switches the file back"};
}

void check_header(const Header& header, const fs::path& file) {
    const std::string_view bytes{header.data(), header.size()};
    if (!bytes.starts_with(magic)) {
        throw store_error(SQLite::Exception{"", SQLITE_NOTADB}, file);
    }
    const std::uint32_t encoding = big_endian(bytes.substr(encoding_at));
    if (encoding == utf_16_le || encoding == utf_16_be) {
        throw StoreError{fmt::format("{} stores its text in UTF-16, as lmsection never does",
                                     file.string()),
                         "restore a copy that lmsection made"};
    }
    const bool known_version = header[write_version_at] == rollback_version &&
                               header[read_version_at] == rollback_version;
    const bool known_encoding = encoding == utf_8 || encoding == no_text_yet;
    if ((!known_version && !is_wal(header)) || !known_encoding) {
        throw StoreError{fmt::format("the database {} is damaged (SQLite 3 writes no such header)",
                                     file.string()),
                         "restore a copy of it"};
    }
}

/// Checks the journal before any statement runs. Returns whether it must be rolled back.
bool check_journal(SQLite::Database& connection) {
    const char* name = sqlite3_db_filename(connection.getHandle(), "main");
    return was_interrupted(connection, sqlite3_filename_journal(name));
}

void check_wal(SQLite::Database& connection, const std::optional<Header>& header,
               const fs::path& file, Opening opening) {
    const char* name = sqlite3_db_filename(connection.getHandle(), "main");
    struct stat status {};
    const char* wal = sqlite3_filename_wal(name);
    const bool has_wal = is_there(wal, status);
    if (header && is_wal(*header)) {
        if (opening == Opening::touches_nothing) {
            throw StoreError{
                fmt::format("another program left {} in WAL mode", file.string()),
                fmt::format("run 'lmsection --db {} doctor' to switch it back, then try again",
                            file.string())};
        }
        is_there((std::string{name} + "-shm").c_str(), status);
        leave_wal_mode(connection, file);
    } else if (has_wal) {
        throw StoreError{fmt::format("{} does not belong to {}, which is not in WAL mode", wal,
                                     file.string()),
                         "move it away and try again"};
    }
}

}    // namespace

void check_before_use(SQLite::Database& connection, const fs::path& file, Opening opening) {
    if (check_journal(connection)) {
        if (opening == Opening::touches_nothing) {
            throw StoreError{fmt::format("a change of {} was interrupted", file.string()),
                             fmt::format("run 'lmsection --db {} doctor' to roll it back, then try "
                                         "again",
                                         file.string())};
        }
        try {
            connection.exec("PRAGMA schema_version");    // the first read rolls it back
        } catch (const SQLite::Exception& failure) {
            throw store_error(failure, file);
        }
    }
    const auto header = header_of(connection, file);
    if (header) {
        check_header(*header, file);
    }
    check_wal(connection, header, file, opening);
}

void prepare_to_replace(SQLite::Database& connection, const fs::path& file, Opening opening) {
    check_journal(connection);
    const auto header = header_of(connection, file);
    if (opening == Opening::recovers || !header || !is_wal(*header)) {
        check_wal(connection, header, file, opening);
    }
}

void refuse_stray_side_files(const fs::path& file) {
    for (const char* ending : {"-journal", "-wal"}) {
        const std::string side_file = file.string() + ending;
        std::error_code error;
        if (fs::exists(fs::symlink_status(side_file, error))) {
            throw RefusedError{fmt::format("{} was left by an earlier database of that name",
                                           side_file),
                               "move it away, or name another file"};
        }
    }
}

void refuse_long_path(const fs::path& file) {
    constexpr std::size_t longest = 512 - std::string_view{"-journal"}.size() - 2;
    std::error_code error;
    const std::size_t size = fs::absolute(file, error).string().size();
    if (size > longest) {
        throw StoreError{
            fmt::format("the path of the database has {} bytes, but SQLite accepts only {}", size,
                        longest),
            "name a file with a shorter path"};
    }
}

}    // namespace lmsection::store
