#pragma once

#include "lmsection/cli/format/format.hpp"

namespace lmsection::cli {

std::unique_ptr<RowWriter> make_html(ColumnList columns, Sink& sink);

}    // namespace lmsection::cli
