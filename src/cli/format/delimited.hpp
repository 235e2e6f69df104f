#pragma once

#include "lmsection/cli/format/format.hpp"

namespace lmsection::cli {

std::unique_ptr<RowWriter> make_csv(const ColumnList& columns, Sink& sink, bool byte_order_mark);
std::unique_ptr<RowWriter> make_tsv(const ColumnList& columns, Sink& sink);

}    // namespace lmsection::cli
