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

/// "appoint end", "roster" and so on, as `lmsection help --all` lists them.
std::vector<Words> commands() {
    const Program program;
    std::vector<Words> paths;
    for (const std::string& line : under(program.done({"help", "--all"}).out, "Commands:")) {
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

TEST_CASE("every command has help that begins with a sentence and three examples") {
    const Program program;
    for (const Words& path : commands()) {
        CAPTURE(path);
        const Result result = program.done(plus(path, {"--help"}));
        CHECK(result.err.empty());
        const Words lines = lines_of(result.out);
        REQUIRE(lines.size() > 2);
        CHECK(lines[0].ends_with("."));
        CHECK(lines[1].empty());
        CHECK(lines[2] == "Examples:");
        CHECK(holds(result.out, "--format"));
        const Words examples = under(result.out, "Examples:");
        CHECK(examples.size() >= 3);
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

TEST_CASE("at least two examples of each command work on the sample section") {
    SampleSection full;
    for (const auto& [file, command] : std::vector<std::pair<std::string, Words>>{
             {"meetings.csv", {"meeting", "add", "--from"}},
             {"programs.csv", {"program", "add", "--from"}},
             {"volunteers.csv", {"volunteer", "import", "--ignore-extra"}}}) {
        full.done(plus(command, {source_file("data/sample/" + file), "-q"}));
    }
    full.done({"export", "--output", full.folder() / "section.jsonl"});
    full.done({"backup", full.folder() / "section-copy.db", "-q"});
    full.done({"person", "add", "Una Done", "-q"});
    full.done({"undo", "-q"});
    for (const Words& path : commands()) {
        // They need a number that only the section has, or no database.
        if (path == Words{"init"} || path == Words{"log", "show"} ||
            path == Words{"sync", "decide"}) {
            continue;
        }
        std::size_t worked = 0;
        for (const std::string& line : under(full.done(plus(path, {"--help"})).out, "Examples:")) {
            const Program program;
            std::filesystem::copy_file(full.database(), program.database());
            std::filesystem::copy_file(full.folder() / "section-copy.db",
                                       program.folder() / "ana.db");
            for (const char* file : {"section-copy.db", "section.jsonl"}) {
                std::filesystem::copy_file(full.folder() / file, program.folder() / file);
            }
            for (const char* file :
                 {"appointments", "reports", "meetings", "programs", "volunteers"}) {
                program.file(std::string{file} + ".csv",
                             bytes_of(source_file("data/sample/" + std::string{file} + ".csv")));
            }
            program.file("revised.toml", bytes_of(source_file("data/handbook.toml")));
            Words words = shell_words(line.substr(2));
            words.erase(words.begin());
            const int status = program.run(words).status;
            worked += status <= 1 ? 1 : 0;
        }
        CAPTURE(path);
        CHECK(worked >= 2);
    }
}

TEST_CASE("the examples of the whole help can be read") {
    const Words examples = under(Program{}.done({"help", "--all"}).out, "Examples:");
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

TEST_CASE("the short help shows a dozen commands and where the rest is, in 45 lines") {
    const Program program;
    const std::string help = program.done({"--help"}).out;
    CHECK(count_lines(help) <= 45);
    for (const char* path : {"init", "roster", "appoint", "appoint end", "checklist",
                             "checklist done", "report-due", "report-due submit", "undo"}) {
        CHECK(holds(help, std::string{"\n  "} + path + "  "));
    }
    for (const char* more : {"lmsection help --all", "lmsection help COMMAND"}) {
        CHECK(holds(help, more));
    }
    const std::string all = program.done({"help", "--all"}).out;
    CHECK(count_lines(all) > count_lines(help));
    CHECK(program.done({"--help", "--all"}).out == all);
}

TEST_CASE("a topic of the help is a page of at most 40 lines") {
    const NoSection nowhere;
    const std::string help = nowhere.done({"help"}).out;
    for (const std::string topic : {"dates", "names", "files", "cron"}) {
        CAPTURE(topic);
        const std::string page = nowhere.done({"help", topic}).out;
        CHECK(count_lines(page) >= 10);
        CHECK(count_lines(page) <= 40);
        CHECK(holds(help, "lmsection help " + topic));
    }
    CHECK(holds(nowhere.fails(2, {"help", "cheese"}), "there is no command 'cheese'"));
}

TEST_CASE("the dates that the help shows are dates") {
    const SampleSection section;
    std::size_t dates = 0;
    bool inside = false;
    for (const std::string& line : lines_of(section.done({"help", "dates"}).out)) {
        if (!line.starts_with("  ")) {
            inside = line.empty() ? inside : line.starts_with("A date can be written");
            continue;
        }
        for (std::size_t at = 2; inside && at < line.size(); at += 22) {
            std::string date = line.substr(at, 22);
            date.erase(date.find_last_not_of(' ') + 1);
            CAPTURE(date);
            section.done({"roster", "--on", date});
            ++dates;
        }
    }
    CHECK(dates >= 15);
}

TEST_CASE("words that people think of lead to the command") {
    const Program program;
    const std::vector<std::pair<std::string, std::string>> meant{
        {"list", "roster"},
        {"who", "roster"},
        {"members", "roster"},
        {"search", "person list"},
        {"find", "person list"},
        {"people", "person list"},
        {"history", "log"},
        {"version", "--version"},
        {"email", "roster --format emails"},
        {"groups", "group list"},
        {"volunteers", "volunteer list"},
    };
    const SampleSection section;
    for (const auto& [word, command] : meant) {
        CAPTURE(word);
        CHECK(holds(program.fails(2, {word}), "did you mean " + command + "?"));
        section.done(shell_words(command));
    }
}

TEST_CASE("what a command needs is not in brackets in its usage") {
    const Program program;
    const auto usage = [&](Words path) {
        return under(program.done(plus(std::move(path), {"--help"})).out, "Usage:");
    };
    CHECK(usage({"appoint"}) == Words{"  lmsection appoint PERSON GROUP [OPTIONS]",
                                      "  lmsection appoint --from FILE [OPTIONS]"});
    CHECK(usage({"roster"}) == Words{"  lmsection roster [GROUP...] [OPTIONS]"});
    CHECK(usage({"program", "carry"}) ==
          Words{"  lmsection program carry PROGRAM --to VENUE [OPTIONS]"});
    for (const Words& path : commands()) {
        CAPTURE(path);
        const std::string help = program.done(plus(path, {"--help"})).out;
        for (const std::string& line : usage(path)) {
            for (const std::string& word : shell_words(line)) {
                if (word.starts_with("--")) {
                    CHECK(holds(help, "\n  " + word + " "));
                }
            }
        }
    }
}

TEST_CASE("help needs no database and makes none") {
    const NoSection nowhere;
    nowhere.done({"appoint", "--help"});
    CHECK(std::filesystem::is_empty(nowhere.folder().path()));
}

TEST_CASE("the help says what the exit statuses are") {
    for (const Words& words : {Words{"help", "--all"}, Words{"help", "cron"}}) {
        CHECK(holds(Program{}.done(words).out, "Exit status"));
    }
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

TEST_CASE("an unknown command or option is a wrong command line with the nearest") {
    const Program program;
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
