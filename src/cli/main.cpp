#include "lmsection/base/text.hpp"
#include "lmsection/cli/context.hpp"
#include "lmsection/cli/run.hpp"
#include "lmsection/store/interruption.hpp"

#include <fcntl.h>
#include <pwd.h>
#include <sys/ioctl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <utility>

namespace {

using lmsection::Date;
using lmsection::StoreError;
using lmsection::cli::Environment;

std::optional<std::string> variable(const std::string& name) {
    const char* value = std::getenv(name.c_str());    // NOLINT(concurrency-mt-unsafe)
    return value == nullptr ? std::nullopt : std::optional<std::string>{value};
}

std::size_t read_input(char* bytes, std::size_t most) {
    for (;;) {
        const auto size = ::read(STDIN_FILENO, bytes, most);
        if (size >= 0) {
            return static_cast<std::size_t>(size);
        }
        if (errno != EINTR) {
            throw StoreError{"standard input cannot be read",
                             "check the program that writes to it"};
        }
        lmsection::store::stop_if_interrupted();
    }
}

std::optional<std::string> read_line() {
    std::string line;
    char letter = 0;
    while (read_input(&letter, 1) > 0) {
        if (letter == '\n') {
            return line;
        }
        line += letter;
    }
    return std::nullopt;
}

Date local_date(std::time_t now) {
    std::tm parts{};
    ::localtime_r(&now, &parts);
    constexpr int first_tm_year = 1900;
    return date::year{parts.tm_year + first_tm_year} /
           date::month{static_cast<unsigned>(parts.tm_mon + 1)} /
           date::day{static_cast<unsigned>(parts.tm_mday)};
}

std::int64_t utc_offset(std::int64_t time) {
    const std::time_t seconds = time;
    std::tm parts{};
    return ::localtime_r(&seconds, &parts) == nullptr ? 0 : parts.tm_gmtoff;
}

std::string utc(std::time_t now) {
    std::tm parts{};
    ::gmtime_r(&now, &parts);
    std::array<char, 32> text{};
    const auto size = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
    return {text.data(), size};
}

std::uint64_t random_number() {
    std::uint64_t number = 0;
    if (::getrandom(&number, sizeof number, GRND_NONBLOCK) != sizeof number) {
        number = static_cast<std::uint64_t>(::getpid());
    }
    return number;
}

/// The width set in $COLUMNS; nothing if it is not a number from 1 to 10000.
std::optional<std::size_t> columns_variable() {
    constexpr unsigned most = 10000;
    const auto columns = lmsection::parse_number<unsigned>(variable("COLUMNS").value_or(""));
    return columns && *columns > 0 && *columns <= most ? std::optional<std::size_t>{*columns}
                                                       : std::nullopt;
}

/// Sets the size of the terminal, where it has one.
void read_terminal_size(Environment& environment) {
    winsize size{};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) {
        environment.terminal_width = size.ws_col > 0 ? size.ws_col : environment.terminal_width;
        environment.terminal_height = size.ws_row > 0 ? size.ws_row : environment.terminal_height;
    }
    environment.terminal_width = columns_variable().value_or(environment.terminal_width);
}

/// The entry of the current user; null if the password file has none.
const passwd* password_entry() {
    return ::getpwuid(::getuid());    // NOLINT(concurrency-mt-unsafe)
}

std::string login() {
    const passwd* entry = password_entry();
    return entry == nullptr ? "" : entry->pw_name;
}

/// HOME, or the home directory in the password file: cron may not set HOME.
std::filesystem::path home() {
    const std::string home = variable("HOME").value_or("");
    if (!home.empty()) {
        return home;
    }
    const passwd* entry = password_entry();
    return entry == nullptr ? "" : entry->pw_dir;
}

std::string host() {
    std::array<char, 256> name{};
    return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

bool is_file(int descriptor) {
    struct stat status {};
    return ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
}

Environment read_environment() {
    Environment environment;
    environment.variable = variable;
    environment.read_input = read_input;
    environment.login = login;
    environment.home = home;
    environment.host = host;
    environment.read_line = read_line;
    const auto now = std::chrono::system_clock::now();
    const std::time_t seconds = std::chrono::system_clock::to_time_t(now);
    environment.local_date = local_date(seconds);
    environment.utc_offset = utc_offset;
    environment.now = utc(seconds);
    environment.now_ms =
        std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count();
    environment.seed = random_number();
    environment.in_is_terminal = ::isatty(STDIN_FILENO) == 1;
    environment.out_is_terminal = ::isatty(STDOUT_FILENO) == 1;
    environment.out_is_file = is_file(STDOUT_FILENO);
    environment.err_is_terminal = ::isatty(STDERR_FILENO) == 1;
    read_terminal_size(environment);
    return environment;
}

/// If a standard stream is closed, the next file opened would get its descriptor and be written to
/// as if it were the stream. This fills the descriptor with one that cannot be used.
void occupy_closed_streams() {
    constexpr std::array<std::pair<int, int>, 3> unusable{
        {{STDIN_FILENO, O_WRONLY}, {STDOUT_FILENO, O_RDONLY}, {STDERR_FILENO, O_RDONLY}}};
    for (const auto& [descriptor, mode] : unusable) {
        if (::fcntl(descriptor, F_GETFD) < 0) {
            ::open("/dev/null", mode);
        }
    }
}

extern "C" void request_stop(int signal) {
    lmsection::store::interrupted_by = signal;
}

/// Lets a command clean up when it is told to stop; a second signal kills it at once. A signal that
/// is ignored, as under nohup, stays ignored.
void install_signal_handlers() {
    for (const int signal : {SIGHUP, SIGINT, SIGTERM, SIGXCPU}) {
        struct sigaction usual {};
        if (::sigaction(signal, nullptr, &usual) == 0 && usual.sa_handler == SIG_DFL) {
            struct sigaction ours {};
            ours.sa_handler = request_stop;
            ours.sa_flags = static_cast<int>(SA_RESETHAND);
            ::sigaction(signal, &ours, nullptr);
        }
    }
    std::signal(SIGPIPE, SIG_IGN);    // write() returns an error for a closed pipe
    std::signal(SIGXFSZ, SIG_IGN);    // and for a file at its size limit
}

/// A command stopped by a signal dies from that signal, so that a loop in a shell stops too.
int end_with(int status) {
    const int signal = lmsection::store::interrupted_by;
    if (signal != 0 && status != 0) {
        std::signal(signal, SIG_DFL);
        std::raise(signal);
    }
    return status;
}

}    // namespace

int main(int count, char** words) {
    try {
        occupy_closed_streams();
        install_signal_handlers();
        lmsection::cli::DescriptorSink out{STDOUT_FILENO, "standard output"};
        lmsection::cli::DescriptorSink err{STDERR_FILENO, "standard error"};
        const std::vector<std::string> arguments(words + (count > 0 ? 1 : 0), words + count);
        return end_with(lmsection::cli::run(arguments, read_environment(), out, err));
    } catch (const std::exception&) {
        constexpr int failed = 4;
        return failed;
    }
}
