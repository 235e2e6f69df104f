#pragma once

#include "lmsection/cli/format/format.hpp"

namespace lmsection::cli {

std::unique_ptr<RowWriter> make_html(const ColumnList& columns, Sink& sink, const PageTitle& title);

}    // namespace lmsection::cli
