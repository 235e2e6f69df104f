// Runs the program for the clients of the tests, each time in a process of its own that begins as a
// copy of this one. Under valgrind that spares each run the time to start, and to translate once
// more what all of them run.
#include "watch.hpp"

#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

/// The program's `main`, under another name.
int lmsection_main(int count, char** words);

namespace {

using namespace lmsection::watch;

int run(std::vector<std::string> words) {
    std::vector<char*> pointers;
    std::transform(words.begin(), words.end(), std::back_inserter(pointers),
                   [](std::string& word) { return word.data(); });
    pointers.push_back(nullptr);
    return lmsection_main(static_cast<int>(words.size()), pointers.data());
}

int run_on(const std::string& file, const std::vector<std::string>& command) {
    std::vector<std::string> words{"lmsection", "--db", file};
    words.insert(words.end(), command.begin(), command.end());
    return run(words);
}

/// Runs what most commands have in common, so that the copies find it translated.
void warm_up() {
    std::string name = std::filesystem::temp_directory_path() / "lmsection-watch-XXXXXX";
    if (::mkdtemp(name.data()) == nullptr) {
        give_up("no folder can be made");
    }
    const std::filesystem::path folder = name;
    const std::string file = folder / "section.db";
    const int out = ::dup(STDOUT_FILENO);
    const int err = ::dup(STDERR_FILENO);
    const int nowhere = ::open("/dev/null", O_RDWR);
    ::dup2(nowhere, STDOUT_FILENO);
    ::dup2(nowhere, STDERR_FILENO);
    for (const std::vector<std::string>& command : std::vector<std::vector<std::string>>{
             {"init"},
             {"appoint", "Ana Diaz <ana@lib.example>", "leadership-team"},
             {"appoint", "Ben Okafor <ben@lib.example>", "middle-managers", "--role", "chair"},
             {"roster"},
             {"roster", "--format", "json"},
             {"roster", "--format", "csv"},
             {"checklist", "--year"},
             {"report-due", "--all"},
             {"check"},
             {"digest"},
             {"calendar"},
             {"volunteer", "add", "Cy Ruiz <cy@lib.example>"},
             {"volunteer", "list"},
             {"log"},
             {"undo"},
             {"redo"},
             {"export"},
             {"doctor"},
             {"appoint", "--help"}}) {
        if (run_on(file, command) != 0) {
            ::dup2(err, STDERR_FILENO);
            give_up(("a command of the warm-up fails: " + command.front()).c_str());
        }
    }
    run_on(file, {"rooster"});    // an error, which most tests meet as well
    ::dup2(out, STDOUT_FILENO);
    ::dup2(err, STDERR_FILENO);
    for (const int descriptor : {out, err, nowhere}) {
        ::close(descriptor);
    }
    std::filesystem::remove_all(folder);
}

/// Takes a call and the descriptors that come with it.
std::vector<int> take_call(int client, Call& call) {
    iovec part{&call, sizeof call};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(most_descriptors * sizeof(int))> room{};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = room.data();
    message.msg_controllen = room.size();
    if (::recvmsg(client, &message, 0) != static_cast<ssize_t>(sizeof call)) {
        give_up("a call cannot be read");
    }
    const cmsghdr* header = CMSG_FIRSTHDR(&message);
    if (header == nullptr) {
        give_up("a call brings no descriptors");
    }
    std::vector<int> descriptors((header->cmsg_len - CMSG_LEN(0)) / sizeof(int));
    std::memcpy(descriptors.data(), CMSG_DATA(header), descriptors.size() * sizeof(int));
    return descriptors;
}

std::vector<std::string> take_words(int client, std::size_t size) {
    std::string bytes(size, '\0');
    for (std::size_t taken = 0; taken < size;) {
        const ssize_t count = ::read(client, bytes.data() + taken, size - taken);
        if (count <= 0) {
            give_up("a call's words cannot be read");
        }
        taken += static_cast<std::size_t>(count);
    }
    std::vector<std::string> words;
    for (std::size_t at = 0; at < size; at += words.back().size() + 1) {
        words.emplace_back(bytes.c_str() + at);
    }
    return words;
}

/// Puts the client's streams in place of this process's; those that it has closed are closed.
void take_streams(const Call& call, const std::vector<int>& descriptors) {
    std::size_t next = 1;
    for (int stream = 0; stream < 3; ++stream) {
        if ((call.open_streams & (1U << static_cast<unsigned>(stream))) != 0) {
            ::dup2(descriptors.at(next++), stream);
        } else {
            ::close(stream);
        }
    }
}

/// Becomes what the client is: whose it is, where it stands, what it may.
void become(int client, const Call& call, const std::vector<int>& descriptors) {
    ucred owner{};
    socklen_t size = sizeof owner;
    ::getsockopt(client, SOL_SOCKET, SO_PEERCRED, &owner, &size);
    const rlimit limit{call.largest_file, call.largest_file};
    ::umask(call.mask);
    if (::fchdir(descriptors.front()) != 0 || ::setrlimit(RLIMIT_FSIZE, &limit) != 0) {
        give_up("a client's place cannot be taken");
    }
    for (int signal = 1; signal < 32; ++signal) {
        if ((call.ignored >> static_cast<unsigned>(signal) & 1U) != 0) {
            std::signal(signal, SIG_IGN);
        }
    }
    const bool other = owner.uid != ::getuid();
    if (other &&
        (::setgroups(0, nullptr) != 0 || ::setgid(owner.gid) != 0 || ::setuid(owner.uid) != 0)) {
        give_up("a client's rights cannot be taken");
    }
}

int serve(int client) {
    Call call;
    const auto descriptors = take_call(client, call);
    auto words = take_words(client, call.size);
    const auto first_variable = words.begin() + call.arguments;
    ::clearenv();
    std::for_each(first_variable, words.end(), [](const std::string& variable) {
        const auto equals = variable.find('=');
        ::setenv(variable.substr(0, equals).c_str(), variable.c_str() + equals + 1, 1);
    });
    words.erase(first_variable, words.end());
    become(client, call, descriptors);
    take_streams(call, descriptors);
    for (const int descriptor : descriptors) {
        ::close(descriptor);
    }
    ::close(client);
    return run(words);
}

class Server {
public:
    Server() {
        sigset_t children;
        ::sigemptyset(&children);
        ::sigaddset(&children, SIGCHLD);
        ::sigprocmask(SIG_BLOCK, &children, nullptr);
        children_ = ::signalfd(-1, &children, SFD_NONBLOCK | SFD_CLOEXEC);
        door_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const sockaddr_un place = address();
        ::unlink(LMSECTION_WATCH_SOCKET);
        ::umask(0);    // other users knock too
        if (::bind(door_, reinterpret_cast<const sockaddr*>(&place), sizeof place) != 0 ||
            ::listen(door_, SOMAXCONN) != 0) {
            give_up(LMSECTION_WATCH_SOCKET);
        }
    }

    /// Serves until it is ended; in a copy that served a client, the status to end with.
    int run_for_clients() {
        for (;;) {
            std::vector<pollfd> waiting{{door_, POLLIN, 0}, {children_, POLLIN, 0}};
            for (const auto& [runner, client] : clients_) {
                waiting.push_back({client, POLLRDHUP, 0});
            }
            ::poll(waiting.data(), waiting.size(), -1);
            end_deserted(waiting);
            if (waiting[1].revents != 0) {
                tell_ended();
            }
            if (waiting[0].revents != 0) {
                if (const auto status = admit()) {
                    return *status;
                }
            }
        }
    }

private:
    /// Lets one client in; what its command ends with, in the copy that ran it.
    std::optional<int> admit() {
        const int client = ::accept4(door_, nullptr, nullptr, SOCK_CLOEXEC);
        const pid_t runner = ::fork();
        if (runner == 0) {
            sigset_t none;
            ::sigemptyset(&none);
            ::sigprocmask(SIG_SETMASK, &none, nullptr);
            ::close(door_);
            ::close(children_);
            for (const auto& [other, held] : clients_) {
                ::close(held);
            }
            return serve(client);
        }
        tell(client, runner);
        clients_.emplace(runner, client);
        return std::nullopt;
    }

    /// A client that was killed takes its command with it.
    void end_deserted(const std::vector<pollfd>& waiting) {
        for (const pollfd& one : waiting) {
            const auto client = std::find_if(clients_.begin(), clients_.end(),
                                             [&](const auto& known) {
                                                 return known.second == one.fd;
                                             });
            if (client != clients_.end() && (one.revents & (POLLRDHUP | POLLHUP)) != 0) {
                ::kill(client->first, SIGKILL);
            }
        }
    }

    void tell_ended() {
        signalfd_siginfo told{};
        while (::read(children_, &told, sizeof told) > 0) {
        }
        int status = 0;
        for (pid_t ended = 0; (ended = ::waitpid(-1, &status, WNOHANG)) > 0;) {
            const auto client = clients_.find(ended);
            if (client != clients_.end()) {
                tell(client->second, status);
                ::close(client->second);
                clients_.erase(client);
            }
        }
    }

    static void tell(int client, Answer answer) {
        ::send(client, &answer, sizeof answer, MSG_NOSIGNAL);
    }

    int door_ = -1;
    int children_ = -1;
    std::map<pid_t, int> clients_;
};

}    // namespace

int main() {
    warm_up();
    return Server{}.run_for_clients();
}
