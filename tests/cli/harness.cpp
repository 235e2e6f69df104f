#include "harness.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <system_error>

namespace lmsection::test {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail_with_errno(const char* what) {
    throw std::system_error{errno, std::generic_category(), what};
}

/// A file that lives in memory, for one stream of a child: no pipe that could fill up.
class Stream {
public:
    explicit Stream(const std::string& text = "") : fd_(::memfd_create("stream", MFD_CLOEXEC)) {
        if (fd_ < 0) {
            fail_with_errno("memfd_create");
        }
        for (std::size_t written = 0; written < text.size();) {
            const auto size = ::write(fd_, text.data() + written, text.size() - written);
            if (size < 0) {
                fail_with_errno("write");
            }
            written += static_cast<std::size_t>(size);
        }
        ::lseek(fd_, 0, SEEK_SET);
    }
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;
    ~Stream() { ::close(fd_); }

    [[nodiscard]] int fd() const { return fd_; }
    [[nodiscard]] std::string text() const {
        ::lseek(fd_, 0, SEEK_SET);
        std::string all;
        std::array<char, 65536> part{};
        for (;;) {
            const auto size = ::read(fd_, part.data(), part.size());
            if (size < 0) {
                fail_with_errno("read");
            }
            if (size == 0) {
                return all;
            }
            all.append(part.data(), static_cast<std::size_t>(size));
        }
    }

private:
    int fd_;
};

std::vector<char*> pointers_to(Words& words) {
    std::vector<char*> pointers;
    for (std::string& word : words) {
        pointers.push_back(word.data());
    }
    pointers.push_back(nullptr);
    return pointers;
}

int status_of(pid_t child) {
    int status = 0;
    while (::waitpid(child, &status, 0) < 0) {
        if (errno != EINTR) {
            fail_with_errno("waitpid");
        }
    }
    constexpr int signalled = 128;
    return WIFEXITED(status) ? WEXITSTATUS(status) : signalled + WTERMSIG(status);
}

/// One field of CSV from `at` on; `at` is left behind it.
std::string read_field(std::string_view text, std::size_t& at) {
    std::string field;
    if (at >= text.size() || text[at] != '"') {
        while (at < text.size() && std::string_view{",\r\n"}.find(text[at]) == std::string::npos) {
            if (text[at] == '"') {
                FAIL("CSV: a quote inside a field that is not quoted, at byte " << at);
            }
            field += text[at++];
        }
        return field;
    }
    for (++at; at < text.size(); ++at) {
        if (text[at] != '"') {
            field += text[at];
        } else if (at + 1 < text.size() && text[at + 1] == '"') {
            field += text[at++];
        } else {
            ++at;
            return field;
        }
    }
    FAIL("CSV: a quoted field without its end");
    return field;
}

Words read_record(std::string_view text, std::size_t& at) {
    Words record{read_field(text, at)};
    while (at < text.size() && text[at] == ',') {
        record.push_back(read_field(text, ++at));
    }
    if (text.substr(at, 2) == "\r\n") {
        at += 2;
    } else if (at < text.size() && text[at] == '\n') {
        ++at;
    } else {
        FAIL("CSV: no line's end where one should be, at byte " << at);
    }
    return record;
}

/// When the program and the sample's files last changed, as a name.
std::string fixture_version() {
    fs::file_time_type newest = fs::last_write_time(LMSECTION_BINARY);
    for (const auto& file : fs::directory_iterator{source_file("data/sample")}) {
        newest = std::max(newest, file.last_write_time());
    }
    return std::to_string(newest.time_since_epoch().count());
}

/// The sample section's database. Each test is a process of its own, so the first one that needs it
/// keeps it for the others, until the program or the sample changes.
const std::string& sample_database() {
    static const std::string file = [] {
        const fs::path kept = fs::path{LMSECTION_FIXTURES} /
                              ("sample-" + fixture_version() + ".db");
        if (!fs::exists(kept)) {
            const Section section;
            section.done({"appoint", "--from", source_file("data/sample/appointments.csv"), "-q"});
            section.done({"appoint", "--from", source_file("data/sample/over.csv"), "-q",
                          "--override", "Two projects at once; agreed on 2026-06-10"});
            section.done(
                {"report-due", "submit", "--from", source_file("data/sample/reports.csv"), "-q"});
            const fs::path mine = kept.string() + "." + std::to_string(::getpid());
            fs::create_directories(kept.parent_path());
            fs::copy_file(section.database(), mine);
            fs::rename(mine, kept);
        }
        return kept.string();
    }();
    return file;
}

}    // namespace

TemporaryFolder::TemporaryFolder() {
    std::string name = (fs::temp_directory_path() / "lmsection-test-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
        fail_with_errno("mkdtemp");
    }
    path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code error;
    fs::remove_all(path_, error);
}

std::string TemporaryFolder::operator/(std::string_view name) const {
    return (path_ / name).string();
}

Program::Program() {
    set("LMSECTION_DB", database()).today("2026-11-24").set("LMSECTION_ACTOR", "tester");
}

Program& Program::set(const std::string& variable, const std::string& value) {
    environment_[variable] = value;
    return *this;
}

Program& Program::unset(const std::string& variable) {
    environment_.erase(variable);
    return *this;
}

Program& Program::umask(unsigned mask) {
    umask_ = mask;
    return *this;
}

Result Program::run(const Words& arguments, const std::string& input) const {
    Words words{LMSECTION_BINARY};
    words.insert(words.end(), arguments.begin(), arguments.end());
    Words variables;
    for (const auto& [name, value] : environment_) {
        variables.push_back(name + "=" + value);
    }
    const auto argument_pointers = pointers_to(words);
    const auto variable_pointers = pointers_to(variables);
    const Stream in{input};
    const Stream out;
    const Stream err;
    const pid_t child = ::fork();
    if (child < 0) {
        fail_with_errno("fork");
    }
    if (child == 0) {
        ::umask(umask_);
        if (::chdir(folder_.path().c_str()) == 0 && ::dup2(in.fd(), STDIN_FILENO) >= 0 &&
            ::dup2(out.fd(), STDOUT_FILENO) >= 0 && ::dup2(err.fd(), STDERR_FILENO) >= 0) {
            ::execve(LMSECTION_BINARY, argument_pointers.data(), variable_pointers.data());
        }
        ::_exit(127);
    }
    Result result;
    result.status = status_of(child);
    result.out = out.text();
    result.err = err.text();
    return result;
}

Result Program::done(const Words& arguments, const std::string& input) const {
    Result result = run(arguments, input);
    CAPTURE(arguments, result.err);
    REQUIRE(result.status == 0);
    return result;
}

std::string Program::fails(int status, const Words& arguments, const std::string& input) const {
    const Result result = run(arguments, input);
    CAPTURE(arguments, result.out, result.err);
    REQUIRE(result.status == status);
    REQUIRE(result.out.empty());
    REQUIRE_FALSE(result.err.empty());
    for (const std::string& line : lines_of(result.err)) {
        CAPTURE(line);
        REQUIRE(line.starts_with("lmsection: "));
        REQUIRE(holds(line, "; "));
    }
    return result.err;
}

std::string Program::file(std::string_view name, std::string_view text) const {
    const std::string full = folder_ / name;
    write_file(full, text);
    return full;
}

std::size_t Table::index(const std::string& name) const {
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i] == name) {
            return i;
        }
    }
    FAIL("there is no column " << name);
    return 0;
}

Words Table::column(const std::string& name) const {
    const std::size_t at_index = index(name);
    Words cells;
    for (const Words& row : rows) {
        cells.push_back(row.at(at_index));
    }
    return cells;
}

const std::string& Table::at(std::size_t row, const std::string& name) const {
    if (row >= rows.size()) {
        FAIL("there is no row " << row << " among " << rows.size());
    }
    return rows[row].at(index(name));
}

Table Table::where(const std::string& name, const std::string& value) const {
    const std::size_t at_index = index(name);
    Table found{columns, {}};
    for (const Words& row : rows) {
        if (row.at(at_index) == value) {
            found.rows.push_back(row);
        }
    }
    return found;
}

Table Table::only(const std::string& name, const std::string& value) const {
    Table found = where(name, value);
    CAPTURE(name, value);
    REQUIRE(found.size() == 1);
    return found;
}

Section::Section() {
    done({"init"});
}

Table Section::csv(Words arguments) const {
    arguments.insert(arguments.end(), {"--format", "csv"});
    return read_csv(done(arguments).out);
}

nlohmann::json Section::json(Words arguments) const {
    arguments.insert(arguments.end(), {"--format", "json"});
    return nlohmann::json::parse(done(arguments).out);
}

std::string Section::refuses(int status, const Words& arguments, const std::string& input) const {
    const std::string before = bytes_of(database());
    std::string error = fails(status, arguments, input);
    CAPTURE(arguments);
    REQUIRE(bytes_of(database()) == before);
    return error;
}

SampleSection::SampleSection() : Section(Unmade{}) {
    fs::copy_file(sample_database(), database());
}

Table read_csv(std::string_view text) {
    Table table;
    std::size_t at = 0;
    table.columns = read_record(text, at);
    while (at < text.size()) {
        table.rows.push_back(read_record(text, at));
        CAPTURE(table.rows.back());
        REQUIRE(table.rows.back().size() == table.columns.size());
    }
    return table;
}

Words lines_of(std::string_view text) {
    Words lines;
    while (!text.empty()) {
        const auto end = text.find('\n');
        lines.emplace_back(text.substr(0, end));
        text = end == std::string_view::npos ? "" : text.substr(end + 1);
    }
    return lines;
}

std::size_t count_lines(std::string_view text) {
    return lines_of(text).size();
}

bool holds(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

std::string bytes_of(const std::string& file) {
    std::ifstream stream{file, std::ios::binary};
    if (!stream) {
        FAIL("the file " << file << " cannot be read");
    }
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

void write_file(const std::string& file, std::string_view text) {
    std::ofstream stream{file, std::ios::binary};
    stream << text;
    stream.close();
    if (!stream) {
        FAIL("the file " << file << " cannot be written");
    }
}

unsigned mode_of(const std::string& file) {
    struct stat facts {};
    if (::stat(file.c_str(), &facts) != 0) {
        FAIL("there is no file " << file);
    }
    constexpr unsigned permissions = 07777;
    return facts.st_mode & permissions;
}

std::string source_file(std::string_view name) {
    return (fs::path{LMSECTION_SOURCE} / name).string();
}

std::vector<Words> ask_database(const std::string& file, const std::string& sql) {
    sqlite3* opened = nullptr;
    const int status = sqlite3_open_v2(file.c_str(), &opened, SQLITE_OPEN_READONLY, nullptr);
    const std::unique_ptr<sqlite3, int (*)(sqlite3*)> database{opened, sqlite3_close};
    REQUIRE(status == SQLITE_OK);
    sqlite3_stmt* prepared = nullptr;
    sqlite3_prepare_v2(opened, sql.c_str(), -1, &prepared, nullptr);
    const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> query{prepared, sqlite3_finalize};
    CAPTURE(sql, sqlite3_errmsg(opened));
    REQUIRE(prepared != nullptr);
    std::vector<Words> rows;
    int step = 0;
    while ((step = sqlite3_step(prepared)) == SQLITE_ROW) {
        Words& row = rows.emplace_back();
        for (int i = 0; i < sqlite3_column_count(prepared); ++i) {
            const auto* text = sqlite3_column_text(prepared, i);
            const auto size = static_cast<std::size_t>(sqlite3_column_bytes(prepared, i));
            row.push_back(text == nullptr ? "NULL" : std::string{text, text + size});
        }
    }
    REQUIRE(step == SQLITE_DONE);
    return rows;
}

void run_sql(const std::string& file, const std::string& sql) {
    sqlite3* opened = nullptr;
    const int status = sqlite3_open(file.c_str(), &opened);
    const std::unique_ptr<sqlite3, int (*)(sqlite3*)> database{opened, sqlite3_close};
    REQUIRE(status == SQLITE_OK);
    CAPTURE(sql);
    REQUIRE(sqlite3_exec(opened, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
}

std::int64_t number_in(const std::string& file, const std::string& sql) {
    const auto rows = ask_database(file, sql);
    REQUIRE(rows.size() == 1);
    return std::stoll(rows.front().at(0));
}

}    // namespace lmsection::test
