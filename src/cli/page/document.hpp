#pragma once

#include "lmsection/cli/format/format.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace lmsection::cli::page {

/// A link at the top of a page to one of its parts.
struct ContentsEntry {
    std::string id;
    std::string title;
};

/// What surrounds the contents of a page. All plain text; what is empty is left out.
struct Frame {
    std::string window_title;    ///< "Roster · Leadership & Management Section · November 24, 2026"
    std::string above{};         ///< a line above the heading
    std::string heading{};
    std::string below{};    ///< a line below the heading
    std::vector<ContentsEntry> contents{};
    std::string footer{};
    bool has_script = false;    ///< it has a roster to search, so it needs data/page.js
    bool is_public = true;      ///< search engines may list it
};

/// With the title in the window, above the page and below its heading.
[[nodiscard]] Frame frame_of(const PageTitle& title);

/// The beginning of a page, up to the start of its main part. Every HTML page that the program
/// writes starts here, so that all have the same style, `data/style.css`. The content security
/// policy allows no network access, and no script except the page's own.
[[nodiscard]] std::string page_start(const Frame& frame);
/// The end of the main part, and of the page.
[[nodiscard]] std::string page_end(const Frame& frame);

/// The title of a page with the rows of a command: "Reports due" of `report-due`, "Groups" of
/// `group list`.
[[nodiscard]] std::string title_of_command(std::string_view path);

/// The style of every page, the rest of the style of the section's page, its script, and the hash
/// of the script (`sha256-...`) for the content security policy; from data/.
[[nodiscard]] std::string_view style();
[[nodiscard]] std::string_view section_style();
[[nodiscard]] std::string_view script();
[[nodiscard]] std::string_view script_hash();

}    // namespace lmsection::cli::page
