#pragma once

#include <string>
#include <string_view>

namespace lmsection::cli {

/// Text as HTML and XML hold it, between tags or in a quoted attribute.
[[nodiscard]] std::string escaped_markup(std::string_view text);

}    // namespace lmsection::cli
