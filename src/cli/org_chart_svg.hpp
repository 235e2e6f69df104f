#pragma once

#include "org_chart.hpp"

#include <string>

namespace lmsection::cli {

/// An SVG element for an HTML page or a file: readable on light and dark backgrounds, with a title
/// and a description for screen readers. Graphviz's `dot` computes the layout; throws a
/// `StoreError` if it is not installed.
[[nodiscard]] std::string org_chart_svg(const OrgChart& chart);

}    // namespace lmsection::cli
