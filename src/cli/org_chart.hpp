#pragma once

#include "lmsection/app/group.hpp"
#include "lmsection/base/date.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace lmsection::cli {

/// What a box of the chart stands for: its rank in §1's structure.
enum class Rank { unit, own_section, kind, group };

struct ChartBox {
    std::string name;
    std::string detail;    ///< who leads, how many serve; may be empty
    Rank rank = Rank::unit;
    std::optional<std::size_t> parent;    ///< its index in the chart; none at the top
};

/// The organization (§1), to be drawn. A box stands after its parent.
struct OrgChart {
    std::string title;    ///< "Leadership & Management Section on 2026-11-24"
    std::vector<ChartBox> boxes;
};
[[nodiscard]] OrgChart org_chart_of(const app::Session& session, Date day, app::Readers readers);

/// Graphviz source, for those who draw it their own way.
[[nodiscard]] std::string org_chart_dot(const OrgChart& chart);
/// A page of its own around the SVG, with the same facts as a list below.
[[nodiscard]] std::string org_chart_page(const OrgChart& chart);

}    // namespace lmsection::cli
