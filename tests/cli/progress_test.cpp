#include "lmsection/cli/progress.hpp"

#include "harness.hpp"
#include "lmsection/app/backup.hpp"
#include "lmsection/app/export.hpp"
#include "lmsection/cli/context.hpp"
#include "lmsection/cli/run.hpp"

#include "catch.hpp"

#include <string>
#include <thread>
#include <utility>
#include <vector>

using lmsection::cli::Environment;
using lmsection::cli::ProgressBar;
using lmsection::cli::Sink;
using lmsection::test::Section;
namespace app = lmsection::app;

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

namespace {

/// A result that is so slow to take up that a bar is due.
struct SlowScreen : Screen {
    void write(std::string_view text) override {
        if (shown.empty()) {
            std::this_thread::sleep_for(std::chrono::milliseconds{1050});
        }
        Screen::write(text);
    }
};

/// A terminal on standard error, and standard output where a test wants it.
Environment at_a_terminal(const Section& section) {
    Environment environment;
    environment.variable = [&section](const std::string& name) {
        return name == "LMSECTION_DB" ? std::optional{section.database()} : std::nullopt;
    };
    environment.login = [] { return std::string{"tester"}; };
    environment.home = [] { return std::filesystem::path{}; };
    environment.local_date = date::year{2026} / 11 / 24;
    environment.err_is_terminal = true;
    return environment;
}

std::string told_while_exporting(const Environment& environment,
                                 std::vector<std::string> words = {"export"}) {
    SlowScreen out;
    Screen err;
    CHECK(lmsection::cli::run(words, environment, out, err) == 0);
    return err.shown;
}

/// What a `Progress` was told.
struct Told {
    app::Circumstances around(const Section& section) {
        app::Circumstances around;
        around.database = section.database();
        around.database_was_named = true;
        around.progress = [this](std::size_t done, std::size_t total) {
            steps.emplace_back(done, total);
        };
        return around;
    }

    /// Always forward, of one whole, to its end.
    void check_whole() const {
        REQUIRE(steps.size() > 1);
        for (std::size_t i = 1; i < steps.size(); ++i) {
            const auto& [done, total] = steps[i];
            CHECK(done * steps[i - 1].second >= steps[i - 1].first * total);
        }
        CHECK(steps.back().first == steps.back().second);
    }

    std::vector<std::pair<std::size_t, std::size_t>> steps;
};

}    // namespace

TEST_CASE("a long result that goes to a file shows how far it is") {
    const Section section;
    Environment environment = at_a_terminal(section);
    environment.out_is_file = true;
    CHECK(told_while_exporting(environment).find("\r[") == 0);
    CHECK(told_while_exporting(environment, {"export", "--quiet"}).empty());
}

TEST_CASE("no bar is drawn into rows that the terminal shows") {
    const Section section;
    Environment environment = at_a_terminal(section);
    SECTION("at the terminal") {
        environment.out_is_terminal = true;
    }
    SECTION("or in a pager") {}
    CHECK(told_while_exporting(environment).empty());
}

TEST_CASE("an export tells each record that it has written") {
    const Section section;
    Told told;
    std::size_t records = 0;
    app::export_section(app::Session::for_reading(told.around(section)), app::WithHistory::yes,
                        [&](std::string_view) { ++records; });
    told.check_whole();
    CHECK(told.steps.size() == records - 2);    // but for the first and the last line
}

TEST_CASE("a copy tells how far it is, and that it was looked at") {
    const Section section;
    Told told;
    app::back_up(told.around(section), {section.folder() / "copy.db"});
    told.check_whole();
    CHECK(told.steps.front().first * 2 == told.steps.front().second);
}
