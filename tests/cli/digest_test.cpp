#include "harness.hpp"

using namespace lmsection::test;

namespace {

/// A section in which nothing is to be done on that day for a group: its seats are filled for
/// years, and its items of the month are done.
struct Quiet : Section {
    Quiet() {
        done({"appoint", "A Person <a@lib.example>", "middle-managers", "--role", "chair",
              "--years", "2", "--start", "2026-07-01"});
        done({"appoint", "B Person <b@lib.example>", "middle-managers", "--start", "2026-07-01"});
    }
};

Table part(const Section& section, const std::string& name, const Words& more = {}) {
    Words command{"digest"};
    command.insert(command.end(), more.begin(), more.end());
    return section.csv(command).where("part", name);
}

}    // namespace

TEST_CASE("digest has the columns that scripts lean on, even around nothing") {
    Quiet section;
    CHECK(section.csv({"digest"}).columns ==
          Words{"part", "group_slug", "group", "what", "due", "detail", "reply"});
    CHECK(section.json({"digest"}).is_array());
}

TEST_CASE("digest is silent with status 0 when there is nothing") {
    Quiet section;
    section.today("2026-10-05");
    for (const std::string& item :
         section.csv({"checklist", "--open", "--group", "middle"}).column("item")) {
        section.done({"checklist", "done", item, "--group", "middle"});
    }
    for (const std::string format : {"table", "md", "html"}) {
        const Result nothing = section.done(
            {"digest", "--for", "middle", "--exit-code", "-f", format});
        CAPTURE(format);
        CHECK(nothing.out.empty());
        CHECK(nothing.err.empty());
    }
    CHECK(section.done({"digest", "--for", "middle", "-f", "json"}).out == "[]\n");
}

TEST_CASE("digest --exit-code ends with 1 when there is something") {
    const SampleSection section;
    CHECK(section.run({"digest"}).status == 0);
    CHECK(section.run({"digest", "--exit-code"}).status == 1);
}

TEST_CASE("digest gathers items, reports, terms, vacancies and volunteers") {
    SampleSection section;
    section.done({"volunteer", "import", source_file("data/sample/volunteers.csv"), "-q"});
    CHECK(part(section, "To do this month").size() > 0);
    CHECK(part(section, "Reports").where("detail", "overdue").column("group_slug") ==
          Words{"library-leaders-and-managers"});
    CHECK(part(section, "Vacant seats")
              .where("group_slug", "human-resources-development")
              .at(0, "what") == "1 co-chair");
    CHECK(part(section, "Volunteers waiting").size() > 0);
    CHECK(part(section, "Terms ending").size() == 0);
    section.today("2027-04-01");
    const Table ending = part(section, "Terms ending");
    CHECK(ending.size() > 0);
    CHECK(ending.column("due") == Words(ending.size(), "2027-06-30"));
}

TEST_CASE("digest --for tells what concerns that group alone") {
    const SampleSection section;
    const Table own = section.csv({"digest", "--for", "library-leaders"});
    REQUIRE(own.size() > 0);
    CHECK(own.column("group_slug") == Words(own.size(), "library-leaders-and-managers"));
    section.refuses(3, {"digest", "--for", "nobody"});
}

TEST_CASE("digest tells in a venue's month which proposals its minimum lacks") {
    Section section;
    CHECK(part(section, "Programs").size() == 0);
    section.today("2026-09-01");
    Table programs = part(section, "Programs");
    REQUIRE(programs.size() == 1);
    CHECK(programs.at(0, "what") == "2 more to submit to ALA Annual");
    CHECK(programs.at(0, "due") == "2026-09-30");
    CHECK(programs.at(0, "detail") == "0 of 2 submitted");
    section.done({"program", "add", "One", "--venue", "ala-annual"});
    CHECK(part(section, "Programs").at(0, "detail") == "0 of 2 submitted");
    section.done({"program", "submit", "one"});
    CHECK(part(section, "Programs").at(0, "detail") == "1 of 2 submitted");
    CHECK(part(section, "Programs", {"--for", "middle"}).size() == 0);
    section.done({"program", "add", "Two", "--venue", "ala-annual"});
    section.done({"program", "submit", "two"});
    CHECK(part(section, "Programs").size() == 0);
    section.today("2027-01-31");
    CHECK(part(section, "Programs").at(0, "what") == "2 more to submit to Webinar");
    section.today("2027-05-01");
    CHECK(part(section, "Programs").at(0, "what") == "1 more to submit to Core Forum");
}

TEST_CASE("from April 1 digest lists the seats to fill for July 1, group by group") {
    SampleSection section;
    section.today("2027-03-31");
    CHECK(part(section, "Appointments to make").size() == 0);
    section.today("2027-04-01");
    const Table seats = part(section, "Appointments to make");
    REQUIRE(seats.size() > 5);
    CHECK(seats.column("due") == Words(seats.size(), "2027-05-07"));
    CHECK(seats.only("group_slug", "library-leaders-and-managers").at(0, "what") ==
          "1 chair, 1 member");
    CHECK(seats.at(0, "detail") == "for 2027-07-01");
    CHECK(part(section, "Appointments to make", {"--for", "library-leaders"}).size() == 1);
    section.today("2027-05-08");
    CHECK(part(section, "Appointments to make").at(0, "detail") == "overdue, for 2027-07-01");
    section.today("2027-07-01");
    CHECK(part(section, "Appointments to make").size() == 0);
}

TEST_CASE("digest lists what a group lacks of a minimum of its own") {
    Program program;
    std::string text = bytes_of(source_file("data/handbook.toml"));
    const std::string piece = "id = \"webinar-programs\"\nsection = \"2\"\nmeasure = \"programs\"\n"
                              "strength = \"should\"\nkinds = []";
    const auto at = text.find(piece);
    REQUIRE(at != std::string::npos);
    text.replace(at + piece.size() - 2, 2, "[\"committee\"]");
    program.done({"init", "--handbook", program.file("own.toml", text)});
    program.today("2027-01-10");
    const auto missing = [&](const Words& words) {
        return read_csv(program.done(words).out)
            .where("what", "2 more to submit to Webinar")
            .column("group_slug");
    };
    CHECK(missing({"digest", "-f", "csv"}).size() == 4);
    program.done({"program", "add", "One", "--venue", "webinar", "--group", "member-experience"});
    program.done({"program", "submit", "One"});
    CHECK(missing({"digest", "-f", "csv"}).size() == 3);
    CHECK(missing({"digest", "--for", "human-resources-development", "-f", "csv"}).size() == 1);
    const Table rows = read_csv(program.done({"check", "-f", "csv"}).out);
    const Table own = rows.where("rule", "webinar-programs");
    CHECK(own.size() == 4);
    CHECK(own.only("group_slug", "member-experience").at(0, "found") == "1");
}

TEST_CASE("digest writes sentences for people, with the command for each part") {
    SampleSection section;
    section.done({"volunteer", "import", source_file("data/sample/volunteers.csv"), "-q"});
    const std::string text = section.done({"digest"}).out;
    CHECK(text.starts_with("What needs attention on November 24, 2026\n\nTo do this month\n"));
    for (const char* sentence :
         {"\n  Library Leaders and Managers: report 2026-05, due May 31, 2026 (overdue).\n",
          "\n  See: lmsection report-due\n", "\n  Human Resources Development needs 1 co-chair.\n",
          "\n  Hollis Trevannion, submitted for 113 days, for New Leaders and Managers.\n"}) {
        CAPTURE(sentence);
        CHECK(holds(text, sentence));
    }
    section.today("2027-04-10");
    CHECK(holds(section.done({"digest"}).out,
                "\n  Ngaire Willowbanks, chair of Leadership & Management Competencies Working"));
    CHECK(holds(section.done({"digest", "--columns", "group,what"}).out, "Group "));
}

TEST_CASE("digest is a page of Markdown or HTML as well") {
    const SampleSection section;
    const std::string html = section.done({"digest", "-f", "html"}).out;
    CHECK(html.starts_with("<!DOCTYPE html>"));
    CHECK(holds(html, "Vacant seats"));
    const std::string markdown = section.done({"digest", "-f", "md"}).out;
    CHECK(holds(markdown, "Vacant seats"));
    CHECK(holds(markdown, "|"));
}

TEST_CASE("digest refuses what it cannot read") {
    const Section section;
    section.refuses(2, {"digest", "extra"});
    section.refuses(2, {"digest", "--format", "pdf"});
}

TEST_CASE("the digest says of overdue reports and waiting volunteers that their group is retired") {
    Section section;
    section.done({"appoint", "Ana Diaz <ana@lib.example>", "human", "--year", "2025"});
    section.done({"report-due", "submit", "consortium", "2025-12", "--on", "2025-12-15"});
    section.done({"volunteer", "add", "Bo Long <bo@lib.example>", "--choice", "middle"});
    section.done({"group", "retire", "middle-managers"});
    const Table digest = section.csv({"digest"});
    const std::string since = "the group is retired as of 2026-11-24";
    const Table reports = digest.where("part", "Reports").where("group_slug", "middle-managers");
    REQUIRE(reports.size() == 2);
    CHECK(reports.at(0, "detail") == "overdue; " + since);
    const Table waiting = digest.where("part", "Volunteers waiting");
    CHECK(holds(waiting.at(0, "detail"), since));
    CHECK(holds(section.done({"report-due"}).out, "(retired)"));
    CHECK_FALSE(holds(section.done({"report-due", "-f", "csv"}).out, "(retired)"));
}
