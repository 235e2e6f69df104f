// `reconcile` compares the roster with a list that somebody else keeps.
#include "harness.hpp"

#include <algorithm>

using namespace lmsection::test;

namespace {

constexpr const char* header = "Name,Email,Committee,Role,Start,End\n";

/// Three people in Middle Managers and one in Member Experience.
struct SmallSection : Section {
    SmallSection() {
        done({"appoint", "--from", "-", "-q"},
             "name,email,group,role,start,end\n"
             "Ana Diaz,ana@lib.example,middle-managers,chair,2026-07-01,2028-06-30\n"
             "Bo Lind,bo@lib.example,middle-managers,member,2026-07-01,2027-06-30\n"
             "Cy Mott,,middle-managers,member,2026-07-01,2027-06-30\n"
             "Di Novak,di@lib.example,member-experience,member,2026-07-01,2028-06-30\n");
    }

    /// The rows of a comparison.
    [[nodiscard]] Table differences(const std::string& list, Words more = {}) const {
        Words words{"reconcile", file("list.csv", list)};
        words.insert(words.end(), more.begin(), more.end());
        return csv(words);
    }
    /// What a comparison says on the screen.
    [[nodiscard]] std::string said(const std::string& list, Words more = {}) const {
        Words words{"reconcile", file("list.csv", list)};
        words.insert(words.end(), more.begin(), more.end());
        return done(words).err;
    }
};

/// The commands of a table, run by a shell in the section's folder.
void run_commands(const Section& section, const Table& table) {
    for (const std::string& command : table.column("command")) {
        if (command.empty()) {
            continue;
        }
        REQUIRE(command.starts_with("lmsection "));
        const std::string line = "LMSECTION_DB='" + section.database() +
                                 "' LMSECTION_TODAY=2026-11-24 LMSECTION_ACTOR=tester " +
                                 LMSECTION_BINARY + command.substr(command.find(' ')) +
                                 " >/dev/null 2>&1";
        CAPTURE(line);
        CHECK(std::system(line.c_str()) == 0);    // NOLINT(cert-env33-c): as a user would
    }
}

}    // namespace

TEST_CASE("reconcile finds no difference from the section's own roster") {
    const SampleSection section;
    for (const char* format : {"csv", "xlsx"}) {
        const std::string file = section.folder() / (std::string{"roster."} + format);
        section.done({"roster", "--format", format, "--output", file});
        const Table table = section.csv({"reconcile", file, "--exit-code"});
        CAPTURE(format);
        CHECK(table.rows.empty());
    }
}

TEST_CASE("reconcile shows who is only here, only there, and different") {
    const SmallSection section;
    const Table table = section.differences(std::string{header} +
                                            "Ana Diaz,ana@lib.example,Middle Managers IG,Member,"
                                            "7/1/2026,6/30/2027\n"
                                            "\"Lind, Bo\",BO@lib.example,Middle Managers,Member,,\n"
                                            "Eve Orr,eve@lib.example,Middle Managers,Member,,\n");
    CHECK(table.column("difference") == Words{"only-here", "only-there", "different"});
    CHECK(table.column("name") == Words{"Cy Mott", "Eve Orr", "Ana Diaz"});
    CHECK(table.at(2, "fields") == "role end");
    CHECK(table.at(2, "here") == "role chair, end 2028-06-30");
    CHECK(table.at(2, "there") == "role member, end 2027-06-30");
    CHECK(table.at(2, "place") == "line 2");
}

TEST_CASE("reconcile matches people by any address they ever had, then by name") {
    const SmallSection section;
    section.done({"person", "edit", "bo", "--email", "bo.lind@other.example", "-q"});
    const Table table = section.differences(std::string{header} +
                                            "Ana Diaz,ana@elsewhere.example,MM,Chair,,\n"
                                            "Bo Lind,bo@lib.example,MM,Member,,\n"
                                            "CY MOTT,cy@lib.example,MM,Member,,\n");
    CHECK(table.column("difference") == Words{"different", "different", "different"});
    CHECK(table.column("fields") == Words{"email", "email", "email"});
    CHECK(table.column("name") == Words{"Ana Diaz", "Bo Lind", "Cy Mott"});
    CHECK(table.at(1, "there") == "email bo@lib.example");
    CHECK(table.at(2, "here") == "email (none)");
}

TEST_CASE("reconcile asks a list of addresses only who is on it") {
    const SmallSection section;
    const std::string list = "ana@lib.example\nnew@lib.example\n";
    const Table table = section.differences(list);
    CHECK(table.column("difference") == Words{"only-here", "only-here", "only-there"});
    CHECK(table.column("email") == Words{"di@lib.example", "bo@lib.example", "new@lib.example"});
    CHECK(table.column("command") == Words{"", "", ""});
    const std::string said = section.said(list);
    CHECK(holds(said, "The list has only addresses, so it cannot have 1 person without one on "
                      "record: Cy Mott."));
    CHECK(section.differences(list, {"--group", "middle-managers"}).column("email") ==
          Words{"bo@lib.example", "new@lib.example"});
}

TEST_CASE("reconcile reads the members of a Google group and the rights to a folder") {
    const SmallSection section;
    const std::string google =
        "Members for group lm-section\n"
        "Email address,Nickname,Group status,Email status,Email preference,Posting permissions,"
        "Join year,Join month,Join day\n"
        "ana@lib.example,,owner,,email,allowed,2019,11,20\n"
        "bo@lib.example,,member,,email,allowed,2019,11,20\n"
        "di@lib.example,,member,,email,allowed,2019,11,20\n";
    CHECK(section.differences(google).rows.empty());
    CHECK(holds(section.said(google), "Roles are not compared, because they say what people may do "
                                      "with a folder or a list: owner."));
    const std::string folder = "Email,Role,Type\nana@lib.example,writer,user\n"
                               "bo@lib.example,reader,user\nroot@lib.example,organizer,user\n";
    const Table rights = section.differences(folder, {"--group", "middle-managers"});
    CHECK(rights.column("difference") == Words{"only-there"});
    CHECK(rights.at(0, "there") == "organizer");
}

TEST_CASE("reconcile reads addresses as a mail program lists them") {
    const SmallSection section;
    CHECK(section
              .differences("Ana Diaz <ana@lib.example>, Bo Lind <bo@lib.example>, Cy Mott "
                           "<cy@lib.example>, Di Novak <di@lib.example>\n")
              .column("fields") == Words{"email"});
    CHECK(section
              .differences("Ana Diaz,ana@lib.example\nBo Lind,bo@lib.example\n"
                           "Cy Mott,cy@lib.example\nDi Nowak,di@lib.example\n")
              .column("fields") == Words{"name", "email"});
}

TEST_CASE("a difference that reconcile found is recorded by appoint --from and by its command") {
    SmallSection section;
    const std::string list =
        std::string{header} +
        "Ana Diaz,ana@lib.example,Middle Managers,Member,2025-07-01,2027-06-30\n"
        "Robin O'Lind,bo@lib.example,Middle Managers,Co-chair,2026-07-01,2028-06-30\n"
        "Eve Orr,eve@lib.example,Middle Managers,Member,2026-07-01,2028-06-30\n"
        "Fay Petrov,,Middle Managers,Member,2026-07-01,2027-06-30\n"
        "Di Novak,di@new.example,Member Experience,Member,2026-07-01,2028-06-30\n";
    const Table found = section.differences(list, {"-q"});
    CHECK(found.column("difference") ==
          Words{"different", "only-here", "only-there", "only-there", "different", "different"});
    section.done({"reconcile", section.folder() / "list.csv", "--format", "csv", "--output",
                  section.folder() / "differences.csv"});
    section.done({"appoint", "--from", section.folder() / "differences.csv", "-q"});
    run_commands(section, found);
    section.today("2026-11-25");    // the term that the list lacks ended yesterday
    CHECK(section.csv({"reconcile", section.folder() / "list.csv", "--exit-code"}).rows.empty());
    const Table roster = section.csv({"roster", "middle-managers"});
    CHECK(roster.column("name") == Words{"Robin O'Lind", "Ana Diaz", "Eve Orr", "Fay Petrov"});
    CHECK(roster.only("name", "Ana Diaz").at(0, "start") == "2025-07-01");
}

TEST_CASE("reconcile with a name shows what is new, and counts what it showed before") {
    SmallSection section;
    const std::string list = std::string{header} + "Ana Diaz,ana@lib.example,MM,Member,,\n"
                                                   "Bo Lind,bo@lib.example,MM,Member,,\n";
    const std::string file = section.file("list.csv", list);
    const std::string before = bytes_of(section.database());
    CHECK(section.run({"reconcile", file, "--name", "division", "--exit-code", "-n"}).status == 1);
    CHECK(bytes_of(section.database()) == before);
    CHECK(section.run({"reconcile", file, "--exit-code"}).status == 1);
    CHECK(bytes_of(section.database()) == before);
    const Result first = section.run({"reconcile", file, "--name", "division", "--exit-code"});
    CHECK(first.status == 1);
    CHECK(holds(first.out, "Cy Mott"));
    section.today("2026-12-01");
    const std::string entries = "SELECT count(*) FROM history";
    const auto entries_before = number_in(section.database(), entries);
    const Result again = section.done({"reconcile", file, "--name", "division", "--exit-code"});
    CHECK(again.out.find("Cy Mott") == std::string::npos);
    CHECK(holds(again.err, "2 shown before, listed only with --all."));
    CHECK(number_in(section.database(), entries) == entries_before);
    const Table all = section.csv({"reconcile", file, "--name", "division", "--all"});
    CHECK(all.column("seen_on") == Words{"2026-11-24", "2026-11-24"});
    section.done({"appoint", "end", "cy", "-q"});
    section.done({"appoint", "Eve Orr <eve@lib.example>", "middle-managers", "-q"});
    section.today("2026-12-02");
    const Result later = section.run({"reconcile", file, "--name", "division", "--exit-code"});
    CHECK(later.status == 1);
    CHECK(holds(later.out, "Eve Orr"));
    CHECK(holds(later.err, "1 shown before, listed only with --all; 1 shown before is resolved."));
    CHECK(number_in(section.database(), "SELECT count(*) FROM list_answers") == 2);
    CHECK(number_in(section.database(),
                    "SELECT count(*) FROM list_answers WHERE person_id IS NOT NULL") == 2);
}

TEST_CASE("reconcile says which groups and rows it leaves out") {
    const SmallSection section;
    const std::string said = section.said(std::string{header} +
                                          "Ana Diaz,ana@lib.example,MM,Chair,,\n"
                                          "Gus Quill,gus@lib.example,Budget Committee,Member,,\n"
                                          "Bo Lind,bo@lib.example,MM,Member,2020-07-01,2022-06-30\n"
                                          "Hal Rey,hal@lib.example,MM,Member,2027-07-01,\n");
    CHECK(holds(said, "Not compared, because the list does not name the group: Member Experience"));
    CHECK(holds(said, "line 3: not compared: "));
    CHECK(holds(said, "Hal Rey (from 2027-07-01)"));
    CHECK(holds(said, "1 only here, 0 only there, 1 different"));    // Bo's days differ
}

TEST_CASE("reconcile with a list that cannot be compared is refused") {
    const SmallSection section;
    const std::string other = section.file(
        "other.csv", std::string{header} + "Gus Quill,,Budget Committee,Chair,,\n");
    CHECK(holds(section.refuses(3, {"reconcile", other}), "has no row that can be compared"));
    CHECK(holds(section.refuses(3, {"reconcile", section.file("empty.csv", "")}), "is empty"));
    section.refuses(4, {"reconcile", section.folder() / "none.csv"});
    section.refuses(2, {"reconcile"});
    section.refuses(2, {"reconcile", other, "--all"});
    section.refuses(2, {"reconcile", other, "--name", ""});
    section.refuses(2, {"reconcile", other, "--name", std::string(81, 'x')});
}

TEST_CASE("the differences that reconcile found never end those who are not in them") {
    SmallSection section;
    const std::string file = section.folder() / "differences.csv";
    section.file("list.csv", std::string{header} +
                                 "Ana Diaz,ana@lib.example,Middle Managers,Member,,\n"
                                 "Eve Orr,eve@lib.example,Middle Managers,Member,,\n");
    section.done({"reconcile", section.folder() / "list.csv", "-f", "csv", "-o", file});
    const std::string before = bytes_of(section.database());
    CHECK(holds(section.refuses(3, {"appoint", "--from", file, "--end-missing"}), "reconcile"));
    CHECK(bytes_of(section.database()) == before);
    CHECK_FALSE(holds(section.done({"appoint", "--from", file}).err, "--end-missing"));
}
