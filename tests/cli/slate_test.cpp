// The turnover with renewals, from outside: answers, limits of a section's own handbook, a slate
// that people edit in a spreadsheet, and renewing in bulk.
#include "harness.hpp"

#include <algorithm>
#include <set>

using namespace lmsection::test;

namespace {

/// The sample section on 2027-04-12, with everyone who sent the form.
struct SectionInApril : SampleSection {
    SectionInApril() {
        today("2027-04-12");
        done({"volunteer", "import", source_file("data/sample/volunteers.csv"), "-q"});
    }
    [[nodiscard]] std::string saved(const std::string& name = "slate.csv") const {
        done({"plan", "--save", name});
        return folder() / name;
    }
    /// A file with some lines of the saved slate.
    [[nodiscard]] std::string slate_with(const Words& lines) const {
        std::string text = lines_of(bytes_of(saved())).front() + "\n";
        for (const std::string& line : lines) {
            text += line + "\n";
        }
        return file("edited.csv", text);
    }
};

const Words skip{"--skip", "agreed by email"};

Words with(Words words, const Words& more) {
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

std::multiset<std::string> seats_of(const Table& table) {
    std::multiset<std::string> all;
    for (std::size_t i = 0; i < table.size(); ++i) {
        all.insert(table.at(i, "group_slug") + " " + table.at(i, "role") + " " +
                   table.at(i, "name") + " " + table.at(i, "years"));
    }
    return all;
}

Table proposed(const Section& section, const Words& more = {}) {
    return section.csv(with({"plan"}, more)).where("part", "Proposed");
}

/// Another handbook: the built-in one with more rules.
std::string handbook_with(const Program& program, const std::string& rules) {
    return program.file("own.toml", program.done({"handbook", "--export"}).out + "\n" + rules);
}

std::string rule(const std::string& measure, const std::string& bound,
                 const std::string& strength = "must") {
    return "[[rules]]\nid = \"a-limit\"\nsection = \"9\"\nmeasure = \"" + measure +
           "\"\nstrength = \"" + strength +
           "\"\nkinds = [\"leadership-team\", \"committee\", \"interest-group\", "
           "\"working-group\"]\n" +
           bound + "\nsays = \"A limit.\"\n";
}

/// A new section with a limit in its handbook, on 2027-04-12.
struct LimitedSection : Section {
    explicit LimitedSection(const std::string& rules) {
        const std::string toml = handbook_with(*this, rules);
        std::filesystem::remove(database());
        done({"init", "--handbook", toml, "-q"});
        today("2027-04-12");
    }
    void serves(const std::string& name, const std::string& group, const std::string& start,
                const std::string& end, const std::string& role = "member") const {
        done({"appoint", "--from", "-", "-q"}, "name,email,group,role,start,end\n" + name + "," +
                                                   name + "@lib.example," + group + "," + role +
                                                   "," + start + "," + end + "\n");
    }
};

}    // namespace

TEST_CASE("limits: a must of the section's handbook is refused, and can be overridden") {
    LimitedSection section{rule("years-in-group", "at_most = 2")};
    section.serves("Ana", "member-experience", "2025-07-01", "2027-06-30");
    const std::string errors = section.refuses(3, {"appoint", "renew", "ana", "member-experience",
                                                   "--years", "1"});
    CHECK(holds(errors, "3 years in a row, to 2028-06-30; the maximum is 2"));
    CHECK(holds(errors, "(§9, a-limit)"));
    section.done(
        {"appoint", "renew", "ana", "member-experience", "--years", "1", "--override", "agreed"});
    section.today("2027-07-02");
    const Table checked = section.csv({"check"}).where("rule", "a-limit");
    CHECK(checked.only("group_slug", "member-experience").at(0, "verdict") == "over");
    CHECK(holds(section.done({"check"}).out, "for more than 2 years in a row"));
}

TEST_CASE("limits: a should of the section's handbook warns") {
    LimitedSection section{rule("posts", "at_most = 1", "should")};
    section.serves("Ana", "member-experience", "2025-07-01", "2027-06-30");
    const Result result = section.done(
        {"appoint", "ana", "middle-managers", "--start", "2027-05-01"});
    CHECK(holds(result.err, "would serve in 2 groups on 2027-05-01"));
    section.refuses(3, {"appoint", "ana", "management-best-practices", "--start", "2027-05-01",
                        "--strict"});
}

TEST_CASE("limits: undo is refused where it would break one") {
    LimitedSection section{rule("posts", "at_most = 1")};
    section.serves("Ana", "member-experience", "2025-07-01", "2028-06-30");
    section.done({"appoint", "end", "ana", "member-experience", "--on", "2027-04-30"});
    section.done({"appoint", "ana", "middle-managers", "--start", "2027-05-01"});
    const Table entries = section.csv({"log"});
    const std::string errors = section.refuses(3, {"undo", entries.at(1, "id")});
    CHECK(holds(errors, "would serve in 2 groups"));
}

TEST_CASE("limits: person show counts years in a row and in all as the rules do") {
    LimitedSection section{rule("years-in-group", "at_most = 4")};
    section.serves("Ana", "member-experience", "2020-07-01", "2021-06-30");
    section.serves("Ana", "member-experience", "2023-07-01", "2025-06-30");
    section.serves("Ana", "member-experience", "2025-07-01", "2027-06-30");
    section.serves("Ana", "middle-managers", "2022-07-01", "2023-06-30");
    const Table terms = section.csv({"person", "show", "ana"});
    CHECK(terms.column("years_in_row") == Words{"1", "1", "2", "4"});
    CHECK(terms.column("years_in_all") == Words{"1", "1", "3", "5"});
    CHECK(holds(section.done({"person", "show", "ana"}).out,
                "6 program years of service until 2026-27, 5 in a row"));
    section.refuses(3, {"appoint", "renew", "ana", "member-experience"});
}

TEST_CASE("limits: a handbook states them with the bound that they have") {
    const Section section;
    const std::string no_bound = handbook_with(section, rule("years-in-role", "at_least = 4"));
    CHECK(holds(section.refuses(3, {"handbook", "--check", no_bound}), "needs 'at_most'"));
    const std::string no_least = handbook_with(section, rule("years-away", "at_most = 4"));
    CHECK(holds(section.refuses(3, {"handbook", "--check", no_least}), "needs 'at_least'"));
}

TEST_CASE("plan: answers decide who is proposed for their own seat") {
    LimitedSection section{rule("years-in-group", "at_most = 4")};
    for (const std::string name : {"Ana", "Ben", "Cy", "Dee"}) {
        section.serves(name, "member-experience", "2025-07-01", "2027-06-30");
    }
    section.serves("Eve", "member-experience", "2023-07-01", "2027-06-30");
    for (const auto& [name, answer] : std::vector<std::pair<std::string, std::string>>{
             {"ana", "yes"}, {"ben", "no"}, {"cy", "later"}}) {
        section.done({"appoint", "reply", name, "member-experience", answer});
    }
    const Table plan = section.csv({"plan"}).where("group_slug", "member-experience");
    const Table renewed = plan.where("part", "Proposed");
    CHECK(renewed.where("name", "Ana").at(0, "answer") == "yes");
    CHECK(renewed.where("name", "Cy").at(0, "answer") == "later");
    CHECK(renewed.where("name", "Dee").at(0, "answer") == "not asked");
    const Table off = plan.where("part", "Rolls off");
    CHECK(off.column("name") == Words{"Ben", "Eve"});
    CHECK(holds(off.at(0, "why"), "said no"));
    CHECK(holds(off.at(1, "why"), "6 years in a row"));
    // Not all of them for two years.
    const Words years = renewed.column("years");
    CHECK(std::set<std::string>(years.begin(), years.end()) == std::set<std::string>{"1", "2"});
}

TEST_CASE("plan: a chair-elect becomes chair, and a chair serves on only if no one else could") {
    LimitedSection section{""};
    section.serves("Ana", "member-experience", "2025-07-01", "2027-06-30", "chair");
    section.serves("Ben", "member-experience", "2026-07-01", "2028-06-30", "chair-elect");
    section.serves("Cy", "member-experience", "2026-07-01", "2028-06-30");
    section.done({"appoint", "reply", "ana", "member-experience", "yes"});
    const Table seats = proposed(section);
    const Table chair = seats.where("group_slug", "member-experience").where("role", "chair");
    CHECK(chair.column("name") == Words{"Ben"});
    CHECK(chair.at(0, "why") == "the chair-elect becomes chair");
    CHECK(seats.only("name", "Ana").at(0, "role") == "member");    // the group falls short
    section.done({"plan", "--apply"});
    section.today("2027-07-01");
    const Table roster = section.csv({"roster", "member-experience"});
    CHECK(roster.only("name", "Ben").at(0, "role") == "chair");
}

TEST_CASE("plan: --without leaves someone out, and --keep keeps a group as it is") {
    const SectionInApril section;
    const Table before = proposed(section);
    const std::string name = before.where("answer", "not asked").at(0, "name");
    const std::string group = before.where("answer", "not asked").at(0, "group_slug");
    CHECK(proposed(section, {"--without", name}).where("name", name).size() == 0);
    CHECK(holds(section.csv({"plan", "--without", name}).where("name", name).at(0, "why"),
                "--without"));
    for (const std::string& why : proposed(section, {"--keep", group})
                                      .where("group_slug", group)
                                      .where("answer", "not asked")
                                      .column("why")) {
        CHECK(holds(why, "--keep"));
    }
}

TEST_CASE("plan: an unrelated change leaves the proposal as it was") {
    const SectionInApril section;
    const auto before = seats_of(proposed(section));
    section.done({"person", "add", "Una Related <una@lib.example>"});
    section.done({"person", "edit", "una", "--institution", "Elsewhere"});
    section.done({"group", "add", "Zebra Study", "--kind", "working-group"});
    section.done({"meeting", "add", "leadership-team", "--on", "2027-04-20"});
    CHECK(seats_of(proposed(section)) == before);
}

TEST_CASE("plan: the next Julys show whose terms end before them") {
    const SectionInApril section;
    const Table ahead = section.csv({"plan", "--years-ahead", "3"}).where("part", "In later years");
    const Words starts = ahead.column("start");
    CHECK(std::set<std::string>(starts.begin(), starts.end()) ==
          std::set<std::string>{"2028-07-01", "2029-07-01"});
    CHECK(section.csv({"plan"}).where("part", "In later years").size() == 0);
}

TEST_CASE("plan: the seats of its rows are those of its headings, and of check") {
    const SectionInApril section;
    const Table plan = section.csv({"plan"});
    for (const std::string part : {"Falls short", "Still unmet"}) {
        int sum = 0;
        for (const std::string& seats : plan.where("part", part).column("seats")) {
            sum += std::stoi(seats);
        }
        const std::string heading = part + ": " + std::to_string(sum) + " seat";
        CHECK(holds(section.done({"plan"}).out, heading) == (sum > 0));
        if (part == "Falls short") {
            const Table due = section.csv({"check"}).only("rule", "appointments-by-may");
            CHECK(holds(due.at(0, "found"), std::to_string(sum) + " seats to fill"));
        }
    }
}

TEST_CASE("slate: applied unchanged, it does what plan --apply does") {
    const SectionInApril by_plan;
    const SectionInApril by_slate;
    by_plan.done(with({"plan", "--apply"}, skip));
    const Result result = by_slate.done(with({"plan", "--apply", by_slate.saved()}, skip));
    CHECK_FALSE(holds(result.err, "Added"));
    CHECK_FALSE(holds(result.err, "Struck"));
    CHECK_FALSE(holds(result.err, "Changed"));
    const Words roster{"roster", "--on", "2027-07-01"};
    CHECK(seats_of(by_slate.csv(roster)) == seats_of(by_plan.csv(roster)));
    const Words waiting{"volunteer", "list", "--waiting"};
    CHECK(by_slate.csv(waiting).column("name") == by_plan.csv(waiting).column("name"));
}

TEST_CASE("slate: a workbook is saved and read as well") {
    const SectionInApril section;
    const auto before = seats_of(proposed(section));
    const Result result = section.done(
        with({"plan", "--apply", section.saved("slate.xlsx"), "-f", "csv"}, skip));
    CHECK(seats_of(read_csv(result.out)) == before);
}

TEST_CASE("slate: rows struck, changed and added are all that differs") {
    const SectionInApril section;
    const std::string before = bytes_of(section.database());
    const std::string slate = section.file("edited.csv",
                                           "ROLE,Name,Group\n\nmember,Hollis Trevannion,HRD\n,,\n"
                                           "Member,Una Added,Middle Managers\n");
    section.refuses(3, with({"plan", "--apply", slate}, skip));
    section.done({"person", "add", "Una Added <una@lib.example>"});
    const Result dry = section.done(with({"plan", "--apply", slate, "--dry-run"}, skip));
    CHECK(holds(dry.err, "Struck: "));
    CHECK(holds(dry.err, "Added: Una Added (member of Middle Managers"));
    const Result result = section.done(with({"plan", "--apply", slate, "-f", "csv"}, skip));
    CHECK(read_csv(result.out).column("name") == Words{"Hollis Trevannion", "Una Added"});
    const Table roster = section.csv({"roster", "--on", "2027-07-01"});
    CHECK(roster.where("name", "Una Added").size() == 1);
    CHECK(roster.where("name", "Hollis Trevannion").at(0, "group_slug") ==
          "human-resources-development");
    CHECK(bytes_of(section.database()) != before);
    const Result again = section.done(with({"plan", "--apply", slate}, skip));
    CHECK(holds(again.err, "0 appointed, 2 already."));
}

TEST_CASE("slate: ten kinds of mistakes are each one clear line, and nothing is written") {
    const SectionInApril section;
    section.done({"person", "add", "Una Known <una@lib.example>"});
    section.done({"person", "add", "Sam Same <sam1@lib.example>"});
    section.done({"person", "add", "Sam Same <sam2@lib.example>"});
    const std::vector<std::pair<std::string, std::string>> mistakes{
        {"Nobody Atall,,middle-managers,,member,1,,", "no one on record matches 'Nobody Atall'"},
        {"Una Knowne,,middle-managers,,member,1,,", "no one on record"},
        {"Una,,middle-managers,,member,1,,", "write the whole name if you mean Una Known"},
        {",,middle-managers,,member,1,,", "the name is missing"},
        {"Sam Same,,middle-managers,,member,1,,", "matches more than one person"},
        {"Una Known,sam1@lib.example,middle-managers,,member,1,,",
         "is the address of Sam Same, not of 'Una Known'"},
        {"Una Known,,middel-managers-x,,member,1,,", "middel-managers-x"},
        {"Una Known,,,,member,1,,", "the group is missing"},
        {"Una Known,,middle-managers,Member Experience,member,1,,",
         "group_slug names Middle Managers and group names Member Experience"},
        {"Una Known,,middle-managers,,boss,1,,", "'boss' is not a role"},
        {"Una Known,,middle-managers,,,1,,", "the role is missing"},
        {"Una Known,,middle-managers,,member,two,,", "'two' is not a number of years"},
        {"Una Known,,middle-managers,,member,3,,", "a term of 3 program years is not allowed"},
        {"Una Known,,middle-managers,,member,1,Suggested,", "'Suggested' is not a part of a plan"},
        {"Una Known,,middle-managers,,member,1,,2028-07-01",
         "the row is for 2028-07-01, and this plan is for 2027-07-01"},
    };
    const std::string header = "name,email,group_slug,group,role,years,part,start\n";
    std::string all = header;
    for (const auto& [row, message] : mistakes) {
        CAPTURE(row);
        const std::string errors = section.refuses(
            3, with({"plan", "--apply", section.file("one.csv", header + row + "\n")}, skip));
        CHECK(count_lines(errors) == 1);
        CHECK(holds(errors, "one.csv, line 2: "));
        CHECK(holds(errors, message));
        all += row + "\n";
    }
    all += "Una Known,,member-experience,,member,1,,\nUna Known,,HRD,,member,1,,\n"
           "Una Known,,,Member Experience,member,1,,\n";
    const std::string errors = section.refuses(
        3, with({"plan", "--apply", section.file("all.csv", all)}, skip));
    CHECK(count_lines(errors) == mistakes.size() + 1);
    CHECK(holds(errors, "Una Known is in Member Experience twice; the first row is "));
    CHECK(holds(
        section.refuses(3, {"plan", "--apply", section.file("no_role.csv", "name,group\nA,HRD\n")}),
        "no column 'role'"));
}

TEST_CASE("slate: --save needs a name that says the format, and never the database") {
    const SectionInApril section;
    section.refuses(2, {"plan", "--save", "slate.docx"});
    section.refuses(2, {"plan", "--save", "slate.csv", "--apply"});
    section.refuses(4, {"plan", "--save", "nowhere/slate.csv"});
}

TEST_CASE("renew: --ending renews who said yes, and --all who was not asked") {
    LimitedSection section{""};
    for (const std::string name : {"Ana", "Ben", "Cy", "Dee"}) {
        section.serves(name, "member-experience", "2025-07-01", "2027-06-30");
    }
    section.serves("Eve", "middle-managers", "2025-07-01", "2027-06-30");
    const Result none = section.done({"appoint", "renew", "--ending"});
    CHECK(holds(none.err, "5 were not asked; --all renews those not asked"));
    section.done({"appoint", "reply", "ana", "yes"});
    section.done({"appoint", "reply", "ben", "no"});
    const Result yes = section.done({"appoint", "renew", "--ending", "-f", "csv"});
    CHECK(read_csv(yes.out).column("name") == Words{"Ana"});
    CHECK(holds(yes.err, "1 term renewed; 1 said no and 3 were not asked."));
    const Result group = section.done(
        {"appoint", "renew", "--ending", "--all", "--group", "middle-managers", "-f", "csv"});
    CHECK(read_csv(group.out).column("name") == Words{"Eve"});
    const Result all = section.done({"appoint", "renew", "--ending", "--all", "-f", "csv"});
    CHECK(read_csv(all.out).column("name") == Words{"Cy", "Dee"});
    CHECK(holds(section.done({"appoint", "renew", "--ending", "--all"}).err, "1 said no"));
    section.refuses(2, {"appoint", "renew", "ana", "--ending"});
    section.refuses(2, {"appoint", "renew", "--all"});
}

TEST_CASE("renew: --from renews everyone in a list, or no one") {
    LimitedSection section{""};
    for (const std::string name : {"Ana", "Ben"}) {
        section.serves(name, "member-experience", "2025-07-01", "2027-06-30");
    }
    const std::string errors = section.refuses(
        3, {"appoint", "renew", "--from", "-"},
        "name,group,years\nAna,member-experience,1\nZoe,member-experience,\nBen,nowhere,\n");
    CHECK(count_lines(errors) == 2);
    CHECK(holds(errors, "line 3"));
    const Result result = section.done({"appoint", "renew", "--from", "-", "-f", "csv"},
                                       "name,group,years\nAna,member-experience,1\n"
                                       "Ben,member-experience,\n");
    const Table renewed = read_csv(result.out);
    CHECK(renewed.column("years") == Words{"1", "2"});
    CHECK(renewed.column("start") == Words{"2027-07-01", "2027-07-01"});
    CHECK(holds(
        section.done({"appoint", "renew", "--from", "-"}, "name,group\nAna,member-experience\n")
            .err,
        "0 terms renewed, 1 already."));
}

TEST_CASE("a slate and a list of renewals name groups in the words that people use") {
    const SectionInApril section;
    const std::string row = "Juniper Halloran-Tate,Library Consulting IG,chair\n";
    const Result renewed = section.done({"appoint", "renew", "--from", "-", "-n", "-f", "csv"},
                                        "name,group,role\n" + row);
    CHECK(read_csv(renewed.out).column("group_slug") == Words{"library-consulting"});
    const std::string slate = section.file("usual.csv", "name,group,role\n" + row);
    const Result applied = section.done({"plan", "--apply", slate, "-n", "-f", "csv"});
    CHECK(read_csv(applied.out).column("group_slug") == Words{"library-consulting"});
}

TEST_CASE("the sample's July 1, 2027 takes ten commands, with letters and answers") {
    SectionInApril section;
    int typed = 2;    // the letters that ask whether people serve on, and those that thank them
    const auto type = [&](const Words& words, const std::string& input = "") {
        ++typed;
        return section.done(words, input);
    };
    // The answers come back in the list of terms that end: some no, most yes, some not at all.
    const Table ending = section.csv({"roster", "--ending", "2026"});
    std::string answers = "name,email,group,reply\n";
    for (std::size_t i = 0; i < ending.size(); ++i) {
        const char* answer = i % 5 == 0 ? "no" : i % 7 == 0 ? "" : "yes";
        answers += "\"" + ending.at(i, "name") + "\"," + ending.at(i, "email") + "," +
                   ending.at(i, "group_slug") + "," + answer + "\n";
    }
    type({"appoint", "reply", "--from", "-"}, answers);
    type({"plan"});
    type({"plan", "--save", "slate.csv"});
    // The officer strikes a row in the spreadsheet.
    Words lines = lines_of(bytes_of(section.folder() / "slate.csv"));
    lines.pop_back();
    std::string text;
    for (const std::string& line : lines) {
        text += line + "\n";
    }
    const std::string slate = section.file("slate.csv", text);
    const Result applied = type(with({"plan", "--apply", slate}, skip));
    CHECK(holds(applied.err, "Struck: "));
    CHECK(holds(applied.err, std::to_string(lines.size() - 1) + " appointed."));
    const Table left = section.csv({"plan"});
    type({"check"});
    type({"roster", "--on", "2027-07-01"});
    CHECK(typed <= 10);
    section.today("2027-07-01");
    for (const std::string group : {"management-best-practices", "member-experience"}) {
        const auto people = section.csv({"roster", group}).size();
        CHECK(people >= 6);
        CHECK(people <= 12);
    }
}

TEST_CASE("plan: a limit on posts counts someone's seats together") {
    const LimitedSection section{rule("posts", "at_most = 1")};
    for (const std::string group : {"member-experience", "management-best-practices"}) {
        section.serves("Ana", group, "2025-07-01", "2027-06-30");
    }
    section.done({"volunteer", "add", "Ana <ana@lib.example>", "--choice", "middle-managers"});
    const Table plan = section.csv({"plan"}).where("name", "Ana");
    CHECK(plan.where("part", "Proposed").size() == 1);
    const Table off = plan.where("part", "Rolls off");
    REQUIRE(off.size() == 1);
    CHECK(holds(off.at(0, "why"), "as many groups as the rules allow"));
    section.done({"plan", "--apply"});
}

TEST_CASE("limits: a correction is weighed, and a year on leave does not count") {
    const LimitedSection section{rule("years-in-group", "at_most = 2")};
    section.serves("Ana", "member-experience", "2025-07-01", "2027-06-30");
    CHECK(holds(section.refuses(3, {"appoint", "edit", "ana", "member-experience", "--start",
                                    "2024-07-01", "--reason", "was left out"}),
                "3 years in a row"));
    section.serves("Ben", "member-experience", "2025-07-01", "2027-06-30");
    section.refuses(3, {"appoint", "renew", "ben", "member-experience", "--years", "1"});
    section.done({"appoint", "leave", "ben", "member-experience", "--start", "2026-07-01", "--end",
                  "2027-06-30"});
    section.done({"appoint", "renew", "ben", "member-experience", "--years", "1"});
}

TEST_CASE("slate: applied again, a form that a newer one replaced does not matter") {
    const LimitedSection section{""};
    const auto sends = [&](const std::string& day) {
        section.done({"volunteer", "add", "Vic Stone <vic@lib.example>", "--choice",
                      "member-experience", "--on", day});
    };
    sends("2027-02-01");
    sends("2027-03-01");
    section.done({"plan", "--save", "slate.csv"});
    const Words apply = with({"plan", "--apply", section.folder() / "slate.csv"}, skip);
    CHECK(holds(section.done(apply).err, "1 appointed."));
    CHECK(holds(section.done(apply).err, "0 appointed, 1 already."));
}

TEST_CASE("slate: --save does not replace a file that was edited, except with --force") {
    const SectionInApril section;
    const std::string slate = section.saved();
    const std::string before = bytes_of(slate);
    CHECK(section.saved() == slate);    // the same again is fine
    const std::string edited = section.file("slate.csv", before.substr(0, before.find('\n') + 1));
    for (const Words& more : {Words{}, Words{"--dry-run"}}) {
        const std::string errors = section.refuses(3, with({"plan", "--save", edited}, more));
        CHECK(holds(errors, "exists, and differs"));
        CHECK(holds(errors, "--force"));
        CHECK(count_lines(errors) == 1);
    }
    CHECK(bytes_of(edited) != before);
    section.done({"plan", "--save", edited, "--force"});
    CHECK(bytes_of(edited) == before);
    section.refuses(2, {"plan", "--force"});
}

TEST_CASE("plan: a chair-elect becomes co-chair where a co-chair's seat is vacant") {
    const LimitedSection section{""};
    section.serves("Ana", "leadership-team", "2025-07-01", "2027-06-30", "co-chair");
    section.serves("Ben", "leadership-team", "2026-07-01", "2028-06-30", "co-chair");
    section.serves("Cy", "leadership-team", "2024-07-01", "2028-06-30");
    section.serves("Dee", "leadership-team", "2026-07-01", "2028-06-30", "chair-elect");
    const Table seats = proposed(section).where("group_slug", "leadership-team");
    CHECK(seats.where("role", "co-chair").column("name") == Words{"Dee"});
    CHECK(seats.only("name", "Dee").at(0, "why") == "the chair-elect becomes co-chair");
    section.done({"plan", "--apply"});
}

TEST_CASE("plan: a chair who must rotate stays as a member where members lack") {
    const LimitedSection section{""};
    section.serves("Ana", "member-experience", "2025-07-01", "2027-06-30", "chair");
    section.serves("Ben", "member-experience", "2026-07-01", "2028-06-30");
    const auto rows = [&](const std::string& part) {
        return section.csv({"plan"}).where("part", part).where("group_slug", "member-experience");
    };
    CHECK(rows("Rolls off").column("name") == Words{"Ana"});
    CHECK(holds(rows("Still unmet").only("role", "member").at(0, "why"),
                "; Ana, who leads now, may be asked to stay as a member"));
    section.done({"appoint", "reply", "ana", "member-experience", "yes"});
    CHECK(rows("Rolls off").size() == 0);
    const Table ana = rows("Proposed").only("name", "Ana");
    CHECK(ana.at(0, "role") == "member");
    CHECK(holds(ana.at(0, "why"), "stays as a member, because another person leads: said yes"));
    CHECK_FALSE(holds(rows("Still unmet").only("role", "member").at(0, "why"), "Ana"));
    section.done({"plan", "--apply"});
}
