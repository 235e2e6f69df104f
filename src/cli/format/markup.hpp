#pragma once

#include <string>
#include <string_view>

namespace lmsection::cli {

/// Text escaped for HTML and XML, between tags or in a quoted attribute.
[[nodiscard]] std::string escaped_markup(std::string_view text);

}    // namespace lmsection::cli
