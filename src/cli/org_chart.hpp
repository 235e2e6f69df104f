#pragma once

#include "lmsection/app/group.hpp"
#include "lmsection/base/date.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::cli {

/// The level of a box in the structure of §1.
enum class Rank { unit, own_section, kind, group };
[[nodiscard]] std::string_view word(Rank rank);

struct ChartBox {
    std::string name;
    std::vector<std::string> leaders;    ///< of a group; may be empty
    std::string size;                    ///< how many people a group has; may be empty
    Rank rank = Rank::unit;
    std::optional<std::size_t> parent;    ///< its index in the chart; none at the top
};

/// The organization (§1), for drawing. A box comes after its parent.
struct OrgChart {
    std::string section;    ///< "Leadership & Management Section"
    Date day{};
    std::vector<ChartBox> boxes;
};
[[nodiscard]] OrgChart org_chart_of(const app::Session& session, Date day, app::Readers readers);

/// Graphviz source, for custom drawings.
[[nodiscard]] std::string org_chart_dot(const OrgChart& chart);
/// A drawing for a website or a document, made by Graphviz's `dot`: readable on light and dark
/// backgrounds, with a title and a description for screen readers. Throws a `StoreError` if `dot`
/// is not installed or fails.
[[nodiscard]] std::string org_chart_svg(const OrgChart& chart);

}    // namespace lmsection::cli
