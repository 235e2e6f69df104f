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

/// Whether a text is only the name of the section, such as "Core L&M" or "Leadership & Management
/// Section Roster 2026-27" for the "Leadership & Management Section".
[[nodiscard]] bool names_section(std::string_view text, std::string_view section_name);

/// The groups that a name in a list may mean, as indices: words may be abbreviated ("Mgmt Best
/// Practices", "Human Resources Dev."), be initials ("HR Development") or be followed by a word for
/// the kind ("Middle Managers IG"). If some match in full, only these. The section's own name names
/// none, even if a group's name begins with it.
[[nodiscard]] std::vector<std::size_t> groups_by_usual_name(std::string_view typed,
                                                            std::span<const Group> groups,
                                                            std::string_view section_name);
/// The groups that a heading, a title or the name of a sheet may name, as indices. Stricter than
/// `groups_by_usual_name`, because such text need not name a group: "Members" is none. A dash, a
/// colon or a bracket may separate the name from other words: "Middle Managers IG: quarterly".
[[nodiscard]] std::vector<std::size_t> groups_in_heading(std::string_view text,
                                                         std::span<const Group> groups,
                                                         std::string_view section_name);

}    // namespace lmsection
