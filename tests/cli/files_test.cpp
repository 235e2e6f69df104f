// Files that are not as they should be: CSV of every kind of brokenness, databases that are none,
// disks that are full. Whatever it is, the section's database stays byte for byte what it was.
#include "harness.hpp"

#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <memory>

namespace fs = std::filesystem;

namespace lmsection::test {

/// Runs a bash script in the program's folder, with $L as the binary and a bare environment;
/// used by streams_test.cpp too.
Result in_shell(const Program& program, const std::string& script) {
    const TemporaryFolder streams;
    write_file(streams / "script", script);
    const std::string command =
        "cd '" + program.folder().path().string() +
        "' && env -i PATH=\"$PATH\" L='" LMSECTION_BINARY "' LMSECTION_DB='" + program.database() +
        "' LMSECTION_TODAY=2026-11-24 LMSECTION_ACTOR=tester bash '" + (streams / "script") +
        "' >'" + (streams / "out") + "' 2>'" + (streams / "err") + "'";
    Result result;
    const int ended = std::system(command.c_str());
    result.status = WIFEXITED(ended) ? WEXITSTATUS(ended) : -1;
    result.out = bytes_of(streams / "out");
    result.err = bytes_of(streams / "err");
    return result;
}

}    // namespace lmsection::test

using namespace lmsection::test;

namespace {

const std::string header = "name,email,group\n";
const std::string good = "New Person,new.person@lib.example,human-resources-development\n";
const Words appoint_one{"appoint", "New Person <new.person@lib.example>",
                        "human-resources-development"};

/// Feeds a file to `appoint --from`, which must refuse it with that many faults and write
/// nothing; what it said.
std::string refused(const Section& section, const std::string& csv, std::size_t faults = 1) {
    const std::string before = bytes_of(section.database());
    const std::string said = section.fails(3, {"appoint", "--from", section.file("in.csv", csv)});
    CAPTURE(said);
    CHECK(count_lines(said) == faults);
    CHECK((bytes_of(section.database()) == before));
    return said;
}

void is_told(const std::string& said, const Words& parts) {
    for (const std::string& part : parts) {
        CAPTURE(said, part);
        CHECK(holds(said, part));
    }
}

/// A file at `name` in the section's folder is taken for a database by no command, and stays.
void is_no_database(const Section& section, const std::string& file, const Words& parts) {
    const std::string before = bytes_of(file);
    const std::vector<Words> commands{
        {"roster"},        {"checklist"},
        {"report-due"},    {"handbook"},
        {"group", "list"}, {"person", "list"},
        appoint_one,       {"checklist", "done", "plan-annual-goals"}};
    for (Words words : commands) {
        words.insert(words.end(), {"--db", file});
        const std::string said = section.fails(4, words);
        CAPTURE(words, said);
        CHECK(count_lines(said) == 1);
        is_told(said, parts);
        CHECK((bytes_of(file) == before));
    }
    for (const auto& entry : fs::directory_iterator{section.folder().path()}) {
        CHECK_FALSE(entry.path().string().ends_with("-journal"));
        CHECK_FALSE(entry.path().string().ends_with("-wal"));
    }
}

/// Runs SQL on a file through SQLite's own interface; the connection stays open with the object.
class Connection {
public:
    explicit Connection(const std::string& file) {
        sqlite3* opened = nullptr;
        const int status = sqlite3_open(file.c_str(), &opened);
        database_.reset(opened);
        REQUIRE(status == SQLITE_OK);
    }
    void execute(const std::string& sql) {
        REQUIRE(sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
    }

private:
    struct Close {
        void operator()(sqlite3* database) const { sqlite3_close(database); }
    };
    std::unique_ptr<sqlite3, Close> database_;
};

/// The beginning of a script whose `$N` runs what follows it as somebody who is not root, who may
/// reach the section's folder. Whoever is not root already stays who they are.
std::string as_somebody(const Section& section) {
    if (::geteuid() != 0) {
        return "N=\n";
    }
    ::chmod(section.folder().path().c_str(), 0755);
    return "cp \"$L\" ./program; L=./program\n"
           "N='setpriv --reuid=65534 --regid=65534 --clear-groups'\n";
}

/// A failing script left one line of ours, and nothing on standard output.
void failed(const Result& result, int status, const Words& parts) {
    CAPTURE(result.status, result.out, result.err);
    CHECK(result.status == status);
    CHECK(result.out.empty());
    CHECK(count_lines(result.err) == 1);
    CHECK(result.err.starts_with("lmsection: "));
    CHECK(holds(result.err, "; "));
    is_told(result.err, parts);
}

std::string thousand_lines(std::size_t bad_line, const std::string& bad) {
    std::string csv = "name,email,group,year\n";
    for (std::size_t line = 2; line <= 1001; ++line) {
        const std::string number = std::to_string(line);
        csv += line == bad_line
                   ? bad
                   : "Person " + number + ",p" + number +
                         "@lib.example,leadership-management-competencies-working-group,2026\n";
    }
    return csv;
}

}    // namespace

TEST_CASE("a file with a byte order mark is read") {
    const Section section;
    section.done({"appoint", "--from", section.file("in.csv", "\xef\xbb\xbf" + header + good)});
    CHECK(section.csv({"roster"}).column("name") == Words{"New Person"});
}

TEST_CASE("files with any line end are read and their lines counted alike") {
    for (const std::string end : {"\n", "\r\n", "\r"}) {
        const Section section;
        const std::string csv = "name,email,group" + end + "Aa Bb,ab@lib.example,middle-managers" +
                                end + "Cc Dd,cd@lib.example,nowhere" + end;
        is_told(refused(section, csv), {"line 3", "'nowhere'"});
        const std::string fine = csv.substr(0, csv.find("Cc Dd"));
        section.done({"appoint", "--from", section.file("in.csv", fine)});
        CHECK(section.csv({"roster"}).column("name") == Words{"Aa Bb"});
    }
}

TEST_CASE("a last line without an end is read") {
    const Section section;
    section.done(
        {"appoint", "--from", section.file("in.csv", header + good.substr(0, good.size() - 1))});
    CHECK(section.csv({"roster"}).size() == 1);
}

TEST_CASE("a file without a header is refused and told to name its columns") {
    const Section section;
    const std::string before = bytes_of(section.database());
    const std::string said = section.fails(3, {"appoint", "--from", section.file("in.csv", good)});
    is_told(said, {"line 1", "the first line names the columns"});
    CHECK((bytes_of(section.database()) == before));
}

TEST_CASE("a file of a header alone appoints nobody and says so") {
    const Section section;
    const std::string before = bytes_of(section.database());
    const Result result = section.done({"appoint", "--from", section.file("in.csv", header)});
    CHECK(result.out.empty());
    is_told(result.err, {"0 appointed"});
    CHECK((bytes_of(section.database()) == before));
}

TEST_CASE("an empty file is refused") {
    const Section section;
    for (const std::string csv : {"", "\xef\xbb\xbf", "\n\n\n", "\r\n"}) {
        is_told(refused(section, csv), {"in.csv is empty"});
    }
}

TEST_CASE("lines are counted right after a cell with line breaks in it") {
    const Section section;
    const std::string said = refused(section,
                                     "name,email,group,note\n"
                                     "Aa Bb,ab@lib.example,middle-managers,\"one\ntwo\nthree\"\n"
                                     "Cc Dd,cd@lib.example,nowhere,\n",
                                     2);
    is_told(said,
            {"line 2: the note contains a line break", "line 5: no group is called 'nowhere'"});
}

TEST_CASE("lines are counted right after blank ones") {
    const Section section;
    is_told(refused(section, header + "\n\n" + "Cc Dd,cd@lib.example,nowhere\n"), {"line 4"});
    is_told(refused(section, "\n" + header + good + "\r\n\r\n" + "Cc Dd,cd@lib.example,nowhere\n"),
            {"line 6"});
}

TEST_CASE("one bad line among a thousand good ones is named and nothing is written") {
    const Section section;
    is_told(refused(section, thousand_lines(777, "X Y,xy@lib.example,nowhere,2026\n")),
            {"line 777:", "'nowhere'"});
    is_told(refused(section, thousand_lines(1001, "X Y,xy@lib.example,middle-managers,26\n")),
            {"line 1001:", "'26'"});
    CHECK(number_in(section.database(), "SELECT count(*) FROM people") == 0);
}

TEST_CASE("each of several bad lines is named") {
    const Section section;
    const std::string said = refused(section,
                                     "name,email,group,role,start,years\n"
                                     "Aa Bb,ab@lib.example,middle-managers,boss,,\n"
                                     "Cc Dd,cd@lib.example,middle-managers,,2026-02-30,\n"
                                     "Ee Ff,ef@,middle-managers,,,\n"
                                     "Gg Hh,gh@lib.example,middle-managers,,,\n"
                                     "Ii Jj,ij@lib.example,nowhere,,,\n"
                                     ",,middle-managers,,,\n"
                                     "Kk Ll,kl@lib.example,middle-managers,,,x\n",
                                     6);
    is_told(said, {"line 2: 'boss'", "line 3: there is no day '2026-02-30'", "line 4: 'ef@'",
                   "line 6: no group is called 'nowhere'", "line 7: ", "line 8: 'x'"});
    CHECK_FALSE(holds(said, "line 5"));
}

TEST_CASE("a person twice in a file in overlapping terms is refused at the second line") {
    const Section section;
    is_told(refused(section, header + good + good), {"line 3", "already serves"});
}

TEST_CASE("one address with two names in a file is refused at the second line") {
    const Section section;
    is_told(refused(section, header + good + "Other One,NEW.person@lib.example,middle-managers\n"),
            {"line 3", "New Person", "Other One"});
}

TEST_CASE("a file that is not UTF-8 is read as Windows-1252, with a note") {
    const Section section;
    const std::string csv = header + good + "Jos\xe9 Diaz,jd@lib.example,middle-managers\n";
    is_told(section.done({"appoint", "--from", section.file("in.csv", csv)}).err,
            {"in.csv: read as Windows-1252"});
    CHECK(section.csv({"roster", "middle-managers"}).column("name") == Words{"Jos\u00e9 Diaz"});
}

TEST_CASE("a file with a zero byte is refused") {
    const Section section;
    std::string csv = header + good + "Jo?e Diaz,jd@lib.example,middle-managers\n";
    csv[csv.find('?')] = '\0';
    is_told(refused(section, csv), {"in.csv", "neither a spreadsheet nor text"});
}

TEST_CASE("a quote that is never closed is refused at the line that opens it") {
    const Section section;
    is_told(refused(section, header + good + "\"Aa Bb,ab@lib.example,middle-managers\nmore\n"),
            {"line 3", "never closed"});
    is_told(refused(section, header + good + "Aa Bb,\"ab@lib.example,middle-managers\nmore\n"),
            {"line 3", "never closed"});
}

TEST_CASE("a quote inside of an unquoted cell is refused at its line") {
    const Section section;
    is_told(refused(section, header + good + "Aa \"Bee\" Bb,ab@lib.example,middle-managers\n"),
            {"line 3", "quote"});
    is_told(refused(section, header + good + "\"Aa\" Bb,ab@lib.example,middle-managers\n"),
            {"line 3", "quote"});
}

TEST_CASE("a line with too many cells is refused with both numbers, and one without a group") {
    const Section section;
    is_told(refused(section, header + good + "Aa Bb,ab@lib.example\n"),
            {"line 3", "names no group"});
    is_told(refused(section, header + "Bb, Aa,ab@lib.example,middle-managers\n"),
            {"line 2", "4 cells", "header has 3", "quotes"});
}

TEST_CASE("a column that stands twice is refused") {
    const Section section;
    is_told(refused(section, "name,email,group,Name\nA B,ab@lib.example,middle-managers,C D\n"),
            {"line 1", "twice"});
}

TEST_CASE("an unknown column is refused unless extra ones are to be ignored") {
    const Section section;
    const std::string csv = "name,email,group,shoe size\nA B,ab@lib.example,middle-managers,42\n";
    is_told(refused(section, csv), {"line 1", "'shoe size'", "--ignore-extra"});
    section.done({"appoint", "--from", section.file("in.csv", csv), "--ignore-extra"});
    CHECK(section.csv({"roster"}).size() == 1);
}

TEST_CASE("cells longer than the record takes are refused at their line") {
    const Section section;
    is_told(refused(section, "name,email,group,note\nA B,ab@lib.example,middle-managers," +
                                 std::string(2001, 'x') + "\n"),
            {"line 2", "note", "2000"});
    is_told(refused(section, header + std::string(201, 'x') + ",ab@lib.example,middle-managers\n"),
            {"line 2", "name", "200"});
    section.done({"appoint", "--from",
                  section.file("in.csv", "name,email,group,note\nA B,ab@lib.example,"
                                         "middle-managers," +
                                             std::string(2000, 'x') + "\n")});
}

TEST_CASE("a cell of a million letters is refused briefly") {
    const Section section;
    const std::string huge(1000000, 'x');
    for (const std::string& csv :
         {header + "A B,ab@lib.example," + huge + "\n", header + huge + ",ab@lib.example,m\n",
          header + "A B," + huge + "@lib.example,middle-managers\n", huge + "\n"}) {
        const Result result = section.run({"appoint", "--from", section.file("in.csv", csv)});
        CAPTURE(result.err.substr(0, 200));
        CHECK(result.status == 3);
        CHECK(result.err.size() < 2000);
    }
}

TEST_CASE("a header of very many columns is refused, except for empty ones at its end") {
    const Section section;
    std::string csv = "name,group" + std::string(100000, ',');
    section.done({"appoint", "--from", section.file("in.csv", csv)});
    csv += "x";
    const Result result = section.run({"appoint", "--from", section.file("in.csv", csv)});
    CHECK(result.status == 3);
}

TEST_CASE("the ending of the output file chooses the format, unless one is named") {
    const SampleSection section;
    const std::string csv = section.done({"roster", "-f", "csv"}).out;
    const auto written = [&](const std::string& name, Words words) {
        words.insert(words.end(), {"--output", (section.folder() / name)});
        section.done(words);
        return bytes_of((section.folder() / name));
    };
    CHECK(written("roster.csv", {"roster"}) == csv);
    CHECK(written("roster.xlsx", {"roster"}).starts_with("PK"));
    CHECK(written("other.xlsx", {"roster", "--format", "csv"}) == csv);
    CHECK(written("roster.txt", {"roster"}) == written("roster.pdf", {"roster", "-f", "table"}));
    CHECK(holds(section.refuses(2, {"roster", "--excel", "--output", section.folder() / "in.xlsx"}),
                "--excel"));
}

TEST_CASE("semicolons or tabs between cells are read as commas are") {
    for (const std::string delimiter : {";", "\t"}) {
        const Section section;
        std::string csv = header + good;
        for (auto at = csv.find(','); at != std::string::npos; at = csv.find(',')) {
            csv.replace(at, 1, delimiter);
        }
        section.done({"appoint", "--from", section.file("in.csv", csv)});
        CHECK(section.csv({"roster"}).column("name") == Words{"New Person"});
    }
}

TEST_CASE("every fault of a file bears the name of the file") {
    const Section section;
    is_told(refused(section, header + "A B,ab@lib.example,nowhere\n"), {"in.csv"});
    is_told(refused(section, header + "A B,ab@lib.example\n"), {"in.csv"});
}

TEST_CASE("a folder or a missing file cannot be read as CSV") {
    const Section section;
    const std::string before = bytes_of(section.database());
    is_told(section.fails(4, {"appoint", "--from", section.folder().path().string()}), {"folder"});
    is_told(section.fails(4, {"appoint", "--from", "nowhere.csv"}),
            {"nowhere.csv", "No such file"});
    is_told(section.fails(4, {"report-due", "submit", "--from", "nowhere.csv"}), {"nowhere.csv"});
    is_told(section.fails(4,
                          {"init", "--db", section.folder() / "new.db", "--handbook", "no.toml"}),
            {"no.toml"});
    CHECK_FALSE(fs::exists(section.folder() / "new.db"));
    CHECK((bytes_of(section.database()) == before));
}

TEST_CASE("a file without the permission to read it cannot be read") {
    const Section section;
    section.file("in.csv", header + good);
    ::chmod((section.folder() / "in.csv").c_str(), 0);
    ::chmod(section.database().c_str(), 0666);
    failed(in_shell(section, as_somebody(section) + "$N $L appoint --from in.csv"), 4,
           {"in.csv", "Permission denied"});
}

TEST_CASE("standard input that is closed or empty is told") {
    const Section section;
    failed(in_shell(section, "$L appoint --from - <&-"), 4, {"standard input"});
    failed(in_shell(section, "$L appoint --from - </dev/null"), 3, {"standard input", "empty"});
    failed(in_shell(section, "$L appoint --from - <."), 4, {"standard input"});
}

TEST_CASE("a file without an end is given up") {
    const Section section;
#ifdef __SANITIZE_ADDRESS__
    const std::string within;    // the sanitizer itself reserves terabytes of addresses
#else
    const std::string within = "ulimit -v 2000000; ";
#endif
    // 60 seconds would be the shell's patience, not the program's.
    failed(in_shell(section, within + "timeout 60 $L appoint --from /dev/zero"), 4, {"256 MB"});
    failed(in_shell(section, within + "timeout 60 $L appoint --from - </dev/zero"), 4, {"256 MB"});
}

TEST_CASE("a database that is named but missing is told and not made") {
    Section section;
    const std::string missing = section.folder() / "missing.db";
    const std::vector<Words> commands{{"roster"},   {"checklist"},     {"report-due"},
                                      {"handbook"}, {"group", "list"}, appoint_one};
    for (Words words : commands) {
        words.insert(words.end(), {"--db", missing});
        is_told(section.fails(4, words), {"no database", "missing.db", "lmsection init"});
    }
    section.set("LMSECTION_DB", missing);
    for (const Words& words : commands) {
        is_told(section.fails(4, words), {"no database", "missing.db", "lmsection init"});
    }
    CHECK_FALSE(fs::exists(missing));
}

TEST_CASE("a folder is no database") {
    const Section section;
    is_told(section.fails(4, {"roster", "--db", section.folder().path().string()}), {"folder"});
    is_told(section.fails(3, {"init", "--db", section.folder().path().string()}), {"exists"});
}

TEST_CASE("a text file is no database and stays what it is") {
    const Section section;
    is_no_database(section, section.file("notes.txt", "Dear all\n"),
                   {"notes.txt", "lmsection init"});
}

TEST_CASE("an empty file is no database and stays empty") {
    const Section section;
    is_no_database(section, section.file("empty.db", ""), {"empty.db", "lmsection init"});
}

TEST_CASE("noise that begins as a database does is none and stays what it is") {
    const Section section;
    std::string noise("SQLite format 3\0", 16);
    std::uint32_t state = 7;
    while (noise.size() < 8192) {
        state = state * 1664525U + 1013904223U;
        noise += static_cast<char>(state >> 24U);
    }
    is_no_database(section, section.file("noise.db", noise), {"noise.db"});
}

TEST_CASE("the database of another program is refused and stays what it is") {
    const Section section;
    Connection{section.folder() / "other.db"}.execute("CREATE TABLE people (id, name);"
                                                      "INSERT INTO people VALUES (1, 'Ana')");
    is_no_database(section, section.folder() / "other.db",
                   {"other.db", "not a section's database"});
    is_told(section.fails(3, {"init", "--db", section.folder() / "other.db"}), {"exists"});
}

TEST_CASE("a database of a newer version is refused and stays what it is") {
    const SampleSection section;
    Connection{section.database()}.execute("PRAGMA user_version = 999");
    is_no_database(section, section.database(), {"newer lmsection", "999", "was not changed"});
}

TEST_CASE("a truncated database is told to be damaged and stays what it is") {
    const SampleSection section;
    const std::string whole = bytes_of(section.database());
    for (const std::size_t size : {std::size_t{50}, std::size_t{4096}, whole.size() / 3}) {
        const std::string file = section.file("cut.db", whole.substr(0, size));
        const Result result = section.run({"roster", "--history", "--db", file});
        CAPTURE(size, result.err);
        CHECK(result.status == 4);
        CHECK(count_lines(result.err) == 1);
        is_told(result.err, {"cut.db", "damaged", "restore a copy"});
        is_told(section.fails(4,
                              {"appoint", "A B <ab@lib.example>", "middle-managers", "--db", file}),
                {"cut.db"});
        CHECK((bytes_of(file) == whole.substr(0, size)));
    }
}

TEST_CASE("a database with scattered damage never ends in a crash") {
    const SampleSection section;
    const std::string whole = bytes_of(section.database());
    std::uint32_t state = 11;
    for (int round = 0; round < 30; ++round) {
        std::string scattered = whole;
        for (int i = 0; i < 40; ++i) {
            state = state * 1664525U + 1013904223U;
            scattered[100 + (state >> 4U) % (whole.size() - 100)] = static_cast<char>(state >> 24U);
        }
        const std::string file = section.file("scattered.db", scattered);
        for (const Words& words :
             {Words{"roster", "--history", "-f", "json"}, Words{"group", "list"},
              Words{"person", "list"}, Words{"report-due", "--all"}}) {
            Words on_it = words;
            on_it.insert(on_it.end(), {"--db", file});
            const Result result = section.run(on_it);
            CAPTURE(round, words, result.status, result.err);
            CHECK((result.status == 0 || result.status == 4));
            CHECK_FALSE(holds(result.err, "inside"));
        }
    }
}

TEST_CASE("a database in another journal mode is read and written") {
    const SampleSection section;
    Connection{section.database()}.execute("PRAGMA journal_mode = WAL");
    section.done({"roster"});
    section.done(appoint_one);
    CHECK(section.csv({"roster"}).where("name", "New Person").size() == 1);
    CHECK_FALSE(fs::exists(section.database() + "-wal"));
}

TEST_CASE("a database that another program has locked is given up") {
    const SampleSection section;
    Connection other{section.database()};
    other.execute("BEGIN EXCLUSIVE");
    for (const Words& words : {Words{"roster"}, appoint_one}) {
        is_told(section.fails(4, words), {"in use by another program", "try again"});
    }
    other.execute("ROLLBACK");
    CHECK(section.csv({"roster"}).where("name", "New Person").size() == 0);
    section.done(appoint_one);
}

TEST_CASE("a read-only database can be read and a change to it is refused") {
    const SampleSection section;
    const std::string before = bytes_of(section.database());
    ::chmod(section.database().c_str(), 0444);
    const std::string somebody = as_somebody(section);
    CHECK(in_shell(section, somebody + "$N $L roster").status == 0);
    failed(in_shell(section, somebody + "$N $L appoint 'New P <np@lib.example>' middle-managers"),
           4, {"is read-only", "permissions"});
    CHECK((bytes_of(section.database()) == before));
}

TEST_CASE("a database in a folder that may not be written is read and not changed") {
    const SampleSection section;
    const std::string before = bytes_of(section.database());
    ::chmod(section.database().c_str(), 0666);
    std::string somebody = as_somebody(section);
    somebody += "chmod 555 .\n";
    const Result read = in_shell(section,
                                 somebody + "$N $L roster -f csv; r=$?; chmod 755 .; exit $r");
    CHECK(read.status == 0);
    failed(in_shell(section, somebody + "$N $L appoint 'New P <np@lib.example>' middle-managers "
                                        "--override please; r=$?; chmod 755 .; exit $r"),
           4, {"permissions"});
    failed(in_shell(section, somebody + "$N $L init --db ./new.db; r=$?; chmod 755 .; exit $r"), 4,
           {"Permission denied"});
    failed(in_shell(section, somebody + "$N $L roster -o out.csv; r=$?; chmod 755 .; exit $r"), 4,
           {"out.csv", "Permission denied"});
    CHECK((bytes_of(section.database()) == before));
    CHECK_FALSE(fs::exists(section.folder() / "out.csv"));
}

TEST_CASE("a database without the permission to read it is told") {
    const SampleSection section;
    ::chmod(section.database().c_str(), 0);
    failed(in_shell(section, as_somebody(section) + "$N $L roster"), 4,
           {"section.db", "permissions"});
}

TEST_CASE("a database on a full disk stays what it was") {
    const SampleSection section;
    const Result mounted = in_shell(section, "mkdir disk && mount -t tmpfs -o size=500k none disk");
    if (mounted.status != 0) {
        WARN("skipped: no small disk can be mounted here: " << mounted.err);
        return;
    }
    const Result result = in_shell(section, R"(
        cp section.db disk/; head -c 1000000 /dev/zero >disk/filler 2>/dev/null
        cmp section.db disk/section.db || exit 99
        $L --db disk/section.db appoint 'New P <np@lib.example>' human-resources-development
        status=$?
        rm disk/filler
        cmp section.db disk/section.db || exit 98
        $L --db disk/section.db roster --quiet >/dev/null || exit 97
        exit $status)");
    failed(result, 4, {"disk is full", "make room"});
    CHECK(in_shell(section, "umount disk").status == 0);
}

TEST_CASE("an output on a full disk leaves the earlier file whole") {
    const SampleSection section;
    const Result mounted = in_shell(section, "mkdir disk && mount -t tmpfs -o size=100k none disk");
    if (mounted.status != 0) {
        WARN("skipped: no small disk can be mounted here: " << mounted.err);
        return;
    }
    const Result result = in_shell(section, R"sh(
        echo earlier >disk/out.csv; head -c 1000000 /dev/zero >disk/filler 2>/dev/null
        $L roster --history -f csv -o disk/out.csv
        status=$?
        test "$(cat disk/out.csv)" = earlier || exit 98
        test "$(ls disk | wc -l)" = 2 || exit 97
        exit $status)sh");
    failed(result, 4, {"out.csv", "No space left", "make room"});
    CHECK(in_shell(section, "umount disk").status == 0);
}

TEST_CASE("a limit on the size of files stops a change and leaves the database whole") {
    const SampleSection section;
    const std::string before = bytes_of(section.database());
    const Result result = in_shell(section, "trap '' XFSZ; ulimit -f 100\n"
                                            "$L appoint 'New P <np@lib.example>' middle-managers");
    CAPTURE(result.err);
    CHECK(result.status == 4);
    CHECK(result.out.empty());
    section.done({"roster"});    // whatever journal was left is rolled back
    CHECK((bytes_of(section.database()) == before));
}

TEST_CASE("a device that is full fails as an output and as standard output") {
    const SampleSection section;
    const std::string before = bytes_of(section.database());
    for (const std::string command :
         {"roster", "roster -f csv", "roster -f json", "checklist", "report-due", "handbook",
          "--help", "roster --help", "--version", "person list", "group list"}) {
        CAPTURE(command);
        failed(in_shell(section, "$L " + command + " >/dev/full"), 4,
               {"standard output", "No space left", "make room"});
    }
    failed(in_shell(section, "$L roster -o /dev/full"), 4, {"/dev/full", "No space left"});
    CHECK((bytes_of(section.database()) == before));
}

TEST_CASE("an output into a missing folder or onto a folder is refused before anything is done") {
    const SampleSection section;
    const std::string before = bytes_of(section.database());
    fs::create_directory(section.folder() / "there");
    for (const std::string output : {"missing/out.csv", "there", "there/", "/"}) {
        for (Words words : {Words{"roster"}, appoint_one}) {
            words.insert(words.end(), {"-o", output});
            const std::string said = section.fails(4, words);
            CAPTURE(words, said);
            CHECK(count_lines(said) == 1);
            is_told(said, {output, "cannot be written"});
        }
    }
    CHECK(fs::is_empty(section.folder() / "there"));
    CHECK((bytes_of(section.database()) == before));
}

TEST_CASE("an output is read by its owner alone whatever the umask") {
    SampleSection section;
    for (const unsigned mask : {0U, 022U, 077U}) {
        section.umask(mask);
        section.done({"roster", "-f", "csv", "-o", "out.csv"});
        CHECK(mode_of(section.folder() / "out.csv") == 0600);
        fs::remove(section.folder() / "out.csv");
    }
    section.done({"init", "--db", section.folder() / "new.db"});
    CHECK(mode_of(section.folder() / "new.db") == 0600);
}

TEST_CASE("an earlier output stays whole when the command fails") {
    const SampleSection section;
    const std::string file = section.file("out.csv", "earlier\n");
    static_cast<void>(section.fails(3, {"roster", "nowhere", "-o", file}));
    static_cast<void>(section.fails(2, {"roster", "--format", "xml", "-o", file}));
    static_cast<void>(section.fails(4, {"roster", "--db", "nowhere.db", "-o", file}));
    static_cast<void>(section.fails(3, {"appoint", "Nobody Atall", "middle-managers", "-o", file}));
    CHECK(bytes_of(file) == "earlier\n");
    std::size_t files = 0;
    for (const auto& entry : fs::directory_iterator{section.folder().path()}) {
        CAPTURE(entry.path().string());
        ++files;
    }
    CHECK(files == 2);    // the database and the output, no draft
}

TEST_CASE("an output onto a link writes what the link leads to") {
    const SampleSection section;
    const std::string file = section.file("real.csv", "earlier\n");
    fs::create_symlink("real.csv", section.folder() / "link.csv");
    section.done({"roster", "-f", "csv", "-o", "link.csv"});
    CHECK(fs::is_symlink(section.folder() / "link.csv"));
    CHECK(read_csv(bytes_of(file)).size() > 0);
}

TEST_CASE("an output never takes the place of the database") {
    const SampleSection section;
    const std::string before = bytes_of(section.database());
    fs::create_symlink("section.db", section.folder() / "link.db");
    fs::create_hard_link(section.database(), section.folder() / "hard.db");
    for (const std::string& output : {section.database(), std::string{"section.db"},
                                      std::string{"./section.db"}, std::string{"link.db"}}) {
        const Result result = section.run({"roster", "-f", "csv", "-o", output});
        CAPTURE(output, result.err);
        CHECK((result.status == 2 || result.status == 3));
        CHECK(result.err.starts_with("lmsection: "));
        REQUIRE((bytes_of(section.database()) == before));
    }
}

TEST_CASE("init refuses what exists already and leaves it as it is") {
    const SampleSection section;
    const std::string before = bytes_of(section.database());
    is_told(section.fails(3, {"init"}), {"already exists", "--db"});
    CHECK((bytes_of(section.database()) == before));
    fs::create_symlink("nowhere", section.folder() / "dangling.db");
    is_told(section.fails(3, {"init", "--db", section.folder() / "dangling.db"}), {"exists"});
    CHECK_FALSE(fs::exists(section.folder() / "nowhere"));
}

TEST_CASE("a handbook that cannot be read makes no database") {
    const Section section;
    const std::string made = section.folder() / "new.db";
    for (const std::string toml :
         {"", "not toml at all", "a = [1", "\xff\xfe", "[section]\nname = 3\n"}) {
        const std::string file = section.file("bad.toml", toml);
        const Result result = section.run({"init", "--db", made, "--handbook", file});
        CAPTURE(toml, result.err);
        CHECK(result.status == 3);
        CHECK(result.out.empty());
        CHECK(result.err.starts_with("lmsection: "));
        CHECK(holds(result.err, "bad.toml"));
        CHECK_FALSE(fs::exists(made));
    }
}

TEST_CASE("a database with a name that SQLite takes for memory is a file like others") {
    Section section;
    for (const std::string name : {":memory:", "file:x?mode=memory", "-x.db"}) {
        CAPTURE(name);
        CHECK(section.run({"init", "--db=" + name}).status == 0);
        CHECK(section.run({"roster", "--db=" + name}).status == 0);
    }
}

TEST_CASE("without a home the database is not looked for in the folder one stands in") {
    if (::geteuid() != 0) {
        WARN("skipped: only root can become a user whom the password file does not know");
        return;
    }
    const Section section;
    ::chmod(section.folder().path().c_str(), 0777);
    failed(in_shell(section, "cp $L ./program\n"
                             "env -i setpriv --reuid=54321 --regid=54321 --clear-groups ./program "
                             "init"),
           4, {"--db"});
    CHECK_FALSE(fs::exists(section.folder() / ".local"));
}
