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

}    // namespace lmsection::cli::page
