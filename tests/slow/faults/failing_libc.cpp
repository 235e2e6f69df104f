// Stands before the C library's calls (the linker's `--wrap`), so that those of the program itself
// fail as planned.
#include "failing_calls.hpp"

#include <sys/types.h>

#include <cerrno>
#include <cstddef>
#include <functional>

using lmsection::test::Call;
using lmsection::test::Failing;
using lmsection::test::Fault;
using lmsection::test::InsideSqlite;

// NOLINTBEGIN(bugprone-reserved-identifier): the names are the linker's
extern "C" {

ssize_t __real_write(int descriptor, const void* bytes, std::size_t size);
ssize_t __real_pwrite(int descriptor, const void* bytes, std::size_t size, off_t at);
int __real_ftruncate(int descriptor, off_t size);
int __real_fsync(int descriptor);
int __real_mkostemp(char* name, int flags);
int __real_rename(const char* from, const char* to);
int __real_renameat2(int from_folder, const char* from, int to_folder, const char* to,
                     unsigned flags);
int __real_link(const char* from, const char* to);

}    // extern "C"

namespace {

/// Whether the call fails; sets `errno` if so.
bool fails(Call call) {
    const Fault* fault = InsideSqlite::is_so() ? nullptr : Failing::befalling(call);
    if (fault != nullptr) {
        errno = *fault == Fault::disk_full || *fault == Fault::short_write ? ENOSPC : EIO;
    }
    return fault != nullptr;
}

/// A short write is told as such; whoever writes the rest hears that the disk is full.
ssize_t write_or_fail(std::size_t size, const std::function<ssize_t(std::size_t)>& write) {
    static bool rest_fails = false;
    if (rest_fails) {
        rest_fails = false;
        errno = ENOSPC;
        return -1;
    }
    const Fault* fault = InsideSqlite::is_so() ? nullptr : Failing::befalling(Call::write);
    if (fault == nullptr) {
        return write(size);
    }
    if (*fault == Fault::short_write && size > 1) {
        rest_fails = true;
        return write(size / 2);
    }
    errno = *fault == Fault::io_error ? EIO : ENOSPC;
    return -1;
}

}    // namespace

extern "C" {

ssize_t __wrap_write(int descriptor, const void* bytes, std::size_t size) {
    return write_or_fail(size,
                         [&](std::size_t part) { return __real_write(descriptor, bytes, part); });
}

ssize_t __wrap_pwrite(int descriptor, const void* bytes, std::size_t size, off_t at) {
    return write_or_fail(size, [&](std::size_t part) {
        return __real_pwrite(descriptor, bytes, part, at);
    });
}

int __wrap_ftruncate(int descriptor, off_t size) {
    return fails(Call::truncate) ? -1 : __real_ftruncate(descriptor, size);
}

int __wrap_fsync(int descriptor) {
    return fails(Call::sync) ? -1 : __real_fsync(descriptor);
}

int __wrap_mkostemp(char* name, int flags) {
    return fails(Call::open) ? -1 : __real_mkostemp(name, flags);
}

int __wrap_rename(const char* from, const char* to) {
    return fails(Call::name) ? -1 : __real_rename(from, to);
}

int __wrap_renameat2(int from_folder, const char* from, int to_folder, const char* to,
                     unsigned flags) {
    return fails(Call::name) ? -1 : __real_renameat2(from_folder, from, to_folder, to, flags);
}

int __wrap_link(const char* from, const char* to) {
    return fails(Call::name) ? -1 : __real_link(from, to);
}

}    // extern "C"
// NOLINTEND(bugprone-reserved-identifier)
