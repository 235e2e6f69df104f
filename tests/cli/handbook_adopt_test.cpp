// An existing section takes up a revised handbook: what changes, what stays, and that it can be
// undone.
#include "harness.hpp"

#include <algorithm>
#include <filesystem>

using namespace lmsection::test;

namespace {

const std::string& first_edition() {
    static const std::string file = source_file("tests/data/handbook_edition_1.toml");
    return file;
}

std::string text_of_first_edition() {
    return bytes_of(first_edition());
}

/// A section that was made when the first edition of the handbook was built in.
struct OldSection : Section {
    OldSection() : Section(Unmade{}) { done({"init", "--handbook", first_edition()}); }
};

/// The sample's people, forms, meetings and programs in such a section.
struct OldSample : OldSection {
    OldSample() {
        done({"appoint", "--from", source_file("data/sample/appointments.csv"), "--ignore-extra"});
        done({"appoint", "--from", source_file("data/sample/over.csv"), "--override",
              "two projects at once"});
        done({"report-due", "submit", "--from", source_file("data/sample/reports.csv")});
        done({"meeting", "add", "--from", source_file("data/sample/meetings.csv")});
        done({"volunteer", "import", source_file("data/sample/volunteers.csv")});
        done({"program", "add", "--from", source_file("data/sample/programs.csv")});
    }
};

std::string replaced(std::string text, const std::string& piece, const std::string& by) {
    const auto found = text.find(piece);
    CAPTURE(piece);
    REQUIRE(found != std::string::npos);
    return text.replace(found, piece.size(), by);
}

/// The text without the table that begins with `head` and goes on to the next table.
std::string without_table(const std::string& text, const std::string& head) {
    const auto begin = text.find(head);
    CAPTURE(head);
    REQUIRE(begin != std::string::npos);
    const auto end = text.find("\n[[", begin + head.size());
    return text.substr(0, begin) + text.substr(end + 1);
}

/// All records but the history.
std::string records(const Section& section) {
    return section.done({"export", "--without-history"}).out;
}

Table lines_on(const Table& lines, const std::string& part, const std::string& change) {
    return lines.where("part", part).where("change", change);
}

}    // namespace

TEST_CASE("a section adopts the built-in handbook, and a second run changes nothing") {
    const OldSection section;
    const std::string built_in = bytes_of(source_file("data/handbook.toml"));
    CHECK(section.done({"handbook", "--export"}).out == text_of_first_edition());
    const Table lines = section.csv({"handbook", "adopt"});
    CHECK(lines.columns == Words{"part", "change", "what", "detail", "section"});
    CHECK(section.done({"handbook", "--export"}).out == built_in);
    const Table changed_rules = lines_on(lines, "rule", "changed");
    CHECK(holds(changed_rules.only("what", "committee-most").at(0, "detail"),
                "strength: must -> should"));
    CHECK(
        lines_on(lines, "rule", "added").only("what", "leadership-team-leaders").at(0, "section") ==
        "2");
    CHECK(holds(lines_on(lines, "role", "changed").only("what", "interest-group").at(0, "detail"),
                "led by: 1 chair or 3 co-chairs -> at least 1 chair"));
    CHECK(lines_on(lines, "item", "changed").size() == 20);
    CHECK(lines_on(lines, "item", "changed").only("what", "select-co-chairs").at(0, "detail") ==
          "shows: nothing -> leaders");
    CHECK(lines_on(lines, "duty", "changed").size() == 11);
    CHECK(lines_on(lines, "note", "added").size() == 18);

    const std::string before = bytes_of(section.database());
    const Result again = section.done({"handbook", "adopt"});
    CHECK(holds(again.err, "nothing was changed"));
    CHECK(bytes_of(section.database()) == before);
    // A section that is made now has nothing to adopt, and is the same as the one that adopted.
    const Section fresh;
    CHECK(holds(fresh.done({"handbook", "adopt"}).err, "nothing was changed"));
    for (const Words& words : std::vector<Words>{{"checklist", "--year"}, {"group", "list"}}) {
        CHECK(section.csv(words).rows == fresh.csv(words).rows);
    }
}

TEST_CASE("the sample section adopts the built-in handbook and keeps every record") {
    const OldSample section;
    const Table terms = section.csv({"roster", "--history"});
    section.done({"checklist", "done", "plan-annual-goals"});
    const Table lines = section.csv({"handbook", "adopt"});
    CHECK(section.csv({"roster", "--history"}).rows == terms.rows);
    CHECK(section.csv({"checklist", "--month", "2026-07"}).at(0, "status") == "done");
    // The thirteenth member breaks a should where a must was broken before.
    CHECK(lines.where("part", "term").where("what", "member-experience").size() == 0);
    CHECK(section.csv({"checklist", "--month", "april"}).at(0, "audience") ==
          "leadership-team, committee");
    CHECK(holds(section.done({"handbook", "adopt"}).err, "nothing was changed"));
}

TEST_CASE("undo and redo of an adoption restore every record exactly") {
    const OldSample section;
    const std::string before = records(section);
    const std::int64_t entries = number_in(section.database(), "SELECT count(*) FROM history");
    section.done({"handbook", "adopt"});
    CHECK(number_in(section.database(), "SELECT count(*) FROM history") == entries + 1);
    const std::string after = records(section);
    CHECK(after != before);
    section.done({"undo"});
    CHECK(records(section) == before);
    CHECK(section.done({"handbook", "--export"}).out == text_of_first_edition());
    section.done({"redo"});
    CHECK(records(section) == after);
}

TEST_CASE("a dry run of an adoption shows the same lines and changes nothing") {
    const OldSample section;
    const std::string before = bytes_of(section.database());
    const Table shown = section.csv({"handbook", "adopt", "--dry-run"});
    CHECK(bytes_of(section.database()) == before);
    CHECK(section.csv({"handbook", "adopt"}).rows == shown.rows);
}

TEST_CASE("what a section changed itself stays as it is, and the rest follows the handbook") {
    const OldSection section;
    section.done({"checklist", "edit", "plan-annual-goals", "--title", "Plan with the chairs"});
    section.done({"checklist", "add", "Order the cake", "--month", "june"});
    section.done({"group", "edit", "middle-managers", "--charge", "Ours alone"});
    section.done({"group", "add", "Data Services", "--kind", "interest-group"});
    std::string text = text_of_first_edition();
    text = replaced(text, "title = \"Plan the committee's goals for the year\"",
                    "title = \"Plan the goals\"");
    text = replaced(text, "title = \"Settle the webinar ideas\"",
                    "title = \"Settle the webinars\"");
    text = replaced(text, "charge = \"Is a forum that examines",
                    "charge = \"Is the forum that examines");
    text = replaced(text, "charge = \"Offers professional", "charge = \"Gives professional");
    text += "\n[[groups]]\nname = \"Data Services\"\nkind = \"interest-group\"\nsection = \"4\"\n"
            "charge = \"Of the handbook\"\n"
            "\n[[groups]]\nname = \"Archives\"\nkind = \"interest-group\"\nsection = \"4\"\n"
            "charge = \"New\"\n";
    const std::string file = section.file("revised.toml", text);
    const Table lines = section.csv({"handbook", "adopt", file});
    const auto title = [&](const std::string& item) {
        return section.csv({"checklist", "--year"}).only("item", item).at(0, "title");
    };
    CHECK(title("plan-annual-goals") == "Plan with the chairs");
    CHECK(title("order-the-cake") == "Order the cake");
    CHECK(title("finalize-webinar-ideas") == "Settle the webinars");
    const auto charge = [&](const std::string& group) {
        return section.csv({"group", "show", group}).only("topic", "charge").at(0, "text");
    };
    CHECK(charge("middle-managers") == "Ours alone");
    CHECK(holds(charge("human-resources-development"), "Gives professional"));
    CHECK(holds(charge("data-services"), "not written"));
    CHECK(charge("archives") == "New");
    CHECK(lines_on(lines, "item", "kept").column("what") == Words{"plan-annual-goals"});
    CHECK(lines_on(lines, "group", "kept").column("what") ==
          Words{"middle-managers", "data-services"});
    CHECK(lines_on(lines, "group", "added").column("what") == Words{"data-services", "archives"});
}

TEST_CASE("what a handbook drops is listed; groups, marks and edits stay") {
    const OldSection section;
    section.done({"appoint", "Ana Diaz <ana@lib.example>", "library-consulting"});
    section.done({"checklist", "done", "brainstorm-programs"});
    section.done({"checklist", "edit", "recruit-members", "--month", "sep"});
    std::string text = text_of_first_edition();
    text = without_table(text, "[[groups]]\nname = \"Library Consulting\"");
    text = without_table(text, "[[groups.activities]]\nid = \"connect-discussion\"");
    for (const char* item : {"brainstorm-programs", "recruit-members", "finalize-webinar-ideas"}) {
        text = without_table(text, std::string{"[[checklist]]\nid = \""} + item + "\"");
    }
    const Table lines = section.csv({"handbook", "adopt", section.file("revised.toml", text)});
    CHECK(lines_on(lines, "group", "dropped").column("what") == Words{"library-consulting"});
    CHECK(holds(lines_on(lines, "group", "kept").at(0, "detail"),
                "lmsection group retire library-consulting"));
    CHECK(section.csv({"roster", "library-consulting"}).column("name") == Words{"Ana Diaz"});
    CHECK(lines_on(lines, "item", "dropped").size() == 3);
    CHECK(lines_on(lines, "item", "kept").column("what") ==
          Words{"brainstorm-programs", "recruit-members"});
    const Words items = section.csv({"checklist", "--year"}).column("item");
    CHECK(items.size() == 23);
    const Table left = section.csv({"checklist", "--year"});
    CHECK(left.only("item", "brainstorm-programs").at(0, "section") == "dropped");
    CHECK(left.only("item", "recruit-members").at(0, "section") == "dropped");
    CHECK(left.only("item", "plan-annual-goals").at(0, "section") == "Checklist");
    CHECK(std::count(items.begin(), items.end(), "finalize-webinar-ideas") == 0);
    CHECK(section.csv({"checklist", "--month", "2026-07"})
              .only("item", "brainstorm-programs")
              .at(0, "status") == "done");
}

TEST_CASE("terms that break the new rules are listed and stay") {
    const OldSection section;
    for (int i = 0; i < 3; ++i) {
        const std::string n = std::to_string(i);
        section.done({"appoint", "Person " + n + " <p" + n + "@lib.example>", "member-experience"});
    }
    std::string text = text_of_first_edition();
    text = replaced(text, "at_least = 1\nat_most = 2\nsays", "at_least = 1\nat_most = 1\nsays");
    text = replaced(text, "at_most = 12", "at_most = 2");
    const Table lines = section.csv({"handbook", "adopt", section.file("revised.toml", text)});
    const Table broken = lines_on(lines, "term", "breaks");
    CHECK(broken.size() == 4);
    CHECK(broken.where("section", "1").at(0, "detail") ==
          "Person 0 (member to 2028-06-30): a term of 2 program years is not allowed (term-length, "
          "must)");
    CHECK(holds(broken.where("section", "3").at(0, "detail"), "3 people"));
    CHECK(section.csv({"roster"}).size() == 3);
    // And the new rule applies from now on.
    section.refuses(3, {"appoint", "Person 9 <p9@lib.example>", "member-experience"});
}

TEST_CASE("a faulty handbook is refused in a line with its number, and nothing is changed") {
    const OldSection section;
    const std::string good = text_of_first_edition();
    const std::string broken = section.file("broken.toml",
                                            replaced(good, "division = ", "division "));
    CHECK(holds(section.refuses(3, {"handbook", "adopt", broken}), "broken.toml:23:"));
    const std::string wrong = section.file("wrong.toml", replaced(good, "strength = \"must\"",
                                                                  "strength = \"can\""));
    const std::string error = section.refuses(3, {"handbook", "adopt", wrong});
    CHECK(holds(error, "wrong.toml:"));
    CHECK(count_lines(error) == 1);
    section.refuses(4, {"handbook", "adopt", "none.toml"});
    section.refuses(2, {"handbook", "adopt", broken, "another.toml"});
}

TEST_CASE("a handbook without a venue that programs are recorded for is refused") {
    const OldSection section;
    section.done({"program", "add", "Maps", "--venue", "other"});
    std::string text = without_table(text_of_first_edition(), "[[venues]]\nid = \"other\"");
    text = without_table(text, "[[rules]]\nid = \"other-divisions-last\"");
    const std::string file = section.file("revised.toml", text);
    CHECK(holds(section.refuses(3, {"handbook", "adopt", file}), "1 program is recorded for the "
                                                                 "venue 'other'"));
}

TEST_CASE("a section with a handbook of its own is not offered the built-in one") {
    const Program program;
    const std::string second = source_file("tests/data/second_handbook.toml");
    program.done({"init", "--handbook", second});
    CHECK(holds(program.fails(3, {"handbook", "adopt"}), "Maps & Globes Section"));
    CHECK_FALSE(holds(program.done({"doctor", "-f", "csv"}).out, "adopt"));
    CHECK_FALSE(holds(program.done({"digest"}).out, "adopt"));
    std::string text = replaced(bytes_of(second), "at_most = 5", "at_most = 7");
    program.done({"handbook", "adopt", program.file("revised.toml", text)});
    CHECK(program.done({"handbook", "--export"}).out == text);
    CHECK(holds(program.done({"handbook", "adopt", program.folder() / "revised.toml"}).err,
                "nothing was changed"));
}

TEST_CASE("a section whose handbook is newer than the built-in one keeps it") {
    const Program program;
    const std::string text = replaced(bytes_of(source_file("data/handbook.toml")), "edition = 3",
                                      "edition = 4");
    program.done({"init", "--handbook", program.file("third.toml", text)});
    CHECK(holds(program.fails(3, {"handbook", "adopt"}), "newer"));
    CHECK(program.done({"handbook", "--export"}).out == text);
}

TEST_CASE("a section of each older schema adopts a revised handbook") {
    const std::string second = bytes_of(source_file("tests/data/second_handbook.toml"));
    const std::string revised = replaced(second, "at_most = 5", "at_most = 7");
    for (const char* number : {"1", "2", "3", "4", "5"}) {
        CAPTURE(number);
        const Section section;
        std::filesystem::copy_file(source_file(std::string{"tests/data/schema-"} + number + ".db"),
                                   section.database(),
                                   std::filesystem::copy_options::overwrite_existing);
        const Table roster = section.csv({"roster", "--history"});
        const std::string before = records(section);
        const std::string file = section.file("revised.toml", revised);
        section.done({"handbook", "adopt", file});
        CHECK(section.done({"handbook", "--export"}).out == revised);
        CHECK(section.csv({"roster", "--history"}).rows == roster.rows);
        CHECK(holds(section.done({"handbook", "adopt", file}).err, "nothing was changed"));
        section.done({"undo"});
        CHECK(records(section) == before);
        // Even another section's handbook can be adopted, when its file is named.
        section.done({"handbook", "adopt", first_edition()});
        section.done({"handbook", "adopt"});
        CHECK(section.csv({"roster", "--history"}).rows == roster.rows);
        CHECK(section.run({"doctor", "--exit-code"}).status != 4);
    }
}

TEST_CASE("doctor and digest name a newer edition of the section's own handbook") {
    const OldSample section;
    const auto doctor = [&] {
        return section.csv({"doctor"}).only("check", "handbook").at(0, "remedy");
    };
    CHECK(holds(doctor(), "edition 3 is built in"));
    CHECK(holds(section.done({"digest"}).out, "lmsection handbook adopt"));
    CHECK_FALSE(holds(section.done({"digest", "-f", "csv"}).out, "adopt"));
    section.done({"handbook", "adopt"});
    CHECK(doctor().empty());
    CHECK_FALSE(holds(section.done({"digest"}).out, "adopt"));
}
