#pragma once

#include "lmsection/domain/errors.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::app {

/// One record of a CSV file, its cells in the order of the columns asked for.
struct CsvRecord {
    std::size_t line = 0;              ///< where it starts, counted from 1
    std::vector<std::string> cells;    ///< empty where the file has no such column
};

/// Which columns a CSV file may have.
struct CsvColumns {
    std::vector<std::string> names;
    std::vector<std::string> required;
    bool ignore_extra = false;
    /// The headers, folded, that stand for a column instead of its own name.
    std::map<std::string, std::vector<std::string>> headings = {};
    /// What to do about a header that does not fit; empty: the usual.
    std::string remedy = {};
};

/// What a CSV file holds.
struct CsvTable {
    std::vector<CsvRecord> records;
    std::vector<std::string> absent;    ///< columns that were asked for and are not there
};

/// Reads CSV (RFC 4180, UTF-8, with or without a byte-order mark, any line ends) with a header
/// that names the columns in any order, in any case. `name`: of the file, for messages. Every
/// fault found is reported with its line in one `RefusedError`; blank lines are passed over.
[[nodiscard]] CsvTable read_csv_table(std::string_view bytes, const std::string& name,
                                      const CsvColumns& columns);
/// The records of `read_csv_table` alone.
[[nodiscard]] std::vector<CsvRecord> read_csv(std::string_view bytes, const std::string& name,
                                              const CsvColumns& columns);

/// A fault of one line of the file called `name`, as it is reported.
[[nodiscard]] Fault at_line(const std::string& name, std::size_t line, const Fault& fault);

}    // namespace lmsection::app
