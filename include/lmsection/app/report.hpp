#pragma once

#include "lmsection/app/session.hpp"
#include "lmsection/domain/program_year.hpp"
#include "lmsection/domain/report.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::app {

/// Which reports to list; see `reports_due`.
struct ReportsDueQuery {
    /// Default: the current year, preceded by what is still owed for the year before.
    std::optional<ProgramYear> year;
    bool all = false;    ///< include submitted ones
    std::optional<Date> until;
    std::optional<Group> group;
};
/// The requested reports (§3, §4). Without a year: those of the current program year, preceded by
/// overdue ones from the year before that were due when the section had people on record. Every
/// command that shows reports uses this function.
[[nodiscard]] std::vector<OwedReport> reports_due(const Session& session,
                                                  const ReportsDueQuery& query);

/// The report that a user names by its group and its id, or by a month, which means the open report
/// that is due nearest to today. Throws a `RefusedError` if the group owes no such report.
[[nodiscard]] OwedReport find_report(const Session& session, const std::string& group,
                                     const std::string& report);

/// The report that a user names by its id or a month, of every group that owes it, submitted or
/// not. Throws a `RefusedError` if there is no such report.
[[nodiscard]] std::vector<OwedReport> find_reports(const Session& session,
                                                   const std::string& report);

/// A submitted report.
struct ReportOrder {
    std::string group;
    std::string report;        ///< `2026-12`; or a month, which means the oldest open report
    std::optional<Date> on;    ///< default: the day on record, else today
    std::optional<std::string> link;    ///< default: the one on record
};
/// The reports a command submitted or retracted.
struct SubmitResult {
    std::vector<OwedReport> reports;
    std::size_t changed = 0;              ///< how many of them changed
    std::vector<std::string> notes;       ///< what needed no change, or was replaced
    std::vector<std::string> warnings;    ///< how dates in a file were read
};
/// Records that a report was submitted. A different day or link corrects the record. Throws a
/// `RefusedError` if the group owes no such report.
[[nodiscard]] SubmitResult submit_report(WritingSession& session, const ReportOrder& order);
/// Like `submit_report` for each line of a CSV file (group, report, on, link), all or none.
[[nodiscard]] SubmitResult submit_from(WritingSession& session, std::string_view csv,
                                       const std::string& file_name, bool ignore_extra);
/// Removes a submission, so that the report is open again. A month means its report that was
/// submitted last, else the nearest.
[[nodiscard]] SubmitResult retract_report(WritingSession& session, const std::string& group,
                                          const std::string& report);

}    // namespace lmsection::app
