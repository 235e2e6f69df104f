#include "harness.hpp"
#include "lmsection/base/date.hpp"
#include "lmsection/domain/program_year.hpp"

#include <date/date.h>

#include <algorithm>
#include <chrono>

using namespace lmsection::test;

namespace {

const Words columns{"group_slug", "group",     "kind",         "report", "due",
                    "status",     "days_left", "submitted_on", "link"};

/// The groups that owe reports: the committees and the interest groups (§3, §4).
const Words owing{"human-resources-development",
                  "management-best-practices",
                  "member-experience",
                  "new-leaders-and-managers",
                  "consortium-management",
                  "dialogue-with-directors",
                  "library-consulting",
                  "library-leaders-and-managers",
                  "middle-managers",
                  "technical-services-managers-in-academic-libraries"};

std::string status_on(Section& section, const std::string& day, const std::string& report) {
    section.today(day);
    return section.csv({"report-due", "--all", "--year", "2026", "--group", "middle"})
        .only("report", report)
        .at(0, "status");
}

}    // namespace

TEST_CASE("report-due has the columns of the contract, in their order") {
    const Section section;
    CHECK(section.csv({"report-due"}).columns == columns);
    CHECK(section.csv({"report-due", "--all"}).columns == columns);
    CHECK(section.csv({"report-due", "submit", "middle", "2026-12"}).columns == columns);
}

TEST_CASE("committees and interest groups owe a report in December and one in May") {
    const Section section;
    const Table all = section.csv({"report-due", "--all"});
    CHECK(all.where("report", "2026-12").column("group_slug") == owing);
    CHECK(all.where("report", "2027-05").column("group_slug") == owing);
    CHECK(all.size() == 20);
    CHECK(all.where("report", "2026-12").column("due") == Words(10, "2026-12-31"));
    CHECK(all.where("report", "2027-05").column("due") == Words(10, "2027-05-31"));
}

TEST_CASE("a report is upcoming before its month, due in it and overdue after it") {
    Section section;
    CHECK(status_on(section, "2026-07-01", "2026-12") == "upcoming");
    CHECK(status_on(section, "2026-11-30", "2026-12") == "upcoming");
    CHECK(status_on(section, "2026-12-01", "2026-12") == "due");
    CHECK(status_on(section, "2026-12-31", "2026-12") == "due");
    CHECK(status_on(section, "2027-01-01", "2026-12") == "overdue");
    CHECK(status_on(section, "2027-04-30", "2027-05") == "upcoming");
    CHECK(status_on(section, "2027-05-01", "2027-05") == "due");
    CHECK(status_on(section, "2027-05-31", "2027-05") == "due");
    CHECK(status_on(section, "2027-06-01", "2027-05") == "overdue");
    CHECK(status_on(section, "2027-08-01", "2027-05") == "overdue");
}

TEST_CASE("the days left are counted to the last day of the month, below zero when overdue") {
    Section section;
    const auto days_left = [&](const std::string& day) {
        section.today(day);
        return section.csv({"report-due", "--group", "middle", "--all", "--year", "2026"})
            .at(0, "days_left");
    };
    CHECK(days_left("2026-11-24") == "37");
    CHECK(days_left("2026-12-30") == "1");
    CHECK(days_left("2026-12-31") == "0");
    CHECK(days_left("2027-01-01") == "-1");
    section.today("2026-11-24");
    CHECK(section.json({"report-due"})[0]["days_left"] == 37);
}

TEST_CASE("report-due lists the open reports, soonest first") {
    const SampleSection section;
    const Table open = section.csv({"report-due"});
    CHECK(open.where("status", "submitted").size() == 0);
    Words due = open.column("due");
    CHECK(std::is_sorted(due.begin(), due.end()));
    CHECK(open.where("report", "2026-12").size() == 7);
    CHECK(open.where("report", "2027-05").size() == 10);
}

TEST_CASE("what was left undone in the year before is told as overdue") {
    const SampleSection section;
    const Table open = section.csv({"report-due"});
    CHECK(open.rows.at(0) == Words{"library-leaders-and-managers", "Library Leaders and Managers",
                                   "interest-group", "2026-05", "2026-05-31", "overdue", "-177", "",
                                   ""});
    CHECK(open.where("status", "overdue").size() == 1);
    section.done({"report-due", "submit", "library-leaders", "2026-05"});
    CHECK(section.csv({"report-due"}).where("status", "overdue").size() == 0);
}

TEST_CASE("a new section is not held to the reports of the year before") {
    Section section;
    section.today("2026-07-15");
    CHECK(section.csv({"report-due"}).where("status", "overdue").size() == 0);
}

TEST_CASE("the option --all has the whole program year, submitted ones too") {
    const SampleSection section;
    const Table all = section.csv({"report-due", "--all", "--year", "2026"});
    CHECK(all.size() == 20);
    const Table in = all.where("status", "submitted");
    CHECK(in.column("group_slug") == Words{"management-best-practices", "consortium-management",
                                           "technical-services-managers-in-academic-libraries"});
    CHECK(in.column("submitted_on") == Words{"2026-11-12", "2026-11-17", "2026-11-20"});
    CHECK(in.column("days_left") == Words(3, ""));
    CHECK(in.at(1, "link") == "https://drive.example/lm/consortium-management/report-2026-12");
}

TEST_CASE("the option --year tells of another program year") {
    const SampleSection section;
    const Table last = section.csv({"report-due", "--all", "--year", "2025"});
    CHECK(last.size() == 20);
    CHECK(last.where("status", "submitted").size() == 19);
    CHECK(last.where("status", "overdue").column("group_slug") ==
          Words{"library-leaders-and-managers"});
    CHECK(section.csv({"report-due", "--year", "2025"}).size() == 1);
    CHECK(section.csv({"report-due", "--year", "2027"}).where("status", "upcoming").size() == 20);
}

TEST_CASE("the option --within lists what is due until then, and what is overdue") {
    const SampleSection section;
    CHECK(section.csv({"report-due", "--within", "36d"}).column("report") == Words{"2026-05"});
    CHECK(section.csv({"report-due", "--within", "37d"}).size() == 1 + 7);
    CHECK(section.csv({"report-due", "--within", "2w"}).size() == 1);
    CHECK(section.csv({"report-due", "--within", "2027-05-30"}).size() == 1 + 7);
    CHECK(section.csv({"report-due", "--within", "2027-05-31"}).size() == 1 + 7 + 10);
    section.refuses(2, {"report-due", "--within", "soon"});
}

TEST_CASE("the option --group tells of that group alone") {
    const SampleSection section;
    CHECK(section.csv({"report-due", "--group", "library-leaders"}).column("report") ==
          Words{"2026-05", "2026-12", "2027-05"});
    CHECK(section.csv({"report-due", "--group", "Consortium Management"}).column("report") ==
          Words{"2027-05"});
    CHECK(section.csv({"report-due", "--group", "leadership-team"}).size() == 0);
    section.refuses(3, {"report-due", "--group", "nowhere"});
}

TEST_CASE(
    "the option --exit-code is 1 when a report is due or overdue, and 0 when it is only upcoming") {
    Section section;
    const auto status = [&](const std::string& day, const Words& more = {}) {
        section.today(day);
        Words words{"report-due", "--exit-code"};
        words.insert(words.end(), more.begin(), more.end());
        return section.run(words).status;
    };
    CHECK(status("2026-11-24") == 0);
    CHECK(status("2026-12-01") == 1);
    CHECK(status("2027-01-01") == 1);
    CHECK(status("2026-11-24", {"--within", "37d"}) == 1);
    CHECK(status("2026-11-24", {"--within", "36d"}) == 0);
    for (const std::string& group : owing) {
        section.done({"report-due", "submit", group, "2026-12"});
    }
    CHECK(status("2026-12-31") == 0);
    CHECK(status("2027-04-30") == 0);
    CHECK(status("2027-05-01") == 1);
}

TEST_CASE("without --exit-code what is due is no failure") {
    const Section section;
    CHECK(section.run({"report-due", "--today", "2027-06-30"}).status == 0);
}

TEST_CASE("a report is submitted today, or on the day given, with its link") {
    const Section section;
    const Table answer = section.csv(
        {"report-due", "submit", "middle", "2026-12", "--link", "https://drive.example/report"});
    CHECK(answer.rows == std::vector<Words>{{"middle-managers", "Middle Managers", "interest-group",
                                             "2026-12", "2026-12-31", "submitted", "", "2026-11-24",
                                             "https://drive.example/report"}});
    section.done({"report-due", "submit", "human", "2026-12", "--on", "2026-11-20"});
    const Table in = section.csv({"report-due", "--all"}).where("status", "submitted");
    CHECK(in.column("group_slug") == Words{"human-resources-development", "middle-managers"});
    CHECK(in.column("submitted_on") == Words{"2026-11-20", "2026-11-24"});
}

TEST_CASE("a report is named by its month in several ways") {
    const Section section;
    CHECK(section.csv({"report-due", "submit", "middle", "dec"}).at(0, "report") == "2026-12");
    CHECK(section.csv({"report-due", "submit", "middle", "may"}).at(0, "report") == "2027-05");
    CHECK(section.csv({"report-due", "submit", "human", "12"}).at(0, "report") == "2026-12");
    CHECK(section.csv({"report-due", "submit", "human", "may 2026"}).at(0, "report") == "2026-05");
}

TEST_CASE("a report that no one asks for, or of a group that owes none, is refused") {
    const Section section;
    const std::string error = section.refuses(3, {"report-due", "submit", "middle", "2026-11"});
    CHECK(holds(error, "2026-12"));
    CHECK(holds(error, "2027-05"));
    CHECK(holds(section.refuses(3, {"report-due", "submit", "competencies", "2026-12"}),
                "Competencies"));
    section.refuses(3, {"report-due", "submit", "nowhere", "2026-12"});
}

TEST_CASE("the Leadership Team owes no report and may submit one") {
    const Section section;
    CHECK(section.csv({"report-due", "--all"}).where("group_slug", "leadership-team").size() == 0);
    const Table done = section.csv({"report-due", "submit", "leadership-team", "2026-12"});
    CHECK(done.at(0, "status") == "submitted");
    CHECK(section.csv({"report-due", "--all"})
              .only("group_slug", "leadership-team")
              .at(0, "report") == "2026-12");
    CHECK(section.csv({"report-due"}).where("group_slug", "leadership-team").size() == 0);
    // It counts for nobody else.
    const Table december = section.csv({"checklist", "--month", "dec"});
    CHECK(holds(section.done({"checklist", "--month", "dec", "--wide"}).out, "0 of 10 in"));
    section.done({"report-due", "retract", "leadership-team", "2026-12"});
    CHECK(section.csv({"report-due", "--all"}).where("group_slug", "leadership-team").size() == 0);
}

TEST_CASE("a report is submitted once, until it is retracted") {
    Section section;
    const Words submit{"report-due", "submit", "middle", "2026-12"};
    section.done(submit);
    const std::string before = bytes_of(section.database());
    section.today("2026-11-25");
    CHECK(holds(section.done(submit).err, "already submitted on 2026-11-24; nothing was changed"));
    CHECK(bytes_of(section.database()) == before);
    section.today("2026-11-24");
    const Table answer = section.csv({"report-due", "retract", "middle", "2026-12"});
    CHECK(answer.at(0, "status") == "upcoming");
    CHECK(answer.at(0, "submitted_on").empty());
    CHECK(section.csv({"report-due", "--all"}).where("status", "submitted").size() == 0);
    CHECK(holds(section.done({"report-due", "retract", "middle", "2026-12"}).err,
                "nothing was changed"));
    section.done(submit);
    CHECK(section.csv({"report-due", "--all"}).where("status", "submitted").size() == 1);
}

TEST_CASE("a submission without a group, a report, a real day or a link is a wrong command line") {
    const Section section;
    section.refuses(2, {"report-due", "submit"});
    section.refuses(2, {"report-due", "submit", "middle"});
    section.refuses(2, {"report-due", "submit", "middle", "2026-12", "--on", "2026-11-31"});
    section.refuses(2, {"report-due", "submit", "middle", "2026-12", "--link", "javascript:x"});
    section.refuses(2, {"report-due", "retract", "middle"});
}

TEST_CASE("submit and retract with --dry-run change nothing") {
    const SampleSection section;
    const std::string before = bytes_of(section.database());
    CHECK(
        holds(section.done({"report-due", "submit", "middle", "2026-12", "-n"}).out, "submitted"));
    section.done({"report-due", "retract", "consortium", "2026-12", "-n"});
    CHECK(bytes_of(section.database()) == before);
}

TEST_CASE("a file submits many reports by one command, kept as one entry of the history") {
    const Section section;
    const auto before = number_in(section.database(), "SELECT count(*) FROM history");
    const Table answer = section.csv(
        {"report-due", "submit", "--from", source_file("data/sample/reports.csv")});
    CHECK(answer.size() == 22);
    CHECK(answer.column("status") == Words(22, "submitted"));
    CHECK(number_in(section.database(), "SELECT count(*) FROM history") == before + 1);
}

TEST_CASE("a file of reports is taken whole or not at all, each bad line told by its number") {
    const Section section;
    const std::string error = section.refuses(3, {"report-due", "submit", "--from", "-"},
                                              "report,group,on\n"
                                              "2026-12,middle,\n"
                                              "2026-12,nowhere,\n"
                                              "2026-11,human,\n"
                                              "2026-12,human,someday\n"
                                              "2026-12,middle,\n");
    CHECK(count_lines(error) == 4);
    for (const char* number : {"line 3", "line 4", "line 5", "line 6"}) {
        CHECK(holds(error, number));
    }
    CHECK(section.csv({"report-due", "--all"}).where("status", "submitted").size() == 0);
}

TEST_CASE("report-due works with no database, from the built-in handbook") {
    const NoSection nowhere;
    CHECK(nowhere.csv({"report-due"}).size() == 20);
    CHECK(nowhere.csv({"report-due", "--all"}).rows == Section{}.csv({"report-due", "--all"}).rows);
    CHECK(nowhere.run({"report-due", "--exit-code"}).status == 0);
    CHECK(nowhere.run({"report-due", "--exit-code", "--today", "2026-12-01"}).status == 1);
    CHECK(std::filesystem::is_empty(nowhere.folder().path()));
}

TEST_CASE("cron's report-due needs no HOME, locale or time zone") {
    NoSection cron;
    cron.unset("LMSECTION_TODAY").unset("LMSECTION_ACTOR").set("HOME", cron.folder() / "none");
    CHECK(cron.run({"report-due", "--all", "-f", "csv"}).status == 0);
    cron.unset("HOME").set("XDG_DATA_HOME", cron.folder() / "none");
    CHECK(read_csv(cron.done({"report-due", "--all", "-f", "csv"}).out).size() == 20);
}

TEST_CASE("submitting without a database fails with status 4 and says how to make one") {
    const Program program;
    CHECK(holds(program.fails(4, {"report-due", "submit", "middle", "2026-12"}), "lmsection init"));
}

TEST_CASE("a report or an item that is dated in the future is taken with a warning") {
    const Section section;
    const Result one = section.done(
        {"report-due", "submit", "middle-managers", "2026-12", "--on", "2027-12-10"});
    CHECK(holds(one.err, "warning"));
    CHECK(holds(one.err, "2027-12-10, which is in the future"));
    const Result many = section.done({"report-due", "submit", "--from", "-"},
                                     "group,report,on\nmember-experience,2026-12,2036-12-01\n");
    CHECK(holds(many.err, "2036-12-01, which is in the future"));
    const Result item = section.done(
        {"checklist", "done", "update-members-after-core-forum", "--on", "2027-11-03"});
    CHECK(holds(item.err, "2027-11-03, which is in the future"));
    CHECK_FALSE(holds(section.done({"report-due", "submit", "library-consulting", "2026-12"}).err,
                      "warning"));
}

TEST_CASE(
    "the table of what a file brought is hushed by --quiet, a format that was asked for is not") {
    const Section section;
    const std::string csv = "group,report\nmember-experience,2026-12\n";
    CHECK(section.done({"report-due", "submit", "--from", "-", "-n", "-q"}, csv).out == "");
    const Result rows = section.done(
        {"report-due", "submit", "--from", "-", "-n", "-q", "-f", "json"}, csv);
    CHECK(holds(rows.out, "member-experience"));
    CHECK(rows.err == "");
}

TEST_CASE(
    "a report submitted again on another day or with a link is corrected, and that is shown") {
    const Section section;
    section.done({"report-due", "submit", "middle", "2026-12", "--link", "https://a.example/1"});
    const Result day = section.done(
        {"report-due", "submit", "middle", "2026-12", "--on", "2026-11-20", "-f", "csv"});
    CHECK(holds(day.err, "recorded as submitted on 2026-11-24, now on 2026-11-20"));
    CHECK(read_csv(day.out).at(0, "submitted_on") == "2026-11-20");
    CHECK(read_csv(day.out).at(0, "link") == "https://a.example/1");
    const Result link = section.done(
        {"report-due", "submit", "middle", "2026-12", "--link", "https://a.example/2"});
    CHECK(holds(link.err, "https://a.example/1"));
    CHECK(section.csv({"report-due", "--all"}).only("status", "submitted").at(0, "link") ==
          "https://a.example/2");
}

TEST_CASE("a report submitted on a past day is the one that was due about then") {
    const SampleSection section;
    const Table row = section.csv(
        {"report-due", "submit", "human-resources", "december", "--on", "2025-12-20"});
    CHECK(row.at(0, "report") == "2025-12");
}

TEST_CASE("an overdue report stays listed while the section has reports of that year") {
    SampleSection section;
    const auto open = [&] {
        return section.csv({"report-due", "--group", "library-leaders"}).column("report");
    };
    section.today("2027-06-30");
    const Words june = open();
    CHECK(june.front() == "2026-05");
    section.today("2027-07-01");
    const Words july = open();
    CHECK(Words(july.begin(), july.begin() + 3) == june);
    section.today("2028-07-01");
    CHECK(open().front() == "2026-05");
}

TEST_CASE("report-due --all has what report-due lists, and submitted reports too") {
    const SampleSection section;
    const Words open = section.csv({"report-due"}).column("report");
    const Table all = section.csv({"report-due", "--all"});
    CHECK(all.where("status", "overdue").column("report") == Words{"2026-05"});
    CHECK(all.size() == 21);
    CHECK(all.size() - all.where("status", "submitted").size() == open.size());
}

TEST_CASE("a new section does not owe the reports that were due before it was made") {
    using lmsection::iso;
    using lmsection::ProgramYear;
    const lmsection::Date now = date::floor<date::days>(std::chrono::system_clock::now());
    const lmsection::Date last_july = ProgramYear::containing(now).plus(-1).first_day();
    Section section;
    section.today(iso(now));
    section.done(
        {"appoint", "--from",
         section.file("in.csv", "name,group,start,end\nBo Lee,middle-managers," + iso(last_july) +
                                    "," + iso(lmsection::plus_days(last_july, 729)) + "\n")});
    const std::string this_july = iso(ProgramYear::containing(now).first_day()).substr(0, 7);
    for (const std::string& report : section.csv({"report-due"}).column("report")) {
        CHECK(report >= this_july);
    }
}

TEST_CASE("a month without a year is the oldest open report of that month") {
    SampleSection section;
    const Result first = section.done(
        {"report-due", "submit", "library-leaders", "may", "-f", "csv"});
    CHECK(read_csv(first.out).at(0, "report") == "2026-05");
    const Result again = section.done(
        {"report-due", "submit", "library-leaders", "may", "-f", "csv"});
    CHECK(read_csv(again.out).at(0, "report") == "2026-05");
    CHECK(holds(again.err, "nothing was changed"));
    // Submitted in time, so a repeat some days later does not take the report of next May.
    section.today("2026-11-30");
    CHECK(section.csv({"report-due", "submit", "library-leaders", "may"}).at(0, "report") ==
          "2026-05");
    section.today("2027-05-03");
    CHECK(section.csv({"report-due", "submit", "library-leaders", "may"}).at(0, "report") ==
          "2027-05");
}

TEST_CASE("a retracted month without a year is the report that was submitted last") {
    SampleSection section;
    section.done({"report-due", "submit", "library-leaders", "may"});
    CHECK(section.csv({"report-due", "retract", "library-leaders", "may"}).at(0, "report") ==
          "2026-05");
    CHECK(section.csv({"report-due", "retract", "consortium", "dec"}).at(0, "report") == "2026-12");
    const std::string before = bytes_of(section.database());
    const Result again = section.done({"report-due", "retract", "consortium", "dec"});
    CHECK(holds(again.err, "Report 2026-12 of Consortium Management is already open"));
    CHECK(bytes_of(section.database()) == before);
}

TEST_CASE("a file of reports read twice changes nothing the second time") {
    const Section section;
    const Words submit{"report-due", "submit", "--from", source_file("data/sample/reports.csv")};
    section.done(submit);
    const std::string before = bytes_of(section.database());
    CHECK(holds(section.done(submit).err, "0 submitted"));
    CHECK(bytes_of(section.database()) == before);
}

TEST_CASE("a group without people owes its reports on both sides of July 1") {
    Section section;
    section.done({"appoint", "Ana Diaz <ana@lib.example>", "human", "--year", "2025"});
    section.done({"report-due", "submit", "consortium", "2025-12", "--on", "2025-12-15"});
    for (const char* today : {"2026-06-30", "2026-07-01"}) {
        section.today(today);
        const Table open = section.csv({"report-due"}).where("status", "overdue");
        INFO(today);
        CHECK(open.where("group_slug", "middle-managers").column("report") ==
              Words{"2025-12", "2026-05"});
        CHECK(section.csv({"digest"}).where("part", "Reports").size() == open.size());
    }
}

TEST_CASE("the page shows last year's overdue reports, as report-due does") {
    const SampleSection section;
    CHECK(holds(section.done({"page"}).out, "2026-05"));
}

TEST_CASE("a group that was added owes no report from before its first term") {
    Section section;
    section.done({"appoint", "Ana Diaz <ana@lib.example>", "human", "--year", "2025"});
    section.done({"group", "add", "New Ideas", "--kind", "interest-group"});
    CHECK(section.csv({"report-due"})
              .where("group_slug", "new-ideas")
              .where("status", "overdue")
              .size() == 0);
}

TEST_CASE("dates in a column of a file are read in one order throughout, and that is said") {
    const Section section;
    const Words submit{"report-due", "submit", "--from", "-", "-f", "csv"};
    const Result american = section.done(
        submit, "group,report,on\nmiddle,2026-12,11/3/2026\nhuman,2026-12,1/2/2026\n");
    CHECK(read_csv(american.out).column("submitted_on") == Words{"2026-11-03", "2026-01-02"});
    CHECK(holds(american.err, "the column 'on' is read month first"));
    const Section other;
    const Result european = other.done(
        submit, "group,report,on\nmiddle,2026-12,13/11/2026\nhuman,2026-12,1/2/2026\n");
    CHECK(read_csv(european.out).column("submitted_on") == Words{"2026-11-13", "2026-02-01"});
    CHECK(holds(european.err, "the column 'on' is read day first: 1/2/2026 is February 1, 2026"));
    const Section mixed;
    CHECK(holds(mixed.refuses(3, submit,
                              "group,report,on\nmiddle,2026-12,13/11/2026\n"
                              "human,2026-12,11/13/2026\n"),
                "line 3"));
}

TEST_CASE("the help of report-due says that overdue reports of the year before are listed") {
    SampleSection section;
    std::string help;
    for (const std::string& line : lines_of(section.done({"report-due", "--help"}).out)) {
        help += line.substr(std::min(line.size(), line.find_first_not_of(' '))) + " ";
    }
    CHECK(holds(help, "default: the current one, and overdue reports of the"));
    // The help is true: the sample owes reports of May 2027 in the July that follows.
    section.today("2027-07-10");
    const Words late = section.csv({"report-due"}).column("report");
    CHECK(std::count(late.begin(), late.end(), "2027-05") > 0);
    const Words of_year = section.csv({"report-due", "--year", "2027"}).column("report");
    CHECK(std::count(of_year.begin(), of_year.end(), "2027-05") == 0);
}
