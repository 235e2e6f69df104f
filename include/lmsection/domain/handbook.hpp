#pragma once

#include "lmsection/base/slug.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/domain/group.hpp"
#include "lmsection/domain/measure.hpp"
#include "lmsection/domain/program_year.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace lmsection {

/// Breaking a *must* is refused; breaking a *should* is only a warning.
enum class Strength { should, must };
[[nodiscard]] std::string_view word(Strength strength);

/// The citation for a section of the handbook: "§3", or "Checklist", which has no number.
[[nodiscard]] std::string cited(const std::string& section);

/// A rule: an id, a section, a bound and a strength.
struct Rule {
    Slug id;
    std::string section;    ///< "3", "2 and 4"
    Measure measure;
    Strength strength;
    /// The kinds of group it applies to; empty: the section as a whole.
    std::vector<GroupKind> kinds;
    std::vector<Role> should_for;      ///< roles for which the rule is only a should
    std::string venue;                 ///< for `programs`, `paid_speakers`, `stipend`
    std::vector<std::string> types;    ///< for `programs`: the types that count; empty: all
    std::optional<int> at_least;
    std::optional<int> at_most;
    std::optional<int> day;    ///< for `appointed_by`: day of the month; default: the last day
    std::string says;          ///< the rule in one sentence

    [[nodiscard]] bool binds(GroupKind kind) const { return std::ranges::count(kinds, kind) > 0; }
    /// Whether `count` is within the rule's bounds.
    [[nodiscard]] bool holds(int count) const;
    [[nodiscard]] Strength strength_for(Role role) const;
    /// "at most 12", "4 to 8", "exactly 150".
    [[nodiscard]] std::string bound() const;
    bool operator==(const Rule&) const = default;
};

/// How many of each leading role may serve at once. A group's leaders must fit one of its kind's
/// patterns.
using ChairPattern = std::map<Role, int, ById>;

/// Something a group does each year (§2, §3, §4).
struct Activity {
    Slug id;
    std::string title;
    int times = 1;             ///< how often in a program year, at least
    std::string when;          ///< "interest-group-week", "ala-annual" or empty
    bool as_needed = false;    ///< done only when needed or invited; never overdue
    std::string section;
    bool operator==(const Activity&) const = default;
};

/// What the handbook says about all groups of a kind.
struct KindFacts {    // NOLINT(*-member-init): every reader sets the kind
    GroupKind kind;
    std::string title;    ///< "Interest Groups", a heading
    std::string section;
    std::string appointed_by;                    ///< who appoints its members and leaders, as text
    int member_years = 0;                        ///< a member's default term, in program years
    int chair_years = 0;                         ///< a leader's default term, in program years
    std::vector<ChairPattern> chair_patterns;    ///< empty: any number of leaders in any roles
    int least_leaders = 0;               ///< the minimum number of leaders if there are no patterns
    std::vector<Activity> activities;    ///< for every group of this kind
    bool operator==(const KindFacts&) const = default;
};

/// What the handbook says about one group.
struct GroupFacts {    // NOLINT(*-member-init): every reader sets the kind
    Slug slug;
    std::string name;
    GroupKind kind;
    std::string section;
    bool described = true;               ///< false: the handbook only names the group
    std::string charge;                  ///< empty: TBD, if the group is described
    std::vector<Activity> activities;    ///< empty: TBD, if the group is described
    std::string remark;                  ///< "possible merger"
    std::string link;                    ///< the group's folder
    bool operator==(const GroupFacts&) const = default;
};

/// One line of the annual checklist.
struct ChecklistItem {    // NOLINT(*-member-init): a month has no default
    Slug id;
    date::month month;
    std::string title;
    std::vector<GroupKind> audience;    ///< the kinds of group it is for
    bool optional = false;
    std::string section;
    std::string tells;    ///< what progress the item shows: see `parse_item_progress`
    bool operator==(const ChecklistItem&) const = default;
};

/// A report that groups must submit each program year (§3, §4).
struct ReportRule {    // NOLINT(*-member-init): a month has no default
    date::month month;
    std::optional<unsigned> day;    ///< day of the month it is due; default: the last day
    std::string title;
    std::vector<GroupKind> kinds;
    std::string section;
    std::vector<GroupKind> may_submit = {};    ///< kinds that may submit it without owing it

    /// The day it is due in `year`; a day past the end of the month means the last day.
    [[nodiscard]] Date due(ProgramYear year) const;
    /// `2026-12`: the id of this report in `year`.
    [[nodiscard]] Month id(ProgramYear year) const { return year.month(month); }
    bool operator==(const ReportRule&) const = default;
};

/// Where programs are proposed (§2 program management, checklist).
struct Venue {
    Slug id;
    std::string title;
    std::vector<date::month> finalize;    ///< months in which ideas are finalized
    std::vector<date::month> submit;      ///< months in which proposals are submitted
    std::vector<std::string> types;       ///< session types; the first is the default
    std::string section;
    bool operator==(const Venue&) const = default;
};

/// A yearly event that belongs to no group (§1, §4). Its dates follow a rule or are set each year.
struct Event {
    Slug id;
    std::string title;
    std::string when;    ///< "first-full-week-of-march" or "set-by-year"
    std::string section;
    bool operator==(const Event&) const = default;
};

/// What a reminder is about.
enum class ReminderKind {
    report_due,      ///< a report that is not submitted; its day is when it is due
    checklist,       ///< the open checklist items of a month; the 1st of the month
    meetings,        ///< meetings short of the minimum; the last day of the program year
    minutes,         ///< minutes that are missing; the day of the meeting
    term_ending,     ///< a term that no other follows; its last day
    appointments,    ///< seats to fill for next July 1; the day they should be filled by
    volunteers,      ///< forms that wait for an answer; the day of the form
    events           ///< the dates of the handbook; the first day
};
inline constexpr std::array all_reminder_kinds{
    ReminderKind::report_due, ReminderKind::checklist,   ReminderKind::meetings,
    ReminderKind::minutes,    ReminderKind::term_ending, ReminderKind::appointments,
    ReminderKind::volunteers, ReminderKind::events};
/// `report-due`, the word used in handbooks.
[[nodiscard]] constexpr std::string_view word(ReminderKind kind) {
    return word_at(kind, {"report-due", "checklist", "meetings", "minutes", "term-ending",
                          "appointments", "volunteers", "events"});
}

/// Who gets a reminder: those who lead the group, those who lead the Leadership Team, or the person
/// whom it is about.
enum class ReminderTo { leaders, team, person };
[[nodiscard]] constexpr std::string_view word(ReminderTo to) {
    return word_at(to, {"leaders", "team", "person"});
}

/// When a reminder is sent, and to whom. Its stages are days before and after its day (see
/// `ReminderKind`), the first days of months of the program year, and every so many days after the
/// last of these.
struct Reminder {    // NOLINT(*-member-init): every reader sets the kind
    ReminderKind kind;
    std::vector<int> days_before;
    std::vector<int> days_after;
    std::vector<date::month> months;
    std::optional<int> repeat_days;    ///< none: not again after the last stage
    ReminderTo to = ReminderTo::leaders;
    bool copy_leaders = false;       ///< those who lead the group get a copy
    std::vector<GroupKind> kinds;    ///< of the groups it is for; empty: all
    std::string section;
    bool operator==(const Reminder&) const = default;

    /// The latest stage on or before `today`, for what is about `day`; nothing before the first.
    [[nodiscard]] std::optional<Date> stage_on(Date day, Date today) const;
};

/// Which groups a fact, link or note is about; if both are empty, the section as a whole.
struct About {
    std::vector<GroupKind> kinds;
    std::vector<std::string> groups;    ///< slugs

    [[nodiscard]] bool is_about(const Slug& group, GroupKind kind) const;
    bool operator==(const About&) const = default;
};

/// Any other fact, with its section and topic.
struct Fact {
    std::string section;
    std::string topic;    ///< "Leadership Team: skills"
    std::string text;
    About about;
    bool operator==(const Fact&) const = default;
};

struct Link {
    std::string title;
    std::string url;
    std::string section;
    About about;
    bool operator==(const Link&) const = default;
};

/// A place where the handbook contradicts itself: the readings and the one this program uses.
struct Note {
    Slug id;
    std::vector<std::string> sections;
    std::vector<std::string> readings;
    std::string uses;
    About about;
    bool operator==(const Note&) const = default;
};

/// A section's handbook as data; every fact cites the handbook section it comes from.
struct Handbook {
    std::string section_name;    ///< "Leadership & Management Section"
    std::string division;
    std::string association;
    int edition = 1;        ///< the edition of this file; each revision has a higher number
    std::string version;    ///< "December 2023"
    std::string revised;
    std::string purpose;
    std::vector<std::string> objectives;
    std::vector<std::string> sister_sections;    ///< the division's sections, including this one
    std::vector<KindFacts> kinds;
    std::vector<Rule> rules;
    std::vector<GroupFacts> groups;
    std::vector<ChecklistItem> checklist;
    std::vector<ReportRule> reports;
    std::vector<Venue> venues;
    std::vector<Event> events;
    std::vector<Fact> facts;
    std::vector<Link> links;
    std::vector<Note> notes;
    /// At most one for each kind; a handbook that lists none has the built-in ones.
    std::vector<Reminder> reminders;
    /// In roster order; a handbook that lists none has the built-in ones.
    std::vector<Role> roles{built_in_roles().begin(), built_in_roles().end()};

    /// The facts about a kind; every valid handbook has all four.
    [[nodiscard]] const KindFacts& of_kind(GroupKind kind) const;
    [[nodiscard]] const GroupFacts* group(const Slug& slug) const;
    /// The rules with this measure that apply to a kind.
    [[nodiscard]] std::vector<const Rule*> rules_for(Measure measure, GroupKind kind) const;
    [[nodiscard]] const Venue* venue(std::string_view id) const;
    /// The role of an ordinary member; every valid handbook has it.
    [[nodiscard]] Role member() const;
    /// Whether this and `other` are editions of the same section's handbook.
    [[nodiscard]] bool is_edition_of(const Handbook& other) const;
    bool operator==(const Handbook&) const = default;
};

/// The role of a handbook that a text names; see `find_role`.
[[nodiscard]] Outcome<Role> find_role(const Handbook& handbook, std::string_view text);
/// Whether a text names a role of a handbook.
[[nodiscard]] bool names_role(const Handbook& handbook, std::string_view text);

}    // namespace lmsection
