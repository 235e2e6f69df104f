#include "harness.hpp"
#include "lmsection/base/error.hpp"

#include <algorithm>
#include <regex>
#include <set>

using namespace lmsection::test;

namespace {

/// The built-in handbook's text with a piece of it replaced, as a file.
std::string spoiled(const Program& program, const std::string& piece, const std::string& by) {
    std::string text = bytes_of(source_file("data/handbook.toml"));
    const auto found = text.find(piece);
    REQUIRE(found != std::string::npos);
    text.replace(found, piece.size(), by);
    return program.file("faulty.toml", text);
}

/// The number of the line that holds `piece` first.
std::size_t line_with(const std::string& text, const std::string& piece) {
    std::size_t number = 0;
    for (const std::string& line : lines_of(text)) {
        ++number;
        if (holds(line, piece)) {
            return number;
        }
    }
    return 0;
}

}    // namespace

TEST_CASE("the handbook's facts come each with its section, sections in order") {
    const NoSection nowhere;
    const Table facts = nowhere.csv({"handbook"});
    CHECK(facts.columns.front() == "section");
    const Words sections = facts.column("section");
    CHECK(std::set<std::string>{sections.begin(), sections.end()} ==
          std::set<std::string>{"1", "2", "3", "4", "5", "Checklist"});
    CHECK(std::is_sorted(sections.begin(), sections.end()));
}

TEST_CASE("the option --section has the facts of that section alone") {
    const NoSection nowhere;
    const Table all = nowhere.csv({"handbook"});
    for (const char* section : {"1", "2", "3", "4", "5", "Checklist"}) {
        CAPTURE(section);
        CHECK(nowhere.csv({"handbook", "--section", section}).rows ==
              all.where("section", section).rows);
    }
    nowhere.fails(3, {"handbook", "--section", "9"});
}

TEST_CASE("the checklist's section has the 24 items") {
    const NoSection nowhere;
    const Table facts = nowhere.csv({"handbook", "--section", "Checklist"});
    const Table year = nowhere.csv({"checklist", "--year"});
    for (const std::string& item : year.column("item")) {
        CHECK(facts.only("topic", item).size() == 1);
    }
}

TEST_CASE("the option --group has what the handbook says of that group") {
    const NoSection nowhere;
    const Table facts = nowhere.csv({"handbook", "--group", "middle"});
    std::string all;
    for (const std::string& text : facts.column("text")) {
        all += text + "\n";
    }
    CHECK(holds(all, "middle management"));
    CHECK(holds(all, "ALA Connect"));
    CHECK(holds(all, "ALA Annual"));
    CHECK(holds(all, "December"));
    CHECK_FALSE(holds(all, "consorti"));
    const auto topics = [&](const std::string& group) {
        return nowhere.csv({"handbook", "--group", group}).column("topic");
    };
    const auto has = [&](const std::string& group, const std::string& topic) {
        const Words all_topics = topics(group);
        return std::count(all_topics.begin(), all_topics.end(), topic) > 0;
    };
    CHECK(has("middle", "Interest groups: who leads"));
    CHECK(has("middle", "Appointments: terms"));
    CHECK(has("middle", "Core Connect"));
    CHECK(has("middle", "interest-group-week"));
    CHECK(has("leadership-team", "Leadership Team: skills"));
    CHECK(has("leadership-team", "core-chairs"));
    CHECK(has("member", "Committees: size"));
    CHECK(has("member", "Committees' folders on Google Drive"));
    CHECK(has("dialogue", "interest-groups"));
    CHECK_FALSE(has("middle", "Committees: size"));
    CHECK_FALSE(has("middle", "library-leaders-merger"));
    CHECK(nowhere.csv({"handbook", "--notes", "--group", "library-leaders"})
              .only("topic", "library-leaders-merger")
              .size() == 1);
    // What the handbook does not describe is not the same as what it leaves to be determined.
    CHECK(nowhere.csv({"handbook", "--group", "dialogue"})
              .only("part", "interest group")
              .at(0, "text") == "charge: not described in the handbook");
    CHECK(nowhere.csv({"handbook", "--group", "management-best"})
              .only("part", "committee")
              .at(0, "text") == "charge: TBD in the handbook");
    nowhere.fails(3, {"handbook", "--group", "nowhere"});
}

TEST_CASE("the option --notes has the places where the handbook contradicts itself, with their "
          "sections") {
    const NoSection nowhere;
    const Table notes = nowhere.csv({"handbook", "--notes"});
    REQUIRE(notes.size() == 24);
    const auto note = [&](const Words& words) {
        for (std::size_t i = 0; i < notes.size(); ++i) {
            bool all = true;
            for (const std::string& word : words) {
                all = all && holds(notes.at(i, "text"), word);
            }
            if (all) {
                return notes.at(i, "section");
            }
        }
        return std::string{"none"};
    };
    CHECK(note({"six interest groups", "Dialogue with Directors",
                "Library Leaders and Managers"}) == "1 and 4");
    CHECK(note({"at least four", "four to eight", "4 to 8"}) == "1 and 2");
    CHECK(note({"one or two virtual meetings a month", "six meetings a year"}) == "2");
    CHECK(note({"five committees", "size of its own"}) == "1 and 2 and 3");
    CHECK(note({"Core Forum", "March", "February", "May"}) == "Checklist");
    CHECK(note({"B&O"}) == "Checklist");
    CHECK(note({"Chair and its Vice Chair", "two co-chairs"}) == "1 and 2");
    CHECK(note({"two reports a year", "The Leadership Team owes no report"}) == "1 and 3");
    CHECK(note({"Core Chairs", "this section's groups"}) == "2");
    CHECK(note({"organizational chart"}) == "1");
    CHECK(note({"late April or early May", "in April", "in May", "May 7"}) == "1 and Checklist");
    CHECK(note({"at least four times", "August and March"}) == "3 and Checklist");
    CHECK(note({"December", "January", "webinar"}) == "Checklist");
    CHECK(note({"tutorial", "spelled"}) == "3");
    CHECK(note({"Monday to Friday", "Sunday to Saturday", "2027"}) == "4");
    CHECK(note({"your committee", "section as a whole"}) == "2");
    for (std::size_t i = 0; i < notes.size(); ++i) {
        CAPTURE(notes.at(i, "topic"));
        CHECK(holds(notes.at(i, "text"), " / "));
        CHECK(holds(notes.at(i, "text"), "used: "));
    }
}

TEST_CASE("the option --export is the handbook's TOML, byte for byte, whatever the format") {
    const NoSection nowhere;
    const std::string text = bytes_of(source_file("data/handbook.toml"));
    CHECK(nowhere.done({"handbook", "--export"}).out == text);
    CHECK(nowhere.done({"handbook", "--export", "-f", "csv"}).out == text);
}

TEST_CASE("a section made from the exported handbook is as one made from the built-in") {
    const NoSection nowhere;
    const Program program;
    program.file("copy.toml", nowhere.done({"handbook", "--export"}).out);
    program.done({"init", "--handbook", program.folder() / "copy.toml"});
    const auto ask = [&](const Words& words) { return program.done(words).out; };
    const Section built_in;
    for (const Words& words : std::vector<Words>{{"group", "list", "-f", "csv"},
                                                 {"checklist", "--year", "-f", "csv"},
                                                 {"report-due", "--all", "-f", "csv"},
                                                 {"handbook", "-f", "csv"},
                                                 {"handbook", "--export"}}) {
        CHECK(ask(words) == built_in.done(words).out);
    }
}

TEST_CASE("the option --output writes the export to a file") {
    const NoSection nowhere;
    const std::string file = nowhere.folder() / "out.toml";
    CHECK(nowhere.done({"handbook", "--export", "-o", file}).out.empty());
    CHECK(bytes_of(file) == bytes_of(source_file("data/handbook.toml")));
}

TEST_CASE("the option --check of a good handbook succeeds and stores nothing") {
    const NoSection nowhere;
    const Result result = nowhere.done(
        {"handbook", "--check", source_file("tests/data/second_handbook.toml")});
    CHECK(holds(result.err + result.out, "6 groups"));
    CHECK(std::filesystem::is_empty(nowhere.folder().path()));
}

TEST_CASE("the option --check of a faulty handbook names the file and the line, and is refused") {
    const NoSection nowhere;
    const std::string built_in = bytes_of(source_file("data/handbook.toml"));
    struct Fault {
        std::string piece;
        std::string by;
    };
    for (const auto& [piece, by] :
         std::vector<Fault>{{"month = 7", "month = 13"},
                            {"audience = [\"committee\"]", "audience = [\"comittee\"]"},
                            {"strength = \"must\"", "strength = \"maybe\""},
                            {"member_years = 2", "member_years = \"two\""},
                            {"remark = \"\"", "remork = \"\""},
                            {"division = ", "division "}}) {
        const std::string file = spoiled(nowhere, piece, by);
        const std::string error = nowhere.fails(3, {"handbook", "--check", file});
        CAPTURE(piece, error);
        std::smatch match;
        REQUIRE(std::regex_search(error, match, std::regex{R"(faulty\.toml:(\d+))"}));
        // Its own line, or the head of the table that it stands in.
        const std::size_t line = std::stoul(match[1]);
        const auto wrong = line_with(built_in, piece);
        CHECK(line <= wrong);
        CHECK(line + 10 > wrong);
    }
}

TEST_CASE("the option --check tells every fault of a handbook, not the first alone") {
    const NoSection nowhere;
    std::string text = bytes_of(source_file("tests/data/second_handbook.toml"));
    for (const char* piece : {"month = 7", "strength = \"must\""}) {
        text.replace(text.find(piece), std::string{piece}.size(),
                     holds(piece, "month") ? "month = 0" : "strength = \"can\"");
    }
    const std::string error = nowhere.fails(3, {"handbook", "--check",
                                                nowhere.file("two.toml", text)});
    CHECK(count_lines(error) == 2);
}

TEST_CASE("the option --check of a file that is not there fails with status 4") {
    const NoSection nowhere;
    nowhere.fails(4, {"handbook", "--check", "none.toml"});
}

TEST_CASE("a section's own handbook is told, not the built-in one") {
    const Program program;
    program.done({"init", "--handbook", source_file("tests/data/second_handbook.toml")});
    const std::string facts = program.done({"handbook", "-f", "csv"}).out;
    CHECK(holds(facts, "Globes"));
    CHECK_FALSE(holds(facts, "Middle Managers"));
    const std::string notes = program.done({"handbook", "--notes", "-f", "csv"}).out;
    CHECK(read_csv(notes).size() == 1);
}

TEST_CASE("the handbook says what members do and from whom Core's board is elected") {
    const NoSection nowhere;
    const std::string facts = nowhere.done({"handbook", "--section", "1", "-f", "csv"}).out;
    CHECK(holds(facts, "A Board of Directors governs Core; it is elected from the membership every "
                       "year."));
    CHECK_FALSE(holds(facts, "elected by the membership"));
    CHECK(holds(facts, "Members play a central part in every library"));
}
