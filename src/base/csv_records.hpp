#pragma once

#include "lmsection/base/csv_file.hpp"
#include "lmsection/base/error.hpp"

#include <cstddef>
#include <functional>
#include <limits>
#include <optional>
#include <string_view>

namespace lmsection {

/// How a CSV file is written.
struct CsvDialect {
    char delimiter = ',';
    bool has_quotes = true;    ///< whether quotes enclose cells; if not, they are part of the text
    /// Whether a misplaced quote is part of the text, and one that is never closed no error.
    bool is_lenient = false;
    std::size_t most_cells = std::numeric_limits<std::size_t>::max();    ///< in one record
};

/// Calls `visit` with each nonblank record of CSV text, with any line ends; a record is valid only
/// during the call. Returns the fault that ended reading, if any, beginning with its line.
[[nodiscard]] std::optional<Fault> read_csv_records(std::string_view text,
                                                    const CsvDialect& dialect,
                                                    const std::function<void(CsvRecord&)>& visit);

}    // namespace lmsection
