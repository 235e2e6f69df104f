#pragma once

#include "lmsection/base/name.hpp"
#include "lmsection/domain/group.hpp"

namespace lmsection {

/// The names that match a group: its slug or its name, with or without the word for its kind
/// ("Member Experience Committee"), or its initials ("MBP", with or without the A of "and").
[[nodiscard]] Nameable nameable(const Group& group);

}    // namespace lmsection
