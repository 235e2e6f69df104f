#pragma once

#include "lmsection/base/spreadsheet.hpp"
#include "zip_file.hpp"

namespace lmsection {

/// The path of an Office document's main part, such as `xl/workbook.xml`, in lower case; empty if
/// the archive is none.
[[nodiscard]] std::string office_main_part(ZipFile& archive);

/// Reads a workbook (Office Open XML, transitional or strict) with this main part.
[[nodiscard]] Spreadsheet read_xlsx(ZipFile& archive, const std::string& main_part);

}    // namespace lmsection
