#pragma once

#include "lmsection/store/backup.hpp"
#include "lmsection/store/database.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace lmsection::store {

/// What the end of a sealed copy says about it. A sealed copy is a database, as `copy_to` makes it,
/// with some lines of text after its last page, which SQLite does not read.
struct Seal {
    Origin origin;                 ///< of the section
    std::string officer;           ///< a name, for people
    std::string machine;           ///< a random number, which tells officers of one name apart
    int number = 0;                ///< of this copy, counted by its machine
    std::string written;           ///< UTC, for people
    std::string digest;            ///< of the content, see `content_digest`
    std::int64_t forgotten = 0;    ///< entries that say that a person was forgotten
    std::map<std::string, int> merged;    ///< the newest copy of each other machine in it
    std::string sum;    ///< of all bytes before it; set by `seal_copy` and when read
};

/// A file in a shared folder.
struct SealedFile {
    enum class State { whole, incomplete, newer };
    std::filesystem::path path;
    std::uintmax_t bytes = 0;
    State state = State::incomplete;    ///< whether its end is there; `unseal` checks the rest
    Seal seal;                          ///< empty unless it is whole
};

/// Called now and then while a file is read or written, to show that the folder answers.
using Alive = std::function<void()>;

/// The database files of a folder, by name. Throws a `StoreError` if the folder cannot be read.
[[nodiscard]] std::vector<SealedFile> sealed_files(const std::filesystem::path& folder,
                                                   const Alive& alive);

/// A number for everything in the section and its history. Copies in step have the same.
[[nodiscard]] std::string content_digest(const Reader& database);
/// A text that every change to the file changes. The reader must be in a transaction.
[[nodiscard]] std::string file_mark(const Reader& database);
/// How many entries say that a person was forgotten.
[[nodiscard]] std::int64_t count_forgotten(const Reader& database);

/// Copies the database into a new sealed file `draft`, and sets the seal's sum.
void seal_copy(const Reader& database, Seal& seal, const std::filesystem::path& draft);
/// Copies a file into a shared folder: under another name, then renamed. Nothing is left if it
/// fails.
void put_into_folder(const std::filesystem::path& file, const std::filesystem::path& target,
                     const std::filesystem::path& unfinished, const Alive& alive);
/// Writes the database of a sealed copy to a new file, without the seal. Returns false if the copy
/// is incomplete or damaged.
[[nodiscard]] bool unseal(const SealedFile& sealed, const std::filesystem::path& to,
                          const Alive& alive);

}    // namespace lmsection::store
