#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace lmsection {

struct Breach;
struct CheckQuestion;
struct Finding;
struct Group;
struct GroupChange;
struct GroupOnDay;
struct Handbook;
struct ProgramCount;
struct Rule;
struct RuleResult;
struct Speaker;
struct TermQuestion;
class Role;
enum class GroupKind;

/// What a rule measures, by its word in handbooks. A rule has one measure and one bound.
class Measure {
public:
    /// `word`: static text, as in `namespace measure`.
    explicit constexpr Measure(std::string_view word) : word_(word) {}
    [[nodiscard]] constexpr std::string_view word() const { return word_; }
    bool operator==(const Measure&) const = default;

private:
    std::string_view word_;
};

/// The measures. How each is checked: `measures` in src/domain/measure.cpp.
namespace measure {

/// People serving in the group on a day.
inline constexpr Measure size{"size"};
/// Program years of an appointment.
inline constexpr Measure term_years{"term-years"};
/// Whether the leading roles fit a pattern.
inline constexpr Measure chair_pattern{"chair-pattern"};
/// Whether chairs served in the group before.
inline constexpr Measure chair_from_members{"chair-from-members"};
/// Whether chairs chair for a second term in a row.
inline constexpr Measure chair_rotation{"chair-rotation"};
/// Program years in a row in the group.
inline constexpr Measure years_in_group{"years-in-group"};
/// The same in one role of the group.
inline constexpr Measure years_in_role{"years-in-role"};
/// Whole program years before someone comes back.
inline constexpr Measure years_away{"years-away"};
/// Groups in which a person serves at once.
inline constexpr Measure posts{"posts"};
/// Meetings held in a program year.
inline constexpr Measure meetings{"meetings"};
/// Meetings with the chairs in a program year.
inline constexpr Measure chairs_meetings{"chairs-meetings"};
/// Reports submitted for a program year.
inline constexpr Measure reports{"reports"};
/// Proposals submitted to a venue in a program year.
inline constexpr Measure programs{"programs"};
/// Paid speakers of a program.
inline constexpr Measure paid_speakers{"paid-speakers"};
/// Dollars for a paid speaker.
inline constexpr Measure stipend{"stipend"};
/// Proposals submitted after the minimums.
inline constexpr Measure other_divisions{"other-divisions"};
/// The day by which next year's appointments are made.
inline constexpr Measure appointed_by{"appointed-by"};

}    // namespace measure

/// Whose earlier terms in the group a measure depends on.
enum class Past { none, of_chairs, of_everyone };
/// Whether a rule with that `Past` looks back at the earlier terms of someone in a role.
[[nodiscard]] bool looks_back(Past past, Role role);
/// Whose earlier terms the rules for a kind of group look back at.
[[nodiscard]] Past past_of(GroupKind kind, const Handbook& handbook);

/// Which bounds a rule with a measure has: none is needed, any, or only `at_most` or `at_least`.
enum class Bound { none, any, most, least };

/// How to check the rules with one measure: the only code that knows what they measure. A function
/// is null if it does not concern the measure. A rule on a term needs
/// `check = those_who_break` and `on_term`; a count in a group needs only `check`.
struct MeasureInfo {
    Measure measure;
    Bound bound = Bound::any;
    std::string_view key = {};    ///< the key that only some measures have: should_for, types, day
    Past looks_back = Past::none;
    bool across_groups = false;    ///< whether it depends on a person's terms in other groups
    bool of_section = false;       ///< whether a rule without kinds is about the section as a whole
    /// For `check`: what is so now, for a group or for the section.
    RuleResult (*check)(const Rule&, const CheckQuestion&) = nullptr;
    /// How a term breaks the rule: for `appoint` and the commands that check terms the same way
    /// (plan, merge, undo, handbook adopt), and for `those_who_break` in `check`.
    std::optional<Finding> (*on_term)(const Rule&, const TermQuestion&) = nullptr;
    /// For `undo` and `group merge`, only if the rule is about a group as a whole: how a change to
    /// a group's record newly breaks it.
    std::optional<Breach> (*on_change)(const Rule&, const GroupChange&) = nullptr;
    /// For `appoint end`: what a group lacks on a day.
    std::optional<Finding> (*on_shortage)(const Rule&, const GroupOnDay&) = nullptr;
    /// For the speakers of a program at the rule's venue.
    std::vector<Finding> (*on_speakers)(const Rule&, std::span<const Speaker>,
                                        const Handbook&) = nullptr;
    /// For one more proposal to the rule's venue, by a group or no group.
    std::optional<Finding> (*on_submitting)(const Rule&, const Group*,
                                            const std::vector<ProgramCount>&,
                                            const Handbook&) = nullptr;
};

/// Whether a rule depends on a person's terms in other groups.
[[nodiscard]] bool looks_across(const Handbook& handbook);

/// Every measure, in the order in which `appoint` reports what a term breaks.
[[nodiscard]] std::span<const MeasureInfo> all_measures();
/// The info of a measure, which must be one of them.
[[nodiscard]] const MeasureInfo& info_of(Measure measure);
[[nodiscard]] std::optional<Measure> parse_measure(std::string_view text);

}    // namespace lmsection
