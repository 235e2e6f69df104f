#pragma once

#include "lmsection/app/session.hpp"
#include "lmsection/cli/format/format.hpp"
#include "lmsection/cli/output.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::cli {

/// What the process was started with; read once, in `main`, and never below.
struct Environment {
    std::function<std::optional<std::string>(const std::string& name)> variable;
    /// Reads on in standard input; how many bytes it got, 0 at its end.
    std::function<std::size_t(char* bytes, std::size_t most)> read_input;
    std::function<std::optional<std::string>()> read_line;    ///< of it; nothing at its end
    std::function<std::string()> login;                       ///< who is logged in
    std::function<std::filesystem::path()> home;              ///< empty where nobody knows
    Date local_date{};
    std::int64_t now_ms = 0;
    std::string now;    ///< UTC, `2026-11-24T16:58:00Z`
    std::uint64_t seed = 0;
    bool in_is_terminal = false;
    bool out_is_terminal = false;
    bool out_is_file = false;    ///< a regular one: neither shown nor read by another program yet
    bool err_is_terminal = false;
    std::size_t terminal_width = 80;    ///< in columns; $COLUMNS goes before what the terminal says
};

/// The options that every command takes, as typed.
struct Globals {
    std::string db;
    std::string today;
    std::string format;    ///< filled with the command's usual one
    std::string output;
    std::string color = "auto";
    std::string actor;
    bool excel = false;    ///< CSV that Excel opens as UTF-8
    bool quiet = false;
    bool dry_run = false;
};

/// The database that a command line means; empty where none is named and nobody knows a home.
[[nodiscard]] std::filesystem::path database_meant(const Environment& environment,
                                                   const Globals& globals);

/// A finished output takes its file's place. A `UsageError` where `--output` names a database that
/// the command works on, or a file that SQLite keeps beside it, by whatever path; `what` is the
/// database in the message.
void refuse_output_onto_database(const Globals& globals, const std::filesystem::path& database,
                                 std::string_view what);

/// What a file that is read is called in messages: `-` is standard input.
[[nodiscard]] std::string spoken_name(const std::string& file);

/// All that a running command may use: its streams, its day, its section.
class Context {
public:
    /// `takes`: the formats that the command answers in. A `UsageError` where options that every
    /// command takes cannot be read.
    Context(const Environment& environment, Globals globals, std::span<const Format> takes,
            std::string command, Sink& out, Sink& err);

    [[nodiscard]] Date today() const { return today_; }
    /// Whose home `~` means; empty where nobody knows.
    [[nodiscard]] std::filesystem::path home() const { return environment_.home(); }
    [[nodiscard]] const Globals& globals() const { return globals_; }
    [[nodiscard]] bool dry_run() const { return globals_.dry_run; }
    /// The world as the floors below are told of it; who is logged in is looked up for a writer
    /// alone. Its progress is shown where no rows go to the terminal meanwhile.
    [[nodiscard]] app::Circumstances circumstances(store::Access access) const;
    /// Whether the command has made a change that is kept.
    [[nodiscard]] bool has_changed() const { return *changed_; }
    /// Shows people at a terminal how far work is that takes over a second; `--quiet` hushes it.
    [[nodiscard]] Progress progress() const;
    [[nodiscard]] app::Session reading_anything() const;
    [[nodiscard]] app::Session reading() const;
    [[nodiscard]] app::Session writing() const;

    /// The columns that a line of the result may take; none where it goes to no terminal.
    [[nodiscard]] std::optional<std::size_t> width() const;
    /// A writer of rows in the asked format, to the asked place.
    [[nodiscard]] std::unique_ptr<RowWriter> rows(std::vector<Column> columns);
    [[nodiscard]] Format format() const { return format_; }
    /// Whether people read the result, and not a script.
    [[nodiscard]] bool for_people() const { return format_ == Format::table; }
    /// Whether the rows of what was recorded are told: `--quiet` hushes the table alone, not what a
    /// format was asked for.
    [[nodiscard]] bool tells_rows() const { return !globals_.quiet || !for_people(); }
    /// Whether a program reads it, which wants a header or brackets even around nothing.
    [[nodiscard]] bool for_scripts() const;
    /// Text as a result, where a command has a form of its own for people.
    void print(std::string_view text) { out_.write(text); }
    /// One line to standard error, which `--quiet` does not hush.
    void warn(std::string_view text);
    void warn(std::span<const std::string> texts);
    /// One line to standard error on what was done; `--quiet` hushes it.
    void say(std::string_view text);
    /// Whether somebody sits at a terminal who can be asked.
    [[nodiscard]] bool can_ask() const;
    /// Shows what a question is about, which `--quiet` does not hush; line ends stay.
    void ask_about(std::string_view text);
    /// Asks, and reads a line; empty where none comes. Only when `can_ask`.
    [[nodiscard]] std::string answer(std::string_view question);
    /// Tells a refusal that goes with a result; the status to end with.
    [[nodiscard]] int refuse(const Fault& fault);
    /// Why a list is empty and what comes next, shown to people at a terminal only: cron mails
    /// whatever is printed.
    void explain_empty(std::string_view text);
    /// What to do next, told to people at a terminal only.
    void next_step(std::string_view text);
    /// A `UsageError` where `--output` would replace a database that the command reads or writes
    /// besides the section's own.
    void refuse_output_onto(const std::filesystem::path& database) const;
    /// The bytes of a file, or of standard input for `-`. A `UsageError` where `--output` would
    /// replace that file.
    [[nodiscard]] std::string read_file(const std::string& name) const;
    /// The lines of a file, or of standard input for `-`, one at a time.
    [[nodiscard]] std::function<bool(std::string& line)> lines_of(const std::string& name) const;

private:
    /// Reads on in a file, or in standard input for `-`.
    [[nodiscard]] std::function<std::size_t(char* bytes, std::size_t most)>
    reader_of(const std::string& name) const;

    const Environment& environment_;
    Globals globals_;
    std::string command_;
    Sink& out_;
    Sink& err_;
    Date today_;
    Format format_;
    std::shared_ptr<bool> changed_ = std::make_shared<bool>(false);
};

}    // namespace lmsection::cli
