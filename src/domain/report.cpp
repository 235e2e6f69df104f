#include "lmsection/domain/report.hpp"

#include "lmsection/base/list.hpp"
#include "lmsection/base/name.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/domain/typed_date.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace lmsection {

std::string title_of(const OwedReport& report, const Handbook& handbook) {
    for (const ReportRule& rule : handbook.reports) {
        const bool is_owed = contains(rule.kinds, report.group->kind) ||
                             contains(rule.may_submit, report.group->kind);
        if (rule.month == report.report.month() && is_owed) {
            return rule.title;
        }
    }
    return fmt::format("{} report", month_name(report.report.month()));
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
    std::map<std::pair<GroupId, Month>, Submission> known;    // the first one if there are two
    for (const Submission& submission : submissions) {
        known.try_emplace({submission.group, submission.report}, submission);
    }
    std::vector<ReportRule> rules = handbook.reports;
    std::ranges::stable_sort(rules, {},
                             [&](const ReportRule& rule) { return rule.due(query.year); });
    std::vector<OwedReport> reports;
    reports.reserve(rules.size() * groups.size());
    for (const ReportRule& rule : rules) {
        const Date due = rule.due(query.year);
        for (const Group& group : groups) {
            if (!group.works_on(due) || (query.until && *query.until < due) ||
                (query.group && group.id != *query.group)) {
                continue;
            }
            const auto found = known.find({group.id, rule.id(query.year)});
            const bool is_submitted = found != known.end();
            const auto on = is_submitted ? std::optional{found->second.on} : std::nullopt;
            OwedReport report{.group = &group,
                              .report = rule.id(query.year),
                              .due = due,
                              .status = report_status(due, on, query.today),
                              .owed = std::ranges::count(rule.kinds, group.kind) > 0};
            if (is_submitted) {
                report.submission = found->second;
            }
            const bool offered = (is_submitted || query.not_owed) &&
                                 std::ranges::count(rule.may_submit, group.kind) > 0;
            if ((report.owed || offered) && (!is_submitted || !query.open_only)) {
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
