#pragma once

#include "lmsection/cli/format/format.hpp"

#include <memory>
#include <string_view>

namespace lmsection::cli {

/// `day`: the creation date in the workbook's properties.
std::unique_ptr<RowWriter> make_xlsx(ColumnList columns, Sink& sink, Date day);

class WorkbookFile;

/// A workbook of several tables, with plain headers (`Submitted on`). Throws a `StoreError` if it
/// cannot be written.
class Workbook {
public:
    explicit Workbook(Date day);

    /// A writer of rows to a new sheet, with the columns for scripts. Must be ended before
    /// `write_to`.
    [[nodiscard]] std::unique_ptr<RowWriter> add_sheet(std::string_view title, ColumnList columns);
    /// To be called once, after the last sheet.
    void write_to(Sink& sink);

private:
    std::shared_ptr<WorkbookFile> file_;
};

}    // namespace lmsection::cli
