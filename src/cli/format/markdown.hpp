#pragma once

#include "lmsection/cli/format/format.hpp"

namespace lmsection::cli {

/// `text` with inline Markdown escaped and control characters removed.
std::string markdown_escaped(std::string_view text);

/// A line of a table; `cells`: as Markdown.
std::string markdown_line(const std::vector<std::string>& cells);

std::unique_ptr<RowWriter> make_markdown(const ColumnList& columns, Sink& sink);

}    // namespace lmsection::cli
