#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

namespace lmsection::app {

/// A copy of another machine that was merged.
struct SeenCopy {
    int number = 0;
    std::string sum;
    bool operator==(const SeenCopy&) const = default;
};

/// What a database holds, which takes long to find out for a large one.
struct Content {
    std::string mark;    ///< of the file, which every change to it changes
    std::string digest;
    std::int64_t forgotten = 0;    ///< entries that say that a person was forgotten
};

/// What this computer remembers about a database that it syncs, in `FILE.sync` beside it. Losing it
/// is harmless: the computer then counts as another one. Locked while the object exists, so that
/// only one `sync` of a database runs at a time.
class SyncState {
public:
    /// Waits for another `sync` to end. `dry_run`: reads only, without a lock. `seed`: any random
    /// number.
    SyncState(const std::filesystem::path& database, bool dry_run, std::uint64_t seed);
    SyncState(const SyncState&) = delete;
    SyncState& operator=(const SyncState&) = delete;
    ~SyncState();

    /// Becomes another machine, which has written nothing.
    void take_new_machine(std::uint64_t seed);
    /// Throws a `StoreError` if it cannot be written.
    void save();

    std::string machine;    ///< a random number
    int number = 0;         ///< of its last copy
    std::string sum;        ///< of its last copy
    /// The newest entry of the history after the last run; 0 at first.
    std::int64_t newest_entry = 0;
    Content content;    ///< the last that was found out
    /// Whether someone is being erased from the database, and the file not yet rewritten.
    bool erasing = false;
    std::map<std::string, SeenCopy> seen;    ///< by machine

private:
    void read(const std::string& text);

    std::filesystem::path file_;
    int descriptor_ = -1;    ///< -1 in a dry run
    std::string saved_;
};

/// The name of an unfinished file beside the database, which every run removes.
[[nodiscard]] std::filesystem::path draft_beside(const std::filesystem::path& database,
                                                 const std::string& what);

/// A new folder in the place for temporary files, removed with the object.
class ScratchFolder {
public:
    ScratchFolder();
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    ~ScratchFolder();
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

}    // namespace lmsection::app
