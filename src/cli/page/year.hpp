#pragma once

#include "page/page.hpp"

namespace lmsection::cli::page {

[[nodiscard]] Part year_part(const View& view);

}    // namespace lmsection::cli::page
