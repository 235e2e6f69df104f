#include "page/document.hpp"

#include "format/markup.hpp"

#include <fmt/format.h>

#include <array>
#include <cctype>
#include <utility>

namespace lmsection::cli::page {

namespace {

std::string head(const Frame& frame) {
    return fmt::format("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                       "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                       "style-src 'unsafe-inline'; {}base-uri 'none'; form-action 'none'\">\n"
                       "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                       "<meta name=\"color-scheme\" content=\"light dark\">\n"
                       "<meta name=\"referrer\" content=\"no-referrer\">\n{}"
                       "<title>{}</title>\n<style>{}{}</style>\n</head>\n",
                       frame.has_script ? fmt::format("script-src '{}'; ", script_hash()) : "",
                       frame.is_public ? "" : "<meta name=\"robots\" content=\"noindex\">\n",
                       escaped_markup(frame.window_title), style(),
                       frame.has_script ? section_style() : "");
}

/// A paragraph; nothing for an empty text.
std::string line(std::string_view look, const std::string& text) {
    return text.empty() ? "" : fmt::format("<p class=\"{}\">{}</p>\n", look, escaped_markup(text));
}

std::string contents(const Frame& frame) {
    if (frame.contents.empty()) {
        return "";
    }
    std::string html = "<nav aria-label=\"On this page\">\n<ul>\n";
    for (const ContentsEntry& entry : frame.contents) {
        html += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", entry.id,
                            escaped_markup(entry.title));
    }
    return html + "</ul>\n</nav>\n";
}

}    // namespace

Frame frame_of(const PageTitle& title) {
    Frame frame;
    for (const std::string& part : {title.what, title.section, title.when}) {
        const bool joined = !frame.window_title.empty() && !part.empty();
        frame.window_title += (joined ? " · " : "") + part;
    }
    frame.above = title.section;
    frame.heading = title.what;
    frame.below = title.when;
    return frame;
}

std::string page_start(const Frame& frame) {
    const std::string skip = frame.contents.empty()
                                 ? ""
                                 : "<a class=\"skip\" href=\"#content\">Skip to the content</a>\n";
    return head(frame) + "<body>\n" + skip + "<header>\n" + line("above", frame.above) +
           fmt::format("<h1>{}</h1>\n", escaped_markup(frame.heading)) +
           line("below", frame.below) + "</header>\n" + contents(frame) +
           "<main id=\"content\" tabindex=\"-1\">\n";
}

std::string page_end(const Frame& frame) {
    std::string html = "</main>\n";
    if (!frame.footer.empty()) {
        html += fmt::format("<footer>\n<p>{}</p>\n</footer>\n", escaped_markup(frame.footer));
    }
    if (frame.has_script) {
        html += fmt::format("<script>{}</script>\n", script());
    }
    return html + "</body>\n</html>\n";
}

std::string title_of_command(std::string_view path) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 5> irregular{
        {{"check", "Rules of the handbook"},
         {"duty list", "Duties"},
         {"person list", "People"},
         {"report-due", "Reports due"},
         {"log", "History"}}};
    for (const auto& [words, title] : irregular) {
        if (words == path) {
            return std::string{title};
        }
    }
    std::string title{path};
    constexpr std::string_view list = " list";
    constexpr std::string_view show = " show";
    if (title.ends_with(list)) {
        title.replace(title.size() - list.size(), list.size(), "s");
    } else if (title.ends_with(show)) {
        title.erase(title.size() - show.size());
    }
    for (char& letter : title) {
        letter = letter == '-' ? ' ' : letter;
    }
    if (!title.empty()) {
        title.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(title.front())));
    }
    return title;
}

}    // namespace lmsection::cli::page
