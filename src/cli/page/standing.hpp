#pragma once

#include "page/page.hpp"

namespace lmsection::cli::page {

[[nodiscard]] Part rules_part(const View& view);      ///< for leaders
[[nodiscard]] Part reports_part(const View& view);    ///< for leaders

}    // namespace lmsection::cli::page
