#pragma once

#include "lmsection/base/error.hpp"

#include <cstdint>

// Calls that write to the disk, made to fail as planned: those of SQLite by a VFS of its own, the
// program's own calls to the C library by the linker (`--wrap`).
namespace lmsection::test {

/// What asks the system to change something on the disk.
enum class Call {
    write,
    truncate,
    sync,
    open,    ///< for writing, or making a file
    name     ///< renaming and removing
};

enum class Fault {
    disk_full,         ///< ENOSPC: nothing can be written or made
    io_error,          ///< EIO: no call is carried out
    short_write,       ///< half of the bytes are written, then the disk is full
    failed_sync,       ///< what was written may not be on the disk
    failed_truncate    ///< a file keeps its length
};

/// The call that fails, counted from 1 among those that the fault can befall.
struct Plan {
    Fault fault = Fault::disk_full;
    std::int64_t at = 0;
    bool and_all_later = false;
};

/// While it lives, calls fail as planned. One at a time.
class Failing {
public:
    explicit Failing(const Plan& plan);
    Failing(const Failing&) = delete;
    Failing& operator=(const Failing&) = delete;
    ~Failing();

    /// Whether a call has failed.
    [[nodiscard]] bool struck() const { return seen_ >= plan_.at; }

    /// The fault that befalls this call; none where `nullptr`.
    [[nodiscard]] static const Fault* befalling(Call call);

private:
    [[nodiscard]] bool strikes(Call call);

    Plan plan_;
    std::int64_t seen_ = 0;
};

/// While one lives, calls to the C library are SQLite's, and are let through.
class InsideSqlite {
public:
    InsideSqlite();
    InsideSqlite(const InsideSqlite&) = delete;
    InsideSqlite& operator=(const InsideSqlite&) = delete;
    ~InsideSqlite();
    [[nodiscard]] static bool is_so();
};

/// Lets SQLite write through the VFS that fails, from the next file on.
void use_failing_vfs();

}    // namespace lmsection::test
