#pragma once

#include "lmsection/domain/appointment.hpp"

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

/// Where a proposal stands (§2): being written; sent in; taken or not; carried over to another
/// venue, where a new draft goes on; taken back.
enum class ProgramStatus { draft, submitted, accepted, declined, carried, withdrawn };
inline constexpr std::array all_program_statuses{ProgramStatus::draft,    ProgramStatus::submitted,
                                                 ProgramStatus::accepted, ProgramStatus::declined,
                                                 ProgramStatus::carried,  ProgramStatus::withdrawn};
[[nodiscard]] std::string_view word(ProgramStatus status);
[[nodiscard]] Outcome<ProgramStatus> parse_program_status(std::string_view text);
/// Whether it counts toward the minimum of its venue: sent in, whatever the answer was.
[[nodiscard]] bool counts_as_submitted(ProgramStatus status);
/// Whether it may still be held, so that its speakers may still be paid.
[[nodiscard]] bool is_alive(ProgramStatus status);

/// Whether a proposal may go from one status to the next: a draft is submitted; a submitted one is
/// accepted or declined; a declined one is carried over; all that is alive may be withdrawn. The
/// fault tells why not, and what leads on.
[[nodiscard]] Outcome<ProgramStatus> move_on(ProgramStatus from, ProgramStatus step);

/// A proposal of a program to a venue.
struct Program {
    ProgramId id;
    std::string title;
    std::string venue;    ///< a venue's id in the handbook
    ProgramYear year;     ///< in which it is submitted, unless somebody says otherwise
    std::optional<GroupId> group;
    ProgramStatus status = ProgramStatus::draft;
    std::optional<ProgramId> carried_from;    ///< the declined proposal that it goes on from
    std::string note;
    std::string type;    ///< of session, one of the venue's; empty: the venue's usual one
};

/// Who speaks in a program.
struct Speaker {
    SpeakerId id;
    std::optional<PersonId> person;    ///< where the speaker is on record as a person
    std::string name;
    int stipend = 0;    ///< dollars; 0: not paid
};

/// The most that a stipend may be, in dollars: what is more is a slip of the hand.
inline constexpr int largest_stipend = 1'000'000;

/// A program's title: as a line of text, but not empty.
[[nodiscard]] Outcome<std::string> parse_title(std::string_view text);
/// Whole dollars, as `150` or `$150`; 0 means not paid.
[[nodiscard]] Outcome<int> parse_stipend(std::string_view text);

[[nodiscard]] int paid_speakers(std::span<const Speaker> speakers);
/// Dollars for all of them.
[[nodiscard]] int stipends(std::span<const Speaker> speakers);

/// What the handbook pays a speaker at a venue, in dollars; nothing where it pays nobody.
[[nodiscard]] std::optional<int> usual_stipend(std::string_view venue, const Handbook& handbook);
/// The last day of the months in which a venue takes proposals; nothing where it has none.
[[nodiscard]] std::optional<Date> last_submission_day(std::string_view venue, ProgramYear year,
                                                      const Handbook& handbook);

/// Proposals of one venue, type and group that were submitted in a program year.
struct ProgramCount {
    std::string venue;
    std::string type;    ///< as `Program::type`
    std::optional<GroupId> group;
    int submitted = 0;
};
using ProgramCounts = std::vector<ProgramCount>;
/// The type of a program: its own, else the first of its venue; empty where that has no types.
[[nodiscard]] std::string type_of(std::string_view venue, std::string_view type,
                                  const Handbook& handbook);
/// The type of session that a user names for a venue, by its name or a unique beginning.
[[nodiscard]] Outcome<std::string> parse_program_type(std::string_view typed, const Venue& venue);
/// How many proposals a rule counts: at its venue, of its types, and of `group` unless null.
[[nodiscard]] int submitted_for(const Rule& rule, const ProgramCounts& counts,
                                const Handbook& handbook, const Group* group);
/// Whether the minimums for programs are met: those of the section as a whole, and those that bind
/// `group` unless null.
[[nodiscard]] bool minimums_met(const ProgramCounts& counts, const Handbook& handbook,
                                const Group* group);

/// Breaches of the rules on paid speakers (§2): too many of them, or another stipend. `kind`: that
/// of the group whose proposal it is.
[[nodiscard]] std::vector<Finding> findings_on_stipends(std::string_view venue,
                                                        std::span<const Speaker> speakers,
                                                        std::optional<GroupKind> kind,
                                                        const Handbook& handbook);
/// Breaches of the rules on one more proposal to a venue (§2): other divisions only after the
/// minimums. `group`: whose proposal it is.
[[nodiscard]] std::vector<Finding> findings_on_submitting(std::string_view venue,
                                                          const Group* group,
                                                          const ProgramCounts& counts,
                                                          const Handbook& handbook);

/// How a venue stands in a program year.
struct VenueStanding {
    const Venue* venue = nullptr;
    int submitted = 0;
    std::optional<int> at_least;       ///< the handbook's minimum
    std::string minimum_section;       ///< where that stands
    std::optional<Date> last_day{};    ///< on which proposals are still in time

    /// How many are missing to the minimum.
    [[nodiscard]] int missing() const;
};
/// All venues, in the handbook's order. The handbook must outlive what is returned.
[[nodiscard]] std::vector<VenueStanding> standing_of(const ProgramCounts& counts, ProgramYear year,
                                                     const Handbook& handbook);

}    // namespace lmsection
