#pragma once

// Runs the real binary on real files, and reads what it answers. Nothing here knows how the
// program works inside: whoever reads a test sees command lines and their effects.
//
//     Section section;                                    // a new database from the handbook
//     section.done({"appoint", "Ana Diaz <ana@lib.example>", "middle-managers"});
//     const Table roster = section.csv({"roster"});
//     CHECK(roster.column("name") == Words{"Ana Diaz"});

#include "catch.hpp"
#include <nlohmann/json.hpp>

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::test {

using Words = std::vector<std::string>;

/// What a run of the program left behind.
struct Result {
    int status = -1;    ///< 128 + the signal's number where one ended it
    std::string out;
    std::string err;
};

/// A new folder that nobody else uses, gone with the object.
class TemporaryFolder {
public:
    TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder();

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    /// The name of a file in it.
    [[nodiscard]] std::string operator/(std::string_view name) const;

private:
    std::filesystem::path path_;
};

/// The binary in a controlled world: of its surroundings it sees only what was `set`, and it
/// starts in its own empty folder, with LMSECTION_DB naming `section.db` there,
/// LMSECTION_TODAY=2026-11-24 and LMSECTION_ACTOR=tester.
class Program {
public:
    Program();

    /// A variable of the environment, from now on.
    Program& set(const std::string& variable, const std::string& value);
    Program& unset(const std::string& variable);
    /// What stands for today, from now on.
    Program& today(const std::string& day) { return set("LMSECTION_TODAY", day); }
    /// The umask of the runs to come.
    Program& umask(unsigned mask);

    [[nodiscard]] Result run(const Words& arguments, const std::string& input = "") const;
    /// Runs what must succeed with status 0.
    Result done(const Words& arguments, const std::string& input = "") const;
    /// Runs what must be wrong: that status, nothing on standard output, and each line of
    /// standard error one `lmsection: what; remedy`. The lines of standard error.
    std::string fails(int status, const Words& arguments, const std::string& input = "") const;

    [[nodiscard]] const TemporaryFolder& folder() const { return folder_; }
    /// The database's file, unless a test names another.
    [[nodiscard]] std::string database() const { return folder_ / "section.db"; }
    /// Writes a file into the folder; its full name.
    std::string file(std::string_view name, std::string_view text) const;

private:
    TemporaryFolder folder_;
    std::map<std::string, std::string> environment_;
    unsigned umask_ = 022;
};

/// Rows under the columns that their first line names.
struct Table {
    Words columns;
    std::vector<Words> rows;

    [[nodiscard]] std::size_t size() const { return rows.size(); }
    /// The cells of a column, top to bottom; fails the test where there is none.
    [[nodiscard]] Words column(const std::string& name) const;
    [[nodiscard]] const std::string& at(std::size_t row, const std::string& name) const;
    /// The rows whose cell in a column is `value`.
    [[nodiscard]] Table where(const std::string& name, const std::string& value) const;
    /// The one row whose cell in a column is `value`, as a table; fails the test otherwise.
    [[nodiscard]] Table only(const std::string& name, const std::string& value) const;
    [[nodiscard]] std::size_t index(const std::string& name) const;
};

/// A program with a section's database, made by `init`.
class Section : public Program {
public:
    Section();

    /// The rows that a command answers in CSV; the command must succeed.
    Table csv(Words arguments) const;
    /// What a command answers in JSON; the command must succeed.
    nlohmann::json json(Words arguments) const;
    /// As `fails`, and not a byte of the database may have changed.
    std::string refuses(int status, const Words& arguments, const std::string& input = "") const;

protected:
    struct Unmade {};
    explicit Section(Unmade /*no init*/) {}
};

/// No database at all; the built-in handbook has to serve.
struct NoSection : Section {
    NoSection() : Section(Unmade{}) { unset("LMSECTION_DB"); }
};

/// A copy of the sample section: appointments, the one over the limit, reports.
struct SampleSection : Section {
    SampleSection();
};

/// Reads CSV as RFC 4180 has it (lines may end in LF alone), and is strict: a quote where none
/// may stand, a row of another length, a last line without its end each fail the test.
[[nodiscard]] Table read_csv(std::string_view text);
/// Lines, without their ends.
[[nodiscard]] Words lines_of(std::string_view text);
[[nodiscard]] std::size_t count_lines(std::string_view text);
[[nodiscard]] bool holds(std::string_view text, std::string_view part);
/// The bytes of a file; fails the test where it cannot be read.
[[nodiscard]] std::string bytes_of(const std::string& file);
void write_file(const std::string& file, std::string_view text);
/// The permission bits of a file, such as 0600.
[[nodiscard]] unsigned mode_of(const std::string& file);
/// A file of the source tree, such as "data/sample/over.csv".
[[nodiscard]] std::string source_file(std::string_view name);

/// The rows of a query on a database file, cells as text ("NULL" where absent), through SQLite's
/// own interface, reading only.
[[nodiscard]] std::vector<Words> ask_database(const std::string& file, const std::string& sql);
/// Runs SQL on a database file, past the program; fails the test where SQLite does not take it.
void run_sql(const std::string& file, const std::string& sql);
/// The single number that a query gives.
[[nodiscard]] std::int64_t number_in(const std::string& file, const std::string& sql);

}    // namespace lmsection::test
