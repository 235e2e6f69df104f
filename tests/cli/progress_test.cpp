#include "lmsection/cli/progress.hpp"

#include <catch2/catch.hpp>

#include <string>

using lmsection::cli::ProgressBar;
using lmsection::cli::Sink;

namespace {

struct Screen : Sink {
    void write(std::string_view text) override { shown += text; }
    void finish() override { ++handed_on; }

    std::string shown;
    int handed_on = 0;
};

/// A bar on a screen of 60 columns whose clock stands until it is set.
struct Work {
    explicit Work(std::size_t width = 60) : bar(screen, width, [this] { return clock; }) {}
    void pass(int milliseconds) { clock += std::chrono::milliseconds{milliseconds}; }

    Screen screen;
    ProgressBar::Clock::time_point clock{};
    ProgressBar bar;
};

}    // namespace

TEST_CASE("work that is done within a second shows no bar") {
    Work work;
    for (std::size_t done = 1; done <= 99; ++done) {
        work.pass(10);
        work.bar.show(done, 100);
    }
    CHECK(work.screen.shown.empty());
}

TEST_CASE("longer work shows how far it is, ten times a second at most") {
    Work work;
    work.pass(1000);
    work.bar.show(250, 1000);
    CHECK(work.screen.shown == "\r[##########                              ]  25% 250 of 1000");
    const std::string before = work.screen.shown;
    work.pass(99);
    work.bar.show(251, 1000);
    CHECK(work.screen.shown == before);
    work.pass(1);
    work.bar.show(500, 1000);
    CHECK(work.screen.shown ==
          before + "\r[####################                    ]  50% 500 of 1000");
    CHECK(work.screen.handed_on == 2);
}

TEST_CASE("a bar goes away with its work, and leaves blanks where it stood") {
    Work work;
    work.pass(1000);
    work.bar.show(1, 4);
    const std::size_t columns = work.screen.shown.size() - 1;
    work.screen.shown.clear();
    SECTION("done") {
        work.bar.show(4, 4);
        CHECK(work.screen.shown == "\r" + std::string(columns, ' ') + "\r");
    }
    SECTION("broken off") {
        Screen screen;
        {
            ProgressBar::Clock::time_point clock{};
            ProgressBar bar{screen, 60, [&] { return clock; }};
            clock += std::chrono::seconds{2};
            bar.show(1, 4);
            screen.shown.clear();
        }
        CHECK(screen.shown == "\r" + std::string(columns, ' ') + "\r");
    }
}

TEST_CASE("a bar is never as wide as the terminal") {
    for (std::size_t width = 1; width <= 100; ++width) {
        Work work{width};
        work.pass(1000);
        work.bar.show(77777, 100000);
        CHECK(work.screen.shown.size() <= std::max<std::size_t>(width, 2));
    }
}
