// Where the results go and where the rest goes, and what happens when either is closed or a
// reader leaves early. What a terminal is shown is tested by terminal.py.
#include "harness.hpp"

#include <fmt/format.h>

using namespace lmsection::test;

namespace lmsection::test {

Result in_shell(const Program& program, const std::string& script);    // files_test.cpp

}    // namespace lmsection::test

namespace {

const std::string formats = "csv tsv json jsonl table md html";

/// A section whose roster is many times larger than what a pipe holds.
class LargeSection : public Section {
public:
    LargeSection() {
        std::string csv = "name,email,group,year\n";
        for (int i = 0; i < people; ++i) {
            csv += fmt::format("Person Number {0:04},p{0}@lib.example,"
                               "leadership-management-competencies-working-group,2026\n",
                               i);
        }
        done({"appoint", "--from", file("many.csv", csv), "-q"});
    }

    static constexpr int people = 3000;
};

bool has_escapes(std::string_view text) {
    return text.find('\x1b') != std::string_view::npos;
}

}    // namespace

TEST_CASE("a reader that leaves early is no failure and nothing is said of it") {
    const LargeSection section;
    const Result result = in_shell(section, "for f in " + formats + R"(; do
        $L roster --wide -f $f | head -n 1 >/dev/null; echo "$f ${PIPESTATUS[0]}"
        $L roster --wide --history -f $f | head -c 70000 >/dev/null; echo "$f ${PIPESTATUS[0]}"
        $L person list --wide -f $f | true; echo "$f ${PIPESTATUS[0]}"
    done)");
    CHECK(result.err.empty());
    CHECK(count_lines(result.out) == 21);
    for (const std::string& line : lines_of(result.out)) {
        CHECK(line.ends_with(" 0"));
    }
}

TEST_CASE("a change whose reader leaves early is kept") {
    const Section section;
    const Result result = in_shell(
        section, "$L appoint 'New P <np@lib.example>' middle-managers -f csv | true; "
                 "echo ${PIPESTATUS[0]}");
    CHECK(result.out == "0\n");
    CHECK(section.csv({"roster"}).column("name") == Words{"New P"});
}

TEST_CASE("a large roster comes out whole in every format") {
    const LargeSection section;
    CHECK(section.csv({"roster"}).size() == LargeSection::people);
    CHECK(section.json({"roster"}).size() == LargeSection::people);
    const Result lines = section.done({"roster", "-f", "jsonl"});
    CHECK(count_lines(lines.out) == LargeSection::people);
    section.done({"roster", "-f", "csv", "-o", "out.csv"});
    CHECK(read_csv(bytes_of(section.folder() / "out.csv")).size() == LargeSection::people);
    CHECK(in_shell(section, "cmp out.csv <($L roster -f csv)").status == 0);
}

TEST_CASE("a closed standard output is told and nothing is changed by reading") {
    const SampleSection section;
    const std::string before = bytes_of(section.database());
    for (const std::string command : {"roster", "roster -f csv", "checklist", "--help"}) {
        const Result result = in_shell(section, "$L " + command + " >&-");
        CAPTURE(command, result.err);
        CHECK(result.status == 4);
        CHECK(result.out.empty());
        CHECK(count_lines(result.err) == 1);
        CHECK(holds(result.err, "lmsection: standard output cannot be written"));
    }
    CHECK((bytes_of(section.database()) == before));
}

TEST_CASE("a closed standard error hides messages and changes no status") {
    const SampleSection section;
    CHECK(in_shell(section, "$L roster nowhere 2>&-").status == 3);
    CHECK(in_shell(section, "$L roster --foramt 2>&-").status == 2);
    CHECK(in_shell(section, "$L roster --db nowhere.db 2>&-").status == 4);
    const Result result = in_shell(section, "$L roster -f csv 2>&-");
    CHECK(result.status == 0);
    CHECK(result.out == section.done({"roster", "-f", "csv"}).out);
}

TEST_CASE("a full standard error changes no status") {
    const SampleSection section;
    CHECK(in_shell(section, "$L roster nowhere 2>/dev/full").status == 3);
    CHECK(in_shell(section, "$L roster 2>/dev/full").status == 0);
}

TEST_CASE("a closed standard input matters only to who reads it") {
    const SampleSection section;
    const Result result = in_shell(section, "$L roster -f csv <&-");
    CHECK(result.status == 0);
    CHECK(result.out == section.done({"roster", "-f", "csv"}).out);
}

TEST_CASE("with all three streams closed the database is safe and the status right") {
    const SampleSection section;
    const std::string before = bytes_of(section.database());
    CHECK(in_shell(section, "$L roster <&- >&- 2>&-").status == 4);
    CHECK(in_shell(section, "$L roster nowhere <&- >&- 2>&-").status == 3);
    CHECK((bytes_of(section.database()) == before));
    const Result written = in_shell(section, "$L roster -f csv -o out.csv <&- >&- 2>&-");
    CHECK(written.status == 0);
    CHECK(bytes_of(section.folder() / "out.csv") == section.done({"roster", "-f", "csv"}).out);
    in_shell(section, "$L appoint 'New P <np@lib.example>' middle-managers <&- >&- 2>&-");
    CHECK(ask_database(section.database(), "PRAGMA integrity_check").front() == Words{"ok"});
}

TEST_CASE("warnings never end up in an output while standard error is closed") {
    const SampleSection section;
    std::string csv = "name,email,group,year\n";
    for (int i = 0; i < 1500; ++i) {    // more warnings than any buffer holds back
        csv += fmt::format("Person {0},p{0}@lib.example,member-experience,2026\n", i);
    }
    section.file("in.csv", csv);
    const Result result = in_shell(
        section, "$L appoint --from in.csv --override 'a test' -f csv -o out.csv 2>&-");
    CHECK(result.status == 0);
    CHECK_FALSE(holds(bytes_of(section.folder() / "out.csv"), "warning"));
    CHECK(read_csv(bytes_of(section.folder() / "out.csv")).size() == 1500);
}

TEST_CASE("results go to standard output and all else to standard error") {
    const Section section;
    const Result appointed = section.done({"appoint", "--from", "-", "-f", "csv"},
                                          "name,email,group,role\n"
                                          "Aa Bb,ab@lib.example,middle-managers,chair\n"
                                          "Ee Ff,ef@lib.example,middle-managers,member\n"
                                          "Gg Hh,gh@lib.example,middle-managers,member\n"
                                          "Ii Jj,ij@lib.example,middle-managers,member\n");
    CHECK(read_csv(appointed.out).column("name") == Words{"Aa Bb", "Ee Ff", "Gg Hh", "Ii Jj"});
    CHECK(holds(appointed.err, "4 appointed"));
    CHECK(holds(appointed.err, "warning"));
    CHECK_FALSE(holds(appointed.out, "warning"));
    const Result dry = section.done(
        {"appoint", "Cc Dd <cd@lib.example>", "middle-managers", "-n", "-f", "json"});
    CHECK(nlohmann::json::parse(dry.out).size() == 1);
    CHECK(holds(dry.err, "Dry run"));
    const Section other;
    const Result made = other.run({"init", "--db", other.folder() / "second.db"});
    CHECK(made.status == 0);
    CHECK(made.out.empty());
    CHECK(holds(made.err, "Created"));
}

TEST_CASE("help and version that are asked for are results") {
    const Section section;
    for (const Words& words : {Words{"--help"}, Words{"-h"}, Words{"help"}, Words{"--version"},
                               Words{"roster", "--help"}, Words{"help", "appoint", "end"}}) {
        const Result result = section.done(words);
        CAPTURE(words);
        CHECK_FALSE(result.out.empty());
        CHECK(result.err.empty());
    }
}

TEST_CASE("nothing but a terminal is sent colours or cursor codes") {
    const SampleSection section;
    for (const std::string command : {"roster", "checklist", "report-due", "group list", "handbook",
                                      "group chart", "person list", "--help", "roster --help"}) {
        const Result result = in_shell(section, "$L " + command);
        CAPTURE(command);
        CHECK_FALSE(has_escapes(result.out));
        CHECK_FALSE(has_escapes(result.err));
        CHECK_FALSE(holds(result.err, "Next:"));
    }
    const Result terminal_named = in_shell(section, "TERM=xterm-256color COLORTERM=truecolor "
                                                    "CLICOLOR_FORCE=1 $L roster");
    CHECK_FALSE(has_escapes(terminal_named.out));
}

TEST_CASE("colours come when they are asked for and only in tables") {
    const SampleSection section;
    CHECK(has_escapes(section.done({"roster", "--color", "always"}).out));
    CHECK_FALSE(has_escapes(section.done({"roster", "--color", "never"}).out));
    CHECK_FALSE(has_escapes(section.done({"roster", "--color", "auto"}).out));
    for (const std::string format : {"csv", "tsv", "json", "jsonl", "md", "html"}) {
        CAPTURE(format);
        CHECK_FALSE(has_escapes(section.done({"roster", "--color", "always", "-f", format}).out));
    }
}

TEST_CASE("the commands that need no database work in an empty environment") {
    const Section section;
    for (const std::string command : {"checklist", "report-due", "handbook"}) {
        for (const std::string environment :
             {"env -i", "env -i HOME=/nonexistent", "env -i HOME=", "env -i HOME=/dev/null",
              "env -i TZ=Nowhere/Land", "env -i LANG=xx_YY.LATIN1 LC_ALL=xx_YY"}) {
            // Root's own database, should there be one, is not meant.
            const Result result = in_shell(
                section, environment + " XDG_DATA_HOME=/nonexistent $L --wide " + command);
            CAPTURE(command, environment, result.err);
            CHECK(result.status == 0);
            CHECK_FALSE(result.out.empty());
            CHECK(result.err.empty());
        }
    }
}

TEST_CASE("a locale changes nothing in what comes out") {
    const SampleSection section;
    const std::string usual = section.done({"roster", "-f", "csv"}).out;
    for (const std::string locale : {"C", "POSIX", "C.UTF-8", "tr_TR.UTF-8", "de_DE.ISO-8859-1"}) {
        CHECK(in_shell(section, "LC_ALL=" + locale + " $L roster -f csv").out == usual);
    }
}

TEST_CASE("every answer in JSON is one array and every answer in JSONL a line each") {
    const SampleSection section;
    const std::vector<Words> commands{
        {"roster"},
        {"roster", "--history"},
        {"roster", "--vacancies"},
        {"roster", "--role", "vice-chair"},
        {"checklist"},
        {"checklist", "--year", "2026"},
        {"report-due"},
        {"report-due", "--all"},
        {"person", "list"},
        {"person", "list", "zzz"},
        {"person", "show", "ana.diaz@riverside.example"},
        {"group", "list"},
        {"group", "show", "middle-managers"},
        {"group", "chart"},
        {"handbook"},
        {"handbook", "--notes"},
        {"handbook", "--section", "4"},
        {"appoint", "New P <np@lib.example>", "human-resources-development", "-n"},
        {"appoint", "end", "ana.diaz@riverside.example", "leadership-team", "-n"},
    };
    for (const Words& words : commands) {
        CAPTURE(words);
        const auto rows = section.json(words);
        REQUIRE(rows.is_array());
        Words as_lines = words;
        as_lines.insert(as_lines.end(), {"--format", "jsonl"});
        const Words lines = lines_of(section.done(as_lines).out);
        REQUIRE(lines.size() == rows.size());
        for (std::size_t i = 0; i < lines.size(); ++i) {
            CHECK(nlohmann::json::parse(lines[i]) == rows[i]);
        }
    }
}

TEST_CASE("jq reads every answer in JSON and JSONL") {
    const SampleSection section;
    if (in_shell(section, "command -v jq").status != 0) {
        WARN("skipped: there is no jq here");
        return;
    }
    const Result result = in_shell(section, R"sh(
        for c in roster 'roster --history' 'roster --vacancies' 'checklist --year 2026' \
                 'report-due --all' 'person list' 'person show ana.diaz@riverside.example' \
                 'group list' 'group show middle-managers' 'group chart' handbook; do
            test "$($L $c -f json | jq -s length)" = 1 || echo "$c: not one value"
            test "$($L $c -f json | jq length)" = "$($L $c -f jsonl | jq -s length)" || echo "$c"
        done)sh");
    CHECK(result.out.empty());
    CHECK(result.err.empty());
}

TEST_CASE("a change whose answer cannot be written is told to be made") {
    const Section section;
    const Result undone = in_shell(section, "$L person add 'Ana Diaz' >/dev/full");
    CHECK(undone.status == 4);
    CHECK(holds(undone.err, "but the change was made"));
    CHECK(count_lines(undone.err) == 1);
    CHECK(section.csv({"person", "list"}).column("name") == Words{"Ana Diaz"});
    const Result filed = in_shell(section, "$L person add 'Bo Chen' -o /dev/full");
    CHECK(filed.status == 4);
    CHECK(holds(filed.err, "the change was made"));
    const Result tried = in_shell(section, "$L person add 'Cy Roy' -n >/dev/full");
    CHECK(tried.status == 4);
    CHECK_FALSE(holds(tried.err, "the change was made"));
    CHECK(section.csv({"person", "list"}).size() == 2);
}
