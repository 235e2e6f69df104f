// Graphviz computes the positions; we draw the boxes, so that the text fits in any font that a
// reader may have.
#include "org_chart_svg.hpp"

#include "child_process.hpp"
#include "format/markup.hpp"
#include "format/width.hpp"
#include "lmsection/base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <sstream>

namespace lmsection::cli {

namespace {

constexpr double units_an_inch = 72;    // Graphviz counts in inches
constexpr double padding = 10;
constexpr double margin = 8;
constexpr double leading = 1.3;    // line spacing, in font sizes

/// A line of text in a box.
struct Line {
    std::string text;
    bool is_name;
};

double font_size(const Line& line) {
    return line.is_name ? 14 : 12;
}

/// The widths of ASCII characters from space to tilde in DejaVu Sans Bold, the widest common font,
/// in thousandths of the font size.
constexpr std::array<int, 95> letter_widths{
    348,  456, 521, 838, 696, 1002, 872, 306,  457, 457, 523, 838, 380, 415,  380, 365,
    696,  696, 696, 696, 696, 696,  696, 696,  696, 696, 400, 400, 838, 838,  838, 580,
    1000, 774, 762, 734, 830, 683,  683, 821,  837, 372, 372, 775, 637, 995,  837, 850,
    733,  850, 770, 720, 682, 812,  774, 1103, 771, 724, 725, 457, 365, 457,  838, 500,
    500,  675, 716, 593, 716, 678,  435, 716,  712, 343, 343, 665, 343, 1042, 712, 687,
    716,  716, 493, 595, 478, 712,  652, 924,  645, 652, 582, 712, 365, 712,  838};

/// The maximum width of a line.
double width_of_line(const Line& line) {
    constexpr int other_letter = 870;    // of a column that is not ASCII
    std::string others;
    int thousandths = 0;
    for (const char c : line.text) {
        if (c >= ' ' && c <= '~') {
            thousandths += letter_widths.at(static_cast<std::size_t>(c - ' '));
        } else {
            others += c;
        }
    }
    thousandths += other_letter * static_cast<int>(width_of(others));
    return font_size(line) * thousandths / 1000;
}

std::vector<Line> lines_of(const ChartBox& box) {
    constexpr std::size_t columns = 34;
    std::vector<Line> lines;
    for (std::string& text : wrapped(box.name, columns)) {
        lines.push_back({std::move(text), true});
    }
    // The leaders and the number of people each begin a line.
    const std::string mark = "; ";
    const auto cut = box.detail.rfind(mark);
    const auto after = cut == std::string::npos ? box.detail.size() : cut + mark.size();
    for (const std::string& part : {box.detail.substr(0, cut), box.detail.substr(after)}) {
        for (std::string& text : wrapped(part, columns)) {
            if (!text.empty()) {
                lines.push_back({std::move(text), false});
            }
        }
    }
    return lines;
}

/// A box with its size and, after the layout, the position of its center.
struct Placed {
    std::vector<Line> lines;
    double width = 0;
    double height = 0;
    double x = 0;
    double y = 0;
};

Placed measured(const ChartBox& box) {
    Placed placed;
    placed.lines = lines_of(box);
    for (const Line& line : placed.lines) {
        placed.width = std::max(placed.width, width_of_line(line));
        placed.height += font_size(line) * leading;
    }
    placed.width += 2 * padding;
    placed.height += 2 * padding;
    return placed;
}

/// The boxes' sizes. All boxes of a level are as wide as the widest, so that they line up.
std::vector<Placed> measured(const OrgChart& chart) {
    std::vector<Placed> boxes;
    std::vector<std::size_t> depths;
    std::map<std::size_t, double> widest;
    for (const ChartBox& box : chart.boxes) {
        boxes.push_back(measured(box));
        depths.push_back(box.parent ? depths[*box.parent] + 1 : 0);
        widest[depths.back()] = std::max(widest[depths.back()], boxes.back().width);
    }
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        boxes[i].width = widest[depths[i]];
    }
    return boxes;
}

/// The input of `dot`: boxes of fixed size without text.
std::string layout_input(const OrgChart& chart, const std::vector<Placed>& boxes) {
    std::string text = "digraph { graph [rankdir=LR, ranksep=0.45, nodesep=0.16];\n"
                       "node [shape=box, fixedsize=true, label=\"\"]; edge [dir=none];\n";
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        text += fmt::format("{} [width={:.4f}, height={:.4f}];\n", i,
                            boxes[i].width / units_an_inch, boxes[i].height / units_an_inch);
        if (chart.boxes[i].parent) {
            text += fmt::format("{} -> {};\n", *chart.boxes[i].parent, i);
        }
    }
    return text + "}\n";
}

/// The layout, read from dot's "plain" output: a line for the graph, then one for each node, with y
/// from the bottom. Its edges are not used; we draw simple curves.
class Layout {
public:
    Layout(const std::string& output, std::vector<Placed> boxes) : boxes_(std::move(boxes)) {
        std::istringstream lines{output};
        lines.imbue(std::locale::classic());
        std::string line;
        while (std::getline(lines, line)) {
            take(line);
        }
        if (placed_ != boxes_.size()) {
            throw StoreError{"dot left out a part of the chart",
                             "check the installation of the package graphviz"};
        }
    }

    [[nodiscard]] double width() const { return width_ + 2 * margin; }
    [[nodiscard]] double height() const { return height_ + 2 * margin; }
    [[nodiscard]] const std::vector<Placed>& boxes() const { return boxes_; }

private:
    void take(const std::string& line) {
        std::istringstream words{line};
        words.imbue(std::locale::classic());
        std::string what;
        words >> what;
        if (what == "graph") {
            double scale = 1;
            words >> scale >> width_ >> height_;
            width_ *= units_an_inch;
            height_ *= units_an_inch;
        } else if (what == "node") {
            std::size_t index = boxes_.size();
            words >> index;
            if (index < boxes_.size()) {
                read_point(words, boxes_[index].x, boxes_[index].y);
                ++placed_;
            }
        }
    }

    void read_point(std::istream& words, double& x, double& y) const {
        words >> x >> y;
        x = margin + x * units_an_inch;
        y = margin + height_ - y * units_an_inch;
    }

    std::vector<Placed> boxes_;
    std::size_t placed_ = 0;
    double width_ = 0;
    double height_ = 0;
};

std::string_view class_of(Rank rank) {
    switch (rank) {
    case Rank::unit: return "unit";
    case Rank::own_section: return "own";
    case Rank::kind: return "kind";
    case Rank::group: return "group";
    }
    return {};
}

std::string drawn(const Placed& box, Rank rank) {
    const double left = box.x - box.width / 2;
    double y = box.y - box.height / 2;
    std::string text = fmt::format(R"(<g class="{}"><rect x="{:.1f}" y="{:.1f}" width="{:.1f}" )"
                                   R"(height="{:.1f}" rx="6"/>)",
                                   class_of(rank), left, y, box.width, box.height);
    y += padding;
    for (const Line& line : box.lines) {
        y += font_size(line) * leading;
        text += fmt::format(R"(<text{} x="{:.1f}" y="{:.1f}">{}</text>)",
                            line.is_name ? " class=\"name\"" : "", left + padding,
                            y - font_size(line) * 0.3, escaped_markup(line.text));
    }
    return text + "</g>\n";
}

/// From the right of the parent box to the left of the child.
std::string curve(const Placed& from, const Placed& to) {
    const double start = from.x + from.width / 2;
    const double end = to.x - to.width / 2;
    const double middle = (start + end) / 2;
    return fmt::format(
        "<path d=\"M{0:.1f} {1:.1f} C{2:.1f} {1:.1f} {2:.1f} {4:.1f} {3:.1f} {4:.1f}\"/>\n", start,
        from.y, middle, end, to.y);
}

/// The content of the drawing as text, for screen readers.
std::string described(const OrgChart& chart) {
    std::string text;
    for (const ChartBox& box : chart.boxes) {
        if (box.rank == Rank::group) {
            text += fmt::format("{}{}{}{}.", text.empty() ? "" : " ", box.name,
                                box.detail.empty() ? "" : ": ", box.detail);
        }
    }
    return text;
}

// The class names are specific, so that they do not change the style of a page around it.
constexpr std::string_view look =
    "<style>\n"
    ".org-chart { font-family: system-ui, \"Segoe UI\", Helvetica, Arial, sans-serif;\n"
    "  font-size: 12px; }\n"
    ".org-chart path { fill: none; stroke: #808080; stroke-width: 1.2; }\n"
    ".org-chart rect { fill: #ffffff; stroke: #6b7280; stroke-width: 1; }\n"
    ".org-chart text { fill: #1f2933; }\n"
    ".org-chart .name { font-size: 14px; font-weight: 600; }\n"
    ".org-chart .own rect { fill: #e0ecff; stroke: #1d4ed8; stroke-width: 2; }\n"
    ".org-chart .kind rect { fill: #f3f4f6; stroke-dasharray: 4 3; }\n"
    "@media (prefers-color-scheme: dark) {\n"
    "  .org-chart rect { fill: #1f2430; stroke: #9aa4b2; }\n"
    "  .org-chart text { fill: #e8ecf1; }\n"
    "  .org-chart .own rect { fill: #1b2f55; stroke: #8ab4ff; }\n"
    "  .org-chart .kind rect { fill: #2a3040; }\n"
    "}\n"
    "</style>\n";

}    // namespace

std::string org_chart_svg(const OrgChart& chart) {
    std::vector<Placed> sizes = measured(chart);
    const std::string input = layout_input(chart, sizes);
    const Layout layout{output_of({"dot", "-Tplain"}, input, "graphviz"), std::move(sizes)};
    std::string text = fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"org-chart\" role=\"img\" "
        "aria-labelledby=\"org-chart-title org-chart-desc\" viewBox=\"0 0 {0:.0f} {1:.0f}\" "
        "width=\"{0:.0f}\" height=\"{1:.0f}\">\n<title id=\"org-chart-title\">{2}</title>\n"
        "<desc id=\"org-chart-desc\">{3}</desc>\n{4}",
        layout.width(), layout.height(), escaped_markup(chart.title),
        escaped_markup(described(chart)), look);
    for (std::size_t i = 0; i < chart.boxes.size(); ++i) {
        if (const auto parent = chart.boxes[i].parent) {
            text += curve(layout.boxes()[*parent], layout.boxes()[i]);
        }
    }
    for (std::size_t i = 0; i < chart.boxes.size(); ++i) {
        text += drawn(layout.boxes()[i], chart.boxes[i].rank);
    }
    return text + "</svg>\n";
}

}    // namespace lmsection::cli
