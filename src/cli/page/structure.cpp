// The organization as nested lists. The style draws them as a chart where there is room for it.
#include "page/structure.hpp"

#include "format/markup.hpp"
#include "page/document.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lmsection::cli::page {

namespace {

std::string text_of(const ChartBox& box) {
    std::string html = fmt::format("<b>{}</b>", escaped_markup(box.name));
    for (const std::string& leader : box.leaders) {
        const auto role = std::min(leader.rfind('('), leader.size());    // it is kept on one line
        html += fmt::format(" <span>{}<i>{}</i></span>", escaped_markup(leader.substr(0, role)),
                            escaped_markup(leader.substr(role)));
    }
    return html + (box.size.empty() ? "" : fmt::format(" <span>{}</span>", box.size));
}

/// The boxes below `parent`, each with those below it.
std::string list_under(const OrgChart& chart, std::optional<std::size_t> parent) {
    std::string items;
    for (std::size_t i = 0; i < chart.boxes.size(); ++i) {
        const ChartBox& box = chart.boxes[i];
        if (box.parent == parent) {
            items += fmt::format("<li class=\"{}\"><div>{}</div>{}</li>\n", word(box.rank),
                                 text_of(box), list_under(chart, i));
        }
    }
    return items.empty() ? "" : fmt::format("\n<ul>\n{}</ul>\n", items);
}

std::string chart_html(const OrgChart& chart) {
    return fmt::format("<div class=\"chart\">{}</div>\n", list_under(chart, std::nullopt));
}

}    // namespace

Part structure_part(const View& view) {
    return {"structure", "Structure", chart_html(view.chart)};
}

std::string chart_page(const OrgChart& chart) {
    const Frame frame = frame_of({"Organization chart", chart.section, written(chart.day)});
    return page_start(frame) + chart_html(chart) + page_end(frame);
}

}    // namespace lmsection::cli::page
