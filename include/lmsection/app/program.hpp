#pragma once

#include "lmsection/app/session.hpp"
#include "lmsection/domain/person.hpp"
#include "lmsection/domain/program_year.hpp"
#include "lmsection/store/program.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::app {

/// The programs a command added or changed, and its warnings.
struct ProgramResult {
    std::vector<store::ListedProgram> programs;
    std::vector<std::string> warnings;
    std::size_t known = 0;            ///< how many of them needed no change
    std::optional<Program> before;    ///< of an edit
};

/// A proposal as typed.
struct ProgramOrder {
    std::string title;
    std::string venue;                   ///< as typed
    std::optional<std::string> type;     ///< as typed; default: the venue's default type
    std::optional<std::string> group;    ///< as typed: the group that makes the proposal
    std::optional<ProgramYear> year;     ///< default: the current one
    std::vector<TypedPerson> speakers;
    int stipend = 0;    ///< dollars for each speaker
    std::string note;
};
/// Records a draft (§2). Throws a `RefusedError` if its venue already has one with that title and
/// year, or if the number of paid speakers or the stipend breaks a rule.
[[nodiscard]] ProgramResult add_program(WritingSession& session, const ProgramOrder& order,
                                        const OverridePolicy& policy);

/// The fields of a program that a user sets; missing ones keep their values.
struct ProgramFields {
    std::optional<std::string> title;
    std::optional<std::string> venue;    ///< only for a draft
    std::optional<std::string> group;    ///< empty: no group
    std::optional<ProgramYear> year;
    std::optional<std::string> note;
    std::optional<std::string> type;    ///< as typed
};
[[nodiscard]] ProgramResult edit_program(WritingSession& session, std::string_view typed,
                                         const ProgramFields& fields, const OverridePolicy& policy);

/// A status change of a program.
struct ProgramMove {
    std::string program;    ///< as typed
    ProgramStatus step = ProgramStatus::submitted;
    std::optional<Date> on;    ///< else today
    std::string note;
};
/// Changes a program's status as `move_on` allows, except for carrying over. A draft submitted
/// after its program year moves to the year of that day, with a warning. Throws a `RefusedError` if
/// the step is not possible, the day is in the future or before the last step, or a rule forbids
/// it.
[[nodiscard]] ProgramResult move_program(WritingSession& session, const ProgramMove& move,
                                         const OverridePolicy& policy);

/// How to carry a declined proposal over.
struct CarryOrder {
    std::string program;                ///< as typed
    std::string venue;                  ///< as typed
    std::optional<ProgramYear> year;    ///< default: the one that contains `on`
    Date on{};
    std::string note;
};
/// Carries a declined proposal over to another venue: it becomes `carried`, and a new draft that
/// refers to it gets its title, group and speakers. The draft comes first in the result.
[[nodiscard]] ProgramResult carry_program(WritingSession& session, const CarryOrder& order,
                                          const OverridePolicy& policy);

/// Adds a speaker; one with an address is also recorded as a person.
[[nodiscard]] ProgramResult add_speaker(WritingSession& session, std::string_view typed,
                                        const TypedPerson& speaker, int stipend,
                                        const OverridePolicy& policy);
/// Removes the speaker named by any part of the name that matches only one.
[[nodiscard]] ProgramResult remove_speaker(WritingSession& session, std::string_view typed,
                                           std::string_view name);

/// Finds the program that a user names: by id, title, or any part of a title that matches only one.
/// A program that continues a carried one takes precedence over it. Throws a `RefusedError` if none
/// or several match.
[[nodiscard]] store::ListedProgram find_program(const Session& session, std::string_view typed);
/// Finds the venue that a user names. Throws a `RefusedError` that lists the handbook's venues.
[[nodiscard]] const Venue& find_venue(const Session& session, std::string_view typed);
/// The venue of a program on record. Throws a `StoreError` if the handbook does not have it.
[[nodiscard]] const Venue& venue_of(const Session& session, const Program& program);
/// A program and the proposals it was carried over from, earliest first. Throws a `StoreError` if
/// these form a circle or one does not exist.
[[nodiscard]] std::vector<Program> life_of(const Session& session, const Program& last);

}    // namespace lmsection::app
