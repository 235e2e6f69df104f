// A table for people: aligned by the width of the letters, fitted to the terminal.
#include "lmsection/cli/formats/width.hpp"
#include "writers.hpp"

#include <algorithm>
#include <numeric>
#include <string>
#include <utility>

namespace lmsection::cli {

namespace {

constexpr std::size_t gap = 2;           // blanks between columns
constexpr std::size_t kept_word = 12;    // words up to this width, days among them, stay whole
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
    explicit Text(std::string shown, Tone said = Tone::plain)
        : text(std::move(shown)), tone(said), width(width_of(text)) {}

    std::string text;
    Tone tone;
    std::size_t width;
};
struct Line {
    std::string heading;
    std::vector<Text> cells;
};

/// What of a cell is still to be printed, and how wide that is.
struct Part {
    std::string_view text;
    std::size_t width;

    /// Takes off as much as fits in a column.
    Part take(std::size_t column) {
        if (width <= column) {
            return std::exchange(*this, {});
        }
        const std::string_view line = take_line(text, column);
        width = width_of(text);
        return {line, width_of(line)};
    }
};

std::string shown_text(const Cell& cell) {
    if (const auto* text = std::get_if<std::string_view>(&cell.value)) {
        return harmless(*text);
    }
    if (const auto* flag = std::get_if<bool>(&cell.value)) {
        return *flag ? "yes" : "";
    }
    return plain_text(cell);
}

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
        line.cells.reserve(shown_.size());
        for (const std::size_t i : shown_) {
            line.cells.emplace_back(shown_text(cells[i]), cells[i].tone);
        }
        lines_.push_back(std::move(line));
    }

    void end() override {
        if (lines_.empty()) {
            return;
        }
        drop_empty_columns();
        const auto widths = fitted();
        if (widths.empty()) {
            print_records();
        } else {
            print_table(widths);
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
                width = std::max(width, line.cells[i].width);
            }
            widths.push_back(width);
        }
        return widths;
    }

    /// The widths below which a column is not squeezed: that of its widest word, or of so much of
    /// it as is kept whole.
    [[nodiscard]] std::vector<std::size_t> least_widths(std::size_t longest_kept) const {
        std::vector<std::size_t> widths;
        for (std::size_t i = 0; i < shown_.size(); ++i) {
            std::size_t width = widest_word(columns_[shown_[i]].heading);
            for (const Line& line : lines_) {
                width = std::max(width, widest_word(line.cells[i].text));
            }
            widths.push_back(std::min(width, longest_kept));
        }
        return widths;
    }

    [[nodiscard]] bool fits(const std::vector<std::size_t>& widths) const {
        const std::size_t gaps = indent() + gap * (widths.size() - 1);
        return std::accumulate(widths.begin(), widths.end(), gaps) <= *look_.width;
    }

    /// The widths of columns that fit the terminal: words are broken only where blanks do not do.
    /// None where even that does not fit.
    [[nodiscard]] std::vector<std::size_t> fitted() const {
        std::vector<std::size_t> widths = natural_widths();
        if (!look_.width || widths.empty() || fits(widths)) {
            return widths;
        }
        for (const std::size_t kept : {*look_.width, kept_word}) {
            const auto least = least_widths(kept);
            if (fits(least)) {
                squeeze(widths, least);
                return widths;
            }
        }
        return {};
    }

    /// Takes from the widest column that can give, time and again, until the table fits.
    void squeeze(std::vector<std::size_t>& widths, const std::vector<std::size_t>& least) const {
        while (!fits(widths)) {
            std::size_t widest = widths.size();
            for (std::size_t i = 0; i < widths.size(); ++i) {
                if (widths[i] > least[i] &&
                    (widest == widths.size() || widths[i] > widths[widest])) {
                    widest = i;
                }
            }
            --widths[widest];
        }
    }

    void print_heading(const std::string& heading) {
        for (const std::string& part : wrapped(heading, look_.width.value_or(heading.size()))) {
            std::string line;
            append_painted(line, part, bold);
            sink_.write(line + "\n");
        }
    }

    void print_table(const std::vector<std::size_t>& widths) {
        std::vector<Text> heads;
        for (const std::size_t i : shown_) {
            heads.emplace_back(std::string{columns_[i].heading});
        }
        print(heads, widths, bold);
        std::string above;
        for (const Line& line : lines_) {
            if (heading_ && line.heading != above) {
                above = line.heading;
                print_heading(above);
            }
            print(line.cells, widths, "");
        }
    }

    /// For a terminal too narrow for columns: the cells of a row one below another.
    void print_records() {
        std::string above;
        bool first = true;
        for (const Line& line : lines_) {
            if (!first) {
                sink_.write("\n");
            }
            first = false;
            if (heading_ && line.heading != above) {
                above = line.heading;
                print_heading(above);
            }
            print_record(line);
        }
    }

    void print_record(const Line& line) {
        std::size_t label = 0;
        for (const std::size_t i : shown_) {
            label = std::max(label, width_of(columns_[i].heading));
        }
        const std::size_t taken = indent() + label + gap;
        const std::size_t left = *look_.width > taken ? *look_.width - taken : 1;
        for (std::size_t i = 0; i < line.cells.size(); ++i) {
            if (!line.cells[i].text.empty()) {
                const Text head{std::string{columns_[shown_[i]].heading}, Tone::faint};
                print({head, line.cells[i]}, {label, left}, "");
            }
        }
    }

    void append_painted(std::string& line, std::string_view text, std::string_view code) const {
        if (!look_.color || code.empty() || text.empty()) {
            line += text;
            return;
        }
        line.append("\x1b[").append(code).append("m").append(text).append("\x1b[0m");
    }

    void print(const std::vector<Text>& cells, const std::vector<std::size_t>& widths,
               std::string_view code) {
        left_.clear();
        for (const Text& cell : cells) {
            left_.push_back({cell.text, cell.width});
        }
        bool more = true;
        while (more) {
            more = false;
            line_.assign(indent(), ' ');
            std::size_t owed = 0;    // blanks that only count when something follows
            for (std::size_t i = 0; i < cells.size(); ++i) {
                const Part part = left_[i].take(widths[i]);
                if (!part.text.empty()) {
                    line_.append(owed, ' ');
                    append_painted(line_, part.text, code.empty() ? code_of(cells[i].tone) : code);
                    owed = 0;
                }
                owed += widths[i] - std::min(widths[i], part.width) + gap;
                more = more || !left_[i].text.empty();
            }
            line_ += '\n';
            sink_.write(line_);
        }
    }

    Columns columns_;
    std::vector<std::size_t> shown_;
    std::optional<std::size_t> heading_;
    Sink& sink_;
    Look look_;
    std::vector<Line> lines_;
    std::vector<Part> left_;    ///< of the row that is printed
    std::string line_;
};

}    // namespace

std::unique_ptr<RowWriter> make_table(Columns columns, Sink& sink, const Look& look) {
    return std::make_unique<Table>(std::move(columns), sink, look);
}

}    // namespace lmsection::cli
