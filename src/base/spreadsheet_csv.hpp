#pragma once

#include "lmsection/base/spreadsheet.hpp"

#include <string>
#include <string_view>

namespace lmsection {

/// Reads CSV, as `read_spreadsheet` does. `bytes` are not empty.
[[nodiscard]] Spreadsheet read_csv_sheet(std::string_view bytes, const std::string& name);

}    // namespace lmsection
