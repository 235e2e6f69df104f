#include "lmsection/store/file.hpp"

#include "lmsection/base/error.hpp"
#include "lmsection/store/database.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>
#include <system_error>

namespace lmsection::store {

namespace {

namespace fs = std::filesystem;

/// "." if the path has no folder, which also works in a deleted folder.
fs::path folder_of(const fs::path& file) {
    return file.has_parent_path() ? file.parent_path() : fs::path{"."};
}

StoreError cannot_make(const fs::path& file) {
    return {fmt::format("{} cannot be created: {}", file.string(), std::strerror(errno)),
            errno == ENOSPC ? "make room and try again" : "check the folder and try again"};
}

/// Renames without replacing another file.
bool rename_to_free_name(const fs::path& from, const fs::path& to) {
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) {
        return true;
    }
    if (errno != EINVAL && errno != ENOSYS) {
        return false;
    }
    // File systems that cannot do this can link, which does not replace a file either.
    return ::link(from.c_str(), to.c_str()) == 0 && ::unlink(from.c_str()) == 0;
}

}    // namespace

void sync_name(const fs::path& file) {
    const fs::path folder = folder_of(file);
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) {
        return;
    }
    const bool failed = ::fsync(descriptor) != 0 && errno != EINVAL && errno != ENOTSUP;
    ::close(descriptor);
    if (failed) {
        throw StoreError{fmt::format("the disk did not confirm {}", file.string()),
                         "check whether it is there, and check the disk"};
    }
}

bool is_same_file(const fs::path& one, const fs::path& other) {
    struct stat first {};
    struct stat second {};
    const bool has_first = ::stat(one.c_str(), &first) == 0;
    const bool has_second = ::stat(other.c_str(), &second) == 0;
    if (has_first || has_second) {
        return has_first && has_second && first.st_dev == second.st_dev &&
               first.st_ino == second.st_ino;
    }
    // A file system may ignore case.
    const std::string name = one.filename().string();
    const std::string other_name = other.filename().string();
    return ::strcasecmp(name.c_str(), other_name.c_str()) == 0 &&
           ::stat(folder_of(one).c_str(), &first) == 0 &&
           ::stat(folder_of(other).c_str(), &second) == 0 && first.st_dev == second.st_dev &&
           first.st_ino == second.st_ino;
}

bool is_database_or_side_file(const fs::path& file, const fs::path& database) {
    std::error_code error;
    const fs::path real = fs::canonical(database, error);
    for (const char* ending : {"", "-journal", "-wal", "-shm"}) {
        if (is_same_file(file, database.string() + ending) ||
            (!error && is_same_file(file, real.string() + ending))) {
            return true;
        }
    }
    return false;
}

fs::path create_beside(const fs::path& file) {
    std::string name = file.string() + ".new-XXXXXX";
    const int descriptor = ::mkostemp(name.data(), O_CLOEXEC);
    if (descriptor < 0) {
        throw StoreError{fmt::format("no file can be created in {}: {}", folder_of(file).string(),
                                     std::strerror(errno)),
                         "check that the folder exists and that you can write to it"};
    }
    ::fchmod(descriptor, S_IRUSR | S_IWUSR);    // regardless of the umask
    ::close(descriptor);
    return name;
}

void remove_draft(const fs::path& draft) noexcept {
    ::unlink(draft.c_str());
    ::unlink((draft.string() + "-journal").c_str());
}

void rename_into_place(const fs::path& draft, const fs::path& name, Existing existing) {
    const bool named = existing == Existing::replace ? ::rename(draft.c_str(), name.c_str()) == 0
                                                     : rename_to_free_name(draft, name);
    if (!named) {
        const int reason = errno;
        if (existing == Existing::refuse) {
            refuse_existing(name);
        }
        errno = reason;
        throw cannot_make(name);
    }
    sync_name(name);
}

void share_owner(const fs::path& from, const fs::path& to) noexcept {
    struct stat status {};
    if (::geteuid() == 0 && ::stat(from.c_str(), &status) == 0 &&
        ::lchown(to.c_str(), status.st_uid, status.st_gid) != 0) {
        return;    // root remains the owner and can change it
    }
}

void share_mode(const fs::path& from, const fs::path& to) noexcept {
    constexpr mode_t permissions = 0777;
    struct stat status {};
    if (::stat(from.c_str(), &status) == 0) {
        ::chmod(to.c_str(), status.st_mode & permissions);
    }
}

void link_as(const fs::path& file, const fs::path& name) {
    if (::link(file.c_str(), name.c_str()) != 0 && !rename_to_free_name(file, name)) {
        throw cannot_make(name);
    }
}

fs::path free_name(const fs::path& wanted) {
    constexpr int most = 1000;
    std::error_code error;
    for (int number = 1; number <= most; ++number) {
        fs::path name = number == 1 ? wanted
                                    : fs::path{fmt::format("{}-{}", wanted.string(), number)};
        const fs::file_type type = fs::symlink_status(name, error).type();
        if (type == fs::file_type::not_found) {
            return name;
        }
        if (type == fs::file_type::none) {
            throw StoreError{fmt::format("{} cannot be created: {}", name.string(),
                                         error.message()),
                             "give the database a shorter name, or check its folder"};
        }
    }
    throw StoreError{fmt::format("{} and {} more copies already exist", wanted.string(), most),
                     "move them elsewhere"};
}

}    // namespace lmsection::store
