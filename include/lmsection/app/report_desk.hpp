#pragma once

#include "lmsection/app/session.hpp"
#include "lmsection/domain/reports.hpp"

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
/// The reports that are open (§3, §4): those of the running program year, and overdue ones of the
/// year before from groups in which somebody served on the day they were due.
[[nodiscard]] std::vector<OwedReport> reports_due(const Session& session,
                                                  const DeskQuestion& question);

/// A report handed in or taken back.
struct ReportOrder {
    std::string group;
    std::string report;
    Date on{};
    std::string link;
};
/// Records that reports were handed in: all or none. A `RefusedError` where a group owes none, or
/// it is in already.
[[nodiscard]] std::vector<OwedReport> submit_report(Session& session, const ReportOrder& order);
/// As `submit_report`, for each line of a CSV file (group, report, on, link).
[[nodiscard]] std::vector<OwedReport> submit_from(Session& session, std::string_view csv,
                                                  const std::string& file_name, bool ignore_extra);
/// Takes a submission back, so that the report is open again.
[[nodiscard]] OwedReport retract_report(Session& session, std::string_view group,
                                        std::string_view report);

}    // namespace lmsection::app
