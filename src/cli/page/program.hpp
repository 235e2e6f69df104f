#pragma once

#include "page/page.hpp"

namespace lmsection::cli::page {

[[nodiscard]] Part programs_part(const View& view);

}    // namespace lmsection::cli::page
