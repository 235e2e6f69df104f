#pragma once

#include <set>
#include <string>
#include <string_view>

namespace lmsection::cli {

/// Names for the sheets of one workbook, as every spreadsheet takes them: at most 31 UTF-16 units,
/// none of `[ ] : * ? / \`, no apostrophe at an end, not "History", no two alike but for case.
class SheetNames {
public:
    /// A legal name close to `wanted` that was not given out before.
    [[nodiscard]] std::string name_for(std::string_view wanted);

private:
    std::set<std::string> given_;    ///< in lower case
};

}    // namespace lmsection::cli
