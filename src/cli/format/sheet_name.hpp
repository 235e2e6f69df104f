#pragma once

#include <set>
#include <string>
#include <string_view>

namespace lmsection::cli {

/// Sheet names of a workbook that every spreadsheet accepts: at most 31 UTF-16 units, without
/// `[ ] : * ? / \`, no apostrophe at either end, not "History", unique ignoring case.
class SheetNames {
public:
    /// A valid, unused name close to `wanted`.
    [[nodiscard]] std::string name_for(std::string_view wanted);

private:
    std::set<std::string> used_;    ///< in lower case
};

}    // namespace lmsection::cli
