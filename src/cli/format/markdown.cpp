// A Markdown table, for minutes and wikis.
#include "format/markdown.hpp"

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
    Markdown(ColumnList columns, Sink& sink) : columns_(std::move(columns)), sink_(sink) {
        std::string head = "|";
        std::string rule = "|";
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (columns_[i].audience != Audience::scripts) {
                shown_.push_back(i);
                const bool named = !columns_[i].heading.empty();
                head += " " + std::string{named ? columns_[i].heading : columns_[i].name} + " |";
                rule += " --- |";
            }
        }
        sink_.write(head + "\n" + rule + "\n");
    }

    void row(std::span<const Cell> cells) override {
        std::string line = "|";
        for (const std::size_t i : shown_) {
            line += " " + markdown_escaped(plain_text(cells[i])) + " |";
        }
        sink_.write(line + "\n");
    }

    void end() override {}

private:
    ColumnList columns_;
    std::vector<std::size_t> shown_;
    Sink& sink_;
};

}    // namespace

std::unique_ptr<RowWriter> make_markdown(ColumnList columns, Sink& sink) {
    return std::make_unique<Markdown>(std::move(columns), sink);
}

}    // namespace lmsection::cli
