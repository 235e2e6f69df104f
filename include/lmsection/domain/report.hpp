#pragma once

#include "lmsection/base/text.hpp"
#include "lmsection/domain/handbook.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace lmsection {

/// The status of a report: before its month, in its month, past its due date, or submitted.
enum class ReportStatus { upcoming, due, overdue, submitted };
[[nodiscard]] constexpr std::string_view word(ReportStatus status) {
    return word_at(status, {"upcoming", "due", "overdue", "submitted"});
}
[[nodiscard]] ReportStatus report_status(Date due, std::optional<Date> submitted_on, Date today);

/// Records that a group submitted a report.
struct Submission {
    GroupId group;
    Month report;    ///< `2026-12`
    Date on{};
    std::string link;
};

/// A report that a group owes.
struct OwedReport {        // NOLINT(*-member-init): a Month has no default
    const Group* group;    ///< points into the groups passed to `owed_reports`
    Month report;
    Date due{};
    ReportStatus status = ReportStatus::upcoming;
    std::optional<Submission> submission = {};
    bool owed = true;    ///< false: the group may submit it and need not
};

/// What the handbook calls a report: "December report".
[[nodiscard]] std::string title_of(const OwedReport& report, const Handbook& handbook);

/// Which reports to list.
struct ReportQuery {    // NOLINT(*-member-init): a ProgramYear has no default
    ProgramYear year;
    Date today{};
    bool open_only = true;        ///< leave out submitted reports
    std::optional<Date> until;    ///< leave out reports due after this day
    std::optional<GroupId> group;
    bool not_owed = false;    ///< include reports that a group may submit without owing them
};

/// The reports that `groups` owe in a program year (§3, §4), by due date and then in the order of
/// `groups`. A group that retired before the due date does not owe the report.
[[nodiscard]] std::vector<OwedReport> owed_reports(const ReportQuery& query,
                                                   const Handbook& handbook,
                                                   std::span<const Group> groups,
                                                   std::span<const Submission> submissions);

/// Parses a report's id, `2026-12`; its month must be one of the handbook's report months.
[[nodiscard]] Outcome<Month> parse_report(std::string_view text, const Handbook& handbook,
                                          Date today);

}    // namespace lmsection
