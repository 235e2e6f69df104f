// Handover packets, which consist of parts instead of rows.
#include "format/packet.hpp"

#include "format/markup.hpp"

#include "format/markdown.hpp"
#include "lmsection/domain/section.hpp"

#include <fmt/format.h>

namespace lmsection::cli {

namespace {

bool is_link(const std::string& text) {
    return parse_link(text).ok();
}

// ---------------------------------------------------------------- Markdown

/// A paragraph, escaped if it begins like a heading, a list or a rule.
std::string markdown_sentence(const std::string& text) {
    const std::string safe = markdown_escaped(text);
    const auto mark = safe.find_first_not_of("0123456789");
    const bool begins_a_block = mark != std::string::npos &&
                                std::string_view{"#-+=~.)"}.find(safe[mark]) !=
                                    std::string_view::npos;
    return begins_a_block ? safe.substr(0, mark) + "\\" + safe.substr(mark) : safe;
}

std::string markdown_cell(const std::string& text) {
    // Between < and >, only the characters that end the link or the cell matter.
    if (is_link(text) && text.find_first_of("|<>\\") == std::string::npos) {
        return "<" + text + ">";
    }
    return markdown_escaped(text);
}

template <class Cells, class Shown>
std::string markdown_line(const Cells& cells, Shown shown) {
    std::string line = "|";
    for (const auto& cell : cells) {
        line += " " + shown(cell) + " |";
    }
    return line + "\n";
}

std::string markdown_table(const app::PacketTable& table) {
    std::string text = markdown_line(table.headings, markdown_cell);
    text += markdown_line(table.headings, [](const std::string&) { return std::string{"---"}; });
    for (const auto& row : table.rows) {
        text += markdown_line(row, markdown_cell);
    }
    return text + "\n";
}

// ---------------------------------------------------------------- HTML

constexpr std::string_view page_style =
    ":root { color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.4; }\n"
    "body { margin: 1rem auto; max-width: 60rem; padding: 0 1rem; }\n"
    "h1, h2 { line-height: 1.2; }\n"
    "h2 { margin-top: 2rem; }\n"
    "nav ul { columns: 16rem; padding-left: 1.2rem; }\n"
    ".wide { overflow-x: auto; }\n"
    "table { border-collapse: collapse; min-width: 50%; }\n"
    "th, td { border-bottom: 1px solid #8888; padding: .3rem .8rem .3rem 0; text-align: left;\n"
    "         vertical-align: top; overflow-wrap: anywhere; }\n"
    "th { white-space: nowrap; }\n"
    "@media print { nav { display: none; } body { margin: 0; max-width: none; }\n"
    "  h2 { break-after: avoid; } tr { break-inside: avoid; } thead { display: table-header-group; "
    "} }\n";

std::string html_cell(const std::string& text) {
    const std::string safe = escaped_markup(text);
    return is_link(text) ? fmt::format("<a href=\"{0}\">{0}</a>", safe) : safe;
}

std::string html_table(const app::PacketTable& table, const std::string& label) {
    // A table that scrolls sideways must be reachable by keyboard.
    std::string text = fmt::format(
        "<div class=\"wide\" role=\"region\" aria-label=\"{}\" tabindex=\"0\">\n<table>\n"
        "<thead><tr>",
        label);
    for (const std::string& heading : table.headings) {
        text += fmt::format("<th scope=\"col\">{}</th>", escaped_markup(heading));
    }
    text += "</tr></thead>\n<tbody>\n";
    for (const auto& row : table.rows) {
        text += "<tr>";
        for (const std::string& cell : row) {
            text += fmt::format("<td>{}</td>", html_cell(cell));
        }
        text += "</tr>\n";
    }
    return text + "</tbody>\n</table>\n</div>\n";
}

std::string html_contents(const app::Packet& packet) {
    std::string text = "<nav aria-label=\"Contents\">\n<ul>\n";
    for (std::size_t i = 0; i < packet.parts.size(); ++i) {
        text += fmt::format("<li><a href=\"#part-{}\">{}</a></li>\n", i + 1,
                            escaped_markup(packet.parts[i].heading));
    }
    return text + "</ul>\n</nav>\n";
}

std::string html_part(const app::PacketPart& part, std::size_t number) {
    const std::string heading = escaped_markup(part.heading);
    std::string text = fmt::format("<section>\n<h2 id=\"part-{}\">{}</h2>\n", number, heading);
    for (const std::string& sentence : part.sentences) {
        text += fmt::format("<p>{}</p>\n", escaped_markup(sentence));
    }
    if (!part.table.rows.empty()) {
        text += html_table(part.table, heading);
    }
    return text + "</section>\n";
}

}    // namespace

std::string packet_as_markdown(const app::Packet& packet) {
    std::string text = fmt::format("# {}\n\n{}\n", markdown_escaped(packet.title),
                                   markdown_sentence(packet.subtitle));
    for (const app::PacketPart& part : packet.parts) {
        text += fmt::format("\n## {}\n\n", markdown_escaped(part.heading));
        for (const std::string& sentence : part.sentences) {
            text += markdown_sentence(sentence) + "\n\n";
        }
        if (!part.table.rows.empty()) {
            text += markdown_table(part.table);
        }
        text.pop_back();    // one blank line before the next heading
    }
    return text;
}

std::string packet_as_html(const app::Packet& packet) {
    std::string text = fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<title>{0}</title>\n<style>\n{1}</style>\n</head>\n<body>\n<main>\n<h1>{0}</h1>\n"
        "<p>{2}</p>\n",
        escaped_markup(packet.title), page_style, escaped_markup(packet.subtitle));
    text += html_contents(packet);
    for (std::size_t i = 0; i < packet.parts.size(); ++i) {
        text += html_part(packet.parts[i], i + 1);
    }
    return text + "</main>\n</body>\n</html>\n";
}

}    // namespace lmsection::cli
