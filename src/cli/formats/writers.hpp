#pragma once

#include "lmsection/cli/formats/format.hpp"

namespace lmsection::cli {

using Columns = std::vector<Column>;

/// `text` with what Markdown takes for a mark of its own inside a line set aside; harmless.
std::string markdown_escaped(std::string_view text);

std::unique_ptr<RowWriter> make_table(Columns columns, Sink& sink, const Look& look);
std::unique_ptr<RowWriter> make_csv(const Columns& columns, Sink& sink, bool byte_order_mark);
std::unique_ptr<RowWriter> make_tsv(const Columns& columns, Sink& sink);
std::unique_ptr<RowWriter> make_json(const Columns& columns, Sink& sink);
std::unique_ptr<RowWriter> make_jsonl(const Columns& columns, Sink& sink);
std::unique_ptr<RowWriter> make_markdown(Columns columns, Sink& sink);
std::unique_ptr<RowWriter> make_html(Columns columns, Sink& sink);
/// `day`: the day that the workbook says it was made on.
std::unique_ptr<RowWriter> make_xlsx(Columns columns, Sink& sink, Date day);

}    // namespace lmsection::cli
