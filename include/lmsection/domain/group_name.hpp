#pragma once

#include "lmsection/base/name.hpp"
#include "lmsection/domain/group.hpp"

namespace lmsection {

/// A group as people name it: by its slug or its name, with or without the word for its kind
/// ("Member Experience Committee"), or by its initials ("MBP", with or without those of "and").
[[nodiscard]] Nameable nameable(const Group& group);

}    // namespace lmsection
