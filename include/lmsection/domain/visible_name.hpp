#pragma once

#include "lmsection/base/error.hpp"

#include <string>
#include <string_view>

namespace lmsection {

/// A name to record, of a person or a group: as `parse_name`, without characters that cannot be
/// seen, such as a zero-width space or a soft hyphen, by which two names would look the same. The
/// joiners and variation selectors that Arabic, the scripts of India and emoji are written with
/// stay. Files of earlier versions may have other names.
[[nodiscard]] Outcome<std::string> parse_visible_name(std::string_view text);

}    // namespace lmsection
