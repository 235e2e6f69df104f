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

/// What a command did to programs, and what it warns of.
struct ProgramResult {
    std::vector<store::ListedProgram> programs;
    std::vector<std::string> warnings;
    std::size_t known = 0;            ///< how many of them were so already
    std::optional<Program> before;    ///< of an edit
};

/// A proposal as somebody describes it.
struct ProgramOrder {
    std::string title;
    std::string venue;                   ///< as typed
    std::optional<std::string> type;     ///< as typed; else the venue's usual one
    std::optional<std::string> group;    ///< as typed: whose proposal it is
    std::optional<ProgramYear> year;     ///< else the running one
    std::vector<TypedPerson> speakers;
    int stipend = 0;    ///< dollars for each of the speakers
    std::string note;
};
/// Records a draft (§2). A `RefusedError` where its venue has one of that title and year already,
/// or the handbook pays fewer speakers, or another stipend.
[[nodiscard]] ProgramResult add_program(Session& session, const ProgramOrder& order,
                                        const Firmness& firmness);

/// What a user changes of a program; what is not given stays.
struct ProgramFields {
    std::optional<std::string> title;
    std::optional<std::string> venue;    ///< of a draft only
    std::optional<std::string> group;    ///< empty: nobody's in particular
    std::optional<ProgramYear> year;
    std::optional<std::string> note;
    std::optional<std::string> type;    ///< as typed
};
[[nodiscard]] ProgramResult edit_program(Session& session, std::string_view typed,
                                         const ProgramFields& fields, const Firmness& firmness);

/// A step to take with a program.
struct ProgramMove {
    std::string program;    ///< as typed
    ProgramStatus step = ProgramStatus::submitted;
    std::optional<Date> on;    ///< else today
    std::string note;
};
/// Takes a step of `move_on`, other than carrying over. A draft that is submitted after its program
/// year moves to the year of that day, with a warning. A `RefusedError` where the step is not
/// possible, the day is to come or before the step that came last, or a rule is in the way.
[[nodiscard]] ProgramResult move_program(Session& session, const ProgramMove& move,
                                         const Firmness& firmness);

/// Where a declined proposal goes on.
struct CarryOrder {
    std::string program;                ///< as typed
    std::string venue;                  ///< as typed
    std::optional<ProgramYear> year;    ///< else the one that `on` lies in
    Date on{};
    std::string note;
};
/// Carries a declined proposal over to another venue: it is `carried`, and a draft that names it
/// goes on there with its title, group and speakers. The draft comes first in the result.
[[nodiscard]] ProgramResult carry_program(Session& session, const CarryOrder& order,
                                          const Firmness& firmness);

/// Adds a speaker; one with an address is put on record as a person.
[[nodiscard]] ProgramResult add_speaker(Session& session, std::string_view typed,
                                        const TypedPerson& speaker, int stipend,
                                        const Firmness& firmness);
/// Removes the speaker that is named by any part of the name that fits one only.
[[nodiscard]] ProgramResult remove_speaker(Session& session, std::string_view typed,
                                           std::string_view name);

/// The program that a user names: by id, by title, or by any part of a title that fits one only. A
/// carried one stands back behind the one that goes on from it. A `RefusedError` otherwise.
[[nodiscard]] store::ListedProgram find_program(const Session& session, std::string_view typed);
/// The venue that a user names; a `RefusedError` with those that the handbook knows.
[[nodiscard]] const Venue& find_venue(const Session& session, std::string_view typed);
/// The venue of a program on record. A `StoreError` where the handbook does not have it.
[[nodiscard]] const Venue& venue_of(const Session& session, const Program& program);
/// A program and all that it was carried from, the first proposal first. A `StoreError` where the
/// file leads in a circle or to a program that is not there.
[[nodiscard]] std::vector<Program> life_of(const Session& session, const Program& last);

}    // namespace lmsection::app
