// A Markdown table, for minutes and wikis.
#include "format/markdown.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>

namespace lmsection::cli {

namespace {

/// Whether a text begins with an entity, such as `&amp;` or `&#38;`.
bool begins_entity(std::string_view text) {
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                         "0123456789#";
    const auto end = text.find_first_not_of(letters, 1);
    return end != std::string_view::npos && end > 1 && text[end] == ';';
}

}    // namespace

std::string markdown_escaped(std::string_view text) {
    std::string result;
    const std::string clean = harmless(text);
    for (std::size_t i = 0; i < clean.size(); ++i) {
        const char c = clean[i];
        const std::string_view rest = std::string_view{clean}.substr(i);
        switch (c) {
        case '|':
        case '\\':
        case '`':
        case '*':
        case '_':
        case '[':
        case ']':
            result += '\\';
            result += c;
            break;
        case '<': result += "&lt;"; break;
        case '>': result += "&gt;"; break;
        case '&': result += begins_entity(rest) ? "&amp;" : "&"; break;
        default: result += c;
        }
    }
    return result;
}

namespace {

class Markdown : public RowWriter {
public:
    Markdown(const ColumnList& columns, Sink& sink) : sink_(sink) {
        std::vector<std::string> headings;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (columns[i].audience != Audience::scripts) {
                shown_.push_back(i);
                headings.emplace_back(columns[i].heading.empty() ? columns[i].name
                                                                 : columns[i].heading);
            }
        }
        const std::vector<std::string> rule(headings.size(), "---");
        sink_.write(markdown_line(headings) + markdown_line(rule));
    }

    void row(std::span<const Cell> cells) override {
        std::vector<std::string> texts;
        for (const std::size_t i : shown_) {
            texts.push_back(markdown_escaped(plain_text(cells[i])));
        }
        sink_.write(markdown_line(texts));
    }

    void end() override {}

private:
    std::vector<std::size_t> shown_;
    Sink& sink_;
};

}    // namespace

std::string markdown_line(const std::vector<std::string>& cells) {
    return fmt::format("| {} |\n", fmt::join(cells, " | "));
}

std::unique_ptr<RowWriter> make_markdown(const ColumnList& columns, Sink& sink) {
    return std::make_unique<Markdown>(columns, sink);
}

}    // namespace lmsection::cli
