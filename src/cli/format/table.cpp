// A table for people: aligned, and fitted to the width of the terminal.
#include "format/table.hpp"

#include "format/width.hpp"
#include "lmsection/base/text.hpp"
#include "page/page.hpp"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <memory_resource>
#include <string>
#include <utility>

namespace lmsection::cli {

namespace {

constexpr std::size_t gap = 2;    // blanks between columns
// Up to this width a column is not squeezed for the sake of a less important one.
constexpr std::size_t room_to_read = 20;
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

/// The text of a cell and its width. Small, because tables may be long.
struct Text {
    std::string_view text;
    std::uint32_t width;
    Tone tone;
};

Text text_of(std::string_view shown, Tone tone = Tone::plain) {
    return {shown, static_cast<std::uint32_t>(width_of(shown)), tone};
}

/// The part of a cell that is not printed yet, and its width.
struct Part {
    std::string_view text;
    std::size_t width;

    /// Removes and returns what fits in the column.
    Part take(std::size_t column) {
        if (width <= column) {
            return std::exchange(*this, {});
        }
        // A word is never broken: one that is wider than its column sticks out.
        const std::size_t first_word = width_of(text.substr(0, text.find(' ')));
        const std::string_view line = take_line(text, std::max(column, first_word));
        width = width_of(text);
        return {line, width_of(line)};
    }
};

/// Owns the texts of cells. A text that repeats the one above it is stored once.
class Texts {
public:
    Text keep(const Cell& cell, const Text* above) {
        if (const auto* text = std::get_if<std::string_view>(&cell.value)) {
            return keep(*text, cell.tone, above);
        }
        if (const auto* flag = std::get_if<bool>(&cell.value)) {
            return keep(*flag ? "yes" : "", cell.tone, above);
        }
        return keep(plain_text(cell), cell.tone, above);
    }

    Text keep(std::string_view text, Tone tone, const Text* above) {
        if (above != nullptr && above->text == text) {
            return {above->text, above->width, tone};
        }
        return is_plain(text) ? text_of(copy_of(text), tone)
                              : text_of(copy_of(harmless(text)), tone);
    }

private:
    std::string_view copy_of(std::string_view text) {
        if (text.empty()) {
            return {};
        }
        auto* bytes = static_cast<char*>(room_.allocate(text.size(), alignof(char)));
        return {bytes, text.copy(bytes, text.size())};
    }

    std::pmr::monotonic_buffer_resource room_;
};

class Table : public RowWriter {
public:
    Table(ColumnList columns, Sink& sink, const Look& look)
        : columns_(std::move(columns)), shown_(shown_of(columns_)), in_line_(shown_.size()),
          sink_(sink), look_(look), widest_(in_line_) {
        const auto heading = std::ranges::find(columns_, Audience::heading, &Column::audience);
        if (heading != columns_.end()) {
            heading_ = static_cast<std::size_t>(heading - columns_.begin());
        }
    }

    void row(std::span<const Cell> cells) override {
        if (heading_) {
            const std::string_view label = columns_[*heading_].heading;
            const std::string heading = std::string{label} + (label.empty() ? "" : " ") +
                                        plain_text(cells[*heading_]);
            headings_.push_back(
                texts_.keep(heading, Tone::plain, headings_.empty() ? nullptr : &headings_.back()));
        }
        for (const ShownColumn& shown : shown_) {
            const Text* above = lines_ == 0 ? nullptr : &cells_[cells_.size() - in_line_];
            cells_.push_back(texts_.keep(cells[shown.column], above));
            widest_[shown.place] = std::max<std::size_t>(widest_[shown.place], cells_.back().width);
        }
        ++lines_;
    }

    void end() override {
        if (lines_ == 0) {
            return;
        }
        // A column without any values is left out.
        std::erase_if(shown_, [&](const ShownColumn& shown) { return widest_[shown.place] == 0; });
        for (ShownColumn& shown : shown_) {
            shown.natural = std::max(width_of(head_of(shown)), widest_[shown.place]);
            shown.width = shown.natural;
        }
        if (look_.width && !fits(&ShownColumn::natural)) {
            measure_words();
            if (look_.on_terminal && !fits(&ShownColumn::least)) {
                print_records();
                return;
            }
            leave_out_columns();
            squeeze();
        }
        print_table();
    }

private:
    /// A column that is shown, and its widths.
    struct ShownColumn {
        std::size_t column;
        std::size_t place;           ///< the index of its cell in each line
        std::size_t natural = 0;     ///< what its widest text takes
        std::size_t least = 0;       ///< below this it is not squeezed
        std::size_t readable = 0;    ///< to this it may be squeezed for a less important one
        std::size_t width = 0;       ///< as printed
        bool kept = true;            ///< false: left out to fit
    };

    static std::vector<ShownColumn> shown_of(const ColumnList& columns) {
        std::vector<ShownColumn> shown;
        for (const std::size_t column : columns_for_people(columns)) {
            shown.push_back({.column = column, .place = shown.size()});
        }
        return shown;
    }

    [[nodiscard]] std::size_t indent() const { return heading_ ? gap : 0; }
    [[nodiscard]] std::string_view head_of(const ShownColumn& shown) const {
        return columns_[shown.column].heading;
    }
    [[nodiscard]] const Text& cell(std::size_t line, const ShownColumn& shown) const {
        return cells_[line * in_line_ + shown.place];
    }
    [[nodiscard]] Importance importance_of(const ShownColumn& shown) const {
        return columns_[shown.column].importance;
    }

    /// Whether the columns that are kept fit the terminal one beside another.
    [[nodiscard]] bool fits(std::size_t ShownColumn::*width) const {
        std::size_t taken = indent();
        for (const ShownColumn& shown : shown_) {
            taken += shown.kept ? shown.*width + gap : 0;
        }
        return taken <= *look_.width + gap;    // no gap after the last
    }

    /// Sets the widths to which columns may be squeezed: the least is that of the widest word,
    /// since an address, a slug or a date is never broken. Keeps only the columns that must be
    /// shown.
    void measure_words() {
        for (ShownColumn& shown : shown_) {
            shown.least = widest_word(head_of(shown));
            for (std::size_t line = 0; line < lines_; ++line) {
                shown.least = std::max(shown.least, widest_word(cell(line, shown).text));
            }
            // One long link does not cost all other columns their room; its own lines are longer.
            shown.least = std::min(shown.least, *look_.width * 3 / 4);
            shown.readable = std::max(std::min(shown.natural, room_to_read), shown.least);
            shown.kept = !look_.left_out || importance_of(shown) == Importance::essential;
        }
    }

    /// Leaves out the columns for which there is no room beside the more important ones.
    void leave_out_columns() {
        const auto keep_what_fits = [&](Importance level, std::size_t ShownColumn::*width) {
            for (ShownColumn& shown : shown_) {
                if (importance_of(shown) == level && !shown.kept) {
                    shown.kept = true;
                    shown.kept = fits(width);
                }
            }
        };
        keep_what_fits(Importance::useful, &ShownColumn::readable);
        // Not worth it if others have to wrap.
        keep_what_fits(Importance::extra, &ShownColumn::natural);
        std::vector<std::string_view> dropped;
        for (const ShownColumn& shown : shown_) {
            if (!shown.kept) {
                dropped.push_back(head_of(shown));
            }
        }
        std::erase_if(shown_, [](const ShownColumn& shown) { return !shown.kept; });
        if (!dropped.empty()) {
            look_.left_out(dropped);
        }
    }

    /// Narrows the widest column that is above its minimum, until the table fits, or as nearly as
    /// that is possible. Texts wrap at blanks.
    void squeeze() {
        while (!fits(&ShownColumn::width)) {
            ShownColumn* widest = nullptr;
            for (ShownColumn& shown : shown_) {
                if (shown.width > shown.least &&
                    (widest == nullptr || shown.width > widest->width)) {
                    widest = &shown;
                }
            }
            if (widest == nullptr) {
                return;
            }
            --widest->width;
        }
    }

    /// Prints what a line stands under, where that is not what the line above it stands under.
    void print_heading_of(std::size_t line, bool as_records = false) {
        if (!heading_ || (line > 0 && headings_[line].text == headings_[line - 1].text)) {
            return;
        }
        if (line > 0 && !as_records) {
            sink_.write("\n");
        }
        const std::string heading{headings_[line].text};
        const std::size_t width = std::max(look_.width.value_or(heading.size()),
                                           widest_word(heading));
        for (const std::string& part : wrapped(heading, width)) {
            line_.clear();
            append_painted(line_, part, bold);
            sink_.write(line_ += '\n');
        }
    }

    void print_table() {
        std::vector<Text> cells;
        std::vector<std::size_t> widths;
        for (const ShownColumn& shown : shown_) {
            cells.push_back(text_of(head_of(shown)));
            widths.push_back(shown.width);
        }
        print(cells, widths, bold);
        for (std::size_t line = 0; line < lines_; ++line) {
            print_heading_of(line);
            cells.clear();
            for (const ShownColumn& shown : shown_) {
                cells.push_back(cell(line, shown));
            }
            print(cells, widths, "");
        }
    }

    /// For a terminal that is too narrow for columns: prints each cell on its own line.
    void print_records() {
        for (std::size_t line = 0; line < lines_; ++line) {
            if (line > 0) {
                sink_.write("\n");
            }
            print_heading_of(line, true);
            print_record(line);
        }
    }

    void print_record(std::size_t line) {
        std::size_t label = 0;
        for (const ShownColumn& shown : shown_) {
            label = std::max(label, width_of(head_of(shown)));
        }
        const std::size_t taken = indent() + label + gap;
        const std::size_t left = *look_.width > taken ? *look_.width - taken : 1;
        for (const ShownColumn& shown : shown_) {
            const Text& value = cell(line, shown);
            if (!value.text.empty()) {
                print({text_of(head_of(shown), Tone::faint), value},
                      {label, std::max(left, widest_word(value.text))}, "");
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
            std::size_t spaces = 0;    // spaces before the next cell that has text
            for (std::size_t i = 0; i < cells.size(); ++i) {
                const Part part = left_[i].take(widths[i]);
                if (!part.text.empty()) {
                    line_.append(spaces, ' ');
                    append_painted(line_, part.text, code.empty() ? code_of(cells[i].tone) : code);
                    spaces = 0;
                }
                spaces += widths[i] - std::min(widths[i], part.width) + gap;
                more = more || !left_[i].text.empty();
            }
            line_ += '\n';
            sink_.write(line_);
        }
    }

    ColumnList columns_;
    std::vector<ShownColumn> shown_;
    std::size_t in_line_;    ///< cells of each line
    std::optional<std::size_t> heading_;
    Sink& sink_;
    Look look_;
    Texts texts_;
    std::deque<Text> headings_;    ///< one for each line; empty without headings
    std::deque<Text> cells_;       ///< line by line; a deque does not copy when it grows
    std::size_t lines_ = 0;
    std::vector<std::size_t> widest_;    ///< of the cells, by index in the line
    std::vector<Part> left_;             ///< of the row being printed
    std::string line_;
};

}    // namespace

std::unique_ptr<RowWriter> make_table(ColumnList columns, Sink& sink, const Look& look) {
    return std::make_unique<Table>(std::move(columns), sink, look);
}

}    // namespace lmsection::cli
