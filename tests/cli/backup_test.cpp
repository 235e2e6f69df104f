// `backup`, `restore`, and the copy that is made before a file is brought up to date.
#include "harness.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <filesystem>
#include <thread>

using namespace lmsection::test;

namespace fs = std::filesystem;

namespace {

/// A connection of another program.
class Other {
public:
    explicit Other(const std::string& file) {
        REQUIRE(sqlite3_open(file.c_str(), &database_) == SQLITE_OK);
    }
    Other(const Other&) = delete;
    Other& operator=(const Other&) = delete;
    ~Other() { sqlite3_close(database_); }

    void does(const std::string& sql) { REQUIRE(tries(sql) == SQLITE_OK); }
    int tries(const std::string& sql) {
        return sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr);
    }

private:
    sqlite3* database_ = nullptr;
};

/// The names of the files in a folder, sorted.
Words files_in(const fs::path& folder) {
    Words names;
    for (const auto& entry : fs::directory_iterator(folder)) {
        names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

bool is_sound(const std::string& file) {
    return ask_database(file, "PRAGMA integrity_check") == std::vector<Words>{{"ok"}};
}

}    // namespace

TEST_CASE("backup makes a whole copy that its owner alone can read") {
    SampleSection section;
    section.umask(0);
    const std::string copy = section.folder() / "copy.db";
    section.done({"backup", copy});
    CHECK(mode_of(copy) == 0600);
    CHECK(is_sound(copy));
    CHECK(section.done({"export", "--db", copy}).out == section.done({"export"}).out);
    CHECK(files_in(section.folder().path()) == Words{"copy.db", "section.db"});
}

TEST_CASE("backup replaces a file with --force alone, and never the database itself") {
    const SampleSection section;
    const std::string copy = section.file("copy.db", "something else");
    CHECK(holds(section.refuses(3, {"backup", copy}), "exists already"));
    CHECK(bytes_of(copy) == "something else");
    section.done({"backup", copy, "--force"});
    CHECK(is_sound(copy));
    CHECK(holds(section.refuses(3, {"backup", section.database(), "--force"}), "itself"));
    fs::create_symlink("section.db", section.folder() / "link.db");
    CHECK(holds(section.refuses(3, {"backup", section.folder() / "link.db", "--force"}), "itself"));
}

TEST_CASE("a backup that cannot be made, or is only tried, leaves nothing") {
    const SampleSection section;
    section.refuses(4, {"backup", section.folder() / "nowhere/copy.db"});
    section.refuses(2, {"backup"});
    section.refuses(2, {"backup", ""});
    section.refuses(4, {"backup", section.folder() / "copy.db", "--keep", "3"});
    section.refuses(2, {"backup", section.folder().path().string(), "--keep", "0"});
    section.done({"backup", section.folder() / "copy.db", "--dry-run"});
    section.refuses(4, {"--db", section.folder() / "none.db", "backup", section.folder() / "c.db"});
    CHECK(files_in(section.folder().path()) == Words{"section.db"});
}

TEST_CASE("in a folder a backup gets a dated name, and --keep removes older copies alone") {
    const SampleSection section;
    const fs::path folder = section.folder() / "copies";
    fs::create_directory(folder);
    for (const char* name : {"section-20250101-000000.db", "section-20260101-000000.db",
                             "section-20260101.db", "other-20250101-000000.db"}) {
        write_file(folder / name, "old");
    }
    const auto made = section.json({"backup", folder.string(), "--keep", "2"});
    const fs::path file = made[0]["file"].get<std::string>();
    CHECK(file.parent_path() == folder);
    CHECK(made[0]["bytes"] == fs::file_size(file));
    CHECK(mode_of(file) == 0600);
    CHECK(is_sound(file));
    Words expected{"other-20250101-000000.db", "section-20260101-000000.db", "section-20260101.db",
                   file.filename().string()};
    std::sort(expected.begin(), expected.end());
    CHECK(files_in(folder) == expected);
}

TEST_CASE("a backup shows what is committed, while another program is in the middle of writing") {
    const SampleSection section;
    const auto people = number_in(section.database(), "SELECT count(*) FROM people");
    Other other{section.database()};
    other.does("BEGIN IMMEDIATE; DELETE FROM speakers; DELETE FROM appointments");
    const std::string copy = section.folder() / "copy.db";
    section.done({"backup", copy});
    other.does("ROLLBACK");
    CHECK(is_sound(copy));
    CHECK(number_in(copy, "SELECT count(*) FROM people") == people);
    CHECK(number_in(copy, "SELECT count(*) FROM appointments") > 0);
}

TEST_CASE("backups made while commands write are each whole") {
    const SampleSection section;
    int busy = 0;
    std::thread writer{[&section, &busy] {
        for (int i = 0; i < 8; ++i) {
            const std::string number = std::to_string(i);
            const Result added = section.run(
                {"person", "add", "Some One " + number + " <p" + number + "@lib.example>"});
            busy += added.status == 0 ? 0 : 1;
        }
    }};
    for (int i = 0; i < 5; ++i) {
        const std::string copy = section.folder() / ("copy" + std::to_string(i) + ".db");
        section.done({"backup", copy});
        CHECK(is_sound(copy));
        CHECK(section.done({"--db", copy, "doctor"}).status == 0);
    }
    writer.join();
    CHECK(busy == 0);
}

TEST_CASE("restore puts a copy in the database's place and keeps what was there") {
    SampleSection section;
    section.umask(0);
    const std::string copy = section.folder() / "copy.db";
    section.done({"backup", copy});
    const std::string at_copy = section.done({"export"}).out;
    section.done({"person", "add", "New One <new@lib.example>"});
    const std::string since = section.done({"export"}).out;

    section.done({"restore", copy, "--dry-run"});
    CHECK(section.done({"export"}).out == since);
    const Result result = section.done({"restore", copy});
    const std::string kept = section.database() + ".before-restore";
    CHECK(holds(result.err, kept));
    CHECK(section.done({"export"}).out == at_copy);
    CHECK(section.done({"export", "--db", kept}).out == since);
    CHECK(mode_of(section.database()) == 0600);
    section.done({"restore", kept});
    CHECK(section.done({"export"}).out == since);
    CHECK(section.done({"export", "--db", kept + "-2"}).out == at_copy);
}

TEST_CASE("restore works where the database is damaged, is a link, or is gone") {
    const SampleSection section;
    const std::string copy = section.folder() / "copy.db";
    section.done({"backup", copy});
    const std::string text = section.done({"export"}).out;
    write_file(section.database(), std::string(5000, 'x'));
    write_file(section.database() + "-journal", "of the damaged file");
    section.done({"restore", copy});
    CHECK(section.done({"export"}).out == text);
    CHECK(bytes_of(section.database() + ".before-restore") == std::string(5000, 'x'));
    CHECK_FALSE(fs::exists(section.database() + "-journal"));

    fs::remove(section.database());
    section.done({"restore", copy});
    CHECK(section.done({"export"}).out == text);

    fs::rename(section.database(), section.folder() / "real.db");
    fs::create_symlink("real.db", section.database());
    section.done({"restore", copy});
    CHECK(fs::is_symlink(section.database()));
    CHECK(section.done({"export"}).out == text);
}

TEST_CASE("restore refuses what is no copy of a section, is damaged, is newer, or is itself") {
    const SampleSection section;
    const std::string copy = section.folder() / "copy.db";
    section.done({"backup", copy});
    const std::string whole = bytes_of(copy);
    section.refuses(4, {"restore", section.folder() / "nothing.db"});
    section.refuses(4, {"restore", section.file("text.db", "no database")});
    CHECK(holds(section.refuses(3, {"restore", section.database()}), "itself"));

    write_file(copy, whole.substr(0, whole.size() / 2));
    section.refuses(4, {"restore", copy});
    write_file(copy, whole);
    Other{copy}.does("PRAGMA user_version = 99");
    CHECK(holds(section.refuses(4, {"restore", copy}), "newer"));
    write_file(copy, whole);
    Other{copy}.does("CREATE TRIGGER t AFTER INSERT ON people BEGIN DELETE FROM people; END");
    CHECK(holds(section.refuses(4, {"restore", copy}), "trigger"));
    write_file(copy, whole);
    Other{copy}.does("PRAGMA foreign_keys = OFF; DELETE FROM people");
    CHECK(holds(section.refuses(4, {"restore", copy}), "people"));
    CHECK_FALSE(fs::exists(section.database() + ".before-restore"));
}

TEST_CASE("restore refuses while another program holds the database") {
    const SampleSection section;
    const std::string copy = section.folder() / "copy.db";
    section.done({"backup", copy});
    Other other{section.database()};
    other.does("BEGIN; SELECT count(*) FROM people");
    CHECK(holds(section.fails(4, {"restore", copy}), "in use"));    // reading it would unlock it
    other.does("COMMIT");
    section.done({"restore", copy});
}

TEST_CASE("a program that opened the database before a restore cannot write what would be lost") {
    const SampleSection section;
    const std::string copy = section.folder() / "copy.db";
    section.done({"backup", copy});
    Other other{section.database()};
    other.does("SELECT count(*) FROM people");
    section.done({"restore", copy});
    CHECK(other.tries("UPDATE people SET note = 'lost'") == SQLITE_READONLY);
    CHECK(number_in(section.database(), "SELECT count(*) FROM people WHERE note = 'lost'") == 0);
}

TEST_CASE("an older database is copied before it is brought up to date, and that is told") {
    const Section section;
    const std::string old = source_file("tests/data/schema-1.db");
    fs::copy_file(old, section.database(), fs::copy_options::overwrite_existing);
    const Result result = section.done({"roster"});
    const std::string copy = section.database() + ".schema-1";
    CHECK(holds(result.err, copy));
    CHECK(number_in(copy, "PRAGMA user_version") == 1);
    CHECK(mode_of(copy) == 0600);
    CHECK(ask_database(copy, "SELECT * FROM people ORDER BY id") ==
          ask_database(old, "SELECT * FROM people ORDER BY id"));
    CHECK_FALSE(holds(section.done({"roster"}).err, copy));

    section.done({"restore", copy});    // and a second time
    section.done({"roster"});
    CHECK(number_in(copy + "-2", "PRAGMA user_version") == 1);
}

TEST_CASE("a backup of an older database is of the older schema, which is left as it is") {
    const Section section;
    const std::string old = source_file("tests/data/schema-2.db");
    fs::copy_file(old, section.database(), fs::copy_options::overwrite_existing);
    const std::string copy = section.folder() / "copy.db";
    section.done({"backup", copy});
    CHECK(number_in(copy, "PRAGMA user_version") == 2);
    CHECK(bytes_of(section.database()) == bytes_of(old));
}
