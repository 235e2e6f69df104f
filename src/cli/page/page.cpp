#include "page/page.hpp"

#include "page/document.hpp"
#include "page/meeting.hpp"
#include "page/program.hpp"
#include "page/roster.hpp"
#include "page/standing.hpp"
#include "page/structure.hpp"
#include "page/term.hpp"
#include "page/year.hpp"

#include "version.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lmsection::cli::page {

namespace {

std::vector<Part> parts_of(const View& view) {
    std::vector<Part> parts{structure_part(view), roster_part(view), terms_part(view),
                            year_part(view)};
    if (view.for_leaders()) {
        parts.push_back(rules_part(view));
        parts.push_back(reports_part(view));
    }
    parts.push_back(meetings_part(view));
    parts.push_back(programs_part(view));
    return parts;
}

/// A key figure, linked to its part of the page.
std::string figure(std::string_view part, const std::string& number, std::string_view what) {
    return fmt::format("<li><a href=\"#{}\"><b>{}</b> <span>{}</span></a></li>\n", part, number,
                       what);
}

std::string figures_for_leaders(const app::SectionPage& page) {
    const auto submitted = std::ranges::count_if(page.reports, [](const OwedReport& report) {
        return report.submission.has_value();
    });
    const auto faults = std::ranges::count_if(page.rules, at_fault, &RuleResult::verdict);
    return figure("reports", fmt::format("{} of {}", submitted, page.reports.size()),
                  "reports submitted") +
           figure("rules", fmt::format("{}", faults),
                  faults == 1 ? "rule not met" : "rules not met");
}

std::string at_a_glance(const View& view) {
    const app::SectionPage& page = view.page;
    int vacant = 0;
    for (const app::PageGroup& group : page.groups) {
        vacant += group.state.vacant;
    }
    const auto done = std::ranges::count_if(page.checklist, [](const app::ListedItem& listed) {
        return listed.item.status() == ItemStatus::done;
    });
    return "<ul class=\"glance\" aria-label=\"At a glance\">\n" +
           figure("roster", fmt::format("{}", page.people),
                  fmt::format("{} in {} groups", page.people == 1 ? "person" : "people",
                              page.groups.size())) +
           figure("roster", fmt::format("{}", vacant),
                  vacant == 1 ? "vacant seat" : "vacant seats") +
           (view.for_leaders()
                ? figure("year", fmt::format("{} of {}", done, page.checklist.size()),
                         "checklist items done")
                : "") +
           (view.for_leaders() ? figures_for_leaders(page) : "") + "</ul>\n";
}

Frame section_frame(const View& view, const std::vector<Part>& parts) {
    const Handbook& handbook = view.session.handbook();
    const std::string year = view.page.year.label();
    const std::string today = written(view.session.today());
    Frame frame = frame_of({handbook.section_name, year, today});
    frame.above = fmt::format("{} · {}", handbook.association, handbook.division);
    frame.below = fmt::format("Program year {} · {}", year, today);
    for (const Part& part : parts) {
        frame.contents.push_back({std::string{part.id}, std::string{part.title}});
    }
    frame.footer = fmt::format(
        "Created on {} by lmsection {} from the section's records{}. Section numbers (§) refer to "
        "the handbook{}{}.",
        iso(view.session.today()), version,
        view.for_leaders() ? "; for the section's leaders, not for publication"
                           : ", for anyone to read",
        handbook.version.empty() ? "" : ", ", handbook.version);
    frame.has_script = true;
    frame.is_public = !view.for_leaders();
    return frame;
}

}    // namespace

std::string page_text(const View& view) {
    const auto parts = parts_of(view);
    const Frame frame = section_frame(view, parts);
    std::string html = page_start(frame) + at_a_glance(view);
    for (const Part& part : parts) {
        html += fmt::format("<section id=\"{0}\" aria-labelledby=\"{0}-title\">\n"
                            "<h2 id=\"{0}-title\">{1}</h2>\n",
                            part.id, part.title) +
                part.html + "</section>\n";
    }
    return html + page_end(frame);
}

}    // namespace lmsection::cli::page
