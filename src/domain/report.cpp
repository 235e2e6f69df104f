#include "lmsection/domain/report.hpp"

#include "lmsection/base/name.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/domain/typed_date.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace lmsection {

namespace {

using Submissions = std::map<std::pair<GroupId, Month>, Submission>;

/// The submissions by group and report; the first one if there are two.
Submissions by_report(std::span<const Submission> submissions) {
    Submissions found;
    for (const Submission& submission : submissions) {
        found.try_emplace({submission.group, submission.report}, submission);
    }
    return found;
}

std::optional<Submission> find_submission(const Submissions& submissions, GroupId group,
                                          Month report) {
    const auto found = submissions.find({group, report});
    return found == submissions.end() ? std::nullopt : std::optional{found->second};
}

bool is_among(GroupKind kind, const std::vector<GroupKind>& kinds) {
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

bool owes(const Group& group, const ReportRule& rule, Date due) {
    return is_among(group.kind, rule.kinds) && group.works_on(due);
}

/// Whether the group may submit the report without owing it.
bool may_submit(const Group& group, const ReportRule& rule, Date due) {
    return is_among(group.kind, rule.may_submit) && group.works_on(due);
}

bool asked_for(const OwedReport& report, const ReportQuery& query) {
    const bool open = report.status != ReportStatus::submitted;
    return (open || !query.open_only) && (!query.until || report.due <= *query.until) &&
           (!query.group || report.group->id == *query.group);
}

}    // namespace

std::string_view word(ReportStatus status) {
    switch (status) {
    case ReportStatus::upcoming: return "upcoming";
    case ReportStatus::due: return "due";
    case ReportStatus::overdue: return "overdue";
    case ReportStatus::submitted: return "submitted";
    }
    return {};
}

ReportStatus report_status(Date due, std::optional<Date> submitted_on, Date today) {
    if (submitted_on) {
        return ReportStatus::submitted;
    }
    if (today > due) {
        return ReportStatus::overdue;
    }
    return month_of(today) == month_of(due) ? ReportStatus::due : ReportStatus::upcoming;
}

std::vector<OwedReport> owed_reports(const ReportQuery& query, const Handbook& handbook,
                                     std::span<const Group> groups,
                                     std::span<const Submission> submissions) {
    const Submissions known = by_report(submissions);
    std::vector<ReportRule> rules = handbook.reports;
    std::stable_sort(rules.begin(), rules.end(), [&](const ReportRule& a, const ReportRule& b) {
        return a.due(query.year) < b.due(query.year);
    });
    std::vector<OwedReport> reports;
    reports.reserve(rules.size() * groups.size());
    for (const ReportRule& rule : rules) {
        const Date due = rule.due(query.year);
        for (const Group& group : groups) {
            const auto submission = find_submission(known, group.id, rule.id(query.year));
            const bool offered = (submission || query.not_owed) && may_submit(group, rule, due);
            if (!owes(group, rule, due) && !offered) {
                continue;
            }
            OwedReport report{&group,     rule.id(query.year),   due, ReportStatus::upcoming,
                              submission, owes(group, rule, due)};
            report.status = report_status(
                due, report.submission ? std::optional{report.submission->on} : std::nullopt,
                query.today);
            if (asked_for(report, query)) {
                reports.push_back(std::move(report));
            }
        }
    }
    return reports;
}

Outcome<Month> parse_report(std::string_view text, const Handbook& handbook, Date today) {
    const auto month = parse_typed_month(text, today);
    std::vector<std::string> known;
    for (const ReportRule& rule : handbook.reports) {
        known.push_back(iso(rule.id(ProgramYear::containing(today))));
        if (month.ok() && month.value().month() == rule.month) {
            return month.value();
        }
    }
    return Fault{fmt::format("there is no report {}", in_quotes(text)),
                 known.empty() ? "the handbook asks for no reports"
                               : fmt::format("name it by its month: {}", listed(known))};
}

}    // namespace lmsection
