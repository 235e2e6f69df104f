#pragma once

#include "lmsection/base/spreadsheet.hpp"
#include "zip_file.hpp"

namespace lmsection {

/// Reads an OpenDocument spreadsheet. Throws a `RefusedError` if it is a document of another kind.
[[nodiscard]] Spreadsheet read_ods(ZipFile& archive);

}    // namespace lmsection
