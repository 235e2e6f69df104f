#include "sync_state.hpp"

#include "lmsection/base/error.hpp"
#include "lmsection/store/interruption.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <sstream>
#include <system_error>

namespace lmsection::app {

namespace fs = std::filesystem;

namespace {

StoreError cannot_keep(const fs::path& file) {
    return {fmt::format("{} cannot be written: {}", file.string(), std::strerror(errno)),
            errno == ENOSPC ? "make room and try again" : "check the folder of the database"};
}

/// Eight hexadecimal digits.
std::string random_machine(std::uint64_t seed) {
    constexpr std::uint64_t mix = 0x9e3779b97f4a7c15U;
    return fmt::format("{:08x}", static_cast<std::uint32_t>((seed * mix) >> 32U));
}

}    // namespace

SyncState::SyncState(const fs::path& database, bool dry_run, std::uint64_t seed)
    : machine(random_machine(seed)), file_(database.string() + ".sync") {
    if (!dry_run) {
        descriptor_ = ::open(file_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
        if (descriptor_ < 0) {
            throw cannot_keep(file_);
        }
        while (::flock(descriptor_, LOCK_EX) != 0 && errno == EINTR) {
            store::stop_if_interrupted();
        }
    }
    std::ifstream stream{file_};
    read(std::string{std::istreambuf_iterator<char>{stream}, {}});
}

SyncState::~SyncState() {
    if (descriptor_ >= 0) {
        ::close(descriptor_);
    }
}

void SyncState::take_new_machine(std::uint64_t seed) {
    machine = random_machine(seed);
    number = 0;
    sum.clear();
}

/// A text without its last line is of a write that was cut off, and ignored.
void SyncState::read(const std::string& text) {
    if (!text.ends_with("\nend\n")) {
        return;
    }
    saved_ = text;
    std::istringstream words{text};
    std::string word;
    while (words >> word && word != "end") {
        if (word == "machine") {
            words >> machine;
        } else if (word == "copy") {
            words >> number >> sum;
        } else if (word == "newest") {
            words >> newest_entry;
        } else if (word == "content") {
            words >> content.mark >> content.digest >> content.forgotten;
        } else if (word == "erasing") {
            erasing = true;
        } else if (word == "seen") {
            std::string other;
            SeenCopy copy;
            words >> other >> copy.number >> copy.sum;
            seen[other] = copy;
        }
    }
}

void SyncState::save() {
    std::string text = fmt::format("machine {}\nnewest {}\n", machine, newest_entry);
    if (number > 0) {
        text += fmt::format("copy {} {}\n", number, sum);
    }
    if (!content.mark.empty()) {
        text += fmt::format("content {} {} {}\n", content.mark, content.digest, content.forgotten);
    }
    if (erasing) {
        text += "erasing\n";
    }
    for (const auto& [other, copy] : seen) {
        text += fmt::format("seen {} {} {}\n", other, copy.number, copy.sum);
    }
    text += "end\n";
    if (descriptor_ < 0 || text == saved_) {
        return;
    }
    // In place, because the lock belongs to this file.
    for (std::size_t done = 0; done < text.size();) {
        const auto part = ::pwrite(descriptor_, text.data() + done, text.size() - done,
                                   static_cast<off_t>(done));
        if (part < 0) {
            throw cannot_keep(file_);
        }
        done += static_cast<std::size_t>(part);
    }
    if (::ftruncate(descriptor_, static_cast<off_t>(text.size())) != 0 ||
        ::fsync(descriptor_) != 0) {
        throw cannot_keep(file_);
    }
    saved_ = text;
}

fs::path draft_beside(const fs::path& database, const std::string& what) {
    return database.string() + ".sync-draft-" + what;
}

ScratchFolder::ScratchFolder() {
    std::error_code error;
    std::string name = (fs::temp_directory_path(error) / "lmsection-XXXXXX").string();
    if (error || ::mkdtemp(name.data()) == nullptr) {
        throw StoreError{"no temporary folder can be made", "set TMPDIR to a folder with room"};
    }
    path_ = name;
}

ScratchFolder::~ScratchFolder() {
    std::error_code error;
    fs::remove_all(path_, error);
}

}    // namespace lmsection::app
