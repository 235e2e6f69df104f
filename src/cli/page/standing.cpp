// The rules that are not met, and the reports.
#include "page/standing.hpp"

#include "format/markup.hpp"
#include "page/table.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lmsection::cli::page {

namespace {

std::string_view look_of(ReportStatus status) {
    switch (status) {
    case ReportStatus::submitted: return "good";
    case ReportStatus::overdue: return "bad";
    case ReportStatus::due: return "attention";
    case ReportStatus::upcoming: break;
    }
    return "open";
}

}    // namespace

Part rules_part(const View& view) {
    const auto& rules = view.page.rules;
    const auto faults = std::ranges::count_if(rules, at_fault, &RuleResult::verdict);
    const auto later = std::ranges::count(rules, Verdict::not_yet, &RuleResult::verdict);
    std::string html = "<p>No rules are violated.</p>\n";
    if (faults > 0) {
        Table table{"Rules of the handbook that are not met",
                    {"Group", "Found", "Wanted", "Verdict", "Rule", "Section"}};
        for (const RuleResult& checked : rules) {
            if (at_fault(checked.verdict)) {
                table.row(
                    {checked.group != nullptr ? escaped_markup(checked.group->name) : "The section",
                     escaped_markup(checked.found), escaped_markup(checked.wanted),
                     state(word(checked.verdict), "bad"), escaped_markup(checked.rule->says),
                     "§" + escaped_markup(checked.rule->section)});
            }
        }
        html = table.html();
    }
    if (later > 0) {
        html += fmt::format("<p class=\"quiet\">{} {} not met yet, but there is still time.</p>\n",
                            later, later == 1 ? "rule is" : "rules are");
    }
    return {"rules", "Rules not met", std::move(html)};
}

Part reports_part(const View& view) {
    if (view.page.reports.empty()) {
        return {"reports", "Reports", "<p>No reports are required.</p>\n"};
    }
    Table table{"Reports for the year", {"Group", "Report", "Due", "Status", "Submitted"}};
    for (const OwedReport& report : view.page.reports) {
        std::string submitted;
        if (report.submission) {
            const std::string& url = report.submission->link;
            submitted = url.empty() ? day(report.submission->on)
                                    : link(url, iso(report.submission->on));
        }
        const std::string retired = report.group->works_on(view.page.day) ? "" : " (retired)";
        table.row({escaped_markup(report.group->name + retired), iso(report.report),
                   day(report.due), state(word(report.status), look_of(report.status)), submitted});
    }
    return {"reports", "Reports", table.html()};
}

}    // namespace lmsection::cli::page
