#pragma once

#include "lmsection/cli/format/format.hpp"

namespace lmsection::cli {

std::unique_ptr<RowWriter> make_json(const ColumnList& columns, Sink& sink);
std::unique_ptr<RowWriter> make_jsonl(const ColumnList& columns, Sink& sink);

}    // namespace lmsection::cli
