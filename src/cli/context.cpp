#include "lmsection/cli/context.hpp"

#include "format/column_choice.hpp"
#include "format/width.hpp"
#include "lmsection/cli/progress.hpp"
#include "lmsection/domain/typed_date.hpp"
#include "lmsection/store/file.hpp"
#include "lmsection/store/interruption.hpp"
#include "page/document.hpp"
#include "workbook_input.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace lmsection::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t largest_input = 256U << 20U;
constexpr std::size_t part_size = 65536;

std::string variable(const Environment& environment, const std::string& name) {
    return environment.variable(name).value_or("");
}

/// The value of a global option, else of a variable; empty without either.
std::string given(const std::string& option, const Environment& environment,
                  const std::string& name) {
    return option.empty() ? variable(environment, name) : option;
}

/// Empty if no home directory is known.
fs::path default_database(const Environment& environment) {
    const fs::path data = variable(environment, "XDG_DATA_HOME");
    if (data.is_absolute()) {
        return data / "lmsection" / "section.db";
    }
    const fs::path home = environment.home();
    return home.is_absolute() ? home / ".local" / "share" / "lmsection" / "section.db" : fs::path{};
}

Date resolve_today(const Globals& globals, const Environment& environment) {
    const std::string typed = given(globals.today, environment, "LMSECTION_TODAY");
    return typed.empty() ? environment.local_date
                         : or_usage(parse_typed_date(typed, environment.local_date));
}

bool wants_color(const Globals& globals, const Environment& environment) {
    if (globals.color != "auto" && globals.color != "always" && globals.color != "never") {
        throw UsageError{fmt::format("'{}' is not a color setting", globals.color),
                         "use --color auto, always or never"};
    }
    const bool suppressed = !variable(environment, "NO_COLOR").empty() ||
                            variable(environment, "TERM") == "dumb" || !globals.output.empty();
    return globals.color == "always" ||
           (globals.color == "auto" && environment.out_is_terminal && !suppressed);
}

/// The format to write. `--excel` implies CSV.
Format resolve_format(const Globals& globals, std::span<const Format> takes) {
    const Format format = or_usage(parse_format(globals.format, takes));
    if (!globals.excel || format == Format::csv) {
        return format;
    }
    if (format != takes.front()) {
        throw UsageError{fmt::format("--excel writes CSV, not {}", word(format)),
                         "leave out --format, or use --format xlsx without --excel"};
    }
    return Format::csv;
}

/// Empty if a command that only reads was given no actor.
std::string resolve_actor(const Globals& globals, const Environment& environment,
                          store::Access access) {
    std::string actor = given(globals.actor, environment, "LMSECTION_ACTOR");
    if (actor.empty() && access == store::Access::writing) {
        actor = environment.login();
        actor = actor.empty() ? "unknown" : actor;
    }
    return actor.empty() ? actor : or_usage(parse_line("actor", actor));
}

std::string explicit_database(const Environment& environment, const Globals& globals) {
    return given(globals.db, environment, "LMSECTION_DB");
}

StoreError cannot_read(const std::string& file) {
    return {fmt::format("{} cannot be read: {}", file, std::strerror(errno)),
            "check the path and its permissions"};
}

using Read = std::function<std::size_t(char*, std::size_t)>;

/// An open input file. Opening a pipe waits for its writer, until a signal says to stop.
class InputFile {
public:
    explicit InputFile(const std::string& name) : name_(name) {
        do {
            store::stop_if_interrupted();
            descriptor_ = ::open(name.c_str(), O_RDONLY | O_CLOEXEC);
        } while (descriptor_ < 0 && errno == EINTR);
        if (descriptor_ < 0) {
            throw cannot_read(name);
        }
    }
    InputFile(const InputFile&) = delete;
    InputFile& operator=(const InputFile&) = delete;
    ~InputFile() { ::close(descriptor_); }

    std::size_t read(char* bytes, std::size_t most) const {
        for (;;) {
            const auto size = ::read(descriptor_, bytes, most);
            if (size >= 0) {
                return static_cast<std::size_t>(size);
            }
            if (errno != EINTR) {
                throw cannot_read(name_);
            }
            store::stop_if_interrupted();
        }
    }

private:
    std::string name_;
    int descriptor_ = -1;
};

/// Reports progress while a file is read; not for a stream, whose size is unknown.
Read with_progress(Read read, const std::string& name, Progress progress) {
    std::error_code error;
    const std::size_t size = fs::file_size(name, error);
    if (error) {
        return read;
    }
    return [read = std::move(read), progress = std::move(progress), size,
            done = std::size_t{0}](char* bytes, std::size_t most) mutable {
        const std::size_t got = read(bytes, most);
        done += got;
        progress(got == 0 ? size : done, size);
        return got;
    };
}

/// Splits input into lines.
class LineReader {
public:
    LineReader(Read read, std::string name) : read_(std::move(read)), name_(std::move(name)) {}

    /// The next line without its line end; false after the last one.
    bool next(std::string& line) {
        line.clear();
        while (at_ == size_ || part_.at(at_) != '\n') {
            if (at_ == size_ && !refill()) {
                return !line.empty();
            }
            append_rest_of_line(line);
        }
        ++at_;
        return true;
    }

private:
    bool refill() {
        at_ = 0;
        size_ = read_(part_.data(), part_.size());
        return size_ > 0;
    }

    void append_rest_of_line(std::string& line) {
        const std::string_view rest{part_.data() + at_, size_ - at_};
        const std::string_view part = rest.substr(0, rest.find('\n'));
        line += part;
        at_ += part.size();
        if (line.size() > largest_input) {
            throw StoreError{fmt::format("{} has a line of more than 256 MB", name_),
                             "check that it is the right file"};
        }
    }

    Read read_;
    std::string name_;
    std::array<char, part_size> part_{};
    std::size_t at_ = 0;
    std::size_t size_ = 0;
};

}    // namespace

std::string display_name(const std::string& file) {
    return file == "-" ? "standard input" : file;
}

fs::path database_path(const Environment& environment, const Globals& globals) {
    const std::string named = explicit_database(environment, globals);
    return named.empty() ? default_database(environment) : fs::path{named};
}

void refuse_output_onto_database(const Globals& globals, const fs::path& database,
                                 std::string_view what) {
    if (globals.to_file() && !database.empty() &&
        store::is_database_or_side_file(globals.output, database)) {
        const bool is_itself = store::is_same_file(globals.output, database);
        throw UsageError{fmt::format("--output {} is {}{}", globals.output,
                                     is_itself ? "" : "a file that belongs to ",
                                     is_itself ? fmt::format("{} itself", what)
                                               : fmt::format("{} {}", what, database.string())),
                         "name another file"};
    }
}

Context::Context(const Environment& environment, Globals globals, std::span<const Format> takes,
                 std::string command, Sink& out, Sink& err)
    : environment_(environment), globals_(std::move(globals)), command_(std::move(command)),
      out_(out), err_(err), today_(resolve_today(globals_, environment)),
      format_(resolve_format(globals_, takes)) {
    if (is_binary(format_) && environment.out_is_terminal && !globals_.to_file()) {
        throw UsageError{fmt::format("{} cannot be shown on a terminal", word(format_)),
                         fmt::format("name a file with --output FILE.{}", word(format_))};
    }
}

std::string Context::variable(const std::string& name) const {
    return cli::variable(environment_, name);
}

std::string Context::local_address() const {
    const std::string host = environment_.host();
    const bool has_domain = host.find('.') != std::string::npos;
    return fmt::format("{}@{}{}", environment_.login(), host, has_domain ? "" : ".localdomain");
}

app::Circumstances Context::circumstances(store::Access access) const {
    app::Circumstances around;
    around.database = database_path(environment_, globals_);
    around.database_was_named = !explicit_database(environment_, globals_).empty();
    around.today = today_;
    around.now_ms = environment_.now_ms;
    around.now = environment_.now;
    around.seed = environment_.seed;
    around.actor = resolve_actor(globals_, environment_, access);
    around.command = command_;
    around.dry_run = globals_.dry_run;
    around.on_record = [changed = changed_] { *changed = true; };
    // A progress bar must not be drawn into rows on the terminal or into a pager.
    const bool to_file = environment_.out_is_file || globals_.to_file();
    if (access == store::Access::writing || to_file) {
        around.progress = progress();
    }
    return around;
}

Progress Context::progress() const {
    if (!environment_.err_is_terminal || globals_.quiet || variable("TERM") == "dumb") {
        return ignore_progress;
    }
    return [bar = std::make_shared<ProgressBar>(err_, environment_.terminal_width)](
               std::size_t done, std::size_t total) { bar->show(done, total); };
}

template <class SomeSession>
SomeSession Context::opened(SomeSession session) const {
    if (format_ == Format::html) {
        *section_ = session.handbook().section_name;
    }
    const auto copy = session.has_database() ? session.database().copy_before_update()
                                             : std::nullopt;
    if (copy && !globals_.quiet) {
        err_.write(harmless(fmt::format("Upgraded {} to the current format; the old file is in {}.",
                                        session.database().file().string(), copy->string())) +
                   "\n");
    }
    return session;
}

std::optional<std::int64_t> Context::local_time(const std::string& utc) const {
    constexpr std::size_t length = 20;    // of 2026-11-24T16:58:00Z
    const auto day = utc.size() == length ? parse_iso_date(std::string_view{utc}.substr(0, 10))
                                          : std::nullopt;
    const auto part = [&](std::size_t at) { return digits(std::string_view{utc}.substr(at, 2)); };
    if (!day || !part(11) || !part(14) || !part(17)) {
        return std::nullopt;
    }
    constexpr std::int64_t minute = 60;
    constexpr std::int64_t seconds_a_day = 86400;
    const std::int64_t days = date::sys_days{*day}.time_since_epoch().count();
    const std::int64_t time = days * seconds_a_day + (*part(11) * minute + *part(14)) * minute +
                              *part(17);
    return time + environment_.utc_offset(time);
}

std::string Context::start_in_utc(Date day) const {
    const std::chrono::seconds midnight = date::sys_days{day}.time_since_epoch();
    const auto start = midnight - std::chrono::seconds{environment_.utc_offset(midnight.count())};
    return date::format("%FT%TZ", date::sys_seconds{start});
}

app::Session Context::reading_anything() const {
    return opened(app::Session::for_reading_anything(circumstances(store::Access::reading)));
}

app::Session Context::reading() const {
    return opened(app::Session::for_reading(circumstances(store::Access::reading)));
}

app::WritingSession Context::writing() const {
    return opened(app::Session::for_writing(circumstances(store::Access::writing)));
}

std::optional<std::size_t> Context::width() const {
    return environment_.out_is_terminal && globals_.output.empty()
               ? std::optional{environment_.terminal_width}
               : std::nullopt;
}

bool Context::colored() const {
    return wants_color(globals_, environment_);
}

Look Context::look(bool may_leave_out) {
    Look look;
    look.color = colored();
    look.day = today_;
    look.byte_order_mark = globals_.excel;
    if (format_ == Format::html) {
        look.page = {page::title_of_command(path_), *section_,
                     when_.empty() ? written(today_) : when_};
    }
    if (globals_.wide) {
        return look;
    }
    look.on_terminal = width().has_value();
    look.width = width().value_or(page_width);
    if (may_leave_out) {
        look.left_out = [this, width = *look.width](std::span<const std::string_view> headings) {
            left_out_ = fmt::format("Left out to fit {} columns: {}; use --wide for all.", width,
                                    fmt::join(headings, ", "));
        };
    }
    return look;
}

void Context::say_left_out() {
    if (!left_out_.empty()) {
        say_wrapped(left_out_);
    }
}

void Context::check_columns(std::span<const std::function<ColumnList()>> tables) const {
    if (globals_.columns.empty()) {
        return;
    }
    if (std::ranges::find(row_formats, format_) == row_formats.end()) {
        throw UsageError{fmt::format("--columns chooses columns of a table, and {} has none",
                                     word(format_)),
                         "leave it out, or use another --format"};
    }
    ColumnList all;
    for (const auto& list : tables) {
        const ColumnList table = list();
        all.insert(all.end(), table.begin(), table.end());
    }
    (void)chosen_columns(all, globals_.columns);
}

std::unique_ptr<RowWriter> Context::rows(ColumnList columns) {
    if (globals_.columns.empty()) {
        return all_rows(std::move(columns));
    }
    const auto chosen = chosen_columns(columns, globals_.columns);
    return make_choosing_writer(columns, chosen, [&](ColumnList shown) {
        return make_writer(format_, std::move(shown), out_, look(false));
    });
}

Context Context::for_sheet(std::function<std::unique_ptr<RowWriter>(ColumnList)> make_rows) const {
    Context sheet = *this;
    sheet.format_ = Format::xlsx;
    sheet.globals_.columns.clear();
    sheet.globals_.quiet = true;
    sheet.make_rows_ = std::move(make_rows);
    return sheet;
}

std::unique_ptr<RowWriter> Context::all_rows(ColumnList columns) {
    if (make_rows_) {
        return make_rows_(std::move(columns));
    }
    return make_writer(format_, std::move(columns), out_, look(true));
}

bool Context::for_scripts() const {
    return format_ != Format::table && format_ != Format::md && format_ != Format::html;
}

void Context::warn(std::string_view text) {
    err_.write(fmt::format("lmsection: warning: {}\n", harmless(text)));
}

void Context::warn(std::span<const std::string> texts) {
    for (const std::string& text : texts) {
        warn(text);
    }
}

void Context::say(std::string_view text) {
    if (!globals_.quiet) {
        err_.write(harmless(text) + "\n");
    }
}

void Context::say(std::span<const std::string> texts) {
    for (const std::string& text : texts) {
        say(text);
    }
}

void Context::say_wrapped(std::string_view text) {
    const std::size_t width = environment_.err_is_terminal ? environment_.terminal_width
                                                           : text.size();
    for (const std::string& line : wrapped(text, width)) {
        say(line);
    }
}

void Context::refuse_to_replace(const fs::path& file, std::string_view text) {
    std::error_code error;
    if (!fs::is_regular_file(file, error)) {
        return;
    }
    std::string known(text.size() + 1, '\0');
    const InputFile existing{file.string()};
    std::size_t size = 0;
    while (const std::size_t read = existing.read(known.data() + size, known.size() - size)) {
        size += read;
    }
    if (std::string_view{known}.substr(0, size) != text) {
        throw RefusedError{fmt::format("{} exists, and differs from what would be written",
                                       file.string()),
                           "use another name, or replace it with --force"};
    }
}

void Context::write_into_folder(const std::vector<NamedText>& files, bool replace) const {
    if (!globals_.to_file()) {
        throw UsageError{"there is no folder to write the files to", "name one with --output"};
    }
    if (files.empty()) {
        return;
    }
    const fs::path folder = globals_.output;
    std::error_code error;
    if (fs::create_directory(folder, error)) {
        fs::permissions(folder, fs::perms::owner_all, error);
    }
    if (!fs::is_directory(folder)) {
        throw StoreError{fmt::format("{} cannot be written to as a folder{}{}", globals_.output,
                                     error ? ": " : "", error ? error.message() : ""),
                         "name another folder with --output"};
    }
    for (const auto& [name, text] : files) {
        Globals file = globals_;
        file.output = folder / name;
        refuse_output_onto_database(file, database_path(environment_, globals_), "the database");
        if (!replace) {
            refuse_to_replace(folder / name, text);
        }
    }
    for (const auto& [name, text] : files) {
        FileSink sink{folder / name};
        sink.write(text);
        sink.finish();
    }
}

bool Context::can_ask() const {
    return environment_.in_is_terminal && environment_.err_is_terminal;
}

void Context::ask_about(std::string_view text) {
    for (const std::string_view line : split(text, '\n')) {
        err_.write(harmless(line) + "\n");
    }
}

std::string Context::answer(std::string_view question) {
    err_.write(question);
    err_.finish();
    return environment_.read_line().value_or("");
}

int Context::refuse(const Fault& fault) {
    constexpr int refused = 3;
    err_.write(fmt::format("lmsection: {}\n", harmless(fault.text())));
    return refused;
}

void Context::explain_empty(std::string_view text) {
    if (environment_.err_is_terminal) {
        say_wrapped(text);
    }
}

void Context::did(std::string_view text) {
    if (environment_.err_is_terminal && !globals_.dry_run) {
        say_wrapped(text);
    }
}

void Context::next_step(std::string_view text) {
    if (environment_.err_is_terminal) {
        say(fmt::format("Next: {}", text));
    }
}

void Context::refuse_output_onto(const fs::path& database) const {
    refuse_output_onto_database(globals_, database, "the database");
}

std::function<std::size_t(char*, std::size_t)> Context::reader_of(const std::string& name) const {
    const fs::path input = name == "-" ? "/dev/stdin" : name;
    if (globals_.to_file() && store::is_same_file(globals_.output, input)) {
        std::error_code error;
        if (fs::is_regular_file(input, error)) {
            throw UsageError{fmt::format("--output {} is the input file", globals_.output),
                             "name another file"};
        }
    }
    if (name == "-") {
        return environment_.read_input;
    }
    std::error_code error;
    if (fs::is_directory(name, error)) {
        throw StoreError{fmt::format("{} is a folder, not a file", name), "name a file"};
    }
    const auto file = std::make_shared<InputFile>(name);
    return [file](char* bytes, std::size_t most) { return file->read(bytes, most); };
}

std::string Context::read_file(const std::string& name) const {
    const auto read = reader_of(name);
    std::string bytes;
    std::array<char, part_size> part{};
    while (const std::size_t size = read(part.data(), part.size())) {
        bytes.append(part.data(), size);
        if (bytes.size() > largest_input) {
            throw StoreError{fmt::format("{} is larger than 256 MB", display_name(name)),
                             "split it"};
        }
    }
    return bytes;
}

std::string Context::read_list(const std::string& name) const {
    std::string bytes = read_file(name);
    return is_workbook(bytes) ? csv_of_workbook(bytes, display_name(name)) : bytes;
}

std::function<bool(std::string&)> Context::lines_of(const std::string& name) const {
    auto read = with_progress(reader_of(name), name, progress());
    return [lines = std::make_shared<LineReader>(std::move(read), display_name(name))](
               std::string& line) { return lines->next(line); };
}

}    // namespace lmsection::cli
