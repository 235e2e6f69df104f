#pragma once

#include <sys/socket.h>
#include <sys/types.h>
#include <sys/un.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace lmsection::watch {

/// What a client tells the server first, with its folder and its open standard streams beside it.
struct Call {
    std::uint32_t open_streams = 0;    ///< a bit for each of 0, 1 and 2
    std::uint32_t mask = 0;            ///< of the permissions of new files
    std::uint32_t arguments = 0;    ///< how many words are the command line; the rest are variables
    std::uint32_t size = 0;         ///< of the words that follow, each ended by a NUL
    std::uint64_t largest_file = 0;    ///< the limit of a file's size
    std::uint64_t ignored = 0;         ///< a bit for each signal that is ignored, from 1 on
};
/// What the server answers: first who runs the command, then how it ended, as `wait` tells it.
using Answer = std::int32_t;

constexpr std::size_t most_descriptors = 4;

[[noreturn]] inline void give_up(const char* what) {
    constexpr int failed = 98;    // which no test expects
    std::perror(what);
    std::exit(failed);
}

inline sockaddr_un address() {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    static_assert(sizeof(LMSECTION_WATCH_SOCKET) <= sizeof(address.sun_path));
    std::memcpy(static_cast<char*>(address.sun_path), LMSECTION_WATCH_SOCKET,
                sizeof(LMSECTION_WATCH_SOCKET));
    return address;
}

}    // namespace lmsection::watch
