// Stands where the tests expect the program, and has the server under valgrind run it: with these
// words, variables, streams, folder and permissions. Signals are passed on, the status comes back.
#include "watch.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <string>

extern char** environ;    // NOLINT(readability-redundant-declaration)

namespace {

using namespace lmsection::watch;

volatile sig_atomic_t runner = 0;

void pass_on(int signal) {
    if (runner != 0) {
        ::kill(runner, signal);
    }
}

void pass_signals_on() {
    struct sigaction action {};
    action.sa_handler = pass_on;
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGWINCH}) {
        ::sigaction(signal, &action, nullptr);
    }
}

std::uint64_t ignored_signals() {
    std::uint64_t ignored = 0;
    for (int signal = 1; signal < 32; ++signal) {
        struct sigaction action {};
        ::sigaction(signal, nullptr, &action);
        if (action.sa_handler == SIG_IGN) {
            ignored |= std::uint64_t{1} << static_cast<unsigned>(signal);
        }
    }
    return ignored;
}

std::string words_of(char** words, std::uint32_t& count) {
    std::string joined;
    for (; *words != nullptr; ++words, ++count) {
        joined.append(*words, std::strlen(*words) + 1);
    }
    return joined;
}

/// Sends the call with the descriptors of the folder and of the streams that are open.
void send_call(int server, const Call& call, int folder) {
    std::array<int, most_descriptors> descriptors{folder};
    std::size_t count = 1;
    for (int stream = 0; stream < 3; ++stream) {
        if ((call.open_streams & (1U << static_cast<unsigned>(stream))) != 0) {
            descriptors.at(count++) = stream;
        }
    }
    iovec part{const_cast<Call*>(&call), sizeof call};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof descriptors)> room{};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = room.data();
    message.msg_controllen = CMSG_SPACE(count * sizeof(int));
    cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(count * sizeof(int));
    std::memcpy(CMSG_DATA(header), descriptors.data(), count * sizeof(int));
    if (::sendmsg(server, &message, 0) != static_cast<ssize_t>(sizeof call)) {
        give_up("the server cannot be told what to run");
    }
}

void send_words(int server, const std::string& words) {
    std::size_t sent = 0;
    while (sent < words.size()) {
        const ssize_t count = ::write(server, words.data() + sent, words.size() - sent);
        if (count < 0) {
            give_up("the server cannot be told what to run");
        }
        sent += static_cast<std::size_t>(count);
    }
}

Answer answer_of(int server) {
    Answer answer = 0;
    ssize_t count = 0;
    do {
        count = ::read(server, &answer, sizeof answer);
    } while (count < 0 && errno == EINTR);
    if (count != static_cast<ssize_t>(sizeof answer)) {
        give_up("the server does not answer");
    }
    return answer;
}

/// A descriptor above the standard streams, which may be closed and must stay so.
int high(int descriptor) {
    constexpr int first = 100;
    const int moved = ::fcntl(descriptor, F_DUPFD_CLOEXEC, first);
    ::close(descriptor);
    return moved;
}

}    // namespace

int main(int count, char** words) {
    Call call;
    for (int stream = 0; stream < 3; ++stream) {
        if (::fcntl(stream, F_GETFD) >= 0) {
            call.open_streams |= 1U << static_cast<unsigned>(stream);
        }
    }
    const int server = high(::socket(AF_UNIX, SOCK_STREAM, 0));
    const sockaddr_un place = address();
    if (::connect(server, reinterpret_cast<const sockaddr*>(&place), sizeof place) != 0) {
        give_up(LMSECTION_WATCH_SOCKET);
    }
    const int folder = high(::open(".", O_PATH | O_DIRECTORY));
    call.mask = ::umask(0);
    rlimit limit{};
    ::getrlimit(RLIMIT_FSIZE, &limit);
    call.largest_file = limit.rlim_cur;
    call.ignored = ignored_signals();
    std::string sent = words_of(words, call.arguments);
    std::uint32_t variables = 0;
    sent += words_of(environ, variables);
    call.size = static_cast<std::uint32_t>(sent.size());
    std::signal(SIGPIPE, SIG_IGN);
    send_call(server, call, folder);
    send_words(server, sent);
    for (int stream = 0; stream < 3; ++stream) {
        ::close(stream);    // a reader of the output waits for the one who writes it, no longer
    }
    static_cast<void>(count);
    runner = answer_of(server);
    pass_signals_on();
    const int status = answer_of(server);
    if (WIFSIGNALED(status)) {
        std::signal(WTERMSIG(status), SIG_DFL);
        ::raise(WTERMSIG(status));
    }
    return WEXITSTATUS(status);
}
