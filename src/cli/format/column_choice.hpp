#pragma once

#include "lmsection/cli/format/format.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

namespace lmsection::cli {

/// The places in `columns` of those that `--columns` names, as "name,email". A `UsageError` where
/// there is no such column for scripts, or where one is named twice.
[[nodiscard]] std::vector<std::size_t> chosen_columns(const ColumnList& columns,
                                                      std::string_view names);

/// A writer that takes rows of `columns` and passes on the chosen ones, which everyone sees.
[[nodiscard]] std::unique_ptr<RowWriter>
make_choosing_writer(const ColumnList& columns, const std::vector<std::size_t>& chosen,
                     const std::function<std::unique_ptr<RowWriter>(ColumnList)>& make);

}    // namespace lmsection::cli
