#include "lmsection/app/csv_file.hpp"

#include "lmsection/domain/names.hpp"
#include "lmsection/domain/text.hpp"

#include <csv.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace lmsection::app {

namespace {

constexpr std::size_t largest_file = 256U << 20U;

/// Feeds libcsv one physical line at a time, so that each record's first line is known.
class Reader {
public:
    Reader() {
        // Told of blank lines too, so that those after them are counted right.
        csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL);
    }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;
    ~Reader() { csv_free(&parser_); }

    std::vector<CsvRecord> read(std::string_view bytes) {
        while (!bytes.empty() && !fault_) {
            ++line_;
            const std::string_view row = bytes.substr(0, line_length(bytes));
            bytes.remove_prefix(row.size());
            feed(row);
        }
        if (!fault_ && csv_fini(&parser_, on_field, on_row, this) != 0) {
            fault_ = Fault{fmt::format("line {}: a quote is opened and never closed", cell_start_),
                           "close it, and double the quotes inside of a cell"};
        }
        return std::move(records_);
    }
    [[nodiscard]] const std::optional<Fault>& fault() const { return fault_; }

private:
    /// Up to and with the next line end: LF, CRLF or a lone CR.
    static std::size_t line_length(std::string_view bytes) {
        const auto end = bytes.find_first_of("\r\n");
        if (end == std::string_view::npos) {
            return bytes.size();
        }
        return bytes.substr(end, 2) == "\r\n" ? end + 2 : end + 1;
    }

    void feed(std::string_view row) {
        if (csv_parse(&parser_, row.data(), row.size(), on_field, on_row, this) != row.size()) {
            fault_ = Fault{fmt::format("line {}: a quote stands where it cannot", line_),
                           "put the whole cell in quotes, and double the quotes inside of it"};
        }
    }

    static void on_field(void* text, std::size_t size, void* self) {
        auto& reader = *static_cast<Reader*>(self);
        if (reader.cells_.empty()) {
            reader.start_ = reader.cell_start_;
        }
        reader.cell_start_ = reader.line_;
        reader.cells_.emplace_back(static_cast<const char*>(text), size);
    }

    static void on_row(int, void* self) {
        auto& reader = *static_cast<Reader*>(self);
        const auto& cells = reader.cells_;
        const bool blank = cells.empty() || (cells.size() == 1 && cells.front().empty());
        if (!blank) {
            reader.records_.push_back({reader.start_, std::move(reader.cells_)});
        }
        reader.cells_.clear();
        reader.cell_start_ = reader.line_ + 1;
    }

    csv_parser parser_{};
    std::size_t line_ = 0;
    std::size_t start_ = 1;         ///< the line on which the record being read began
    std::size_t cell_start_ = 1;    ///< the line on which the cell being read began
    std::vector<std::string> cells_;
    std::vector<CsvRecord> records_;
    std::optional<Fault> fault_;
};

/// What makes a file unfit to be read at all, with the first line that shows it.
std::optional<Fault> unreadable(std::string_view bytes) {
    if (bytes.size() > largest_file) {
        return Fault{"the file is larger than 256 MB", "split it"};
    }
    std::size_t line = 0;
    while (!bytes.empty()) {
        ++line;
        const auto end = std::min(bytes.find('\n'), bytes.size() - 1) + 1;
        const std::string_view row = bytes.substr(0, end);
        if (row.find('\0') != std::string_view::npos) {
            return Fault{fmt::format("line {}: holds a NUL byte, so it is no text", line),
                         "save the file as CSV, UTF-8"};
        }
        if (!is_utf8(row)) {
            return Fault{fmt::format("line {}: is not UTF-8 text", line),
                         "save the file as CSV, UTF-8"};
        }
        bytes.remove_prefix(end);
    }
    return std::nullopt;
}

/// Where each cell of a record goes: the index of its column, or nowhere.
using Places = std::vector<std::optional<std::size_t>>;

/// The headers that stand for a column.
std::vector<std::string> headings_of(const CsvColumns& columns, const std::string& name) {
    const auto known = columns.headings.find(name);
    return known == columns.headings.end() ? std::vector{name} : known->second;
}

/// The index of the column that a header, folded, stands for.
std::optional<std::size_t> column_of(const std::string& header, const CsvColumns& columns) {
    for (std::size_t i = 0; i < columns.names.size(); ++i) {
        const auto headings = headings_of(columns, columns.names[i]);
        if (std::find(headings.begin(), headings.end(), header) != headings.end()) {
            return i;
        }
    }
    return std::nullopt;
}

Places places_of(const CsvRecord& header, const std::string& name, const CsvColumns& columns,
                 std::vector<Fault>& faults) {
    Places places;
    for (const std::string& cell : header.cells) {
        const auto place = column_of(folded(tidied_text(cell)), columns);
        const bool twice = place && std::find(places.begin(), places.end(), place) != places.end();
        places.push_back(place);
        if (twice) {
            faults.push_back(
                at_line(name, header.line,
                        {fmt::format("the column '{}' stands twice", columns.names[*place]),
                         columns.remedy.empty() ? "take one out" : columns.remedy}));
        } else if (!place && !columns.ignore_extra) {
            const std::string usual = fmt::format("use {}, or --ignore-extra",
                                                  listed(columns.names, columns.names.size()));
            faults.push_back(at_line(name, header.line,
                                     {fmt::format("there is no column {}", quoted(cell)),
                                      columns.remedy.empty() ? usual : columns.remedy}));
        }
    }
    return places;
}

std::vector<std::string> absent_columns(const Places& places, const CsvColumns& columns) {
    std::vector<std::string> absent;
    for (std::size_t i = 0; i < columns.names.size(); ++i) {
        if (std::find(places.begin(), places.end(), i) == places.end()) {
            absent.push_back(columns.names[i]);
        }
    }
    return absent;
}

void require(const std::vector<std::string>& absent, const CsvRecord& header,
             const std::string& name, const CsvColumns& columns, std::vector<Fault>& faults) {
    for (const std::string& column : columns.required) {
        if (std::find(absent.begin(), absent.end(), column) == absent.end()) {
            continue;
        }
        const auto headings = headings_of(columns, column);
        const std::string what = headings == std::vector{column}
                                     ? fmt::format("the header has no column '{}'", column)
                                     : fmt::format("the header has no column for {} ('{}')", column,
                                                   fmt::join(headings, "', '"));
        faults.push_back(at_line(
            name, header.line,
            {what, columns.remedy.empty() ? "the first line names the columns, separated by commas"
                                          : columns.remedy}));
    }
}

CsvRecord arranged(CsvRecord record, const Places& places, std::size_t columns) {
    CsvRecord result{record.line, std::vector<std::string>(columns)};
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (places[i]) {
            result.cells[*places[i]] = std::move(record.cells[i]);
        }
    }
    return result;
}

}    // namespace

Fault at_line(const std::string& name, std::size_t line, const Fault& fault) {
    return {fmt::format("{}, line {}: {}", name, line, fault.what), fault.remedy};
}

CsvTable read_csv_table(std::string_view bytes, const std::string& name,
                        const CsvColumns& columns) {
    constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
    if (bytes.starts_with(byte_order_mark)) {
        bytes.remove_prefix(byte_order_mark.size());
    }
    if (const auto fault = unreadable(bytes)) {
        throw RefusedError{fmt::format("{}, {}", name, fault->what), fault->remedy};
    }
    Reader reader;
    std::vector<CsvRecord> records = reader.read(bytes);
    if (reader.fault()) {
        throw RefusedError{fmt::format("{}, {}", name, reader.fault()->what),
                           reader.fault()->remedy};
    }
    if (records.empty()) {
        throw RefusedError{fmt::format("{} is empty", name), "its first line names the columns"};
    }
    std::vector<Fault> faults;
    const Places places = places_of(records.front(), name, columns, faults);
    CsvTable result{{}, absent_columns(places, columns)};
    require(result.absent, records.front(), name, columns, faults);
    result.records.reserve(records.size() - 1);
    for (std::size_t i = 1; i < records.size(); ++i) {
        if (records[i].cells.size() != places.size()) {
            faults.push_back(at_line(name, records[i].line,
                                     {fmt::format("has {} cells, the header has {}",
                                                  records[i].cells.size(), places.size()),
                                      "put a cell that holds a comma in quotes"}));
            continue;
        }
        result.records.push_back(arranged(std::move(records[i]), places, columns.names.size()));
    }
    if (!faults.empty()) {
        throw RefusedError{std::move(faults)};
    }
    return result;
}

std::vector<CsvRecord> read_csv(std::string_view bytes, const std::string& name,
                                const CsvColumns& columns) {
    return read_csv_table(bytes, name, columns).records;
}

}    // namespace lmsection::app
