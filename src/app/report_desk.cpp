#include "lmsection/app/report_desk.hpp"

#include "lmsection/app/csv_import.hpp"
#include "lmsection/domain/typed_date.hpp"
#include "lmsection/store/appointments.hpp"
#include "lmsection/store/reports.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace lmsection::app {

namespace {

std::vector<OwedReport> reports_of(const Session& session, const ReportQuestion& question) {
    const auto submissions = session.has_database()
                                 ? store::submissions_of(session.database(), question.year)
                                 : std::vector<Submission>{};
    const auto groups = question.group ? std::span{&session.group(*question.group), 1}
                                       : std::span{session.groups()};
    return owed_reports(question, session.handbook(), groups, submissions);
}

/// The reports of the year before that are missing. Those that nobody was there to write are left
/// out: without that a new database would be held to reports from before its time.
std::vector<OwedReport> left_from(const Session& session, ReportQuestion question) {
    question.year = question.year.plus(-1);
    auto reports = reports_of(session, question);
    std::erase_if(reports,
                  [](const OwedReport& report) { return report.status != ReportStatus::overdue; });
    // Group by group, as its terms lie in the file.
    std::map<std::pair<GroupId, Date>, bool> somebody_served;
    for (const OwedReport& report : reports) {
        somebody_served[{report.group->id, report.due}] = false;
    }
    for (auto& [when, served] : somebody_served) {
        served = store::somebody_serves(session.database(), when.first, when.second);
    }
    std::erase_if(reports, [&](const OwedReport& report) {
        return !somebody_served.at({report.group->id, report.due});
    });
    return reports;
}

/// The report that a group owes, submitted or not; a fault where it owes none.
Outcome<OwedReport> owed(const Session& session, const Group& group, Month report) {
    const ReportQuestion question{ProgramYear::containing(report), session.today(), false,
                                  std::nullopt, group.id};
    for (const OwedReport& known : reports_of(session, question)) {
        if (known.report == report) {
            return known;
        }
    }
    return Fault{fmt::format("{} owes no report {}", group.name, iso(report)),
                 "see 'lmsection report-due --all'"};
}

/// Records one report handed in, within a change.
Outcome<OwedReport> submit(Session& session, const ReportOrder& order) {
    const auto month = parse_report(order.report, session.handbook(), session.today());
    const auto group = month.ok()
                           ? session.find_group_to_change(order.group, last_day_of(month.value()))
                           : session.find_group_to_change(order.group);
    if (!group.ok()) {
        return group.fault();
    }
    if (!month.ok()) {
        return month.fault();
    }
    const auto known = owed(session, group.value(), month.value());
    if (!known.ok()) {
        return known.fault();
    }
    OwedReport report = known.value();
    if (report.submission) {
        return Fault{fmt::format("report {} of {} was submitted on {}", iso(report.report),
                                 report.group->name, iso(report.submission->on)),
                     fmt::format("run 'lmsection report-due retract {} {}' first",
                                 report.group->slug.text(), iso(report.report))};
    }
    report.submission = Submission{report.group->id, report.report, order.on, order.link};
    report.status = ReportStatus::submitted;
    store::insert_submission(session.database(), session.next_number(), *report.submission);
    return report;
}

enum Column { group, report, on, link };
const std::vector<std::string> column_names{"group", "report", "on", "link"};

Outcome<ReportOrder> order_of(const CsvRecord& record, Date today) {
    ReportOrder order{record.cells[group], record.cells[report], today, ""};
    if (!record.cells[on].empty()) {
        const auto day = parse_typed_date(record.cells[on], today);
        if (!day.ok()) {
            return day.fault();
        }
        order.on = day.value();
    }
    if (!record.cells[link].empty()) {
        const auto address = parse_link(record.cells[link]);
        if (!address.ok()) {
            return address.fault();
        }
        order.link = address.value();
    }
    return order;
}

}    // namespace

std::vector<OwedReport> reports_due(const Session& session, const DeskQuestion& question) {
    ReportQuestion asked{question.year.value_or(ProgramYear::containing(session.today())),
                         session.today(), !question.all, question.until, std::nullopt};
    if (question.group) {
        asked.group = question.group->id;
    }
    auto reports = reports_of(session, asked);
    if (session.has_database() && !question.year && !question.all) {
        auto all = left_from(session, asked);
        std::move(reports.begin(), reports.end(), std::back_inserter(all));
        return all;
    }
    return reports;
}

std::vector<OwedReport> submit_report(Session& session, const ReportOrder& order) {
    std::vector<OwedReport> reports;
    session.change([&] { reports.push_back(or_refused(submit(session, order))); });
    return reports;
}

std::vector<OwedReport> submit_from(Session& session, std::string_view csv,
                                    const std::string& file_name, bool ignore_extra) {
    const CsvFile file{csv, file_name, {column_names, {"group", "report"}, ignore_extra}};
    std::vector<OwedReport> reports;
    session.change([&] {
        take_records(session, file, [&](const CsvRecord& line) {
            const auto order = order_of(line, session.today());
            const auto done = order.ok() ? submit(session, order.value())
                                         : Outcome<OwedReport>{order.fault()};
            if (!done.ok()) {
                return std::vector{done.fault()};
            }
            reports.push_back(done.value());
            return std::vector<Fault>{};
        });
    });
    return reports;
}

OwedReport retract_report(Session& session, std::string_view group_name,
                          std::string_view report_name) {
    std::optional<OwedReport> report;
    session.change([&] {
        const Month month = or_refused(
            parse_report(report_name, session.handbook(), session.today()));
        report = or_refused(
            owed(session, session.group_to_change(group_name, last_day_of(month)), month));
        if (!store::delete_submission(session.database(), report->group->id, month)) {
            throw RefusedError{fmt::format("report {} of {} is not in", iso(month),
                                           report->group->name),
                               "there is nothing to take back"};
        }
        report->submission.reset();
        report->status = report_status(report->due, std::nullopt, session.today());
    });
    return *report;
}

}    // namespace lmsection::app
