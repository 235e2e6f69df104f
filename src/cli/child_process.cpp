// Input and output are memory files instead of pipes, so that neither process waits for the other
// to read.
#include "child_process.hpp"

#include "lmsection/base/error.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/cli/output.hpp"

#include <fmt/format.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

extern char** environ;    // NOLINT(readability-redundant-declaration): POSIX wants it declared

namespace lmsection::cli {

namespace {

[[noreturn]] void fail(const std::string& program, int error) {
    throw StoreError{fmt::format("{} cannot be run: {}", program, std::strerror(error)),
                     "check the system's limits and try again"};
}

/// A file in memory, closed with the object.
class MemoryFile {
public:
    explicit MemoryFile(const std::string& program)
        : descriptor_(::memfd_create("lmsection", MFD_CLOEXEC)) {
        if (descriptor_ < 0) {
            fail(program, errno);
        }
    }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    ~MemoryFile() { ::close(descriptor_); }

    [[nodiscard]] int descriptor() const { return descriptor_; }
    void fill(std::string_view text) const {
        DescriptorSink sink{descriptor_, "memory"};
        sink.write(text);
        sink.finish();
        ::lseek(descriptor_, 0, SEEK_SET);
    }
    [[nodiscard]] std::string content() const {
        ::lseek(descriptor_, 0, SEEK_SET);
        std::string text;
        std::array<char, 65536> part{};
        for (auto size = ::read(descriptor_, part.data(), part.size()); size > 0;
             size = ::read(descriptor_, part.data(), part.size())) {
            text.append(part.data(), static_cast<std::size_t>(size));
        }
        return text;
    }

private:
    int descriptor_;
};

/// The settings for starting a program: its standard streams and signals.
class Spawning {
public:
    Spawning() {
        ::posix_spawn_file_actions_init(&streams_);
        ::posix_spawnattr_init(&attributes_);
        sigset_t usual{};    // ignored in this program; others expect the default
        ::sigemptyset(&usual);
        ::sigaddset(&usual, SIGPIPE);
        ::sigaddset(&usual, SIGXFSZ);
        ::posix_spawnattr_setsigdefault(&attributes_, &usual);
        ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGDEF);
    }
    Spawning(const Spawning&) = delete;
    Spawning& operator=(const Spawning&) = delete;
    ~Spawning() {
        ::posix_spawn_file_actions_destroy(&streams_);
        ::posix_spawnattr_destroy(&attributes_);
    }

    void connect(const MemoryFile& file, int stream) {
        ::posix_spawn_file_actions_adddup2(&streams_, file.descriptor(), stream);
    }
    /// Runs the program; returns its status from `waitpid`.
    int run(std::vector<std::string> command, const std::string& package) {
        std::vector<char*> words;
        for (std::string& word : command) {
            words.push_back(word.data());
        }
        words.push_back(nullptr);
        pid_t child = 0;
        const int error = ::posix_spawnp(&child, words.front(), &streams_, &attributes_,
                                         words.data(), environ);
        if (error == ENOENT || error == EACCES) {
            throw StoreError{fmt::format("the program {} is not installed", command.front()),
                             fmt::format("install the package {}", package)};
        }
        if (error != 0) {
            fail(command.front(), error);
        }
        int status = 0;
        while (::waitpid(child, &status, 0) < 0) {
            if (errno != EINTR) {
                fail(command.front(), errno);
            }
        }
        return status;
    }

private:
    posix_spawn_file_actions_t streams_{};
    posix_spawnattr_t attributes_{};
};

std::string first_line(const std::string& text) {
    return text.substr(0, text.find('\n'));
}

}    // namespace

std::string output_of(const std::vector<std::string>& command, std::string_view input,
                      const std::string& package) {
    const std::string& program = command.front();
    const MemoryFile in{program};
    const MemoryFile out{program};
    const MemoryFile err{program};
    in.fill(input);
    Spawning spawning;
    spawning.connect(in, STDIN_FILENO);
    spawning.connect(out, STDOUT_FILENO);
    spawning.connect(err, STDERR_FILENO);
    const int status = spawning.run(command, package);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        const std::string message = first_line(err.content());
        throw StoreError{fmt::format("{} failed{}", program,
                                     message.empty() ? "" : ", saying " + in_quotes(message)),
                         fmt::format("check the installation of the package {}", package)};
    }
    return out.content();
}

}    // namespace lmsection::cli
