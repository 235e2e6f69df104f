#pragma once

#include <cstddef>
#include <functional>

namespace lmsection {

/// Called during long work after `done` of `total` steps; in the last call the two are equal.
using Progress = std::function<void(std::size_t done, std::size_t total)>;

/// Ignores progress.
inline void ignore_progress(std::size_t /*done*/, std::size_t /*total*/) {}

}    // namespace lmsection
