// The terms of three program years, group by group: a line for each person, a bar for each term.
// The dates are also given as text; the bars are hidden from screen readers.
#include "page/term.hpp"

#include "format/markup.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lmsection::cli::page {

namespace {

/// Positions in percent, from the first day of the span (0) to its end (100).
class Scale {
public:
    explicit Scale(const app::SectionPage& page) : start_(page.span_start), end_(page.span_end) {}

    /// The position of the beginning of a day, clamped to the span.
    [[nodiscard]] double at(Date day) const {
        constexpr double whole = 100;
        const double days = days_between(start_, plus_days(end_, 1));
        return std::clamp(days_between(start_, day) * whole / days, 0.0, whole);
    }
    [[nodiscard]] std::string bar(const app::PagePerson::Held& term) const {
        return fmt::format(R"(<i class="bar{}{}{}" style="--from:{:.2f};--to:{:.2f}"></i>)",
                           leads(term.role) ? " leads" : "", term.start < start_ ? " before" : "",
                           term.end > end_ ? " after" : "", at(term.start),
                           at(plus_days(term.end, 1)));
    }

private:
    Date start_;
    Date end_;
};

std::string line_of(const app::PagePerson& person, const Scale& scale) {
    std::string terms;
    std::string bars;
    for (const auto& term : person.terms) {
        terms += fmt::format("{}{} {} to {}", terms.empty() ? "" : "; ", word(term.role),
                             iso(term.start), iso(term.end));
        bars += scale.bar(term);
    }
    return fmt::format("<li><b>{}</b> <span>{}</span><span class=\"track\" aria-hidden=\"true\">"
                       "{}</span></li>\n",
                       escaped_markup(person.name), terms, bars);
}

std::string group_of(const app::PageGroup& group, const Scale& scale, const std::string& years) {
    const Group& known = group.state.group;
    std::string html = fmt::format(
        "<div class=\"terms\" id=\"terms-{}\" style=\"--rows:{}\">\n<h3>{}</h3>\n",
        known.slug.text(), group.service.size(), escaped_markup(known.name));
    if (group.service.empty()) {
        return html + "<p class=\"quiet\">No terms in these years.</p>\n</div>\n";
    }
    html += years + "<ul>\n";
    for (const app::PagePerson& person : group.service) {
        html += line_of(person, scale);
    }
    return html + "</ul>\n</div>\n";
}

}    // namespace

Part terms_part(const View& view) {
    const app::SectionPage& page = view.page;
    const Scale scale{page};
    std::string years = R"(<p class="years" aria-hidden="true">)";
    for (const int step : {-1, 0, 1}) {
        years += fmt::format("<span>{}</span>", page.year.plus(step).label());
    }
    years += "</p>\n";
    std::string html = fmt::format(
        "<p>Terms between <time>{}</time> and <time>{}</time>, earliest end first. Dark bars are "
        "terms of chairs, co-chairs and vice chairs; the vertical line marks <time>{}</time>.</p>\n"
        "<div style=\"--day:{:.2f}\">\n",
        iso(page.span_start), iso(page.span_end), iso(page.day), scale.at(page.day));
    for (const app::PageGroup& group : page.groups) {
        html += group_of(group, scale, years);
    }
    return {"terms", "Terms", html + "</div>\n"};
}

}    // namespace lmsection::cli::page
