#pragma once

#include "lmsection/app/plan.hpp"

#include <string>
#include <string_view>

namespace lmsection::app {

/// A slate: a plan that people have edited in a spreadsheet.
struct SlateFile {
    std::string_view bytes;
    std::string name;    ///< for messages
};

/// Appoints everyone in a slate, or no one, in one change and under the same rules as `appoint`;
/// does nothing that is not in the file. The result says how the slate differs from the plan.
/// Throws a `RefusedError` with the fault of every bad row.
[[nodiscard]] AppliedPlan apply_slate(WritingSession& session, const PlanOrder& order,
                                      const SlateFile& file, const std::string& skip_reason,
                                      const OverridePolicy& policy);

}    // namespace lmsection::app
