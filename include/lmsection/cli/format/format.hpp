#pragma once

#include "lmsection/base/date.hpp"
#include "lmsection/base/error.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/cli/output.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace lmsection::cli {

/// The meaning of a cell's color.
enum class Tone { plain, good, attention, bad, faint };

/// A value in a row, or no value. A text must outlive the cell, so a cell cannot be made of a
/// temporary string.
struct Cell {
    using Value = std::variant<std::monostate, std::string_view, std::int64_t, bool>;

    Cell() = default;
    Cell(std::string_view text, Tone said = Tone::plain) : value(text), tone(said) {}    // NOLINT
    Cell(const std::string& text, Tone said = Tone::plain)                               // NOLINT
        : value(std::string_view{text}), tone(said) {}
    Cell(std::string&& text, Tone said = Tone::plain) = delete;
    Cell(const char* text) : value(std::string_view{text}) {}    // NOLINT
    Cell(std::int64_t number) : value(number) {}                 // NOLINT
    Cell(int number) : value(std::int64_t{number}) {}            // NOLINT
    Cell(bool flag) : value(flag) {}                             // NOLINT
    template <class T>
    Cell(const std::optional<T>& maybe) {    // NOLINT
        if (maybe) {
            *this = Cell{*maybe};
        }
    }
    Cell(std::optional<std::string>&& maybe) = delete;
    /// A text that is absent when empty.
    static Cell or_absent(std::string_view text) { return text.empty() ? Cell{} : Cell{text}; }
    static Cell or_absent(const std::string& text) { return or_absent(std::string_view{text}); }
    static Cell or_absent(std::string&& text) = delete;

    Value value;
    Tone tone = Tone::plain;
};

/// Who sees a column: everyone; only files and scripts; only people; people, as a title above the
/// rows that share its value.
enum class Audience { everyone, scripts, people, heading };

/// How much people would miss a column of a table that is too wide for the terminal.
enum class Importance { essential, useful, extra };

struct Column {
    std::string_view name;       ///< for scripts: stable
    std::string_view heading;    ///< for people
    Audience audience = Audience::everyone;
    Importance importance = Importance::useful;
    bool own_sheet = false;    ///< a workbook has a sheet for each of its values
};
using ColumnList = std::vector<Column>;

/// Rows in, text out.
class RowWriter {
public:
    RowWriter() = default;
    RowWriter(const RowWriter&) = delete;
    RowWriter& operator=(const RowWriter&) = delete;
    virtual ~RowWriter() = default;

    /// As many cells as there are columns.
    virtual void row(std::span<const Cell> cells) = 0;
    void row(std::initializer_list<Cell> cells) { row(std::span{cells.begin(), cells.size()}); }
    /// To be called once, after the last row.
    virtual void end() = 0;
};

/// Output formats. Commands that print rows support all of `row_formats`; the others belong to
/// certain commands.
enum class Format {
    table,
    csv,
    tsv,
    json,
    jsonl,
    md,
    html,
    xlsx,
    vcf,
    emails,
    ics,
    dot,
    svg,
    eml,
    mbox
};
[[nodiscard]] constexpr std::string_view word(Format format) {
    return word_at(format, {"table", "csv", "tsv", "json", "jsonl", "md", "html", "xlsx", "vcf",
                            "emails", "ics", "dot", "svg", "eml", "mbox"});
}
inline constexpr std::array row_formats{Format::table, Format::csv, Format::tsv,  Format::json,
                                        Format::jsonl, Format::md,  Format::html, Format::xlsx};
/// The formats that only some commands support.
inline constexpr std::array own_formats{Format::vcf, Format::emails, Format::ics, Format::dot,
                                        Format::svg, Format::eml,    Format::mbox};
/// Parses the name of one of the formats that a command supports.
[[nodiscard]] Outcome<Format> parse_format(std::string_view text, std::span<const Format> takes);
/// Whether it must not be written to a terminal.
[[nodiscard]] bool is_binary(Format format);

/// What a page of rows is about.
struct PageTitle {
    std::string what;       ///< "Roster"
    std::string section;    ///< "Leadership & Management Section"; empty if it is not known
    std::string when;       ///< "November 24, 2026"
};

/// Settings of the terminal, and properties of a file.
struct Look {
    bool color = false;
    std::optional<std::size_t> width;    ///< of a table, in columns; none: unlimited
    bool on_terminal = false;            ///< a table that is too wide is shown as records there
    /// Called with the headings of the columns that a table leaves out to fit `width`. Without it,
    /// none is left out.
    std::function<void(std::span<const std::string_view> headings)> left_out;
    Date day{};                      ///< the creation date of a file
    bool byte_order_mark = false;    ///< at the start of CSV, for Excel
    PageTitle page{};                ///< of HTML
};

/// A writer in one of `row_formats`.
[[nodiscard]] std::unique_ptr<RowWriter> make_writer(Format format, ColumnList columns, Sink& sink,
                                                     const Look& look);

/// The columns that scripts, or people, are shown, as indexes into `columns`.
[[nodiscard]] std::vector<std::size_t> columns_for_scripts(std::span<const Column> columns);
[[nodiscard]] std::vector<std::size_t> columns_for_people(std::span<const Column> columns);
/// A cell's value as text; empty for an absent one.
[[nodiscard]] std::string plain_text(const Cell& cell);

}    // namespace lmsection::cli
