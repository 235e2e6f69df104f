#include "harness.hpp"

#include <set>

using namespace lmsection::test;

TEST_CASE("calendar shows the month with its days marked and its items below") {
    const Section section;
    section.done({"meeting", "add", "member-experience", "--on", "2026-11-20"});
    const std::string text = section.done({"calendar"}).out;
    CHECK(text.starts_with("       November 2026\n"
                           " Su  Mo  Tu  We  Th  Fr  Sa\n"
                           "  1*  2   3   4   5   6   7\n"
                           "  8   9  10  11  12  13  14\n"
                           " 15  16  17  18  19  20* 21\n"
                           " 22  23 [24] 25  26  27  28\n"
                           " 29  30\n"
                           "\n"));
    CHECK(text.find("Meeting (virtual): Member Experience") != std::string::npos);
}

TEST_CASE("calendar has an event in every month that it reaches into") {
    const Section section;
    section.done({"event", "set", "ala-annual", "--start", "2027-06-29", "--end", "2027-07-02"});
    const Words arguments{"calendar", "--month", "2027-06"};
    CHECK(section.done(arguments).out.find(" 27  28  29* 30*\n") != std::string::npos);
    const std::string july = section.done({"calendar", "--month", "2027-07"}).out;
    CHECK(july.find("                  1*  2*  3\n") != std::string::npos);
    const Table rows = section.csv({"calendar", "--month", "2027-07"}).where("kind", "event");
    CHECK(rows.at(0, "date") == "2027-06-29");
    CHECK(rows.at(0, "end") == "2027-07-02");
}

TEST_CASE("calendar has every dated thing of the handbook without a database") {
    const NoSection nowhere;
    const Table year = nowhere.csv({"calendar", "--year"});
    CHECK(year.columns ==
          Words{"date", "end", "kind", "group_slug", "group", "title", "status", "detail", "uid"});
    CHECK(year.where("kind", "checklist").rows.size() == 24);
    CHECK(year.where("kind", "report").rows.size() ==
          nowhere.csv({"report-due", "--all"}).rows.size());
    CHECK(year.where("kind", "event").column("title") == Words{"Interest Group Week"});
    CHECK(year.where("kind", "event").at(0, "date") == "2027-03-01");
    CHECK(year.where("kind", "event").at(0, "end") == "2027-03-05");
    CHECK(year.where("kind", "deadline").column("date") ==
          Words{"2026-09-30", "2027-01-31", "2027-03-31", "2027-05-07", "2027-05-31"});
    const Words uids = year.column("uid");
    CHECK(std::set<std::string>{uids.begin(), uids.end()}.size() == uids.size());
    CHECK(year.where("kind", "terms").rows.empty());
    const Table december = nowhere.csv({"calendar", "--year", "2025", "--month", "dec"});
    CHECK(december.at(0, "date") == "2025-12-01");
}

TEST_CASE("calendar tells the last days of terms once a day and not of who stays") {
    const Section section;
    section.done({"appoint", "Ana Diaz <ana@lib.example>", "middle-managers", "--years", "1"});
    section.done({"appoint", "Ben Okafor <ben@lib.example>", "middle-managers", "--years", "1"});
    section.done({"appoint", "Cy Lund <cy@lib.example>", "middle-managers", "--years", "1"});
    section.done({"appoint", "renew", "cy@lib.example", "middle-managers", "--years", "1"});
    const Table june = section.csv({"calendar", "--month", "jun"}).where("kind", "terms");
    REQUIRE(june.rows.size() == 1);
    CHECK(june.at(0, "date") == "2027-06-30");
    CHECK(june.at(0, "title") == "2 terms end: Middle Managers");
    CHECK(june.at(0, "detail") == "Ana Diaz (member); Ben Okafor (member)");
    const Table next = section.csv({"calendar", "--month", "2028-06"}).where("kind", "terms");
    CHECK(next.at(0, "title") == "1 term ends: Middle Managers");
}

TEST_CASE("calendar of a group has what concerns it") {
    const Section section;
    section.done({"meeting", "add", "member-experience", "--on", "2026-12-02"});
    section.done({"meeting", "add", "leadership-team", "--on", "2026-12-03"});
    section.done({"report-due", "submit", "member-experience", "2026-12"});
    const Table rows = section.csv({"calendar", "--month", "dec", "--group", "member-exp"});
    CHECK(rows.where("kind", "meeting").column("date") == Words{"2026-12-02"});
    CHECK(rows.where("kind", "meeting").at(0, "status") == "planned");
    CHECK(rows.where("kind", "report").column("status") == Words{"submitted"});
    CHECK(rows.where("kind", "report").column("group_slug") == Words{"member-experience"});
}

TEST_CASE("a deadline for proposals is settled once the minimum is in") {
    const Section section;
    const auto status = [&] {
        return section.csv({"calendar", "--month", "2027-05"})
            .where("title", "Proposals due: Core Forum");
    };
    CHECK(status().at(0, "status") == "open");
    CHECK(status().at(0, "detail") == "0 of 1 submitted");
    section.done({"program", "add", "Budgets", "--venue", "core-forum"});
    section.done({"program", "submit", "budgets"});
    CHECK(status().at(0, "status") == "done");
    CHECK(status().at(0, "detail") == "1 of 1 submitted");
}

TEST_CASE("calendar has both months in which Core Forum takes proposals") {
    const Section section;
    const auto march = [&] {
        return section.csv({"calendar", "--month", "2027-03"})
            .only("title", "Proposals due: Core Forum");
    };
    CHECK(march().at(0, "date") == "2027-03-31");
    CHECK(march().at(0, "status") == "open");
    const Table year = section.csv({"calendar", "--year"});
    CHECK(year.where("title", "Proposals due: Core Forum").column("date") ==
          Words{"2027-03-31", "2027-05-31"});
    // The uid of the last day is the one that calendars have subscribed to.
    CHECK(year.where("title", "Proposals due: Core Forum").at(1, "uid") ==
          "proposals-core-forum-2026@leadership-management-section.lmsection");
}

TEST_CASE("calendar has the day by which appointments are due, with the seats to fill") {
    const SampleSection section;
    const auto due = [&](const Words& more) {
        Words words{"calendar", "--month", "2027-05"};
        words.insert(words.end(), more.begin(), more.end());
        return section.csv(words).only("title", "Appointments due for 2027-07-01");
    };
    CHECK(due({}).at(0, "date") == "2027-05-07");
    CHECK(due({}).at(0, "kind") == "deadline");
    CHECK(due({}).at(0, "status") == "open");
    CHECK(holds(due({"--group", "library-leaders"}).at(0, "detail"),
                "2 seats to fill: Library Leaders and Managers: 1 chair, 1 member"));
}

TEST_CASE("what is wrong with a calendar's question is told in one line") {
    const Section section;
    section.refuses(2, {"calendar", "--month", "13"});
    section.refuses(2, {"calendar", "--year", "soon"});
    section.refuses(2, {"calendar", "--alarm", "7d"});
    section.refuses(2, {"calendar", "--alarm", "1m", "--format", "ics"});
    section.refuses(2, {"calendar", "--alarm", "-7d", "--format", "ics"});
    section.refuses(2, {"calendar", "--format", "vcf"});
    section.refuses(3, {"calendar", "--group", "nobody"});
    section.refuses(4, {"--db", "missing.db", "calendar", "--format", "ics"});
}

namespace {

/// What stands behind a property in the first event of an iCalendar file.
std::string first_value(const std::string& calendar, const std::string& property) {
    const std::string begin = "\n" + property + ":";
    const auto at = calendar.find(begin);
    REQUIRE(at != std::string::npos);
    const auto from = at + begin.size();
    return calendar.substr(from, calendar.find('\r', from) - from);
}

struct Stamp {
    long sequence = 0;
    std::string at;
};

Stamp stamp_of(const Section& section, const std::string& database) {
    const std::string calendar =
        section.done({"--db", database, "calendar", "--format", "ics"}).out;
    CHECK(section.done({"--db", database, "calendar", "--format", "ics"}).out == calendar);
    CHECK(first_value(calendar, "LAST-MODIFIED") == first_value(calendar, "DTSTAMP"));
    return {std::stol(first_value(calendar, "SEQUENCE")), first_value(calendar, "DTSTAMP")};
}

bool is_real(const std::string& at) {
    return at.size() == 16 && at.starts_with("20") && at.ends_with("Z") && at >= "20260101T000000Z";
}

}    // namespace

TEST_CASE("after an import without history a calendar has a real time and a higher SEQUENCE") {
    const SampleSection section;
    section.done({"person", "edit", "ana.diaz@riverside.example", "--note", "x"});
    const Stamp before = stamp_of(section, section.database());
    const std::string text = section.done({"export", "--without-history"}).out;
    const std::string copy = section.folder() / "copy.db";
    section.done({"--db", copy, "import", "-"}, text);
    const Stamp after = stamp_of(section, copy);
    CHECK(is_real(before.at));
    CHECK(is_real(after.at));
    CHECK(after.sequence > before.sequence);
    section.done({"--db", copy, "person", "edit", "ana.diaz@riverside.example", "--note", "y"});
    const Stamp changed = stamp_of(section, copy);
    CHECK(changed.sequence > after.sequence);
    section.done({"--db", copy, "undo"});
    CHECK(stamp_of(section, copy).sequence > changed.sequence);
    CHECK(section.done({"--db", copy, "export", "--without-history"}).out == text);
    CHECK(section.done({"--db", copy, "doctor"}).status == 0);
}

TEST_CASE("with its history an imported section has the same calendar") {
    const SampleSection section;
    const std::string copy = section.folder() / "copy.db";
    section.done({"--db", copy, "import", "-"}, section.done({"export"}).out);
    CHECK(section.done({"--db", copy, "calendar", "--format", "ics"}).out ==
          section.done({"calendar", "--format", "ics"}).out);
}

TEST_CASE("a file without any history has the time of its newest record") {
    const SampleSection section;
    run_sql(section.database(), "DELETE FROM history");
    CHECK(is_real(stamp_of(section, section.database()).at));
}

TEST_CASE("a time of the history that is not in our form is a valid time in a calendar") {
    const SampleSection section;
    run_sql(section.database(), "UPDATE history SET at = '2026-10-01 12:30'");
    CHECK(stamp_of(section, section.database()).at == "20261001T123000Z");
    run_sql(section.database(), "UPDATE history SET at = 'x' || char(13, 10) || 'UID:y'");
    CHECK(is_real(stamp_of(section, section.database()).at));
}

TEST_CASE("SEQUENCE does not fall when an older copy is restored") {
    const SampleSection section;
    const std::string copy = section.folder() / "older.db";
    section.done({"backup", copy});
    for (const std::string note : {"a", "b", "c"}) {
        section.done({"person", "edit", "ana.diaz@riverside.example", "--note", note});
    }
    const Stamp before = stamp_of(section, section.database());
    const std::string records = section.done({"--db", copy, "export"}).out;
    section.done({"restore", copy});
    const Stamp restored = stamp_of(section, section.database());
    CHECK(restored.sequence > before.sequence);
    CHECK(restored.at >= before.at);
    CHECK(section.done({"export"}).out == records);
    section.done({"person", "edit", "ana.diaz@riverside.example", "--note", "d"});
    CHECK(stamp_of(section, section.database()).sequence > restored.sequence);
    CHECK(section.done({"doctor"}).status == 0);
}

TEST_CASE("calendar has what each group lacks where the handbook asks it of groups") {
    const Program program;
    std::string text = bytes_of(source_file("tests/data/second_handbook.toml"));
    const auto rule = text.find("id = \"webinar-programs\"");
    const auto kinds = text.find("kinds = []", rule);
    REQUIRE(kinds != std::string::npos);
    text.replace(kinds, 10, "kinds = [\"committee\"]");
    program.done({"init", "--handbook", program.file("maps.toml", text)});
    program.done({"program", "add", "Paper", "--venue", "webinar", "--group", "map-care"});
    program.done({"program", "submit", "Paper"});
    const auto due = [&](const Words& more) {
        Words words{"calendar", "--month", "february", "-f", "csv"};
        words.insert(words.end(), more.begin(), more.end());
        return read_csv(program.done(words).out).where("kind", "deadline");
    };
    const Table all = due({});
    CHECK(all.column("group_slug") == Words{"map-care", "outreach-teaching"});
    CHECK(all.column("status") == Words{"done", "open"});
    CHECK(all.column("detail") == Words{"1 of 1 submitted", "0 of 1 submitted"});
    CHECK(all.at(0, "uid") != all.at(1, "uid"));
    CHECK(due({"--group", "outreach-teaching"}).column("status") == Words{"open"});
    CHECK(due({"--group", "globes"}).size() == 0);
}
