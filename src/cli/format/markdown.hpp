#pragma once

#include "lmsection/cli/format/format.hpp"

namespace lmsection::cli {

/// `text` with inline Markdown escaped and control characters removed.
std::string markdown_escaped(std::string_view text);

std::unique_ptr<RowWriter> make_markdown(ColumnList columns, Sink& sink);

}    // namespace lmsection::cli
