#pragma once

#include "org_chart.hpp"

#include <string>

namespace lmsection::cli {

/// An SVG element that may stand in an HTML page or be a file of its own: readable on light and on
/// dark ground, with a title and a description for screen readers. Graphviz's `dot` finds the
/// places; a `StoreError` where it is not there.
[[nodiscard]] std::string org_chart_svg(const OrgChart& chart);

}    // namespace lmsection::cli
