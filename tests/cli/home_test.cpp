// `lmsection` without a command: what needs attention, and how to begin.
#include "harness.hpp"

#include <algorithm>
#include <cstddef>
#include <string>

using namespace lmsection::test;

namespace {

/// Checks what every such page promises; the page.
std::string page_of(const Program& program, const Words& arguments = {}) {
    const Result result = program.done(arguments);
    CAPTURE(result.out);
    CHECK(result.err.empty());
    CHECK(count_lines(result.out) <= 24);
    for (const std::string& line : lines_of(result.out)) {
        CHECK(std::count_if(line.begin(), line.end(), [](char c) {
                  return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U;
              }) <= 80);
    }
    CHECK(holds(result.out, "lmsection help"));
    return result.out;
}

/// The lines below "Needs attention:".
Words attention(const std::string& page) {
    Words lines;
    bool inside = false;
    for (const std::string& line : lines_of(page)) {
        if (line == "Needs attention:") {
            inside = true;
        } else if (inside && line.empty()) {
            break;
        } else if (inside) {
            lines.push_back(line);
        }
    }
    return lines;
}

/// The words of the command at the end of a line of the page.
Words command_in(const std::string& line) {
    Words words;
    std::string word;
    for (const char c : line.substr(line.find("lmsection ") + 10) + " ") {
        if (c == ' ') {
            words.push_back(word);
            word.clear();
        } else {
            word += c;
        }
    }
    return words;
}

}    // namespace

TEST_CASE("home names the section and the day, and what needs attention with its commands") {
    const SampleSection section;
    const std::string page = page_of(section);
    CHECK(page.starts_with("Leadership & Management Section\nNovember 24, 2026\n"));
    const Words lines = attention(page);
    REQUIRE_FALSE(lines.empty());
    CHECK(lines.size() <= 10);
    CHECK(holds(lines.front(), "overdue"));
    CHECK(holds(lines.front(), "lmsection report-due"));
    for (const char* command : {"lmsection roster ", "lmsection checklist ",
                                "lmsection report-due ", "lmsection appoint ", "lmsection undo "}) {
        CHECK(holds(page, command));
    }
}

TEST_CASE("home counts what the digest lists") {
    const SampleSection section;
    const Table digest = section.csv({"digest"});
    const std::string page = page_of(section);
    const auto count = [&](const char* part) {
        return std::to_string(digest.where("part", part).size());
    };
    const auto overdue = digest.where("part", "Reports").where("detail", "overdue").size();
    CHECK(overdue > 0);
    CHECK(holds(page, "  " + std::to_string(overdue) + " report"));
    CHECK(holds(page, "  " + count("To do this month") + " checklist item"));
    section.done({"volunteer", "add", "Hal Moss <hal@lib.example>", "--choice", "middle-managers"});
    CHECK(holds(page_of(section), "  1 volunteer is waiting for an answer"));
}

TEST_CASE("home fits a screen on every day of the year, and its commands work") {
    SampleSection section;
    for (const char* day :
         {"2026-07-01", "2026-08-15", "2026-09-30", "2026-10-10", "2026-12-31", "2027-01-15",
          "2027-02-28", "2027-03-20", "2027-04-20", "2027-05-07", "2027-06-30", "2031-01-01"}) {
        CAPTURE(day);
        section.today(day);
        const Words lines = attention(page_of(section));
        CHECK(lines.size() <= 10);
        for (const std::string& line : lines) {
            CAPTURE(line);
            section.done(command_in(line));
        }
    }
}

TEST_CASE("home shows what is late first, and what has no day last") {
    SampleSection section;
    section.today("2027-06-15");
    const Words lines = attention(page_of(section));
    std::size_t late = 0;
    while (late < lines.size() && holds(lines[late], "overdue")) {
        ++late;
    }
    CHECK(late >= 2);
    for (std::size_t i = late; i < lines.size(); ++i) {
        CHECK_FALSE(holds(lines[i], "overdue"));
    }
    CHECK(holds(lines.back(), "Seats are vacant"));
}

TEST_CASE("home says so when nothing needs attention") {
    Section section;
    section.today("2026-10-20");
    for (const std::string& group : section.csv({"group", "list"}).column("slug")) {
        section.done({"group", "retire", group, "--on", "2026-10-20", "-q"});
    }
    for (const std::string& item : section.csv({"checklist", "--open"}).column("item")) {
        section.done({"checklist", "done", item, "-q"});
    }
    for (const Words& row : section.csv({"report-due"}).rows) {
        section.done({"report-due", "submit", row[0], row[3], "-q"});
    }
    CHECK(section.csv({"digest"}).size() == 0);
    CHECK(holds(page_of(section), "Nothing needs attention today."));
}

TEST_CASE("home without a database says what this is and how to begin") {
    const NoSection nowhere;
    const Program named;
    for (const std::string& page : {page_of(nowhere), page_of(named)}) {
        CHECK(holds(page, "roster and calendar of a volunteer-run section"));
        CHECK(holds(page, "There is no database yet"));
        CHECK(holds(page, "lmsection init"));
        CHECK(holds(page, "lmsection appoint --from FILE"));
    }
    CHECK(holds(page_of(named), named.database()));
    CHECK(std::filesystem::is_empty(named.folder().path()));
}

TEST_CASE("home of a damaged database is one line with status 4") {
    const SampleSection section;
    std::string bytes = bytes_of(section.database());
    bytes.resize(bytes.size() / 2);
    write_file(section.database(), bytes);
    CHECK(count_lines(section.fails(4, {})) == 1);
    write_file(section.database(), "not a database\n");
    CHECK(count_lines(section.fails(4, {})) == 1);
}

TEST_CASE("home takes the options that every command has") {
    const SampleSection section;
    const std::string page = page_of(section, {"--today", "2027-04-20"});
    CHECK(holds(page, "April 20, 2027"));
    CHECK(page_of(section, {"--db", section.database(), "-q"}) == page_of(section));
    const std::string file = section.folder() / "home.txt";
    CHECK(section.done({"-o", file}).out.empty());
    CHECK(bytes_of(file) == page_of(section));
    CHECK(holds(section.fails(2, {"-f", "csv"}), "csv"));
    CHECK(holds(section.fails(2, {"--dry-run"}), "lmsection --help"));
}
