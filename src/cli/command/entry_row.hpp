#pragma once

#include "lmsection/cli/command.hpp"
#include "lmsection/store/history.hpp"

#include <vector>

namespace lmsection::cli {

/// The columns of everything that lists entries of the history.
[[nodiscard]] std::vector<Column> entry_columns();
void write_entry(RowWriter& writer, const store::Entry& entry);

}    // namespace lmsection::cli
