#pragma once

#include "lmsection/base/slug.hpp"
#include "lmsection/domain/group.hpp"
#include "lmsection/domain/program_year.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace lmsection {

/// A broken *must* is refused, a broken *should* is a warning.
enum class Strength { should, must };
[[nodiscard]] std::string_view word(Strength strength);

/// What a rule measures. A rule has one measure and one bound.
enum class Measure {
    size,                  ///< people who serve in the group on a day
    term_years,            ///< program years of an appointment
    chair_pattern,         ///< the roles that lead, as the kind's patterns allow
    chair_from_members,    ///< a chair served in the group before
    chair_rotation,        ///< nobody chairs a group in two terms that follow each other
    meetings,              ///< meetings held in a program year
    chairs_meetings,       ///< meetings with the chairs in a program year
    reports,               ///< required reports submitted in a program year
    programs,              ///< proposals submitted to a venue in a program year
    paid_speakers,         ///< paid speakers of one webinar
    stipend,               ///< dollars for a paid speaker
    other_divisions,       ///< other divisions only after the minimums
    appointed_by,          ///< the day by which appointments for the next year are made
};
[[nodiscard]] std::string_view word(Measure measure);
[[nodiscard]] std::optional<Measure> parse_measure(std::string_view text);

/// How a section of the handbook is cited: "§3", or "Checklist" for one without a number.
[[nodiscard]] std::string cited(const std::string& section);

/// A rule: an id, a section, a bound and a strength.
struct Rule {
    Slug id;
    std::string section;    ///< "3", "2 and 4"
    Measure measure;
    Strength strength;
    std::vector<GroupKind> kinds;      ///< which groups it binds; empty: the section as a whole
    std::vector<Role> should_for;      ///< roles for which a must is only a should
    std::string venue;                 ///< for `programs`, `paid_speakers`, `stipend`
    std::vector<std::string> types;    ///< for `programs`: the types that count; empty: all
    std::optional<int> at_least;
    std::optional<int> at_most;
    std::optional<int> day;    ///< for `appointed_by`: day of the month; without: its last day
    std::string says;          ///< what it means, in a sentence

    [[nodiscard]] bool binds(GroupKind kind) const;
    /// Whether `count` lies in the rule's bound.
    [[nodiscard]] bool holds(int count) const;
    [[nodiscard]] Strength strength_for(Role role) const;
    /// "at most 12", "4 to 8", "exactly 150".
    [[nodiscard]] std::string bound() const;
    bool operator==(const Rule&) const = default;
};

/// How many of each leading role may serve at once; a group's leaders must fit in one pattern.
using ChairPattern = std::map<Role, int>;

/// Something a group does in the year (§2, §3, §4).
struct Activity {
    Slug id;
    std::string title;
    int times = 1;             ///< how often in a program year, at least
    std::string when;          ///< "interest-group-week", "ala-annual" or empty
    bool as_needed = false;    ///< only when it is needed, or when invited; never overdue
    std::string section;
    bool operator==(const Activity&) const = default;
};

/// What the handbook says of all groups of a kind.
struct KindFacts {    // NOLINT(*-member-init): every reader says the kind
    GroupKind kind;
    std::string title;    ///< "Interest Groups", a heading
    std::string section;
    std::string appointed_by;                    ///< who appoints, in words
    int member_years = 2;                        ///< the usual term of a member, in program years
    int chair_years = 2;                         ///< the usual term of who leads
    std::vector<ChairPattern> chair_patterns;    ///< empty: any leaders, any number of them
    int least_leaders = 0;                       ///< how many must lead where any may
    std::vector<Activity> activities;            ///< of every group of the kind
    bool operator==(const KindFacts&) const = default;
};

/// What the handbook says of one group.
struct GroupFacts {    // NOLINT(*-member-init): every reader says the kind
    Slug slug;
    std::string name;
    GroupKind kind;
    std::string section;
    bool described = true;               ///< false: the handbook names the group and no more
    std::string charge;                  ///< empty: TBD where it is described
    std::vector<Activity> activities;    ///< empty: TBD where it is described
    std::string remark;                  ///< "possible merger"
    std::string link;                    ///< its folder
    bool operator==(const GroupFacts&) const = default;
};

/// One line of the annual checklist.
struct ChecklistItem {    // NOLINT(*-member-init): a month has no default
    Slug id;
    date::month month;
    std::string title;
    std::vector<GroupKind> audience;    ///< who is to do it
    bool optional = false;
    std::string section;
    std::string tells;    ///< what the database knows of it: see `parse_item_progress`
    bool operator==(const ChecklistItem&) const = default;
};

/// A report that groups owe each program year (§3, §4).
struct ReportRule {    // NOLINT(*-member-init): a month has no default
    date::month month;
    std::optional<unsigned> day;    ///< day of the month it is due; without: its last day
    std::string title;
    std::vector<GroupKind> kinds;
    std::string section;
    std::vector<GroupKind> may_submit = {};    ///< kinds that may submit it and need not

    /// The day it is due in `year`; a day past the month's end means its last day.
    [[nodiscard]] Date due(ProgramYear year) const;
    /// `2026-12`: how the report of `year` is named.
    [[nodiscard]] Month id(ProgramYear year) const { return year.month(month); }
    bool operator==(const ReportRule&) const = default;
};

/// Where programs are proposed (§2 program management, checklist).
struct Venue {
    Slug id;
    std::string title;
    std::vector<date::month> finalize;    ///< months in which ideas are finalized
    std::vector<date::month> submit;      ///< months in which proposals are submitted
    std::vector<std::string> types;       ///< of sessions; the first is the usual one
    std::string section;
    bool operator==(const Venue&) const = default;
};

/// A dated thing of every year that is no group's (§1, §4): its rule or "set by year".
struct Event {
    Slug id;
    std::string title;
    std::string when;    ///< "first-full-week-of-march" or "set-by-year"
    std::string section;
    bool operator==(const Event&) const = default;
};

/// Which groups a fact, link or note is about; nothing given: the section as a whole.
struct About {
    std::vector<GroupKind> kinds;
    std::vector<std::string> groups;    ///< slugs

    [[nodiscard]] bool is_about(const Slug& group, GroupKind kind) const;
    bool operator==(const About&) const = default;
};

/// Any other fact, filed under its section and topic.
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

/// A place where the handbook contradicts itself: both readings and the one in use.
struct Note {
    Slug id;
    std::vector<std::string> sections;
    std::vector<std::string> readings;
    std::string uses;
    About about;
    bool operator==(const Note&) const = default;
};

/// A section's handbook as data: every fact with the number of the section that it is from.
struct Handbook {
    std::string section_name;    ///< "Leadership & Management Section"
    std::string division;
    std::string association;
    int edition = 1;        ///< of this file: a revision has a higher number
    std::string version;    ///< "December 2023"
    std::string revised;
    std::string purpose;
    std::vector<std::string> objectives;
    std::vector<std::string> sister_sections;    ///< the division's sections, this one among them
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

    /// The facts of a kind; every handbook that was read has all four.
    [[nodiscard]] const KindFacts& of_kind(GroupKind kind) const;
    [[nodiscard]] const GroupFacts* group(const Slug& slug) const;
    /// The rules of a measure that bind a kind.
    [[nodiscard]] std::vector<const Rule*> rules_for(Measure measure, GroupKind kind) const;
    /// Whether groups of this kind owe reports.
    [[nodiscard]] bool owes_reports(GroupKind kind) const;
    [[nodiscard]] const Venue* venue(std::string_view id) const;
    /// Whether it is an edition, another or the same, of `other`: the handbook of one section.
    [[nodiscard]] bool is_edition_of(const Handbook& other) const;
    bool operator==(const Handbook&) const = default;
};

}    // namespace lmsection
