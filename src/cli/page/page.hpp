#pragma once

#include "lmsection/app/page.hpp"
#include "org_chart.hpp"

#include <string>
#include <string_view>

namespace lmsection::cli::page {

/// What the parts of a page are made from.
struct View {
    const app::Session& session;
    const app::SectionPage& page;
    const OrgChart& chart;
    std::string chart_svg;    ///< empty if it cannot be drawn: the page shows a list instead

    [[nodiscard]] bool for_leaders() const { return page.readers == app::Readers::leaders; }
};

/// A part of the page with its heading.
struct Part {
    std::string_view id;
    std::string_view title;
    std::string html;
};

/// The whole page: one HTML document, readable without a network or scripts.
[[nodiscard]] std::string page_text(const View& view);

/// The style and the script from data/, and the hash of the script (`sha256-...`) for the page's
/// content security policy, which allows no other script.
[[nodiscard]] std::string_view style();
[[nodiscard]] std::string_view script();
[[nodiscard]] std::string_view script_hash();

}    // namespace lmsection::cli::page
