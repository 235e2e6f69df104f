#include "page/page.hpp"

#include "page/meeting.hpp"
#include "page/program.hpp"
#include "page/roster.hpp"
#include "page/standing.hpp"
#include "page/structure.hpp"
#include "page/term.hpp"
#include "page/year.hpp"

#include "format/markup.hpp"
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

/// The content security policy allows no network access, and only the page's own script.
std::string head(const View& view, const std::string& title) {
    return fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
        "style-src 'unsafe-inline'; script-src '{}'; base-uri 'none'; form-action 'none'\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"color-scheme\" content=\"light dark\">\n"
        "<meta name=\"referrer\" content=\"no-referrer\">\n{}"
        "<title>{}</title>\n<style>{}</style>\n</head>\n",
        script_hash(), view.for_leaders() ? "<meta name=\"robots\" content=\"noindex\">\n" : "",
        title, style());
}

/// A key figure, linked to its part of the page.
std::string figure(std::string_view part, const std::string& number, std::string_view what) {
    return fmt::format("<li><a href=\"#{}\"><b>{}</b> <span>{}</span></a></li>\n", part, number,
                       what);
}

std::string figures_for_leaders(const app::SectionPage& page) {
    const auto submitted = std::count_if(page.reports.begin(), page.reports.end(),
                                         [](const auto& report) {
                                             return report.submission.has_value();
                                         });
    const auto faults = std::count_if(page.rules.begin(), page.rules.end(),
                                      [](const auto& rule) { return at_fault(rule.verdict); });
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
    const auto done = std::count_if(page.checklist.begin(), page.checklist.end(),
                                    [](const auto& listed) {
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

std::string header(const View& view) {
    const Handbook& handbook = view.session.handbook();
    return fmt::format(
        "<header>\n<p class=\"above\">{} · {}</p>\n<h1>{}</h1>\n"
        "<p class=\"below\">Program year {} · as of <time>{}</time></p>\n</header>\n",
        escaped_markup(handbook.association), escaped_markup(handbook.division),
        escaped_markup(handbook.section_name), view.page.year.label(), iso(view.session.today()));
}

std::string navigation(const std::vector<Part>& parts) {
    std::string html = "<nav aria-label=\"On this page\">\n<ul>\n";
    for (const Part& part : parts) {
        html += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", part.id, part.title);
    }
    return html + "</ul>\n</nav>\n";
}

std::string footer(const View& view) {
    return fmt::format(
        "<footer>\n<p>Created on {} by lmsection {} from the section's records{}. Section "
        "numbers (§) refer to the handbook{}{}.</p>\n</footer>\n",
        iso(view.session.today()), version,
        view.for_leaders() ? "; for the section's leaders, not for publication"
                           : ", for anyone to read",
        view.session.handbook().version.empty() ? "" : ", ",
        escaped_markup(view.session.handbook().version));
}

}    // namespace

std::string page_text(const View& view) {
    const auto parts = parts_of(view);
    const std::string title = fmt::format(
        "{}, {}", escaped_markup(view.session.handbook().section_name), view.page.year.label());
    std::string html = head(view, title) +
                       "<body>\n<a class=\"skip\" href=\"#content\">Skip to the content</a>\n" +
                       header(view) + navigation(parts) +
                       "<main id=\"content\" tabindex=\"-1\">\n" + at_a_glance(view);
    for (const Part& part : parts) {
        html += fmt::format("<section id=\"{0}\" aria-labelledby=\"{0}-title\">\n"
                            "<h2 id=\"{0}-title\">{1}</h2>\n",
                            part.id, part.title) +
                part.html + "</section>\n";
    }
    return html + "</main>\n" + footer(view) + "<script>" + std::string{script()} +
           "</script>\n</body>\n</html>\n";
}

}    // namespace lmsection::cli::page
