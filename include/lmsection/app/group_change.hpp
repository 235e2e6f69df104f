#pragma once

#include "lmsection/app/group.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace lmsection::app {

/// The fields of a group that a user gives; what is not given stays.
struct GroupFields {
    std::optional<std::string> name;
    std::optional<Slug> slug;    ///< a new group's follows its name, an old one's stays
    std::optional<std::string> charge;
};
/// A group after a command, and as it was before where it was changed.
struct GroupChange {
    Group group;
    bool changed = true;    ///< false: it was so already
    std::optional<Group> before = {};
};
/// Records a new group, last of its kind; a `RefusedError` where its slug is another group's.
GroupChange add_group(Session& session, const GroupFields& fields, GroupKind kind);
GroupChange edit_group(Session& session, std::string_view typed, const GroupFields& fields);

struct RetireOrder {
    std::optional<Date> on;    ///< the first day on which the group is no more; else today
    bool end_terms = false;    ///< end the terms that reach that day, the day before
    std::string reason;        ///< why those terms end; empty: that the group retires
};
/// Retires a group; a `RefusedError` where terms reach that day and are not to end.
GroupChange retire_group(Session& session, std::string_view typed, const RetireOrder& order);
struct MergeOrder {
    std::string from;
    std::string into;
    std::optional<Date> on;     ///< the first day on which `from` is no more; else today
    bool as_members = false;    ///< who leads `from` comes as a member
};
struct MergedGroups {
    Group from;
    Group into;
    AppointResult result;    ///< the terms that go on in `into`
    bool changed = true;     ///< false: it was merged so already
    int forms = 0;           ///< forms of volunteers who wait and now ask for `into`
};
/// Merges a group into another of its kind (§4). Terms of `from` that reach `on` end the day
/// before and go on in `into`, on the days on which the person does not serve there anyway; all
/// that was before stays the record of `from`. The rules of `into` weigh what it becomes.
[[nodiscard]] MergedGroups merge_groups(Session& session, const MergeOrder& order,
                                        const Firmness& firmness);
/// Takes a retired group back; terms that ended with it stay ended.
GroupChange restore_group(Session& session, std::string_view typed);

}    // namespace lmsection::app
