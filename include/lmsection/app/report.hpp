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

/// What of the reports is asked for; see `reports_due`.
struct DeskQuestion {
    std::optional<ProgramYear> year;    ///< else the running one, with what is still owed of
                                        ///< the one before
    bool all = false;                   ///< submitted ones too
    std::optional<Date> until;
    std::optional<Group> group;
};
/// The reports that are asked for (§3, §4). Without a year, and unless all are asked for: the open
/// ones of the running program year, after the overdue ones of the year before that were due when
/// the section had people on record.
/// Every command that speaks of reports asks this function.
[[nodiscard]] std::vector<OwedReport> reports_due(const Session& session,
                                                  const DeskQuestion& question);

/// A report handed in.
struct ReportOrder {
    std::string group;
    std::string report;        ///< `2026-12`; or a month, which means the oldest one that is open
    std::optional<Date> on;    ///< else the day on record, else today
    std::optional<std::string> link;    ///< else the one on record
};
/// What became of reports.
struct SubmitResult {
    std::vector<OwedReport> reports;
    std::size_t changed = 0;              ///< how many of them were not so already
    std::vector<std::string> notes;       ///< what was so already, or was replaced
    std::vector<std::string> warnings;    ///< how days of a file were read
};
/// Records that reports were handed in: all or none. Another day or link corrects what is on
/// record. A `RefusedError` where a group owes none.
[[nodiscard]] SubmitResult submit_report(Session& session, const ReportOrder& order);
/// As `submit_report`, for each line of a CSV file (group, report, on, link).
[[nodiscard]] SubmitResult submit_from(Session& session, std::string_view csv,
                                       const std::string& file_name, bool ignore_extra);
/// Removes a submission, so that the report is open again. A month means the report of it that was
/// submitted last, else the nearest.
[[nodiscard]] SubmitResult retract_report(Session& session, const std::string& group,
                                          const std::string& report);

}    // namespace lmsection::app
