#include "harness.hpp"

#include <pwd.h>
#include <unistd.h>

using namespace lmsection::test;

namespace fs = std::filesystem;

namespace {

/// A program whose database is not named, so that it looks for the usual place.
struct Unnamed : Program {
    Unnamed() { unset("LMSECTION_DB"); }
};

}    // namespace

TEST_CASE("init makes a database with the handbook's twelve groups and nobody in them") {
    const Section section;
    CHECK(section.csv({"group", "list"}).size() == 12);
    CHECK(section.csv({"roster"}).size() == 0);
    CHECK(section.csv({"person", "list"}).size() == 0);
}

TEST_CASE("init says on standard error what it made, and prints nothing as a result") {
    const Program program;
    const Result made = program.done({"init"});
    CHECK(made.out.empty());
    CHECK(holds(made.err, program.database()));
    CHECK(holds(made.err, "12 groups"));
    CHECK(holds(made.err, "24 checklist items"));
}

TEST_CASE("init is silent with --quiet") {
    const Program program;
    const Result made = program.done({"init", "--quiet"});
    CHECK(made.out.empty());
    CHECK(made.err.empty());
    CHECK(fs::exists(program.database()));
}

TEST_CASE("a new database can be read by its owner alone, whatever the umask") {
    for (const unsigned mask : {0U, 022U, 077U, 0777U}) {
        Program program;
        program.umask(mask).done({"init"});
        CAPTURE(mask);
        CHECK(mode_of(program.database()) == 0600);
    }
}

TEST_CASE("init leaves nothing beside the database") {
    const Section section;
    std::size_t files = 0;
    for (const auto& entry : fs::directory_iterator{section.folder().path()}) {
        CHECK(entry.path() == section.database());
        ++files;
    }
    CHECK(files == 1);
}

TEST_CASE("init refuses to touch a database that exists") {
    const SampleSection section;
    CHECK(holds(section.refuses(3, {"init"}), section.database()));
}

TEST_CASE("init refuses to touch any file that exists, and leaves its bytes and mode") {
    const Program program;
    program.file("section.db", "not a database\n");
    fs::permissions(program.database(), fs::perms{0640});
    program.fails(3, {"init"});
    CHECK(bytes_of(program.database()) == "not a database\n");
    CHECK(mode_of(program.database()) == 0640);
}

TEST_CASE("init refuses a name that a dangling link bears") {
    const Program program;
    fs::create_symlink(program.folder() / "elsewhere.db", program.database());
    program.fails(3, {"init"});
    CHECK_FALSE(fs::exists(program.folder() / "elsewhere.db"));
}

TEST_CASE("init in a folder that is not there fails with status 4 and one line") {
    const Program program;
    const std::string error = program.fails(4, {"--db", program.folder() / "no/such.db", "init"});
    CHECK(count_lines(error) == 1);
    CHECK_FALSE(fs::exists(program.folder() / "no"));
}

TEST_CASE("init --db names the database before what the environment says") {
    const Program program;
    program.done({"init", "--db", program.folder() / "other.db"});
    CHECK(fs::exists(program.folder() / "other.db"));
    CHECK_FALSE(fs::exists(program.database()));
}

TEST_CASE("without a name the database lies under XDG_DATA_HOME, in a folder of its owner's") {
    Unnamed program;
    program.set("XDG_DATA_HOME", program.folder() / "data").set("HOME", program.folder() / "home");
    program.umask(0).done({"init"});
    const std::string folder = program.folder() / "data/lmsection";
    CHECK(mode_of(folder + "/section.db") == 0600);
    CHECK(mode_of(folder) == 0700);
    CHECK_FALSE(fs::exists(program.folder() / "home"));
    CHECK(holds(program.done({"roster", "--format", "csv"}).out, "group_slug"));
}

TEST_CASE("without XDG_DATA_HOME the database lies under .local/share of HOME") {
    Unnamed program;
    program.set("HOME", program.folder() / "home");
    program.done({"init"});
    CHECK(mode_of(program.folder() / "home/.local/share/lmsection/section.db") == 0600);
}

TEST_CASE("an XDG_DATA_HOME that is relative or empty counts as none") {
    for (const std::string data : {"", "relative/data"}) {
        Unnamed program;
        program.set("XDG_DATA_HOME", data).set("HOME", program.folder() / "home");
        program.done({"init"});
        CHECK(fs::exists(program.folder() / "home/.local/share/lmsection/section.db"));
        CHECK_FALSE(fs::exists(program.folder() / "relative"));
    }
}

TEST_CASE("without HOME, as under cron, the database is looked for in the user's own home") {
    const Unnamed program;
    const passwd* user = ::getpwuid(::getuid());
    REQUIRE(user != nullptr);
    const fs::path usual = fs::path{user->pw_dir} / ".local/share/lmsection/section.db";
    REQUIRE_FALSE(fs::exists(usual));    // nobody's real section is touched by a test
    const std::string error = program.fails(4, {"roster"});
    CHECK(holds(error, usual.string()));
    CHECK(holds(error, "lmsection init"));
}

TEST_CASE("init --dry-run makes no file") {
    const Program program;
    const Result result = program.done({"init", "--dry-run"});
    CHECK(holds(result.err, "nothing was changed"));
    CHECK(fs::is_empty(program.folder().path()));
}

TEST_CASE("init --dry-run in the usual place works before its folder exists, and makes none") {
    Unnamed program;
    program.set("HOME", program.folder() / "home");
    program.done({"init", "--dry-run"});
    CHECK_FALSE(fs::exists(program.folder() / "home"));
}

TEST_CASE("init --dry-run refuses what init refuses") {
    const Section section;
    section.refuses(3, {"init", "--dry-run"});
}

TEST_CASE("init with a handbook that cannot be read names the line and makes no file") {
    const Program program;
    const std::string file = program.file("bad.toml", "[handbook]\nsection_name = \n");
    CHECK(holds(program.fails(3, {"init", "--handbook", file}), "bad.toml:2"));
    CHECK_FALSE(fs::exists(program.database()));
}

TEST_CASE("init with a handbook that is not there fails with status 4 and makes no file") {
    const Program program;
    program.fails(4, {"init", "--handbook", program.folder() / "none.toml"});
    CHECK_FALSE(fs::exists(program.database()));
}

TEST_CASE("the database is marked as ours and with its version") {
    const Section section;
    CHECK(number_in(section.database(), "PRAGMA application_id") == 0x6c6d7363);
    CHECK(number_in(section.database(), "PRAGMA user_version") >= 1);
    CHECK(ask_database(section.database(), "PRAGMA journal_mode") ==
          std::vector<Words>{{"delete"}});
    CHECK(ask_database(section.database(), "PRAGMA integrity_check") == std::vector<Words>{{"ok"}});
}
