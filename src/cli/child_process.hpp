#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>
#include <vector>

namespace lmsection::cli {

/// Runs another program with `input` on its standard input; returns its standard output. Uses no
/// shell and no files on disk. Throws a `StoreError` if the program is not installed (suggesting
/// `package`), fails, or is killed by a signal.
[[nodiscard]] std::string output_of(const std::vector<std::string>& command, std::string_view input,
                                    const std::string& package);

/// Runs another program with `input` on its standard input, in a process group of its own, so that
/// Ctrl-C does not stop it half way. Uses no shell. Returns what went wrong in a few words, "ended
/// with status 75, saying 'try later'", or nothing. After `seconds` it is killed, with all that it
/// started. A program without a slash is looked for in $PATH, /usr/sbin and /usr/lib. Throws a
/// `StoreError` if there is no such program.
[[nodiscard]] std::string problem_of(std::vector<std::string> command, std::string_view input,
                                     int seconds);
/// Throws the same `StoreError`.
void require_program(const std::string& program);

/// A running program that reads on its standard input what is written to `input`. Its other
/// streams are those of this program.
class ReadingChild {
public:
    /// `variables`: added to the environment, "LESS=FRX", unless they are set there. Uses no shell.
    /// Throws a `StoreError` if the program cannot be started.
    ReadingChild(const std::vector<std::string>& command,
                 const std::vector<std::string>& variables);
    ReadingChild(const ReadingChild&) = delete;
    ReadingChild& operator=(const ReadingChild&) = delete;
    ~ReadingChild() { finish(); }

    [[nodiscard]] int input() const { return input_; }
    /// Closes the input and waits for the program to end.
    void finish();

private:
    int input_ = -1;
    pid_t child_ = 0;
};

}    // namespace lmsection::cli
