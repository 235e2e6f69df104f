#pragma once

#include "lmsection/domain/program_year.hpp"
#include "lmsection/domain/service.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection {

/// What a user asks for in a term; `choose_term` fills in what is missing.
struct TermRequest {
    Role role = Role::member;
    std::optional<int> years;           ///< program years
    std::optional<ProgramYear> year;    ///< the program year it starts in
    std::optional<Date> start;
    std::optional<Date> end = {};    ///< its last day; default: June 30 of its last program year

    /// Whether the request does not say when the term ends.
    [[nodiscard]] bool leaves_end_open() const { return !years && !year && !end; }
};

/// The usual number of program years of a term in a role.
[[nodiscard]] int usual_years(Role role, const KindFacts& facts);
/// The term lengths that the rules allow in groups of a kind, in program years; without such a
/// rule, from 1 to the longest usual term there.
[[nodiscard]] std::vector<int> term_lengths(const KindFacts& facts, const Handbook& handbook);
/// The July 1 on which a term of `years` program years begins that ends on `end`.
[[nodiscard]] Date assumed_start(Date end, int years);
/// The note of a term without another one whose start a list did not say: letters leave it out.
inline constexpr std::string_view assumed_start_note = "start assumed";

/// Parses the length of a term, a whole number of program years from 1 to `Term::longest`. Whether
/// the handbook allows it is checked by a rule.
[[nodiscard]] Outcome<int> parse_term_years(std::string_view text);

/// The term that a request asks for (§1). Without a year: from July 1 to December 31 the current
/// program year, starting today if July 1 has passed; from January 1 to June 30 the program year
/// that starts next July 1. A year without a start begins on July 1. Fails if the start is outside
/// the year or the number of years is invalid.
[[nodiscard]] Outcome<Term> choose_term(const TermRequest& request, const KindFacts& facts,
                                        Date today);

/// A rule that something would break: which rule, its section of the handbook, and its strength.
struct Finding {
    /// The rule's id; empty for what is always forbidden, such as overlapping terms.
    std::string rule;
    std::string section;
    Strength strength = Strength::must;
    bool may_override = true;    ///< false: it cannot be overridden
    Fault fault;
    bool of_group = false;        ///< about the group as a whole, not about one term
    bool group_is_new = false;    ///< no one could meet the rule, as no one served there before

    /// "what; remedy (§3, committee-most)".
    [[nodiscard]] std::string text() const;
};

/// A finding that cannot be overridden, in a section of the handbook.
[[nodiscard]] Finding forbidden(std::string section, std::string what, std::string remedy);

/// A person's term in another group, in a role that counts.
struct TermElsewhere {
    std::string group;    ///< its name
    GroupKind kind;
    Date start{};
    Date end{};
};

/// A person who is about to be appointed.
struct Candidacy {
    PersonId person;
    std::string person_name;
    Role role;
    Term term;
    /// Whether it replaces a term that was running on its first day and was ended to make room.
    bool replaces = false;
    /// The record as it was before one of the person's terms was replaced by this one; empty if
    /// none was. Rules that were already broken then do not count.
    std::vector<Service> before = {};
    /// The largest size of the group in the program year before the term begins. Reaching it again
    /// makes nothing worse: one person takes another's seat.
    int largest_before = 0;
    /// The person's terms in other groups; needed only if the handbook `looks_across` groups.
    std::vector<TermElsewhere> elsewhere = {};
};

/// A term and what a rule needs to check it.
struct TermQuestion {
    const Candidacy& candidacy;
    const Group& group;
    /// Every appointment in the group; has the term itself only if it is on record.
    std::span<const Service> record;
    const Handbook& handbook;
    /// Whether the term is on record already, so that the question is what to report.
    bool on_record = false;
};

/// A group on a day, with every appointment in it.
struct GroupOnDay {
    const Group& group;
    std::span<const Service> record;
    Date day;
    const Handbook& handbook;
};

/// Whether an existing appointment already is what was asked for: the same role, the requested
/// start (by default the first day of `term`), and the requested end, if any.
[[nodiscard]] bool is_already(const Appointment& appointment, const TermRequest& request,
                              const Term& term);

/// The rules that appointing `candidacy` to `group` would break: an overlapping term, a retired
/// group, the term's length, leading roles, maximum size, rotation, membership (§1 to §4). `record`
/// has every appointment in the group.
[[nodiscard]] std::vector<Finding> findings_on_appointing(const Candidacy& candidacy,
                                                          const Group& group,
                                                          std::span<const Service> record,
                                                          const Handbook& handbook);

/// What a group lacks on `day`, for example after a term ended early: a leader, enough people.
[[nodiscard]] std::vector<Finding> findings_on_shortage(const Group& group,
                                                        std::span<const Service> record, Date day,
                                                        const Handbook& handbook);

/// The term that follows `last` without a gap, for a renewal. Fails if `last` ended early or too
/// long ago.
[[nodiscard]] Outcome<Term> renewed_term(const Appointment& last, int years, Date today);

}    // namespace lmsection
