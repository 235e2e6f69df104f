#pragma once

#include "lmsection/domain/program_year.hpp"
#include "lmsection/domain/service.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection {

/// What somebody asks of a term; what is left open is chosen by the rules of time.
struct TermRequest {
    Role role = Role::member;
    std::optional<int> years;           ///< program years
    std::optional<ProgramYear> year;    ///< the program year it starts in
    std::optional<Date> start;
    std::optional<Date> end = {};    ///< its last day, else the June 30 of its last program year

    /// Whether the request leaves open when the term ends.
    [[nodiscard]] bool leaves_end_open() const { return !years && !year && !end; }
};

/// Reads the length of a term, a whole number of program years from 1 to `Term::longest`; which
/// of them the handbook allows is a rule's affair.
[[nodiscard]] Outcome<int> parse_term_years(std::string_view text);

/// The term that a request means (§1). Without a year: from July 1 to December 31 the running
/// program year, starting today when it is past July 1; from January 1 to June 30 the program
/// year that starts next July 1. A year alone starts on its July 1. The fault tells of a start
/// outside the year, or of a number of years that no term has.
[[nodiscard]] Outcome<Term> choose_term(const TermRequest& request, const KindFacts& facts,
                                        Date today);

/// What speaks against something, as a value: the rule, where it stands, how hard it holds.
struct Finding {
    std::string rule;    ///< the rule's id; empty where the record itself forbids
    std::string section;
    Strength strength = Strength::must;
    bool may_override = true;    ///< false: nothing lets it through
    Fault fault;

    /// "what; remedy (§3, committee-most)".
    [[nodiscard]] std::string text() const;
};

/// Somebody about to be appointed.
struct Candidacy {
    PersonId person;
    std::string person_name;
    Role role;
    Term term;
    /// Whether it replaces the term that runs when this one starts, which was ended for it.
    bool replaces = false;
    /// The record as it was before a term of the person gave way to this one; empty where none did.
    /// What it broke then is not broken by the change.
    std::vector<Service> before = {};
    /// The most people that the group had in the program year before the term begins. To be as
    /// many again makes nothing worse: somebody takes the seat of another.
    int largest_before = 0;
};

/// Whether `held` is already what is asked for: the same role, from the day that is asked for, or
/// where that is left open on the first day of `term`, and to the end that is asked for, if any.
[[nodiscard]] bool is_already(const Appointment& held, const TermRequest& request,
                              const Term& term);

/// What speaks against appointing `candidacy` to `group`: an overlapping term, a retired group,
/// the length of the term, the leading roles, the upper size, rotation, membership (§1 to §4).
/// `record`: every appointment of that group.
[[nodiscard]] std::vector<Finding> findings_on_appointing(const Candidacy& candidacy,
                                                          const Group& group,
                                                          std::span<const Service> record,
                                                          const Handbook& handbook);

/// The terms of one person in a group that overlap (§1): nothing lets them through.
[[nodiscard]] std::vector<Finding> findings_on_overlaps(const Group& group,
                                                        std::span<const Service> record);

/// What speaks against all of `record` serving together from `from` on: leading roles that do not
/// fit one another, more people than may be (§1 to §4). Each rule speaks once, of the first day.
[[nodiscard]] std::vector<Finding> findings_on_serving_together(const Group& group,
                                                                std::span<const Service> record,
                                                                Date from,
                                                                const Handbook& handbook);

/// What a group falls short of on `day`, as after an early end: no leader, too few people.
[[nodiscard]] std::vector<Finding> findings_on_shortage(const Group& group,
                                                        std::span<const Service> record, Date day,
                                                        const Handbook& handbook);

/// The term that follows `last` without a gap, for a renewal; a fault where `last` ended early or
/// too long ago to be followed on.
[[nodiscard]] Outcome<Term> renewed_term(const Appointment& last, int years, Date today);

}    // namespace lmsection
