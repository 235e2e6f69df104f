#pragma once

#include "lmsection/app/group.hpp"
#include "lmsection/base/date.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace lmsection::cli {

/// The level of a box in the structure of §1.
enum class Rank { unit, own_section, kind, group };

struct ChartBox {
    std::string name;
    std::string detail;    ///< leaders and number of people; may be empty
    Rank rank = Rank::unit;
    std::optional<std::size_t> parent;    ///< its index in the chart; none at the top
};

/// The organization (§1), for drawing. A box comes after its parent.
struct OrgChart {
    std::string title;    ///< "Leadership & Management Section on 2026-11-24"
    std::vector<ChartBox> boxes;
};
[[nodiscard]] OrgChart org_chart_of(const app::Session& session, Date day, app::Readers readers);

/// Graphviz source, for custom drawings.
[[nodiscard]] std::string org_chart_dot(const OrgChart& chart);
/// A standalone page with the SVG, and the same facts as a list below it.
[[nodiscard]] std::string org_chart_page(const OrgChart& chart);

}    // namespace lmsection::cli
