#pragma once

#include "lmsection/base/error.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection {

/// One record of a CSV file, with its cells in the order of the requested columns.
struct CsvRecord {
    std::size_t line = 0;              ///< the line on which it starts, counted from 1
    std::vector<std::string> cells;    ///< empty where the file has no such column
};

/// Which columns a CSV file may have.
struct CsvColumns {
    std::vector<std::string> names;
    std::vector<std::string> required;
    bool ignore_extra = false;
    /// Headers, folded, that are accepted for a column in addition to its name.
    std::map<std::string, std::vector<std::string>> headings = {};
    /// The remedy to show for a bad header; empty for the default one.
    std::string remedy = {};
    /// Columns of the program's own output that are ignored without an error.
    std::vector<std::string> passed_over = {};
    /// Columns of the program's own output that replace another, as `group_slug` replaces `group`;
    /// if one is present, a column with the other name is ignored.
    std::map<std::string, std::string> stands_for = {};
};

/// CSV (RFC 4180, UTF-8, with or without a byte-order mark, any line ends) with a header that names
/// the columns in any order and any case. Blank lines are skipped. Only one record at a time is
/// kept in memory in addition to the file's bytes. An apostrophe that keeps a spreadsheet from
/// running a cell as a formula is removed.
class CsvFile {
public:
    /// For each cell of a record, the index of its column, if it has one.
    using Places = std::vector<std::optional<std::size_t>>;

    /// Checks the whole file; throws one `RefusedError` with every fault found, each with its line.
    /// `bytes` must outlive the object; `name` is the file's name for messages.
    CsvFile(std::string_view bytes, std::string name, const CsvColumns& columns);

    [[nodiscard]] const std::string& name() const { return name_; }
    /// Whether the file contains a slash, as in `11/24/2026`.
    [[nodiscard]] bool has_slash() const { return bytes_.find('/') != std::string_view::npos; }
    /// The number of records, without the header.
    [[nodiscard]] std::size_t records() const { return records_; }
    /// The requested columns that the file lacks.
    [[nodiscard]] const std::vector<std::string>& absent() const { return absent_; }
    /// Calls `visit` with each record in order; a record is valid only during the call.
    void each(const std::function<void(const CsvRecord&)>& visit) const;

private:
    std::string_view bytes_;
    std::string name_;
    std::size_t columns_;
    Places places_;
    std::vector<std::string> absent_;
    std::size_t records_ = 0;
};

/// A fault in one line of the file `name`, as it is reported to the user.
[[nodiscard]] Fault at_line(const std::string& name, std::size_t line, const Fault& fault);

}    // namespace lmsection
