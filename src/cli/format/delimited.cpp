// CSV (RFC 4180) and TSV: cells separated by a delimiter.
#include "format/delimited.hpp"

#include "format/printable.hpp"
#include "lmsection/base/formula.hpp"

#include <algorithm>
#include <string>

namespace lmsection::cli {

namespace {

/// `text` with an apostrophe before each part that would run as a formula if a reader splits cells
/// at other characters than we do, as Excel does in most of Europe.
std::string without_formulas(std::string_view text, std::string_view separators) {
    std::string result;
    while (!text.empty()) {
        const auto end = text.find_first_of(separators);
        if (end == std::string_view::npos) {
            break;
        }
        result += text.substr(0, end + 1);
        text.remove_prefix(end + 1);
        if (begins_formula_inside(text)) {
            result += '\'';
        }
    }
    return result += text;
}

/// Whether a cell needs no escaping in either dialect: printable ASCII that is not a formula,
/// without a quote, a comma, a semicolon or a backslash.
bool needs_no_escaping(std::string_view text) {
    const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
        return c >= ' ' && c <= '~' && c != '"' && c != ',' && c != ';' && c != '\\';
    });
    return plain && !begins_formula(text);
}

void append_csv(std::string& line, std::string_view cell) {
    const std::string text = without_formulas(cell, ";\t\r\n");
    const bool formula = begins_formula(text);
    if (!formula && text.find_first_of(",\"\r\n") == std::string_view::npos) {
        line += text;
        return;
    }
    line += formula ? "\"'" : "\"";
    for (const char c : text) {
        line += c;
        if (c == '"') {
            line += '"';
        }
    }
    line += '"';
}

/// TSV has no quotes: tabs, line ends and backslashes are written as \t, \n, \r, \\.
void append_tsv(std::string& line, std::string_view cell) {
    const std::string text = without_formulas(cell, ";,");
    if (begins_formula(text)) {
        line += '\'';
    }
    for (const char c : text) {
        switch (c) {
        case '\t': line += "\\t"; break;
        case '\n': line += "\\n"; break;
        case '\r': line += "\\r"; break;
        case '\\': line += "\\\\"; break;
        default: line += c;
        }
    }
}

/// How cells are separated and lines end.
struct Dialect {
    char delimiter;
    std::string_view line_end;
    void (*append)(std::string& line, std::string_view text);
};
constexpr Dialect csv{',', "\r\n", append_csv};
constexpr Dialect tsv{'\t', "\n", append_tsv};

class Delimited : public RowWriter {
public:
    Delimited(const ColumnList& columns, Sink& sink, const Dialect& dialect)
        : shown_(columns_for_scripts(columns)), sink_(sink), dialect_(dialect) {
        for (const std::size_t i : shown_) {
            cell(columns[i].name);
        }
        finish_line();
    }

    void row(std::span<const Cell> cells) override {
        for (const std::size_t i : shown_) {
            const auto* text = std::get_if<std::string_view>(&cells[i].value);
            if (text != nullptr) {
                cell(*text);
            } else {
                raw(plain_text(cells[i]));
            }
        }
        finish_line();
    }

    void end() override {}

private:
    void separate() {
        if (!first_) {
            line_ += dialect_.delimiter;
        }
        first_ = false;
    }
    void cell(std::string_view text) {
        separate();
        if (needs_no_escaping(text)) {
            line_ += text;
        } else if (may_have_controls(text)) {
            dialect_.append(line_, printable(text));
        } else {
            dialect_.append(line_, text);
        }
    }
    /// A number or a flag: needs no escaping, not even for a leading minus.
    void raw(std::string_view text) {
        separate();
        line_ += text;
    }
    void finish_line() {
        line_ += dialect_.line_end;
        sink_.write(line_);
        line_.clear();
        first_ = true;
    }

    std::vector<std::size_t> shown_;
    Sink& sink_;
    const Dialect& dialect_;
    std::string line_;
    bool first_ = true;
};

}    // namespace

std::unique_ptr<RowWriter> make_csv(const ColumnList& columns, Sink& sink, bool byte_order_mark) {
    if (byte_order_mark) {
        sink.write("\xef\xbb\xbf");
    }
    return std::make_unique<Delimited>(columns, sink, csv);
}

std::unique_ptr<RowWriter> make_tsv(const ColumnList& columns, Sink& sink) {
    return std::make_unique<Delimited>(columns, sink, tsv);
}

}    // namespace lmsection::cli
