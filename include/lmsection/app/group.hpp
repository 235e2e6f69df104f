#pragma once

#include "lmsection/app/appointment.hpp"
#include "lmsection/app/session.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::app {

/// The state of a group on a day; without a database, only what the handbook requires.
struct GroupState {
    Group group;
    int people = 0;                        ///< those whose roles count toward its size
    std::string wanted;                    ///< "6 to 12"
    std::string led_by;                    ///< "Ana Diaz (chair)", separated by commas
    int vacant = 0;                        ///< the number of vacant seats
    int others = 0;                        ///< those whose roles do not count
    std::vector<std::string> leaders{};    ///< those in `led_by`, one by one
};
[[nodiscard]] std::vector<GroupState> states_of_groups(const Session& session, Date day);
/// How many serve in a group on `day`, of how many the rules want: "13 of 6-12", "4 of 6 or more".
/// Empty where no rule bounds groups of its kind.
[[nodiscard]] std::string size_against_rules(const Session& session, const Group& group, Date day);
[[nodiscard]] GroupState state_of_group(const Session& session, const Group& group, Date day);

/// The fault if a command's GROUP is not a group but the next argument is: they were swapped.
[[nodiscard]] std::optional<Fault>
group_typed_second(const Session& session, std::string_view group, std::string_view second);

/// A fact about a group.
struct GroupFact {
    std::string topic;
    std::string text;
    std::string section;    ///< of the handbook; empty if the fact comes from the database
    bool is_rule = false;
};
[[nodiscard]] std::vector<GroupFact> facts_of_group(const Session& session, const Group& group,
                                                    Date day, Readers readers = Readers::leaders);

/// A line of the organization chart (§1).
struct ChartLine {
    int level = 0;         ///< 0 at the top
    std::string branch;    ///< line-drawing characters, for a terminal
    std::string name;
    std::string section;
    std::vector<std::string> leaders{};    ///< of a group: "Ana Diaz (chair)"
    std::string size{};                    ///< of a group: "13 of 6 to 12", "4 people"

    /// The leaders and the size; empty if nothing is known.
    [[nodiscard]] std::string detail() const;
};
/// The association, its division, the division's sections, and this section's groups by kind.
[[nodiscard]] std::vector<ChartLine> chart_of(const Session& session, Date day, Readers readers);

}    // namespace lmsection::app
