#pragma once

#include "lmsection/app/handover.hpp"
#include "lmsection/cli/format/format.hpp"

#include <string>

namespace lmsection::cli {

/// A packet as Markdown, for a wiki or a shared folder.
[[nodiscard]] std::string packet_as_markdown(const app::Packet& packet);
/// A packet as a standalone page without scripts.
[[nodiscard]] std::string packet_as_html(const app::Packet& packet, const PageTitle& title,
                                         bool is_public);

}    // namespace lmsection::cli
