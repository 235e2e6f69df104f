// A table for people: aligned by the width of the letters, fitted to the terminal.
#include "lmsection/cli/formats/width.hpp"
#include "writers.hpp"

#include <algorithm>
#include <string>

namespace lmsection::cli {

namespace {

constexpr std::size_t gap = 2;          // blanks between columns
constexpr std::size_t narrowest = 8;    // a column is not squeezed below this
constexpr std::string_view bold = "1";
constexpr std::string_view faint = "2";

std::string_view code_of(Tone tone) {
    switch (tone) {
    case Tone::plain: return "";
    case Tone::good: return "32";
    case Tone::attention: return "33";
    case Tone::bad: return "31";
    case Tone::faint: return faint;
    }
    return "";
}

struct Text {
    std::string text;
    Tone tone;
};
struct Line {
    std::string heading;
    std::vector<Text> cells;
};

class Table : public RowWriter {
public:
    Table(Columns columns, Sink& sink, const Look& look)
        : columns_(std::move(columns)), shown_(columns_for_people(columns_)), sink_(sink),
          look_(look) {
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (columns_[i].shown == Shown::as_heading) {
                heading_ = i;
            }
        }
    }

    void row(std::span<const Cell> cells) override {
        Line line;
        if (heading_) {
            const std::string_view label = columns_[*heading_].heading;
            line.heading = std::string{label} + (label.empty() ? "" : " ") +
                           harmless(plain_text(cells[*heading_]));
        }
        for (const std::size_t i : shown_) {
            std::string text = std::holds_alternative<bool>(cells[i].value)
                                   ? (std::get<bool>(cells[i].value) ? "yes" : "")
                                   : harmless(plain_text(cells[i]));
            line.cells.push_back({std::move(text), cells[i].tone});
        }
        lines_.push_back(std::move(line));
    }

    void end() override {
        if (lines_.empty()) {
            return;
        }
        drop_empty_columns();
        const auto widths = fitted(natural_widths());
        std::vector<Text> heads;
        for (const std::size_t i : shown_) {
            heads.push_back({std::string{columns_[i].heading}, Tone::plain});
        }
        print(heads, widths, bold);
        std::string above;
        for (const Line& line : lines_) {
            if (heading_ && line.heading != above) {
                above = line.heading;
                sink_.write(painted(above, bold) + "\n");
            }
            print(line.cells, widths, "");
        }
    }

private:
    [[nodiscard]] std::size_t indent() const { return heading_ ? gap : 0; }

    /// A column in which no row has anything says nothing to people.
    void drop_empty_columns() {
        for (std::size_t i = shown_.size(); i-- > 0;) {
            const bool empty = std::all_of(lines_.begin(), lines_.end(), [&](const Line& line) {
                return line.cells[i].text.empty();
            });
            if (empty) {
                const auto at = static_cast<std::ptrdiff_t>(i);
                shown_.erase(shown_.begin() + at);
                for (Line& line : lines_) {
                    line.cells.erase(line.cells.begin() + at);
                }
            }
        }
    }

    [[nodiscard]] std::vector<std::size_t> natural_widths() const {
        std::vector<std::size_t> widths;
        for (std::size_t i = 0; i < shown_.size(); ++i) {
            std::size_t width = width_of(columns_[shown_[i]].heading);
            for (const Line& line : lines_) {
                width = std::max(width, width_of(line.cells[i].text));
            }
            widths.push_back(width);
        }
        return widths;
    }

    /// Takes from the widest column, time and again, until the table fits the terminal.
    [[nodiscard]] std::vector<std::size_t> fitted(std::vector<std::size_t> widths) const {
        if (!look_.width || widths.empty()) {
            return widths;
        }
        const auto total = [&] {
            std::size_t sum = indent() + gap * (widths.size() - 1);
            for (const std::size_t width : widths) {
                sum += width;
            }
            return sum;
        };
        while (total() > *look_.width) {
            const auto widest = std::max_element(widths.begin(), widths.end());
            if (*widest <= narrowest) {
                break;
            }
            --*widest;
        }
        return widths;
    }

    [[nodiscard]] std::string painted(const std::string& text, std::string_view code) const {
        if (!look_.color || code.empty() || text.empty()) {
            return text;
        }
        return "\x1b[" + std::string{code} + "m" + text + "\x1b[0m";
    }

    void print(const std::vector<Text>& cells, const std::vector<std::size_t>& widths,
               std::string_view code) {
        std::vector<std::vector<std::string>> parts;
        std::size_t height = 1;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            parts.push_back(wrapped(cells[i].text, widths[i]));
            height = std::max(height, parts.back().size());
        }
        for (std::size_t row = 0; row < height; ++row) {
            std::string line(indent(), ' ');
            std::size_t owed = 0;    // blanks that only count when something follows
            for (std::size_t i = 0; i < cells.size(); ++i) {
                const std::string& text = row < parts[i].size() ? parts[i][row] : std::string{};
                if (!text.empty()) {
                    line.append(owed, ' ');
                    line += painted(text, code.empty() ? code_of(cells[i].tone) : code);
                    owed = 0;
                }
                owed += widths[i] - std::min(widths[i], width_of(text)) + gap;
            }
            sink_.write(line + "\n");
        }
    }

    Columns columns_;
    std::vector<std::size_t> shown_;
    std::optional<std::size_t> heading_;
    Sink& sink_;
    Look look_;
    std::vector<Line> lines_;
};

}    // namespace

std::unique_ptr<RowWriter> make_table(Columns columns, Sink& sink, const Look& look) {
    return std::make_unique<Table>(std::move(columns), sink, look);
}

}    // namespace lmsection::cli
