// A standalone page, readable without styles, scripts or a network: for email or a web site.
#include "format/html.hpp"

#include "format/markup.hpp"

#include <string>

namespace lmsection::cli {

namespace {

constexpr std::string_view page_head =
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<title>lmsection</title>\n<style>\n"
    ":root { color-scheme: light dark; font-family: system-ui, sans-serif; }\n"
    "body { margin: 1rem; overflow-x: auto; }\n"
    "table { border-collapse: collapse; }\n"
    "th, td { border-bottom: 1px solid #8888; padding: .3rem .6rem; text-align: left;\n"
    "         vertical-align: top; }\n"
    "caption { font-weight: bold; font-size: 1.1rem; padding: .8rem 0 .3rem; text-align: left; }\n"
    "</style>\n</head>\n<body>\n";

class Html : public RowWriter {
public:
    Html(ColumnList columns, Sink& sink) : columns_(std::move(columns)), sink_(sink) {
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (columns_[i].audience == Audience::heading) {
                heading_ = i;
            }
        }
        shown_ = columns_for_people(columns_);
        sink_.write(page_head);
    }

    void row(std::span<const Cell> cells) override {
        const std::string caption = heading_ ? plain_text(cells[*heading_]) : "";
        if (!open_ || caption != caption_) {
            close();
            caption_ = caption;
            begin();
        }
        std::string line = "<tr>";
        for (const std::size_t i : shown_) {
            line += "<td>" + escaped_markup(plain_text(cells[i])) + "</td>";
        }
        sink_.write(line + "</tr>\n");
    }

    void end() override {
        close();
        sink_.write("</body>\n</html>\n");
    }

private:
    void begin() {
        std::string line = "<table>\n";
        if (heading_) {
            const std::string_view label = columns_[*heading_].heading;
            line += "<caption>" + escaped_markup(label) + (label.empty() ? "" : " ") +
                    escaped_markup(caption_) + "</caption>\n";
        }
        line += "<thead><tr>";
        for (const std::size_t i : shown_) {
            line += "<th scope=\"col\">" + escaped_markup(columns_[i].heading) + "</th>";
        }
        sink_.write(line + "</tr></thead>\n<tbody>\n");
        open_ = true;
    }
    void close() {
        if (open_) {
            sink_.write("</tbody>\n</table>\n");
        }
        open_ = false;
    }

    ColumnList columns_;
    std::vector<std::size_t> shown_;
    std::optional<std::size_t> heading_;
    Sink& sink_;
    std::string caption_;
    bool open_ = false;
};

}    // namespace

std::unique_ptr<RowWriter> make_html(ColumnList columns, Sink& sink) {
    return std::make_unique<Html>(std::move(columns), sink);
}

}    // namespace lmsection::cli
