#pragma once

#include "page/page.hpp"

namespace lmsection::cli::page {

[[nodiscard]] Part structure_part(const View& view);
/// The organization chart as a page of its own.
[[nodiscard]] std::string chart_page(const OrgChart& chart);

}    // namespace lmsection::cli::page
