#pragma once

#include "lmsection/base/name.hpp"
#include "lmsection/domain/group.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace lmsection {

/// The names that match a group: its slug or its name, with or without the word for its kind
/// ("Member Experience Committee"), or its initials ("MBP", with or without the A of "and").
[[nodiscard]] Nameable nameable(const Group& group);

/// The groups that a name in a list may mean, as indices: words may be abbreviated ("Mgmt Best
/// Practices", "Human Resources Dev."), be initials ("HR Development") or be followed by a word for
/// the kind ("Middle Managers IG"). If some match in full, only these.
[[nodiscard]] std::vector<std::size_t> groups_by_usual_name(std::string_view typed,
                                                            std::span<const Group> groups);
/// The groups that a heading, a title or the name of a sheet may name, as indices. Stricter than
/// `groups_by_usual_name`, because such text need not name a group: "Members" is none.
[[nodiscard]] std::vector<std::size_t> groups_in_heading(std::string_view text,
                                                         std::span<const Group> groups);

}    // namespace lmsection
