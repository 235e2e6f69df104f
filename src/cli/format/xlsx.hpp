#pragma once

#include "lmsection/cli/format/format.hpp"

namespace lmsection::cli {

/// `day`: the creation date in the workbook's properties.
std::unique_ptr<RowWriter> make_xlsx(ColumnList columns, Sink& sink, Date day);

}    // namespace lmsection::cli
