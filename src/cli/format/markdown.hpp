#pragma once

#include "lmsection/cli/format/format.hpp"

namespace lmsection::cli {

/// `text` with what Markdown takes for a mark of its own inside a line set aside; harmless.
std::string markdown_escaped(std::string_view text);

std::unique_ptr<RowWriter> make_markdown(Columns columns, Sink& sink);

}    // namespace lmsection::cli
