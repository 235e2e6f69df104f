#pragma once

#include <string>
#include <string_view>

namespace lmsection::cli {

/// Whether a file is a workbook (xlsx or ods) rather than text.
[[nodiscard]] bool is_workbook(std::string_view bytes);

/// The visible sheets of a workbook as one CSV file, as our CSV would have them: the first row of
/// each sheet is its header, and all must have the same one. Rows of the first sheet keep their
/// numbers as line numbers. `name`: of the file, for messages. Throws a `RefusedError` for a
/// damaged workbook, and if the sheets do not have the same columns.
[[nodiscard]] std::string csv_of_workbook(std::string_view bytes, const std::string& name);

}    // namespace lmsection::cli
