// Handover packets, which consist of parts instead of rows.
#include "format/packet.hpp"

#include "format/markup.hpp"

#include "format/markdown.hpp"
#include "lmsection/base/email_address.hpp"
#include "lmsection/domain/section.hpp"
#include "page/document.hpp"
#include "page/table.hpp"

#include <fmt/format.h>

namespace lmsection::cli {

namespace {

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
    const bool is_address = EmailAddress::parse(text).ok();    // a link to write to
    if ((parse_link(text).ok() || is_address) && text.find_first_of("|<>\\") == std::string::npos) {
        return "<" + text + ">";
    }
    return markdown_escaped(text);
}

std::string markdown_table(const app::PacketTable& table) {
    const auto line = [](std::vector<std::string> cells) {
        std::ranges::transform(cells, cells.begin(), markdown_cell);
        return markdown_line(cells);
    };
    const std::vector<std::string> rule(table.headings.size(), "---");
    std::string text = line({table.headings.begin(), table.headings.end()}) + markdown_line(rule);
    for (const auto& row : table.rows) {
        text += line(row);
    }
    return text + "\n";
}

// ---------------------------------------------------------------- HTML

std::string html_table(const app::PacketTable& table) {
    page::Table html{"", {table.headings.begin(), table.headings.end()}, table.label};
    for (std::vector<std::string> cells : table.rows) {
        std::ranges::transform(cells, cells.begin(), page::marked_up);
        html.row(cells);
    }
    return html.html();
}

std::string html_part(const app::PacketPart& part, std::size_t number) {
    std::string text = fmt::format("<section aria-labelledby=\"part-{0}\">\n"
                                   "<h2 id=\"part-{0}\">{1}</h2>\n",
                                   number, escaped_markup(part.heading));
    for (const std::string& sentence : part.sentences) {
        text += fmt::format("<p>{}</p>\n", escaped_markup(sentence));
    }
    if (!part.table.rows.empty()) {
        text += html_table(part.table);
    }
    for (const std::string& gap : part.gaps) {
        text += fmt::format("<p><mark>To fill in:</mark> {}</p>\n", escaped_markup(gap));
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
        for (const std::string& gap : part.gaps) {
            text += fmt::format("**To fill in:** {}\n\n", markdown_sentence(gap));
        }
        text.pop_back();    // one blank line before the next heading
    }
    return text;
}

std::string packet_as_html(const app::Packet& packet, const PageTitle& title, bool is_public) {
    page::Frame frame = page::frame_of(title);
    frame.below = packet.subtitle;
    frame.is_public = is_public;
    for (std::size_t i = 0; i < packet.parts.size(); ++i) {
        frame.contents.push_back({fmt::format("part-{}", i + 1), packet.parts[i].heading});
    }
    std::string text = page_start(frame);
    for (std::size_t i = 0; i < packet.parts.size(); ++i) {
        text += html_part(packet.parts[i], i + 1);
    }
    return text + page_end(frame);
}

}    // namespace lmsection::cli
