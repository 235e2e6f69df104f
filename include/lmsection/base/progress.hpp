#pragma once

#include <cstddef>
#include <functional>

namespace lmsection {

/// Told how far work is that may be long: `done` steps of `total`; the last call has both alike.
using Progress = std::function<void(std::size_t done, std::size_t total)>;

/// For work that nobody watches.
inline void nobody_watches(std::size_t /*done*/, std::size_t /*total*/) {}

}    // namespace lmsection
