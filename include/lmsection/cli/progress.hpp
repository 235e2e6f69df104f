#pragma once

#include "lmsection/cli/output.hpp"

#include <chrono>
#include <cstddef>
#include <functional>

namespace lmsection::cli {

/// A progress bar on one line of a terminal, erased when the work ends. Nothing is shown in the
/// first second. Uses only carriage returns and spaces, which work on every terminal.
class ProgressBar {
public:
    using Clock = std::chrono::steady_clock;

    /// `width`: the columns of the terminal; `now`: the clock.
    ProgressBar(Sink& terminal, std::size_t width,
                std::function<Clock::time_point()> now = Clock::now);
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;
    /// Erases the line.
    ~ProgressBar();

    /// Call after each step; the bar ends when `done` is `total`. Draws at most ten times a second.
    void show(std::size_t done, std::size_t total);

private:
    void draw(std::size_t done, std::size_t total);
    void clear();

    Sink& terminal_;
    std::size_t width_;
    std::function<Clock::time_point()> now_;
    Clock::time_point next_;    ///< time of the next drawing
    std::size_t drawn_ = 0;     ///< columns on the screen
};

}    // namespace lmsection::cli
