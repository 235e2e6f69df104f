// The organization: drawn where there is room and something that draws, else as a list.
#include "page/structure.hpp"

#include "format/markup.hpp"

#include <fmt/format.h>

namespace lmsection::cli::page {

namespace {

/// The boxes that hang from `parent`, each with those that hang from it.
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
    // A style shows one of the two, to the eye and to a screen reader alike.
    return {"structure", "Structure",
            fmt::format("<div class=\"drawn\">\n{}</div>\n<div class=\"tree narrow\">{}</div>\n",
                        view.chart_svg, list)};
}

}    // namespace lmsection::cli::page
