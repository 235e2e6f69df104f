#pragma once

#include "lmsection/base/date.hpp"
#include "lmsection/base/error.hpp"
#include "lmsection/base/slug.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/domain/id.hpp"
#include "lmsection/domain/role.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace lmsection {

/// The four kinds of group, in roster order (§1).
enum class GroupKind { leadership_team, committee, interest_group, working_group };
inline constexpr std::array all_group_kinds{GroupKind::leadership_team, GroupKind::committee,
                                            GroupKind::interest_group, GroupKind::working_group};
/// `interest-group`, the word used in scripts.
[[nodiscard]] constexpr std::string_view word(GroupKind kind) {
    return word_at(kind, {"leadership-team", "committee", "interest-group", "working-group"});
}
/// "interest group".
[[nodiscard]] constexpr std::string_view display_text(GroupKind kind) {
    return word_at(kind, {"leadership team", "committee", "interest group", "working group"});
}
[[nodiscard]] Outcome<GroupKind> parse_group_kind(std::string_view text);

/// A group of the section.
struct Group {
    GroupId id;
    Slug slug;
    std::string name;
    GroupKind kind;
    int position = 0;                  ///< its position among the groups of its kind
    std::string charge;                ///< empty if the handbook says TBD
    std::string section;               ///< where the handbook describes it, as "3"
    std::optional<Date> retired_on;    ///< the first day on which it is retired
    /// The group it was merged into on that day, if any.
    std::optional<GroupId> merged_into = std::nullopt;

    /// Whether the group is active (not retired) on that day.
    [[nodiscard]] bool works_on(Date day) const { return !retired_on || day < *retired_on; }
};

}    // namespace lmsection
