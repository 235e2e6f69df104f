#pragma once

#include "lmsection/domain/handbook.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace lmsection {

/// Where a report stands: before its month, in its month, past its day, or in.
enum class ReportStatus { upcoming, due, overdue, submitted };
[[nodiscard]] std::string_view word(ReportStatus status);
[[nodiscard]] ReportStatus report_status(Date due, std::optional<Date> submitted_on, Date today);

/// That a group handed a report in.
struct Submission {
    GroupId group;
    Month report;    ///< `2026-12`
    Date on{};
    std::string link;
};

/// A report that a group owes.
struct OwedReport {        // NOLINT(*-member-init): a Month has no default
    const Group* group;    ///< one of those that it was asked of
    Month report;
    Date due{};
    ReportStatus status = ReportStatus::upcoming;
    std::optional<Submission> submission;
    bool owed = true;    ///< false: the group may submit it and need not
};

/// What of the reports is asked for.
struct ReportQuestion {    // NOLINT(*-member-init): a ProgramYear has no default
    ProgramYear year;
    Date today{};
    bool open_only = true;        ///< leave out those that are in
    std::optional<Date> until;    ///< leave out what is due after that day
    std::optional<GroupId> group;
    bool not_owed = false;    ///< also those that a group may submit without owing them
};

/// The reports that `groups` owe in a program year (§3, §4), the earliest due first and in the
/// order of `groups` within a day. A group that was retired before a report's day owes it not.
[[nodiscard]] std::vector<OwedReport> owed_reports(const ReportQuestion& question,
                                                   const Handbook& handbook,
                                                   std::span<const Group> groups,
                                                   std::span<const Submission> submissions);

/// Reads a report's name, `2026-12`, against the months that the handbook knows.
[[nodiscard]] Outcome<Month> parse_report(std::string_view text, const Handbook& handbook,
                                          Date today);

}    // namespace lmsection
