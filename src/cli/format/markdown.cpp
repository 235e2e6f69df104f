// A Markdown table, for minutes and wikis.
#include "format/markdown.hpp"

#include <string>

namespace lmsection::cli {

std::string markdown_escaped(std::string_view text) {
    std::string result;
    for (const char c : harmless(text)) {
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
        case '&': result += "&amp;"; break;
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
