#include "csv_records.hpp"

#include <csv.h>
#include <fmt/format.h>

namespace lmsection {

namespace {

/// Feeds libcsv one physical line at a time, so that each record's first line is known.
class Reader {
public:
    explicit Reader(const CsvDialect& dialect) : most_cells_(dialect.most_cells) {
        // Also reports blank lines, so that later lines are counted correctly.
        const int strict = dialect.is_lenient ? 0 : CSV_STRICT | CSV_STRICT_FINI;
        csv_init(&parser_, static_cast<unsigned char>(strict | CSV_REPALL_NL));
        csv_set_delim(&parser_, static_cast<unsigned char>(dialect.delimiter));
        if (!dialect.has_quotes) {
            csv_set_quote(&parser_, '\0');    // text contains none
        }
    }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;
    ~Reader() { csv_free(&parser_); }

    /// Calls `visit` with each nonblank record, valid only during the call. Returns the fault that
    /// ended reading, if any.
    std::optional<Fault> read(std::string_view bytes,
                              const std::function<void(CsvRecord&)>& visit) {
        while (!bytes.empty()) {
            ++line_;
            const std::string_view row = bytes.substr(0, line_length(bytes));
            bytes.remove_prefix(row.size());
            if (csv_parse(&parser_, row.data(), row.size(), on_field, on_row, this) != row.size()) {
                return Fault{fmt::format("line {}: a quote is not allowed here", line_),
                             "put the whole cell in quotes, and double the quotes inside it"};
            }
            if (too_wide_) {
                return too_wide();
            }
            hand_over(visit);
        }
        if (csv_fini(&parser_, on_field, on_row, this) != 0) {
            return Fault{fmt::format("line {}: a quote is never closed", cell_start_),
                         "close it, and double the quotes inside a cell"};
        }
        if (too_wide_) {    // by the last cell of a last line without an end
            return too_wide();
        }
        hand_over(visit);
        return std::nullopt;
    }

private:
    [[nodiscard]] Fault too_wide() const {
        return {fmt::format("line {}: has more than {} cells", line_, most_cells_),
                "remove the columns that are not needed"};
    }

    /// Up to and including the next line end: LF, CRLF or a lone CR.
    static std::size_t line_length(std::string_view bytes) {
        const auto end = bytes.find_first_of("\r\n");
        if (end == std::string_view::npos) {
            return bytes.size();
        }
        return bytes.substr(end, 2) == "\r\n" ? end + 2 : end + 1;
    }

    /// Not called from libcsv, since an exception cannot pass through its C code.
    void hand_over(const std::function<void(CsvRecord&)>& visit) {
        if (complete_) {
            complete_ = false;
            visit(record_);
        }
    }

    static void on_field(void* text, std::size_t size, void* self) {
        auto& reader = *static_cast<Reader*>(self);
        if (reader.cells_ == 0) {
            reader.record_.line = reader.cell_start_;
        }
        reader.cell_start_ = reader.line_;
        auto& cells = reader.record_.cells;
        if (reader.cells_ == reader.most_cells_) {
            reader.too_wide_ = reader.too_wide_ || size != 0;
            return;
        }
        if (cells.size() == reader.cells_) {
            cells.emplace_back();
        }
        cells[reader.cells_++].assign(static_cast<const char*>(text), size);
    }

    static void on_row(int, void* self) {
        auto& reader = *static_cast<Reader*>(self);
        auto& cells = reader.record_.cells;
        const bool blank = reader.cells_ == 0 || (reader.cells_ == 1 && cells.front().empty());
        if (!blank) {    // libcsv reports the LF of a CRLF as another blank line
            cells.resize(reader.cells_);
            reader.complete_ = true;
        }
        reader.cells_ = 0;
        reader.cell_start_ = reader.line_ + 1;
    }

    csv_parser parser_{};
    std::size_t line_ = 0;
    std::size_t cell_start_ = 1;    ///< the line on which the cell being read began
    CsvRecord record_{1, {}};       ///< the one being read; its cells' memory is reused
    std::size_t cells_ = 0;         ///< how many of its cells have been read
    bool complete_ = false;
    std::size_t most_cells_;
    bool too_wide_ = false;    ///< whether a record has text in a cell after `most_cells_`
};

}    // namespace

std::optional<Fault> read_csv_records(std::string_view text, const CsvDialect& dialect,
                                      const std::function<void(CsvRecord&)>& visit) {
    return Reader{dialect}.read(text, visit);
}

}    // namespace lmsection
