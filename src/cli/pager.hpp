#pragma once

#include "child_process.hpp"
#include "lmsection/cli/context.hpp"
#include "lmsection/cli/output.hpp"

#include <csignal>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::cli {

/// The words of the pager's command: $LMSECTION_PAGER, else $PAGER, else `less`. Empty for none:
/// the output is not a terminal, or one that can only print ($TERM is "dumb" or not set), or the
/// pager is set to nothing or to `cat`.
[[nodiscard]] std::vector<std::string> pager_command(const Environment& environment);

/// Shows text in a pager if it is longer than the screen, else writes it to `terminal`. When the
/// reader quits the pager, the rest of the text is dropped, and the command goes on to its end.
class Pager : public Sink {
public:
    /// `messages` gets a warning if the pager cannot be started. All references must outlive it.
    Pager(std::vector<std::string> command, const Environment& environment, Sink& terminal,
          Sink& messages);
    ~Pager() override { close(); }

    void write(std::string_view text) override;
    /// Waits until the reader has quit the pager.
    void finish() override;

private:
    /// collecting: it may still fit the screen.
    enum class Stage { collecting, direct, paging, done };

    void start();
    void send(std::string_view text);
    void close();
    void count_lines();

    std::vector<std::string> command_;
    const Environment& environment_;
    Sink& terminal_;
    Sink& messages_;
    Stage stage_ = Stage::collecting;
    std::string collected_;
    std::size_t counted_ = 0;    ///< bytes of `collected_` in whole lines
    std::size_t lines_ = 0;      ///< that those take on the screen
    std::optional<ReadingChild> child_;
    std::optional<DescriptorSink> to_child_;
    struct sigaction on_interrupt_ {};    ///< what Ctrl-C did before the pager was started
};

}    // namespace lmsection::cli
