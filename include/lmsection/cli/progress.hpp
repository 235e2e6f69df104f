#pragma once

#include "lmsection/cli/output.hpp"

#include <chrono>
#include <cstddef>
#include <functional>

namespace lmsection::cli {

/// How far a long piece of work is, on one line of a terminal, which goes away when the work ends.
/// Work that is done within a second shows nothing. Written without codes that a terminal might not
/// know: carriage returns and blanks alone.
class ProgressBar {
public:
    using Clock = std::chrono::steady_clock;

    /// `width`: the columns of the terminal; `now`: tells the time.
    ProgressBar(Sink& terminal, std::size_t width,
                std::function<Clock::time_point()> now = Clock::now);
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;
    /// Takes the line away.
    ~ProgressBar();

    /// To be told after each step; `done` of `total`, which ends it. Draws ten times a second at
    /// most.
    void show(std::size_t done, std::size_t total);

private:
    void draw(std::size_t done, std::size_t total);
    void clear();

    Sink& terminal_;
    std::size_t width_;
    std::function<Clock::time_point()> now_;
    Clock::time_point next_;    ///< when it is drawn again
    std::size_t drawn_ = 0;     ///< columns of what stands there
};

}    // namespace lmsection::cli
