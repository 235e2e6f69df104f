// The organization: a drawing if Graphviz is installed and the screen is wide enough, else a list.
#include "page/structure.hpp"

#include "format/markup.hpp"

#include <fmt/format.h>

namespace lmsection::cli::page {

namespace {

/// The boxes below `parent` as nested lists.
std::string list_under(const OrgChart& chart, std::optional<std::size_t> parent) {
    std::string items;
    for (std::size_t i = 0; i < chart.boxes.size(); ++i) {
        const ChartBox& box = chart.boxes[i];
        if (box.parent == parent) {
            items += fmt::format("<li><b>{}</b>{}{}{}</li>\n", escaped_markup(box.name),
                                 box.detail.empty() ? "" : "<br>", escaped_markup(box.detail),
                                 list_under(chart, i));
        }
    }
    return items.empty() ? "" : fmt::format("\n<ul>\n{}</ul>\n", items);
}

}    // namespace

Part structure_part(const View& view) {
    const std::string list = list_under(view.chart, std::nullopt);
    if (view.chart_svg.empty()) {
        return {"structure", "Structure", fmt::format("<div class=\"tree\">{}</div>\n", list)};
    }
    // The style shows only one of the two, also to screen readers.
    return {"structure", "Structure",
            fmt::format("<div class=\"drawn\">\n{}</div>\n<div class=\"tree narrow\">{}</div>\n",
                        view.chart_svg, list)};
}

}    // namespace lmsection::cli::page
