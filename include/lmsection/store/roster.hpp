#pragma once

#include "lmsection/store/appointment.hpp"

#include <deque>
#include <functional>
#include <optional>
#include <span>
#include <string_view>

namespace lmsection::store {

/// Which appointments a roster lists.
struct RosterFilter {
    Date from{};    ///< those that cover any day from here ...
    Date to{};      ///< ... to here
    std::optional<Role> role;
    std::optional<Date> ending;    ///< whose last day is this one
    /// Whether most of what a group ever had ended before `from`, so that it is left unread.
    bool past_is_out = false;
};

/// A line of a roster; the texts are valid during the call only.
struct RosterLine {
    Role role;
    std::string_view name;
    std::optional<std::string_view> email;
    std::string_view institution;
    std::string_view start;
    std::string_view end;
    int years;
    PersonId person{};
};
/// The lines of groups, one group after another, in each chairs first, then by name. `place`: which
/// of `groups` a line is of. Read in index order and in blocks, so that memory does not grow with
/// the lines, and neighbours in the file are read together.
void each_line(const Database& database, std::span<const GroupId> groups,
               const RosterFilter& filter,
               const std::function<void(std::size_t place, const RosterLine&)>& take);

}    // namespace lmsection::store
