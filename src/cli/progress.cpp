#include "lmsection/cli/progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

namespace lmsection::cli {

namespace {

constexpr std::chrono::seconds delay{1};
constexpr std::chrono::milliseconds interval{100};
constexpr std::size_t widest_bar = 40;

/// `[####    ]  50% 500 of 1000`, cut to `width` columns.
std::string line_of(std::size_t done, std::size_t total, std::size_t width) {
    const std::string number = fmt::format(" {:>3}% {} of {}", done * 100 / total, done, total);
    const std::size_t frame = number.size() + 2;
    const std::size_t room = width > frame ? std::min(width - frame, widest_bar) : 0;
    const std::size_t full = room * done / total;
    return fmt::format("[{}{}]{}", std::string(full, '#'), std::string(room - full, ' '), number)
        .substr(0, width);
}

}    // namespace

// Writing to the last column may move some terminals to the next line.
ProgressBar::ProgressBar(Sink& terminal, std::size_t width, std::function<Clock::time_point()> now)
    : terminal_(terminal), width_(std::max<std::size_t>(width, 2) - 1), now_(std::move(now)),
      next_(now_() + delay) {}

ProgressBar::~ProgressBar() {
    clear();
}

void ProgressBar::show(std::size_t done, std::size_t total) {
    if (done >= total) {
        clear();
        return;
    }
    if (const auto now = now_(); next_ <= now) {
        next_ = now + interval;
        draw(done, total);
    }
}

void ProgressBar::draw(std::size_t done, std::size_t total) {
    const std::string line = line_of(done, total, width_);
    terminal_.write(fmt::format("\r{:<{}}", line, drawn_));
    terminal_.finish();
    drawn_ = line.size();
}

void ProgressBar::clear() {
    if (drawn_ > 0) {
        terminal_.write(fmt::format("\r{}\r", std::string(drawn_, ' ')));
        terminal_.finish();
        drawn_ = 0;
    }
}

}    // namespace lmsection::cli
