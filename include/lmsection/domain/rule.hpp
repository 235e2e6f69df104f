#pragma once

#include "lmsection/base/text.hpp"
#include "lmsection/domain/appointment.hpp"
#include "lmsection/domain/program.hpp"
#include "lmsection/domain/service.hpp"

#include <algorithm>
#include <deque>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace lmsection {

/// The result of checking a rule: met, below its bound, above it, or below it with time left.
enum class Verdict { ok, short_of, over, not_yet };
[[nodiscard]] constexpr std::string_view word(Verdict verdict) {
    return word_at(verdict, {"ok", "short", "over", "not yet"});
}
/// Whether the rule is currently broken.
[[nodiscard]] bool at_fault(Verdict verdict);

/// The result of checking a rule for a group or for the section as a whole.
struct RuleResult {
    const Rule* rule = nullptr;
    const Group* group = nullptr;    ///< the group checked; null: the section
    std::string found;               ///< "13", "1 co-chair", "1 (Ana Diaz)"
    std::string wanted;              ///< "at most 12"
    Verdict verdict = Verdict::ok;
    /// The rule's strength, or a lower one for the roles found.
    std::optional<Strength> strength{};
    int count = 0;                          ///< of what the rule measures; of leaders
    std::vector<std::string> names = {};    ///< of the chairs who break the rule
    bool all_on_leave = false;              ///< all leaders are, and no one acts for them
};

/// The data that rules measure about a group.
struct MeasuredGroup {
    const Group* group = nullptr;
    /// Every appointment that overlaps the year. If a rule looks back, also all earlier
    /// appointments of those who chair in it, and any one appointment that started before theirs.
    /// Names may be empty.
    std::vector<Service> record;
    int meetings = 0;    ///< held in the program year
    int meetings_with_chairs = 0;
    int reports = 0;    ///< reports submitted for that program year
    bool report_overdue = false;
};

/// A webinar or other program that has paid speakers.
struct PaidProgram {
    std::string venue;
    std::optional<GroupId> group;    ///< whose proposal it is
    int speakers = 0;
    int lowest_stipend = 0;    ///< dollars, of those who are paid
    int highest_stipend = 0;
};

/// The data that rules measure about a section in a program year, except its groups.
struct MeasuredSection {
    ProgramYear year;
    Date today{};
    ProgramCounts programs;
    std::vector<PaidProgram> paid;
    /// Looks up a person's name; called only for people who break a rule.
    std::function<std::string(PersonId)> name_of;
    /// Looks up a person's terms in other groups than one; empty if no rule depends on them.
    std::function<std::vector<TermElsewhere>(PersonId, GroupId)> elsewhere = {};

    /// The day on which sizes and leaders are checked: today, or the nearest day of the year.
    [[nodiscard]] Date day() const { return std::clamp(today, year.first_day(), year.last_day()); }
    /// The first day of the next program year, when appointed seats must be filled.
    [[nodiscard]] Date next_july() const { return year.plus(1).first_day(); }
};

/// What a rule needs for `check`.
struct CheckQuestion {
    const MeasuredSection& section;
    const Handbook& handbook;
    const MeasuredGroup* group = nullptr;    ///< null: the section as a whole
    int seats_to_fill = 0;                   ///< vacant seats on the next July 1
};

/// The deadline for appointments that start on the July 1 after `year`, by a rule that measures
/// `appointed_by` (§1).
[[nodiscard]] Date appointments_due(const Rule& rule, ProgramYear year);
/// The day from which appointments still to be made are shown: the first of the month before the
/// deadline.
[[nodiscard]] Date appointments_shown_from(const Rule& rule, ProgramYear year);

/// Checks a section against every rule of its handbook: first group by group, so that only one
/// group's terms need to be in memory, then the section as a whole.
class SectionCheck {
public:
    /// Both arguments must outlive the object.
    SectionCheck(const MeasuredSection& section, const Handbook& handbook);
    /// Checks a group against the rules for its kind.
    void add(const MeasuredGroup& measured);
    /// Calls `visit` with every result, once all groups were added: by rule in handbook order, then
    /// in the order in which groups were added.
    void each(const std::function<void(const RuleResult&)>& visit) const;

private:
    /// The results for one rule so far.
    struct RuleResults {
        const Rule* rule;
        const MeasureInfo* measure;
        std::string wanted;             ///< its bound as text
        std::deque<RuleResult> rows;    ///< a deque, so that rows do not move as it grows
    };

    /// Whether the rule is about the section as a whole.
    static bool is_of_section(const RuleResults& results);
    /// Checks a rule and fills in the rule, group and bound.
    static RuleResult checked(const RuleResults& results, const CheckQuestion& question);

    const MeasuredSection& section_;
    const Handbook& handbook_;
    std::vector<RuleResults> results_;
    int seats_to_fill_ = 0;    ///< for the next July 1
};

}    // namespace lmsection
