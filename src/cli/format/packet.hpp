#pragma once

#include "lmsection/app/handover.hpp"

#include <string>

namespace lmsection::cli {

/// A packet as Markdown, for a wiki or a shared folder.
[[nodiscard]] std::string packet_as_markdown(const app::Packet& packet);
/// A packet as a standalone page without scripts: readable on a phone and in dark mode, printed
/// without splitting rows.
[[nodiscard]] std::string packet_as_html(const app::Packet& packet);

}    // namespace lmsection::cli
