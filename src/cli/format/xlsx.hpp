#pragma once

#include "lmsection/cli/format/format.hpp"

namespace lmsection::cli {

/// `day`: the day that the workbook says it was made on.
std::unique_ptr<RowWriter> make_xlsx(Columns columns, Sink& sink, Date day);

}    // namespace lmsection::cli
