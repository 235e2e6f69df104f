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
    std::string chart_svg;    ///< empty where nothing draws it: the chart is a list then

    [[nodiscard]] bool for_leaders() const { return page.readers == app::Readers::leaders; }
};

/// A part of the page, under a heading of its own.
struct Part {
    std::string_view id;
    std::string_view title;
    std::string html;
};

/// The whole page: one HTML document that needs no network, and no script to be read.
[[nodiscard]] std::string page_text(const View& view);

/// The style and the script, as they are in data/, and the hash by which the page's policy lets
/// that script run and no other (`sha256-...`).
[[nodiscard]] std::string_view style();
[[nodiscard]] std::string_view script();
[[nodiscard]] std::string_view script_hash();

}    // namespace lmsection::cli::page
