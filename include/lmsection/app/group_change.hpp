#pragma once

#include "lmsection/app/group.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace lmsection::app {

/// The fields of a group that a user sets; missing ones keep their values.
struct GroupFields {
    std::optional<std::string> name;
    std::optional<Slug> slug;    ///< default: made from the name for a new group, else unchanged
    std::optional<std::string> charge;
};
/// A group after a command and, if it changed, before it.
struct ChangedGroup {
    Group group;
    bool changed = true;    ///< false: no change was needed
    std::optional<Group> before = {};
};
/// The position after the last group of a kind.
[[nodiscard]] int next_position(const Session& session, GroupKind kind);
/// Adds a group at the end of its kind. Throws a `RefusedError` if its slug is taken.
ChangedGroup add_group(WritingSession& session, const GroupFields& fields, GroupKind kind);
ChangedGroup edit_group(WritingSession& session, std::string_view typed, const GroupFields& fields);

struct RetireOrder {
    std::optional<Date> on;    ///< the first day on which the group is retired; default: today
    bool end_terms = false;    ///< end the terms that reach that day on the day before
    std::string reason;        ///< the reason recorded for those terms; default: the group retired
};
/// Retires a group. Throws a `RefusedError` if terms reach that day and `end_terms` is not set.
ChangedGroup retire_group(WritingSession& session, std::string_view typed,
                          const RetireOrder& order);
struct MergeOrder {
    std::string from;
    std::string into;
    std::optional<Date> on;     ///< the first day on which `from` is retired; default: today
    bool as_members = false;    ///< leaders of `from` become members of `into`
};
struct MergedGroups {
    Group from;
    Group into;
    AppointResult result;    ///< the terms that continue in `into`
    bool changed = true;     ///< false: it was already merged like this
    int forms = 0;           ///< the number of waiting volunteer forms changed to ask for `into`
};
/// Merges a group into another of its kind (§4). Terms of `from` that reach `on` end the day before
/// and continue in `into` on the days on which the person does not already serve there. Earlier
/// records stay with `from`. The result must follow the rules for `into`.
[[nodiscard]] MergedGroups merge_groups(WritingSession& session, const MergeOrder& order,
                                        const OverridePolicy& policy);
/// Brings a retired group back; terms that ended with it stay ended.
ChangedGroup restore_group(WritingSession& session, std::string_view typed);

}    // namespace lmsection::app
