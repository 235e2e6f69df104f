#include "lmsection/cli/output.hpp"

#include "lmsection/base/error.hpp"
#include "lmsection/store/file.hpp"
#include "lmsection/store/interruption.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

namespace lmsection::cli {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t buffer_size = 64U << 10U;

StoreError cannot_write(const std::string& name) {
    return {fmt::format("{} cannot be written: {}", name, std::strerror(errno)),
            errno == ENOSPC   ? "make room and try again"
            : errno == EFBIG  ? "raise the limit with 'ulimit -f' and try again"
            : errno == EMFILE ? "raise the limit with 'ulimit -n' and try again"
                              : "check the path and its permissions"};
}

bool is_special(const fs::path& file) {
    std::error_code error;
    const auto status = fs::status(file, error);
    return fs::exists(status) && !fs::is_regular_file(status);
}

/// Whether another user may have created the file to make us write somewhere else. The same rule as
/// Linux's protected_symlinks.
bool is_planted(const fs::path& file, const struct stat& status) {
    struct stat folder {};
    const fs::path parent = file.has_parent_path() ? file.parent_path() : fs::path{"."};
    constexpr mode_t by_others = S_IWGRP | S_IWOTH;
    return ::stat(parent.c_str(), &folder) == 0 && (folder.st_mode & S_ISVTX) != 0 &&
           (folder.st_mode & by_others) != 0 && status.st_uid != ::geteuid() &&
           status.st_uid != folder.st_uid;
}

/// Resolves links. Throws a `StoreError` for a link or pipe of another user in a folder that
/// everyone can write to.
fs::path followed(const fs::path& file) {
    constexpr int most_links = 40;
    fs::path path = file;
    for (int links = 0; links < most_links; ++links) {
        struct stat status {};
        if (::lstat(path.c_str(), &status) != 0) {
            return path;
        }
        const bool is_link = S_ISLNK(status.st_mode);
        if ((is_link || S_ISFIFO(status.st_mode)) && is_planted(path, status)) {
            throw StoreError{fmt::format("{} is another user's {} in a folder that others can "
                                         "write to",
                                         path.string(), is_link ? "link" : "pipe"),
                             "name a file of your own"};
        }
        std::error_code error;
        const fs::path target = is_link ? fs::read_symlink(path, error) : fs::path{};
        // For a pipe or a terminal, the target in /proc is not a path.
        if (!is_link || error || is_special(path)) {
            return path;
        }
        path = target.is_absolute() ? target : path.parent_path() / target;
    }
    errno = ELOOP;
    throw cannot_write(file.string());
}

}    // namespace

DescriptorSink::DescriptorSink(int descriptor, std::string name)
    : descriptor_(descriptor), name_(std::move(name)) {}

void DescriptorSink::write(std::string_view text) {
    buffer_ += text;
    if (buffer_.size() >= buffer_size) {
        finish();
    }
}

void DescriptorSink::finish() {
    std::string_view left = buffer_;
    while (!left.empty()) {
        const auto written = ::write(descriptor_, left.data(), left.size());
        if (written < 0 && errno == EINTR) {
            store::stop_if_interrupted();
            continue;
        }
        if (written < 0) {
            buffer_.clear();
            if (errno == EPIPE) {
                throw OutputClosed{};
            }
            throw cannot_write(name_);
        }
        left.remove_prefix(static_cast<std::size_t>(written));
    }
    buffer_.clear();
}

void MessageSink::write(std::string_view text) {
    try {
        if (usable_) {
            to_.write(text);
        }
    } catch (const StoreError&) {
        usable_ = false;
    } catch (const OutputClosed&) {
        usable_ = false;
    }
}

void MessageSink::finish() {
    try {
        to_.finish();
    } catch (const StoreError&) {
        usable_ = false;
    } catch (const OutputClosed&) {
        usable_ = false;
    }
}

FileSink::FileSink(const fs::path& file) : file_(followed(file)) {
    if (is_special(file_)) {
        descriptor_ = ::open(file_.c_str(), O_WRONLY | O_CLOEXEC);
    } else {
        std::string name = file_.string() + ".new-XXXXXX";
        descriptor_ = ::mkostemp(name.data(), O_CLOEXEC);
        temporary_ = descriptor_ < 0 ? fs::path{} : fs::path{name};
    }
    if (descriptor_ < 0) {
        throw cannot_write(file.string());
    }
    if (!temporary_.empty()) {
        ::fchmod(descriptor_, S_IRUSR | S_IWUSR);    // regardless of the umask
    }
    text_ = std::make_unique<DescriptorSink>(descriptor_, file.string());
}

FileSink::~FileSink() {
    if (descriptor_ >= 0) {
        ::close(descriptor_);
    }
    remove_temporary();
}

void FileSink::remove_temporary() {
    if (!temporary_.empty()) {
        ::unlink(temporary_.c_str());
        temporary_.clear();
    }
}

void FileSink::write(std::string_view text) {
    text_->write(text);
}

void FileSink::finish() {
    text_->finish();
    store::stop_if_interrupted();
    if (temporary_.empty()) {
        return;
    }
    if (::fsync(descriptor_) != 0 || ::rename(temporary_.c_str(), file_.c_str()) != 0) {
        throw cannot_write(file_.string());
    }
    temporary_.clear();
    store::sync_name(file_);
}

}    // namespace lmsection::cli
