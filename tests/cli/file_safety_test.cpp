// Files that were made to do harm, or that other programs use at the same time: what opening them
// may do, what `--output` may replace, and what is left behind.
#include "harness.hpp"

#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

using namespace lmsection::test;

namespace fs = std::filesystem;

namespace lmsection::test {
Result in_shell(const Program& program, const std::string& script);
}

namespace {

const Words add_one{"person", "add", "New One <new@lib.example>"};

/// A connection of another program.
class Other {
public:
    explicit Other(const std::string& file) {
        sqlite3* opened = nullptr;
        const int status = sqlite3_open(file.c_str(), &opened);
        database_.reset(opened);
        REQUIRE(status == SQLITE_OK);
    }
    void does(const std::string& sql) const {
        REQUIRE(sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
    }

private:
    struct Close {
        void operator()(sqlite3* database) const { sqlite3_close(database); }
    };
    std::unique_ptr<sqlite3, Close> database_;
};

/// Every file in a folder with its bytes; of what is no plain file, nothing but the name.
std::map<std::string, std::string> content_of(const fs::path& folder) {
    std::map<std::string, std::string> content;
    for (const auto& entry : fs::recursive_directory_iterator{folder}) {
        const std::string name = fs::relative(entry.path(), folder).string();
        content[name] = fs::is_regular_file(entry.symlink_status()) ? bytes_of(entry.path()) : "";
    }
    return content;
}

/// Puts rows into sqlite_schema past the parser, as a file from a stranger may have them.
void put_into_schema(const std::string& file, const std::string& sql) {
    run_sql(file, "PRAGMA writable_schema = ON; " + sql + "; PRAGMA schema_version = 12345");
}

/// A journal that names another file as the super-journal it belongs to, which SQLite deletes once
/// it has rolled back.
void write_super_journal(const std::string& database, const std::string& victim) {
    const auto number = [](std::uint32_t value) {
        std::string bytes;
        for (const unsigned shift : {24U, 16U, 8U, 0U}) {
            bytes += static_cast<char>(value >> shift & 0xffU);
        }
        return bytes;
    };
    const std::string magic = "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7";
    constexpr std::uint32_t page = 4096;
    constexpr std::uint32_t sector = 512;
    const auto pages = static_cast<std::uint32_t>(fs::file_size(database) / page);
    std::string journal = magic + number(0) + number(0x12345678) + number(pages) + number(sector) +
                          number(page);
    journal.resize(sector, '\0');
    std::uint32_t sum = 0;
    for (const char letter : victim) {
        sum += static_cast<std::uint32_t>(static_cast<signed char>(letter));
    }
    journal += number(0x40000000U / page + 1) + victim +
               number(static_cast<std::uint32_t>(victim.size())) + number(sum) + magic;
    write_file(database + "-journal", journal);
}

/// What another program left: a database in the middle of a change, with the journal by which it
/// is rolled back.
void interrupt_a_change(const std::string& database, const std::string& copy) {
    const Other other{database};
    other.does("PRAGMA cache_size = 1; BEGIN; UPDATE people SET note = 'half'; "
               "UPDATE history SET actor = 'half'");
    fs::copy_file(database, copy);
    fs::copy_file(database + "-journal", copy + "-journal");
    other.does("ROLLBACK");
}

/// Commands that open a file in every way there is, each with the file's name in it.
std::vector<Words> commands_on(const std::string& file) {
    return {{"--db", file, "roster"},
            {"--db", file, "person", "add", "New One <new@lib.example>"},
            {"--db", file, "person", "add", "New One <new@lib.example>", "--dry-run"},
            {"--db", file, "backup", "copy-of-it.db"},
            {"--db", file, "export"},
            {"--db", file, "undo"},
            {"--db", file, "doctor", "--rewrite"},
            {"merge", file},
            {"merge", file, "--dry-run"},
            {"restore", file},
            {"restore", file, "--dry-run"}};
}

}    // namespace

TEST_CASE("a row of sqlite_schema that is not ours is refused, however it is spelled") {
    const SampleSection section;
    const std::string file = section.folder() / "other.db";
    for (const char* sql : {
             // The parser looks at none of these columns but `sql`.
             "INSERT INTO sqlite_schema VALUES ('TRIGGER', 'sqlite_t', 'people', 0, 'CREATE "
             "TRIGGER sqlite_t BEFORE UPDATE ON people BEGIN DELETE FROM history; END')",
             "INSERT INTO sqlite_schema VALUES ('table', 'evil', 'people', 0, 'create  trigger "
             "evil AFTER INSERT ON appointments BEGIN UPDATE appointments SET rank = 0; END')",
             "INSERT INTO sqlite_schema VALUES ('index', 'evil', 'people', 0, 'CREATE /**/ TEMP "
             "TRIGGER evil AFTER INSERT ON people BEGIN DELETE FROM history; END')",
             "INSERT INTO sqlite_schema VALUES ('VIEW', 'sqlite_v', 'sqlite_v', 0, 'CREATE VIEW "
             "sqlite_v AS SELECT * FROM people')",
             "INSERT INTO sqlite_schema VALUES ('table', 'evil', 'evil', 0, 'CREATE  VIRTUAL TABLE "
             "evil USING fts5(x)')",
             "CREATE TABLE evil (x); UPDATE sqlite_schema SET name = 'sqlite_evil', tbl_name = "
             "'sqlite_evil', sql = 'CREATE TABLE sqlite_evil (x)' WHERE name = 'evil'",
             "CREATE TABLE x (x); UPDATE sqlite_schema SET name = 'sqlite_stat', tbl_name = "
             "'sqlite_stat', sql = 'CREATE TABLE sqlite_stat (x)' WHERE name = 'x'",
             "CREATE INDEX evil ON people (abs(name))",
             "CREATE UNIQUE INDEX evil ON people (name, id)",
             "UPDATE sqlite_schema SET sql = replace(sql, 'note        TEXT', 'note TEXT COLLATE "
             "NOCASE') WHERE name = 'people'",
             "UPDATE sqlite_schema SET sql = replace(sql, 'name_key    TEXT NOT NULL,', 'name_key "
             "TEXT NOT NULL DEFAULT (hex(zeroblob(9))),') WHERE name = 'people'",
             "UPDATE sqlite_schema SET sql = replace(sql, ') STRICT', ')') WHERE name = 'people'",
             "ALTER TABLE people ADD COLUMN shadow TEXT",
             "UPDATE sqlite_schema SET sql = sql || ' -- and more' WHERE name = 'people'",
         }) {
        CAPTURE(sql);
        section.done({"backup", file, "--force"});
        put_into_schema(file, sql);
        const std::string bytes = bytes_of(file);
        for (const Words& command : commands_on(file)) {
            CAPTURE(command);
            const Result result = section.run(command);
            CAPTURE(result.err);
            CHECK(result.status == 4);
            CHECK(count_lines(result.err) == 1);
            // SQLite itself finds some of them malformed.
            CHECK((holds(result.err, "do not trust the file") || holds(result.err, "malformed")));
        }
        const Result examined = section.run({"--db", file, "doctor", "-f", "csv"});
        CHECK(examined.status == 4);
        const Table rows = read_csv(examined.out);
        CHECK((rows.where("check", "schema").where("verdict", "fault").size() == 1 ||
               holds(examined.out, "malformed")));
        CHECK(bytes_of(file) == bytes);
        CHECK_FALSE(fs::exists(section.folder() / "copy-of-it.db"));
    }
}

TEST_CASE("the statistics of ANALYZE are no foreign part of a file") {
    const SampleSection section;
    run_sql(section.database(), "ANALYZE");
    section.done({"roster"});
    section.done(add_one);
    section.done({"doctor"});
}

TEST_CASE("a journal that names a super-journal is refused before anything is opened") {
    const SampleSection section;
    const std::string file = section.folder() / "other.db";
    section.done({"backup", file});
    const std::string victim = section.file("victim", "precious");
    auto commands = commands_on(file);
    commands.push_back({"--db", file, "completion", "bash", "--", "lmsection", "roster", ""});
    commands.push_back({"--db", file, "restore", section.database()});
    commands.push_back({"--db", file, "restore", section.database(), "--dry-run"});
    commands.push_back({"--db", file, "--wide", "doctor"});
    commands.push_back({"completion", "bash", "--", "lmsection", "--db", file, "roster", ""});
    for (const Words& command : commands) {
        write_super_journal(file, victim);
        const auto before = content_of(section.folder().path());
        CAPTURE(command);
        const Result result = section.run(command);
        CAPTURE(result.out, result.err);
        const bool completes = std::count(command.begin(), command.end(), "completion") > 0;
        CHECK(result.status == (completes ? 0 : 4));
        const bool examines = command.back() == "doctor";
        CHECK((completes || holds(examines ? result.out : result.err, "names another")));
        CHECK(content_of(section.folder().path()) == before);
    }
}

TEST_CASE("what stands in for a journal and is none is refused") {
    const SampleSection section;
    const std::string journal = section.database() + "-journal";
    const std::string target = section.file("target", "precious");
    const auto refused = [&](const std::string& side_file) {
        for (const Words& command : {Words{"roster"}, add_one, Words{"roster", "-q"},
                                     Words{"backup", section.folder() / "c.db"}}) {
            const std::string said = section.refuses(4, command);
            CAPTURE(command, said);
            CHECK(count_lines(said) == 1);
            CHECK(holds(said, side_file));
            CHECK(holds(said, "move it away"));
        }
        CHECK(bytes_of(target) == "precious");
        fs::remove(side_file);
    };
    fs::create_symlink("target", journal);
    refused(journal);
    fs::create_directory(journal);
    refused(journal);
    REQUIRE(::mkfifo(journal.c_str(), 0600) == 0);
    refused(journal);
    write_file(section.database() + "-wal", "of another time");
    refused(section.database() + "-wal");
    fs::create_symlink("target", section.database() + "-wal");
    refused(section.database() + "-wal");
    section.done({"roster"});
}

TEST_CASE("a database in UTF-16 is refused by each command, and doctor agrees") {
    const SampleSection section;
    for (const char* encoding : {"UTF-16le", "UTF-16be"}) {
        const std::string file = section.folder() / "wide.db";
        fs::remove(file);
        {
            const Other other{file};
            other.does(fmt::format("PRAGMA encoding = '{}'", encoding));
            for (const Words& row : ask_database(
                     section.database(), "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL")) {
                other.does(row.front());
            }
            other.does("PRAGMA application_id = 1819112291; PRAGMA user_version = " +
                       std::to_string(number_in(section.database(), "PRAGMA user_version")));
        }
        for (const Words& command : commands_on(file)) {
            const std::string said = section.fails(4, command);
            CAPTURE(command, said);
            CHECK(holds(said, "in UTF-16"));
        }
        const Result examined = section.run({"--db", file, "doctor"});
        CHECK(examined.status == 4);
        CHECK(holds(examined.out, "UTF-16"));
    }
}

TEST_CASE("a header that SQLite 3 does not write is refused") {
    const SampleSection section;
    const std::string whole = bytes_of(section.database());
    for (const auto& [at, value] : std::vector<std::pair<std::size_t, char>>{
             {0, 's'}, {18, 3}, {19, 3}, {18, 0}, {18, 2}, {19, 2}, {56, 1}, {59, 7}}) {
        std::string bytes = whole;
        bytes[at] = value;
        write_file(section.database(), bytes);
        CAPTURE(at, int{value});
        for (const Words& command : {Words{"roster"}, add_one}) {
            CHECK(count_lines(section.refuses(4, command)) == 1);
        }
    }
}

TEST_CASE("a file in WAL mode is brought back when no other program uses it") {
    const SampleSection section;
    const auto is_wal = [&] { return bytes_of(section.database()).substr(18, 2) == "\x02\x02"; };
    for (const Words& command :
         {Words{"roster"}, Words{"person", "add", "New One <new@lib.example>"}, Words{"doctor"},
          Words{"backup", section.folder() / "c.db"}}) {
        Other{section.database()}.does("PRAGMA journal_mode = WAL");
        REQUIRE(is_wal());
        CAPTURE(command);
        const Result result = section.done(command);
        CHECK(holds(result.out, "WAL mode") == (command.front() == "doctor"));
        CHECK_FALSE(is_wal());
        CHECK_FALSE(fs::exists(section.database() + "-wal"));
        CHECK_FALSE(fs::exists(section.database() + "-shm"));
    }
}

TEST_CASE("a file in WAL mode that another program reads is refused") {
    const SampleSection section;
    const std::string copy = section.folder() / "copy.db";
    section.done({"backup", copy});
    const Other reader{section.database()};
    reader.does("PRAGMA journal_mode = WAL; BEGIN; SELECT count(*) FROM people");
    for (const Words& command :
         {Words{"roster"}, add_one, Words{"restore", copy},
          Words{"person", "forget", "ana.diaz@riverside.example", "--end-terms", "--yes"}}) {
        const std::string said = section.fails(4, command);
        CAPTURE(command, said);
        CHECK(count_lines(said) == 1);
        CHECK(holds(said, "WAL mode"));
    }
    const Result examined = section.run({"doctor", "--wide"});
    CHECK(examined.status == 4);
    CHECK(holds(examined.out, "WAL mode"));
    reader.does("COMMIT");
}

TEST_CASE("completion and dry runs write nothing, be the file old or in the middle of a change") {
    const SampleSection current;
    for (int version = 1; version <= 5; ++version) {
        const Section section;
        fs::copy_file(source_file(fmt::format("tests/data/schema-{}.db", version)),
                      section.database(), fs::copy_options::overwrite_existing);
        fs::copy_file(section.database(), section.folder() / "other.db");
        const auto before = content_of(section.folder().path());
        for (const Words& command :
             {Words{"completion", "bash", "--", "lmsection", "roster", ""},
              Words{"completion", "bash", "--", "lmsection", "person", "show", ""},
              Words{"person", "add", "New One <new@lib.example>", "-n"},
              Words{"group", "add", "New Group", "--kind", "committee", "-n"}, Words{"undo", "-n"},
              Words{"restore", "other.db", "-n"}, Words{"merge", "other.db", "-n"},
              Words{"backup", "copy.db", "-n"}, Words{"doctor", "--rewrite", "-n"},
              Words{"--db", "new.db", "init", "-n"}}) {
            CAPTURE(version, command);
            const Result result = section.run(command);
            CAPTURE(result.err);
            CHECK((result.status == 0 || command.front() == "undo"));
            CHECK(content_of(section.folder().path()) == before);
        }
        CHECK_FALSE(
            section.done({"completion", "bash", "--", "lmsection", "roster", ""}).out.empty());
    }
    const std::string crashed = current.folder() / "crashed.db";
    interrupt_a_change(current.database(), crashed);
    const auto before = content_of(current.folder().path());
    for (Words command : {add_one, Words{"restore", crashed}, Words{"backup", "copy.db"},
                          Words{"merge", crashed}}) {
        command.insert(command.end(), {"--dry-run"});
        if (command.at(1) != crashed) {
            command.insert(command.end(), {"--db", crashed});
        }
        const std::string said = current.fails(4, command);
        CAPTURE(command, said);
        CHECK(holds(said, "was interrupted"));
        CHECK(holds(said, "doctor"));
    }
    current.done({"completion", "bash", "--", "lmsection", "--db", crashed, "roster", ""});
    CHECK(content_of(current.folder().path()) == before);
}

TEST_CASE("an update that fails leaves no copy behind") {
    const Section section;
    fs::copy_file(source_file("tests/data/schema-1.db"), section.database(),
                  fs::copy_options::overwrite_existing);
    const auto before = content_of(section.folder().path());
    const auto kilobytes = fs::file_size(section.database()) / 1024 + 4;
    for (int attempt = 0; attempt < 2; ++attempt) {
        const Result result = in_shell(section, fmt::format("ulimit -f {}; $L roster", kilobytes));
        CAPTURE(result.err);
        CHECK(result.status == 4);
        CHECK(count_lines(result.err) == 1);
        CHECK(holds(result.err, "ulimit -f"));
        CHECK(content_of(section.folder().path()) == before);
    }
    section.done({"roster"});
}

TEST_CASE("merging a copy in the middle of a change says so") {
    const SampleSection section;
    const std::string crashed = section.folder() / "crashed.db";
    interrupt_a_change(section.database(), crashed);
    const std::string said = section.refuses(4, {"merge", crashed});
    CHECK(holds(said, "a change of " + crashed + " was interrupted"));
    CHECK(holds(said, "lmsection --db " + crashed + " doctor"));
    section.done({"--db", crashed, "doctor"});
    section.done({"merge", crashed});
}

TEST_CASE("no new database is made beside the journal of an earlier one") {
    const SampleSection section;
    const std::string export_file = section.folder() / "section.jsonl";
    section.done({"export", "-o", export_file});
    for (const char* ending : {"-journal", "-wal"}) {
        const std::string file = section.folder() / "new.db";
        write_file(file + ending, "of an earlier one");
        for (const Words& command :
             {Words{"--db", file, "init"}, Words{"--db", file, "import", export_file},
              Words{"--db", file, "restore", section.database()}, Words{"backup", file}}) {
            const std::string said = section.fails(3, command);
            CAPTURE(command, said);
            CHECK(holds(said, "earlier database"));
            CHECK_FALSE(fs::exists(file));
        }
        fs::remove(file + ending);
    }
}

TEST_CASE("a path that is too long is said to be that") {
    const Section section;
    const std::string long_name(300, 'x');
    std::string deep = section.folder().path().string();
    while (deep.size() < 520) {
        deep += "/" + std::string(100, 'd');
    }
    fs::create_directories(deep);
    for (const std::string& file : {section.folder() / long_name, deep + "/section.db"}) {
        for (const Words& command :
             {Words{"--db", file, "init"}, Words{"backup", file}, Words{"--db", file, "roster"}}) {
            const std::string said = section.fails(4, command);
            CAPTURE(command, said);
            CHECK((holds(said, "too long") || holds(said, "bytes, but SQLite accepts") ||
                   (command.back() == "roster" && holds(said, "there is no database"))));
        }
    }
    const std::string at_the_limit = section.folder() / (std::string(245, 'y') + ".db");
    fs::copy_file(section.database(), at_the_limit);
    CHECK(
        holds(section.fails(4, {"--db", at_the_limit, "restore", section.database()}), "too long"));
}

TEST_CASE("an output never takes the place of what the command works on") {
    const SampleSection section;
    const std::string other = section.folder() / "kim.db";
    section.done({"backup", other});
    section.done({"export", "-o", section.folder() / "e.jsonl"});
    section.file("in.csv", "name,email,group\nA B,a@lib.example,middle-managers\n");
    section.file("handbook.toml", section.done({"handbook", "--export"}).out);
    fs::create_symlink("kim.db", section.folder() / "link.db");
    fs::create_hard_link(other, section.folder() / "hard.db");
    fs::create_directory(section.folder() / "sub");
    const auto before = content_of(section.folder().path());
    const std::vector<std::pair<Words, Words>> outputs{
        {{"backup", "c.db"}, {"c.db", "./c.db", "sub/../c.db", "C.DB", "c.db-journal", "c.db-wal"}},
        {{"merge", "kim.db"},
         {"kim.db", other, "link.db", "hard.db", "sub/../kim.db", "kim.db-journal", "kim.db-shm",
          "KIM.db-journal"}},
        {{"restore", "kim.db"}, {"kim.db", "link.db", "hard.db", "kim.db-journal"}},
        {{"--db", "new.db", "import", "e.jsonl"}, {"e.jsonl", "./e.jsonl", "new.db"}},
        {{"appoint", "--from", "in.csv"}, {"in.csv", "sub/../in.csv"}},
        {{"--db", "new.db", "init", "--handbook", "handbook.toml"}, {"handbook.toml", "new.db"}},
        {{"handbook", "--check", "handbook.toml"}, {"handbook.toml"}},
        {{"roster"},
         {"section.db", "sub/../section.db", "section.db-journal", "section.db-wal",
          "section.db-shm", section.database() + "-journal", "SECTION.DB-JOURNAL"}}};
    for (const auto& [command, files] : outputs) {
        for (const std::string& file : files) {
            Words words = command;
            words.insert(words.end(), {"-o", file});
            CAPTURE(words);
            const std::string said = section.fails(2, words);
            CAPTURE(said);
            CHECK(count_lines(said) == 1);
            CHECK(holds(said, "name another file"));
            CHECK(content_of(section.folder().path()) == before);
        }
    }
    const Result by_descriptor = in_shell(
        section,
        "$L roster -o /proc/self/fd/7 7<section.db; $L merge kim.db -o /dev/fd/8 8<kim.db; "
        "$L appoint --from - -o in.csv <in.csv");
    CHECK(count_lines(by_descriptor.err) == 3);
    CHECK(content_of(section.folder().path()) == before);
}

TEST_CASE("a backup never takes the place of the database or of a file that belongs to it") {
    const SampleSection section;
    fs::create_hard_link(section.database(), section.folder() / "hard.db");
    fs::create_symlink("section.db", section.folder() / "link.db");
    const auto before = content_of(section.folder().path());
    for (const char* target : {"section.db", "section.db-journal", "section.db-wal",
                               "section.db-shm", "hard.db", "link.db"}) {
        CAPTURE(target);
        section.refuses(3, {"backup", target, "--force"});
        section.refuses(3, {"backup", target, "--dry-run", "--force"});
        CHECK(content_of(section.folder().path()) == before);
    }
}

TEST_CASE("no copy takes the place of a device, a pipe or a folder") {
    const SampleSection section;
    section.done({"backup", "c.db"});
    REQUIRE(::mkfifo((section.folder() / "pipe").c_str(), 0600) == 0);
    fs::create_directory(section.folder() / "folder");
    const auto before = content_of(section.folder().path());
    static_cast<void>(section.fails(3, {"backup", "pipe", "--force"}));
    static_cast<void>(section.fails(3, {"--db", "pipe", "restore", "c.db"}));
    static_cast<void>(section.fails(3, {"--db", "folder", "restore", "c.db"}));
    static_cast<void>(section.fails(3, {"--db", "/dev/null", "restore", "c.db", "--dry-run"}));
    static_cast<void>(section.fails(3, {"--db", "/dev/null", "restore", "c.db"}));
    static_cast<void>(section.fails(4, {"--db", "pipe", "roster"}));
    static_cast<void>(section.fails(4, {"--db", "/dev/zero", "roster"}));
    CHECK(content_of(section.folder().path()) == before);
}

TEST_CASE("an output does not follow another user's link in a folder that everyone may write to") {
    if (::geteuid() != 0) {
        WARN("skipped: only root can make another user's link");
        return;
    }
    const SampleSection section;
    const fs::path folder = section.folder() / "shared";
    fs::create_directory(folder);
    REQUIRE(::chmod(folder.c_str(), 01777) == 0);
    const std::string victim = section.file("victim", "precious");
    const std::string link = folder / "out.csv";
    fs::create_symlink(victim, link);
    REQUIRE(::lchown(link.c_str(), 65534, 65534) == 0);
    fs::create_symlink(link, section.folder() / "mine.csv");
    for (const std::string& output : {link, section.folder() / "mine.csv"}) {
        CHECK(
            holds(section.fails(4, {"roster", "-f", "csv", "-o", output}), "another user's link"));
        CHECK(bytes_of(victim) == "precious");
    }
    const std::string pipe = folder / "pipe";
    REQUIRE(::mkfifo(pipe.c_str(), 0666) == 0);
    REQUIRE(::lchown(pipe.c_str(), 65534, 65534) == 0);
    CHECK(holds(section.fails(4, {"roster", "-f", "csv", "-o", pipe}), "another user's pipe"));
    REQUIRE(::lchown(link.c_str(), 0, 0) == 0);    // one's own is followed
    section.done({"roster", "-f", "csv", "-o", link});
    CHECK(bytes_of(victim) != "precious");
}

TEST_CASE("a limit on the size of files ends a command with one line and leaves nothing") {
    const SampleSection section;
    section.done({"export", "-o", "e.jsonl"});
    section.done({"backup", "c.db"});
    const auto before = content_of(section.folder().path());
    for (const std::string command :
         {"person add 'New One <new@lib.example>'", "backup copy.db", "restore c.db",
          "export -o out.jsonl", "roster --history -f csv -o out.csv", "-q page -o page.html",
          "roster -f xlsx -o r.xlsx", "--db new.db init", "--db new.db import e.jsonl",
          "doctor --rewrite"}) {
        const Result result = in_shell(section, "mkdir -p ../tmp; export TMPDIR=$PWD/t; mkdir t; "
                                                "ulimit -f 4; $L " +
                                                    command + "; r=$?; rmdir t; exit $r");
        CAPTURE(command, result.status, result.out, result.err);
        CHECK(result.status == 4);
        CHECK(count_lines(result.err) == 1);
        CHECK(result.err.starts_with("lmsection: "));
        CHECK_FALSE(holds(result.err, "inside"));
        CHECK(content_of(section.folder().path()) == before);
    }
}

TEST_CASE("a missing folder for temporary files matters to no command but xlsx") {
    const SampleSection section;
    section.done({"backup", "c.db"});
    section.done({"export", "-o", "e.jsonl"});
    const std::string no_temp = "export TMPDIR=/nowhere/at-all SQLITE_TMPDIR=/nowhere/at-all; $L ";
    for (const std::string command :
         {"person add 'New One <new@lib.example>'", "backup copy.db", "restore c.db", "merge c.db",
          "--db new.db import e.jsonl", "doctor --rewrite", "check", "roster --history -f json"}) {
        const Result result = in_shell(section, no_temp + command);
        CAPTURE(command, result.err);
        CHECK(result.status == 0);
    }
    const Result workbook = in_shell(section, no_temp + "roster -f xlsx -o r.xlsx");
    CAPTURE(workbook.err);
    CHECK(workbook.status == 4);
    CHECK(count_lines(workbook.err) == 1);
    CHECK(holds(workbook.err, "TMPDIR"));
    CHECK_FALSE(fs::exists(section.folder() / "r.xlsx"));
}

TEST_CASE("no command needs more descriptors than there are without saying so") {
    const SampleSection section;
    const auto before = content_of(section.folder().path());
    for (const std::string command :
         {"roster", "person add 'New One <new@lib.example>'", "backup copy.db",
          "roster -f xlsx -o r.xlsx", "roster -f csv -o r.csv", "calendar -f ics -o c.ics",
          "merge section.db", "--db new.db init"}) {
        for (int most = 3; most <= 9; ++most) {
            const Result result = in_shell(
                section,
                fmt::format("export TMPDIR=$PWD; L2=$L; bash -c 'ulimit -n {}; exec \"$@\"' "
                            "- $L {}",
                            most, command));
            CAPTURE(command, most, result.status, result.err);
            if (result.status == 0 || holds(result.err, "error while loading")) {
                fs::remove(section.folder() / "r.xlsx");
                fs::remove(section.folder() / "r.csv");
                fs::remove(section.folder() / "c.ics");
                fs::remove(section.folder() / "copy.db");
                fs::remove(section.folder() / "new.db");
                write_file(section.database(), before.at("section.db"));
                continue;
            }
            CHECK((result.status == 4 || holds(command, "merge")));
            CHECK(count_lines(result.err) == 1);
            CHECK(result.err.starts_with("lmsection: "));
            CHECK_FALSE(holds(result.err, "inside"));
            CHECK_FALSE(holds(result.err, "permissions"));
            CHECK_FALSE(holds(result.err, "install"));
            CHECK(content_of(section.folder().path()) == before);
        }
    }
}

TEST_CASE("a text that no cell of a workbook takes is refused with its place") {
    const SampleSection section;
    run_sql(section.database(), "UPDATE groups SET charge = printf('%.*c', 40000, 'x') "
                                "WHERE slug = 'middle-managers'");
    const Result result = in_shell(
        section, "mkdir t; TMPDIR=$PWD/t $L group show middle-managers -f xlsx -o g.xlsx; "
                 "r=$?; rmdir t || exit 99; exit $r");
    CAPTURE(result.err);
    CHECK(result.status == 4);
    CHECK(count_lines(result.err) == 1);
    CHECK(holds(result.err, "32,767"));
    CHECK_FALSE(fs::exists(section.folder() / "g.xlsx"));
}

TEST_CASE("a signal ends a command with one line, by that signal, and leaves nothing") {
    const SampleSection section;
    REQUIRE(::mkfifo((section.folder() / "pipe").c_str(), 0600) == 0);
    const auto before = content_of(section.folder().path());
    for (const std::string command :
         {"appoint --from pipe -f csv -o out.csv", "--db new.db import pipe",
          "person add 'New One <new@lib.example>'", "restore section.db"}) {
        for (const std::string signal : {"TERM", "XCPU"}) {
            auto other = std::make_unique<Other>(section.database());
            other->does("BEGIN IMMEDIATE");    // so that writers wait
            const Result result = in_shell(
                section,
                fmt::format("$L backup c.db -q --force || exit 90; "
                            "sleep 60 >pipe & writer=$!; $L {} & command=$!; sleep 0.6; "
                            "kill -{} $command; wait $command; r=$?; "
                            "kill $writer; rm c.db; exit $r",
                            command == "restore section.db" ? "restore c.db" : command, signal));
            other.reset();    // reading the file would drop its lock
            CAPTURE(command, signal, result.err);
            CHECK(result.status == (signal == "TERM" ? 128 + SIGTERM : 128 + SIGXCPU));
            CHECK(holds(result.err, "lmsection: the command was interrupted; nothing was changed"));
            CHECK(content_of(section.folder().path()) == before);
        }
    }
}

TEST_CASE("an empty file is no section's database, to a dry run too") {
    const Section section;
    const std::string empty = section.file("empty.db", "");
    const Words commands[] = {{"--db", empty, "roster"},
                              {"--db", empty, "undo", "-n"},
                              {"--db", empty, "person", "add", "Ana Diaz", "-n"}};
    for (const Words& command : commands) {
        CHECK(holds(section.fails(4, command), "is not a section's database"));
    }
    CHECK(bytes_of(empty).empty());
}
