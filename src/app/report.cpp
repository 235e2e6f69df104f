#include "lmsection/app/report.hpp"

#include "change.hpp"
#include "csv_import.hpp"
#include "lmsection/app/group.hpp"
#include "lmsection/base/list.hpp"
#include "lmsection/domain/typed_date.hpp"
#include "lmsection/store/appointment.hpp"
#include "lmsection/store/history.hpp"
#include "lmsection/store/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace lmsection::app {

namespace {

std::vector<OwedReport> reports_of(const Session& session, const ReportQuery& query) {
    const auto submissions = session.has_database()
                                 ? store::submissions_of(session.database(), query.year)
                                 : std::vector<Submission>{};
    const auto groups = query.group ? std::span{&session.group(*query.group), 1}
                                    : std::span{session.groups()};
    return owed_reports(query, session.handbook(), groups, submissions);
}

/// Which reports of previous years a section still owes: those due after it had people on record. A
/// group added by the section owes reports from its first term on. Reports due before the section's
/// first entry in the history are someone else's past, unless some of that year are on record.
class AskedReports {
public:
    explicit AskedReports(const Session& session)
        : session_(session), since_(store::first_recorded_on(session.database())) {
        if (since_) {
            since_ = std::min(*since_, session.today());    // --today may be before the first entry
        }
    }

    [[nodiscard]] bool asks(const OwedReport& report) {
        if (since_ && report.due < *since_ &&
            !has_reports_of(ProgramYear::containing(report.report))) {
            return false;
        }
        const bool of_handbook = session_.handbook().group(report.group->slug) != nullptr;
        const auto group = of_handbook ? std::nullopt : std::optional{report.group->id};
        const auto [known, is_new] = began_.try_emplace({group, report.due}, false);
        if (is_new) {
            known->second = store::any_term_began(session_.database(), group, report.due);
        }
        return known->second;
    }

private:
    [[nodiscard]] bool has_reports_of(ProgramYear year) {
        const auto [known, is_new] = has_reports_.try_emplace(year, false);
        if (is_new) {
            known->second = !store::submissions_of(session_.database(), year).empty();
        }
        return known->second;
    }

    const Session& session_;
    std::optional<Date> since_;    ///< the day of the first entry
    std::map<ProgramYear, bool> has_reports_;
    std::map<std::pair<std::optional<GroupId>, Date>, bool> began_;
};

/// The program years before `year` whose reports can still be missing, oldest first: the last one,
/// and each earlier one for which the section has recorded reports. Years with only old terms on
/// record do not count.
std::vector<ProgramYear> years_with_reports(const Session& session, ProgramYear year) {
    std::vector<ProgramYear> years{year.plus(-1)};
    while (ProgramYear{first_year} < years.back() &&
           !store::submissions_of(session.database(), years.back().plus(-1)).empty()) {
        years.push_back(years.back().plus(-1));
    }
    std::ranges::reverse(years);
    return years;
}

/// The missing reports of previous years, oldest first.
std::vector<OwedReport> left_from(const Session& session, ReportQuery query) {
    const auto years = years_with_reports(session, query.year);
    query.open_only = true;
    std::vector<OwedReport> left;
    AskedReports asked{session};
    for (const ProgramYear year : years) {
        query.year = year;
        for (OwedReport& report : reports_of(session, query)) {
            if (report.status == ReportStatus::overdue && asked.asks(report)) {
                left.push_back(std::move(report));
            }
        }
    }
    return left;
}

/// The report that a group owes, submitted or not; a fault if it owes none.
Outcome<OwedReport> owed(const Session& session, const Group& group, Month report) {
    const ReportQuery query{
        ProgramYear::containing(report), session.today(), false, std::nullopt, group.id, true};
    for (const OwedReport& known : reports_of(session, query)) {
        if (known.report == report) {
            return known;
        }
    }
    return Fault{fmt::format("{} owes no report {}", group.name, iso(report)),
                 "see 'lmsection report-due --all'"};
}

bool is_open(const OwedReport& report) {
    return report.status == ReportStatus::due || report.status == ReportStatus::overdue;
}

/// The reports that a month without a year may mean, oldest first: those of the current program
/// year and the one before.
std::vector<OwedReport> reports_of_month(const Session& session, const Group& group,
                                         date::month month) {
    const ProgramYear running = ProgramYear::containing(session.today());
    AskedReports asked{session};
    std::vector<OwedReport> reports;
    auto years = years_with_reports(session, running);
    years.push_back(running);
    for (const ProgramYear year : years) {
        const auto report = owed(session, group, year.month(month));
        if (report.ok() &&
            (year == running || report.value().submission || asked.asks(report.value()))) {
            reports.push_back(report.value());
        }
    }
    return reports;
}

/// The report whose due date is nearest to `today`.
std::optional<Month> nearest(const std::vector<OwedReport>& reports, Date today) {
    const auto found = std::ranges::min_element(reports, [&](const OwedReport& one,
                                                             const OwedReport& other) {
        return std::abs(days_between(today, one.due)) < std::abs(days_between(today, other.due));
    });
    return found == reports.end() ? std::nullopt : std::optional{found->report};
}

std::optional<Month> recent_or_nearest(const std::vector<OwedReport>& reports, Date today) {
    constexpr int recent_days = 120;
    const OwedReport* recent = first_that(reports, [&](const OwedReport& report) {
        return report.submission && plus_days(today, -recent_days) <= report.submission->on;
    });
    return recent != nullptr ? recent->report : nearest(reports, today);
}

/// Which report a month without a year means when submitting: the one submitted on that same day,
/// so that repeating the command changes nothing; else, if a past day is given, the one due nearest
/// to it; else the oldest that is due or overdue; else the one submitted in the last 120 days; else
/// the nearest.
std::optional<Month> month_to_submit(const std::vector<OwedReport>& reports, std::optional<Date> on,
                                     Date today) {
    if (const OwedReport* same = first_that(reports, [&](const OwedReport& report) {
            return report.submission && report.submission->on == on.value_or(today);
        })) {
        return same->report;
    }
    if (on && *on < today) {
        return nearest(reports, *on);
    }
    const OwedReport* open = first_that(reports, [](const auto& one) { return is_open(one); });
    return open != nullptr ? open->report : recent_or_nearest(reports, today);
}

/// Chooses among the reports of a month typed without a year.
using ChooseMonth = std::function<std::optional<Month>(const std::vector<OwedReport>&)>;

/// The report that a user names.
Outcome<OwedReport> named_report(const Session& session, const std::string& group_typed,
                                 const std::string& report_typed, const ChooseMonth& choose) {
    const auto parsed = parse_report(report_typed, session.handbook(), session.today());
    const auto known = session.find_group(group_typed);
    if (!known.ok()) {
        return group_typed_second(session, group_typed, report_typed).value_or(known.fault());
    }
    if (!parsed.ok()) {
        return parsed.fault();
    }
    Month month = parsed.value();
    if (month_without_year(report_typed)) {
        month = choose(reports_of_month(session, known.value(), month.month())).value_or(month);
    }
    const auto group = session.find_group_to_change(group_typed, last_day_of(month));
    return group.ok() ? owed(session, group.value(), month) : group.fault();
}

/// Records submitted reports within a change.
class Submitter {
public:
    explicit Submitter(WritingSession& session) : session_(session) {}

    /// Records a report or corrects it; returns a fault if it cannot.
    std::optional<Fault> submit(const ReportOrder& order) {
        const Date day = order.on.value_or(session_.today());
        const auto named = named_report(session_, order.group, order.report, [&](const auto& some) {
            return month_to_submit(some, order.on, session_.today());
        });
        if (!named.ok()) {
            return named.fault();
        }
        OwedReport report = named.value();
        if (!seen_.insert({report.group->id, report.report}).second) {
            return Fault{fmt::format("report {} of {} is in the file twice", iso(report.report),
                                     report.group->name),
                         "remove one of the lines"};
        }
        if (report.submission) {
            correct(report, order);
        } else {
            keep(report, {report.group->id, report.report, day, order.link.value_or("")});
        }
        result_.reports.push_back(report);
        return std::nullopt;
    }

    SubmitResult take_result() { return std::move(result_); }

private:
    void keep(OwedReport& report, const Submission& submission) {
        report.submission = submission;
        report.status = ReportStatus::submitted;
        store::insert_submission(session_.writer(), session_.next_number(), submission);
        ++result_.changed;
    }

    /// A day or link that differs from the record corrects it.
    void correct(OwedReport& report, const ReportOrder& order) {
        const Submission old = *report.submission;
        const Submission now{old.group, old.report, order.on.value_or(old.on),
                             order.link.value_or(old.link)};
        const std::string which = fmt::format("report {} of {}", iso(report.report),
                                              report.group->name);
        if (now.on == old.on && now.link == old.link) {
            result_.notes.push_back(fmt::format(
                "{} was already submitted on {}; nothing was changed", which, iso(old.on)));
            return;
        }
        store::delete_submission(session_.writer(), old.group, old.report);
        keep(report, now);
        if (now.on != old.on) {
            result_.notes.push_back(fmt::format("{} was recorded as submitted on {}, now on {}",
                                                which, iso(old.on), iso(now.on)));
        }
        if (now.link != old.link && !old.link.empty()) {
            result_.notes.push_back(fmt::format("the link of {} was {}", which, old.link));
        }
    }

    WritingSession& session_;
    std::set<std::pair<GroupId, Month>> seen_;
    SubmitResult result_;
};

enum Column { group, report, on, link, status };
const std::vector<std::string> column_names{"group", "report", "on", "link", "status"};

/// The columns that `report-due` writes.
CsvColumns columns_of(bool ignore_extra) {
    CsvColumns columns{column_names, {"group", "report"}, ignore_extra};
    columns.passed_over = {"kind", "due", "days_left"};
    columns.stands_for = {{"group_slug", "group"}, {"submitted_on", "on"}};
    return columns;
}

/// Whether a line is for a report that is not submitted, since `report-due` lists those too.
bool is_open(const CsvRecord& record) {
    const std::string& cell = record.cells[status];
    return !cell.empty() && cell != word(ReportStatus::submitted);
}

Outcome<ReportOrder> order_of(const CsvRecord& record, DayColumn& days) {
    ReportOrder order{record.cells[group], record.cells[report], std::nullopt, std::nullopt};
    if (!record.cells[on].empty()) {
        const auto day = days.read(record);
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

std::vector<OwedReport> reports_due(const Session& session, const ReportsDueQuery& query) {
    ReportQuery asked{query.year.value_or(ProgramYear::containing(session.today())),
                      session.today(), !query.all, query.until, std::nullopt};
    if (query.group) {
        asked.group = query.group->id;
    }
    std::vector<OwedReport> reports;
    if (session.has_database() && !query.year) {
        reports = left_from(session, asked);
    }
    append(reports, reports_of(session, asked));
    return reports;
}

OwedReport find_report(const Session& session, const std::string& group,
                       const std::string& report) {
    return or_refused(named_report(session, group, report, [&](auto some) {
        std::erase_if(some, [](const OwedReport& known) { return known.submission.has_value(); });
        return nearest(some, session.today());
    }));
}

std::vector<OwedReport> find_reports(const Session& session, const std::string& report) {
    const Month month = or_refused(parse_report(report, session.handbook(), session.today()));
    auto reports = reports_due(session, {ProgramYear::containing(month), true, {}, {}});
    std::erase_if(reports, [&](const OwedReport& one) { return one.report != month; });
    return reports;
}

SubmitResult submit_report(WritingSession& session, const ReportOrder& order) {
    Submitter submitter{session};
    session.change([&] { require_none(submitter.submit(order)); });
    return submitter.take_result();
}

SubmitResult submit_from(WritingSession& session, std::string_view csv,
                         const std::string& file_name, bool ignore_extra) {
    const CsvFile file{csv, file_name, columns_of(ignore_extra)};
    DayColumn days{file, on, column_names[on], YearChoice::latest, session.today()};
    Submitter submitter{session};
    session.change([&] {
        process_records(session, file, [&](const CsvRecord& line) -> std::optional<Fault> {
            if (is_open(line)) {
                return std::nullopt;
            }
            const auto order = order_of(line, days);
            return order.ok() ? submitter.submit(order.value()) : order.fault();
        });
    });
    SubmitResult result = submitter.take_result();
    result.warnings = days.take_warnings();
    return result;
}

SubmitResult retract_report(WritingSession& session, const std::string& group_name,
                            const std::string& report_name) {
    return in_change(session, [&] {
        SubmitResult result;
        OwedReport report = or_refused(
            named_report(session, group_name, report_name, [&](const auto& some) {
                return recent_or_nearest(some, session.today());
            }));
        const std::string which = fmt::format("report {} of {}", iso(report.report),
                                              report.group->name);
        if (report.submission) {
            store::delete_submission(session.writer(), report.group->id, report.report);
            result.notes.push_back(fmt::format("{} was submitted on {}; it is open again", which,
                                               iso(report.submission->on)));
            report.submission.reset();
            report.status = report_status(report.due, std::nullopt, session.today());
            result.changed = 1;
        } else {
            result.notes.push_back(fmt::format("{} is already open; nothing was changed", which));
        }
        result.reports.push_back(report);
        return result;
    });
}

}    // namespace lmsection::app
