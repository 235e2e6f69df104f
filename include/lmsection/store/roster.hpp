#pragma once

#include "lmsection/store/appointment.hpp"

#include <deque>
#include <functional>
#include <optional>
#include <span>
#include <string_view>

namespace lmsection::store {

/// Which appointments to list in a roster.
struct RosterFilter {
    Date from{};    ///< those that cover any day from here ...
    Date to{};      ///< ... to here
    std::optional<Role> role;
    std::optional<Date> ending;    ///< only those whose last day is this one
    /// Whether most of a group's terms ended before `from`, so that reading them should be avoided.
    bool past_is_out = false;
    std::optional<Date> starting = {};    ///< only those whose first day is this one
};

/// A line of a roster; the strings are valid only during the call.
struct RosterLine {
    Role role;
    std::string_view name;
    std::optional<std::string_view> email;
    std::string_view institution;
    std::string_view start;
    std::string_view end;
    int years;
    PersonId person{};
    Reply reply = Reply::none;
    AppointmentId term{};
};
/// Calls `visit` with each text of a line, by reference: so that a copy of a line can point to
/// copies of its texts.
template <class Visit>
void each_text(RosterLine& line, Visit visit) {
    visit(line.name);
    if (line.email) {
        visit(*line.email);
    }
    visit(line.institution);
    visit(line.start);
    visit(line.end);
}
/// Lists the lines of groups, group by group, with chairs first and then by name. `place`: the
/// line's index in `groups`. Reads in index order and in blocks, so that memory use does not grow
/// and rows that are close in the file are read together.
void each_line(const Reader& database, std::span<const GroupId> groups, const RosterFilter& filter,
               const std::function<void(std::size_t place, const RosterLine&)>& visit);

}    // namespace lmsection::store
