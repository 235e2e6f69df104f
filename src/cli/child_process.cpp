// The input and output of `output_of` are memory files instead of pipes, so that neither process
// waits for the other to read.
#include "child_process.hpp"

#include "format/width.hpp"
#include "lmsection/base/error.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/cli/output.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <thread>

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

/// Pointers to texts as `exec` takes them, with a null at the end.
std::vector<char*> pointers_to(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (std::string& text : texts) {
        pointers.push_back(text.data());
    }
    pointers.push_back(nullptr);
    return pointers;
}

/// Waits for a program to end. Returns false, with `errno`, if that is not possible.
bool wait_for(pid_t child, int& status) {
    while (::waitpid(child, &status, 0) < 0) {
        if (errno != EINTR) {
            return false;
        }
    }
    return true;
}

/// The environment of this program with more variables, unless they are set in it.
std::vector<std::string> environment_with(const std::vector<std::string>& variables) {
    std::vector<std::string> all;
    for (char** variable = environ; *variable != nullptr; ++variable) {
        all.emplace_back(*variable);
    }
    for (const std::string& added : variables) {
        const std::string name = added.substr(0, added.find('=') + 1);
        if (std::ranges::none_of(all, [&](const std::string& known) {
                return known.starts_with(name);
            })) {
            all.push_back(added);
        }
    }
    return all;
}

/// The settings for starting a program: its standard streams and signals.
class Spawning {
public:
    Spawning() {
        ::posix_spawn_file_actions_init(&streams_);
        ::posix_spawnattr_init(&attributes_);
        sigset_t usual{};    // those that may be ignored here; others expect the default
        ::sigemptyset(&usual);
        ::sigaddset(&usual, SIGINT);
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

    void connect(int descriptor, int stream) {
        ::posix_spawn_file_actions_adddup2(&streams_, descriptor, stream);
    }
    /// The program gets a process group of its own.
    void own_group() {
        ::posix_spawnattr_setpgroup(&attributes_, 0);
        ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    }
    /// Starts the program; returns an `errno`, or 0.
    int start(std::vector<std::string> command, char* const* environment, pid_t& child) {
        std::vector<char*> words = pointers_to(command);
        return ::posix_spawnp(&child, words.front(), &streams_, &attributes_, words.data(),
                              environment);
    }
    /// Runs the program; returns its status from `waitpid`.
    int run(const std::vector<std::string>& command, const std::string& package) {
        pid_t child = 0;
        const int error = start(command, environ, child);
        if (error == ENOENT || error == EACCES) {
            throw StoreError{fmt::format("the program {} is not installed", command.front()),
                             fmt::format("install the package {}", package)};
        }
        if (error != 0) {
            fail(command.front(), error);
        }
        int status = 0;
        if (!wait_for(child, status)) {
            fail(command.front(), errno);
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
    spawning.connect(in.descriptor(), STDIN_FILENO);
    spawning.connect(out.descriptor(), STDOUT_FILENO);
    spawning.connect(err.descriptor(), STDERR_FILENO);
    const int status = spawning.run(command, package);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        const std::string message = first_line(err.content());
        throw StoreError{fmt::format("{} failed{}", program,
                                     message.empty() ? "" : ", saying " + in_quotes(message)),
                         fmt::format("check the installation of the package {}", package)};
    }
    return out.content();
}

namespace {

/// Where a program is; empty if nowhere.
std::string path_of(const std::string& program) {
    if (program.find('/') != std::string::npos) {
        return ::access(program.c_str(), X_OK) == 0 ? program : "";
    }
    const char* path = std::getenv("PATH");    // NOLINT(concurrency-mt-unsafe)
    const std::string folders = fmt::format("{}:/usr/sbin:/usr/lib", path == nullptr ? "" : path);
    for (const std::string_view folder : split(folders, ':')) {
        std::string file = fmt::format("{}/{}", folder, program);
        if (!folder.empty() && ::access(file.c_str(), X_OK) == 0) {
            return file;
        }
    }
    return "";
}

/// Waits for a program to end, but no longer than `seconds`; returns whether it ended.
bool ends_within(pid_t child, int& status, int seconds) {
    const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds{seconds};
    auto pause = std::chrono::milliseconds{1};
    constexpr auto longest_pause = std::chrono::milliseconds{50};
    for (;;) {
        const pid_t ended = ::waitpid(child, &status, WNOHANG);
        if (ended != 0 && !(ended < 0 && errno == EINTR)) {
            return true;
        }
        if (std::chrono::steady_clock::now() >= limit) {
            return false;
        }
        std::this_thread::sleep_for(pause);
        pause = std::min(pause * 2, longest_pause);
    }
}

}    // namespace

void require_program(const std::string& program) {
    if (path_of(program).empty()) {
        throw StoreError{fmt::format("there is no program {} to send mail with",
                                     in_quotes(program)),
                         "install one, such as the package msmtp-mta, or name yours in "
                         "LMSECTION_SENDMAIL; nothing was sent"};
    }
}

std::string problem_of(std::vector<std::string> command, std::string_view input, int seconds) {
    require_program(command.front());
    command.front() = path_of(command.front());
    const std::string program = command.front();
    const MemoryFile in{program};
    const MemoryFile err{program};
    in.fill(input);
    Spawning spawning;
    spawning.connect(in.descriptor(), STDIN_FILENO);
    spawning.connect(err.descriptor(), STDOUT_FILENO);
    spawning.connect(err.descriptor(), STDERR_FILENO);
    spawning.own_group();
    pid_t child = 0;
    if (const int error = spawning.start(command, environ, child); error != 0) {
        return fmt::format("{} cannot be run: {}", program, std::strerror(error));
    }
    int status = 0;
    if (!ends_within(child, status, seconds)) {
        ::kill(-child, SIGKILL);
        wait_for(child, status);
        return fmt::format("{} did not end within {} seconds", program, seconds);
    }
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) {
        return "";
    }
    const std::string message = first_line(err.content());
    return fmt::format("{} {}{}", program,
                       WIFEXITED(status)
                           ? fmt::format("ended with status {}", WEXITSTATUS(status))
                           : fmt::format("was stopped by signal {}", WTERMSIG(status)),
                       message.empty() ? "" : ", saying " + in_quotes(message));
}

ReadingChild::ReadingChild(const std::vector<std::string>& command,
                           const std::vector<std::string>& variables) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        fail(command.front(), errno);
    }
    auto environment = environment_with(variables);
    Spawning spawning;
    spawning.connect(ends[0], STDIN_FILENO);
    const int error = spawning.start(command, pointers_to(environment).data(), child_);
    ::close(ends[0]);
    input_ = ends[1];
    if (error != 0) {
        ::close(input_);
        fail(command.front(), error);
    }
}

void ReadingChild::finish() {
    if (input_ >= 0) {
        ::close(input_);
        input_ = -1;
        int status = 0;
        wait_for(child_, status);
    }
}

}    // namespace lmsection::cli
