#include "harness.hpp"

#include <algorithm>
#include <cstdint>
#include <filesystem>

using namespace lmsection::test;

namespace {

namespace fs = std::filesystem;

/// Two officers, ann and kim, with copies of one section and a folder that both share.
struct Shared : Section {
    Shared() {
        done({"appoint", "Ana Diaz <ana@lib.example>", "middle-managers", "--role", "chair"});
        done({"person", "add", "Ben Okafor <ben@lib.example>"});
        fs::copy_file(database(), kims);
        fs::create_directory(place);
    }

    const std::string kims = folder() / "kim.db";
    const std::string place = folder() / "shared";

    [[nodiscard]] Words of_kim(Words arguments) const {
        arguments.insert(arguments.end(), {"--db", kims, "--actor", "kim"});
        return arguments;
    }
    Result kim(const Words& arguments) const { return done(of_kim(arguments)); }
    Result sync() const { return done({"sync", place, "--officer", "ann"}); }
    Result sync_kim() const { return kim({"sync", place}); }
    /// Until nothing is new for anybody.
    void in_step() const {
        for (int round = 0; round < 4; ++round) {
            sync();
            sync_kim();
        }
    }
    [[nodiscard]] Words files() const {
        Words names;
        for (const auto& entry : fs::directory_iterator{place}) {
            names.push_back(entry.path().filename().string());
        }
        std::sort(names.begin(), names.end());
        return names;
    }
    /// A sealed copy whose content was changed, with the right sum again.
    [[nodiscard]] static std::string resealed(std::string text) {
        const auto end = text.rfind("\nsum ") + 1;
        std::uint64_t sum = 0xcbf29ce484222325U;
        for (std::size_t at = 0; at < end; ++at) {
            sum = (sum ^ static_cast<unsigned char>(text[at])) * 0x100000001b3U;
        }
        constexpr std::string_view digits = "0123456789abcdef";
        for (std::size_t digit = 0; digit < 16; ++digit) {
            text[end + 4 + digit] = digits[(sum >> (60 - 4 * digit)) & 0xfU];
        }
        return text;
    }
    /// The only file of an officer.
    [[nodiscard]] std::string file_of(const std::string& officer) const {
        std::string found;
        for (const std::string& name : files()) {
            if (name.starts_with("lmsection-" + officer + "-")) {
                CHECK(found.empty());
                found = place + "/" + name;
            }
        }
        REQUIRE_FALSE(found.empty());
        return found;
    }
    [[nodiscard]] std::string note(const std::string& file) const {
        return ask_database(file, "SELECT note FROM people WHERE email = 'ben@lib.example'")
            .at(0)
            .at(0);
    }
    /// Both have the same records and the same history.
    void check_same() const {
        for (const Words& table :
             ask_database(database(), "SELECT name FROM sqlite_schema WHERE type = 'table' "
                                      "AND name NOT LIKE 'sqlite_%' AND name <> 'revision'")) {
            const std::string sql = "SELECT * FROM " + table.at(0) + " ORDER BY 1, 2";
            CAPTURE(sql);
            CHECK(ask_database(kims, sql) == ask_database(database(), sql));
        }
    }
    /// Who has an address, in the same way in both copies, each as "Ben Okafor, main".
    [[nodiscard]] Words owners(const std::string& address) const {
        check_same();
        const std::string key = "WHERE lower(email) = '" + address + "'";
        Words owners;
        for (const Words& row :
             ask_database(kims, "SELECT name || ', main' FROM people " + key +
                                    " UNION ALL SELECT name || ', further' FROM people WHERE id IN "
                                    "(SELECT person_id FROM addresses " +
                                    key + ") ORDER BY 1")) {
            owners.push_back(row.at(0));
        }
        return owners;
    }
    /// Both change Ben's note and sync.
    void disagree() const {
        done({"person", "edit", "ben@lib.example", "--note", "from ann"});
        kim({"person", "edit", "ben@lib.example", "--note", "from kim"});
        in_step();
    }
    [[nodiscard]] std::string conflict() const {
        return csv({"sync", "conflicts"}).column("entry").at(0);
    }
};

}    // namespace

TEST_CASE("sync brings each officer what the other did, and is then silent") {
    const Shared section;
    section.kim({"appoint", "Chi Sato <chi@lib.example>", "member-experience"});
    section.done({"report-due", "submit", "middle-managers", "2026-12"});
    section.sync_kim();
    const Table came = section.csv({"sync", section.place, "--officer", "ann"});
    CHECK(came.columns == Words{"id", "at", "actor", "command", "changes", "state", "undoes"});
    CHECK(came.column("actor") == Words{"kim"});
    section.in_step();
    for (const char* sql : {"SELECT * FROM people ORDER BY id", "SELECT * FROM reports ORDER BY id",
                            "SELECT * FROM history ORDER BY id"}) {
        CHECK(ask_database(section.kims, sql) == ask_database(section.database(), sql));
    }
    CHECK(section.files().size() == 2);
    const Result again = section.sync();
    CHECK(again.out.empty());
    CHECK(again.err.empty());
    CHECK(holds(section.file_of("kim"), "000002.db"));
}

TEST_CASE("a sync in a dry run changes nothing, here or in the folder") {
    const Shared section;
    section.sync_kim();
    section.done({"person", "edit", "ben@lib.example", "--note", "from ann"});
    section.kim({"person", "add", "Chi Sato <chi@lib.example>"});
    section.sync_kim();
    const std::string before = bytes_of(section.database());
    const Words files = section.files();
    const Result dry = section.done({"sync", section.place, "--dry-run"});
    CHECK(holds(dry.err, "Would merge 1 entry from kim"));
    CHECK(holds(dry.err, "Would write"));
    CHECK(bytes_of(section.database()) == before);
    CHECK(section.files() == files);
    CHECK_FALSE(fs::exists(section.database() + ".sync"));
}

TEST_CASE("who only looks gets everything and writes nothing into the folder") {
    const Shared section;
    section.kim({"person", "add", "Chi Sato <chi@lib.example>"});
    section.sync_kim();
    const Words files = section.files();
    section.done({"sync", section.place, "--read-only"});
    CHECK(section.csv({"person", "list"}).where("name", "Chi Sato").size() == 1);
    CHECK(section.files() == files);
}

TEST_CASE("a conflict is settled for now, and decided once for all officers") {
    const Shared section;
    section.disagree();
    CHECK(section.note(section.database()) == "from kim");    // the newer one, on both sides
    CHECK(section.note(section.kims) == "from kim");
    const Table open = section.csv({"sync", "conflicts"});
    CHECK(open.columns == Words{"entry", "at", "table", "record", "field", "kept", "other"});
    REQUIRE(open.size() == 1);
    CHECK(open.at(0, "field") == "note");
    CHECK(open.at(0, "kept") == "from kim");
    CHECK(open.at(0, "other") == "from ann");
    const Result decided = section.done({"sync", "decide", section.conflict(), "--other"});
    CHECK(holds(decided.err, "Kept 'from ann', not 'from kim'"));
    section.in_step();
    CHECK(section.note(section.kims) == "from ann");
    CHECK(section.csv({"sync", "conflicts"}).size() == 0);
    CHECK(read_csv(section.kim({"sync", "conflicts", "-f", "csv"}).out).size() == 0);
    CHECK(holds(section.done({"sync", "decide", open.at(0, "entry"), "--keep"}).err, "already"));
}

TEST_CASE("a value that its own writer has replaced meanwhile is no conflict") {
    const Shared section;
    section.kim({"person", "edit", "ben@lib.example", "--note", "from kim"});
    section.done({"person", "edit", "ben@lib.example", "--note", "first of ann"});
    section.sync();
    section.sync_kim();
    section.done({"person", "edit", "ben@lib.example", "--note", "second of ann"});
    section.done({"person", "edit", "ben@lib.example", "--note", "third of ann"});
    section.in_step();
    section.check_same();
    CHECK(section.note(section.kims) == "third of ann");
    const Table open = section.csv({"sync", "conflicts"});
    CHECK(open.column("kept") == Words{"first of ann"});
    CHECK(open.column("other") == Words{"from kim"});
}

TEST_CASE("what is a conflict for one copy and none for another does not divide them") {
    const Shared section;
    const std::string dovs = section.folder() / "dov.db";
    const std::string anns_before = section.folder() / "ann before.db";
    const std::string elsewhere = section.folder() / "elsewhere";
    fs::copy_file(section.database(), dovs);
    fs::create_directory(elsewhere);
    const auto note = [&](const std::string& text, const std::string& file) {
        section.done({"person", "edit", "ben@lib.example", "--note", text, "--db", file});
    };
    note("from kim", section.kims);
    note("first", dovs);    // by chance what ann writes, too
    note("first", section.database());
    section.sync();
    section.sync_kim();
    note("second", section.database());
    fs::copy_file(section.database(), anns_before);
    section.sync();    // her own "first" is no conflict with "second"
    section.done({"sync", elsewhere, "--officer", "ann", "--db", anns_before});
    section.done({"sync", elsewhere, "--officer", "dov", "--db", dovs});    // his is one
    for (int round = 0; round < 3; ++round) {
        section.done({"sync", section.place, "--officer", "dov", "--db", dovs});
        section.in_step();
    }
    section.check_same();
    CHECK(section.note(dovs) == "second");
    CHECK(ask_database(dovs, "SELECT * FROM history ORDER BY id") ==
          ask_database(section.kims, "SELECT * FROM history ORDER BY id"));
}

TEST_CASE("a decision about a name or about whose a term is leaves the rosters sorted") {
    const Shared section;
    section.done({"appoint", "ben@lib.example", "member-experience"});
    section.in_step();
    SECTION("about a name") {
        section.done({"person", "edit", "ben@lib.example", "--name", "Ben Abbot"});
        section.kim({"person", "edit", "ben@lib.example", "--name", "Ben Zander"});
        section.in_step();
    }
    SECTION("about whose a term is") {
        section.done({"person", "add", "Zoe Roy <zoe@lib.example>"});
        section.done({"person", "add", "Mei Lin <mei@lib.example>"});
        section.in_step();
        section.done({"person", "merge", "zoe@lib.example", "ben@lib.example"});
        section.kim({"person", "merge", "mei@lib.example", "ben@lib.example"});
        section.in_step();
    }
    section.done({"sync", "decide", section.conflict(), "--other"});
    section.in_step();
    section.check_same();
    for (const std::string& file : {section.database(), section.kims}) {
        section.done({"doctor", "--db", file});
    }
}

TEST_CASE("a conflict can be decided for what is kept, and is then asked nowhere") {
    const Shared section;
    section.disagree();
    section.kim({"sync", "decide", section.conflict(), "--keep"});
    section.in_step();
    CHECK(section.csv({"sync", "conflicts"}).size() == 0);
    CHECK(section.note(section.database()) == "from kim");
}

TEST_CASE("if two officers decide a conflict, the first decision counts everywhere") {
    const std::string ours = GENERATE("--keep", "--other");
    const std::string theirs = GENERATE("--keep", "--other");
    const bool sync_first = GENERATE(false, true);
    CAPTURE(ours, theirs, sync_first);
    const Shared section;
    section.disagree();
    const std::string conflict = section.conflict();
    section.done({"sync", "decide", conflict, ours});
    section.kim({"sync", "decide", conflict, theirs});
    if (sync_first) {
        section.sync_kim();
    }
    section.in_step();
    section.check_same();
    CHECK(section.note(section.kims) == (ours == "--keep" ? "from kim" : "from ann"));
    CHECK(section.csv({"sync", "conflicts"}).size() == 0);
    CHECK(read_csv(section.kim({"sync", "conflicts", "-f", "csv"}).out).size() == 0);
}

TEST_CASE("if two officers decide differently whether a record stays, all copies agree") {
    const bool ours_stays = GENERATE(false, true);
    const Shared section;
    const Words meeting{"leadership-team", "--on", "2026-11-03"};
    const auto with = [&](Words words, const Words& more) {
        words.insert(words.end(), meeting.begin(), meeting.end());
        words.insert(words.end(), more.begin(), more.end());
        return words;
    };
    section.done(with({"meeting", "add"}, {}));
    section.in_step();
    section.done(with({"meeting", "edit"}, {"--note", "from ann"}));
    section.kim(with({"meeting", "remove"}, {}));
    section.in_step();
    const std::string conflict = section.conflict();
    section.done({"sync", "decide", conflict, ours_stays ? "--keep" : "--other"});
    section.kim({"sync", "decide", conflict, ours_stays ? "--other" : "--keep"});
    section.in_step();
    section.check_same();
    CHECK(section.csv({"sync", "conflicts"}).size() == 0);
    CHECK(read_csv(section.kim({"sync", "conflicts", "-f", "csv"}).out).size() == 0);
}

TEST_CASE("overlapping terms of one person are one conflict, and the first ends earlier for now") {
    const Shared section;
    section.in_step();
    section.done({"appoint", "ben@lib.example", "member-experience", "--start", "2026-09-01",
                  "--years", "2"});
    section.kim({"appoint", "ben@lib.example", "member-experience", "--start", "2027-09-01",
                 "--years", "2"});
    section.in_step();
    section.check_same();
    CHECK(ask_database(section.kims, "SELECT start_on, end_on FROM appointments WHERE person_id = "
                                     "(SELECT id FROM people WHERE email = 'ben@lib.example') "
                                     "ORDER BY 1") ==
          std::vector<Words>{{"2026-09-01", "2027-08-31"}, {"2027-09-01", "2029-06-30"}});
    const Table open = section.csv({"sync", "conflicts"});
    REQUIRE(open.size() == 1);
    CHECK(open.at(0, "field") == "end_on");
    CHECK(open.at(0, "other") == "2028-06-30");
    CHECK(holds(section.refuses(3, {"sync", "decide", section.conflict(), "--other"}), "2027"));
    section.kim({"sync", "decide", section.conflict(), "--keep"});
    section.in_step();
    CHECK(section.csv({"sync", "conflicts"}).size() == 0);
}

TEST_CASE(
    "a person whom one officer merged and the other needs keeps the address if the record stays") {
    const bool by_merging = GENERATE(false, true);
    const bool kim_first = GENERATE(false, true);
    const bool stays = GENERATE(false, true);
    CAPTURE(by_merging, kim_first, stays);
    const Shared section;
    section.done({"person", "add", "Zoe Roy <zoe@lib.example>"});
    section.done({"person", "add", "Hal Moe <hal@lib.example>"});
    section.in_step();
    section.done({"person", "merge", "ben@lib.example", "zoe@lib.example"});
    section.kim(by_merging ? Words{"person", "merge", "zoe@lib.example", "hal@lib.example"}
                           : Words{"person", "edit", "zoe@lib.example", "--note", "from kim"});
    if (kim_first) {
        section.sync_kim();
    }
    section.in_step();
    CHECK(section.owners("zoe@lib.example") == Words{"Zoe Roy, main"});
    const Table open = section.csv({"sync", "conflicts"});
    REQUIRE(open.size() == 1);
    CHECK(open.at(0, "table") == "people");
    CHECK(open.at(0, "record") == "Zoe Roy");
    CHECK(open.at(0, "kept") == "(the record)");
    CHECK(open.at(0, "other") == "(removed)");
    if (by_merging && !stays) {
        const std::string reason = section.refuses(3, {"sync", "decide", section.conflict(),
                                                       "--other"});
        CHECK(holds(reason, "the other value cannot come back"));
        CHECK(holds(reason, "depends on it"));
        CHECK(holds(reason, "settle it with --keep and edit the record, or "));
        section.done({"sync", "decide", section.conflict(), "--keep"});
        return;
    }
    const Result decided = section.done(
        {"sync", "decide", section.conflict(), stays ? "--keep" : "--other"});
    CHECK(holds(decided.err, "people, Zoe Roy"));
    section.in_step();
    CHECK(section.csv({"sync", "conflicts"}).size() == 0);
    CHECK(section.owners("zoe@lib.example") ==
          Words{stays ? "Zoe Roy, main" : "Ben Okafor, further"});
}

TEST_CASE("if two officers decide differently whose an address is, it is one person's everywhere") {
    const bool merges = GENERATE(false, true);
    const bool ours_stays = GENERATE(false, true);
    const bool kim_first = GENERATE(false, true);
    CAPTURE(merges, ours_stays, kim_first);
    const Shared section;
    section.done({"person", "add", "Zoe Roy <zoe@lib.example>"});
    section.in_step();
    if (merges) {
        section.done({"person", "merge", "ben@lib.example", "zoe@lib.example"});
        section.kim({"person", "edit", "zoe@lib.example", "--note", "from kim"});
    } else {
        section.done({"person", "edit", "zoe@lib.example", "--email", "roy@lib.example"});
        section.kim({"person", "edit", "zoe@lib.example", "--email", "Zoe@lib.example"});
    }
    section.in_step();
    const std::string conflict = section.conflict();
    section.done({"sync", "decide", conflict, ours_stays ? "--keep" : "--other"});
    section.kim({"sync", "decide", conflict, ours_stays ? "--other" : "--keep"});
    if (kim_first) {
        section.sync_kim();
    }
    section.in_step();
    const Words owners = section.owners("zoe@lib.example");
    CHECK(owners == (merges       ? Words{"Ben Okafor, further"}
                     : ours_stays ? Words{"Zoe Roy, main"}
                                  : Words{"Zoe Roy, further"}));
    CHECK(section.csv({"sync", "conflicts"}).size() == 0);
}

TEST_CASE("an address stays the main one of the person who was added with it") {
    const bool kim_first = GENERATE(false, true);
    CAPTURE(kim_first);
    const Shared section;
    section.in_step();
    section.done({"person", "edit", "ben@lib.example", "--email", "zoe@lib.example"});
    section.done({"person", "edit", "zoe@lib.example", "--email", "ben@lib.example"});
    section.kim({"person", "add", "Zoe Roy <zoe@lib.example>"});
    if (kim_first) {
        section.sync_kim();
        CHECK(holds(section.sync().err,
                    "zoe@lib.example is the main address of Zoe Roy, so it is no longer a further "
                    "one of Ben Okafor"));
    }
    section.in_step();
    CHECK(section.owners("zoe@lib.example") == Words{"Zoe Roy, main"});
    CHECK(section.csv({"sync", "conflicts"}).size() == 0);
}

TEST_CASE("an address that two officers gave to two people belongs to the one who is decided for") {
    const bool kept = GENERATE(false, true);
    const Shared section;
    section.done({"person", "add", "Zoe Roy <zoe@lib.example>"});
    section.in_step();
    const auto move = [](const std::string& person) {
        return std::vector<Words>{{"person", "edit", person, "--email", "desk@lib.example"},
                                  {"person", "edit", "desk@lib.example", "--email", person}};
    };
    for (const Words& words : move("ben@lib.example")) {
        section.done(words);
    }
    for (const Words& words : move("zoe@lib.example")) {
        section.kim(words);
    }
    section.in_step();
    CHECK(section.owners("desk@lib.example") == Words{"Zoe Roy, further"});
    const Table open = section.csv({"sync", "conflicts"});
    REQUIRE(open.size() == 1);
    CHECK(open.at(0, "other") == "Ben Okafor");
    section.done({"sync", "decide", section.conflict(), kept ? "--keep" : "--other"});
    section.in_step();
    CHECK(section.owners("desk@lib.example") ==
          Words{kept ? "Zoe Roy, further" : "Ben Okafor, further"});
}

TEST_CASE("an address that one replaced and the other respelled is no further address of its own") {
    const bool kept = GENERATE(false, true);
    const Shared section;
    section.in_step();
    section.done({"person", "edit", "ben@lib.example", "--email", "okafor@lib.example"});
    section.kim({"person", "edit", "ben@lib.example", "--email", "Ben@lib.example"});
    section.in_step();
    CHECK(section.owners("ben@lib.example") == Words{"Ben Okafor, main"});
    const Table open = section.csv({"sync", "conflicts"});
    REQUIRE(open.size() == 1);
    CHECK(open.at(0, "field") == "email");
    CHECK(open.at(0, "kept") == "Ben@lib.example");
    section.done({"sync", "decide", section.conflict(), kept ? "--keep" : "--other"});
    section.in_step();
    CHECK(section.owners("ben@lib.example") ==
          Words{kept ? "Ben Okafor, main" : "Ben Okafor, further"});
}

TEST_CASE("undo without a number passes over what sync wrote by itself") {
    const Shared section;
    section.disagree();
    CHECK(section.csv({"undo"}).at(0, "actor") == "kim");
    CHECK(section.csv({"sync", "conflicts"}).size() == 1);
}

TEST_CASE("what breaks a rule only together stays, with a warning") {
    const Shared section;
    for (const char* name : {"Al", "Bo", "Cy", "Di", "Ed", "Flo", "Gil"}) {
        section.done({"appoint", std::string{name} + " Lee <" + name + "@lib.example>",
                      "leadership-team", "--start", "2026-12-01"});
    }
    section.in_step();
    section.done(
        {"appoint", "Uma One <uma@lib.example>", "leadership-team", "--start", "2026-12-01"});
    section.kim({"appoint", "Vi Two <vi@lib.example>", "leadership-team", "--start", "2026-12-01"});
    section.sync();
    CHECK(holds(section.sync_kim().err, "leadership-team: together, these break"));
    section.in_step();
    CHECK(section.csv({"roster", "leadership-team", "--on", "2026-12-02"}).size() == 9);
    CHECK(section.csv({"sync", "conflicts"}).size() == 0);
}

TEST_CASE("decide names what is not a conflict, and asks which value to keep") {
    const Shared section;
    const std::string entry = section.csv({"log"}).at(0, "id");
    CHECK(holds(section.refuses(3, {"sync", "decide", entry, "--keep"}), "not a conflict"));
    section.refuses(2, {"sync", "decide", entry});
    section.refuses(2, {"sync", "decide", entry, "--keep", "--other"});
}

TEST_CASE("half a file is recognized, passed over, and merged once it is whole") {
    const Shared section;
    section.sync_kim();
    const std::string older = bytes_of(section.file_of("kim"));
    section.kim({"person", "add", "Chi Sato <chi@lib.example>"});
    section.sync_kim();
    std::string newest;
    for (const std::string& name : section.files()) {
        newest = holds(name, "000002") ? section.place + "/" + name : newest;
    }
    const std::string whole = bytes_of(newest);
    std::string damaged = whole;
    damaged[damaged.size() / 2] ^= 1;
    for (const std::string& part : {whole.substr(0, whole.size() / 2), std::string{}, damaged,
                                    whole.substr(0, whole.size() - 1)}) {
        write_file(newest, part);
        section.sync();
        CHECK(section.csv({"person", "list"}).where("name", "Chi Sato").size() == 0);
    }
    write_file(newest, whole);
    section.sync();
    CHECK(section.csv({"person", "list"}).where("name", "Chi Sato").size() == 1);
}

TEST_CASE("renamed, duplicated and old files count by what is in them") {
    const Shared section;
    section.sync_kim();
    const std::string old = bytes_of(section.file_of("kim"));
    section.kim({"person", "add", "Chi Sato <chi@lib.example>"});
    section.in_step();
    write_file(section.place + "/old.db", old);
    fs::copy_file(section.file_of("kim"), section.place + "/conflicted copy.db");
    fs::rename(section.file_of("kim"), section.place + "/renamed.db");
    CHECK(section.sync().err.empty());
    CHECK(section.csv({"person", "list"}).where("name", "Chi Sato").size() == 1);
    section.kim({"person", "edit", "ben@lib.example", "--note", "new"});
    section.in_step();
    CHECK(section.files().size() == 2);    // kim removed all that were hers
    CHECK(section.note(section.database()) == "new");
}

TEST_CASE("a file that was deleted is written again") {
    const Shared section;
    section.in_step();
    fs::remove(section.file_of("ann"));
    section.sync();
    CHECK(fs::exists(section.file_of("ann")));
}

TEST_CASE("sync --status shows who has what, and writes nothing") {
    const Shared section;
    section.in_step();
    section.kim({"person", "add", "Chi Sato <chi@lib.example>"});
    section.sync_kim();
    section.done({"person", "edit", "ben@lib.example", "--note", "x"});
    write_file(section.place + "/half.db", "half");
    const std::string before = bytes_of(section.database());
    const Table status = section.csv({"sync", section.place, "--status"});
    CHECK(status.columns == Words{"officer", "state", "written", "to_get", "to_give", "machine",
                                  "number", "file", "bytes"});
    CHECK(status.only("officer", "ann").at(0, "state") == "own");
    const Table kims = status.where("officer", "kim").where("state", "both changed");
    REQUIRE(kims.size() == 1);
    CHECK(kims.at(0, "to_get") == "1");
    CHECK(kims.at(0, "to_give") == "1");
    CHECK(status.only("file", "half.db").at(0, "state") == "incomplete");
    CHECK(bytes_of(section.database()) == before);
}

TEST_CASE("a machine restored from an old backup gets back what it had written") {
    const Shared section;
    section.in_step();
    section.done({"backup", section.folder() / "old.db"});
    section.done({"person", "add", "Chi Sato <chi@lib.example>"});
    section.sync();
    for (const bool state_too : {false, true}) {
        section.done({"restore", section.folder() / "old.db"});
        if (state_too) {
            fs::remove(section.database() + ".sync");
        }
        CHECK(section.csv({"person", "list"}).where("name", "Chi Sato").size() == 0);
        section.sync();
        CHECK(section.csv({"person", "list"}).where("name", "Chi Sato").size() == 1);
        section.in_step();
    }
    CHECK(read_csv(section.kim({"person", "list", "-f", "csv"}).out)
              .where("name", "Chi Sato")
              .size() == 1);
}

TEST_CASE("two computers with one name, or one computer copied, keep files of their own") {
    const Shared section;
    section.in_step();
    const std::string twin = section.folder() / "twin.db";
    fs::copy_file(section.database(), twin);
    fs::copy_file(section.database() + ".sync", twin + ".sync");
    section.done({"person", "add", "Chi Sato <chi@lib.example>"});
    section.done({"person", "add", "Dov Levy <dov@lib.example>", "--db", twin});
    section.sync();
    const Result second = section.done({"sync", section.place, "--officer", "ann", "--db", twin});
    CHECK(holds(second.err, "another computer writes under the same name"));
    section.sync();
    for (const std::string& file : {section.database(), twin}) {
        const Table people = section.csv({"person", "list", "--db", file});
        CHECK(people.where("name", "Chi Sato").size() == 1);
        CHECK(people.where("name", "Dov Levy").size() == 1);
    }
}

TEST_CASE("what one officer forgets is gone everywhere, and does not come back") {
    const Shared section;
    section.in_step();
    section.kim({"person", "edit", "ben@lib.example", "--note", "knows Ben Okafor well"});
    section.sync_kim();
    section.done({"person", "forget", "ben@lib.example", "--yes"});
    section.sync();    // merges kim's copy, which still has him
    CHECK_FALSE(holds(bytes_of(section.database()), "Okafor"));
    CHECK_FALSE(holds(bytes_of(section.file_of("ann")), "Okafor"));
    CHECK(section.files().size() == 1);    // kim's is merged, and removed
    const Result told = section.sync_kim();
    CHECK(holds(told.err, "Erased 1 person whom another officer has forgotten"));
    section.in_step();
    for (const std::string& file :
         {section.database(), section.kims, section.file_of("ann"), section.file_of("kim")}) {
        CHECK_FALSE(holds(bytes_of(file), "Okafor"));
    }
}

TEST_CASE("a person merged into another in one copy is not forgotten with them by the other copy") {
    const Shared section;
    section.done({"person", "add", "Zoe Roy <zoe@lib.example>"});
    section.in_step();
    section.kim({"person", "merge", "zoe@lib.example", "ben@lib.example"});
    section.sync_kim();
    section.done({"person", "edit", "ben@lib.example", "--note", "still here"});
    section.done({"person", "forget", "zoe@lib.example", "--yes"});
    section.sync();
    section.in_step();
    for (const std::string& file : {section.database(), section.kims}) {
        CHECK(section.note(file) == "still here");
        for (const std::string_view trace : {"Zoe", "zoe@", "Roy"}) {
            CHECK_FALSE(holds(bytes_of(file), trace));
        }
    }
    CHECK(ask_database(section.kims, "SELECT * FROM history ORDER BY id") ==
          ask_database(section.database(), "SELECT * FROM history ORDER BY id"));
}

TEST_CASE("a person merged into another is forgotten with them, even by another officer") {
    const Shared section;
    section.done({"person", "add", "Zoe Roy <zoe@lib.example>"});
    section.done({"appoint", "ben@lib.example", "member-experience"});
    section.in_step();
    section.kim({"person", "merge", "zoe@lib.example", "ben@lib.example"});
    section.done({"person", "forget", "zoe@lib.example", "--yes"});
    const bool kim_first = GENERATE(false, true);
    if (kim_first) {
        section.sync_kim();
    }
    section.in_step();
    section.check_same();
    for (const std::string& file :
         {section.database(), section.kims, section.file_of("ann"), section.file_of("kim")}) {
        for (const std::string_view trace : {"Zoe", "zoe@", "Roy", "Okafor", "ben@"}) {
            CHECK_FALSE(holds(bytes_of(file), trace));
        }
    }
}

TEST_CASE("a forgotten person does not come back by a merge into someone else") {
    const Shared section;
    section.done({"person", "add", "Zoe Roy <zoe@lib.example>"});
    section.done({"person", "edit", "zoe@lib.example", "--email", "zoe.roy@lib.example"});
    section.in_step();
    section.kim({"person", "merge", "ben@lib.example", "zoe.roy@lib.example"});
    section.done({"person", "forget", "zoe.roy@lib.example", "--yes"});
    const bool kim_first = GENERATE(false, true);
    if (kim_first) {
        section.sync_kim();
    }
    section.in_step();
    section.check_same();
    CHECK(section.csv({"person", "list"}).where("name", "Ben Okafor").size() == 1);
    for (const std::string& file :
         {section.database(), section.kims, section.file_of("ann"), section.file_of("kim")}) {
        for (const std::string_view trace : {"Zoe", "zoe", "Roy"}) {
            CHECK_FALSE(holds(bytes_of(file), trace));
        }
    }
}

/// Whether anybody's file, or any in the folder, still names Zoe Roy.
bool names_zoe(const Shared& section, const Words& databases) {
    Words files = databases;
    for (const std::string& name : section.files()) {
        files.push_back(section.place + "/" + name);
    }
    return std::any_of(files.begin(), files.end(), [](const std::string& file) {
        const std::string content = bytes_of(file);
        return holds(content, "Zoe") || holds(content, "zoe@");
    });
}

TEST_CASE("a forgotten person's address is gone from every record that they were merged into") {
    const Shared section;
    section.done({"person", "add", "Zoe Roy <zoe@lib.example>"});
    section.done({"person", "add", "Chi Sato <chi@lib.example>"});
    section.done({"person", "add", "Mei Lin <mei@lib.example>"});
    section.in_step();
    const std::string bos = section.folder() / "bo.db";
    fs::copy_file(section.database(), bos);
    const auto bo = [&](Words words) {
        words.insert(words.end(), {"--db", bos, "--actor", "bo"});
        return section.done(words);
    };
    Words stay{"ben@lib.example", "mei@lib.example", "chi@lib.example"};
    SECTION("beside a change that was undone and about someone who is erased with them") {
        section.kim({"person", "merge", "mei@lib.example", "zoe@lib.example"});
        section.kim({"person", "edit", "chi@lib.example", "--email", "chi.sato@lib.example"});
        section.kim({"undo"});
        section.done({"person", "merge", "zoe@lib.example", "chi@lib.example"});
        stay.pop_back();
    }
    SECTION("two officers merged them into two people") {
        section.kim({"person", "merge", "mei@lib.example", "zoe@lib.example"});
        bo({"person", "merge", "ben@lib.example", "zoe@lib.example"});
        bo({"sync", section.place});
        section.sync_kim();
    }
    SECTION("the merge was undone") {
        section.kim({"person", "merge", "mei@lib.example", "zoe@lib.example"});
        section.kim({"undo"});
        section.kim({"person", "edit", "mei@lib.example", "--note", "new here"});
    }
    SECTION("their own address had been replaced by another officer") {
        bo({"person", "edit", "zoe@lib.example", "--email", "zoe@new.example"});
        section.kim({"person", "merge", "mei@lib.example", "zoe@lib.example"});
    }
    section.done({"person", "forget", "zoe@lib.example", "--yes"});
    for (int round = 0; round < 4; ++round) {
        section.sync();
        bo({"sync", section.place});
        section.sync_kim();
    }
    section.check_same();
    CHECK_FALSE(names_zoe(section, {section.database(), section.kims, bos}));
    for (const std::string& address : stay) {
        CHECK(section.owners(address).size() == 1);
    }
}

TEST_CASE("two people who were merged into each other are not taken for one") {
    const Shared section;
    section.done({"person", "add", "Zoe Roy <zoe@lib.example>"});
    section.in_step();
    section.kim({"person", "merge", "ben@lib.example", "zoe@lib.example"});
    section.kim({"undo"});
    section.sync_kim();
    section.done({"person", "edit", "ben@lib.example", "--note", "still here"});
    section.done({"person", "forget", "zoe@lib.example", "--yes"});
    section.kim({"person", "merge", "zoe@lib.example", "ben@lib.example"});
    section.in_step();
    CHECK(section.owners("ben@lib.example") == Words{"Ben Okafor, main"});
    CHECK(section.note(section.kims) == "still here");
    CHECK_FALSE(names_zoe(section, {section.database(), section.kims}));
}

TEST_CASE("a conflict that copies found under two numbers is asked once, and either decides it") {
    const Shared section;
    section.in_step();
    section.disagree();
    const auto repeat_conflict = [&](int later) {
        run_sql(section.database(),
                "INSERT INTO history (id, at, actor, command, changes, undoes) SELECT id + " +
                    std::to_string(later) +
                    ", at, actor, command, changes, undoes FROM history "
                    "WHERE command = 'lmsection sync (conflict)'");
    };
    const std::string known = section.conflict();
    SECTION("the other number is lower") {
        repeat_conflict(-1);
        section.sync();
        CHECK_FALSE(holds(section.sync_kim().err, "two officers changed"));
        CHECK(holds(section.kim({"sync", "decide", known, "--keep"}).err, "Kept"));
    }
    SECTION("the other number is higher") {
        repeat_conflict(1);
        section.sync();
        CHECK_FALSE(holds(section.sync_kim().err, "two officers changed"));
        const std::string other = ask_database(section.kims,
                                               "SELECT max(id) FROM history WHERE command = "
                                               "'lmsection sync (conflict)'")
                                      .at(0)
                                      .at(0);
        CHECK(holds(section.kim({"sync", "decide", other, "--other"}).err, "Kept"));
    }
    section.in_step();
    for (const std::string& file : {section.database(), section.kims}) {
        CHECK(section.csv({"sync", "conflicts", "--db", file}).rows.empty());
    }
    CHECK(holds(section.done({"sync", "decide", known, "--keep"}).err, "already decided"));
}

TEST_CASE("an erasure that was killed before the file was rewritten is finished") {
    const Shared section;
    section.in_step();
    const std::string state = section.database() + ".sync";
    const auto unused = [&] { return number_in(section.database(), "PRAGMA freelist_count"); };
    const auto leave_traces = [&] {
        run_sql(section.database(), "PRAGMA secure_delete = OFF");
        run_sql(section.database(), "CREATE TABLE t (a TEXT)");
        run_sql(section.database(), "INSERT INTO t VALUES ('Zoe Roy' || hex(zeroblob(9000)))");
        run_sql(section.database(), "DROP TABLE t");
        REQUIRE(unused() > 0);
    };
    SECTION("by another officer") {
        leave_traces();
        std::string text = bytes_of(state);
        text.insert(text.rfind("end\n"), "erasing\n");
        write_file(state, text);
        section.sync();
        CHECK_FALSE(holds(bytes_of(state), "erasing"));
    }
    SECTION("here") {
        section.done({"person", "forget", "ben@lib.example", "--yes"});
        run_sql(section.database(), "UPDATE history SET command = 'lmsection person forget "
                                    "(unfinished)' WHERE command = 'lmsection person forget'");
        leave_traces();
        section.sync();
        CHECK(number_in(section.database(),
                        "SELECT count(*) FROM history WHERE command LIKE '%unfinished%'") == 0);
    }
    CHECK(unused() == 0);
    CHECK_FALSE(holds(bytes_of(section.file_of("ann")), "Zoe Roy"));
}

TEST_CASE("a sealed copy is a backup: it can be restored and merged") {
    const Shared section;
    section.sync();
    section.done({"restore", section.file_of("ann"), "--db", section.folder() / "new.db"});
    section.done({"doctor", "--db", section.folder() / "new.db"});
    CHECK(holds(section.kim({"merge", section.file_of("ann")}).err, "Nothing new"));
}

TEST_CASE("the folder of another section is refused, and one strange file only passed over") {
    const Shared section;
    const Section other;
    other.done({"sync", section.place, "--officer", "eve"});
    CHECK(holds(section.refuses(3, {"sync", section.place}), "folder of another section"));
    CHECK(section.files().size() == 1);
    const std::string strange = section.folder() / "strange.db";
    fs::rename(section.file_of("eve"), strange);
    section.sync_kim();
    fs::rename(strange, section.place + "/strange.db");
    const Result result = section.run({"sync", section.place, "--officer", "ann"});
    CHECK(result.status == 3);
    CHECK(holds(result.err, "is a copy of another section; remove it"));
    CHECK(fs::exists(section.file_of("ann")));
}

TEST_CASE("a copy of a newer program, or one that is not to be trusted, gets one line each") {
    const Shared section;
    section.kim({"person", "add", "Chi Sato <chi@lib.example>"});
    section.sync_kim();
    const std::string file = section.file_of("kim");
    const std::string whole = bytes_of(file);
    std::string newer = whole;
    newer.replace(newer.rfind("sealed copy 1"), 13, "sealed copy 2");
    write_file(file, newer);
    const Result result = section.run({"sync", section.place, "--officer", "ann"});
    CHECK(result.status == 4);
    CHECK(holds(result.err, "written by a newer lmsection; install a newer"));

    std::string hostile = whole;
    for (auto at = hostile.find("Ben Okafor"); at != std::string::npos;
         at = hostile.find("Ben Okafor")) {
        hostile.replace(at, 10, "Ben\033[2Jor");
    }
    write_file(file, Shared::resealed(hostile));
    const std::string before = bytes_of(section.database());
    const Result second = section.run({"sync", section.place, "--officer", "ann"});
    CHECK(second.status >= 3);
    CHECK(count_lines(second.err) >= 1);
    CHECK(holds(second.err, file));
    CHECK(bytes_of(section.database()) == before);
}

TEST_CASE("a folder that is missing or cannot be written is an error") {
    const Shared section;
    CHECK(holds(section.refuses(4, {"sync", section.folder() / "none"}), "cannot be read"));
    section.refuses(2, {"sync", ""});
    section.refuses(2, {"sync"});
    section.refuses(2, {"sync", section.place, "--officer", "a\nb"});
    CHECK(holds(section.refuses(4, {"sync", "/proc/self"}), "cannot be written"));
}
