#include "page/table.hpp"

#include "format/markup.hpp"

#include "lmsection/base/email_address.hpp"
#include "lmsection/domain/group.hpp"
#include "lmsection/domain/section.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lmsection::cli::page {

std::string TableColumns::start(std::string_view caption) const {
    // What scrolls must be reachable by keyboard.
    std::string html = scrolls() ? "<div class=\"wide\" role=\"region\" aria-label=\"Table\" "
                                   "tabindex=\"0\">\n"
                                 : "";
    constexpr std::size_t many = 7;    // they fit only a wide screen
    html += fmt::format("<table class=\"facts{}\">\n", headings_.size() >= many ? " many" : "");
    if (!caption.empty()) {
        html += fmt::format("<caption>{}</caption>\n", escaped_markup(caption));
    }
    html += "<thead><tr>";
    for (const std::string_view heading : headings_) {
        html += fmt::format("<th scope=\"col\">{}</th>", escaped_markup(heading));
    }
    return html + "</tr></thead>\n";
}

std::string TableColumns::end() const {
    return scrolls() ? "</table>\n</div>\n" : "</table>\n";
}

bool TableColumns::scrolls() const {
    constexpr std::size_t more_than_a_screen = 10;
    return headings_.size() >= more_than_a_screen;
}

std::string TableColumns::row(const std::vector<std::string>& cells) const {
    std::string html = "<tr>";
    for (std::size_t i = 0; i < cells.size(); ++i) {
        html += i == label_ && !cells[i].empty()
                    ? fmt::format("<th scope=\"row\">{}</th>", cells[i])
                    : fmt::format("<td data-heading=\"{}\">{}</td>", escaped_markup(headings_[i]),
                                  cells[i]);
    }
    return html + "</tr>\n";
}

std::string TableColumns::title_row(std::string_view title) const {
    return fmt::format("<tr class=\"title\"><th colspan=\"{}\" "
                       "scope=\"rowgroup\"><h2>{}</h2></th></tr>\n",
                       headings_.size(), escaped_markup(title));
}

std::string state(std::string_view word, std::string_view look) {
    return fmt::format("<span class=\"state {}\">{}</span>", look, escaped_markup(word));
}

std::string day(Date date) {
    return fmt::format("<time>{}</time>", iso(date));
}

std::string link(std::string_view url, std::string_view text) {
    if (!parse_link(url).ok()) {    // a file may come from anyone
        return fmt::format("{}: {}", escaped_markup(text), escaped_markup(url));
    }
    return fmt::format(R"(<a href="{}" rel="noreferrer">{}</a>)", escaped_markup(url),
                       escaped_markup(text));
}

namespace {

/// An address in a link, where these characters would end it or begin parameters.
std::string in_link(std::string_view email) {
    constexpr std::string_view reserved = "%?&#,";
    std::string target;
    for (const char c : email) {
        target += reserved.find(c) == std::string_view::npos
                      ? std::string{c}
                      : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return escaped_markup(target);
}

}    // namespace

std::string mailto(std::string_view email) {
    const auto at = std::min(email.find('@'), email.size());    // a line may break before it
    return fmt::format("<a href=\"mailto:{}\">{}<wbr>{}</a>", in_link(email),
                       escaped_markup(email.substr(0, at)), escaped_markup(email.substr(at)));
}

std::string mailto_all(const std::vector<std::string>& emails, std::string_view text) {
    std::string targets;
    for (const std::string& email : emails) {
        targets += (targets.empty() ? "" : ",") + in_link(email);
    }
    return targets.empty()
               ? ""
               : fmt::format("<a href=\"mailto:{}\">{}</a>", targets, escaped_markup(text));
}

namespace {

/// Whether a word is so long, such as a web address, that it may be broken to fit a column. A line
/// breaks at spaces and hyphens anyway.
bool has_long_word(std::string_view text) {
    constexpr std::size_t longest = 30;
    constexpr std::string_view breaks = " -";
    std::size_t start = 0;
    for (auto end = text.find_first_of(breaks); end != std::string_view::npos;
         end = text.find_first_of(breaks, start)) {
        if (end - start > longest) {
            return true;
        }
        start = end + 1;
    }
    return text.size() - start > longest;
}

/// Text that breaks after a slash if possible, or else anywhere.
std::string breakable(std::string_view text) {
    std::string html;
    for (const char c : escaped_markup(text)) {
        html += c;
        html += c == '/' ? "<wbr>" : "";
    }
    return fmt::format("<span class=\"long\">{}</span>", html);
}

}    // namespace

std::string marked_up(std::string_view text) {
    if (const auto date = parse_iso_date(text)) {
        return day(*date);
    }
    if (text.find('@') != std::string_view::npos && EmailAddress::parse(text).ok()) {
        return mailto(text);
    }
    const bool is_url = text.find("://") != std::string_view::npos && parse_link(text).ok();
    const std::string shown = has_long_word(text) ? breakable(text) : escaped_markup(text);
    return is_url
               ? fmt::format(R"(<a href="{}" rel="noreferrer">{}</a>)", escaped_markup(text), shown)
               : shown;
}

}    // namespace lmsection::cli::page
