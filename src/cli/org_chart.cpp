#include "org_chart.hpp"

#include "org_chart_svg.hpp"

#include "format/markup.hpp"
#include "format/width.hpp"
#include "lmsection/base/text.hpp"

#include <fmt/format.h>

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

/// Text for a quoted label, with backslashes and "&" escaped.
std::string in_label(std::string_view text) {
    std::string result;
    for (const char c : harmless(text)) {
        switch (c) {
        case '"': result += "\\\""; break;
        case '\\': result += "\\\\"; break;
        case '&': result += "&amp;"; break;
        default: result += c;
        }
    }
    return result;
}

std::string label_of(const ChartBox& box) {
    constexpr std::size_t columns = 36;
    std::string label;
    for (const std::string& text : {box.name, box.detail}) {
        for (const std::string& line : wrapped(text, columns)) {
            label += line.empty() ? "" : in_label(line) + "\\l";
        }
    }
    return label;
}

std::string_view style_of(Rank rank) {
    switch (rank) {
    case Rank::unit: return "";
    case Rank::own_section: return ", style=\"rounded,bold\"";
    case Rank::kind: return ", style=\"rounded,dashed\"";
    case Rank::group: return "";
    }
    return {};
}

/// The groups with their details; empty without a database.
std::string groups_listed(const OrgChart& chart) {
    std::string list;
    for (const ChartBox& box : chart.boxes) {
        if (!box.detail.empty()) {
            list += fmt::format("<dt>{}</dt>\n<dd>{}</dd>\n", escaped_markup(box.name),
                                escaped_markup(box.detail));
        }
    }
    return list.empty() ? "" : fmt::format("<h2>Groups</h2>\n<dl>\n{}</dl>\n", list);
}

}    // namespace

OrgChart org_chart_of(const app::Session& session, Date day, app::Readers readers) {
    OrgChart chart{fmt::format("{} on {}", session.handbook().section_name, iso(day)), {}};
    std::vector<std::size_t> above;    // the ancestors of the current line, by level
    for (const app::ChartLine& line : app::chart_of(session, day, readers)) {
        above.resize(static_cast<std::size_t>(line.level));
        ChartBox box{line.name, line.detail, rank_of(line), std::nullopt};
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
    std::string text = fmt::format("digraph organization {{\n"
                                   "  graph [label=\"{}\", labelloc=t, rankdir=LR];\n"
                                   "  node [shape=box, style=rounded, fontname=\"sans-serif\"];\n"
                                   "  edge [dir=none];\n",
                                   in_label(chart.title));
    for (std::size_t i = 0; i < chart.boxes.size(); ++i) {
        const ChartBox& box = chart.boxes[i];
        text += fmt::format("  n{} [label=\"{}\"{}];\n", i, label_of(box), style_of(box.rank));
        if (box.parent) {
            text += fmt::format("  n{} -> n{};\n", *box.parent, i);
        }
    }
    return text + "}\n";
}

std::string org_chart_page(const OrgChart& chart) {
    const std::string title = escaped_markup(chart.title);
    return fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<title>{0}</title>\n<style>\n"
        ":root {{ color-scheme: light dark; font-family: system-ui, sans-serif; }}\n"
        "body {{ margin: 1rem; }}\n"
        ".chart {{ overflow-x: auto; }}\n"
        "dt {{ font-weight: bold; margin-top: .6rem; }}\n"
        "</style>\n</head>\n<body>\n<h1>{0}</h1>\n<div class=\"chart\">\n{1}</div>\n{2}"
        "</body>\n</html>\n",
        title, org_chart_svg(chart), groups_listed(chart));
}

}    // namespace lmsection::cli
