#include "lmsection/cli/output.hpp"

#include "lmsection/domain/errors.hpp"
#include "lmsection/store/names_on_disk.hpp"

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
            errno == ENOSPC ? "make room and try again" : "check the path and its permissions"};
}

/// The file that a path leads to, through links.
fs::path followed(const fs::path& file) {
    std::error_code error;
    const fs::path real = fs::canonical(file, error);
    return error ? file : real;
}

bool is_special(const fs::path& file) {
    std::error_code error;
    const auto status = fs::status(file, error);
    return fs::exists(status) && !fs::is_regular_file(status);
}

}    // namespace

DescriptorSink::DescriptorSink(int descriptor, std::string name)
    : descriptor_(descriptor), name_(std::move(name)) {}

void DescriptorSink::write(std::string_view text) {
    waiting_ += text;
    if (waiting_.size() >= buffer_size) {
        finish();
    }
}

void DescriptorSink::finish() {
    std::string_view left = waiting_;
    while (!left.empty()) {
        const auto written = ::write(descriptor_, left.data(), left.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0) {
            waiting_.clear();
            if (errno == EPIPE) {
                throw OutputClosed{};
            }
            throw cannot_write(name_);
        }
        left.remove_prefix(static_cast<std::size_t>(written));
    }
    waiting_.clear();
}

void MessageSink::write(std::string_view text) {
    try {
        if (heard_) {
            to_.write(text);
        }
    } catch (const StoreError&) {
        heard_ = false;
    } catch (const OutputClosed&) {
        heard_ = false;
    }
}

void MessageSink::finish() {
    try {
        to_.finish();
    } catch (const StoreError&) {
        heard_ = false;
    } catch (const OutputClosed&) {
        heard_ = false;
    }
}

FileSink::FileSink(const fs::path& file) : file_(followed(file)) {
    if (is_special(file_)) {
        descriptor_ = ::open(file_.c_str(), O_WRONLY | O_CLOEXEC);
    } else {
        std::string name = file_.string() + ".new-XXXXXX";
        descriptor_ = ::mkostemp(name.data(), O_CLOEXEC);
        draft_ = descriptor_ < 0 ? fs::path{} : fs::path{name};
    }
    if (descriptor_ < 0) {
        throw cannot_write(file.string());
    }
    if (!draft_.empty()) {
        ::fchmod(descriptor_, S_IRUSR | S_IWUSR);    // whatever the umask
    }
    text_ = std::make_unique<DescriptorSink>(descriptor_, file.string());
}

FileSink::~FileSink() {
    if (descriptor_ >= 0) {
        ::close(descriptor_);
    }
    remove_draft();
}

void FileSink::remove_draft() {
    if (!draft_.empty()) {
        ::unlink(draft_.c_str());
        draft_.clear();
    }
}

void FileSink::write(std::string_view text) {
    text_->write(text);
}

void FileSink::finish() {
    text_->finish();
    if (draft_.empty()) {
        return;
    }
    if (::fsync(descriptor_) != 0 || ::rename(draft_.c_str(), file_.c_str()) != 0) {
        throw cannot_write(file_.string());
    }
    draft_.clear();
    store::confirm_name(file_);
}

}    // namespace lmsection::cli
