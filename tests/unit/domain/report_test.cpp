#include "helpers.hpp"

#include "handbooks.hpp"

#include <algorithm>
#include <map>

using namespace lmsection;
using namespace lmsection::test;

namespace {

/// A group for each one in a handbook, in its order, with ids from 1.
std::vector<Group> groups_of(const Handbook& handbook) {
    std::vector<Group> groups;
    for (const GroupFacts& facts : handbook.groups) {
        groups.push_back(
            group(facts.kind, facts.name, static_cast<std::int64_t>(groups.size()) + 1));
    }
    return groups;
}

ReportQuery question(Date today, ProgramYear year = ProgramYear{2026}) {
    return {year, today, false, std::nullopt, std::nullopt};
}

std::vector<OwedReport> owed(const ReportQuery& asked,
                             const std::vector<Submission>& submissions = {},
                             const Handbook& handbook = built_in()) {
    // The reports tell of groups that have to stay.
    static std::map<const Handbook*, std::vector<Group>> groups;
    const auto& asked_of = groups.try_emplace(&handbook, groups_of(handbook)).first->second;
    return owed_reports(asked, handbook, asked_of, submissions);
}

}    // namespace

TEST_CASE("committees and interest groups owe a report in December and one in May") {
    const auto reports = owed(question("2026-11-24"_day));
    // Four committees and six interest groups; neither the Leadership Team nor the working group.
    REQUIRE(reports.size() == 20);
    for (std::size_t i = 0; i < reports.size(); ++i) {
        const bool december = i < 10;
        CHECK(iso(reports[i].report) == (december ? "2026-12" : "2027-05"));
        CHECK(iso(reports[i].due) == (december ? "2026-12-31" : "2027-05-31"));
        const GroupKind kind = reports[i].group->kind;
        CHECK((kind == GroupKind::committee || kind == GroupKind::interest_group));
    }
}

TEST_CASE("reports come by their day and in the order of the groups within a day") {
    auto groups = groups_of(built_in());
    std::reverse(groups.begin(), groups.end());
    const auto reports = owed_reports(question("2026-11-24"_day), built_in(), groups, {});
    for (std::size_t i = 1; i < reports.size(); ++i) {
        const OwedReport& before = reports[i - 1];
        REQUIRE((before.due < reports[i].due ||
                 (before.due == reports[i].due && before.group->id > reports[i].group->id)));
    }
    CHECK(reports.size() == 20);
}

TEST_CASE("a report is upcoming, then due in its month, then overdue, on every day of a year") {
    for (const Date today : days("2026-07-01"_day, "2027-06-30"_day)) {
        const auto reports = owed(question(today));
        const std::string on = iso(today);
        const auto by_text = [&](const std::string& month, const std::string& due) {
            if (on > due) {
                return ReportStatus::overdue;
            }
            return on.substr(0, 7) == month ? ReportStatus::due : ReportStatus::upcoming;
        };
        INFO(on);
        REQUIRE(reports.front().status == by_text("2026-12", "2026-12-31"));
        REQUIRE(reports.back().status == by_text("2027-05", "2027-05-31"));
    }
}

TEST_CASE("a report with its own due day is overdue on the next day, even in its month") {
    const Date due = "2026-10-15"_day;
    for (const Date today : days("2026-09-01"_day, "2026-12-31"_day)) {
        const ReportStatus wanted = today > due                 ? ReportStatus::overdue
                                    : today >= "2026-10-01"_day ? ReportStatus::due
                                                                : ReportStatus::upcoming;
        INFO(iso(today));
        REQUIRE(report_status(due, std::nullopt, today) == wanted);
    }
    const auto reports = owed(question("2026-10-16"_day), {}, second());
    REQUIRE_FALSE(reports.empty());
    CHECK(reports.front().due == due);
    CHECK(reports.front().status == ReportStatus::overdue);
}

TEST_CASE("the same month of another year is not the month of the report") {
    CHECK(report_status("2026-12-31"_day, std::nullopt, "2025-12-15"_day) ==
          ReportStatus::upcoming);
}

TEST_CASE("a submitted report is submitted, however late it came") {
    for (const Date today : days("2026-07-01"_day, "2027-06-30"_day)) {
        REQUIRE(report_status("2026-12-31"_day, "2027-02-03"_day, today) ==
                ReportStatus::submitted);
    }
}

TEST_CASE("a submission counts only for its group and its report") {
    const auto groups = groups_of(built_in());
    const Submission submission{groups[1].id, "2026-12"_month, "2026-12-10"_day,
                                "https://drive.example/report"};
    int submitted = 0;
    for (const OwedReport& report : owed(question("2027-01-05"_day), {submission})) {
        const bool is_it = report.group->id == groups[1].id && report.report == "2026-12"_month;
        REQUIRE((report.status == ReportStatus::submitted) == is_it);
        REQUIRE(report.submission.has_value() == is_it);
        if (is_it) {
            ++submitted;
            CHECK(report.submission->on == "2026-12-10"_day);
            CHECK(report.submission->link == "https://drive.example/report");
        }
    }
    CHECK(submitted == 1);
    // The December before was another report.
    for (const OwedReport& report :
         owed(question("2026-01-05"_day, ProgramYear{2025}), {submission})) {
        REQUIRE_FALSE(report.submission);
    }
}

TEST_CASE("open reports are all except the submitted ones") {
    const auto groups = groups_of(built_in());
    ReportQuery asked = question("2027-01-05"_day);
    asked.open_only = true;
    CHECK(owed(asked).size() == 20);
    CHECK(owed(asked, {{groups[1].id, "2026-12"_month, "2026-12-10"_day, ""}}).size() == 19);
}

TEST_CASE("reports can be limited by a last day and by group") {
    const auto groups = groups_of(built_in());
    ReportQuery asked = question("2026-11-24"_day);
    asked.until = "2026-12-31"_day;
    CHECK(owed(asked).size() == 10);
    asked.until = "2026-12-30"_day;
    CHECK(owed(asked).empty());
    asked.until = "2027-05-31"_day;
    CHECK(owed(asked).size() == 20);
    asked.group = groups[1].id;
    REQUIRE(owed(asked).size() == 2);
    CHECK(owed(asked)[0].group->id == groups[1].id);
    asked.group = groups[0].id;    // the Leadership Team
    CHECK(owed(asked).empty());
}

TEST_CASE("a group retired before a report's due date owes only earlier ones") {
    auto groups = groups_of(built_in());
    const auto count = [&](Date retired_on) {
        groups[1].retired_on = retired_on;
        ReportQuery asked = question("2026-11-24"_day);
        asked.group = groups[1].id;
        return owed_reports(asked, built_in(), groups, {}).size();
    };
    CHECK(count("2026-06-30"_day) == 0);
    CHECK(count("2026-12-30"_day) == 0);
    CHECK(count("2027-01-01"_day) == 1);
    CHECK(count("2027-05-30"_day) == 1);
    CHECK(count("2027-06-01"_day) == 2);
}

TEST_CASE("another handbook's reports are owed by its kinds, on its days") {
    const auto reports = owed(question("2026-09-01"_day), {}, second());
    // October: two committees and the task force; April: the two committees.
    REQUIRE(reports.size() == 5);
    int of_task_force = 0;
    for (std::size_t i = 0; i < reports.size(); ++i) {
        CHECK(iso(reports[i].due) == (i < 3 ? "2026-10-15" : "2027-04-30"));
        of_task_force += reports[i].group->kind == GroupKind::working_group ? 1 : 0;
    }
    CHECK(of_task_force == 1);
}

TEST_CASE("the reports of the built-in handbook have no day of their own") {
    REQUIRE(built_in().reports.size() == 2);
    for (const ReportRule& rule : built_in().reports) {
        CHECK_FALSE(rule.day);
    }
}

TEST_CASE("a report is named by one of the handbook's report months") {
    const Date today = "2026-11-24"_day;
    for (const char* text : {"2026-12", "12", "dec", "December 2026", " DEC "}) {
        const auto report = parse_report(text, built_in(), today);
        INFO(text);
        REQUIRE(report.ok());
        CHECK(iso(report.value()) == "2026-12");
    }
    CHECK(parse_report("may", built_in(), today).value() == "2027-05"_month);
    CHECK(parse_report("2019-05", built_in(), today).value() == "2019-05"_month);
    CHECK(parse_report("october", second(), today).value() == "2026-10"_month);
}

TEST_CASE("a month without a report, or an invalid one, is refused with the existing reports") {
    for (const char* text : {"2026-11", "june", "", "december report", "2026-13", "12-2026"}) {
        const auto report = parse_report(text, built_in(), "2026-11-24"_day);
        INFO("'" << text << "'");
        REQUIRE_FALSE(report.ok());
        CHECK(holds(report.fault().what, std::string{"'"} + text + "'"));
        CHECK(holds(report.fault().remedy, "2026-12"));
        CHECK(holds(report.fault().remedy, "2027-05"));
    }
    const auto elsewhere = parse_report("december", second(), "2026-11-24"_day);
    REQUIRE_FALSE(elsewhere.ok());
    CHECK(holds(elsewhere.fault().remedy, "2026-10"));
    CHECK_FALSE(parse_report("dec", Handbook{}, "2026-11-24"_day).ok());
}

TEST_CASE("each report status has a word") {
    CHECK(word(ReportStatus::upcoming) == "upcoming");
    CHECK(word(ReportStatus::due) == "due");
    CHECK(word(ReportStatus::overdue) == "overdue");
    CHECK(word(ReportStatus::submitted) == "submitted");
}
