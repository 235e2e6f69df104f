// The help is tested: every command that it names has help of its own, with examples that run.
#include "harness.hpp"

#include <algorithm>
#include <cstddef>
#include <tuple>
#include <utility>
#include <vector>

using namespace lmsection::test;

namespace {

/// The words of a command line as a shell would have them: blanks part, double quotes join, and
/// what is redirected falls away.
Words shell_words(const std::string& line) {
    Words words;
    std::string word;
    bool quoted = false;
    bool any = false;
    for (const char c : line + " ") {
        if (c == '"') {
            quoted = !quoted;
            any = true;
        } else if (c == ' ' && !quoted) {
            if (any) {
                words.push_back(word);
            }
            word.clear();
            any = false;
        } else {
            word += c;
            any = true;
        }
    }
    REQUIRE_FALSE(quoted);
    for (const char* end : {">", "|"}) {
        words.erase(std::find(words.begin(), words.end(), end), words.end());
    }
    return words;
}

/// The lines under a heading of the help, up to the next empty one.
Words under(const std::string& help, const std::string& heading) {
    Words lines;
    bool inside = false;
    for (const std::string& line : lines_of(help)) {
        if (line == heading) {
            inside = true;
        } else if (inside && line.empty()) {
            break;
        } else if (inside && !lines.empty() && lines.back().ends_with(" \\")) {
            lines.back().pop_back();    // a long example goes on
            lines.back() += line.substr(line.find_first_not_of(' '));
        } else if (inside) {
            lines.push_back(line);
        }
    }
    return lines;
}

/// "appoint end", "roster" and so on, as `lmsection --help` lists them.
std::vector<Words> commands() {
    const Program program;
    std::vector<Words> paths;
    for (const std::string& line : under(program.done({"--help"}).out, "Commands:")) {
        if (!line.starts_with("  ") || line.starts_with("   ")) {
            continue;
        }
        paths.push_back(shell_words(line.substr(2, line.find("  ", 2) - 2)));
    }
    return paths;
}

Words plus(Words words, const Words& more) {
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

}    // namespace

TEST_CASE("the help lists the commands that the tool is known by") {
    const auto paths = commands();
    CHECK(paths.size() >= 22);
    for (const Words& path : std::vector<Words>{{"init"},
                                                {"appoint"},
                                                {"appoint", "end"},
                                                {"appoint", "renew"},
                                                {"roster"},
                                                {"checklist"},
                                                {"checklist", "done"},
                                                {"report-due"},
                                                {"report-due", "submit"},
                                                {"handbook"},
                                                {"group", "list"},
                                                {"person", "list"}}) {
        CAPTURE(path);
        CHECK(std::count(paths.begin(), paths.end(), path) == 1);
    }
}

TEST_CASE("every command has help, with its usage and at least one example") {
    const Program program;
    for (const Words& path : commands()) {
        CAPTURE(path);
        const Result result = program.done(plus(path, {"--help"}));
        CHECK(result.err.empty());
        CHECK(holds(result.out, "Usage"));
        CHECK(holds(result.out, "--format"));
        const Words examples = under(result.out, "Examples:");
        CHECK_FALSE(examples.empty());
        for (const std::string& line : examples) {
            CHECK(line.starts_with("  lmsection "));
        }
    }
}

TEST_CASE("every example of the help is a command line that can be read") {
    for (const Words& path : commands()) {
        for (const std::string& line :
             under(Program{}.done(plus(path, {"--help"})).out, "Examples:")) {
            Words words = shell_words(line.substr(2));
            REQUIRE(words.front() == "lmsection");
            words.erase(words.begin());
            for (const std::string& word : path) {
                CAPTURE(line, word);
                CHECK(std::count(words.begin(), words.end(), word) >= 1);
            }
            const SampleSection section;
            const Result result = section.run(words);
            CAPTURE(line, result.err);
            CHECK(result.status != 2);
            CHECK(result.status <= 4);
        }
    }
}

TEST_CASE("the examples of the program's own help can be read") {
    const Words examples = under(Program{}.done({"--help"}).out, "Examples:");
    CHECK(examples.size() >= 4);
    for (const std::string& line : examples) {
        Words words = shell_words(line.substr(2));
        REQUIRE(words.front() == "lmsection");
        words.erase(words.begin());
        const SampleSection section;
        CAPTURE(line);
        CHECK(section.run(words).status != 2);
    }
}

TEST_CASE("help, --help and -h are one, before and after a command") {
    const Program program;
    const std::string all = program.done({"--help"}).out;
    CHECK(program.done({"-h"}).out == all);
    CHECK(program.done({"help"}).out == all);
    const std::string roster = program.done({"roster", "--help"}).out;
    CHECK(roster != all);
    CHECK(program.done({"help", "roster"}).out == roster);
    CHECK(program.done({"--help", "roster"}).out == roster);
    CHECK(program.done({"roster", "-h"}).out == roster);
    const std::string end = program.done({"appoint", "end", "--help"}).out;
    CHECK(end != program.done({"appoint", "--help"}).out);
    CHECK(program.done({"help", "appoint", "end"}).out == end);
}

TEST_CASE("help needs no database and makes none") {
    const NoSection nowhere;
    nowhere.done({"appoint", "--help"});
    CHECK(std::filesystem::is_empty(nowhere.folder().path()));
}

TEST_CASE("the help says what the exit statuses are") {
    const std::string help = Program{}.done({"--help"}).out;
    CHECK(holds(help, "Exit status"));
}

TEST_CASE("the option --version names the program and its version") {
    const Result result = Program{}.done({"--version"});
    CHECK(result.out == "lmsection 0.1.0\n");
    CHECK(result.err.empty());
}

TEST_CASE("options stand before or after the command") {
    const SampleSection section;
    const std::string rows = section.done({"roster", "middle", "--format", "csv"}).out;
    for (const Words& words : std::vector<Words>{{"--format", "csv", "roster", "middle"},
                                                 {"--format=csv", "roster", "middle"},
                                                 {"-f", "csv", "roster", "middle"},
                                                 {"-fcsv", "roster", "middle"},
                                                 {"roster", "-f", "csv", "middle"},
                                                 {"roster", "middle", "-fcsv"},
                                                 {"-f", "csv", "--on", "today", "roster", "middle"},
                                                 {"-q", "-f", "csv", "roster", "middle"}}) {
        CAPTURE(words);
        CHECK(section.done(words).out == rows);
    }
    CHECK(section.csv({"--today", "2027-06-30", "roster", "middle"}).size() == 3);
    CHECK(section.csv({"--today", "2027-07-01", "roster", "middle"}).size() == 1);
}

TEST_CASE("options stand before, between and after the words of a two-word command") {
    const SampleSection section;
    const std::string rows = section.done({"person", "list", "avery", "-f", "csv"}).out;
    CHECK(section.done({"-f", "csv", "person", "list", "avery"}).out == rows);
    CHECK(section.done({"person", "-f", "csv", "list", "avery"}).out == rows);
    CHECK(section.done({"appoint", "--dry-run", "end", "fitz", "middle", "-f", "csv"}).out ==
          section.done({"--dry-run", "appoint", "end", "fitz", "middle", "-f", "csv"}).out);
}

TEST_CASE("a value that looks like a command is a value") {
    const SampleSection section;
    section.done({"--actor", "init", "appoint", "N N <n@lib.example>", "middle"});
    CHECK(ask_database(section.database(), "SELECT actor FROM history ORDER BY id DESC LIMIT 1") ==
          std::vector<Words>{{"init"}});
    CHECK(section.csv({"person", "list", "roster"}).size() == 0);
}

TEST_CASE("no command, an unknown command or option is a wrong command line with the nearest") {
    const Program program;
    CHECK(holds(program.fails(2, {}), "lmsection --help"));
    CHECK(holds(program.fails(2, {"rooster"}), "roster"));
    CHECK(holds(program.fails(2, {"person", "lst"}), "list"));
    CHECK(holds(program.fails(2, {"roster", "--vacancy"}), "--vacancies"));
    CHECK(holds(program.fails(2, {"--formt", "csv", "roster"}), "--format"));
    CHECK(holds(program.fails(2, {"roster", "--format"}), "--format"));
}

TEST_CASE("an error is one line on standard error, whatever was typed") {
    const SampleSection section;
    for (const char* typed : {"two\nlines", "\x1b[31mred", "tab\there", "caf\xe9", ""}) {
        const std::string error = section.fails(3, {"roster", typed});
        CHECK(count_lines(error) == 1);
        CHECK(error.find('\x1b') == std::string::npos);
    }
}

TEST_CASE("a default that the help states is what happens without the option") {
    const SampleSection section;
    const std::vector<std::pair<Words, Words>> reading{
        {{"roster"}, {"--on", "2026-11-24"}},
        {{"roster", "--ending"}, {"2026"}},
        {{"check"}, {"--year", "2026"}},
        {{"checklist"}, {"--month", "2026-11"}},
        {{"checklist", "--year"}, {"2026"}},
        {{"calendar"}, {"--month", "2026-11"}},
        {{"calendar", "--year"}, {"2026"}},
        {{"meeting", "list"}, {"--year", "2026"}},
        {{"meeting", "list", "--counts"}, {"--year", "2026"}},
        {{"event", "list"}, {"--year", "2026"}},
        {{"duty", "list"}, {"--year", "2026"}},
        {{"program", "list"}, {"--year", "2026"}},
        {{"plan"}, {"2027"}},
    };
    for (const auto& [command, option] : reading) {
        Words with = command;
        with.insert(with.end(), option.begin(), option.end());
        CAPTURE(with);
        CHECK(section.csv(with).rows == section.csv(command).rows);
    }
    CHECK(section.done({"page"}).out == section.done({"page", "--year", "2026"}).out);
    CHECK(section.done({"calendar", "--format", "ics"}).out.find("20280630") != std::string::npos);
    const Words open = section.csv({"report-due"}).column("report");
    CHECK(std::find(open.begin(), open.end(), "2026-05") != open.end());
    CHECK(section.csv({"report-due", "--year", "2026"}).where("report", "2026-05").size() == 0);
}

TEST_CASE("a default of a command that writes is what is recorded") {
    const auto recorded = [](const Words& command, const Words& options, const Words& list) {
        const Section section;
        section.done({"person", "add", "Ana Diaz <ana@lib.example>", "-q"});
        Words words = command;
        words.insert(words.end(), options.begin(), options.end());
        section.done(words);
        Table rows = section.csv(list);
        if (rows.columns.front() == "id" || rows.columns.back() == "id") {
            const std::size_t at = rows.index("id");
            for (Words& row : rows.rows) {
                row.erase(row.begin() + static_cast<std::ptrdiff_t>(at));
            }
        }
        return rows.rows;
    };
    const std::vector<std::tuple<Words, Words, Words>> writing{
        {{"appoint", "ana", "member-experience"},
         {"--role", "member", "--years", "2", "--year", "2026", "--start", "2026-11-24"},
         {"roster"}},
        {{"appoint", "ana", "middle-managers", "--role", "chair"}, {"--years", "1"}, {"roster"}},
        {{"meeting", "add", "member", "--on", "2026-11-03"},
         {"--kind", "virtual"},
         {"meeting", "list"}},
        {{"report-due", "submit", "middle-managers", "2026-12"},
         {"--on", "2026-11-24"},
         {"report-due", "--all"}},
        {{"checklist", "done", "plan-annual-goals"},
         {"--on", "2026-11-24"},
         {"checklist", "--year", "2026"}},
        {{"checklist", "add", "Thank all"}, {"--month", "nov"}, {"checklist", "--year", "2026"}},
        {{"duty", "done", "consortium-management", "learning-events"},
         {"--on", "2026-11-24", "--year", "2026"},
         {"duty", "list"}},
        {{"program", "add", "Budgets", "--venue", "webinar"},
         {"--year", "2026"},
         {"program", "list", "--all"}},
        {{"volunteer", "add", "ana", "--choice", "middle-managers"},
         {"--on", "2026-11-24"},
         {"volunteer", "list"}},
        {{"group", "retire", "library-consulting"}, {"--on", "2026-11-24"}, {"group", "list"}},
    };
    for (const auto& [command, options, list] : writing) {
        CAPTURE(command);
        CHECK(recorded(command, {}, list) == recorded(command, options, list));
    }
}
