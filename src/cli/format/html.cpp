// A standalone page with one table, readable without styles, scripts or a network: for email or a
// web site.
#include "format/html.hpp"

#include "format/markup.hpp"
#include "page/document.hpp"
#include "page/table.hpp"

#include <algorithm>
#include <string>

namespace lmsection::cli {

namespace {

/// The place of the column that names each row among those that are shown.
std::size_t label_among(const ColumnList& columns, const std::vector<std::size_t>& shown) {
    for (const std::string_view name : {"name", "title", "what", "item"}) {
        const auto found = std::ranges::find_if(shown, [&](std::size_t index) {
            return columns[index].name == name;
        });
        if (found != shown.end()) {
            return static_cast<std::size_t>(found - shown.begin());
        }
    }
    return 0;
}

std::string html_of(const Cell& cell) {
    if (const auto* flag = std::get_if<bool>(&cell.value)) {
        return *flag ? "yes" : "no";
    }
    const std::string text = plain_text(cell);
    switch (cell.tone) {
    case Tone::good: return page::state(text, "good");
    case Tone::attention: return page::state(text, "attention");
    case Tone::bad: return page::state(text, "bad");
    case Tone::plain:
    case Tone::faint: break;
    }
    return page::marked_up(text);
}

class Html : public RowWriter {
public:
    Html(const ColumnList& columns, Sink& sink, const PageTitle& title)
        : frame_(page::frame_of(title)), shown_(columns_for_people(columns)),
          table_(headings_of(columns, shown_), label_among(columns, shown_)), sink_(sink) {
        const auto heading = std::ranges::find(columns, Audience::heading, &Column::audience);
        if (heading != columns.end()) {
            heading_ = static_cast<std::size_t>(heading - columns.begin());
            heading_label_ = heading->heading.empty() ? "" : std::string{heading->heading} + " ";
        }
        sink_.write(page_start(frame_));
    }

    void row(std::span<const Cell> cells) override {
        const std::string title = heading_ ? plain_text(cells[*heading_]) : "";
        if (!open_ || title != title_) {
            sink_.write((open_ ? "</tbody>\n" : table_.start()) + "<tbody>\n" +
                        (heading_ ? table_.title_row(heading_label_ + title) : ""));
            title_ = title;
            open_ = true;
        }
        std::vector<std::string> texts;
        for (const std::size_t i : shown_) {
            texts.push_back(html_of(cells[i]));
        }
        sink_.write(table_.row(texts));
    }

    void end() override {
        sink_.write(open_ ? "</tbody>\n" + table_.end() : "<p>Nothing to show.</p>\n");
        sink_.write(page_end(frame_));
    }

private:
    static std::vector<std::string_view> headings_of(const ColumnList& columns,
                                                     const std::vector<std::size_t>& shown) {
        std::vector<std::string_view> headings;
        for (const std::size_t i : shown) {
            headings.push_back(columns[i].heading.empty() ? columns[i].name : columns[i].heading);
        }
        return headings;
    }

    page::Frame frame_;
    std::vector<std::size_t> shown_;
    page::TableColumns table_;
    Sink& sink_;
    std::optional<std::size_t> heading_;
    std::string heading_label_;
    std::string title_;
    bool open_ = false;
};

}    // namespace

std::unique_ptr<RowWriter> make_html(const ColumnList& columns, Sink& sink,
                                     const PageTitle& title) {
    return std::make_unique<Html>(columns, sink, title);
}

}    // namespace lmsection::cli
