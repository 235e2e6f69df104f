// A VFS around SQLite's own one, whose calls that write fail as planned.
#include "failing_calls.hpp"

#include <sqlite3.h>

#include <new>

namespace lmsection::test {

namespace {

sqlite3_vfs* real_vfs() {
    static sqlite3_vfs* const found = sqlite3_vfs_find(nullptr);
    return found;
}

/// A file of ours; the real one lies behind it in the memory that SQLite gives for both.
struct File {
    sqlite3_file base;
    sqlite3_file* real;
};

sqlite3_file* real(sqlite3_file* file) {
    return reinterpret_cast<File*>(file)->real;
}

int close(sqlite3_file* file) {
    const InsideSqlite inside;
    return real(file)->pMethods->xClose(real(file));
}

int read(sqlite3_file* file, void* bytes, int size, sqlite3_int64 at) {
    return real(file)->pMethods->xRead(real(file), bytes, size, at);
}

int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 at) {
    const InsideSqlite inside;
    const auto* methods = real(file)->pMethods;
    const Fault* fault = Failing::befalling(Call::write);
    if (fault == nullptr) {
        return methods->xWrite(real(file), bytes, size, at);
    }
    if (*fault == Fault::short_write) {
        methods->xWrite(real(file), bytes, size / 2, at);
    }
    return *fault == Fault::io_error ? SQLITE_IOERR_WRITE : SQLITE_FULL;
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
    const InsideSqlite inside;
    return Failing::befalling(Call::truncate) != nullptr
               ? SQLITE_IOERR_TRUNCATE
               : real(file)->pMethods->xTruncate(real(file), size);
}

int sync(sqlite3_file* file, int flags) {
    const InsideSqlite inside;
    return Failing::befalling(Call::sync) != nullptr
               ? SQLITE_IOERR_FSYNC
               : real(file)->pMethods->xSync(real(file), flags);
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
    return real(file)->pMethods->xFileSize(real(file), size);
}

int lock(sqlite3_file* file, int level) {
    return real(file)->pMethods->xLock(real(file), level);
}

int unlock(sqlite3_file* file, int level) {
    return real(file)->pMethods->xUnlock(real(file), level);
}

int check_reserved_lock(sqlite3_file* file, int* held) {
    return real(file)->pMethods->xCheckReservedLock(real(file), held);
}

int file_control(sqlite3_file* file, int operation, void* argument) {
    return real(file)->pMethods->xFileControl(real(file), operation, argument);
}

int sector_size(sqlite3_file* file) {
    return real(file)->pMethods->xSectorSize(real(file));
}

int device_characteristics(sqlite3_file* file) {
    return real(file)->pMethods->xDeviceCharacteristics(real(file));
}

/// Version 1: no shared memory, which only a write-ahead log needs, and no mapped pages.
constexpr sqlite3_io_methods file_methods{1,
                                          close,
                                          read,
                                          write,
                                          truncate,
                                          sync,
                                          file_size,
                                          lock,
                                          unlock,
                                          check_reserved_lock,
                                          file_control,
                                          sector_size,
                                          device_characteristics,
                                          nullptr,
                                          nullptr,
                                          nullptr,
                                          nullptr,
                                          nullptr,
                                          nullptr};

int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* flags_out) {
    const InsideSqlite inside;
    auto* ours = new (file) File{{nullptr}, nullptr};
    if ((flags & SQLITE_OPEN_READWRITE) != 0 && Failing::befalling(Call::open) != nullptr) {
        return SQLITE_CANTOPEN;
    }
    ours->real = reinterpret_cast<sqlite3_file*>(ours + 1);
    const int code = real_vfs()->xOpen(real_vfs(), name, ours->real, flags, flags_out);
    if (code == SQLITE_OK) {
        ours->base.pMethods = &file_methods;
    }
    return code;
}

/// A failed sync is that of the folder, when the file is gone already.
int remove(sqlite3_vfs*, const char* name, int sync_folder) {
    const InsideSqlite inside;
    if (Failing::befalling(Call::name) != nullptr) {
        return SQLITE_IOERR_DELETE;
    }
    const bool sync_fails = sync_folder != 0 && Failing::befalling(Call::sync) != nullptr;
    const int code = real_vfs()->xDelete(real_vfs(), name, sync_fails ? 0 : sync_folder);
    return code == SQLITE_OK && sync_fails ? SQLITE_IOERR_DIR_FSYNC : code;
}

}    // namespace

void use_failing_vfs() {
    static sqlite3_vfs ours = *real_vfs();
    ours.zName = "failing";
    ours.szOsFile += static_cast<int>(sizeof(File));
    ours.xOpen = open;
    ours.xDelete = remove;
    sqlite3_vfs_register(&ours, 1);
}

}    // namespace lmsection::test
