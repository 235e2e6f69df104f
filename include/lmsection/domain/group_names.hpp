#pragma once

#include "lmsection/domain/names.hpp"
#include "lmsection/domain/section.hpp"

namespace lmsection {

/// A group as people name it: by its slug or its name, with or without the word for its kind
/// ("Member Experience Committee"), or by its initials ("MBP", with or without those of "and").
[[nodiscard]] Nameable nameable(const Group& group);

}    // namespace lmsection
