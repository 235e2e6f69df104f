#pragma once

#include "lmsection/cli/format/format.hpp"

namespace lmsection::cli {

std::unique_ptr<RowWriter> make_table(ColumnList columns, Sink& sink, const Look& look);

}    // namespace lmsection::cli
