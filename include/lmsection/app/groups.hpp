#pragma once

#include "lmsection/app/appointments.hpp"
#include "lmsection/app/session.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::app {

/// A group as it stands on a day; without a database only what the handbook wants of it.
struct GroupState {
    Group group;
    int people = 0;
    std::string wanted;    ///< "6 to 12"
    std::string led_by;    ///< "Ana Diaz (chair)", several joined by commas
    int vacant = 0;        ///< seats that nobody fills
};
[[nodiscard]] std::vector<GroupState> states_of_groups(const Session& session, Date day);
[[nodiscard]] GroupState state_of_group(const Session& session, const Group& group, Date day);

/// What is wrong where a command's GROUP names none, but the argument behind it does: they were
/// swapped.
[[nodiscard]] std::optional<Fault>
group_typed_second(const Session& session, std::string_view group, std::string_view second);

/// One thing to know of a group.
struct GroupFact {
    std::string topic;
    std::string text;
    std::string section;    ///< of the handbook; empty for what the database knows
};
[[nodiscard]] std::vector<GroupFact> facts_of_group(const Session& session, const Group& group,
                                                    Date day, Readers readers = Readers::leaders);

/// A line of the organization chart (§1).
struct ChartLine {
    int level = 0;         ///< 0 at the top
    std::string branch;    ///< the strokes that lead to it, for a terminal
    std::string name;
    std::string detail;    ///< who leads, how many serve
    std::string section;
};
/// The association, its division, the division's sections, and this section's groups by kind.
[[nodiscard]] std::vector<ChartLine> chart_of(const Session& session, Date day, Readers readers);

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
