#pragma once

#include "lmsection/app/handover.hpp"

#include <string>

namespace lmsection::cli {

/// A packet as Markdown, for a wiki or a shared folder.
[[nodiscard]] std::string packet_as_markdown(const app::Packet& packet);
/// A packet as a page of its own, which needs neither script nor network: readable on a telephone,
/// light and dark, printed without cutting rows.
[[nodiscard]] std::string packet_as_html(const app::Packet& packet);

}    // namespace lmsection::cli
