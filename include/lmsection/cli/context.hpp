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

/// The environment of the process. Only `main` reads it.
struct Environment {
    std::function<std::optional<std::string>(const std::string& name)> variable;
    /// Reads from standard input; returns the number of bytes, 0 at the end.
    std::function<std::size_t(char* bytes, std::size_t most)> read_input;
    std::function<std::optional<std::string>()> read_line;    ///< of input; nothing at the end
    std::function<std::string()> login;                       ///< the login name
    std::function<std::string()> host = [] { return std::string{}; };    ///< empty if unknown
    std::function<std::filesystem::path()> home;                         ///< empty if unknown
    Date local_date{};
    /// How many seconds local time is ahead of UTC at a time, in seconds since 1970.
    std::function<std::int64_t(std::int64_t time)> utc_offset = [](std::int64_t) {
        return std::int64_t{0};
    };
    std::int64_t now_ms = 0;
    std::string now;    ///< UTC, `2026-11-24T16:58:00Z`
    std::uint64_t seed = 0;
    bool in_is_terminal = false;
    bool out_is_terminal = false;
    bool out_is_file = false;    ///< standard output is a regular file
    bool err_is_terminal = false;
    std::size_t terminal_width = 80;     ///< in columns; $COLUMNS overrides the terminal
    std::size_t terminal_height = 24;    ///< in lines
};

/// The options that every command takes, as typed.
struct Globals {
    std::string db;
    std::string today;
    std::string format;           ///< preset to the command's default
    bool format_given = false;    ///< whether `--format` is in the command line
    std::string output;
    std::string color = "auto";
    std::string actor;
    std::string columns;    ///< "name,email"; empty: the usual ones
    bool wide = false;      ///< tables show all columns
    bool excel = false;     ///< CSV that Excel opens as UTF-8
    bool no_pager = false;
    bool quiet = false;
    bool dry_run = false;

    /// Whether the result goes to a file or a folder, not to standard output.
    [[nodiscard]] bool to_file() const { return !output.empty() && output != "-"; }
};

/// The path of the database; empty if none is named and no home directory is known.
[[nodiscard]] std::filesystem::path database_path(const Environment& environment,
                                                  const Globals& globals);

/// Throws a `UsageError` if `--output` would replace a database that the command uses, or a file
/// that SQLite keeps next to it, by any path. `what` names the database in the message.
void refuse_output_onto_database(const Globals& globals, const std::filesystem::path& database,
                                 std::string_view what);

/// The name of an input file in messages: `-` is standard input.
[[nodiscard]] std::string display_name(const std::string& file);

/// What a running command uses: its streams, today's date, the section.
/// A file to write.
struct NamedText {
    std::string name;
    std::string text;
};

class Context {
public:
    /// `takes`: the formats that the command supports. Throws a `UsageError` if a global option has
    /// a bad value.
    Context(const Environment& environment, Globals globals, std::span<const Format> takes,
            std::string command, Sink& out, Sink& err);

    [[nodiscard]] Date today() const { return today_; }
    /// A variable of the environment; empty if it is not set.
    [[nodiscard]] std::string variable(const std::string& name) const;
    /// `login@host`, from which mail comes if nothing else is known. A host without a domain is in
    /// `localdomain`.
    [[nodiscard]] std::string local_address() const;
    /// The home directory, for `~`; empty if unknown.
    [[nodiscard]] std::filesystem::path home() const { return environment_.home(); }
    /// The local time of a UTC time such as `2026-11-24T16:58:00Z`, as seconds since 1970 of a
    /// clock that shows local time. Nothing if it cannot be read.
    [[nodiscard]] std::optional<std::int64_t> local_time(const std::string& utc) const;
    /// When a day begins in local time, as a UTC time such as `2026-11-24T05:00:00Z`.
    [[nodiscard]] std::string start_in_utc(Date day) const;
    [[nodiscard]] const Globals& globals() const { return globals_; }
    [[nodiscard]] bool dry_run() const { return globals_.dry_run; }
    /// What the lower layers need to know about this run. The login name is looked up only for
    /// writing. Progress is shown only if no rows go to the terminal at the same time.
    [[nodiscard]] app::Circumstances circumstances(store::Access access) const;
    /// Whether the command has committed a change.
    [[nodiscard]] bool has_changed() const { return *changed_; }
    /// Shows a progress bar on a terminal if the work takes more than a second, unless `--quiet`.
    [[nodiscard]] Progress progress() const;
    [[nodiscard]] app::Session reading_anything() const;
    [[nodiscard]] app::Session reading() const;
    [[nodiscard]] app::WritingSession writing() const;

    /// The width of a result line; none if the output is not a terminal.
    [[nodiscard]] std::optional<std::size_t> width() const;
    /// Throws a `UsageError` if `--columns` names a column that none of the command's tables has.
    /// Call it before the command does anything.
    void check_columns(std::span<const std::function<ColumnList()>> tables) const;
    /// A writer of rows in the requested format, to the requested place, with the columns that
    /// `--columns` chooses. Throws a `UsageError` if it names one that is not in `columns`.
    [[nodiscard]] std::unique_ptr<RowWriter> rows(ColumnList columns);
    /// A context like this one for a command whose rows become a sheet of a workbook: `make_rows`
    /// makes the writer of its rows, and only warnings are shown.
    [[nodiscard]] Context
    for_sheet(std::function<std::unique_ptr<RowWriter>(ColumnList columns)> make_rows) const;
    /// The same with all columns, even with `--columns`: for what a refusal lists.
    [[nodiscard]] std::unique_ptr<RowWriter> all_rows(ColumnList columns);
    [[nodiscard]] Format format() const { return format_; }
    /// Whether the result is the table, which is meant for people.
    [[nodiscard]] bool for_people() const { return format_ == Format::table; }
    /// Whether to write sentences instead of a table: for people who have not asked for columns.
    [[nodiscard]] bool in_sentences() const {
        return for_people() && globals_.columns.empty() && !globals_.wide;
    }
    /// Whether the result may have colors.
    [[nodiscard]] bool colored() const;
    /// Whether to print the rows of what was recorded: `--quiet` suppresses the table, but not
    /// other formats.
    [[nodiscard]] bool shows_rows() const { return !globals_.quiet || !for_people(); }
    /// The words of the command, such as "group list", for the title of its page.
    void name_page(std::string_view path) { path_ = path; }
    /// The day or the period that a page is about, if it is not today.
    void date_page(std::string when) { when_ = std::move(when); }
    /// Whether a program reads the result, so that it needs a header or brackets even without rows.
    [[nodiscard]] bool for_scripts() const;
    /// Where the result goes.
    [[nodiscard]] Sink& out() { return out_; }
    /// Names the columns that were left out to fit, if any. Call it after the result is written.
    void say_left_out();
    /// Writes text to the result, for commands that do not print rows.
    void print(std::string_view text) { out_.write(text); }
    /// Prints a line on standard error, also with `--quiet`.
    void warn(std::string_view text);
    void warn(std::span<const std::string> texts);
    /// Prints a line on standard error about what was done, unless `--quiet`.
    void say(std::string_view text);
    void say(std::span<const std::string> texts);
    /// Writes files into the folder that `--output` names, and creates the folder if necessary.
    /// Throws a `UsageError` if `--output` names no folder, or a file would replace a database, a
    /// `StoreError` if one cannot be written. Unless `replace`, throws like `refuse_to_replace`
    /// before anything is written.
    void write_into_folder(const std::vector<NamedText>& files, bool replace) const;
    /// Throws a `RefusedError` if a file exists whose content is not `text`: someone may have
    /// edited it.
    static void refuse_to_replace(const std::filesystem::path& file, std::string_view text);
    /// Whether the user can be asked: input and messages are on a terminal.
    [[nodiscard]] bool can_ask() const;
    /// Prints lines that explain a question, also with `--quiet`.
    void ask_about(std::string_view text);
    /// Asks and reads a line; empty at the end of input. Only if `can_ask`.
    [[nodiscard]] std::string answer(std::string_view question);
    /// Prints a refusal after a result was printed; returns the exit status.
    [[nodiscard]] int refuse(const Fault& fault);
    /// Says why a list is empty and what comes next, or what it adds up to. Only on a terminal,
    /// since cron sends mail about anything printed.
    void explain_empty(std::string_view text);
    /// Says in a sentence what the command did, where its rows do not. Only on a terminal, and not
    /// in a dry run.
    void did(std::string_view text);
    /// Suggests the next command. Only on a terminal.
    void next_step(std::string_view text);
    /// Throws a `UsageError` if `--output` would replace another database that the command uses.
    void refuse_output_onto(const std::filesystem::path& database) const;
    /// The bytes of a file, or of standard input for `-`. Throws a `UsageError` if `--output` would
    /// replace that file.
    [[nodiscard]] std::string read_file(const std::string& name) const;
    /// Like `read_file`, for a list: a workbook is read as the CSV of its sheets. Throws a
    /// `RefusedError` if it cannot be.
    [[nodiscard]] std::string read_list(const std::string& name) const;
    /// The lines of a file, or of standard input for `-`, one at a time.
    [[nodiscard]] std::function<bool(std::string& line)> lines_of(const std::string& name) const;

private:
    /// Opens the section, whose name a page of rows shows.
    template <class SomeSession>
    [[nodiscard]] SomeSession opened(SomeSession session) const;
    /// Prints a message wrapped to the terminal; it may take several lines.
    void say_wrapped(std::string_view text);
    /// How to show the result. `may_leave_out`: a table may leave out columns to fit.
    [[nodiscard]] Look look(bool may_leave_out);
    /// Reads from a file, or from standard input for `-`.
    [[nodiscard]] std::function<std::size_t(char* bytes, std::size_t most)>
    reader_of(const std::string& name) const;

    const Environment& environment_;
    Globals globals_;
    std::string command_;
    Sink& out_;
    Sink& err_;
    Date today_;
    Format format_;
    std::string_view path_;
    std::string when_;
    std::shared_ptr<std::string> section_ = std::make_shared<std::string>();    ///< its name
    std::function<std::unique_ptr<RowWriter>(ColumnList)> make_rows_;    ///< empty: `make_writer`
    std::string left_out_;    ///< a sentence on the columns that a table left out
    std::shared_ptr<bool> changed_ = std::make_shared<bool>(false);
};

}    // namespace lmsection::cli
