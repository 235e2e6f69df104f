#include "org_chart.hpp"

#include "child_process.hpp"
#include "format/markup.hpp"
#include "format/width.hpp"
#include "lmsection/base/error.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace lmsection::cli {

namespace {

constexpr int section_level = 2;
constexpr int kind_level = 3;

Rank rank_of(const app::ChartLine& line) {
    if (line.level < kind_level) {
        return Rank::unit;    // changed if the section's groups are below it
    }
    return line.level == kind_level ? Rank::kind : Rank::group;
}

std::string title_of(const OrgChart& chart) {
    return fmt::format("{} on {}", chart.section, iso(chart.day));
}

/// Text in a label in Graphviz's HTML, where dot replaces "\N" with the name of the node.
std::string in_label(std::string_view text) {
    std::string result = escaped_markup(text);
    for (auto at = result.find('\\'); at != std::string::npos; at = result.find('\\', at + 2)) {
        result.insert(at, 1, '\\');
    }
    return result;
}

/// The name in bold, then the leaders and the size.
std::string label_of(const ChartBox& box) {
    constexpr std::size_t columns = 34;
    std::string label;
    const auto add = [&](std::string_view text, std::string_view before, std::string_view after) {
        for (const std::string& line : wrapped(text, columns)) {
            if (!line.empty()) {
                label += fmt::format("{}{}{}<br align=\"left\"/>", before, in_label(line), after);
            }
        }
    };
    add(box.name, "<b>", "</b>");
    for (const std::string& leader : box.leaders) {
        add(leader, "", "");
    }
    add(box.size, "", "");
    return label;
}

std::string_view style_of(Rank rank) {
    switch (rank) {
    case Rank::own_section: return "rounded,bold";
    case Rank::kind: return "rounded,dashed";
    case Rank::unit:
    case Rank::group: break;
    }
    return "rounded";
}

/// The groups as text, for screen readers.
std::string described(const OrgChart& chart) {
    std::string text;
    for (const ChartBox& box : chart.boxes) {
        if (box.rank == Rank::group) {
            std::vector<std::string> details = box.leaders;
            details.push_back(box.size);
            text += fmt::format("{}{}{}{}.", text.empty() ? "" : " ", box.name,
                                box.size.empty() ? "" : ": ", fmt::join(details, "; "));
        }
    }
    return text;
}

// A style wins over the attributes that dot writes. Its class names are specific, so that they do
// not change the style of a page around the drawing.
constexpr std::string_view look = "<style>\n"
                                  ".org-chart .node path { fill: #ffffff; stroke: #6b7280; }\n"
                                  ".org-chart .edge path { stroke: #808080; }\n"
                                  ".org-chart text { fill: #1f2933; }\n"
                                  ".org-chart .own path { fill: #e0ecff; stroke: #1d4ed8; }\n"
                                  ".org-chart .kind path { fill: #f3f4f6; }\n"
                                  "@media (prefers-color-scheme: dark) {\n"
                                  "  .org-chart { background: #15181c; }\n"
                                  "  .org-chart .node path { fill: #1f2430; stroke: #9aa4b2; }\n"
                                  "  .org-chart text { fill: #e8ecf1; }\n"
                                  "  .org-chart .own path { fill: #1b2f55; stroke: #8ab4ff; }\n"
                                  "  .org-chart .kind path { fill: #2a3040; }\n"
                                  "}\n"
                                  "</style>\n";

/// Removes the titles that dot gives to nodes and edges, which a browser would show as "n7".
std::string without_titles(std::string drawing) {
    constexpr std::string_view end = "</title>\n";
    auto from = drawing.find("<title>");
    for (auto to = drawing.find(end, from); from != std::string::npos && to != std::string::npos;
         to = drawing.find(end, from)) {
        drawing.erase(from, to + end.size() - from);
        from = drawing.find("<title>", from);
    }
    return drawing;
}

}    // namespace

std::string_view word(Rank rank) {
    switch (rank) {
    case Rank::unit: return "unit";
    case Rank::own_section: return "own";
    case Rank::kind: return "kind";
    case Rank::group: return "group";
    }
    return {};
}

OrgChart org_chart_of(const app::Session& session, Date day, app::Readers readers) {
    OrgChart chart{session.handbook().section_name, day, {}};
    std::vector<std::size_t> above;    // the ancestors of the current line, by level
    for (const app::ChartLine& line : app::chart_of(session, day, readers)) {
        above.resize(static_cast<std::size_t>(line.level));
        ChartBox box{line.name, line.leaders, line.size, rank_of(line), std::nullopt};
        if (!above.empty()) {
            box.parent = above.back();
            ChartBox& parent = chart.boxes[above.back()];
            parent.rank = line.level == section_level + 1 ? Rank::own_section : parent.rank;
        }
        above.push_back(chart.boxes.size());
        chart.boxes.push_back(std::move(box));
    }
    return chart;
}

std::string org_chart_dot(const OrgChart& chart) {
    std::string text = fmt::format(
        "digraph organization {{\n"
        "  graph [label=<{}>, labelloc=t, rankdir=LR, ranksep=0.45, nodesep=0.16];\n"
        "  node [shape=box, style=rounded, margin=\"0.2,0.08\", fontsize=12];\n"
        "  graph [fontname=\"Helvetica,Arial,sans-serif\"];\n"
        "  node [fontname=\"Helvetica,Arial,sans-serif\"];\n"
        "  edge [dir=none, tailport=e, headport=w];\n",
        in_label(title_of(chart)));
    for (std::size_t i = 0; i < chart.boxes.size(); ++i) {
        const ChartBox& box = chart.boxes[i];
        text += fmt::format("  n{} [class={}, style=\"{}\", label=<{}>];\n", i, word(box.rank),
                            style_of(box.rank), label_of(box));
        if (box.parent) {
            text += fmt::format("  n{} -> n{};\n", *box.parent, i);
        }
    }
    return text + "}\n";
}

std::string org_chart_svg(const OrgChart& chart) {
    const std::string drawn = output_of({"dot", "-Tsvg", "-Gbgcolor=transparent"},
                                        org_chart_dot(chart), "graphviz");
    constexpr std::string_view element = "<svg";
    const auto start = drawn.find(element);
    const auto inside = start == std::string::npos ? start : drawn.find('>', start);
    if (inside == std::string::npos || !drawn.ends_with("</svg>\n")) {
        throw StoreError{"dot did not write a drawing",
                         "check the installation of the package graphviz"};
    }
    const auto attributes = start + element.size();
    return fmt::format("<svg class=\"org-chart\" role=\"img\" "
                       "aria-labelledby=\"org-chart-title org-chart-desc\"{}>\n"
                       "<title id=\"org-chart-title\">{}</title>\n"
                       "<desc id=\"org-chart-desc\">{}</desc>\n{}{}",
                       drawn.substr(attributes, inside - attributes),
                       escaped_markup(title_of(chart)), escaped_markup(described(chart)), look,
                       without_titles(drawn.substr(inside + 2)));
}

}    // namespace lmsection::cli
