#include "page/table.hpp"

#include "format/markup.hpp"

#include "lmsection/domain/group.hpp"
#include "lmsection/domain/section.hpp"

#include <fmt/format.h>

namespace lmsection::cli::page {

Table::Table(std::string_view caption, std::vector<std::string_view> headings)
    : headings_(std::move(headings)) {
    html_ = fmt::format("<table class=\"facts\">\n<caption>{}</caption>\n<thead><tr>",
                        escaped_markup(caption));
    for (const std::string_view heading : headings_) {
        html_ += fmt::format("<th scope=\"col\">{}</th>", escaped_markup(heading));
    }
    html_ += "</tr></thead>\n<tbody>\n";
}

void Table::row(const std::vector<std::string>& cells) {
    html_ += "<tr>";
    for (std::size_t i = 0; i < cells.size(); ++i) {
        html_ += i == 0 ? fmt::format("<th scope=\"row\">{}</th>", cells[i])
                        : fmt::format("<td data-heading=\"{}\">{}</td>",
                                      escaped_markup(headings_[i]), cells[i]);
    }
    html_ += "</tr>\n";
}

std::string Table::html() const {
    return html_ + "</tbody>\n</table>\n";
}

std::string state(std::string_view word, std::string_view look) {
    return fmt::format("<span class=\"state {}\">{}</span>", look, escaped_markup(word));
}

std::string link(std::string_view url, std::string_view text) {
    if (!parse_link(url).ok()) {    // a file may come from anyone
        return fmt::format("{}: {}", escaped_markup(text), escaped_markup(url));
    }
    return fmt::format(R"(<a href="{}" rel="noreferrer">{}</a>)", escaped_markup(url),
                       escaped_markup(text));
}

}    // namespace lmsection::cli::page
