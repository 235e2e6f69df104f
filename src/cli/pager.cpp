#include "pager.hpp"

#include "format/width.hpp"
#include "lmsection/base/error.hpp"
#include "lmsection/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace lmsection::cli {

namespace {

/// Lines that may follow the text on the screen: two messages, such as a total, and the prompt.
constexpr std::size_t lines_below = 3;

/// The text without color codes ("ESC [ 1 m").
std::string uncolored(std::string_view text) {
    std::string plain;
    while (!text.empty()) {
        const auto code = std::min(text.find('\x1b'), text.size());
        plain += text.substr(0, code);
        text.remove_prefix(code);
        text.remove_prefix(std::min(text.find('m'), text.size()));
        text.remove_prefix(std::min<std::size_t>(text.size(), 1));
    }
    return plain;
}

}    // namespace

std::vector<std::string> pager_command(const Environment& environment) {
    if (!environment.out_is_terminal) {
        return {};
    }
    const std::string terminal = environment.variable("TERM").value_or("");
    if (terminal.empty() || terminal == "dumb") {
        return {};
    }
    auto pager = environment.variable("LMSECTION_PAGER");
    if (!pager) {
        pager = environment.variable("PAGER");
    }
    const std::string command = pager.value_or("less");
    std::vector<std::string> words;
    for (const std::string_view word : split(command, ' ')) {
        if (!word.empty()) {
            words.emplace_back(word);
        }
    }
    return words == std::vector<std::string>{"cat"} ? std::vector<std::string>{} : words;
}

Pager::Pager(std::vector<std::string> command, const Environment& environment, Sink& terminal,
             Sink& messages)
    : command_(std::move(command)), environment_(environment), terminal_(terminal),
      messages_(messages) {}

void Pager::write(std::string_view text) {
    switch (stage_) {
    case Stage::collecting:
        collected_ += text;
        count_lines();
        if (lines_ + lines_below > environment_.terminal_height) {
            start();
            send(std::exchange(collected_, {}));
        }
        break;
    case Stage::direct: terminal_.write(text); break;
    case Stage::paging: send(text); break;
    case Stage::done: break;
    }
}

void Pager::count_lines() {
    const std::size_t columns = std::max<std::size_t>(environment_.terminal_width, 1);
    for (auto end = collected_.find('\n', counted_); end != std::string::npos;
         end = collected_.find('\n', counted_)) {
        const std::string_view line{collected_.data() + counted_, end - counted_};
        lines_ += std::max<std::size_t>((width_of(uncolored(line)) + columns - 1) / columns, 1);
        counted_ = end + 1;
    }
}

void Pager::start() {
    stage_ = Stage::direct;
    // Ctrl-C is for the pager, which may only stop a search.
    struct sigaction ignore {};
    ignore.sa_handler = SIG_IGN;
    ::sigaction(SIGINT, &ignore, &on_interrupt_);
    try {
        // As git sets them: colors, no pager for one screen, the text stays on the screen.
        child_.emplace(command_, std::vector<std::string>{"LESS=FRX", "LV=-c"});
    } catch (const StoreError& error) {
        ::sigaction(SIGINT, &on_interrupt_, nullptr);
        const bool was_chosen = environment_.variable("LMSECTION_PAGER") ||
                                environment_.variable("PAGER");
        if (was_chosen) {
            messages_.write(fmt::format("lmsection: warning: {}; set LMSECTION_PAGER\n",
                                        harmless(error.faults().front().what)));
        }
        return;
    }
    to_child_.emplace(child_->input(), "the pager");
    stage_ = Stage::paging;
}

void Pager::send(std::string_view text) {
    if (stage_ != Stage::paging) {
        terminal_.write(text);
        return;
    }
    try {
        to_child_->write(text);
    } catch (const OutputClosed&) {
        close();    // the reader has seen enough
    }
}

void Pager::finish() {
    if (stage_ == Stage::paging) {
        try {
            to_child_->finish();
        } catch (const OutputClosed&) {
            // The reader has seen enough.
        }
        close();
        return;
    }
    terminal_.write(std::exchange(collected_, {}));
    terminal_.finish();
}

void Pager::close() {
    if (stage_ == Stage::paging) {
        child_->finish();
        ::sigaction(SIGINT, &on_interrupt_, nullptr);
        stage_ = Stage::done;
    }
}

}    // namespace lmsection::cli
