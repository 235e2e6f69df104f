// `backup`, `restore`, and the copy that is made before a file is brought up to date.
#include "harness.hpp"

#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

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
    CHECK(holds(section.refuses(3, {"backup", copy}), "already exists"));
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
        section.done({"backup", folder / name});
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

TEST_CASE("backup --keep neither counts nor removes what is no copy of the section") {
    const SampleSection section;
    const Section another;
    const fs::path folder = section.folder() / "copies";
    fs::create_directory(folder);
    section.done({"backup", folder / "section-20250101-000000.db"});
    section.done({"backup", folder / "section-20250102-000000.db"});
    another.done({"backup", folder / "section-20260101-000000.db"});
    write_file(folder / "section-20260102-000000.db", "a text");
    write_file(folder / "section-20261399-000000.db", "no such day");
    fs::create_symlink("section-20250102-000000.db", folder / "section-20260103-000000.db");
    fs::create_hard_link(section.database(), folder / "section-20240101-000000.db");
    section.done({"backup", folder.string(), "--keep", "2"});
    Words names = files_in(folder);
    CHECK(names.size() == 7);
    CHECK(std::count(names.begin(), names.end(), "section-20250101-000000.db") == 0);
    CHECK(fs::exists(section.database()));
}

TEST_CASE("backup --keep never removes the copy just made, nor counts one that is dated later") {
    const SampleSection section;
    const fs::path folder = section.folder() / "copies";
    fs::create_directory(folder);
    for (const char* name : {"section-20250101-000000.db", "section-20250102-000000.db",
                             "section-28990101-000000.db", "section-28990102-000000.db"}) {
        section.done({"backup", folder / name});
    }
    for (int keep : {2, 1}) {
        const auto planned = files_in(folder);
        section.done(
            {"backup", folder.string(), "--keep", std::to_string(keep), "--dry-run", "--force"});
        CHECK(files_in(folder) == planned);
        const auto made = section.run(
            {"backup", folder.string(), "--keep", std::to_string(keep), "-f", "json", "--force"});
        CAPTURE(made.err);
        REQUIRE(made.status == 0);
        CHECK(holds(made.err, "2 copies are dated in the future"));
        const fs::path file = nlohmann::json::parse(made.out)[0]["file"].get<std::string>();
        CHECK(is_sound(file));
        const Words names = files_in(folder);
        CHECK(std::count(names.begin(), names.end(), "section-28990101-000000.db") == 1);
        CHECK(std::count(names.begin(), names.end(), "section-28990102-000000.db") == 1);
        CHECK(std::count(names.begin(), names.end(), "section-20250101-000000.db") == 0);
        CHECK(std::count(names.begin(), names.end(), "section-20250102-000000.db") == keep - 1);
    }
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
    CHECK(holds(section.refuses(4, {"restore", copy}), "person"));
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

TEST_CASE("a restore keeps the file, its owner and its mode, and what was there each time") {
    const SampleSection section;
    const std::string copy = section.folder() / "copy.db";
    section.done({"backup", copy});
    fs::permissions(section.database(), fs::perms{0640});
    if (::geteuid() == 0) {
        REQUIRE(::chown(section.database().c_str(), 65534, 65534) == 0);
    }
    struct stat before {};
    REQUIRE(::stat(section.database().c_str(), &before) == 0);
    for (int round = 1; round <= 3; ++round) {
        section.done({"person", "add", "New One <new@lib.example>"});
        section.done({"restore", copy});
        struct stat after {};
        REQUIRE(::stat(section.database().c_str(), &after) == 0);
        CHECK(after.st_ino == before.st_ino);
        CHECK(after.st_uid == before.st_uid);
        CHECK(after.st_gid == before.st_gid);
        CHECK(after.st_mode == before.st_mode);
        const std::string kept = section.database() + ".before-restore" +
                                 (round == 1 ? "" : "-" + std::to_string(round));
        CHECK(number_in(kept, "SELECT count(*) FROM people WHERE name = 'New One'") == 1);
        CHECK(mode_of(kept) == 0600);
        REQUIRE(::stat(kept.c_str(), &after) == 0);
        CHECK(after.st_uid == before.st_uid);
        CHECK_FALSE(fs::exists(section.database() + "-journal"));
    }
}

TEST_CASE("a damaged database that a restore replaces keeps its owner and mode") {
    const SampleSection section;
    const std::string copy = section.folder() / "copy.db";
    section.done({"backup", copy});
    for (const std::string& damaged :
         {std::string(5000, 'x'), bytes_of(copy).substr(0, 5000), std::string{"SQLite format 3"}}) {
        write_file(section.database(), damaged);
        fs::permissions(section.database(), fs::perms{0640});
        if (::geteuid() == 0) {
            REQUIRE(::chown(section.database().c_str(), 65534, 65534) == 0);
        }
        section.done({"restore", copy});
        CHECK(mode_of(section.database()) == 0640);
        struct stat after {};
        REQUIRE(::stat(section.database().c_str(), &after) == 0);
        CHECK(after.st_uid == (::geteuid() == 0 ? 65534 : ::geteuid()));
        section.done({"doctor"});
    }
}

TEST_CASE("a restore from a copy with larger or smaller pages is whole") {
    const SampleSection section;
    const std::string text = section.done({"export"}).out;
    for (const char* size : {"512", "1024", "8192", "65536"}) {
        const std::string copy = section.folder() / "copy.db";
        section.done({"backup", copy, "--force"});
        run_sql(copy, std::string{"PRAGMA page_size = "} + size + "; VACUUM");
        section.done({"restore", copy});
        CHECK(section.done({"export"}).out == text);
        section.done({"doctor"});
        CHECK(is_sound(section.database()));
    }
}

TEST_CASE("a program that has the database open writes into the restored content, not beside it") {
    const SampleSection section;
    const std::string copy = section.folder() / "copy.db";
    section.done({"backup", copy});
    Other other{section.database()};
    other.does("SELECT count(*) FROM people");
    section.done({"restore", copy});
    other.does("UPDATE people SET note = 'written'");
    CHECK(number_in(section.database(), "SELECT count(*) FROM people WHERE note = 'written'") > 0);
    CHECK(is_sound(section.database()));
}

TEST_CASE("what commands wrote while others restored is in the file or in what a restore kept") {
    const SampleSection section;
    const std::string copy = section.folder() / "copy.db";
    section.done({"backup", copy});
    Words written;
    std::thread writer{[&] {
        for (int i = 0; i < 12; ++i) {
            const std::string email = "race" + std::to_string(i) + "@lib.example";
            const Result added = section.run({"person", "add", "Some One <" + email + ">"});
            if (added.status == 0) {
                written.push_back(email);
            } else if (!holds(added.err, "restored") && !holds(added.err, "in use")) {
                written.emplace_back("not told: " + added.err);
            }
        }
    }};
    for (int i = 0; i < 8; ++i) {
        const int status = section.run({"restore", copy}).status;
        CHECK((status == 0 || status == 4));
    }
    writer.join();
    std::string found;
    for (const std::string& name : files_in(section.folder().path())) {
        const std::string file = section.folder() / name;
        CHECK(is_sound(file));
        for (const Words& row : ask_database(file, "SELECT email FROM people "
                                                   "WHERE email LIKE 'race%'")) {
            found += row.front() + "\n";
        }
    }
    for (const std::string& email : written) {
        CAPTURE(email);
        CHECK(holds(found, email));
    }
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
