#pragma once

#include "lmsection/base/text.hpp"
#include "lmsection/domain/appointment.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection {

using ProgramId = Id<struct ProgramTag>;
using SpeakerId = Id<struct SpeakerTag>;

/// The status of a proposal (§2). `carried`: declined, then continued as a new draft for another
/// venue.
enum class ProgramStatus { draft, submitted, accepted, declined, carried, withdrawn };
inline constexpr std::array all_program_statuses{ProgramStatus::draft,    ProgramStatus::submitted,
                                                 ProgramStatus::accepted, ProgramStatus::declined,
                                                 ProgramStatus::carried,  ProgramStatus::withdrawn};
[[nodiscard]] constexpr std::string_view word(ProgramStatus status) {
    return word_at(status, {"draft", "submitted", "accepted", "declined", "carried", "withdrawn"});
}
[[nodiscard]] Outcome<ProgramStatus> parse_program_status(std::string_view text);
/// Whether it counts toward its venue's minimum: it was submitted, whatever the decision.
[[nodiscard]] bool counts_as_submitted(ProgramStatus status);
/// Whether the program may still take place, so that its speakers may still be paid.
[[nodiscard]] bool is_alive(ProgramStatus status);

/// Checks whether a proposal may go from one status to the next: a draft can be submitted; a
/// submitted one accepted or declined; a declined one carried over; an active one withdrawn. The
/// fault says why not and what is possible.
[[nodiscard]] Outcome<ProgramStatus> move_on(ProgramStatus from, ProgramStatus step);

/// A proposal of a program to a venue.
struct Program {
    ProgramId id;
    std::string title;
    std::string venue;    ///< a venue's id in the handbook
    ProgramYear year;     ///< by default the year in which it is submitted
    std::optional<GroupId> group;
    ProgramStatus status = ProgramStatus::draft;
    std::optional<ProgramId> carried_from;    ///< the declined proposal that this one continues
    std::string note;
    std::string type;    ///< session type, one of the venue's; empty: the venue's default
};

/// A speaker in a program.
struct Speaker {
    SpeakerId id;
    std::optional<PersonId> person;    ///< set if the speaker is on record as a person
    std::string name;
    int stipend = 0;    ///< dollars; 0: not paid
};

/// The largest stipend accepted, in dollars; anything more is a typo.
inline constexpr int largest_stipend = 1'000'000;

/// Parses a program's title: one line of text, not empty.
[[nodiscard]] Outcome<std::string> parse_title(std::string_view text);
/// Parses whole dollars, `150` or `$150`; 0 means not paid.
[[nodiscard]] Outcome<int> parse_stipend(std::string_view text);

[[nodiscard]] int paid_speakers(std::span<const Speaker> speakers);
/// The total of all stipends, in dollars.
[[nodiscard]] int stipends(std::span<const Speaker> speakers);

/// The handbook's stipend for a speaker at a venue, in dollars; nothing if it has none.
[[nodiscard]] std::optional<int> usual_stipend(std::string_view venue, const Handbook& handbook);
/// The last day of the months in which a venue accepts proposals; nothing if it has no such months.
[[nodiscard]] std::optional<Date> last_submission_day(std::string_view venue, ProgramYear year,
                                                      const Handbook& handbook);

/// The number of proposals of one venue, type and group submitted in a program year.
struct ProgramCount {
    std::string venue;
    std::string type;    ///< as `Program::type`
    std::optional<GroupId> group;
    int submitted = 0;
};
using ProgramCounts = std::vector<ProgramCount>;
/// The session type of a program: its own, else the venue's first; empty if the venue has no types.
[[nodiscard]] std::string type_of(std::string_view venue, std::string_view type,
                                  const Handbook& handbook);
/// Parses a venue's session type by its name or a unique prefix.
[[nodiscard]] Outcome<std::string> parse_program_type(std::string_view typed, const Venue& venue);
/// The number of proposals that a rule counts: at its venue, of its types, and from `group` unless
/// null.
[[nodiscard]] int submitted_for(const Rule& rule, const ProgramCounts& counts,
                                const Handbook& handbook, const Group* group);
/// A venue's title, or its id if the handbook does not have it.
[[nodiscard]] std::string venue_title(std::string_view venue, const Handbook& handbook);
/// The unmet minimums for programs, of the section as a whole and, unless null, of `group`:
/// "ALA Annual: 1 of 2, Webinars: 0 of 3".
[[nodiscard]] std::string missing_minimums(const ProgramCounts& counts, const Handbook& handbook,
                                           const Group* group);
/// Whether the minimums for programs are met: those for the section as a whole and, unless null,
/// those for `group`.
[[nodiscard]] bool minimums_met(const ProgramCounts& counts, const Handbook& handbook,
                                const Group* group);

/// Breaches of the rules on paid speakers (§2): too many of them, or a different stipend. `kind`:
/// the kind of the group that made the proposal.
[[nodiscard]] std::vector<Finding> findings_on_stipends(std::string_view venue,
                                                        std::span<const Speaker> speakers,
                                                        std::optional<GroupKind> kind,
                                                        const Handbook& handbook);
/// Breaches of the rules by one more proposal to a venue (§2): proposals to other divisions only
/// after the minimums. `group`: whose proposal it is.
[[nodiscard]] std::vector<Finding> findings_on_submitting(std::string_view venue,
                                                          const Group* group,
                                                          const ProgramCounts& counts,
                                                          const Handbook& handbook);

/// A venue's proposals in a program year, compared with the minimum.
struct VenueStanding {
    const Venue* venue = nullptr;
    int submitted = 0;
    std::optional<int> at_least;       ///< the handbook's minimum
    std::string minimum_section;       ///< the section that states it
    std::optional<Date> last_day{};    ///< the deadline for proposals

    /// How many more are needed to reach the minimum.
    [[nodiscard]] int missing() const { return std::max(at_least.value_or(0) - submitted, 0); }
};
/// All venues in handbook order. The handbook must outlive the result.
[[nodiscard]] std::vector<VenueStanding> standing_of(const ProgramCounts& counts, ProgramYear year,
                                                     const Handbook& handbook);

}    // namespace lmsection
